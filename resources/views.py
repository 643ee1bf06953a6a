from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from publishing import markdown
from publishing.addresses import shows
from publishing.choices import chosen, filters
from publishing.models import Use

from .models import Audience, Person, Resource

PER_PAGE = 50


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    kind = chosen(request, "kind", Resource.Kind)
    audience = chosen(request, "audience", Audience)
    everything = Resource.objects.published().recommended()
    works = everything.of_kind(kind) if kind else everything
    works = works.for_audience(audience) if audience else works
    page = Paginator(works.with_people().by_title(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "resources",
        "page_obj": page,
        "total": everything.count(),
        "kinds": filters(request, "kind", Resource.Kind, everything.kind_counts()),
        "audiences": filters(request, "audience", Audience, everything.audience_counts()),
    }
    return render(request, "resources/list.html", context)


@require_safe
@shows(Resource)
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    work = get_object_or_404(Resource.objects.published().recommended().with_people(), slug=slug)
    uses = Use.objects.to(work).seen_by_public()
    context = {
        "section": "resources",
        "resource": work,
        "instead": work.instead if work.instead and work.instead.is_live() else None,
        "terms": [use.source for use in uses if use.of_model("glossary.term")],
        "cited_in": uses,
    }
    return render(request, "resources/resource.html", context)


@require_safe
def references(request: HttpRequest) -> HttpResponse:
    works = Resource.objects.published().with_people().by_first_name()
    return render(request, "resources/references.html", {"section": "resources", "works": works})


@require_safe
@shows(Person)
def person(request: HttpRequest, slug: str) -> HttpResponse:
    someone = get_object_or_404(Person.objects.published(), slug=slug)
    works = Resource.objects.published().by_person(someone).with_people()
    context = {
        "section": "resources",
        "person": someone,
        "biography_html": markdown.render(*someone.texts()).html[0],
        "works": works,
        "written": Use.objects.to(someone).of_kinds(Use.Kind.AUTHOR).seen_by_public(),
        "cited_in": Use.objects.to_any(Resource, [work.pk for work in works])
        .of_kinds(Use.Kind.CITATION)
        .seen_by_public(),
    }
    return render(request, "resources/person.html", context)
