"""The list of what was deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from publishing.models import State
from tests.filling import editor
from tests.making import make_outline, make_person, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

PAGE = "/admin/desk/deleted/"


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_long_it_is(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    client.force_login(editor())
    for n in range(number):
        make_term(f"Term {n}").delete()
        make_person(f"Person {n}").delete()
    client.get(PAGE)

    with django_assert_num_queries(6):
        rows = client.get(PAGE).context["rows"]

    assert [(row.kind, row.restore != "") for row in rows] == [("Person", True), ("Term", True)] * number


def test_whoever_may_not_publish_brings_back_what_readers_did_not_see(client: Client) -> None:
    client.force_login(editor("writer", may_publish=False))
    make_person("Seen").delete()
    draft = make_person("Draft", state=State.DRAFT)
    address = f"/admin/resources/person/{draft.pk}/history/1/restore/"
    draft.delete()

    rows = client.get(PAGE).context["rows"]

    assert [(row.version.title, row.restore) for row in rows] == [("Draft", address), ("Seen", "")]
    assert client.get(address).status_code == 200


def test_it_lists_only_what_its_reader_may_look_at(client: Client) -> None:
    viewer = editor("viewer", may_publish=False)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_step"))
    client.force_login(viewer)
    make_person().delete()
    make_outline(steps=1).delete()

    assert [row.version.title for row in client.get(PAGE).context["rows"]] == ["1. The step 1"]
