"""The facts of an evidence pack: each piece of what shows something, numbered, with the file that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.evidence import label
from crm.rules.file_names import safe_file_name
from reports.facts.audience import level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.evidence import Piece

ABOUT = "about"
OPTIONS = tuple(
    Option(name, label_, OptionKind.RECORD, noun=noun, is_needed=True, one_of=ABOUT)
    for name, label_, noun in (
        ("agreement", mark("One agreement"), "agreements"),
        ("petition", mark("One petition or submission"), "petitions"),
        ("plan", mark("One advocacy plan"), "plans"),
        ("commitment", mark("One commitment"), "commitments"),
    )
)
FOLDER = "files"
"""Where the files lie in the pack."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence in the index; `name` is where its file lies in the pack, empty where there is none."""

    number: int
    about: str
    kind: str
    words: str
    seen: str
    name: str
    size: int
    sha256: str
    attachment_id: int | None


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """Everything the index says; the files with a `name` go beside it."""

    title: str
    scope: str
    shown: tuple[str, ...]
    pieces: tuple[Shown, ...]
    unproved: tuple[str, ...]
    """Promises said to be kept or done, of which nobody has seen anything."""
    organisation_name: str
    confidentiality: str
    made_on: date
    made_by: str
    read: Callable[[int], bytes] = field(repr=False, compare=False)
    """The bytes of an attachment, read when the pack is written."""

    @property
    def files(self) -> tuple[Shown, ...]:
        """The pieces with a file, each file once."""
        return tuple({piece.name: piece for piece in self.pieces if piece.name}.values())

    @property
    def about(self) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        """The pieces by the record they are about, in order."""
        groups: dict[str, list[Shown]] = {}
        for piece in self.pieces:
            groups.setdefault(piece.about, []).append(piece)
        return tuple((about, tuple(pieces)) for about, pieces in groups.items())


def gather(ask: Callable[..., Any], chosen: Chosen) -> EvidenceFacts:
    """Read what shows something of the matter chosen. Raises UserError("record-not-found")."""
    from crm.queries.attachments import read_attachment
    from crm.queries.evidence import list_matter, list_pieces, list_unproved
    from crm.queries.records import get_found

    about_id, noun = next((record, option.noun) for option in OPTIONS if (record := chosen.record(option.name)))
    scope = get_name(ask, about_id, noun)
    gate = Gate(ask, LEVELS[level_of(chosen)])
    matter = [record_id for record_id in ask(list_matter, about_id) if gate.passes(record_id)]
    found = [piece for piece in ask(list_pieces, matter) if gate.passes(piece.attachment_id)]
    own, withheld = _fit_to_leave(found, chosen)
    origin = get_origin(ask, chosen.made_by)
    return EvidenceFacts(
        title=_("Evidence"),
        scope=scope,
        shown=(*shown_words(chosen), *kept_back_words(gate, chosen), *withheld),
        pieces=_numbered(own),
        unproved=tuple(each.name for each in ask(get_found, ask(list_unproved, matter))),
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name),
        made_on=chosen.today,
        made_by=origin.made_by,
        read=partial(ask, read_attachment),
    )


def _fit_to_leave(pieces: Sequence[Piece], chosen: Chosen) -> tuple[list[Piece], tuple[str, ...]]:
    """What may leave the house: of meetings only what is called evidence, since sign-in sheets name who came."""
    if reader_of(chosen).is_at_home:
        return list(pieces), ()
    fit = [piece for piece in pieces if piece.kind or piece.noun != "engagements"]
    count = len(pieces) - len(fit)
    words = ngettext(
        "{count} file of a meeting stays with us: it may name who came",
        "{count} files of meetings stay with us: they may name who came",
        count,
    )
    return fit, (words,) if count else ()


def _numbered(pieces: Sequence[Piece]) -> tuple[Shown, ...]:
    names: dict[str, str] = {}
    return tuple(_shown(number, piece, names) for number, piece in enumerate(pieces, start=1))


def _shown(number: int, piece: Piece, names: dict[str, str]) -> Shown:
    """A file that shows two things lies in the pack once, under the number of the first."""
    name = ""
    if piece.attachment_id is not None:
        name = names.setdefault(piece.sha256, f"{FOLDER}/{number:03} {safe_file_name(piece.file_name) or 'file'}")
    seen = " · ".join(part for part in (format_day(piece.seen_on) if piece.seen_on else "", piece.seen_by) if part)
    kind = label(piece.kind) if piece.kind else _("File kept with it")
    size = piece.size if name else 0
    return Shown(number, piece.about, kind, piece.words, seen, name, size, piece.sha256, piece.attachment_id)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The agreement and the petition with most to show."""
    from crm.queries.agreements import AgreementsFilter, list_agreements
    from crm.queries.evidence import list_matter, list_pieces
    from crm.queries.petitions import PetitionsFilter, list_petitions

    def richest(records: Sequence[int]) -> list[int]:
        counted = sorted((-len(ask(list_pieces, ask(list_matter, each))), each) for each in records)
        return [each for count, each in counted[:1] if count]

    agreements = richest(ask(list_agreements, AgreementsFilter()))
    petitions = richest(ask(list_petitions, PetitionsFilter(status="all")))
    return [
        *({"agreement": f"agreements:{each}"} for each in agreements),
        *({"petition": f"petitions:{each}"} for each in petitions),
    ]
