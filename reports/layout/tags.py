"""The structure a screen reader follows: headings, texts, lists, tables and figures, in the order of the story.

reportlab does not tag, so marks stand in the pages by hand and the tree is written as ready bytes. A flowable asks its
canvas' `Tags` for an element, puts `mark(element)` before what it draws and `END` behind; a table asks for rows. What
nobody marked is decoration (`mark_rest`).
Elements live as long as the paper: one that goes on over pages is asked for again by its `key`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

END = "EMC"
DECORATION = "/Artifact BMC"
RUNNING = "/Artifact<</Type/Pagination>>BDC"
"""Heads and feet, and headings that are repeated: read once is enough."""
_COLUMN_HEADING = "/A<</O/Table/Scope/Column>>"
_PAINTS = re.compile(r"(?:^|\s)(?:[SsfFBb]\*?|Do|sh|Tj|ET)(?:\s|$)")


class Marked(str):
    """Operators that carry their marks already."""

    __slots__ = ()


class Element:
    """A node of the structure: what it is, its parent and its children.

    These are numbers of elements, marks (which page, which mark on it), or written out.
    """

    __slots__ = ("attributes", "kids", "number", "parent", "role")

    def __init__(self, number: int, role: str, parent: int, attributes: str) -> None:
        self.number = number
        self.role = role
        self.parent = parent
        self.attributes = attributes
        self.kids: list[int | tuple[int, int] | str] = []


class Tags:
    """The structure of one paper while its pages are drawn, and its objects when they are done."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root_number = self._take_number()
        self.root = Element(self._take_number(), "Document", self._root_number, "")
        self._open: dict[int, Element] = {self.root.number: self.root}
        self._kept: dict[Hashable, Element] = {}
        self._cells: list[tuple[int, int, int]] = []
        self._closed: list[Element] = []
        self._parents: list[int] = []
        self._parent_trees: list[str] = []
        self._pages: list[int] = []
        self._annotations = 0
        self._headings: list[int] = []
        self._list: Element | None = None

    def _take_number(self) -> int:
        self._document.objectcounter += 1
        number: int = self._document.objectcounter
        return number

    # Elements

    def element(self, role: str, parent: Element | None = None, attributes: str = "") -> Element:
        """A new element at the end of its parent, or of the paper."""
        parent = parent or self.root
        made = Element(self._take_number(), role, parent.number, attributes)
        parent.kids.append(made.number)
        self._open[made.number] = made
        return made

    def kept(self, key: Hashable, role: str, parent: Element | None = None, attributes: str = "") -> Element:
        """The element of that key, made when it is asked for first: it may go on over pages."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self.element(role, parent, attributes)
        return found

    def heading(self, key: Hashable, level: int) -> Element:
        """A heading of that level; where papers leave a level out, readers are not made to miss it."""
        if key in self._kept:
            return self._kept[key]
        while self._headings and self._headings[-1] >= level:
            self._headings.pop()
        self._headings.append(level)
        return self.kept(key, f"H{len(self._headings)}")

    def list_item(self, key: Hashable) -> Element:
        """An item of a list; items that follow each other with nothing between belong to one."""
        if key in self._kept:
            return self._kept[key]
        if self._list is None or self.root.kids[-1] != self._list.number:
            self._list = self.element("L")
        return self.kept(key, "LI", self._list)

    def column_headings(self, table: Hashable, count: int) -> list[str]:
        """The marks of a table's headings; on its later pages they are repeated, and read once only."""
        if table in self._kept:
            return [RUNNING] * count
        row = self.element("TR", self.kept(table, "Table"))
        return [self.mark(self.element("TH", row, _COLUMN_HEADING)) for _number in range(count)]

    def group_heading(self, table: Hashable, columns: int) -> str:
        """The mark of a heading across all columns of a table."""
        row = self.element("TR", self.kept(table, "Table"))
        return self.mark(self.element("TH", row, f"/A<</O/Table/Scope/Column/ColSpan {columns}>>"))

    def row(self, table: Hashable, broken: int | None = None) -> Row:
        """A row of a table; one that is broken over pages is asked for again by its number."""
        if broken is not None:
            return _BrokenRow(self, self.kept((table, broken), "TR", self.kept(table, "Table")))
        return Row(self, self.element("TR", self.kept(table, "Table")))

    def figure(self, alternative: str, box: tuple[float, float, float, float]) -> Element:
        """A picture in this box of the page, with the words that say what it shows."""
        corners = " ".join([f"{at:.2f}" for at in box])
        return self.element("Figure", None, f"/Alt{text_string(alternative)}/A<</O/Layout/BBox[{corners}]>>")

    def close(self, element: Element) -> None:
        """Say that nothing more is added to an element, so that it need not be remembered to the end."""
        del self._open[element.number]
        self._closed.append(element)

    # Marks

    def mark(self, element: Element) -> str:
        """The operator before content of the element."""
        element.kids.append((len(self._pages), len(self._parents)))
        self._parents.append(element.number)
        return f"/{element.role}<</MCID {len(self._parents) - 1}>>BDC"

    def cell(self, parent: Element) -> str:
        """The operator before the whole content of a new cell, which stands in this place only."""
        number = self._document.objectcounter = self._document.objectcounter + 1
        at = len(self._parents)
        self._parents.append(number)
        parent.kids.append(number)
        self._cells.append((number, parent.number, at))
        return f"/TD<</MCID {at}>>BDC"

    # Links

    def page_number(self, page: int) -> int:
        """The object that is the page, once it has ended."""
        return self._pages[page]

    def tie(self, element: Element, page: int) -> tuple[int, int]:
        """Take a number for an annotation of the element, and its key in the tree of parents."""
        number, key = self._take_number(), len(self._pages) + self._annotations
        self._annotations += 1
        element.kids.append(f"<</Type/OBJR/Pg {self._pages[page]} 0 R/Obj {number} 0 R>>")
        self._parent_trees.append(f"{key} {element.number} 0 R")
        return number, key

    # Writing

    def end_page(self, page: Any) -> list[tuple[int, str]]:
        """Tie a page that is drawn to what stands on it; gives the objects, by their numbers, that are finished."""
        page.StructParents = len(self._pages)
        page.Tabs = "/S"
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        number, _version = self._document.idToObjectNumberAndVersion[page.__InternalName__]
        self._pages.append(number)
        objects = [(cell, f"<</S/TD/P {parent} 0 R/Pg {number} 0 R/K {at}>>") for cell, parent, at in self._cells]
        objects += [(element.number, self._written(element)) for element in self._closed]
        if self._parents:
            tree = self._take_number()
            objects.append((tree, f"[{_references(self._parents)}]"))
            self._parent_trees.append(f"{len(self._pages) - 1} {tree} 0 R")
        self._cells, self._closed, self._parents = [], [], []
        return objects

    def finish(self) -> list[tuple[int, str]]:
        """The objects of what is still open, and the root."""
        objects = [(element.number, self._written(element)) for element in self._open.values()]
        tree = self._take_number()
        objects.append((tree, f"<</Nums[{' '.join(self._parent_trees)}]>>"))
        root = f"<</Type/StructTreeRoot/K {self.root.number} 0 R/ParentTree {tree} 0 R"
        objects.append((self._root_number, f"{root}/ParentTreeNextKey {len(self._pages) + self._annotations}>>"))
        catalog = self._document.Catalog
        catalog.StructTreeRoot = f"{self._root_number} 0 R"
        catalog.MarkInfo = "<</Marked true>>"
        return objects

    def _written(self, element: Element) -> str:
        kids = " ".join([self._kid(kid) for kid in element.kids])
        return f"<</S/{element.role}/P {element.parent} 0 R{element.attributes}/K[{kids}]>>"

    def _kid(self, kid: int | tuple[int, int] | str) -> str:
        if isinstance(kid, int):
            return f"{kid} 0 R"
        if isinstance(kid, str):
            return kid
        page, at = kid
        return f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {at}>>"


