"""search/engine.py, with search/matching.py and search/reasons.py beneath it"""

from datetime import UTC, datetime, timedelta

import pytest

from search.engine import find

pytestmark = pytest.mark.usefixtures("shelf")
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def titles(query, **options):
    return [hit.title for hit in find(query, **options).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("mirror neuron", "Mirror neurons"),
        ("MIRROR NEURONS", "Mirror neurons"),
        ("mirror neuron's", "Mirror neurons"),
        ("neurons mirror", "Mirror neurons"),
        ("mirrorneuron", "Mirror neurons"),
        ("mirr neu", "Mirror neurons"),
        ("nondeclarative memory", "Implicit memory"),
        ("implicit memories", "Implicit memory"),
        ("aedp", "Accelerated experiential dynamic psychotherapy"),
        ("attun", "Attunement"),
        ("a", "Accelerated experiential dynamic psychotherapy"),
        ("co-regulation", "Co-regulation"),
        ("coregulation", "Co-regulation"),
        ("co regulation", "Co-regulation"),
        ("CO‑REGULATING", "Co-regulation"),
        ("what is the window of tolerance?", "Window of tolerance"),
        ("what is a window?", "Window of tolerance"),
        ("attunements", "Attunement"),
        ("memory, explicitly", "Explicit memory"),
        ("siegel", "The Developing Mind"),
        ("the", "The Developing Mind"),
        ("hippocampus", "Implicit memory"),
        ("mirrow nurons", "Mirror neurons"),
        ("atunement", "Attunement"),
        ("nirror neurons", "Mirror neurons"),
        ("siegl", "The Developing Mind"),
    ],
)
def test_the_first_hit_is_what_a_reader_means(query, first):
    assert titles(query)[0] == first


@pytest.mark.parametrize("query", ["", "   ", "…?!", "of the", "'", "🧠", "zzzzzz", "\0", "\ud800", "%", "_", "*"])
def test_a_query_without_an_answer_is_an_empty_state(query):
    results = find(query)
    assert (results.hits, results.total, results.total_shown) == ((), 0, "0")
    assert (results.page, results.pages, results.has_next, results.has_previous) == (1, 1, False, False)


@pytest.mark.parametrize(
    "query",
    [
        "mirror neurons\0",
        "mirror \ud800neurons",
        '"mirror" "neurons"',
        "mirror* AND NOT neurons",
        "title_stems : mirror neurons",
        "'mirror' & !neurons:*",
        "mirror'; DROP TABLE search_entry; --",
        "{a b} : mirror ^ neurons",
        "mirror \\ neurons",
    ],
)
def test_operators_are_words_or_nothing(query):
    assert "Mirror neurons" in titles(query)


@pytest.mark.parametrize("query", ["x" * 10_000, "memory " * 1_000, "שלום " * 50, "(" * 500, "\ufdfa" * 300])
def test_any_length_and_script_is_answered(query):
    assert find(query).page == 1


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("implicit memory", ""),
        ("implicit memories", ""),
        ("implicit", ""),
        ("nondeclarative memory", "also called nondeclarative memory"),
        ("nondecl", "also called nondeclarative memory"),
        ("memory nondeclarative", "also called nondeclarative memory"),
        ("mem nondecl", "also called nondeclarative memory"),
        ("coregulation", ""),
        ("attunedcommunication", "also called attuned communication"),
        ("aedp", "also called AEDP"),
        ("siegel", "listed under “Daniel J. Siegel”"),
        ("hippocampus", "in the text"),
        ("mirrow nurons", "“mirrow” read as “mirror”, “nurons” read as “neurons”"),
        ("tolerance zebra", "some of the words"),
    ],
)
def test_a_hit_says_why_it_is_there_unless_the_title_shows_it(query, why):
    assert find(query).hits[0].why == why


def test_the_title_stands_before_the_alias_and_the_alias_before_the_text(shelve):
    shelve("Resonance circuit", text="Echo.")
    shelve("Limbic loop", "echo")
    shelve("Echo")
    shelve("Echo chamber")
    shelve("Sound of an echo")
    assert titles("echo") == ["Echo", "Limbic loop", "Echo chamber", "Sound of an echo", "Resonance circuit"]


def test_equally_good_hits_stand_by_kind_then_title_then_key(shelve):
    shelve("Polyvagal a", kind="resource")
    shelve("Polyvagal b", kind="person")
    second, first = shelve("Polyvagal z"), shelve("Polyvagal Y")
    third = shelve("Polyvagal z")
    found = [(hit.kind, hit.object_id) for hit in find("polyvagal").hits]
    assert found[:3] == [("term", first), ("term", second), ("term", third)]
    assert [kind for kind, _ in found[3:]] == ["person", "resource"]


def test_a_draft_is_never_found_by_the_public_but_by_editors(shelve):
    shelve("Secret wisdom", "hush", visible_from=None)
    for query in ("Secret wisdom", "hush", "secr", "sekret wisdom"):
        assert titles(query) == []
        assert titles(query, drafts=True) == ["Secret wisdom"]


def test_a_scheduled_object_is_found_from_its_moment_until_its_end(shelve):
    hour = timedelta(hours=1)
    shelve("Neuroception", visible_from=NOON, visible_until=NOON + hour)
    moments = [NOON - timedelta(microseconds=1), NOON, NOON + hour - timedelta(seconds=1), NOON + hour]
    assert [titles("neuroception", at=at) for at in moments] == [[], ["Neuroception"], ["Neuroception"], []]


def test_a_correction_never_tells_of_a_draft(shelve):
    shelve("Neuroception", visible_from=None)
    assert find("neurocepton").corrected == ""
    assert find("neurocepton", drafts=True).corrected == "neuroception"


