"""The form by which a picture comes in: in the editor's window and in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from ..markdown.commonmark import escaped
from ..models import Picture
from . import files, making

CHOOSE = "Choose a picture."
DESCRIBE = "Describe the picture, or mark it as decorative."
BOTH = "A decorative picture has no description: take the description away, or the mark."
ANOTHER = "This is another picture. Choose the very file from which this one was made."
HERE = "This picture is here already. What was said of it before stays."
CHANGED = (
    "Not saved: somebody else changed this while you wrote. It says now: “{}”; credit: “{}”. "
    "Save once more to put yours in its place."
)
ACCEPTED = ",".join(f"image/{name.lower()}" for name in making.FORMATS)


class SaidForm(forms.ModelForm[Picture]):
    """What is said of a picture."""

    class Meta:
        model = Picture
        fields = ("description", "decorative", "credit")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and bool(said["description"]) == said["decorative"]:
            self.add_error("description", BOTH if said["decorative"] else DESCRIBE)
        return said


class KnownPictureForm(SaidForm):
    """The same of a picture that is here; nobody stores over what they have not seen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = self.instance.updated.isoformat()
        self.initial["seen"] = self.now

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("seen") != self.now:
            stored = self.initial["description"] or "decorative", self.initial["credit"] or "none"
            self.add_error(None, CHANGED.format(*stored))
            sent: QueryDict = self.data.copy()  # type: ignore[attr-defined]
            sent["seen"] = self.now
            self.data = sent
        return said


def _file() -> forms.FileField:
    return forms.FileField(
        label="Picture",
        error_messages={"required": CHOOSE, "empty": making.NO_PICTURE},
        help_text="JPEG, PNG or WebP, at most 5 MB and 40 million pixels.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


@contextmanager
def _refusals() -> Iterator[None]:
    """A picture that is refused is an error of the form."""
    try:
        yield
    except making.Refused as refusal:
        code = "too_large" if isinstance(refusal, making.TooLarge) else "refused"
        raise forms.ValidationError(str(refusal), code=code) from None


class NewPictureForm(SaidForm):
    """A picture and what is said of it; `made` is what became of the file."""

    file = _file()
    field_order = ["file", "description", "decorative", "credit"]
    made: making.Made

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        with _refusals():
            self.made = making.made(file.read(making.MOST_BYTES + 1))
            files.refuse_taken_down(self.made)
        return file

    def keep(self) -> tuple[Picture, bool]:
        """Store the picture, and say whether it is new."""
        said = {name: self.cleaned_data[name] for name in SaidForm.Meta.fields}
        return files.keep(self.made, **said, original_name=self.cleaned_data["file"].name or "")

    def sentences(self) -> list[str]:
        """What is wrong, in order, without the names of fields."""
        return [str(sentence) for name in [*self.fields, "__all__"] for sentence in self.errors.get(name, ())]

    def is_too_large(self) -> bool:
        return any(error.code == "too_large" for error in self.errors.as_data().get("file", ()))


class TakeDownForm(forms.Form):
    """Why a picture is taken down."""

    why = forms.CharField(
        label="Why",
        max_length=200,
        error_messages={"required": "Say why, for those who will ask later."},
        help_text="For editors; readers never see it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class BringBackForm(forms.Form):
    """The file of a picture that was taken down; `made` is what became of it."""

    file = _file()
    made: making.Made

    def __init__(self, picture: Picture, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.picture = picture

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        with _refusals():
            self.made = making.made(file.read(making.MOST_BYTES + 1))
            if self.made.large.name != self.picture.name:
                raise making.Refused(ANOTHER)
        return file


def markdown(picture: Picture, description: str) -> str:
    """How a text shows the picture."""
    words = " ".join(description.split())
    return f"![{escaped(words)}]({picture.get_absolute_url()})"
