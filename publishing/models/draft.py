"""What an editor has typed into a form and not saved yet."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models


class DraftQuerySet(models.QuerySet["Draft"]):
    def by(self, editor: Any) -> Self:
        return self.filter(editor=editor.pk)

    def of(self, editor: Any, form: str) -> Self:
        return self.by(editor).filter(form=form)


class Draft(models.Model):
    """The fields of one editor's open form; offered when they come back, never imposed.

    `form` names it: "glossary.term:12", or "glossary.term:new". `data` is a list of [name, value] pairs as a browser
    would send them, without files, passwords and tokens.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=120)
    data = models.JSONField()
    based_on = models.PositiveIntegerField(default=0, help_text="The number of the version that the form showed.")
    saved = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["editor", "form"], name="publishing_one_draft_a_form")]

    def __str__(self) -> str:
        return self.form
