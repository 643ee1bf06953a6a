from django.urls import path

from . import exports, views

app_name = "glossary"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/<slug:slug>/", views.term, name="term"),
    path("glossary/<slug:slug>.md", exports.term_md, name="term-md"),
    path("glossary.csv", exports.glossary_csv, name="glossary-csv"),
    path("glossary.json", exports.glossary_json, name="glossary-json"),
    path("glossary.ttl", exports.glossary_ttl, name="glossary-ttl"),
]
