"""Where pictures stand: publishing.picture_places"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from articles.models import Edition
from publishing.models import Draft, Notice, Proposal, Version
from publishing.pictures.places import Place, named, places
from tests.filling import editor
from tests.making import make_article, make_outline, make_term
from tests.publishing.pictures.picture_making import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_uploads")]


@pytest.fixture
def kept():
    return picture(1000, 500)


def shown(kept) -> str:
    return f"Text.\n\n![x]({kept.get_absolute_url()})"


def today(kept) -> list[str]:
    return [place.words for place in places([kept], kept=False).get(kept.pk, [])]


def ever(kept) -> list[str]:
    return [place.words for place in places([kept]).get(kept.pk, [])]


def test_a_picture_that_nothing_shows_has_no_place(kept):
    make_term("Mood", body="Nothing.")
    assert places([kept]) == {}
    assert named() == {}


def test_every_kind_of_text_counts_whatever_its_state(kept):
    make_term("Mood", body=shown(kept), state="draft")
    article = make_article(body=shown(kept))
    article.claims.create(section="a", says="It is said.", finds=shown(kept))
    outline = make_outline()
    outline.steps.update(cautions=shown(kept))
    Notice.objects.create(key="x", title="X notice", text=shown(kept))
    assert sorted(today(kept)) == [
        "article “The basics”",
        "notice “X notice”",
        f"step “{outline.steps.get()}”",
        "term “Mood”",
    ]
    assert named()[kept.name] == places([kept])[kept.pk]


def test_its_smaller_file_is_the_same_picture(kept):
    make_term("Mood", body=f"[Large](/about/) ![x]({kept.small_url})")
    assert today(kept) == ["term “Mood”"]


def test_a_place_leads_to_where_it_is_edited(kept):
    term = make_term("Mood", body=shown(kept))
    assert places([kept], kept=False) == {kept.pk: [Place("term “Mood”", f"/admin/glossary/term/{term.pk}/change/")]}


def test_what_is_kept_of_texts_counts_too(kept):
    article = make_article()
    kind = {"content_type": ContentType.objects.get_for_model(article), "object_id": article.pk}
    record = {"body": shown(kept), "claims": [{"says": "ä"}]}
    Version.objects.filter(object_id=article.pk).delete()
    for number in (901, 902):
        Version.objects.create(**kind, number=number, key="a", title="The basics", record=record, made=timezone.now())
    Proposal.objects.create(**kind, title="The basics", record=record, based_on=1, editor_name="Ed")
    Draft.objects.create(editor=editor(), form="articles.article:new", data=[["body", shown(kept)]])
    Edition.objects.create(
        article=article, number=901, title="The basics", data={"html": shown(kept)}, made=timezone.now()
    )

    assert today(kept) == []
    assert sorted(ever(kept)) == [
        "a kept version of “The basics”",
        "draft “articles.article:new”",
        "edition “The basics, version 901”",
        "proposal “The basics, proposed by Ed”",
    ]


def test_other_pictures_and_other_addresses_do_not_count(kept):
    other = picture(50)
    make_term("Mood", body=f"![x]({other.get_absolute_url()}) /uploads/ and ![y](/uploads/old.png)")
    assert today(kept) == []
    assert today(other) == ["term “Mood”"]


@pytest.mark.parametrize("count", [1, 3])
def test_asking_takes_as_many_queries_for_three_texts_as_for_one(kept, django_assert_max_num_queries, count):
    make_term("First", body=shown(kept))
    places([kept])
    with django_assert_max_num_queries(200) as one:
        places([kept], kept=False)
    for number in range(count):
        make_term(f"Mood {number}", body=shown(kept))
    with django_assert_max_num_queries(len(one)):
        assert len(places([kept], kept=False)[kept.pk]) == count + 1
