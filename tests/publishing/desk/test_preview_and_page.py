"""The preview is what the page shows: the same bytes, for every delivered text and for texts made at random."""

import pytest
from django.test import Client

from articles.models import Article, Claim, Example, Step
from glossary.models import Name, Term
from publishing import written
from publishing.models import Notice
from resources.models import Resource
from tests.filling import editor
from tests.publishing.desk.written_texts import line
from tests.publishing.desk.written_texts import written as text

pytestmark = [pytest.mark.usefixtures("seeded_hub"), pytest.mark.once]

MANY = 504  # texts made at random
FEW = 6  # of them in every run; `make soak` tries all
ROUND = 6  # texts a test, one on each kind of page

# What stands right before and right behind the HTML of a field on its page.
AROUND = {
    "glossary.term.body": ('<h2 id="known">What is known</h2>\n<div class="prose">', "</div>\n</section>"),
    "resources.person.biography": ('<div class="prose">', "</div>"),
    "publishing.notice.text": ("", ""),
    "articles.article.body": ("", ""),
    "articles.article.added_information": ("", ""),
    "articles.article.editors_note": ('<h2 id="editors-note">Editor’s note</h2>\n', "\n</aside>"),
    "articles.claim.says": (" says</h3>\n<p>", "</p></div>"),
    "articles.claim.finds": ("<h3>Research finds</h3>\n<p>", "</p></div></div>"),
    "articles.claim.wording": ('<p class="wording">', "</p>"),
    "articles.practiceoutline.introduction": ('<p class="lede">', "</p>"),
    "articles.practiceoutline.audience_note": ('<p class="soft">', " <a href="),
    "articles.practiceoutline.how_the_steps_connect": ("", ""),
    "articles.practiceoutline.safety_box": ("<p>", " <a href="),
    "articles.ethicsnote.text": ("<dd>", "</dd>"),
    "articles.step.purpose": ('<p class="lede">', "</p>"),
    "articles.step.in_the_article": ('<p class="soft">In the article: ', "</p>"),
    "articles.step.therapist_does": ('<h3>What the therapist does</h3>\n<ul class="dashes">', "</ul>"),
    "articles.step.cautions": ('<h3 class="care">Take care</h3>\n<ul class="dashes">', "</ul>"),
    "articles.step.questions": ('</summary>\n<ul class="dashes">', "</ul>\n</details>"),
    "articles.example.situation": ("<dt>Situation</dt><dd>", "</dd>"),
    "articles.example.words": ('<dd class="said">', "</dd>"),
    "articles.example.why": ("<dt>Why</dt><dd>", "</dd>"),
}


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def shown(ed):
    """What the preview shows of a text."""

    def ask(field, row, content):
        answer = ed.post("/admin/markdown/preview/", {"field": field, "key": row.pk, "content": content})
        assert answer.status_code == 200, answer.content
        return answer.json()["html"]

    return ask


@pytest.fixture(scope="module")
def pages():
    """The delivered pages that were asked for."""
    return {}


@pytest.fixture
def page(pages):
    """What a reader gets."""

    def get(address):
        if address not in pages:
            pages[address] = Client().get(address).content.decode()
        return pages[address]

    return get


def page_of(row):
    """The address of the page on which a text stands."""
    if isinstance(row, Notice):
        return "/resources/"
    owner = next((getattr(row, name) for name in getattr(row, "OWNERS", ())), row)
    return owner.get_absolute_url()


def holds(page, label, html):
    """Whether the page holds that HTML as the whole content of the field's element."""
    before, after = AROUND[label]
    if label == "articles.article.body":  # all its sections, and no other
        return page.count(html) == 1 and '<section class="part">' not in page.replace(html, "")
    return f"{before}{html}{after}" in page


def test_every_field_with_markdown_is_compared():
    assert {field.label for field in written.fields()} == set(AROUND)


@pytest.mark.parametrize("most", [2, pytest.param(None, marks=pytest.mark.soak, id="all")])
@pytest.mark.parametrize("label", AROUND)
def test_the_preview_of_a_delivered_text_is_what_its_page_shows(label, most, shown, page):
    field = written.named(label)
    texts = [(row, getattr(row, field.name)) for row in field.model._base_manager.all()]
    texts = [(row, content) for row, content in texts if content][:most]
    assert texts

    differing = [row for row, content in texts if not holds(page(page_of(row)), label, shown(label, row, content))]

    assert differing == []


@pytest.fixture
def known():
    names = [name for name in Name.objects.values_list("text", flat=True) if not set("[]|") & set(name)]
    return names, list(Resource.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    "first",
    [pytest.param(first, marks=[] if first < FEW else [pytest.mark.soak]) for first in range(0, MANY, ROUND)],
)
def test_the_preview_of_a_text_is_what_its_page_will_show_once_it_is_saved(first, known, shown, client):
    """Each text is previewed before it is stored; then the page of a reader is asked for."""
    reader = type(client)()
    rows = (
        ("glossary.term.body", Term.objects.get(slug="attunement"), text),
        ("articles.article.body", Article.objects.filter(claims__isnull=False).first(), text),
        ("articles.article.added_information", Article.objects.exclude(added_information="").first(), text),
        ("articles.claim.finds", Claim.objects.order_by("pk")[1], line),
        ("articles.step.purpose", Step.objects.order_by("pk")[1], line),
        ("articles.example.words", Example.objects.first(), line),
    )
    for seed in range(first, first + ROUND):
        label, row, make = rows[seed % len(rows)]
        content = make(seed, *known)

        html = shown(label, row, content)
        type(row).objects.filter(pk=row.pk).update(**{label.rpartition(".")[2]: content})
        answer = reader.get(page_of(row))

        assert holds(answer.content.decode(), label, html), (label, seed, content, html)
