"""The register of outside links, the admin's list of it, and the archived copies that readers are led to."""

import pytest
from django.contrib.auth.models import Group

from articles.models import Article
from ipnb_hub.whole import offline
from publishing import links, markdown
from publishing.links import Named
from publishing.markdown import Text
from publishing.models import Notice, OutsideLink
from resources.models import Person, Resource
from tests.filling import complaints, editor, send
from tests.making import make_article, make_person, make_term, make_work

pytestmark = pytest.mark.django_db

GONE = OutsideLink.State.GONE


def held() -> list[str]:
    return list(OutsideLink.objects.values_list("address", flat=True))


# What is in it


def test_every_outside_address_of_texts_and_records_is_in_the_register():
    Notice.objects.create(key="crisis-note", title="Help", text="See <https://help.example/>.")
    make_person(website="https://person.example/")
    make_work(
        doi="10.1000/xyz<1>", url="https://work.example/", archived_url="https://archive.example/work", description="x"
    )
    make_term(
        body="As [told](https://text.example/a?b=1#c) and [told](http://text.example/), ![p](https://p.example/)."
    )
    article = make_article(body="[One](https://text.example/article)", original_url="https://original.example/")
    article.other_publications.create(outlet="Elsewhere", url="https://elsewhere.example/")

    assert held() == [
        "http://text.example/",
        "https://archive.example/work",
        "https://doi.org/10.1000/xyz%3C1%3E",
        "https://elsewhere.example/",
        "https://help.example/",
        "https://original.example/",
        "https://p.example/",
        "https://person.example/",
        "https://text.example/a?b=1#c",
        "https://text.example/article",
        "https://work.example/",
    ]


def test_mail_own_pages_and_what_is_too_long_are_not():
    make_term(body=f"[Mail](mailto:a@b.example), [own](/about/), [long](https://a.example/{'x' * 500}).")

    assert held() == []


def test_what_nothing_names_any_more_goes_at_the_next_check_unless_a_copy_is_entered():
    term = make_term(body="[One](https://one.example/), [two](https://two.example/).")
    OutsideLink.objects.filter(address="https://two.example/").update(archived="https://archive.example/two")
    term.body = ""
    term.save()
    assert held() == ["https://one.example/", "https://two.example/"]

    links.bring_up_to_date()

    assert held() == ["https://two.example/"]


def test_a_register_that_is_behind_is_brought_up_to_date():
    make_term(body="[One](https://one.example/).")
    OutsideLink.objects.all().delete()

    links.bring_up_to_date()

    assert held() == ["https://one.example/"]


def test_an_address_knows_who_names_it():
    term, work = make_term(body="[One](https://one.example/)."), make_work(url="https://one.example/")
    article = make_article()
    part = article.other_publications.create(outlet="Elsewhere", url="https://two.example/")

    assert list(links.named(Article)) == [Named("https://two.example/", Article, article.pk)]
    assert list(links.named(Resource, [work.pk + 1])) == []
    found = links.places(["https://one.example/", "https://two.example/", "https://three.example/"])
    assert sorted(map(str, found["https://one.example/"])) == sorted([str(term), str(work)])
    assert found["https://two.example/"] == [part.article]
    assert found["https://three.example/"] == []


# What readers see


def html(source: str) -> str:
    return markdown.render(Text(source, inline=True)).html[0]


def gone(address: str, archived: str = "") -> OutsideLink:
    return OutsideLink.objects.create(address=address, state=GONE, archived=archived)


def test_a_link_to_what_is_gone_leads_to_its_archived_copy_and_says_so():
    gone("https://one.example/?a=1&b=2", "https://archive.example/1?x=1&y=2")

    assert html('See [*one*](https://one.example/?a=1&b=2 "One") and [two](https://two.example/).') == (
        'See <a href="https://archive.example/1?x=1&amp;y=2"><em>one</em> (archived copy)</a> and '
        '<a href="https://two.example/">two</a>.'
    )


def test_a_link_that_is_gone_without_a_copy_or_only_failing_stays():
    gone("https://one.example/")
    OutsideLink.objects.create(
        address="https://two.example/", state=OutsideLink.State.FAILING, archived="https://archive.example/2"
    )

    assert html("[one](https://one.example/) [two](https://two.example/)") == (
        '<a href="https://one.example/">one</a> <a href="https://two.example/">two</a>'
    )


