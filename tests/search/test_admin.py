"""search/admin.py: the list of searches that found nothing"""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from search.models import Miss
from tests.filling import document, editor, inline_code

pytestmark = pytest.mark.django_db
LIST = "/admin/search/miss/"
DAY = date(2030, 1, 2)


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def remover(client):
    user = editor("remover")
    user.user_permissions.add(Permission.objects.get(codename="delete_miss"))
    client.force_login(user)
    return client


@pytest.fixture
def counted():
    held = {"polyvagal theory": 3, "gestalt & more": 12, "jane doe": 2, "once": 1}
    Miss.objects.bulk_create(
        [Miss(text=text, number=number, first_day=DAY, last_day=DAY) for text, number in held.items()]
    )


def table(response):
    rows = document(response).iterfind(".//table[@id='result_list']/tbody/tr")
    return [tuple("".join(cell.itertext()) for cell in each if "action" not in cell.get("class", "")) for each in rows]


def apps(response):
    return [app["app_label"] for app in response.context["app_list"]]


@pytest.mark.usefixtures("counted")
def test_editors_see_what_was_searched_for_three_times_or_more_the_most_wanted_first(ed):
    response = ed.get(LIST)

    assert table(response) == [("gestalt & more", "12", "Jan. 2, 2030"), ("polyvagal theory", "3", "Jan. 2, 2030")]
    assert "jane" not in response.content.decode()
    assert inline_code(response) == []


@pytest.mark.usefixtures("counted")
def test_each_row_leads_to_its_search(ed):
    links = [each.get("href") for each in document(ed.get(LIST)).iterfind(".//td[@class='field-searched_for']/a")]
    links += [each.get("href") for each in document(ed.get(LIST)).iterfind(".//th[@class='field-searched_for']/a")]

    assert links == ["/search/?q=gestalt+%26+more", "/search/?q=polyvagal+theory"]


@pytest.mark.usefixtures("counted")
def test_the_list_is_searched_without_showing_what_is_rare(ed):
    assert [row[0] for row in table(ed.get(LIST, {"q": "poly"}))] == ["polyvagal theory"]
    assert table(ed.get(LIST, {"q": "jane"})) == []


@pytest.mark.usefixtures("counted")
def test_a_rare_text_cannot_be_opened_by_its_address(ed):
    assert ed.get(f"{LIST}polyvagal theory/change/").status_code == 200
    assert ed.get(f"{LIST}jane doe/change/").status_code == 302


@pytest.mark.usefixtures("counted")
def test_editors_add_change_and_delete_nothing(ed):
    assert ed.get(f"{LIST}add/").status_code == 403
    assert ed.get(f"{LIST}polyvagal theory/delete/").status_code == 403
    assert ed.post(f"{LIST}polyvagal theory/change/", {"text": "x", "number": 1}).status_code == 403
    assert document(ed.get(LIST)).find(".//select[@name='action']") is None
    ed.post(LIST, {"action": "forget", "_selected_action": ["polyvagal theory"]})

    assert Miss.objects.count() == 4


@pytest.mark.usefixtures("counted")
def test_who_may_delete_lets_the_chosen_ones_be_forgotten(remover):
    offered = [each.get("value") for each in document(remover.get(LIST)).iterfind(".//select[@name='action']/option")]
    assert offered == ["", "forget"]

    response = remover.post(
        LIST, {"action": "forget", "_selected_action": ["polyvagal theory", "jane doe"]}, follow=True
    )

    assert sorted(Miss.objects.values_list("text", flat=True)) == ["gestalt & more", "jane doe", "once"]
    assert "Forgotten. What is searched for again is counted anew." in response.content.decode()


def test_an_empty_list_says_whether_counting_is_on(ed, settings):
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    assert "are being counted. Words stand here once they were searched for 3 times." in ed.get(LIST).content.decode()

    settings.HUB_NOTE_EMPTY_SEARCHES = False
    assert "are not being counted now." in ed.get(LIST).content.decode()


def test_the_list_is_offered_where_searches_are_counted(ed, settings):
    assert "search" not in apps(ed.get("/admin/"))

    settings.HUB_NOTE_EMPTY_SEARCHES = True
    response = ed.get("/admin/")
    assert "search" in apps(response)
    assert "Searches without an answer" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(ed, settings, django_assert_num_queries, rows):
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    Miss.objects.bulk_create(Miss(text=f"w{n}", number=3, first_day=DAY, last_day=DAY) for n in range(rows))

    with django_assert_num_queries(7):
        ed.get(LIST)


def test_staff_who_are_no_editors_do_not_see_the_list(client, settings, django_user_model):
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))

    assert apps(client.get("/admin/")) == []
    assert client.get(LIST).status_code == 403
