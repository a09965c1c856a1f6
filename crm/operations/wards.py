"""Bringing in a newer table of wards, and saying where places lie now; promises follow the place they were made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm.exchange.wards import WardLine, WardTable
from crm.operations.base import operation, row_of, update_row
from crm.operations.handing_over import look_again
from crm.operations.movements import add_step
from crm.operations.offices import make_seat_post
from crm.operations.reference import insert_places, place_row
from crm.queries.base import rows
from crm.queries.places import get_place_now
from crm.queries.wards import (
    BY_TABLE,
    PlaceQuestion,
    count_place_questions,
    find_council,
    get_place_words,
    is_redrawn,
    list_place_questions,
)
from crm.rules import clock
from crm.rules.demarcation import check_demarcation
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.tables.commitments import Commitment
from crm.tables.offices import Post
from crm.tables.places import Place, PlaceSuccessor
from resources.translations import _, ngettext


@dataclass(frozen=True)
class BroughtIn:
    """What a table of wards brought: how many wards are new, were here, or lie in municipalities that are not here."""

    demarcation: str
    new: int
    unchanged: int
    left_out: int
    successors: int
    """How many wards of before are now known to have gone into which new one."""
    moved: tuple[str, ...]
    """References of promises that went over to another ward, of which there was no doubt."""
    asks: int
    """How many promises and seats have to be asked about."""

    @property
    def label(self) -> str:
        """“Bring in 300 wards of 2026”."""
        wards = ngettext("{count} ward", "{count} wards", self.new)
        return _("Bring in {wards} of {demarcation}").format(wards=wards, demarcation=self.demarcation)

    @property
    def words(self) -> str:
        """What the table brought, in a few sentences."""
        wards = ngettext("{count} ward", "{count} wards", self.new)
        said = [_("{wards} of {demarcation} brought in.").format(wards=wards, demarcation=self.demarcation)]
        for count, words in (
            (
                self.left_out,
                ngettext(
                    "{count} lies in a municipality that is not here.",
                    "{count} lie in municipalities that are not here.",
                    self.left_out,
                ),
            ),
            (
                len(self.moved),
                ngettext("{count} promise went along.", "{count} promises went along.", len(self.moved)),
            ),
            (self.asks, ngettext("{count} has to be asked about.", "{count} have to be asked about.", self.asks)),
        ):
            said += [words] if count else []
        return " ".join(said)


@operation(lambda brought: brought.label)
def bring_in_wards(table: WardTable, demarcation: str) -> BroughtIn:
    """Add the wards of a newer demarcation beside the older ones, which stay as they are.

    A ward of the same code is not taken for the same place: only the table's own mapping says what became of one.
    Raises UserError: "demarcation-no-year", "wards-not-newer", "wards-change-nothing".
    """
    year = check_demarcation(demarcation)
    older = [row.demarcation for row in Place.select(Place.demarcation).where(Place.kind == "ward").distinct()]
    if any(each > year for each in older):
        raise UserError("wards-not-newer", demarcation=year, newest=max(older))
    known = _codes_of(year)
    municipalities = _municipalities(table.wards)
    new = [ward for ward in table.wards if ward.code not in known and ward.municipality_code in municipalities]
    left_out = sum(ward.municipality_code not in municipalities for ward in table.wards)
    _add_wards(new, municipalities, year, table.source_name)
    successors = _add_mapping(table.mapping, year)
    if not new and not successors:
        raise UserError("wards-change-nothing", file=table.source_name, demarcation=year)
    moved = _follow_places()
    unchanged = len(table.wards) - len(new) - left_out
    return BroughtIn(year, len(new), unchanged, left_out, successors, moved, count_place_questions())


def _codes_of(demarcation: str) -> dict[str, int]:
    found = Place.select(Place.id, Place.code).where((Place.kind == "ward") & (Place.demarcation == demarcation))
    return {row.code: int(row.id) for row in found}


def _municipalities(wards: Iterable[WardLine]) -> dict[str, int]:
    """The municipalities of the table by code; one that is new is made where its province's others are here."""
    found = {
        str(row.code): int(row.id)
        for row in Place.select(Place.id, Place.code).where(Place.kind.in_(("local", "metropolitan")))
    }
    provinces = {
        fold(name): place_id
        for name, place_id in rows(
            "SELECT p.name, p.id FROM place p WHERE p.kind = 'province' AND EXISTS (SELECT 1 FROM place m "
            "LEFT JOIN place d ON d.id = m.parent_id WHERE m.kind = 'local' AND p.id IN (m.parent_id, d.parent_id))"
        )
    }
    new = {
        ward.municipality_code: ward
        for ward in wards
        if ward.municipality_code not in found and fold(ward.province) in provinces
    }
    values = [place_row(w.municipality, "local", code, provinces[fold(w.province)]) for code, w in new.items()]
    return found | dict(zip(new, insert_places(values, _("table of wards")), strict=True))


