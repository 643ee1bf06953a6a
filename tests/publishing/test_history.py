"""Every way of writing content leaves a version; any version can come back."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from articles.models import Article, Claim, Step
from glossary.models import Name, Term
from publishing import acting, changes, history, records
from publishing.models import State, Version, latest_number
from resources.models import Person, Resource
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db


def kept(obj) -> list[tuple[int, str]]:
    return list(Version.objects.of(obj).order_by("number").values_list("number", "action"))


def last(obj) -> Version:
    return Version.objects.of(obj).order_by("-number").first()


def test_an_object_with_its_parts_has_one_version_a_transaction():
    term = make_term("Memory", "Remembering", "Recall")

    assert kept(term) == [(1, "created")]
    assert last(term).record == records.read(term)
    assert [row["text"] for row in last(term).record["names"]] == ["Memory", "Remembering", "Recall"]
    assert (last(term).key, last(term).title, last(term).state) == ("memory", "Memory", "published")


def test_a_version_says_who_did_it_and_why():
    user = User.objects.create_superuser("ed", first_name="Ed", last_name="Itor")
    with acting.by(user), acting.because("A better word."):
        term = make_term()
    user.delete()

    version = last(term)

    assert (version.editor, version.editor_name, version.why) == (None, "Ed Itor", "A better word.")


def test_what_does_not_change_an_object_leaves_no_version():
    term = make_term()
    term.save()
    Term.objects.filter(pk=term.pk).update(region="")
    make_term("Recall")

    assert kept(term) == [(1, "created")]


def test_a_roll_back_takes_the_version_with_it():
    term = make_term()
    with transaction.atomic():
        Term.objects.filter(pk=term.pk).update(region="Memory")
        transaction.set_rollback(True)

    assert kept(term) == [(1, "created")]


@pytest.mark.parametrize(
    "write",
    [
        lambda term, work: Term.objects.filter(pk=term.pk).update(region="Memory"),
        lambda term, work: Term.objects.bulk_update([Term(pk=term.pk, region="Memory")], ["region"]),
        lambda term, work: Name.objects.bulk_create([Name(term=term, text="Recall")]),
        lambda term, work: term.names.filter(kind="alias").delete(),
        lambda term, work: term.recommended.add(work),
        lambda term, work: term.citations.create(resource=work),
        lambda term, work: Term.objects.filter(pk=term.pk).update(body="See [@siegel1999]."),
    ],
)
def test_every_way_of_writing_leaves_one_version(write):
    term, work = make_term("Memory", "Remembering"), make_work()
    before = last(term).record

    write(term, work)

    assert kept(term) == [(1, "created"), (2, "changed")]
    assert last(term).record == records.read(term) != before


def test_raw_loads_leave_one_version_an_object(tmp_path):
    term = make_term("Memory", "Remembering")
    file = tmp_path / "terms.json"
    call_command("dumpdata", "glossary", output=str(file), verbosity=0)
    rows = json.loads(file.read_text())
    for row in rows:
        row["fields"] |= {"text": f"{row['fields']['text']}!"} if "text" in row["fields"] else {"region": "Here"}
    file.write_text(json.dumps(rows))

    call_command("loaddata", str(file), verbosity=0)

    assert kept(term) == [(1, "created"), (2, "changed")]
    assert last(term).title == "Memory!"


def test_a_cascade_leaves_versions_of_what_went_and_of_what_lost_a_part():
    with changes.gathered():
        outline = make_outline(steps=2)
        term, article = make_term(), make_article()
        article.term_usages.create(term=term, text="Often.")
    steps = list(Step.objects.all())

    outline.delete()
    Term.objects.filter(pk=term.pk).delete()

    assert kept(Step(pk=steps[0].pk)) == kept(Step(pk=steps[1].pk)) == [(1, "created"), (2, "deleted")]
    assert kept(Term(pk=term.pk)) == [(1, "created"), (2, "deleted")]
    assert [(each.number, len(each.record["term_usages"])) for each in Version.objects.of(article)] == [(2, 0), (1, 1)]
    assert {each.title for each in history.deleted([Term, Step])} == {"Attunement", "1. The step 1", "2. The step 2"}


def test_numbers_go_on_when_a_key_returns():
    person = make_person()
    key = person.pk
    person.delete()

    Person.objects.create(pk=key, name="Another", slug="another")

    assert kept(Person(pk=key)) == [(1, "created"), (2, "deleted"), (3, "created")]
    assert [each.object_id for each in history.deleted()] == []


def test_what_has_no_version_gets_its_first_one_once():
    term, article = make_term(), make_article()
    Version.objects.all().delete()

    assert history.begin() == 2
    assert history.begin() == 0
    assert kept(term) == kept(article) == [(1, "created")]
    assert last(term).record == records.read(term)


def test_many_objects_cost_few_queries(django_assert_num_queries):
    with changes.gathered():
        terms = [make_term(f"Term {number}", f"Alias {number}") for number in range(6)]
    Version.objects.all().delete()
    with django_assert_num_queries(8):
        history.keep(Term, [terms[0].pk])
    Version.objects.all().delete()
    with django_assert_num_queries(8):
        history.keep(Term, [term.pk for term in terms])

    assert Version.objects.count() == 6


def test_an_earlier_version_comes_back_as_a_version_of_its_own():
    term, work = make_term("Memory", "Remembering"), make_work()
    with changes.gathered():
        term.recommended.add(work)
    with changes.gathered():
        Term.objects.filter(pk=term.pk).update(region="Memory")
        term.recommended.clear()
        term.names.filter(kind="alias").delete()

    history.restore(Version.objects.of(term).get(number=2))

    assert kept(term) == [(1, "created"), (2, "changed"), (3, "changed"), (4, "restored")]
    assert records.read(term) == Version.objects.of(term).get(number=2).record
    assert last(term).why == "Version 2 restored."


def test_what_was_deleted_comes_back_with_its_history():
    work = make_work()
    article = make_article(body="One [@siegel1999].")
    claim = Claim.objects.create(article=article, section="one", says="So.", finds="Not so.")
    claim.citations.create(resource=work, stance="disputes")
    key, record = article.pk, records.read(article)
    article.delete()

    restored = history.restore(history.before_deletion(history.deleted()[0]))

    assert restored.pk == key
    assert records.read(restored) == record
    assert [action for _, action in kept(restored)][-2:] == ["deleted", "restored"]
    assert list(history.deleted()) == []


def test_what_cannot_come_back_is_told_and_leaves_nothing_half_written():
    term = make_term("Memory", "Remembering")
    with changes.gathered():
        Term.objects.filter(pk=term.pk).update(slug="recall", region="New")
        term.names.filter(text="Remembering").delete()
    make_term("Another", "Remembering", slug="memory")
    now, versions = records.read(term), kept(term)

    with pytest.raises(records.Refused) as refused:
        history.restore(Version.objects.of(term).get(number=1))

    assert refused.value.errors == [("slug", "Something else has this already.")]
    assert refused.value.messages == ["Address: Something else has this already."]
    Term.objects.filter(slug="memory").update(slug="elsewhere")
    with pytest.raises(records.Refused) as refused:
        history.restore(Version.objects.of(term).get(number=1))
    assert refused.value.messages == ["Names, row 2, Text: “Remembering” is already a name of the term “Another”."]
    assert (records.read(term), kept(term)) == (now, versions)


def test_what_is_gone_is_told_and_can_be_left_out():
    work, other, term = make_work(), make_work("schore2003"), make_term()
    with changes.gathered():
        term.citations.create(resource=work)
        term.recommended.add(work, other)
    with changes.gathered():
        term.citations.all().delete()
        term.recommended.clear()
        Resource.objects.filter(pk=work.pk).delete()
    version = Version.objects.of(term).get(number=2)

    with pytest.raises(records.Refused) as refused:
        history.restore(version)
    assert refused.value.messages == [
        "Recommended works: There is no resource “siegel1999” any more.",
    ]
    history.restore(version, without_gaps=True)

    record = records.read(term)
    assert (record["recommended"], record["citations"]) == (["schore2003"], [])


def test_what_was_renamed_since_is_found():
    successor = make_term("Recall")
    term = make_term("Memory", state=State.RETIRED, successor=successor)
    Term.objects.filter(pk=term.pk).update(successor=None)
    Term.objects.filter(pk=successor.pk).update(slug="remembering")

    history.restore(Version.objects.of(term).get(number=1))

    assert Term.objects.get(pk=term.pk).successor == successor


def test_a_record_of_an_older_model_can_be_restored():
    term = make_term("Memory", region="Now")
    version = last(term)
    version.record = {**version.record, "region": "Then", "gone_field": 1, "names": [
        {**row, "gone_too": 2} for row in version.record["names"]
    ]}  # fmt: skip

    history.restore(version)

    assert records.read(term)["region"] == "Then"


def test_numbers_go_by_the_object():
    one, other = make_person("One"), make_article("One")
    Article.objects.filter(pk=other.pk).update(title="Two")

    assert (latest_number(one), latest_number(other)) == (1, 2)
