"""`manage.py editor` makes an account that may edit, and nothing else does."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from ipnb_hub.management.commands import editor
from tests import serving

GOOD = "a quiet river bend"


@pytest.fixture
def answers(monkeypatch):
    """What a person types at the terminal, in order; nothing comes from the environment."""
    typed = []
    monkeypatch.delenv("HUB_EDITOR_NAME", raising=False)
    monkeypatch.delenv("HUB_EDITOR_PASSWORD", raising=False)
    monkeypatch.setattr(editor.sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next_of(typed))
    monkeypatch.setattr(editor, "getpass", lambda question: next_of(typed))
    return typed


class Terminal(StringIO):
    def isatty(self):
        return True


def next_of(typed):
    if not typed:
        raise EOFError
    return typed.pop(0)


def make(monkeypatch, name, password):
    monkeypatch.setenv("HUB_EDITOR_NAME", name)
    monkeypatch.setenv("HUB_EDITOR_PASSWORD", password)
    output = StringIO()
    call_command("editor", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_no_account_exists_by_itself():
    assert list(User.objects.all()) == []


@pytest.mark.django_db
def test_a_script_makes_an_editor(monkeypatch):
    assert make(monkeypatch, "mona", GOOD) == "mona can now sign in at /admin/.\n"

    user = User.objects.get()
    assert (user.username, user.is_staff, user.is_superuser, user.is_active) == ("mona", True, False, True)
    assert user.check_password(GOOD)
    assert [group.name for group in user.groups.all()] == ["Editors"]


@pytest.mark.django_db
def test_a_person_is_asked_for_name_and_password(answers):
    answers += ["mona", GOOD, GOOD]

    call_command("editor", stdout=StringIO())

    assert User.objects.get().username == "mona"
    assert answers == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (["mona", GOOD, "another river bend"], "The two passwords differ; no account was made."),
        (["mona"], "No account was made."),
        (["mona", "short", "short"], "This password is too short. It must contain at least 12 characters."),
        (
            ["mona", "123456789012", "123456789012"],
            "This password is entirely numeric.",
        ),
        (["mo na", GOOD, GOOD], "Enter a valid username."),
        (["", GOOD, GOOD], "This field cannot be blank."),
    ],
)
def test_what_is_wrong_is_said_and_no_account_is_made(answers, typed, problem):
    answers += typed

    with pytest.raises(CommandError) as caught:
        call_command("editor", stdout=StringIO())

    assert str(caught.value).startswith(problem)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_name_is_not_given_twice(monkeypatch):
    make(monkeypatch, "mona", GOOD)

    with pytest.raises(CommandError, match="^A user with that username already exists.$"):
        make(monkeypatch, "mona", "another river bend")

    assert User.objects.get().check_password(GOOD)


@pytest.mark.django_db
def test_the_group_is_made_again_if_somebody_deleted_it(monkeypatch):
    Group.objects.all().delete()

    make(monkeypatch, "mona", GOOD)

    assert User.objects.get().groups.get().name == "Editors"


@pytest.mark.once
@pytest.mark.django_db
def test_without_a_terminal_the_variables_are_named(answers, monkeypatch):
    monkeypatch.setattr(editor.sys, "stdin", StringIO())

    with pytest.raises(CommandError, match="^Without a terminal, set HUB_EDITOR_NAME and HUB_EDITOR_PASSWORD.$"):
        call_command("editor", stdout=StringIO())

    assert not User.objects.exists()


@pytest.mark.once
def test_a_hub_that_was_never_started_is_named(tmp_path):
    variables = {"HUB_HOME": str(tmp_path), "HUB_EDITOR_NAME": "mona", "HUB_EDITOR_PASSWORD": GOOD}

    result = serving.manage("editor", **variables)

    assert result.returncode == 1
    assert result.stderr == "CommandError: The database is not ready; start the hub once with make serve.\n"
