"""Accounts and groups: Django's own pages, with the words that all lists of the admin have."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from publishing.desk.base import WordedActions

admin.site.unregister((User, Group))
apps.get_app_config("auth").verbose_name = "Accounts and groups"


@admin.register(User)
class AccountAdmin(WordedActions, UserAdmin[User]):
    pass


@admin.register(Group)
class AccountGroupAdmin(WordedActions, GroupAdmin):
    pass
