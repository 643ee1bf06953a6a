"""Reads the graph from the database, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from articles.models import Article, PracticeOutline, Step
from glossary.models import Relation, Term
from publishing import stamp
from publishing.models import Use
from resources.models import Contributor, Person, Resource

from .graph import DESCRIBED, LISTED_WITH, USED, USES, Edge, Graph, Idea, Place

# An object: its model and its primary key.
Key = tuple[type[models.Model], int]


class Link(NamedTuple):
    """An edge whose ends are not yet known to be public."""

    source: Key
    target: Key
    kind: str
    way: str = ""


def _term(term: Term) -> Idea:
    return Idea(Place("term", term.slug), term.title, term.get_absolute_url(), term.evidence_status, term.region)


def _article(article: Article) -> Idea:
    return Idea(Place("article", article.slug), article.title, article.get_absolute_url())


def _outline(outline: PracticeOutline) -> Idea:
    return Idea(Place("step", outline.slug), outline.title, outline.get_absolute_url())


def _step(step: Step) -> Idea:
    title = f"Step {step.number}: {step.title}"
    return Idea(Place("step", f"{step.outline.slug}/{step.slug}"), title, step.get_absolute_url())


def _resource(resource: Resource) -> Idea:
    place, year = Place("resource", resource.slug), resource.shown("year")
    return Idea(place, resource.title, resource.get_absolute_url(), year=year)


def _person(person: Person) -> Idea:
    return Idea(Place("person", person.slug), person.name, person.get_absolute_url())


# What nobody is an author of.
BODIES = (Resource.Kind.ORGANISATION, Resource.Kind.TRAINING)
NAMING_A_WORK = ("slug", "key", "title", "year", "recommended", "unverified_fields")


class Shelf(NamedTuple):
    """A model on the map: what the public may see of it, and how an object becomes an idea."""

    live: Callable[[], models.QuerySet[Any]]
    idea: Callable[[Any], Idea]


SHELVES: dict[type[models.Model], Shelf] = {
    Term: Shelf(lambda: Term.objects.published().titled().only("slug", "evidence_status", "region"), _term),
    Article: Shelf(lambda: Article.objects.published().to_read().only("slug", "title", "kind"), _article),
    PracticeOutline: Shelf(lambda: PracticeOutline.objects.published().only("slug", "title"), _outline),
    Step: Shelf(
        lambda: Step.objects.published().with_outline().only("slug", "number", "title", "outline__slug"), _step
    ),
    Resource: Shelf(lambda: Resource.objects.published().only(*NAMING_A_WORK), _resource),
    Person: Shelf(lambda: Person.objects.published().only("slug", "name"), _person),
}


def model_of(place: Place) -> type[models.Model] | None:
    """The model that holds such a place; None for an unknown kind."""
    if place.kind == "step":
        return Step if "/" in place.slug else PracticeOutline
    return {"term": Term, "article": Article, "resource": Resource, "person": Person}.get(place.kind)


def place_of(content: models.Model | None) -> Place | None:
    """Where an object is on the map; None for what is not on it, such as a page about the site."""
    if content is None or getattr(content, "kind", "") == Article.Kind.PAGE:
        return None
    shelf = SHELVES.get(type(content))
    return shelf.idea(content).place if shelf else None


def found(place: Place) -> Key | None:
    """The object at a place, if the public may see it."""
    model = model_of(place)
    if model is None or "\0" in place.slug:
        return None
    outline, _, slug = place.slug.rpartition("/")
    conditions = {"slug": slug, "outline__slug": outline} if model is Step else {"slug": place.slug}
    pk = SHELVES[model].live().filter(**conditions).values_list("pk", flat=True).first()
    return None if pk is None else (model, pk)


def ideas_of(keys: Iterable[Key]) -> dict[Key, Idea]:
    """The ideas that the public may see among these objects: a query a model."""
    by_model: dict[type[models.Model], list[int]] = {}
    for model, pk in sorted(set(keys), key=lambda key: (key[0].__name__, key[1])):
        by_model.setdefault(model, []).append(pk)
    return _ideas({model: SHELVES[model].live().filter(pk__in=pks) for model, pks in by_model.items()})


def _ideas(wanted: dict[type[models.Model], models.QuerySet[Any]]) -> dict[Key, Idea]:
    return {(model, each.pk): SHELVES[model].idea(each) for model, live in wanted.items() for each in live}


def graph(ideas: dict[Key, Idea], links: Iterable[Link]) -> Graph:
    edges = (
        Edge(ideas[link.source].place, ideas[link.target].place, link.kind, link.way)
        for link in links
        if link.source in ideas and link.target in ideas
    )
    return Graph.of(ideas.values(), edges)


def terms() -> Graph:
    """All terms and their relations: two queries."""
    return graph(_ideas({Term: SHELVES[Term].live()}), _relations(Relation.objects.all()))


def around(place: Place) -> Graph | None:
    """A place, its neighbours, and the relations among them; None where the public sees no such place."""
    root = found(place)
    return None if root is None else _around(root, _naming(root))


def around_term(term: Term) -> Graph:
    """What lies around a term, without what it cites and lists: that stands on its page anyway.

    The term itself is there whether it is public or not: whoever sees its page sees it.
    """
    root = Term, term.pk
    naming = _naming(root) & ~Q(kind__in=(Use.Kind.CITATION, Use.Kind.LINK)) & ~_listing(root)
    return _around(root, naming, {root: _term(term)})


def _around(root: Key, naming: Q, known: Mapping[Key, Idea] = MappingProxyType({})) -> Graph:
    links = [*_relations_of(root), *_uses(naming), *_works(_works_of(root)), *_parts(_parts_of(root))]
    keys = {root} | {end for link in links for end in (link.source, link.target)}
    neighbours = [pk for model, pk in keys if model is Term]
    among = Relation.objects.filter(source__in=neighbours, target__in=neighbours)
    return graph({**ideas_of(keys), **known}, [*links, *_relations(among)])


def whole() -> Graph:
    """Everything on the map; made once a content version in each process."""
    return _whole(stamp.current())


@lru_cache(maxsize=1)
def _whole(_now: stamp.Stamp) -> Graph:
    links = [
        *_relations(Relation.objects.all()),
        *_uses(Q()),
        *_works(Contributor.objects.all()),
        *_parts(Step.objects.all()),
    ]
    return graph(_ideas({model: shelf.live() for model, shelf in SHELVES.items()}), links)


def _relations(rows: models.QuerySet[Relation]) -> Iterator[Link]:
    for source, target, kind in rows.order_by().values_list("source_id", "target_id", "kind"):
        yield Link((Term, source), (Term, target), kind)


def _relations_of(root: Key) -> Iterator[Link]:
    model, pk = root
    if model is Term:
        yield from _relations(Relation.objects.filter(Q(source=pk) | Q(target=pk)))


def _types() -> dict[int, type[models.Model]]:
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*SHELVES).items()}


def _naming(root: Key) -> Q:
    model, pk = root
    kind = ContentType.objects.get_for_model(model)
    return Q(source_type=kind, source_id=pk) | Q(target_type=kind, target_id=pk)


def _listing(root: Key) -> Q:
    model, pk = root
    return Q(source_type=ContentType.objects.get_for_model(model), source_id=pk, kind=Use.Kind.LISTED)


def _uses(naming: Q) -> Iterator[Link]:
    types = _types()
    rows = Use.objects.filter(naming, kind__in=list(USES), source_type__in=types, target_type__in=types)
    ends = ("source_type", "source_id", "target_type", "target_id", "kind")
    for source_type, source, target_type, target, way in rows.order_by().values_list(*ends).distinct():
        told = _told(way, types[source_type], types[target_type])
        yield Link((types[source_type], source), (types[target_type], target), USED, told)


def _told(way: str, source: type[models.Model], target: type[models.Model]) -> str:
    """How a use is told: what lists a term works with it, and it is the hub that names a term in a note on a person."""
    if way == Use.Kind.LISTED and target is Term:
        return Use.Kind.TERM
    return DESCRIBED if way == Use.Kind.TERM and source is Person else way


def _works_of(root: Key) -> models.QuerySet[Contributor]:
    model, pk = root
    fields: dict[type[models.Model], str] = {Person: "person", Resource: "resource"}
    rows: models.QuerySet[Contributor] = Contributor.objects.all()
    return rows.filter(**{fields[model]: pk}) if model in fields else rows.none()


def _works(rows: models.QuerySet[Contributor]) -> Iterator[Link]:
    """Who has a part in which work, where somebody has checked that."""
    named = (
        rows.exclude(person=None)
        .order_by()
        .values_list("resource_id", "person_id", "role", "resource__kind", "resource__unverified_fields")
    )
    for resource, person, role, kind, unverified in named:
        if "authors" not in unverified:
            told = LISTED_WITH if kind in BODIES and role == Contributor.Role.AUTHOR else role
            yield Link((Resource, resource), (Person, person), USED, told)


def _parts_of(root: Key) -> models.QuerySet[Step]:
    """The steps of an outline, or the step itself."""
    model, pk = root
    fields: dict[type[models.Model], str] = {PracticeOutline: "outline", Step: "pk"}
    rows: models.QuerySet[Step] = Step.objects.all()
    return rows.filter(**{fields[model]: pk}) if model in fields else rows.none()


def _parts(rows: models.QuerySet[Step]) -> Iterator[Link]:
    for step, outline in rows.order_by().values_list("pk", "outline_id"):
        yield Link((Step, step), (PracticeOutline, outline), Relation.Kind.PART)