class Row:
    """A row of a table while it is drawn: gives each of its cells a mark."""

    def __init__(self, tags: Tags, element: Element) -> None:
        self._tags = tags
        self._element = element
        self._close()

    def _close(self) -> None:
        self._tags.close(self._element)

    def begin(self, _column: int) -> str:
        """The mark before what is in the cell."""
        return self._tags.cell(self._element)

    def element(self, _column: int) -> Element:
        """The cell as an element, where more than words stand in it."""
        return self._tags.element("TD", self._element)

    def leave_empty(self, _column: int) -> None:
        """Nothing is in the cell, but its place in the row counts."""
        self._tags.close(self._tags.element("TD", self._element))


class _BrokenRow(Row):
    """A row that goes on over pages, each of its cells as well."""

    def _close(self) -> None:
        pass

    def begin(self, column: int) -> str:
        return self._tags.mark(self.element(column))

    def leave_empty(self, column: int) -> None:
        self.element(column)

    def element(self, column: int) -> Element:
        return self._tags.kept((self._element, column), "TD", self._element)


@contextmanager
def one_figure(canvas: Any, alternative: str, box: tuple[float, float, float, float]) -> Iterator[None]:
    """Whatever is drawn inside is one marked picture."""
    code, tags = canvas._code, canvas.tags
    start = len(code)
    code.append(tags.mark(tags.figure(alternative, box)))
    yield
    code[start:] = [Marked("\n".join([*code[start:], END]))]


def mark_rest(code: Sequence[str]) -> list[str]:
    """The operators of a page with those that nobody marked, rules and grounds, marked as decoration."""
    marked: list[str] = []
    loose: list[str] = []
    for part in [*code, Marked("")]:
        if not isinstance(part, Marked):
            loose.append(part)
            continue
        if any(_PAINTS.search(each) for each in loose):
            loose = [DECORATION, *loose, END]
        marked += [*loose, part]
        loose = []
    return marked


def text_string(words: str) -> str:
    """Words as PDF writes them in an attribute."""
    return f"<FEFF{words.encode('utf-16-be', 'replace').hex().upper()}>"


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
