"""Pictures that are taken from readers for good, wherever they are named: publishing.pictures.taking_down"""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from articles.models import Article
from publishing import changes, markdown
from publishing.markdown import Text, picturing, render
from publishing.models import Picture
from publishing.pictures import making
from publishing.pictures.files import folder, keep, strays, take_down
from publishing.pictures.forms import ANOTHER
from tests.filling import editor, inline_code
from tests.making import make_article, make_term
from tests.publishing.markdown.allowed_html import complaints
from tests.publishing.pictures.picture_making import drawn, picture, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_uploads")]

LIST = "/admin/publishing/picture/"
WORDS = "A picture that was taken down stood here. It showed: Two &lt;halves&gt;"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def down(django_capture_on_commit_callbacks):
    """A picture in two sizes that was taken down."""
    kept = picture(1000, 500, description="Two <halves>", credit="Ana")
    with django_capture_on_commit_callbacks(execute=True):
        take_down(kept, "Its owner asked.")
    return kept


def files() -> list[str]:
    return [path.name for path in folder().iterdir()]


def html(source: str, **options: object) -> str:
    found = str(render(Text(source, **options)).html[0])
    assert complaints(found) == []
    return found


def asked(answer) -> str:
    return answer.content.decode()


# What readers meet


@pytest.mark.parametrize("typed", ["", "Two <halves>"])
def test_its_description_stands_in_its_place_with_a_sentence(down, typed):
    source = f"Before.\n\n![{typed}]({down.small_url})\n\nAfter."
    assert html(source) == f"<p>Before.</p>\n<p><em>{WORDS}</em></p>\n<p>After.</p>\n"


def test_of_a_decorative_one_the_sentence_alone(django_capture_on_commit_callbacks):
    kept = picture(decorative=True)
    take_down(kept, "Why not.")
    assert html(f"![]({kept.get_absolute_url()})", inline=True) == (
        "<em>A picture that was taken down stood here.</em>"
    )


def test_it_may_stand_beside_others_and_in_a_link(down):
    other = picture()
    found = html(f"[![]({down.get_absolute_url()})](/about/)\n![]({other.get_absolute_url()})")
    assert found.startswith(f'<figure><a href="/about/"><em>{WORDS}</em></a>\n<img src="{other.get_absolute_url()}"')


def test_the_editor_is_told_and_plain_words_stay_as_they_were(down):
    source = f"One. ![]({down.get_absolute_url()})"
    page = render(Text(source))
    message = picturing.DOWN.format(down.get_absolute_url())
    assert [(each.kind, each.message) for each in page.problems] == [("picture", message)]
    assert markdown.plain(Text(source)) == page.plain == ("One.",)


def test_a_text_that_is_taken_away_says_the_same(down):
    found = markdown.portable(Text(f"![x]({down.get_absolute_url()})"), marks={}, address="https://hub.example/a/")
    assert found.parts[0].text == "*A picture that was taken down stood here. It showed: x*"


def test_kept_versions_of_an_article_do_not_show_it_any_more(client):
    kept, other = picture(1000, 500, description="Two <halves>"), picture(50, description="Another")
    body = f"Old.\n\n![]({kept.get_absolute_url()})\n\n![A > b]({other.get_absolute_url()})\n"
    with changes.gathered():
        article = make_article(body=body)
        article.claims.create(says="So.", finds=f"Not ![x]({kept.small_url}) so.")
    Article.objects.filter(pk=article.pk).update(body="New.")
    address = "/articles/the-basics/versions/1/"
    assert kept.name in asked(client.get(address))

    take_down(kept, "Its owner asked.")

    page = asked(client.get(address))
    assert kept.name not in page
    assert kept.small_name not in page
    assert f"<em>{WORDS}</em>" in page
    assert "Not <em>A picture that was taken down stood here. It showed: x</em> so." in page
    assert f'src="{other.get_absolute_url()}"' in page


def test_its_address_answers_that_nothing_is_there(client, down):
    for address in (down.get_absolute_url(), down.small_url):
        assert client.get(address).status_code == 404


# What becomes of its files and its record


def test_its_files_go_and_its_record_stays(down):
    assert files() == []
    assert Picture.objects.get().taken_down_why == "Its owner asked."