def test_a_copy_that_no_link_may_lead_to_is_not_used():
    gone("https://one.example/", "javascript:alert(1)")

    assert html("[one](https://one.example/)") == '<a href="https://one.example/">one</a>'


def test_what_a_text_names_and_its_plain_words_and_its_markdown_stay():
    gone("https://one.example/", "https://archive.example/1")
    text = Text("See [one](https://one.example/).")

    page = markdown.render(text)

    assert [each.target for each in page.mentions] == ["https://one.example/"]
    assert (page.plain, markdown.plain(text)) == (("See one.",), ("See one.",))
    term = make_term(body="See [one](https://one.example/).")
    assert links.places(["https://one.example/"]) == {"https://one.example/": [term]}


def test_a_markdown_file_keeps_the_address(client):
    gone("https://one.example/", "https://archive.example/1")
    make_term(body="See [one](https://one.example/).")

    assert "(archived copy)" in client.get("/glossary/attunement/").content.decode()
    assert "https://archive.example/1" not in client.get("/glossary/attunement.md").content.decode()


def test_a_work_whose_address_is_gone_leads_to_the_copy_that_its_record_names(client):
    make_work(recommended=True, url="https://work.example/", archived_url="https://archive.example/work")
    before = client.get("/resources/siegel1999/").content.decode()
    gone_now("https://work.example/")
    after = client.get("/resources/siegel1999/").content.decode()

    link = '<a href="https://archive.example/work">https://archive.example/work (archived copy)</a>'
    assert '<a href="https://work.example/">' in before
    assert link not in before
    assert link in after
    assert '<a href="https://work.example/">' not in after
    assert link in client.get("/references/").content.decode()
    assert "https://work.example/" in client.get("/resources/siegel1999.bib").content.decode()


def gone_now(address: str, archived: str = "") -> None:
    from publishing.archived import change

    change(OutsideLink.objects.filter(address=address), state=GONE, archived=archived)


def test_a_doi_that_is_gone_leads_to_the_copy_too(client):
    make_work(recommended=True, doi="10.1000/abc", archived_url="https://archive.example/work")
    gone_now("https://doi.org/10.1000/abc")

    assert "https://archive.example/work (archived copy)" in client.get("/resources/siegel1999/").content.decode()


def test_an_original_that_is_gone_is_read_in_its_archived_copy(client):
    make_article(original_title="First", original_url="https://original.example/")
    gone_now("https://original.example/", "https://archive.example/original")

    page = client.get("/articles/the-basics/").content.decode()

    assert '<a href="https://archive.example/original">Read the original (archived copy)</a>' in page
    assert '<a href="https://original.example/">' not in page


def test_a_website_that_is_gone_leads_to_its_archived_copy(client):
    make_person(website="https://person.example/")
    gone_now("https://person.example/", "https://archive.example/person")

    link = '<a href="https://archive.example/person">https://archive.example/person (archived copy)</a>'
    for page in (client.get("/people/diana-fosha/").content.decode(), offline.written()):
        assert f"Website: {link}" in page
        assert '<a href="https://person.example/">' not in page


def test_another_publication_that_is_gone_leads_to_its_archived_copy(client):
    article = make_article()
    for name in ("gone", "here"):
        article.other_publications.create(outlet=f"The {name} one", url=f"https://{name}.example/")
    gone_now("https://gone.example/", "https://archive.example/gone")

    page = client.get("/articles/the-basics/").content.decode()

    link = '<a href="https://archive.example/gone">https://archive.example/gone (archived copy)</a>'
    assert f"The gone one. {link}" in page
    assert '<a href="https://gone.example/">' not in page
    assert '<a href="https://here.example/">https://here.example/</a>' in page


def test_a_text_that_links_the_address_of_a_work_gets_the_works_copy():
    make_work(url="https://work.example/", archived_url="https://archive.example/work")
    make_work("b2000", doi="10.1000/abc", archived_url="https://archive.example/b")
    gone_now("https://work.example/")
    gone_now("https://doi.org/10.1000/abc")

    assert html("[a](https://work.example/) [b](https://doi.org/10.1000/abc)") == (
        '<a href="https://archive.example/work">a (archived copy)</a> '
        '<a href="https://archive.example/b">b (archived copy)</a>'
    )


