from django.urls import path

from . import views

app_name = "resources"
urlpatterns = [
    path("resources/", views.resources, name="resources"),
    path("resources/<slug:slug>/", views.resource, name="resource"),
    path("references/", views.references, name="references"),
    path("people/<slug:slug>/", views.person, name="person"),
]
