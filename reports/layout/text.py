"""Any text onto paper: cleaned for our letters, broken into lines, drawn. It is never read as markup.

Letters the typeface has not become something a reader understands: a plainer form of the same letter where Unicode
knows one, “[grinning face]” for a symbol, “[Arabic text]” for a stretch of another script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.layout import fonts, marks, tags
from reports.layout.ink import ink_of, show
from reports.layout.styles import Style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("✔☑✅🗸", "✓"),
        **dict.fromkeys("➔➜➝➞➡⟶⇒", "→"),
        **dict.fromkeys("◼▪⬛", "■"),
        **dict.fromkeys("⚫⬤🔴", "●"),
        **dict.fromkeys("◯⚪", "○"),
        **dict.fromkeys("□◻▢⬜", "☐"),
        "\t": " ",
        "\r": "\n",
        "\v": "\n",
        "\f": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
_MARK = re.compile(f"([{marks.MARKS}])")
_REPEATED = re.compile(r"(\[[^\[\]]* text\])(?:\s*\1)+")
_SCRIPTS = {"cjk": "Chinese"}
_FLAG_A = 0x1F1E6
_NAME_LENGTH = 32
_MOST_ON_A_LINE = 1_000
"""Letters of which some are left out on any line: what follows is not looked at, on every page again."""


@cache
def _foreign() -> re.Pattern[str]:
    codes = sorted(ord(letter) for letter in fonts.letters())
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    inside = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)
    return re.compile(f"[^\n{inside}]+")


def clean(text: str) -> str:
    """The text with only letters we can print, and line feeds; nothing invisible, nothing that turns direction."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_ALIKE))
    cleaned = _foreign().sub(_plainer_run, plain)
    return _REPEATED.sub(r"\1", cleaned) if "text]" in cleaned else cleaned


def clean_line(text: str) -> str:
    """The cleaned text on one line."""
    return " ".join(clean(text).split())


def _plainer_run(match: re.Match[str]) -> str:
    return "".join([_plainer(letter) for letter in match.group()])


@cache
def _plainer(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf", "Cs", "Mn", "Me", "Sk"):
        return ""
    if category == "Zs":
        return " "
    if _FLAG_A <= ord(letter) < _FLAG_A + 26:
        return chr(ord(letter) - _FLAG_A + ord("A"))
    return _compatible(letter) or _named(letter, category)


def _compatible(letter: str) -> str:
    for form in ("NFKC", "NFKD"):
        plainer = unicodedata.normalize(form, letter)
        bare = "".join(each for each in plainer if unicodedata.category(each) not in ("Mn", "Me", "Mc"))
        for candidate in (plainer, bare):
            if candidate and candidate != letter and fonts.letters().issuperset(candidate):
                return candidate
    return ""


def _named(letter: str, category: str) -> str:
    name = unicodedata.name(letter, "").lower()
    if not name:
        return "[?]"
    if category[0] in "LMN":
        script = name.split()[0].split("-")[0]
        return f"[{_SCRIPTS.get(script, script.capitalize())} text]"
    return f"[{name[:_NAME_LENGTH].strip()}]"


def wrap(text: str, style: Style, width: float) -> list[str]:
    """The lines of a cleaned text in a column `width` points wide; a word longer than the column is broken."""
    widths = fonts.word_widths(style.font)
    limit = width / style.size
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, widths, limit)
    return lines


def _wrap_paragraph(paragraph: str, widths: fonts.WordWidths, limit: float) -> list[str]:
    if len(paragraph) < 24 and widths[paragraph] <= limit:
        return [paragraph]
    blank = widths[" "]
    lines: list[str] = []
    line: list[str] = []
    room = limit
    for word in paragraph.split(" "):
        needed = widths[word]
        if needed <= room:
            line.append(word)
            room -= needed + blank
            continue
        if line:
            lines.append(" ".join(line))
        if needed > limit:
            *full, word = break_word(word, widths, limit)
            lines += full
            needed = widths[word]
        line = [word]
        room = limit - needed - blank
    lines.append(" ".join(line))
    return lines