def test_what_somebody_says_of_it_meanwhile_stays():
    kept = picture()
    Picture.objects.filter(pk=kept.pk).update(description="Better words")
    take_down(kept, "Its owner asked.")
    assert Picture.objects.get().description == "Better words"


def test_nobody_adds_it_again_unawares(down, ed):
    with pytest.raises(making.Refused, match="This picture was taken down on .*, so it is not added again"):
        keep(making.made(saved(drawn(1000, 500))), description="x", decorative=False, credit="", original_name="x")
    file = SimpleUploadedFile("a.png", saved(drawn(1000, 500)))
    answer = ed.post("/admin/desk/pictures/", {"file": file, "description": "Other"})
    assert answer.status_code == 400
    assert "This picture was taken down on" in answer.json()["refusal"]
    assert files() == []


def test_the_command_tells_of_it_and_misses_nothing(down):
    make_term("Mood", body=f"![x]({down.get_absolute_url()})")
    out = StringIO()
    call_command("unused_pictures", "--days=0", stdout=out)
    assert out.getvalue().splitlines() == [
        "Pictures that nothing shows: 0",
        "Files that belong to no picture: 0",
        "Pictures that were taken down: 1",
        f"  {down.name}  Two <halves>: Its owner asked.",
        "Pictures whose file is missing: 0",
        "Pictures that are named and not there: 0",
    ]


def test_a_file_that_was_left_behind_counts_as_nobodys(down):
    (folder() / down.name).write_bytes(b"x")
    assert list(strays(0)) == [down.name]


# The page of the admin


def test_an_editor_takes_down_what_an_old_version_still_shows(ed, django_capture_on_commit_callbacks):
    kept = picture()
    term = make_term("Mood", body=f"![x]({kept.get_absolute_url()})")
    term.body = "Without."
    term.save()
    change = f"{LIST}{kept.pk}/change/"
    address = f"{LIST}{kept.pk}/taking-down/"
    assert f'<a href="{address}">Take it down</a>' in asked(ed.get(change))

    page = ed.get(address)
    assert "a kept version of “Mood”" in asked(page)
    assert inline_code(page) == []
    assert "Say why, for those who will ask later." in asked(ed.post(address, {"why": " "}))
    assert files() == [kept.name]
    with django_capture_on_commit_callbacks(execute=True):
        answer = ed.post(address, {"why": "Its owner asked."}, follow=True)

    assert answer.redirect_chain == [(change, 302)]
    assert "Why: Its owner asked." in asked(answer)
    assert kept.get_absolute_url() not in asked(answer)
    assert files() == []
    assert LogEntry.objects.get().get_change_message() == "Taken down: Its owner asked."
    assert "Taken down" in asked(ed.get(LIST))
    assert kept.get_absolute_url() not in asked(ed.get(LIST))


def test_it_comes_back_with_the_very_file(ed, down):
    address = f"{LIST}{down.pk}/taking-down/"

    def send(data: bytes):
        return ed.post(address, {"file": SimpleUploadedFile("a.png", data)}, follow=True)

    assert "Bring it back" in asked(ed.get(address))
    assert ANOTHER in asked(send(saved(drawn(50))))
    assert making.NO_PICTURE in asked(send(b"<html>"))
    assert files() == []

    assert "The picture is shown again." in asked(send(saved(drawn(1000, 500))))
    assert sorted(files()) == sorted([down.name, down.small_name])
    assert "<figure><img" in html(f"![]({down.get_absolute_url()})")
    assert Picture.objects.get().taken_down is None


@pytest.mark.parametrize(("group", "status"), [("Writers", 403), ("", 302)])
def test_only_whoever_may_change_pictures_takes_one_down(client, group, status):
    kept = picture()
    account = User.objects.create_user("somebody", is_staff=bool(group))
    account.groups.set(Group.objects.filter(name=group))
    client.force_login(account)

    assert client.post(f"{LIST}{kept.pk}/taking-down/", {"why": "x"}).status_code == status
    assert Picture.objects.get().taken_down is None


def test_a_picture_that_is_not_there_cannot_be_taken_down(ed):
    assert ed.get(f"{LIST}99/taking-down/").status_code == 404
