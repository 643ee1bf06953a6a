from django.urls import path

from . import views

app_name = "articles"
urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("practice/", views.outlines, name="outlines"),
    path("practice/<slug:slug>/", views.outline, name="outline"),
    path("practice/<slug:outline>/<slug:slug>/", views.step, name="step"),
    path("about/", views.page, {"page": "about"}, name="about"),
    path("about/<slug:page>/", views.page, name="page"),
]
