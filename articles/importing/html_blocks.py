"""A part of a page to blocks: paragraphs, headings, lists, quotations, code, tables; what else is there is noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urljoin, urlsplit

from publishing.markdown.outward import is_allowed

from .html_tree import BLOCKS, Element, is_unseen, remove, walk
from .marks import Marks, Run
from .tokens import Block, Builder, Line

ELSEWHERE = "Something shown from another site"
MEDIA = {
    "iframe": ELSEWHERE,
    "embed": ELSEWHERE,
    "object": ELSEWHERE,
    "video": "A video",
    "audio": "A recording",
    "canvas": "A drawing",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {
    "ul": "bullet_list",
    "menu": "bullet_list",
    "dir": "bullet_list",
    "ol": "ordered_list",
    "li": "list_item",
    "blockquote": "blockquote",
}
_STRONG, _EM = {"strong", "b"}, {"em", "i", "cite", "dfn", "var"}
_STRUCK, _CODE = {"s", "strike", "del"}, {"code", "kbd", "samp", "tt"}


@dataclass(slots=True)
class Walk:
    """Reads an element in the order of its text; `base` is the address of the page."""

    base: str = ""
    notes: dict[str, int] = field(default_factory=dict)
    builder: Builder = field(default_factory=Builder)
    marks: list[Marks] = field(default_factory=lambda: [Marks()])
    left_out: Counter[str] = field(default_factory=Counter)
    inside: Element = None  # code or a table, which is read as a whole

    def over(self, root: Element) -> None:
        for event, element in walk(root):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
                self.text(element.tail if element is not root else "")

    def text(self, text: str | None) -> None:
        if text and self.inside is None:
            self.builder.text(text, self.marks[-1])

    def _start(self, element: Element) -> None:
        if self.inside is not None or is_unseen(element):
            return
        self.marks.append(self._marks(element))
        special = getattr(self, f"_{element.tag}", None)
        if special:
            special(element)
        elif element.tag in MEDIA:
            self._media(element)
        elif element.tag in BLOCKS:
            self._block(element)
        self.text("" if element.tag in MEDIA else element.text)

    def _block(self, element: Element) -> None:
        if element.tag in _HEADINGS:
            self.builder.begin_heading(_HEADINGS[element.tag])
        elif element.tag in _CONTAINERS:
            start = element.get("start") or ""
            self.builder.begin(_CONTAINERS[element.tag], int(start) if start.isdecimal() and len(start) < 9 else 1)
        else:
            self.builder.flush()

    def _end(self, element: Element) -> None:
        if self.inside is not None and self.inside is not element:
            return
        if self.inside is element:
            self.inside = None
        elif is_unseen(element):
            return
        elif element.tag in _HEADINGS:
            self.builder.end_heading()
        elif element.tag in _CONTAINERS:
            self.builder.end()
        elif element.tag == "q":
            self.text("”")
        elif element.tag in BLOCKS:
            self.builder.flush()
        self.marks.pop()

    def _marks(self, element: Element) -> Marks:
        around = Marks() if element.tag in BLOCKS and self._breaks_marks(element) else self.marks[-1]
        if element.tag == "a":
            return replace(around, href=address(element.get("href") or "", self.base))
        return replace(
            around,
            strong=around.strong or element.tag in _STRONG,
            em=around.em or element.tag in _EM,
            struck=around.struck or element.tag in _STRUCK,
            code=around.code or element.tag in _CODE,
        )

    def _breaks_marks(self, element: Element) -> bool:
        """A heading is strong by itself."""
        return element.tag in _HEADINGS or element.tag == "pre"

    def _br(self, element: Element) -> None:
        self.builder.line_break()

    def _dropped(self, element: Element) -> None:
        self.builder.dropped(int(element.get("number")))

    def _hr(self, element: Element) -> None:
        self.builder.rule()

    def _q(self, element: Element) -> None:
        self.text("“")

    def _pre(self, element: Element) -> None:
        self.builder.code("".join(element.itertext()))
        self.inside = element

    def _img(self, element: Element) -> None:
        source = element.get("src") or element.get("data-src") or ""
        name = unquote(urlsplit(source).path.rpartition("/")[2])[:80] if not source.startswith("data:") else ""
        said = " ".join((element.get("alt") or "").split())[:200]
        if not _is_dot(element):
            words = f"a picture {f'“{said}”' if said else 'without a description'}"
            self.left_out[f"{words} ({name})" if name else words] += 1

    def _media(self, element: Element) -> None:
        self.builder.flush()
        source = address(element.get("src") or element.get("data") or "", self.base)
        words = MEDIA[element.tag]
        self.left_out[f"{words[0].lower()}{words[1:]} ({source})" if source else f"{words[0].lower()}{words[1:]}"] += 1
        self.inside = element

    def _table(self, element: Element) -> None:
        self.builder.flush()
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows_of(element)]
        if is_data(element, rows):
            self.builder.table([[self._cell(cell) for cell in row] for row in rows])
            self.inside = element

    def _cell(self, cell: Element) -> list[Run]:
        """What a cell holds, as one line."""
        apart = Walk(self.base, self.notes, Line(), left_out=self.left_out)
        apart.over(cell)
        return apart.builder.runs

    def note(self, number: int, item: Element) -> None:
        """Take a footnote out of its list; what leads back from it is no part of it."""
        for link in [each for each in item.iter("a") if (each.get("href") or "").startswith("#")]:
            remove(link)
        self.builder.footnote(number, self._cell(item))
        around = item.getparent()
        remove(item)
        if not len(around) and not (around.text or "").strip():
            remove(around)

    def _a(self, element: Element) -> None:
        href = element.get("href") or ""
        number = self.notes.get(href[1:], 0) if href.startswith("#") else 0
        if number:
            self.builder.runs.append(("", Marks(note=number)))
            self.inside = element


def rows_of(table: Element) -> list[Element]:
    """Its own rows, without those of tables inside it."""
    return [
        row
        for part in table
        for row in (part if part.tag in ("thead", "tbody", "tfoot") else (part,))
        if row.tag == "tr"
    ]


def is_data(table: Element, rows: Iterable[list[Element]]) -> bool:
    """Whether a table holds data in rows and columns, and no layout."""
    rows = list(rows)
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) != 1 or widths.pop() < 2:
        return False
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row)
    held = (each.tag for row in rows for cell in row for each in cell.iterdescendants() if isinstance(each.tag, str))
    return not spans and not any(tag in BLOCKS and tag != "p" for tag in held)


def address(href: str, base: str) -> str:
    """Where a link leads, in full; "" where no link is allowed to."""
    href = "".join(href.split()) if "\n" in href else href.strip()
    if not href or href.startswith("#"):
        return ""
    try:
        full = urljoin(base, href) if base else href
    except ValueError:
        return ""
    full = full.replace(" ", "%20")
    return full if is_allowed(full) and not full.startswith(("/", "#")) else ""


def _is_dot(element: Element) -> bool:
    """A picture of a pixel or two, which counts visits or keeps things apart."""
    return any((element.get(side) or "").strip() in ("0", "1", "2") for side in ("width", "height"))


def footnotes(root: Element) -> tuple[dict[str, int], dict[int, Element]]:
    """The notes of a page that has references to them and back: their ids with their numbers, and their elements."""
    items = {each.get("id"): each for each in root.iter("li") if each.get("id")}
    back = {name: {link.get("href") for link in item.iter("a")} for name, item in items.items()}
    numbers: dict[str, int] = {}
    for link in root.iter("a"):
        target = (link.get("href") or "").removeprefix("#")
        if target in items and back[target] & _names(link) and not _is_inside(link, items[target]):
            numbers.setdefault(target, len(numbers) + 1)
    return numbers, {number: items[name] for name, number in numbers.items()}


def _names(link: Element) -> set[str]:
    """How another link leads to this one, or to what it stands in."""
    return {f"#{each.get('id')}" for each in (link, link.getparent()) if each is not None and each.get("id")}


def _is_inside(element: Element, outer: Element) -> bool:
    return any(each is outer for each in element.iterancestors())


def read(root: Element, base: str = "") -> tuple[list[Block], Counter[str]]:
    """The blocks of an element, and what was left out of it, counted."""
    numbers, items = footnotes(root)
    walker = Walk(base, numbers)
    for number, item in items.items():
        walker.note(number, item)
    walker.over(root)
    return walker.builder.blocks(), walker.left_out