def break_word(word: str, widths: fonts.WordWidths, limit: float) -> list[str]:
    """A word in pieces no wider than `limit` (at type size 1); a piece has at least one letter."""
    pieces: list[str] = []
    start, used = 0, 0.0
    for index, letter in enumerate(word):
        wide = widths[letter]
        if used + wide > limit and index > start:
            pieces.append(word[start:index])
            start, used = index, 0.0
        used += wide
    pieces.append(word[start:])
    return pieces


def width_of(line: str, style: Style) -> float:
    """How wide a cleaned line is, in points."""
    widths = fonts.word_widths(style.font)
    words = line.split(" ")
    return style.size * (sum([widths[word] for word in words]) + widths[" "] * (len(words) - 1))


def shorten(text: str, style: Style, width: float) -> str:
    """The text on one line of `width` points, ending in “…” if something had to go."""
    line = clean_line(text[:_MOST_ON_A_LINE])
    if len(text) <= _MOST_ON_A_LINE and width_of(line, style) <= width:
        return line
    widths = fonts.word_widths(style.font)
    first = break_word(line, widths, width / style.size - widths["…"])[0]
    return first.rstrip() + "…"


def heading_lines(title: str, style: Style, width: float) -> list[str]:
    """The heading of a column over three lines at most; a word wider than the column is cut, never broken."""
    title = clean_line(title)
    if any(width_of(word, style) > width for word in title.split(" ")):
        return [shorten(title, style, width)]
    return shorten_lines(wrap(title, style, width), 3, style, width)


def shorten_lines(lines: Sequence[str], most: int, style: Style, width: float) -> list[str]:
    """At most so many lines, the last one ending in “…” if something had to go."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], shorten(lines[most - 1] + "…" * 9, style, width).rstrip("…") + "…"]


class Pen:
    """Writes cleaned lines onto a canvas.

    It writes PDF's operators itself: reportlab's text object spends most of its time on numbers and on letters.
    What it writes belongs to the element that was begun; where none was, it is a paragraph.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._code = ["q BT"]
        self._style: Style | None = None
        self._ink: Any = None
        self._is_marked = False

    def begin(self, mark: str) -> None:
        """What is written from here on belongs to this mark of the canvas' `tags`."""
        self._code.append(mark)
        self._is_marked = True

    def end(self) -> None:
        """Here it ends."""
        self._code.append(tags.END)
        self._is_marked = False

    def write(self, x: float, baseline: float, lines: Iterable[str], style: Style) -> None:
        """Write lines under each other, the first with its baseline there."""
        if not self._is_marked:
            self.begin(self._canvas.tags.mark(self._canvas.tags.element("P")))
            self.write(x, baseline, lines, style)
            self.end()
            return
        if style is not self._style:
            self._set_style(style)
        self._move_to(x, baseline)
        for line in lines:
            # The blank at the end of a line keeps its last word from its next one where the text is read or copied.
            self._code.append(f"{self._shown(line + ' ')} T*")

    def write_piece(self, x: float, baseline: float, piece: str, style: Style) -> None:
        """Write a part of a line as it is, without marks of its own; the line goes on behind it."""
        if style is not self._style:
            self._set_style(style)
        self._move_to(x, baseline)
        self._code.append(self._shown(piece))

    def _shown(self, line: str) -> str:
        if line.isascii() or _MARK.search(line) is None:
            return show(line, self._ink)
        pieces = [piece for piece in _MARK.split(line) if piece]
        return " ".join([self._mark(piece) if piece in marks.MARKS else show(piece, self._ink) for piece in pieces])

    def _move_to(self, x: float, baseline: float) -> None:
        self._code.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")

    def _set_style(self, style: Style) -> None:
        self._style = style
        self._ink = ink_of(self._canvas, style)
        self._code.append(self._ink.select)

    def _mark(self, mark: str) -> str:
        marks.embed(self._canvas._doc)
        return f"/{marks.FONT} {self._ink.size:g} Tf ({marks.code(mark)}) Tj {self._ink.select}"

    def code(self) -> str:
        """The operators written so far, as one text object."""
        return "\n".join([*self._code, "ET Q"])

    def lift(self) -> None:
        """Put everything on the page; the pen is then used up."""
        self._canvas._code.append(tags.Marked(self.code()))
