"""Every address of the hub."""

from django.contrib import admin
from django.urls import include, path

from ipnb_hub import feeds, health, opensearch, robots, security_txt, sitemaps, views
from ipnb_hub.ideas import views as ideas
from publishing.desk.cheat_sheet import cheat_sheet
from publishing.desk.preview import preview
from publishing.pictures import uploading
from publishing.previewing import preview as show_preview

urlpatterns = [
    path("", views.home, name="home"),
    path("map/", ideas.map_page, name="map"),
    path("search/", views.search, name="search"),
    path("search/suggest/", opensearch.suggestions, name="suggest"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("", include("articles.urls")),
    path("", include("glossary.urls")),
    path("", include("resources.urls")),
    path("preview/<slug:token>/", show_preview, name="preview"),
    path("uploads/<str:name>", uploading.upload, name="upload"),
    path("feed/", feeds.feed, name="feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/markdown/preview/", preview, name="markdownx_markdownify"),
    path("admin/markdown/sheet/", cheat_sheet, name="markdown_sheet"),
    path("admin/desk/", include("ipnb_hub.desk.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "ipnb_hub.errors.bad_request"
handler403 = "ipnb_hub.errors.forbidden"
handler404 = "ipnb_hub.errors.not_found"
handler500 = "ipnb_hub.errors.server_error"
