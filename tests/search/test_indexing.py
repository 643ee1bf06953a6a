"""search/indexing.py"""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction

import search
from search import indexing
from search.engine import find
from search.models import Entry, Key, Word

from .conftest import document


def found(query):
    return [hit.title for hit in find(query).hits]


def index_groups(*groups):
    indexing.index(Group, [group.pk for group in groups])


def test_an_object_is_found_after_its_change_and_under_its_new_name_only(findable):
    geese = findable.objects.create(name="Wild geese")
    index_groups(geese)
    assert found("wild geese") == ["Wild geese"]
    findable.objects.filter(pk=geese.pk).update(name="Grey herons")
    index_groups(geese)
    assert (found("wild geese"), found("grey herons"), found("flock")) == ([], ["Grey herons"], ["Grey herons"])


def test_a_key_without_a_row_is_forgotten_with_its_names_and_words(findable):
    geese, herons = findable.objects.create(name="Wild geese"), findable.objects.create(name="Grey herons")
    index_groups(geese, herons)
    key = geese.pk
    geese.delete()
    indexing.index(Group, [key, herons.pk, 12345])
    assert found("flock") == ["Grey herons"]
    assert sorted(Key.objects.values_list("folded", flat=True)) == ["flock", "grey herons"]
    assert sorted(Word.objects.values_list("text", flat=True)) == ["flock", "grey", "herons"]


def test_a_model_that_is_not_registered_is_passed_over(findable, django_assert_num_queries):
    with django_assert_num_queries(0):
        indexing.index(Permission, [1])


def test_a_registered_model_is_known_by_its_label(findable):
    assert search.registered() == {"auth.group": Group}


def test_the_index_is_rolled_back_with_its_transaction(findable):
    geese = findable.objects.create(name="Wild geese")
    with transaction.atomic():
        index_groups(geese)
        assert found("geese") == ["Wild geese"]
        transaction.set_rollback(True)
    assert found("geese") == []
    assert not Entry.objects.exists()


def test_an_unchanged_document_is_not_written_again(findable, django_assert_num_queries):
    geese = findable.objects.create(name="Wild geese")
    index_groups(geese)
    with django_assert_num_queries(2):
        index_groups(geese)


@pytest.mark.parametrize("number", [1, 3, 40])
def test_many_objects_take_no_more_queries_than_one(findable, number, django_assert_max_num_queries):
    groups = [findable.objects.create(name=f"Flock {letter}") for letter in range(number)]
    with django_assert_max_num_queries(10):  # two of them begin and end the savepoint
        index_groups(*groups)
    assert Entry.objects.count() == number


def test_a_model_may_fetch_ahead_what_its_documents_need(findable, monkeypatch):
    only = classmethod(lambda model: model.objects.filter(name__startswith="Wild"))
    monkeypatch.setattr(Group, "search_queryset", only, raising=False)
    index_groups(findable.objects.create(name="Wild geese"), findable.objects.create(name="Grey herons"))
    assert list(Entry.objects.values_list("title", flat=True)) == ["Wild geese"]


def test_neighbouring_words_of_a_name_stand_in_it_without_their_space_too(db):
    indexing.put("shelf.term", 7, document("A theory of mirror neurons", "mirror system"))
    entry = Entry.objects.get(model="shelf.term", object_id=7)
    assert entry.name_words == "a theory of mirror neurons ¶ mirrorneurons ¶ mirror system ¶ mirrorsystem"
    assert entry.name_stems == "a theori of mirror neuron ¶ mirrorneuron ¶ mirror system ¶ mirrorsystem"
    assert not entry.words.filter(text="mirrorneurons").exists()


def test_an_entry_keeps_what_a_hit_shows(db):
    until = datetime(2040, 1, 1, tzinfo=UTC)
    told = document("Attunement", "attuning", summary="Felt.", text="More.", label="Debated", visible_until=until)
    indexing.put("shelf.term", 7, told)
    entry = Entry.objects.get(model="shelf.term", object_id=7)
    assert (entry.title, entry.names, entry.summary, entry.text) == (
        "Attunement",
        ["Attunement", "attuning"],
        "Felt.",
        "More.",
    )
    assert (entry.label, entry.visible_until, str(entry)) == ("Debated", until, "Attunement")
    assert (entry.name_words, entry.title_stems) == ("attunement ¶ attuning", "attun")
    assert (entry.name_stems, entry.text_stems) == ("attun ¶ attun", "felt ¶ more")


def test_names_that_fold_alike_are_one_key_and_names_without_letters_none(db):
    indexing.put("shelf.term", 1, document("Co-regulation", "co regulation", "coregulation", "…"))
    keys = Key.objects.order_by("pk").values_list("folded", "squashed", "is_title")
    assert list(keys) == [
        ("co regulation", "coregulation", True),
        ("coregulation", "coregulation", False),
    ]
    assert [str(key) for key in Key.objects.order_by("pk")] == ["co regulation", "coregulation"]
    assert [str(word) for word in Word.objects.order_by("text")] == ["coregulation", "regulation"]


def test_names_and_texts_of_any_length_are_taken_in(db):
    many = " ".join(f"word{number}" for number in range(30_000))
    indexing.put("shelf.term", 1, document("Endless " * 100, "x" * 1000, summary="A" * 10_000, text=many + " end"))
    assert found("endless endless") == found("word20") == found("x" * 50) == ["Endless " * 100]
    assert len(Entry.objects.get().text) == indexing.LONGEST_TEXT


def test_words_in_any_script_and_shape_are_found(db):
    indexing.put("shelf.term", 1, document("Søren λόγος", "1e5 0x1f 3rd p38 日本語 שלום", text="A 10.5 b-c a_b"))
    for query in ("søren", "λογος", "1e5", "0x1f", "3rd", "p38", "日本語", "שלום"):
        assert found(f"{query} {query}") == ["Søren λόγος"], query
    for query in ("10 5", "b c", "a b"):
        assert found(query) == ["Søren λόγος"], query
