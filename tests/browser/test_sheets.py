"""Spreadsheets and pasted citations in a real browser, under the strict content security policy."""

from playwright.sync_api import expect

from glossary.models import Term
from resources.models import Resource
from tests.making import make_term

BIBTEX = """@article{x, author = {Heyes, Cecilia and Catmur, Caroline}, title = {What happened to mirror neurons?},
 journal = {Perspectives on Psychological Science}, year = {2022}, doi = {10.1177/1745691621990638}}"""


def test_an_editor_uploads_a_file_sees_what_it_would_change_and_imports_it(ed):
    make_term("Affect", definition="A feeling.")
    ed.goto("/admin/glossary/term/")
    ed.click("text=Spreadsheets")
    data = "slug;title;definition\r\naffect;Affect;A feeling state.\r\nfelt-sense;Felt sense;From inside.\r\n"

    file = {"name": "terms.csv", "mimeType": "text/csv", "buffer": data.encode("utf-8-sig")}
    ed.set_input_files("[name=file]", file)
    ed.click("text=Check this file")
    expect(ed.locator(".sheet-sum")).to_contain_text("1 new, 1 changed, 0 as they are")
    expect(ed.locator(".sheet-row ins").first).to_have_text("feeling state")
    ed.click("text=Import terms.csv")

    expect(ed.locator(".sheet-sum")).to_contain_text("Imported: 1 new, 1 changed, 0 as they are")
    assert sorted(Term.objects.values_list("definition", flat=True)) == ["A feeling state.", "From inside."]


def test_an_editor_pastes_a_citation_and_saves_the_work_it_fills_in(ed):
    ed.goto("/admin/resources/resource/add/")
    ed.click("text=Paste a citation")
    ed.fill("[name=text]", BIBTEX)
    ed.click("text=Fill the form")

    expect(ed.locator("[name=key]")).to_have_value("heyes2022")
    expect(ed.locator("[name=contributors-1-name]")).to_have_value("Catmur, Caroline")
    ed.locator("[name=_save]").first.click()
    ed.wait_for_url("**/admin/resources/resource/")

    work = Resource.objects.get()
    assert [each.name for each in work.contributors.all()] == ["Heyes, Cecilia", "Catmur, Caroline"]
    assert work.unverified_fields == ["authors", "year", "title", "container", "doi"]