def test_a_correction_is_named_and_follows_what_was_found_as_typed(shelve):
    shelve("Fairy tales", text="A mirrow speaks.")
    results = find("mirrow")
    assert results.corrected == "mirror"
    assert [hit.title for hit in results.hits] == ["Fairy tales", "Mirror neurons", "Memory and the mirror"]
    assert results.hits[0].why == "in the text"


def test_single_words_are_sought_only_where_no_name_is_meant(shelve):
    shelve("Zebra crossing")
    assert sorted(titles("tolerance zebra")) == ["Window of tolerance", "Zebra crossing"]
    mirrors = ["Memory and the mirror", "Mirror neurons", "Zebra crossing"]
    assert sorted(titles("mirrow nurons zebra")) == mirrors
    assert titles("zebra crossin") == titles("zebra krossing") == ["Zebra crossing"]


def test_a_word_that_begins_a_name_is_not_corrected():
    results = find("memor")
    assert results.corrected == ""
    assert [hit.title for hit in results.hits] == ["Memory and the mirror", "Explicit memory", "Implicit memory"]


def test_hits_are_counted_by_kind_and_facet_and_can_be_narrowed():
    everything = find("memory")
    assert everything.total == 3
    assert everything.kinds == (("term", 2), ("article", 1))
    assert everything.facets == (("well-established", 2),)
    assert titles("memory", kind="article") == ["Memory and the mirror"]
    assert titles("memory", facet="well-established") == ["Explicit memory", "Implicit memory"]
    assert find("memory", kind="article").kinds == everything.kinds
    assert find("memory", facet="well-established").kinds == (("term", 2),)
    assert titles("memory", kind="nothing\0 known") == []


def test_pages_hold_twenty_and_a_wrong_number_leads_to_the_nearest(shelve):
    for number in range(41):
        shelve(f"Pattern {number:02}")
    pages = [find("pattern", page=page) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [20, 20, 1]
    assert pages[1].hits[0].title == "Pattern 20"
    assert (pages[1].previous_page_number, pages[1].next_page_number) == (1, 3)
    wrong = ["0", "-3", "99", "x", "", "1e9", "9" * 5000]
    assert [find("pattern", page=page).page for page in wrong] == [1, 1, 3, 1, 1, 1, 1]


def test_counting_stops_at_a_thousand(shelf, django_assert_num_queries):
    from search import indexing

    from .conftest import document

    indexing.put_all("shelf.many", {n: document(f"Pattern {n:04}") for n in range(1, 1102)})
    indexing.put("shelf.work", 1, document("Pattern work", kind="resource"))
    with django_assert_num_queries(3):
        results = find("pattern", page=99)
    assert (results.total, results.total_shown, results.pages) == (1000, "1,000+", 50)
    assert results.kinds == (("term", 1000), ("resource", 1))
    with django_assert_num_queries(4):
        assert titles("pattern", kind="resource") == ["Pattern work"]


def test_more_single_words_than_are_counted_can_be_narrowed_too(shelf):
    from search import indexing

    from .conftest import document

    indexing.put_all("shelf.many", {n: document(f"Pattern {n:04}") for n in range(1, 1001)})
    indexing.put("shelf.work", 1, document("Zebra", kind="resource", summary="A book."))
    indexing.put("shelf.work", 2, document("Pattern", kind="resource", summary="A book."))
    results = find("pattern zebra")
    assert results.total_shown == "1,000+"
    assert results.kinds == (("term", 1000), ("resource", 2))
    assert sorted(titles("pattern zebra", kind="resource")) == ["Pattern", "Zebra"]


def test_more_corrected_hits_than_are_counted_can_be_narrowed_too(shelf, django_assert_num_queries):
    from search import indexing

    from .conftest import document

    indexing.put_all("shelf.many", {n: document(f"Pattern {n:04}") for n in range(1, 1102)})
    indexing.put("shelf.work", 1, document("Pattern work", kind="resource"))
    everything = find("patern")
    assert (everything.total_shown, everything.kinds) == ("1,000+", (("term", 1000), ("resource", 1)))
    with django_assert_num_queries(6):
        narrowed = find("patern", kind="resource")
    assert narrowed.corrected == everything.corrected == "pattern"
    assert [(hit.title, hit.why) for hit in narrowed.hits] == [("Pattern work", "“patern” read as “pattern”")]


@pytest.mark.parametrize(
    ("query", "number"), [("memory", 2), ("the of", 2), ("?", 0), ("mirrow nurons", 4), ("zzzzzz", 2), ("zz zz", 2)]
)
def test_a_search_takes_few_database_queries(query, number, django_assert_max_num_queries):
    with django_assert_max_num_queries(number):
        find(query)


def test_a_hit_shows_its_text_escaped_with_marks(shelve):
    shelve("<b>Bold</b> ideas", summary="Ideas <i>& more</i> ideals")
    hit = find("ideas").hits[0]
    assert hit.title_html == "&lt;b&gt;Bold&lt;/b&gt; <mark>ideas</mark>"
    assert hit.summary_html == "<mark>Ideas</mark> &lt;i&gt;&amp; more&lt;/i&gt; ideals"
    assert find("<b>").query == "<b>"
    assert titles("<b>bold")[0] == "<b>Bold</b> ideas"


def test_a_hit_in_the_text_shows_the_place():
    hit = find("hippocampus").hits[0]
    assert hit.summary_html == (
        "It is present before the <mark>hippocampus</mark> matures. Sensations &amp; emotions can be memories."
    )
    assert hit.summary == "What shapes us without the feeling of recalling anything."
