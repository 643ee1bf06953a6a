"""Pages of the admin that belong to no single model: every address begins with /admin/desk/."""

from django.contrib import admin
from django.urls import URLPattern, path

from ipnb_hub.desk import deleted, proposals
from publishing.desk import drafts
from publishing.pictures.uploading import add_picture

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("draft/", drafts.keep, name="keep-draft"),
    path("draft/kept/", drafts.show, name="show-draft"),
    path("draft/discard/", drafts.discard, name="discard-draft"),
    path("draft/difference/", drafts.compare, name="compare-draft"),
    path("deleted/", admin.site.admin_view(deleted.deleted), name="deleted"),
    path("proposals/", admin.site.admin_view(proposals.listed), name="proposals"),
    path("proposals/<int:key>/", admin.site.admin_view(proposals.proposal), name="proposal"),
    path("pictures/", add_picture, name="add-picture"),
]
