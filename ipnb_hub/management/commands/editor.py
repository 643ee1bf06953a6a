import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from ipnb_hub import editors, environment


class Command(BaseCommand):
    help = "Makes an account in the Editors group; HUB_EDITOR_NAME and HUB_EDITOR_PASSWORD answer for scripts."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            name = self.make()
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        except DatabaseError:
            raise CommandError("The database is not ready; start the hub once with make serve.") from None
        except (EOFError, KeyboardInterrupt):
            raise CommandError("No account was made.") from None
        self.stdout.write(f"{name} can now sign in at /admin/.")

    def make(self) -> str:
        """Ask, check and save; the name of the new account."""
        user = User(username=self.ask_name(), is_staff=True)
        user.clean_fields(exclude=["password"])
        user.validate_unique()
        password = self.ask_password()
        validate_password(password, user)
        user.set_password(password)
        with transaction.atomic():
            editors.grant()
            user.save()
            user.groups.add(Group.objects.get(name=editors.EDITORS))
        return user.get_username()

    def ask_name(self) -> str:
        return environment.text("HUB_EDITOR_NAME") or self.asked("Name of the new editor: ", input)

    def ask_password(self) -> str:
        given = environment.exact("HUB_EDITOR_PASSWORD")
        if given:
            return given
        password = self.asked("Password: ", getpass)
        if password != self.asked("The same password again: ", getpass):
            raise CommandError("The two passwords differ; no account was made.")
        return password

    def asked(self, question: str, ask: Any) -> str:
        if not sys.stdin.isatty():
            raise CommandError("Without a terminal, set HUB_EDITOR_NAME and HUB_EDITOR_PASSWORD.")
        return str(ask(question))
