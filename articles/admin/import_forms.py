"""The two forms of an import: what is given, and what was found in it."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from articles.importing import Found, Given, Kind
from articles.importing.found import Hints
from articles.importing.given import MOST_BYTES, TOO_BIG
from articles.importing.keeping import packed
from articles.importing.result import MOST_ADDRESS, MOST_BYLINE, MOST_OUTLET, MOST_TITLE, too_long
from publishing.desk.widgets import MarkdownEditor

NOTHING = "Choose a file, or paste a text."
TWO = "There is a file and a pasted text. Give one of the two; your text is still here."
PASTED = "a pasted text"
MOST_NAME = 200
MOST_AUTHORS = 20
KINDS = [
    ("", "Find out"),
    (Kind.HTML, "Web page (HTML)"),
    (Kind.MARKDOWN, "Markdown"),
    (Kind.TEXT, "Text copied from a web page"),
]


class SourceForm(forms.Form):
    file = forms.FileField(
        required=False,
        help_text="A saved web page (.html), Markdown (.md), Word (.docx) or plain text (.txt), up to 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.xhtml,.md,.markdown,.docx,.txt"}),
    )
    text = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        help_text="What you copied from the page, its source, or Markdown; up to 2 MB. More can come as a file.",
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
    )
    kind = forms.ChoiceField(label="What it is", choices=KINDS, required=False)
    address = forms.URLField(
        label="Where it stands on the web",
        required=False,
        max_length=MOST_ADDRESS,
        assume_scheme="https",
        help_text="Links in the text are completed with it. Empty: what the page says of itself.",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "").strip()
        if not self.errors and bool(file) == bool(text):
            self.add_error(None, TWO if file else NOTHING)
        return cleaned

    def given(self) -> Given:
        file, said = self.cleaned_data["file"], self.cleaned_data
        kind = Kind(said["kind"]) if said["kind"] else None
        if file:
            return Given(str(file.name)[:MOST_NAME], file.read(), kind, said["address"])
        return Given(PASTED, said["text"], kind, said["address"])


class FoundForm(forms.Form):
    """What was found, to be changed; nothing is stored before it is saved, so it carries all that is known."""

    title = forms.CharField(max_length=MOST_TITLE, widget=forms.TextInput(attrs={"class": "vTextField"}))
    standfirst = forms.CharField(
        required=False,
        help_text="Two or three sentences under the title.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    byline = forms.CharField(
        max_length=MOST_BYLINE,
        required=False,
        help_text="As printed.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    authors = forms.CharField(
        required=False, help_text="One name a line.", widget=forms.Textarea(attrs={"rows": 2, "class": "vTextField"})
    )
    outlet = forms.CharField(
        label="Original outlet",
        max_length=MOST_OUTLET,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    date = forms.DateField(label="Original date", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    address = forms.URLField(
        label="Original address",
        max_length=MOST_ADDRESS,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    markdown = forms.CharField(label="Text (Markdown)", strip=False, widget=MarkdownEditor)
    name = forms.CharField(required=False, max_length=MOST_NAME, widget=forms.HiddenInput)
    dropped = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    noticed = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_authors(self) -> tuple[str, ...]:
        names = [line.strip() for line in self.cleaned_data["authors"].splitlines() if line.strip()]
        if any(len(name) > 120 for name in names):
            raise forms.ValidationError("A name has at most 120 characters.")
        if len(names) > MOST_AUTHORS:
            raise forms.ValidationError(f"At most {MOST_AUTHORS} names.")
        return tuple(names)

    def clean_markdown(self) -> str:
        text = str(self.cleaned_data["markdown"]).replace("\r\n", "\n")
        if problems := too_long(text):
            raise forms.ValidationError(problems[0])
        return text

    def found(self, markdown: str) -> Found:
        said = self.cleaned_data
        hints = Hints(
            said["title"],
            said["byline"],
            said["authors"],
            said["outlet"],
            said["address"],
            said["date"],
            said["standfirst"],
        )
        return Found(said["name"] or PASTED, hints, markdown)


def initial(found: Found) -> dict[str, Any]:
    """What the second form begins with."""
    hints = found.hints
    return {
        "title": hints.title,
        "standfirst": hints.standfirst,
        "byline": hints.byline,
        "authors": "\n".join(hints.authors),
        "outlet": hints.outlet,
        "date": hints.date,
        "address": hints.address,
        "markdown": found.markdown,
        "name": found.name,
        "dropped": packed(found.dropped),
        "noticed": json.dumps(found.noticed, ensure_ascii=False),
    }


def noticed(text: str) -> list[str]:
    """The list from its field; nothing of it is trusted but its being words."""
    try:
        lines = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