def _add_wards(new: Sequence[WardLine], municipalities: Mapping[str, int], year: str, source: str) -> None:
    values = []
    for ward in new:
        name = f"{ward.municipality} ward {ward.number}"
        values.append(place_row(name, "ward", ward.code, municipalities[ward.municipality_code], year))
    insert_places(values, source)


def _add_mapping(mapping: Iterable[tuple[str, str]], year: str) -> int:
    """Keep which wards of the demarcation before went into which; returns how many pairs are new."""
    newest = _codes_of(year)
    before: dict[str, int] = {}
    for code, place_id in rows(
        "SELECT code, id FROM place WHERE kind = 'ward' AND demarcation < ? ORDER BY demarcation, id", year
    ):
        before[code] = place_id
    known = {(row.record_id, row.successor_id) for row in PlaceSuccessor.select()}
    pairs = {(before[old], newest[new]) for old, new in mapping if old in before and new in newest} - known
    for record_id, successor_id in sorted(pairs):
        PlaceSuccessor.insert(record_id=record_id, successor_id=successor_id, note=BY_TABLE).execute()
    return len(pairs)


def _follow_places() -> tuple[str, ...]:
    """Promises go over to the seat of the ward where their place lies now, as far as a table leaves no doubt."""
    moved = []
    for question in list_place_questions():
        ward_id = get_place_now(question.place_id, BY_TABLE)
        if question.reference and ward_id != question.place_id and not is_redrawn(ward_id):
            _move(question, ward_id)
            moved.append(question.reference)
    return tuple(moved)


@operation(lambda references: _("Say where {what} lies now").format(what=", ".join(references)))
def answer_places(answers: Mapping[int, int]) -> list[str]:
    """Say in which ward the place of a promise, or a seat, lies now: the commitment or post → the ward.

    It is remembered for the place, and a promise of a ward's seat goes over to the seat of that ward.
    Returns what was answered about. Raises UserError("no-place-asked"), ("not-a-ward-now").
    """
    asked = {question.record_id: question for question in list_place_questions()}
    said = []
    for record_id, ward_id in answers.items():
        question = asked.get(record_id)
        if question is None:
            raise UserError("no-place-asked", id=record_id)
        ward = row_of(Place, ward_id)
        if ward["kind"] != "ward" or is_redrawn(ward_id):
            raise UserError("not-a-ward-now", place=ward["name"])
        _remember(question.place_id, ward_id)
        if question.reference:
            _move(question, ward_id)
        said.append(question.reference or question.words)
    return said


def _remember(place_id: int, ward_id: int) -> None:
    known = PlaceSuccessor.select().where(
        (PlaceSuccessor.record_id == place_id) & (PlaceSuccessor.successor_id == ward_id)
    )
    if not known.exists():
        PlaceSuccessor.insert(record_id=place_id, successor_id=ward_id, note="").execute()


def _move(question: PlaceQuestion, ward_id: int) -> None:
    """What an older ward's seat is bound by, or owed, is the seat's of the ward now; the place stays as it was made."""
    row = row_of(Commitment, question.record_id)
    moved = False
    for column in ("bound_id", "owed_to_id"):
        post = Post.get_or_none(Post.id == row[column]) if row[column] else None
        if post is not None and is_redrawn(post.place_id):
            body = find_council(row_of(Place, ward_id)["parent_id"]) or post.organisation_id
            new = make_seat_post(body, post.title, ward_id)
            update_row(Commitment, question.record_id, **{column: new})
            look_again(int(post.id))
            look_again(new)
            moved = True
    if moved:
        note = _("Now with {place}").format(place=get_place_words(ward_id))
        add_step(question.record_id, row["status"], row["status"], max(clock.today(), row["made_on"]), note=note)
