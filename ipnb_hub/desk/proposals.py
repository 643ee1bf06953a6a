"""Proposed versions: the list, and one of them beside what readers see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from publishing import acting, differences, records
from publishing.desk import guarding, proposals
from publishing.models import Proposal, Version, latest_number

DECIDED = "This was decided, or changed, a moment ago. Please look again."
CHANGED = "What readers see was changed a moment ago. Please look again before you decide."
ANSWER = "Say why you decline, so that its editor can go on from there."
LONGEST_ANSWER = 5000
MOST_OWN = 50  # of an editor's own proposals, decided ones too
DONE = {"accept": "Accepted: readers see it.", "decline": "Declined.", "withdraw": "Withdrawn."}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, and what this editor has proposed."""
    waiting = [each for each in Proposal.objects.waiting() if proposals.may_decide(request.user, each)]
    own = Proposal.objects.by(request.user).order_by("-changed")[:MOST_OWN]
    found = list(dict.fromkeys([*waiting, *own]))
    context = {**admin.site.each_context(request), "title": "Proposed versions", "proposals": found}
    return render(request, "admin/desk/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    found = get_object_or_404(Proposal, pk=key)
    if not proposals.may_see(request.user, found):
        raise PermissionDenied
    waits = found.state == Proposal.State.WAITING
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": f"Proposed: {found.title}",
        "proposal": found,
        "may_decide": waits and proposals.may_decide(request.user, found),
        "may_withdraw": waits and found.editor_id == request.user.pk,
    }
    if request.method == "POST":
        refusals = _carried_out(request, found, context)
        if not refusals:
            messages.success(request, DONE[request.POST["do"]])
            return HttpResponseRedirect(reverse("desk:proposals"))
        context |= {"refusals": refusals, "answer": request.POST.get("answer", "")}
        context["proposal"] = get_object_or_404(Proposal, pk=key)
    status = 409 if context.get("refusals") else 200
    return render(request, "admin/desk/proposal.html", context | _compared(found), status=status)


def _carried_out(request: HttpRequest, found: Proposal, context: dict[str, Any]) -> list[str]:
    """Do what was asked for; returns what is in the way."""
    wanted, answer = request.POST.get("do"), acting.storable(request.POST.get("answer", ""), LONGEST_ANSWER)
    if request.POST.get("changed") != found.changed.isoformat():
        return [DECIDED]
    try:
        if wanted == "withdraw" and context["may_withdraw"]:
            proposals.withdraw(found)
        elif wanted == "decline" and context["may_decide"]:
            if not answer:
                return [ANSWER]
            proposals.decline(found, answer)
        elif wanted == "accept" and context["may_decide"]:
            found.answer = answer
            proposals.accept(found, request.user, guarding.number(request.POST.get("seen_version")))  # type: ignore[arg-type]
        else:
            return [DECIDED]
    except proposals.Decided:
        return [DECIDED]
    except guarding.Changed:
        return [CHANGED]
    except records.Refused as refused:
        return refused.messages
    return []


def _compared(found: Proposal) -> dict[str, Any]:
    """What is stored now, what the proposal makes of it, and what happened since it was written."""
    content = proposals.stored(found)
    if content is None:
        return {}
    seen = latest_number(content)
    model, now = type(content), records.read(content)
    pages, budget = f"admin:{model._meta.app_label}_{model._meta.model_name}", differences.Budget()
    return {
        "content": content,
        "seen": seen,
        "form_url": reverse(f"{pages}_change", args=[content.pk]),
        "page_url": f"{reverse(f'{pages}_preview', args=[content.pk])}?proposal={found.pk}",
        "differences": differences.of_records(now, proposals.to_be(found, now), model, budget),
        **_since(found, content, now, budget),
    }


def _since(found: Proposal, content: Any, now: records.Record, budget: differences.Budget) -> dict[str, Any]:
    versions = list(Version.objects.since(content, found.based_on))
    base = next((each.record for each in versions if each.number == found.based_on), None)
    if found.state != Proposal.State.WAITING or base is None:
        return {}
    later = [each for each in versions if each.number > found.based_on]
    return {"since": differences.of_records(base, now, type(content), budget) if later else [], "versions": later}
