"""Marks are drawn once a page, and only those that the page uses."""

import re

import pytest
from django.template import Context, Template

pytestmark = pytest.mark.once


def render(source: str, **values: object) -> str:
    return Template("{% load marks %}" + source).render(Context(values))


def drawings(html: str) -> list[str]:
    return re.findall(r'<symbol id="mark-([a-z-]+)"', html)


def test_a_mark_refers_to_its_drawing_and_is_hidden_from_screen_readers():
    assert render('{% mark "debated" 28 %}') == (
        '<svg class="mark" width="28" height="28" aria-hidden="true"><use href="#mark-debated"></use></svg>'
    )


def test_a_mark_without_a_name_is_nothing():
    assert render("{% mark status %}", status="") == ""


def test_the_page_draws_each_mark_that_it_uses_once():
    assert drawings(render('{% mark "term" %}{% mark "step" %}{% mark "term" %}{% sprite %}')) == ["term", "step"]


def test_marks_of_included_templates_are_drawn_too():
    html = render('{% include "parts/places.html" %}{% sprite %}')
    assert drawings(html) == ["article", "term", "step", "resource", "map"]


def test_a_page_without_marks_has_no_drawings():
    assert render("{% sprite %}").strip() == ""


def test_one_page_does_not_draw_the_marks_of_another():
    template = Template("{% load marks %}{% if name %}{% mark name %}{% endif %}{% sprite %}")
    assert drawings(template.render(Context({"name": "person"}))) == ["person"]
    assert drawings(template.render(Context())) == []
