from django.urls import path

from . import exports, views
from .formats import FORMATS

app_name = "resources"
urlpatterns = [
    path("resources/", views.resources, name="resources"),
    path("resources/<slug:slug>/", views.resource, name="resource"),
    path("references/", views.references, name="references"),
    *(path(f"resources/<slug:slug>.{end}", exports.work, {"ending": end}, f"resource-{end}") for end in FORMATS),
    *(path(f"references.{end}", exports.references, {"ending": end}, f"references-{end}") for end in FORMATS),
    path("people/<slug:slug>/", views.person, name="person"),
]
