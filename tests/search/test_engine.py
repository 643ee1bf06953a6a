"""search/engine.py, over the shelf of a small hub"""

from datetime import UTC, datetime, timedelta

import pytest

from search.engine import find, keys

from .asking import titles

pytestmark = pytest.mark.usefixtures("shelf")
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


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
    assert (results.page, results.pages) == (1, 1)


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
        ("nondeclarative memory", "also called nondeclarative memory"),
        ("mem nondecl", "also called nondeclarative memory"),
        ("coregulation", ""),
        ("attunedcommunication", "also called attuned communication"),
        ("aedp", "also called AEDP"),
        ("siegel", "listed under “Daniel J. Siegel”"),
        ("hippocampus", "in the text"),
        ("mirrow nurons", ""),
        ("nondeclaritive memory", "also called nondeclarative memory"),
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
    key = shelve("Secret wisdom", "hush", visible_from=None)
    for query in ("Secret wisdom", "hush", "secr", "sekret wisdom"):
        assert titles(query) == []
        assert keys(query, "shelf.term") == [key]


def test_a_scheduled_object_is_found_from_its_moment_until_its_end(shelve):
    hour = timedelta(hours=1)
    shelve("Neuroception", visible_from=NOON, visible_until=NOON + hour)
    moments = [NOON - timedelta(microseconds=1), NOON, NOON + hour - timedelta(seconds=1), NOON + hour]
    assert [titles("neuroception", at=at) for at in moments] == [[], ["Neuroception"], ["Neuroception"], []]


def test_a_correction_never_tells_of_a_draft(shelve):
    draft = shelve("Neuroception", visible_from=None)
    assert find("neurocepton").corrected == ""
    assert keys("neurocepton", "shelf.term") == [draft]


def test_a_name_with_typing_errors_is_found_and_named():
    results = find("mirrow nurons")
    assert (results.corrected, results.as_typed) == ("mirror neurons", 0)
    assert [(hit.title, hit.why) for hit in results.hits] == [("Mirror neurons", "")]
    assert results.hits[0].title_html == "<mark>Mirror neurons</mark>"
    assert results.query == "mirrow nurons"


def test_words_with_typing_errors_are_read_as_words_of_names_where_nothing_holds_them(shelve):
    results = find("mirrow")
    assert (results.corrected, results.as_typed, results.total) == ("mirror", 0, 2)
    assert [(hit.title, hit.why) for hit in results.hits] == [("Mirror neurons", ""), ("Memory and the mirror", "")]
    shelve("Fairy tales", text="A mirrow speaks.")
    assert [(hit.title, hit.why) for hit in find("mirrow").hits] == [("Fairy tales", "in the text")]
    assert find("mirrow").corrected == ""


def test_single_words_are_sought_only_where_no_name_is_meant(shelve):
    shelve("Zebra crossing")
    assert sorted(titles("tolerance zebra")) == ["Window of tolerance", "Zebra crossing"]
    mirrors = ["Mirror neurons", "Memory and the mirror", "Zebra crossing"]
    assert titles("mirrow nurons zebra")[0] == mirrors[0]
    assert sorted(titles("mirrow nurons zebra")) == sorted(mirrors)
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
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert titles("pattern") == [hit.title for hit in pages[0].hits]
    assert pages[1].hits[0].title == "Pattern 20"
    wrong = ["0", "-3", "99", "x", "", "1e9", "9" * 5000]
    assert [find("pattern", page=page).page for page in wrong] == [1, 1, 3, 1, 1, 1, 1]


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


def test_a_hit_in_the_text_shows_the_summary_if_that_holds_all_the_words(shelve):
    shelve("Vagus", text="Long before it, safety. And cues, and more.", summary="Safety and cues.")
    assert find("safety cue").hits[0].summary_html == "<mark>Safety</mark> and <mark>cues</mark>."
    assert find("safety more").hits[0].summary_html == (
        "Long before it, <mark>safety</mark>. And cues, and <mark>more</mark>."
    )
    assert find("vagus").hits[0].summary_html == "Safety and cues."


def test_a_hit_in_title_and_summary_alone_has_no_place_in_the_text(shelve):
    shelve("Vagus nerve", text="Nothing of that.", summary="Cues of safety.")
    hit = find("vagus safety").hits[0]
    assert (hit.why, hit.summary_html) == ("in the text", "Cues of <mark>safety</mark>.")


def test_a_hit_says_what_it_is():
    hit = find("explicit memory").hits[0]
    assert (hit.model, hit.kind, hit.title, hit.url) == (
        *("shelf.term", "term", "Explicit memory", "/glossary/Explicit memory/"),
    )
    assert (hit.label, hit.facet, hit.summary) == ("Well established", "well-established", "Memory that can be told.")
    assert hit.object_id == 2
    assert hit.title_html == "<mark>Explicit memory</mark>"


def test_the_keys_of_one_model_come_drafts_too_the_best_first(shelve):
    text = shelve("A text", text="Attunement.")
    draft = shelve("Attunement in secret", visible_from=None)
    ended = shelve("Attunement, once", visible_until=NOON - timedelta(days=36_500 // 4))
    shelve("Attunement at work", kind="resource")
    assert keys("attunement", "shelf.term") == [4, draft, ended, text]
    assert len(keys("attunement", "shelf.resource")) == 1
    assert keys("atunement", "shelf.term")[0] == 4
    assert keys("attunement", "shelf.nothing") == keys("", "shelf.term") == keys("🧠", "shelf.term") == []


def test_so_many_keys_are_told_as_are_counted(shelve, monkeypatch):
    monkeypatch.setattr("search.engine.MOST_COUNTED", 2)
    numbers = [shelve(f"Pattern {number}") for number in range(3)]
    assert keys("pattern", "shelf.term") == numbers[:2]


def test_a_question_leads_to_what_it_asks_for():
    for query in ("define attunement", "attunement meaning", "what does attunement mean?", "what is attunement"):
        assert titles(query)[0] == "Attunement", query
    assert titles("what does AEDP stand for") == ["Accelerated experiential dynamic psychotherapy"]
    assert find("define atunement").corrected == "attunement"


def test_a_quoted_query_is_answered_exactly_or_not_at_all():
    assert find('"mirrow nurons"').hits == find("“mirrow nurons”?").hits == ()
    assert find('"mirrow nurons"').corrected == ""
    assert next(hit.title for hit in find('"mirrow nurons"').nearest) == "Mirror neurons"
    assert titles('"mirror neurons"') == ["Mirror neurons"]
    assert titles('"tolerance of window"') == titles('"mirror neu"') == []


def test_filters_of_a_short_query_that_was_not_cut_need_no_other_search(django_assert_num_queries):
    with django_assert_num_queries(3):
        results = find("mem", facet="well-established", kind="term")
    assert [hit.title for hit in results.hits] == ["Explicit memory", "Implicit memory"]


def test_an_empty_result_leads_to_the_nearest_terms():
    results = find("attachmunk")
    assert (results.total, results.corrected, len(results.nearest)) == (0, "", 6)
    assert results.nearest[0].title == "Attunement"
    assert {hit.kind for hit in results.nearest} == {"term"}
