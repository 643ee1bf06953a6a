"""Two terms become one: what the first holds moves to the second, and the first's addresses lead there.

A plan is the list of what will be done; an editor reads it, and `merge` does it. So both tell the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from publishing import acting, changes
from publishing.models import FormerAddress, Part, Proposal, State, Use
from publishing.used import pointing
from resources.models import Citation
from search.text import fold

from .dictionary import WORD, folded, forms, is_plural
from .models import Name, Relation, Term, TermCitation


class Move(NamedTuple):
    """One thing that merging does, in an editor's words; `subject` is what it is about."""

    subject: str
    words: str
    do: Callable[[], object] = lambda: None


class Plan(NamedTuple):
    source: Term
    target: Term
    moves: list[Move]

    def by_subject(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for move in self.moves:
            groups.setdefault(move.subject, []).append(move.words)
        return groups


def refusal(source: Term, target: Term) -> str:
    """Why these two cannot be merged; empty if they can."""
    if source == target:
        return "Choose another term than this one."
    if target.state == State.RETIRED:
        return f"“{target}” is retired. Merge into a term that is in use."
    if source.was_seen() and not target.is_live():
        return f"Readers know “{source}”, and do not see “{target}”. Publish “{target}” first."
    if Proposal.objects.of(source).waiting():
        return f"A proposed version of “{source}” waits for review. Decide on it first."
    return ""


def plan(source: Term, target: Term) -> Plan:
    moves = [
        *_names(source, target),
        *_relations(source, target),
        *_citations(source, target),
        *_recommended(source, target),
        *_held_by_others(source, target),
        *_successors(source, target),
    ]
    return Plan(source, target, moves)


def merge(source: Term, target: Term, check: Callable[[], None] = lambda: None) -> list[str]:
    """Do what the plan says and delete the source; all of it or nothing. `check` may refuse, inside the transaction.

    The names move, so that the source cannot stay: it would have no title. Its history stays.
    """
    why = ": ".join(filter(None, [f"Merged “{source}” into “{target}”", acting.now().why]))
    with acting.because(why), changes.gathered():
        check()
        if reason := refusal(source, target):
            raise ValidationError(reason)
        done = plan(source, target)
        users = set(Use.objects.to(source).values_list("source_type", "source_id").order_by())
        for move in done.moves:
            move.do()
        FormerAddress.objects.pass_on(source, target)
        Term.objects.get(pk=source.pk).delete()
        target.save()
        target.full_clean()
        for kind, key in users:  # what links the old address means the target now
            model: Any = ContentType.objects.get_for_id(kind).model_class()
            changes.announce(model, [key])
    return [move.words for move in done.moves]


def _names(source: Term, target: Term) -> Iterator[Move]:
    place = _after(target.names)
    for order, name in enumerate(source.names.order_by("order", "pk"), start=place):
        kind = _kind(name, target)
        words = f"“{name.text}” becomes a name of “{target}”: {Name.Kind(kind).label.lower()}"
        yield Move("Names", words, _writing(name, term=target, kind=kind, order=order))


def _kind(name: Name, target: Term) -> str:
    """What a name is beside the target's title; a title that is no form of it becomes an alias."""
    if name.kind != Name.Kind.TITLE:
        return name.kind
    ours, theirs = _folded_words(name.text), _folded_words(target.title)
    if "".join(ours) == "".join(theirs):
        return Name.Kind.VARIANT
    if ours not in _forms(target.title) and theirs not in _forms(name.text):
        return Name.Kind.ALIAS
    return Name.Kind.PLURAL if is_plural(ours[-1]) else Name.Kind.SINGULAR


def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _forms(text: str) -> set[tuple[str, ...]]:
    return {tuple(map(folded, form)) for form in forms(tuple(WORD.findall(text)))}


def _relations(source: Term, target: Term) -> Iterator[Move]:
    known = {relation.target_id for relation in target.relations.all()}
    known |= {relation.source_id for relation in target.inverse_relations.all()}
    for end, relation in [*_ends(source)]:
        other = relation.target if end == "source" else relation.source
        if other == target:
            yield Move("Relations", f"“{relation}” goes: the two become one", relation.delete)
        elif other.pk in known:
            words = f"“{relation}” goes: “{target}” and “{other}” are related already"
            yield Move("Relations", words, relation.delete)
        else:
            words = f"“{relation}” becomes a relation of “{target}”"
            yield Move("Relations", words, _writing(relation, **{end: target}))


def _ends(source: Term) -> Iterator[tuple[str, Relation]]:
    """The relations of a term, each with the end at which the term stands."""
    yield from (("source", relation) for relation in source.relations.select_related("target"))
    yield from (("target", relation) for relation in source.inverse_relations.select_related("source"))


def _citations(source: Term, target: Term) -> Iterator[Move]:
    cited = {row.resource_id: row for row in target.citations.all()}
    for order, row in enumerate(source.citations.select_related("resource"), start=_after(target.citations)):
        ours = cited.get(row.resource_id)
        if ours is None:
            words = f"“{row.resource}” is cited by “{target}” ({row.get_stance_display().lower()})"
            yield Move("Cited works", words, _writing(row, term=target, order=order))
        elif row.locator and not ours.locator:
            words = f"“{row.resource}” is cited already, and keeps the place {row.locator}"
            yield Move("Cited works", words + _lost(row, ours), _writing(ours, locator=row.locator))
        else:
            yield Move("Cited works", f"“{row.resource}” is cited already{_lost(row, ours)}")


def _lost(row: TermCitation, ours: TermCitation) -> str:
    """What is said of the work here, and not there, where it can be said once only."""
    lost = [row.get_stance_display().lower()] if row.stance not in (ours.stance, Citation.Stance.CONTEXT) else []
    lost += [row.locator] if row.locator and ours.locator not in ("", row.locator) else []
    return f"; what goes is “{', '.join(lost)}”" if lost else ""


def _recommended(source: Term, target: Term) -> Iterator[Move]:
    for work in source.recommended.exclude(pk__in=target.recommended.all()):
        words = f"“{work}” is recommended with “{target}”"
        yield Move("Recommended works", words, partial(target.recommended.add, work))


def _held_by_others(source: Term, target: Term) -> Iterator[Move]:
    """The rows of articles and steps that name the source; this app knows none of them by name."""
    for field in _keys_of_others():
        rows = field.model._default_manager
        for row in rows.filter(**{field.name: source.pk}):
            owner = row.OWNERS[0]
            holder = getattr(row, owner)
            twin = rows.filter(**{field.name: target.pk, owner: holder}).first()
            subject = capfirst(f"{field.model._meta.verbose_name} of “{holder}”")
            if twin is None:
                yield Move(subject, f"“{source}” becomes “{target}”", _writing(row, **{field.name: target}))
            else:
                words = f"“{target}” is named there already; what is said of both stands together"
                yield Move(subject, words, partial(_join, row, twin))


def _keys_of_others() -> list[Any]:
    return [each for each in pointing(Term) if issubclass(each.model, Part) and each.model is not Relation]


def _join(row: Any, twin: Any) -> None:
    """Put the texts of a row behind those of another one, and remove it."""
    for field in row._meta.fields:
        ours = getattr(row, field.name) if isinstance(field, models.TextField) else ""
        if ours and ours not in getattr(twin, field.name):
            setattr(twin, field.name, f"{getattr(twin, field.name)} {ours}".strip())
    row.delete()
    twin.save()


def _successors(source: Term, target: Term) -> Iterator[Move]:
    """Terms that gave way to the source give way to the target now."""
    for term in Term.objects.titled().filter(successor=source):
        if term == target:
            yield Move("What leads here", f"“{target}” has no successor any more", _writing(target, successor=None))
        else:
            words = f"“{term}” leads on to “{target}”"
            yield Move("What leads here", words, _writing(term, successor=target))


def _writing(row: Any, **values: Any) -> Callable[[], None]:
    return partial(_write, row, values)


def _write(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _after(rows: Any) -> int:
    last = rows.aggregate(last=models.Max("order"))["last"]
    return 0 if last is None else int(last) + 1
