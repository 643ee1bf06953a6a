"""The whole hub in one HTML file: what is in it, and that it needs nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ipnb_hub.whole import offline
from ipnb_hub.whole.offline_html import Pages, Part
from publishing.models import Notice, State
from tests.ipnb_hub.moving import own_uploads
from tests.ipnb_hub.reading_offline import Read, outside_requests, stray_links
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def document() -> Read:
    return Read(offline.written())


def words(read: Read, name: str) -> str:
    return " ".join("".join(read.by_id[name].itertext()).split())


@pytest.mark.once
def test_an_empty_hub_is_a_whole_document():
    read = document()

    assert read.faults == []
    assert "Nothing is published here yet." in read.source


@pytest.mark.once
def test_every_kind_of_page_is_in_it_and_links_lead_there():
    work = make_work(recommended=True, url="https://work.example/", description="A good book.")
    make_term("Implicit memory", "body memory", body="As [@siegel1999, p. 3] says.\n\n## More\n\n[Back](#more)")
    term = make_term("Attunement", body="See [[Implicit memory]] and [it](/glossary/implicit-memory/#more).")
    term.recommended.add(work)
    make_article(body="## One\n\nOf attunement [@siegel1999].[^a]\n\n[^a]: A foot.\n\n[out](https://out.example/)")
    make_outline()
    make_person(biography="See [attunement](/glossary/attunement/), [all](/glossary/?letter=a), [map](/map/).")

    read = document()

    assert read.faults == []
    assert stray_links(read) == []
    assert outside_requests(read) == []
    pages = [each.get("id") for each in read.root.iter("article")]
    assert pages == [
        "articles.the-basics", "practice.three-steps", "practice.three-steps.step-1", "glossary.attunement",
        "glossary.implicit-memory", "resources.siegel1999", "references", "people.diana-fosha",
    ]  # fmt: skip
    assert read.links("glossary.attunement") == [
        "#glossary.implicit-memory", "#glossary.implicit-memory:more", "#resources.siegel1999", "#contents"
    ]  # fmt: skip
    assert "#glossary.implicit-memory:source-1" in read.links("glossary.implicit-memory")
    assert "#articles.the-basics:fn1" in read.links("articles.the-basics")
    assert read.links("people.diana-fosha")[:3] == [
        "#glossary.attunement", "#all.glossary", "http://127.0.0.1:8000/map/"
    ]  # fmt: skip
    assert "Siegel, D. J." in words(read, "glossary.implicit-memory:source-1")


def test_what_the_public_may_not_see_is_not_in_it():
    hidden: dict[str, Any] = {"state": State.DRAFT}
    for number, fields in enumerate(
        (
            hidden,
            {"state": State.RETIRED},
            {"publish_at": timezone.now() + timedelta(days=1)},
            {"state": State.IN_REVIEW},
        )
    ):
        make_term(f"Unseen term {number}", **fields)
        make_work(f"unseen{number}", title=f"Unseen work {number}", recommended=True, **fields)
        make_person(f"Unseen person {number}", **fields)
        make_article(f"Unseen article {number}", **fields)
        make_article(f"Unseen page {number}", kind="page", **fields)
        make_outline(f"Unseen outline {number}", **fields)
    make_term(body="[[Unseen term 0]] and [@unseen0].")

    read = document()

    assert re.findall(r"Unseen (?!term 0\]\])\w+ \d", read.source) == []
    assert [each.get("id") for each in read.root.iter("article")] == ["glossary.attunement", "references"]


def test_a_text_whose_rights_have_ended_is_not_in_it():
    past = timezone.now() - timedelta(days=1)
    make_article(body="The whole text.", standfirst="What it is about.", rights_end=past)

    read = document()

    assert "The whole text." not in read.source
    assert "What it is about." in words(read, "articles.the-basics")
    assert "the permission to show it has ended" in words(read, "articles.the-basics")


@pytest.mark.once
def test_the_notices_stand_first():
    Notice.objects.create(key="crisis-note", title="Help", text="Call [help](https://help.example/) now.")

    assert "Call help now." in words(document(), "top")


@pytest.mark.once
def test_pictures_are_in_the_document_itself(tmp_path, settings):
    uploads = own_uploads(tmp_path, settings)
    (uploads / "a1.png").write_bytes(b"\x89PNG")
    (uploads / "evil.svg").write_bytes(b"<svg/>")
    pages = Pages()
    source = '<p><img src="/uploads/a1.png" alt="A &quot;map&quot;" srcset="/uploads/b.png 2x"> '
    source += '<img src="/uploads/gone.png" alt="gone"> <img src="/uploads/../a1.png" alt="up"> '
    source += '<img src="/uploads/evil.svg" alt="no">'

    part = Part(source, pages.add("/a/"), pages, offline.picture)

    assert part.written() == ('<p><img src="data:image/png;base64,iVBORw==" alt="A &quot;map&quot;"> gone up no')


@pytest.mark.once
def test_ids_of_two_pages_never_meet():
    pages = Pages()
    one = Part('<h2 id="x">A</h2><a href="#x">x</a><a href="#none">n</a>', pages.add("/a/b/"), pages, offline.picture)
    two = Part(
        '<h2 id="x">B</h2><a href="/a/b/#x">x</a><a href="/c/#x">c</a>', pages.add("/a-b/"), pages, offline.picture
    )

    assert one.written() == '<h4 id="a.b:x">A</h4><a href="#a.b:x">x</a><a href="#a.b">n</a>'
    assert two.written() == ('<h4 id="a-b:x">B</h4><a href="#a.b:x">x</a><a href="http://127.0.0.1:8000/c/#x">c</a>')


@pytest.mark.once
def test_what_opens_in_place_on_the_site_is_left_out_and_a_note_leads_to_its_source():
    pages = Pages()
    source = (
        'so<button class="note" popovertarget="note-2" aria-label="Source 2">2</button>'
        '<span class="slip" popover id="note-2"><b>2</b> A <a href="/x/">work</a> <br></span>'
        '<button class="define" popovertarget="define-a"><svg><use href="#m"></use></svg></button>'
        "<div popover><div>in</div></div> &amp; &#8217;on<hr/>"
    )

    part = Part(source, pages.add("/a/"), pages, offline.picture)

    assert part.written() == 'so<sup><a href="#a">[2]</a></sup> &amp; &#8217;on<hr>'


@pytest.mark.once
def test_the_style_sheet_can_stand_in_a_page_and_asks_for_nothing():
    style = offline.style()

    assert ".offline" in style
    assert "prefers-color-scheme" in style
    assert re.findall(r"</|url\(|@import", style) == []


@pytest.mark.once
def test_script_in_every_field_stays_text():
    evil = "</style><script>alert(1)</script>"
    make_term(f"Evil {evil}", slug="evil", definition=evil, body=evil, evidence_note=evil)
    make_work(title=evil, recommended=True, description=evil, url="https://work.example/?<script>")
    make_article(evil, slug="evil", standfirst=evil, body=evil, byline=evil)
    make_person(evil, slug="evil", biography=evil, credentials=evil)

    read = document()

    assert list(read.root.iter("script")) == []
    assert len(list(read.root.iter("style"))) == 1


def test_the_command_writes_a_file_and_never_over_another_unasked(tmp_path: Path):
    file, out = tmp_path / "hub.html", StringIO()
    make_term()

    call_command("offline_hub", str(file), stdout=out)

    assert html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=False).find(".//h1").text == "IPNB Hub"
    assert out.getvalue() == f"{file}: {file.stat().st_size:,} bytes.\n"
    with pytest.raises(CommandError, match="is there already"):
        call_command("offline_hub", str(file))
    call_command("offline_hub", str(file), replace=True, verbosity=0)
    with pytest.raises(CommandError, match=r"cannot be written \(No such file or directory\)"):
        call_command("offline_hub", str(tmp_path / "nowhere" / "hub.html"))
