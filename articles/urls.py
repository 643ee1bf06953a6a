from django.urls import path

from resources.formats import FORMATS

from . import edition_views, exports, views

app_name = "articles"
urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>/versions/", edition_views.editions, name="editions"),
    path("articles/<slug:slug>/versions/<int:number>/", edition_views.edition, name="edition"),
    path("practice/", views.outlines, name="outlines"),
    path("practice/<slug:slug>/", views.outline, name="outline"),
    path("practice/<slug:outline>/<slug:slug>/", views.step, name="step"),
    path("articles/<slug:slug>.md", exports.article_md, name="article-md"),
    *(
        path(f"articles/<slug:slug>.{end}", exports.article_citations, {"ending": end}, f"article-{end}")
        for end in FORMATS
    ),
    path("practice/<slug:slug>.md", exports.outline_md, name="outline-md"),
    path("practice/<slug:outline>/<slug:slug>.md", exports.step_md, name="step-md"),
    path("about/", views.page, {"page": "about"}, name="about"),
    path("about/<slug:page>/", views.page, name="page"),
]
