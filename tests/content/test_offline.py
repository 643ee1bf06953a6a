"""The delivered hub in one HTML file."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from articles.models import Article, Step
from glossary.models import Term
from ipnb_hub.whole import offline
from resources.models import Person, Resource
from tests.ipnb_hub.reading_offline import Read, outside_requests, stray_links

pytestmark = [pytest.mark.usefixtures("seeded_hub"), pytest.mark.once]


def test_all_of_it_is_there_every_link_leads_somewhere_and_nothing_is_asked_for():
    read = Read(offline.written())

    assert read.faults == []
    assert stray_links(read) == []
    assert outside_requests(read) == []
    pages = {each.get("id") for each in read.root.iter("article")}
    wanted = [*Article.objects.published(), *Term.objects.published(), *Step.objects.published()]
    wanted += [*Person.objects.published(), *Resource.objects.published().recommended()]
    assert {each.get_absolute_url().strip("/").replace("/", ".") for each in wanted} <= pages
    assert all(f"references:{work.key}" in read.by_id for work in Resource.objects.published())


def test_no_heading_leaves_a_level_out():
    read = Read(offline.written())

    levels = [int(each.tag[1]) for each in read.root.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
