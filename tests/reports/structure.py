"""What a screen reader gets of a paper: the structure as poppler reads it, and whether the file holds it whole."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from paper import reader

from reports.layout.page import Rendered

STRINGS = re.compile(rb"\((?:\\.|[^\\)])*\)", re.DOTALL)
OPERATORS = re.compile(
    rb"(?:(?P<role>/\w+)<</MCID (?P<mark>\d+)>>)?(?P<begins>BDC|BMC)\b|\b(?P<ends>EMC)\b"
    rb"|(?<=[\s\])])(?P<paints>[SsFfBb]\*?|Do|Tj|TJ|sh|EI)(?=\s|$)"
)


def read_aloud(rendered: Rendered | bytes) -> str:
    """The structure with its texts, as `pdfinfo` tells it: an element a line, deeper ones indented."""
    data = rendered if isinstance(rendered, bytes) else rendered.data
    run = subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True)
    assert run.stderr == b""
    return run.stdout.decode()


def spoken(rendered: Rendered | bytes) -> list[str]:
    """The same, without indents and attributes: “H1”, “A title”, …; blanks at the ends of lines left out."""
    lines = [
        line.strip().removesuffix(":").removesuffix(" (block)").removesuffix(" (inline)")
        for line in read_aloud(rendered).splitlines()
    ]
    return [line.strip('"').strip() for line in lines if not line.startswith("/")]


def what_is_torn(rendered: Rendered | bytes) -> list[str]:
    """Marks without their element, elements without their mark, and content that nobody marked."""
    file = reader(rendered)
    root: Any = file.trailer["/Root"]
    tree = root["/StructTreeRoot"]
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(file.pages)}
    claimed: dict[tuple[int, int], Any] = {}
    found = [] if root["/MarkInfo"]["/Marked"] else ["not said to be marked"]
    for element, page, mark in _marks(tree["/K"].get_object(), numbers):
        if (page, mark) in claimed:
            found.append(f"mark {mark} of page {page} is of two elements")
        claimed[page, mark] = element
    by_page = dict(zip(tree["/ParentTree"]["/Nums"][::2], tree["/ParentTree"]["/Nums"][1::2], strict=True))
    for at, page in enumerate(file.pages):
        drawn, loose = _drawn(page)
        found += [f"page {at + 1}: {operator} is not marked" for operator in loose]
        parents = by_page[page["/StructParents"]].get_object() if drawn else []
        if sorted(drawn) != list(range(len(parents))):
            found.append(f"page {at + 1}: marks {sorted(drawn)}, {len(parents)} parents")
        for mark, role in drawn.items():
            element = claimed.pop((at, mark), None)
            said = element and {element["/S"], "/Link" if element["/S"] == "/Span" else ""}  # a link to nowhere is none
            if element is None or role not in said or parents[mark].get_object() is not element:
                found.append(f"page {at + 1}: mark {mark} is {role}, its element {element and element['/S']}")
        found += [
            f"page {at + 1}: a link of nothing" for each in page.get("/Annots", ()) if not _is_tied(each, by_page)
        ]
    return found + [f"nothing is marked {mark}" for mark in claimed]


def _marks(element: Any, numbers: dict[int, int]) -> Iterator[tuple[Any, int, int]]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            yield element, numbers[element.raw_get("/Pg").idnum], kid
            continue
        node = kid.get_object()
        if node.get("/Type") == "/MCR":
            yield element, numbers[node.raw_get("/Pg").idnum], node["/MCID"]
        elif node.get("/Type") != "/OBJR":
            assert node["/P"].get_object() is element or element.get("/Type") == "/StructTreeRoot"
            yield from _marks(node, numbers)


def _is_tied(annotation: Any, by_page: dict[int, Any]) -> bool:
    """Whether a link on the page belongs to a link of the structure."""
    element = by_page[annotation.get_object()["/StructParent"]].get_object()
    ours = [kid.raw_get("/Obj") for kid in element["/K"] if not isinstance(kid, int) and "/Obj" in kid.get_object()]
    return element["/S"] == "/Link" and ours == [annotation]


def _drawn(page: Any) -> tuple[dict[int, str], list[str]]:
    """The marks of a page with their roles, and the operators that paint outside of any."""
    drawn: dict[int, str] = {}
    loose: list[str] = []
    depth = 0
    for found in OPERATORS.finditer(STRINGS.sub(b"()", page.get_contents().get_data())):
        if found["begins"]:
            depth += 1
            if found["mark"]:
                assert int(found["mark"]) not in drawn
                drawn[int(found["mark"])] = found["role"].decode()
        elif found["ends"]:
            depth -= 1
        elif not depth:
            loose.append(found["paints"].decode())
    assert depth == 0
    return drawn, loose


def parts_of(pages: Sequence[str]) -> list[Sequence[str]]:
    """The pages of each paper in a file, as its first page counts them."""
    found, at = [], 0
    while at < len(pages):
        first = re.search(r"Page 1 of (\d+)", pages[at])
        found.append(pages[at : at + (int(first[1]) if first else 1)])
        at += len(found[-1])
    return found


def miscounted(pages: Sequence[str]) -> list[int]:
    """The numbers of the pages, in the file and from 1, at whose foot another number stands than is theirs."""
    said = [f"Page {n} of {len(part)}" for part in parts_of(pages) for n in range(1, len(part) + 1)]
    return [number for number, (page, foot) in enumerate(zip(pages, said, strict=True), start=1) if foot not in page]
