"""What the groups of editors may do."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from ipnb_hub import editors

pytestmark = pytest.mark.django_db


def granted(name="Editors"):
    group = Group.objects.get(name=name)
    return {(p.content_type.app_label, p.codename) for p in group.permissions.select_related("content_type")}


def test_editors_add_change_and_view_every_model_of_the_content_apps():
    models = [model for name in editors.CONTENT_APPS for model in apps.get_app_config(name).get_models()]

    assert len(models) > 5
    for model in models:
        for action in {"add", "change", "view"} & set(model._meta.default_permissions):
            assert (model._meta.app_label, f"{action}_{model._meta.model_name}") in granted()


def test_editors_publish_whatever_can_be_published():
    codenames = {codename for _, codename in granted()}

    assert {"publish_article", "publish_term", "publish_resource"} <= codenames


def test_editors_delete_nothing():
    assert [codename for _, codename in granted() if codename.startswith("delete_")] == []


def test_editors_touch_no_account_group_or_setting():
    assert {app for app, _ in granted()} <= set(editors.CONTENT_APPS)


def test_granting_again_changes_nothing(django_assert_max_num_queries):
    before = granted()

    with django_assert_max_num_queries(6) as queries:
        editors.grant()

    assert granted() == before
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_a_permission_given_by_hand_is_taken_back():
    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename="delete_user"))

    editors.grant()

    assert "delete_user" not in {codename for _, codename in granted()}


def test_writers_write_all_content_with_its_parts_and_publish_none():
    writers = {codename for _, codename in granted("Writers")}

    assert {"add_term", "change_term", "view_term", "change_step", "add_claim", "change_name", "add_picture"} <= writers
    assert [each for each in writers if each.startswith(("publish_", "delete_"))] == []
    assert granted("Writers") < granted("Editors")


def test_writers_look_at_notices_and_change_none():
    assert {each for _, each in granted("Writers") if each.endswith("_notice")} == {"view_notice"}


def test_writers_bring_pictures_and_leave_what_live_pages_say_of_them():
    assert {each for _, each in granted("Writers") if each.endswith("_picture")} == {"add_picture", "view_picture"}
