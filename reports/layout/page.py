"""The A4 page: running heads and feet, “page x of y”, outline, metadata; flowables in, the bytes of a PDF out."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem, UserError
from reports.languages import language_note
from reports.layout import fonts, seal, styles, tags, text
from resources.translations import ENGLISH, _, current, speech

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 48.0
TOP, BOTTOM = 68.0, 64.0
HEAD = PAGE_HEIGHT - 44
"""The baseline of the running head."""
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_RULE = 0.5
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paper says of itself on every page and in its metadata."""

    title: str
    subject: str
    organisation: str
    author: str
    made: str
    confidentiality: str
    language: str = field(default_factory=lambda: f"{speech().read_in}-ZA")
    is_letter: bool = False
    """A letter names whom it is from in its body, so not above it again."""
    ends_with_note: bool = True
    """Whether what the first page says of the language stands at the end too, where it can be read aloud."""
    seal: str = field(default_factory=seal.words)
    """Which state of the workspace it was made from."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper, finished, or a PDF with the first pages only of one that is longer; what has no pages has 0."""

    data: bytes
    pages: int
    is_whole: bool = True
    title: str = ""


def made_on(day: date, by: str) -> str:
    """“22 Nov 2026, by Naledi Sample”, or the day alone where nobody is named."""
    words = format_day(day)
    return _("{day}, by {name}").format(day=words, name=by) if by else words


def render(story: Sequence[Any], identity: Identity, *, invariant: bool = False) -> Rendered:
    """Lay the flowables out on A4; with `invariant` the same content always gives the same bytes.

    How far it goes and who is told of its pages says `making.watched`.
    """
    with _one_at_a_time:
        from reports.layout import document  # importing reportlab takes longer than opening the window
        from reports.layout.flow import LanguageNote

        fonts.register_fonts()
        has_note = identity.ends_with_note and current() != ENGLISH
        return document.render([*story, LanguageNote()] if has_note else story, identity, invariant)


def write(rendered: bytes, out: Path) -> None:
    """Put a PDF in its place whole or not at all; a paper that was there before is replaced.

    Raises UserError("out-is-folder"), EnvironmentProblem("report-not-written") when the folder or file does not let us.
    """
    if out.is_dir():
        raise UserError("out-is-folder", file=str(out))
    partial = out.with_name(f"{out.name}.part")
    try:
        partial.write_bytes(rendered)
        os.replace(partial, out)  # noqa: PTH105 - the test of a refused replacement stands on os.replace
    except OSError as error:
        raise EnvironmentProblem("report-not-written", file=str(out), reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def head_and_foot(canvas: Canvas, identity: Identity, number: int, count: int | None) -> str:
    """The operators for one page's head and foot; without a count the last page is not made yet.

    The first page has its title in the body, so only our name above, and larger.
    """
    pen = text.Pen(canvas)
    pen.begin(tags.RUNNING)
    right = PAGE_WIDTH - MARGIN
    half = BODY_WIDTH / 2 - 8
    top = HEAD
    named = styles.RUNNING_BOLD if number > 1 else styles.ORGANISATION
    if number > 1 or not identity.is_letter:
        pen.write(MARGIN, top, (text.shorten(identity.organisation, named, half),), named)
    of_pages = _("Page {number} of {count}").format(number=number, count="…" if count is None else count)
    if number > 1:
        _write_right(pen, right, top, text.shorten(identity.title, styles.RUNNING, half), styles.RUNNING)
    else:
        _write_right(pen, right, top - 18, text.shorten(language_note(), styles.RUNNING, BODY_WIDTH), styles.RUNNING)
    _write_right(pen, right, 36, of_pages, styles.RUNNING_BOLD)
    if identity.seal:
        _write_right(pen, right, 36 - styles.RUNNING.leading, identity.seal, styles.RUNNING)
    beside = text.width_of(of_pages, styles.RUNNING_BOLD), text.width_of(identity.seal, styles.RUNNING)
    feet = [
        text.shorten(words, styles.RUNNING, BODY_WIDTH - taken - 16)
        for words, taken in zip((identity.confidentiality, identity.made), beside, strict=True)
    ]
    pen.write(MARGIN, 36, feet, styles.RUNNING)
    pen.end()
    lines = f"{MARGIN} {top - 8:.2f} m {right:.2f} {top - 8:.2f} l S {MARGIN} 50 m {right:.2f} 50 l S"
    rules = f"{tags.DECORATION} q {_RULE} w 0.6 G {lines} Q {tags.END}\n"
    return f"{rules}{pen.code()}\n"


def _write_right(pen: text.Pen, right: float, y: float, line: str, style: styles.Style) -> None:
    pen.write(right - text.width_of(line, style), y, (line,), style)
