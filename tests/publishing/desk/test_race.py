"""Eight processes save over the same version at the same moment: one wins, seven are told, nothing typed is lost."""

import multiprocessing
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from publishing.models import Version, latest_number
from resources.models import Person
from tests.filling import editor, fields
from tests.making import make_person

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

PROCESSES = 8
ROUNDS = 5


def save(name: str, address: str, sent: dict[str, Any], barrier: Any, outcomes: Any) -> None:
    """One editor in a process of their own: waits for the others, saves, and says how it went."""
    connections.close_all()
    try:
        client = Client()
        client.force_login(User.objects.get(username=name))
        barrier.wait(timeout=60)
        response = client.post(address, sent)
        kept = fields(response)["biography"] if response.status_code == 409 else []
        told = "Not saved: somebody else changed this" in response.content.decode()
        outcomes.put((name, response.status_code, kept, told))
    except Exception as failure:  # noqa: BLE001
        outcomes.put((name, repr(failure), [], False))
    finally:
        connections.close_all()


def race(person: Person, names: list[str]) -> list[Any]:
    address = f"/admin/resources/person/{person.pk}/change/"
    opener = Client()
    opener.force_login(User.objects.get(username=names[0]))
    opened = fields(opener.get(address))
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    barrier, outcomes = forked.Barrier(len(names)), forked.Queue()
    running = [
        forked.Process(target=save, args=(name, address, {**opened, "biography": f"By {name}."}, barrier, outcomes))
        for name in names
    ]
    for process in running:
        process.start()
    found = [outcomes.get(timeout=120) for _ in running]
    for process in running:
        process.join(timeout=60)
    return sorted(found)


def test_exactly_one_of_eight_processes_wins_and_seven_are_told():
    names = [f"editor-{number}" for number in range(PROCESSES)]
    for name in names:
        editor(name)
    for number in range(ROUNDS):
        person = make_person(f"Person {number}")

        found = race(person, names)

        winners = [name for name, status, _, _ in found if status == 302]
        losers = [each for each in found if each[1] == 409]
        assert (len(winners), len(losers)) == (1, PROCESSES - 1), found
        assert all(kept == [f"By {name}."] for name, _, kept, _ in losers)
        assert all(told for *_, told in losers)
        assert Person.objects.get(pk=person.pk).biography == f"By {winners[0]}."
        assert latest_number(person) == 2
        assert Version.objects.of(person).first().editor_name == winners[0]
