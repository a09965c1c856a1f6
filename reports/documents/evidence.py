"""The index of an evidence pack: what shows what, by the record it is about, and where its file lies in the pack."""

from __future__ import annotations

from typing import Any

from reports.documents import head
from reports.facts.evidence import EvidenceFacts, Shown
from reports.forms.pack import pack
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext

_KILOBYTE = 1024


def build(facts: EvidenceFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    return page.render([*_head(facts), *_index(facts), *_unproved(facts)], _identity(facts), invariant=invariant)


def build_pack(facts: EvidenceFacts, *, invariant: bool = False) -> page.Rendered:
    """The ZIP of the index and the files. Raises EnvironmentProblem("attachment-damaged")."""
    index = build(facts, invariant=invariant)
    files = ((piece.name, facts.read(piece.attachment_id)) for piece in facts.files if piece.attachment_id)
    return page.Rendered(pack(index.data, files, invariant=invariant), index.pages)


def _identity(facts: EvidenceFacts) -> page.Identity:
    return head.identity_of(
        facts, f"{facts.title}: {facts.scope}", _("What shows what became of {matter}").format(matter=facts.scope)
    )


def _head(facts: EvidenceFacts) -> list[Any]:
    rows = [
        (_("Shown"), "; ".join(facts.shown)),
        head.made_row(facts),
        (_("Confidential"), facts.confidentiality),
    ]
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=3),
        Facts(rows),
        TextBlock(_summary(facts), styles.SUMMARY),
    ]


def _summary(facts: EvidenceFacts) -> str:
    if not facts.pieces:
        return _("Nothing was kept that shows what became of it.")
    pieces = ngettext("{count} piece of evidence", "{count} pieces of evidence", len(facts.pieces))
    files = ngettext("{count} file", "{count} files", len(facts.files))
    sentences = [_("{pieces}, with {files} in the pack.").format(pieces=pieces, files=files)]
    if facts.files:
        sentences.append(
            _("Each file's SHA-256 is printed beside it: whoever reckons it again knows that the file is the same.")
        )
    return " ".join(sentences)


def _index(facts: EvidenceFacts) -> list[Any]:
    if not facts.pieces:
        return []
    columns = [
        Column(_("No."), 0.4, is_right=True),
        Column(_("What it is"), 2.4),
        Column(_("Seen"), 1.5),
        Column(_("File in the pack and its SHA-256"), 3.4),
    ]
    rows: list[Row] = []
    for about, pieces in facts.about:
        rows.append(GroupHeading(about, outline=1))
        rows += [_entry(piece) for piece in pieces]
    return [Register(columns, rows, [TextBlock(_("Index"), styles.HEADING, outline=0)])]


def _entry(piece: Shown) -> Entry:
    what = [Block(piece.words or piece.kind, styles.CELL_BOLD)]
    if piece.words:
        what.append(Block(piece.kind, styles.CELL_NOTE))
    if not piece.name:
        return Entry(((Block(str(piece.number)),), tuple(what), (Block(piece.seen),), (Block(_("no file")),)))
    file = (
        Block(_("{name} ({size})").format(name=piece.name, size=size_words(piece.size))),
        Block(piece.sha256, styles.CELL_NOTE),
    )
    return Entry(((Block(str(piece.number)),), tuple(what), (Block(piece.seen),), file))


def size_words(size: int) -> str:
    """“34 kB”, never less than one."""
    return _("{count} kB").format(count=max(1, round(size / _KILOBYTE)))


def _unproved(facts: EvidenceFacts) -> list[Any]:
    if not facts.unproved:
        return []
    lead = [
        TextBlock(_("Said to be done, nothing seen"), styles.HEADING, outline=0),
        TextBlock(_("Promises that are called kept or done, for which there is no evidence here."), styles.NOTE_AFTER),
    ]
    return [*lead, *(TextBlock(name, styles.ITEM) for name in facts.unproved)]