def test_a_copy_that_an_editor_enters_in_the_register_wins():
    make_work(url="https://work.example/", archived_url="https://archive.example/work")
    gone_now("https://work.example/", "https://archive.example/better")

    assert html("[a](https://work.example/)") == '<a href="https://archive.example/better">a (archived copy)</a>'


def test_a_page_changes_when_a_link_goes_and_comes_back(client):
    make_person(biography="See [one](https://one.example/).")
    OutsideLink.objects.update(archived="https://archive.example/1")
    seen = []
    for state in (OutsideLink.State.FINE, GONE, OutsideLink.State.FINE):
        from publishing.archived import change

        change(OutsideLink.objects.all(), state=state)
        seen.append("(archived copy)" in client.get("/people/diana-fosha/").content.decode())

    assert seen == [False, True, False]


# The admin's list


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


LIST = "/admin/publishing/outsidelink/"


def test_the_list_shows_state_time_and_who_names_it_with_few_queries(ed, django_assert_max_num_queries):
    for number in range(3):
        make_person(f"Person {number}", website="https://one.example/", biography=f"[x](https://{number}.example/)")

    with django_assert_max_num_queries(40):
        page = ed.get(LIST)

    rows = [(link.address, len(link.objects_naming)) for link in page.context["cl"].result_list]
    assert rows == [
        ("https://0.example/", 1), ("https://1.example/", 1), ("https://2.example/", 1), ("https://one.example/", 3)
    ]  # fmt: skip
    person = Person.objects.first()
    assert f'<a href="/admin/resources/person/{person.pk}/change/">{person}</a>' in page.content.decode()


def test_two_of_one_name_are_told_apart_by_their_kinds(ed):
    make_person("Help now", biography="[x](https://one.example/)")
    make_term("Help now", body="[x](https://one.example/)")

    page = ed.get(LIST).content.decode()

    assert ">Help now (person)</a>" in page
    assert ">Help now (term)</a>" in page


def test_the_list_can_be_narrowed_by_state_and_to_what_is_named(ed):
    make_person(website="https://one.example/")
    gone("https://two.example/")

    def shown(**asked):
        return [each.address for each in ed.get(LIST, asked).context["cl"].result_list]

    assert shown(state__exact="gone") == ["https://two.example/"]
    assert shown(named="yes") == ["https://one.example/"]
    assert shown(named="no") == ["https://two.example/"]
    assert shown(q="one.ex") == ["https://one.example/"]


def test_an_editor_can_enter_an_archived_copy_and_nothing_else(ed):
    make_person(biography="[One](https://one.example/)")
    link = OutsideLink.objects.get()
    gone_now("https://one.example/")
    assert "archived copy)" not in ed.get("/people/diana-fosha/").content.decode()

    response = send(ed, f"{LIST}{link.pk}/change/", archived="https://archive.example/1", state="fine")

    assert response.status_code == 302
    link.refresh_from_db()
    assert (link.archived, link.state) == ("https://archive.example/1", GONE)
    assert (
        '<a href="https://archive.example/1">One (archived copy)</a>' in ed.get("/people/diana-fosha/").content.decode()
    )


def test_only_an_address_of_the_web_can_be_an_archived_copy(ed):
    link = gone("https://one.example/")

    response = send(ed, f"{LIST}{link.pk}/change/", archived="javascript:alert(1)")

    assert complaints(response) == ["Enter a valid URL."]


def test_nobody_adds_or_deletes_links_by_hand_and_the_looks_are_only_looked_at(ed):
    link = gone("https://one.example/")
    link.checks.create(at="2026-01-01T00:00Z", state=GONE, status=404, detail="There is nothing at this address.")

    page = ed.get(f"{LIST}{link.pk}/change/")

    assert "There is nothing at this address." in page.content.decode()
    assert "Gone. There is nothing there any more." in page.content.decode()
    assert ed.get(f"{LIST}add/").status_code == 403
    assert ed.post(f"{LIST}{link.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Group.objects.get(name="Editors").permissions.filter(codename="change_outsidelink").exists()
