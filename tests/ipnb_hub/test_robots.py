"""What crawlers are told."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client


@pytest.fixture
def rules(client: Client, settings) -> RobotFileParser:
    settings.HUB_URL = "https://hub.example.org"
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


def test_crawlers_may_read_every_public_page_and_nothing_for_editors(rules: RobotFileParser) -> None:
    addresses = ("/", "/glossary/trauma/", "/search/?q=a", "/feed/", "/admin/", "/admin/login/", "/search/suggest/?q=a")
    allowed = [address for address in addresses if rules.can_fetch("Bot", address)]
    assert allowed == ["/", "/glossary/trauma/", "/search/?q=a", "/feed/"]


def test_crawlers_learn_where_the_sitemap_is(rules: RobotFileParser) -> None:
    assert rules.site_maps() == ["https://hub.example.org/sitemap.xml"]
