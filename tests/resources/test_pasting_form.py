"""A pasted citation fills the form of a new work; nothing is saved before its editor saves."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.models import State
from resources.models import Resource
from tests.filling import complaints, document, editor, fields, inline_code
from tests.making import make_work

pytestmark = pytest.mark.django_db

PASTE = "/admin/resources/resource/paste/"
ADD = "/admin/resources/resource/add/"
TEXT = """@incollection{x, author = {Siegel, Daniel J. and Schore, Allan N.},
 editor = {Cassidy, Jude and Shaver, P. R.},
 title = {Attachment and {B}rain}, booktitle = {Handbook of attachment}, year = 1999, pages = {3--20},
 doi = {https://doi.org/10.1000/182}, isbn = {0-306-40615-2}, url = {https://example.org/x}}"""


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def notes(response) -> list[str]:
    boxes = [each for each in document(response).iter("div") if each.get("class") == "pasted"]
    return [item.text for box in boxes for item in box.iter("li")]


@pytest.mark.once
def test_a_pasted_citation_fills_the_form_with_everything_unchecked_and_saves_nothing(ed):
    response = ed.post(PASTE, {"text": TEXT})
    sent = fields(response)

    assert response.status_code == 200
    wanted = ("title", "kind", "year", "key", "slug", "container", "pages", "doi", "isbn", "url", "how_verified")
    assert {name: sent[name][0] for name in wanted} == {
        "title": "Attachment and Brain",
        "kind": "chapter",
        "year": "1999",
        "key": "siegel1999",
        "slug": "siegel1999",
        "container": "In J. Cassidy & P. R. Shaver (Eds.), Handbook of attachment",
        "pages": "3–20",
        "doi": "10.1000/182",
        "isbn": "0-306-40615-2",
        "url": "https://example.org/x",
        "how_verified": "",
    }
    checked = ["authors", "year", "title", "container", "pages", "doi", "isbn", "url"]
    assert sent["unverified_fields"] == checked
    names = [sent[f"contributors-{place}-name"][0] for place in range(2)]
    assert names == ["Siegel, Daniel J.", "Schore, Allan N."]
    assert (Resource.objects.count(), inline_code(response)) == (0, [])


def test_what_the_form_holds_can_be_saved_as_it_is(ed):
    sent = fields(ed.post(PASTE, {"text": TEXT}))

    assert ed.post(ADD, sent).status_code == 302
    work = Resource.objects.get()
    assert (work.state, work.key, work.people()) == (State.DRAFT, "siegel1999", [])
    assert [each.name for each in work.contributors.all()] == ["Siegel, Daniel J.", "Schore, Allan N."]


def test_a_taken_key_gets_a_letter_and_a_known_number_is_told(ed):
    make_work("siegel1999", doi="10.1000/182", title="The first", state=State.DRAFT)
    make_work("siegel1999b", state=State.DRAFT)

    response = ed.post(PASTE, {"text": TEXT})

    assert fields(response)["key"] == ["siegel1999c"]
    assert notes(response) == ["The hub has a work with this DOI or ISBN already: “The first” [@siegel1999]."]


@pytest.mark.once
def test_numbers_that_are_none_are_left_out_and_told(ed):
    text = "TY  - JOUR\nTI  - T\nDO  - see below\nSN  - 1745-6924\nUR  - javascript:alert(1)\nER  - \n"

    response = ed.post(PASTE, {"text": text})

    assert [fields(response)[name] for name in ("doi", "isbn", "url")] == [[""], [""], [""]]
    assert notes(response) == [
        "“see below” is no DOI, so it was left out.",
        "“1745-6924” is the number of a journal (ISSN), so it was left out.",
        "“javascript:alert(1)” is no web address, so it was left out.",
    ]


@pytest.mark.once
def test_of_several_citations_one_is_chosen(ed):
    text = '[{"title": "First", "author": [{"literal": "A"}]}, {"title": "Second", "type": "book"}]'

    response = ed.post(PASTE, {"text": text})

    labels = [" ".join("".join(each.itertext()).split()) for each in document(response).iter("label")]
    assert labels == ["A. First.", "Second."]
    filled = ed.post(PASTE, {"text": fields(response)["text"][0], "record": "1"})
    assert (fields(filled)["title"], fields(filled)["kind"]) == (["Second"], ["book"])


@pytest.mark.once
def test_a_file_is_read_as_well_with_its_mark_and_in_an_older_encoding(ed):
    marked = SimpleUploadedFile("x.ris", b"\xef\xbb\xbfTY  - BOOK\r\nTI  - M\xc3\xbcnchen\r\nER  - \r\n")
    older = SimpleUploadedFile("x.ris", b"TY  - BOOK\r\nTI  - M\xfcnchen\r\nER  - \r\n")

    assert fields(ed.post(PASTE, {"file": marked}))["title"] == ["München"]
    assert fields(ed.post(PASTE, {"file": older}))["title"] == ["München"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (
            {"text": "@book{a,\n title = {x}"},
            ["Line 2: here should stand “name = value” or the “}” that ends the entry."],
        ),
        ({"text": "words"}, ["This is neither BibTeX (@article{…}), nor RIS (TY  - …), nor CSL-JSON ({…})."]),
        ({"text": ""}, ["Paste a citation, or choose a file."]),
    ],
)
def test_broken_text_comes_back_with_words(ed, sent, words):
    response = ed.post(PASTE, sent)

    assert complaints(response) == words
    assert fields(response)["text"] == [sent["text"]]


@pytest.mark.once
def test_binary_and_large_files_are_refused_in_words(ed):
    binary = SimpleUploadedFile("x.bib", b"\x00\x01\x02")
    large = SimpleUploadedFile("x.bib", b"x" * 200_001)

    assert complaints(ed.post(PASTE, {"file": binary})) == [
        "This file holds no text. Save the citation as BibTeX, RIS or CSL-JSON."
    ]
    assert complaints(ed.post(PASTE, {"file": large})) == [
        "This file is larger than 200 kB. Take fewer citations at a time."
    ]


@pytest.mark.once
def test_a_text_is_not_lost_behind_a_file_that_was_chosen_too(ed):
    file = SimpleUploadedFile("x.ris", b"TY  - BOOK\r\nTI  - M\r\nER  - \r\n")

    response = ed.post(PASTE, {"text": TEXT, "file": file})

    assert complaints(response) == ["There is a file and a pasted text. Give one of the two; your text is still here."]
    assert fields(response)["text"] == [TEXT]


@pytest.mark.once
def test_halves_of_letters_in_json_become_a_sign_that_a_page_can_hold(ed):
    response = ed.post(PASTE, {"text": '{"title": "a\\ud800b", "DOI": "10.1000/a\\u0000b"}'})

    assert (fields(response)["title"], fields(response)["doi"]) == (["a\ufffdb"], [""])
    assert notes(response) == ["“10.1000/a b” is no DOI, so it was left out."]


@pytest.mark.once
def test_the_way_there_stands_above_the_list_and_the_form(ed):
    for address in ("/admin/resources/resource/", ADD):
        links = [each.get("href") for each in document(ed.get(address)).iter("a")]
        assert PASTE in links


@pytest.mark.once
def test_whoever_may_not_add_works_may_not_paste(client):
    user = editor(may_publish=False)
    user.user_permissions.set(user.user_permissions.exclude(codename="add_resource"))
    client.force_login(user)

    assert client.post(PASTE, {"text": TEXT}).status_code == 403
