"""The form by which editors sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.validators import MaxLengthValidator

LONGEST_NAME = 150  # of an account; a longer one would not fit where failed attempts are counted either


class SignInForm(AdminAuthenticationForm):
    """Django's own, which only asks the browser to hold to the length of a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].validators.append(MaxLengthValidator(LONGEST_NAME))
