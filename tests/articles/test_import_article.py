"""`manage.py import_article`."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parent / "importing" / "pages"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_article", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_page_becomes_a_draft_and_it_is_said_what_was_noticed():
    said = run(PAGES / "drupal.html")

    article = Article.objects.get()
    assert (article.title, article.state, article.rights_basis, article.byline) == (
        "How Our Village Choir Learned to Listen",
        "draft",
        "not-recorded",
        "Margit Holm, MMus",
    )
    assert article.body == (PAGES / "drupal.md").read_text(encoding="utf-8")
    assert "Title: “How Our Village Choir Learned to Listen”." in said
    assert "Left out (navigation): " in said
    assert "how-our-village-choir-learned-to-listen" in said.splitlines()[-1]


def test_a_dry_run_saves_nothing():
    assert run(PAGES / "ghost.txt", "--dry-run").endswith("Nothing was saved.\n")
    assert not Article.objects.exists()


def test_slips_are_named_and_not_corrected(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("# A title\n\nTeh sea was calm.\n")

    said = run(file)

    assert "Perhaps (spelling): Teh → The   …[Teh] sea was calm. …" in said
    assert Article.objects.get().body == "Teh sea was calm.\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.html", None, "cannot be read"),
        ("a.txt", b"", "Nothing was saved. There is no text in it."),
        ("a.docx", b"PK\x03\x04", "Nothing was saved. This is not a Word file, or it is damaged."),
        ("a.txt", b"word " * 30_000, "Nothing was saved. This text is too long to show"),
        ("a.txt", b"x" * (5 * 1024 * 1024 + 9), "Nothing was saved. It is larger than 5 MB."),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError, match=words.replace(".", r"\.")):
        run(tmp_path / name)
    assert not Article.objects.exists()


def test_what_a_file_says_is_printed_without_commands_for_a_terminal(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(f"<title>x</title><nav>Home \x1b[31m</nav><p>{'words ' * 20}</p>")

    assert "\x1b" not in run(file)
