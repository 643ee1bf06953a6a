"""Proposed versions: what somebody who may not publish writes about something that readers see."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from .. import acting, changes, records, workflow
from ..models import Proposal, Version
from ..records import Record
from . import conflicts, drafts, guarding
from .base import Desk, DeskPart

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Whether and when readers see something is for those who may publish, so no proposal changes it.
NOT_PROPOSED = ("state", *workflow.TIMES)
PROPOSED = "“%s” is proposed. Readers see the published version until somebody who may publish accepts yours."
NOTHING_NEW = "Nothing was changed, so nothing was proposed."
TAKEN_BACK = "Your proposal is withdrawn: what you saved is what readers see already."
CHANGED = (
    "Not saved: your proposal was changed or decided elsewhere while you wrote, perhaps in another tab. "
    "Your text is still here; look at “Proposed versions”, and save once more if it is to take that one’s place."
)


class Decided(Exception):
    """Somebody decided on this proposal before."""


def waiting_of(user: Any, content: models.Model | None) -> Proposal | None:
    """The proposal of this editor that waits for a review."""
    if content is None or not user.is_authenticated:
        return None
    found: Proposal | None = Proposal.objects.waiting().of(content).filter(editor=user).first()
    return found


def may_decide(user: Any, proposal: Proposal) -> bool:
    content = stored(proposal)
    return content is not None and workflow.may_publish(user, type(content.governing()))


def may_see(user: Any, proposal: Proposal) -> bool:
    return proposal.editor_id == user.pk or may_decide(user, proposal)


def propose(user: User, content: models.Model, record: Record, seen: int) -> Proposal:
    """Keep a record as the proposal of this editor, in the place of the one that waits."""
    values = {
        "title": str(content)[:300],
        "record": record,
        "based_on": seen,
        "editor_name": acting.now().name,
        "why": acting.now().why,
    }
    proposal, _ = Proposal.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(content),
        object_id=content.pk,
        editor=user,
        state=Proposal.State.WAITING,
        defaults=values,
    )
    return proposal


def stored(proposal: Proposal) -> Any:
    """What a proposal is about, as it is stored now; None if it was deleted."""
    model = proposal.content_type.model_class()
    return model._base_manager.filter(pk=proposal.object_id).first() if model else None


def to_be(proposal: Proposal, now: Record) -> Record:
    """What accepting it would store: state, times, and what its editor left alone stay as they are now."""
    model: Any = proposal.content_type.model_class()
    since = Version.objects.since(model(pk=proposal.object_id), proposal.based_on)
    base = since.filter(number=proposal.based_on).values_list("record", flat=True).first() or {}
    alone = {name for name in base if base[name] == proposal.record.get(name)}
    return {**proposal.record, **{name: now[name] for name in now if name in alone or name in NOT_PROPOSED}}


def accept(proposal: Proposal, user: User, seen: int) -> models.Model:
    """Store what is proposed, over version `seen`, in its editor's name.

    Raises guarding.Changed if that is not the last version, records.Refused, workflow.MayNotPublish, Decided.
    """
    why = f"{proposal.why or 'A proposed version.'} (Proposed by {proposal.editor_name}.)"
    with acting.because(why), changes.gathered():
        _still_waits(proposal)
        content = stored(proposal)
        if content is None:
            raise Decided
        guarding.check(content, seen)
        if not workflow.may_publish(user, type(content.governing())):
            raise workflow.MayNotPublish(workflow.MAY_NOT_PUBLISH)
        written = records.write(type(content), to_be(proposal, records.read(content)), content)
        _decide(proposal, Proposal.State.ACCEPTED)
        return written


def decline(proposal: Proposal, answer: str) -> None:
    with transaction.atomic():
        _still_waits(proposal)
        proposal.answer = answer
        _decide(proposal, Proposal.State.DECLINED)


def withdraw(proposal: Proposal) -> None:
    with transaction.atomic():
        _still_waits(proposal)
        _decide(proposal, Proposal.State.WITHDRAWN)


def _still_waits(proposal: Proposal) -> None:
    row = Proposal.objects.select_for_update().waiting().filter(pk=proposal.pk).first()
    if row is None or row.changed != proposal.changed:
        raise Decided


def _decide(proposal: Proposal, state: Proposal.State) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, acting.now().name, timezone.now()
    proposal.save()


class ProposalMixin(Desk):
    """Whoever may not publish proposes: a save is tried in full, read, and taken back; its record waits for review."""

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        waiting = [each for each in Proposal.objects.waiting().of(obj) if may_decide(request.user, each)]
        return [*super().desk(request, obj), DeskPart("admin/desk/proposals_waiting.html", {"waiting": waiting})]

    def changeform_view(self, request: Any, object_id: Any = None, *args: Any) -> Any:
        sitting: guarding.Sitting = guarding.sitting_of(request)
        content = self._content(request, object_id)
        sitting.proposes = content is not None and self.must_propose(request, content)
        sitting.proposal = waiting_of(request.user, content) if sitting.proposes else None
        answer = self.outdated(request) if _is_outdated(request, sitting) else None
        if answer is not None:
            return answer
        if sitting.proposal is None:
            return super().changeform_view(request, object_id, *args)
        return self._with_proposal(request, content, object_id, *args)

    def _content(self, request: Any, object_id: Any) -> Any:
        """What is guarded while this form is open, as it is stored; a form that is only shown reads it once."""
        sitting = guarding.sitting_of(request)
        if sitting.content is None:
            return None
        if request.method == "POST":
            return type(sitting.content)._base_manager.filter(pk=sitting.content.pk).first()
        sitting.shown = self.get_object(request, unquote(object_id))
        return sitting.shown and cast("guarding.GuardedMixin", self).guarded(sitting.shown)

    def get_object(self, request: Any, object_id: str, from_field: Any = None) -> Any:
        shown = guarding.sitting_of(request).shown
        return super().get_object(request, object_id, from_field) if shown is None or from_field else shown

    def outdated(self, request: HttpRequest) -> HttpResponseBase | None:
        """What happens to a form that was made before this proposal: it comes back, unless there is an answer."""
        sitting = guarding.sitting_of(request)
        sitting.refusal = sitting.refusal or CHANGED
        return None

    def must_propose(self, request: HttpRequest, content: Any) -> bool:
        """Whether what this editor saves about `content`, as it is stored, is only proposed."""
        return not workflow.may(request.user, content.governing())

    def _with_proposal(self, request: Any, content: Any, object_id: Any, *args: Any) -> Any:
        """The form with the waiting proposal as what is stored; the database is left as it was."""
        sitting: guarding.Sitting = request.sitting
        sitting.shown = None  # it is read anew, as the proposal would have it
        with changes.gathered():
            with suppress(records.Refused):  # it no longer fits: the form shows what is stored, and says so
                records.write(type(content), to_be(sitting.proposal, records.read(content)), content)
                sitting.shows_proposal = True
            if sitting.shows_proposal and request.method != "POST":
                sitting.seen = sitting.proposal.based_on
            response: HttpResponseBase = super().changeform_view(request, object_id, *args)
            if isinstance(response, TemplateResponse):
                response.render()
            raise guarding.Undone(lambda: response)

    def get_formset_kwargs(self, request: Any, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The rows of a proposal are not stored: each time they are written anew, they are known by their place."""
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "POST" and guarding.sitting_of(request).shows_proposal:
            owner = inline.get_formset(request, obj).fk.name
            rows = found["queryset"].filter(**{owner: obj})
            for place, row in enumerate(rows):
                if found["data"].get(f"{prefix}-{place}-id"):
                    found["data"][f"{prefix}-{place}-id"] = str(row.pk)
        return dict(found)

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A proposal holds no rows that belong to the record of another object."""
        found: list[Any] = super().get_inline_instances(request, obj)
        if not guarding.sitting_of(request).proposes:
            return found
        return [each for each in found if not each.fk_name or each.fk_name == each.model.OWNERS[0]]

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        if not guarding.sitting_of(request).proposes:
            return super().log_change(request, obj, message)
        content = cast("guarding.GuardedMixin", self).guarded(obj)
        record = records.read(content)
        raise guarding.Undone(lambda: self._proposed(request, obj, content, record))

    def _proposed(self, request: Any, obj: Any, content: Any, record: Record) -> HttpResponseBase:
        """Outside the transaction, in which nothing stays but the proposal."""
        now = type(content)._base_manager.filter(pk=content.pk).first()
        if now is None:
            return conflicts.typed(self, request, "This is no longer here", conflicts.DELETED)
        drafts.forget(request)
        if _differs(record, records.read(now)):
            propose(request.user, now, record, request.sitting.seen)
            messages.success(request, PROPOSED % now)
        else:
            messages.info(request, _nothing_proposed(request.sitting.proposal))
        return HttpResponseRedirect(request.path)


def _is_outdated(request: HttpRequest, sitting: guarding.Sitting) -> bool:
    """Whether a form was sent that was made from another proposal than the one that waits, or without it."""
    mark = sitting.proposal.mark() if sitting.proposal is not None else ""
    return sitting.proposes and request.method == "POST" and request.POST.get("seen_proposal", "") != mark


def _nothing_proposed(waiting: Proposal | None) -> str:
    """Withdraw what waits, and say what happened."""
    if waiting is None:
        return NOTHING_NEW
    with suppress(Decided):
        withdraw(waiting)
    return TAKEN_BACK


def _differs(record: Record, now: Record) -> bool:
    return any(record[name] != now.get(name) for name in record if name not in NOT_PROPOSED)
