from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from publishing import markdown
from publishing.addresses import shows
from publishing.choices import chosen, filters, link, turns
from publishing.models import FormerAddress, Use

from . import sources
from .models import Audience, Person, Resource
from .models.people import PersonQuerySet
from .models.works import ResourceQuerySet
from .references import in_order

PER_PAGE = 50


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    kind = chosen(request, "kind", Resource.Kind)
    audience = chosen(request, "audience", Audience)
    asked = {"kind": kind, "audience": audience}
    every_work = Resource.objects.published().recommended()
    works = every_work.of_kind(kind) if kind else every_work
    works = works.for_audience(audience) if audience else works
    page = Paginator(works.with_people().with_instead().by_title(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "resources",
        "page_obj": page,
        "turns": turns(request.path, asked, page.number, page.paginator.num_pages),
        "total": every_work.count(),
        "kind": kind,
        "kinds": filters(request.path, asked, "kind", Resource.Kind, every_work.kind_counts()),
        "all_kinds_url": link(request.path, asked, kind=""),
        "audience": audience,
        "audiences": filters(request.path, asked, "audience", Audience, every_work.audience_counts()),
        "all_audiences_url": link(request.path, asked, audience=""),
    }
    return render(request, "resources/list.html", context)


def resource_page(request: HttpRequest, works: ResourceQuerySet, slug: str) -> HttpResponse:
    work = get_object_or_404(works.recommended().with_people().with_instead(), slug=slug)
    uses = Use.objects.to(work).seen_by_public()
    context = {
        "section": "resources",
        "resource": work,
        "instead": work.instead,
        "terms": [use.source for use in uses if use.of_model("glossary.term")],
        "cited_in": [use for use in uses if use.sentence or not use.of_model("glossary.term")],
    }
    return render(request, "resources/resource.html", context)


@require_safe
@shows(Resource, resource_page)
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    return resource_page(request, Resource.objects.published(), slug)


def references_page(request: HttpRequest, works: ResourceQuerySet) -> HttpResponse:
    listed = in_order(works.with_people())
    former = FormerAddress.objects.places(Resource, request.path)
    for work in listed:
        work.former_keys = former.get(work.pk, ())
    return render(request, "resources/references.html", {"section": "resources", "works": listed})


@require_safe
@shows(None, references_page)
def references(request: HttpRequest) -> HttpResponse:
    return references_page(request, Resource.objects.published())


def person_page(request: HttpRequest, people: PersonQuerySet, slug: str) -> HttpResponse:
    someone = get_object_or_404(people.with_copies(), slug=slug)
    works = Resource.objects.published().by_person(someone).with_people()
    rendered = markdown.render(*someone.texts())
    found = sources.numbered(rendered)
    page = sources.filled(rendered, found)
    cited = Use.objects.to_any(Resource, [work.pk for work in works]).of_kinds(Use.Kind.CITATION)
    context = {
        "section": "resources",
        "person": someone,
        "page": page,
        "biography_html": page.html[0],
        "sources": found,
        "works": works,
        "written": Use.objects.to(someone).of_kinds(Use.Kind.AUTHOR).seen_by_public(),
        "cited_in": [use for use in cited.seen_by_public() if use.source != someone],
    }
    return render(request, "resources/person.html", context)


@require_safe
@shows(Person, person_page)
def person(request: HttpRequest, slug: str) -> HttpResponse:
    return person_page(request, Person.objects.published(), slug)
