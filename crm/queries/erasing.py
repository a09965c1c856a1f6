"""What erasing a person would do: what goes, what stays under no name, and which texts somebody has to read.

It goes by the tables themselves: a row that cannot be without what goes, goes with it, and a column that may be empty
is emptied. So a table that is added later cannot be forgotten.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import peewee

from crm.exchange.file_words import FileWords, words_in
from crm.queries.base import chunks, ids, marks, one, rows
from crm.queries.export_workspace import fields_of, name_of
from crm.queries.records import get_found
from crm.queries.traces import Traces, get_traces
from crm.rules import history_words
from crm.rules.erasing import Kind, Span, uuid_hash
from crm.rules.errors import EnvironmentProblem, UserError
from crm.rules.requests import Kind as AskedFor
from crm.rules.requests import Status
from crm.store import blobs, forgetting
from crm.store.backups import Progress, unwatched
from crm.store.engine import database
from crm.store.forgetting import Forgetting
from crm.tables.all import NOUNS, TABLES
from crm.tables.base import Record, Table
from crm.tables.imports import Imported
from crm.tables.links import Link, links_to, links_to_any_record
from crm.tables.offices import Role
from crm.tables.people import Person
from crm.tables.privacy import Erasure, HandOver, Mention
from crm.tables.reports import SavedReport
from crm.tables.team import Setting
from resources.translations import _, ngettext

JSON_COLUMNS = {(Imported, "fields"), (HandOver, "options"), (SavedReport, "options"), (Setting, "value")}
"""Texts for machines: the person is covered in them at once, there is nothing to read."""
_KEYS = {(Imported, "key")}
_NO_TEXTS = frozenset(("noun", "uuid", "fold", "sort_name", "normal", "sha256", "uuid_hash", "text_hash", "tbl", "col"))
_STAY_NAMELESS: tuple[type[Table], ...] = (Role,)
"""Parts of a person that a record of nobody keeps: which posts were held when."""
_NOUN_TABLES = {name for names in NOUNS.values() for name in names}

Rows = dict[type[Table], set[int]]


# --- What goes, and what lets go -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Going:
    """The rows that go with a person, and the columns of others that let go of them."""

    rows: Rows
    unlinked: tuple[tuple[Link, int], ...]
    """A column that may be empty, and the id in it that goes."""

    def has(self, table: type[Table], row_id: int) -> bool:
        """Whether this row goes."""
        return row_id in self.rows.get(table, ())

    @property
    def records(self) -> frozenset[int]:
        """The records that go whole."""
        return frozenset(self.rows.get(Record, ()))


def find_going(person_id: int, kind: Kind) -> Going:
    """What goes when this person does, or all but the record and its offices when it stays as one of nobody."""
    found: Rows = {Person: {person_id}}
    unlinked: list[tuple[Link, int]] = []
    todo: list[tuple[type[Table], int]] = [(Person, person_id)]
    while todo:
        table, row_id = todo.pop()
        for link, pointing in _pointing(table, row_id):
            if _may_be_empty(link):
                unlinked.append((link, row_id))
                continue
            if kind is Kind.ANONYMISE and link.table in _STAY_NAMELESS and row_id == person_id:
                continue
            new = set(pointing) - found.setdefault(link.table, set())
            found[link.table] |= new
            todo += [(link.table, each) for each in new]
    found[Record] = {row_id for table, here in found.items() if name_of(table) in _NOUN_TABLES for row_id in here}
    if kind is Kind.ANONYMISE:
        for table in (Person, Record):
            found[table].discard(person_id)
        unlinked = [(link, row_id) for link, row_id in unlinked if row_id != person_id]
    return Going({table: here for table, here in found.items() if here}, tuple(unlinked))


def _pointing(table: type[Table], row_id: int) -> Iterator[tuple[Link, list[int]]]:
    """The columns that hold this row's id, and the rows in which they do."""
    name = name_of(table)
    for link in links_to("record", name) if name in _NOUN_TABLES else links_to(name):
        found = ids(f'SELECT id FROM "{name_of(link.table)}" WHERE "{link.column}" = ?', row_id)
        if found:
            yield link, found


def _may_be_empty(link: Link) -> bool:
    return bool(link.table._meta.columns[link.column].null)


# --- Texts that name the person --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naming:
    """A text of a row that stays, in which the person is named."""

    table: type[Table]
    row_id: int
    column: str
    record_id: int
    text: str
    spans: tuple[Span, ...]
    is_all: bool
    """Whether it is the name and nothing else: covered at once."""


def find_namings(traces: Traces, going: Going) -> list[Naming]:
    """Every text that stays and names the person; a given name alone counts on records that have to do with them."""
    near = _near(traces.person_id)
    sure = list(_namings(traces, going, near))
    also = {naming.record_id for naming in sure} - near
    if also:
        seen = {(naming.table, naming.row_id, naming.column) for naming in sure}
        more = _namings(traces, going, also, only=also)
        sure += [each for each in more if (each.table, each.row_id, each.column) not in seen]
    return sure


def _near(person_id: int) -> set[int]:
    """The records on which the person stands."""
    found: set[int] = {person_id}
    for link in links_to("record", "person"):
        owner = link.table.owner
        found |= set(ids(f'SELECT "{owner}" FROM "{name_of(link.table)}" WHERE "{link.column}" = ?', person_id))
    return found


def texts_of(table: type[Table]) -> list[str]:
    """The columns of a table in which somebody may write a name."""
    return [name for name, each in fields_of(table) if isinstance(each, peewee.TextField) and name not in _NO_TEXTS]


def _namings(
    traces: Traces, going: Going, near: Collection[int], only: Collection[int] | None = None
) -> Iterator[Naming]:
    for table in TABLES:
        columns = texts_of(table)
        if not columns or table in (Erasure, Mention):
            continue
        for row_id, owner, *texts in _texts(table, columns, only):
            if going.has(table, row_id) or owner in going.records or (table is Person and row_id == traces.person_id):
                continue
            for column, text in zip(columns, texts, strict=True):
                if not text:
                    continue
                if (table, column) in JSON_COLUMNS:
                    is_named = "\\" in text or traces.find(text)  # what is escaped hides where an address begins
                    if is_named and traces.covered_json(text) != text:
                        yield Naming(table, row_id, column, owner, text, (), is_all=True)
                elif spans := traces.find(text, is_near=owner in near):
                    at_once = (table, column) in _KEYS or traces.is_all(text, spans)
                    yield Naming(table, row_id, column, owner, text, tuple(spans), at_once)


def _texts(table: type[Table], columns: list[str], only: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in ("id", table.owner, *columns))
    sql = f'SELECT {names} FROM "{name_of(table)}"'
    if only is None:
        yield from rows(sql)
        return
    for part in chunks(sorted(only)):
        yield from rows(f'{sql} WHERE "{table.owner}" IN ({marks(part)})', *part)


# --- Files -----------------------------------------------------------------------------------------------------------


ABOUT_SHOWN = 32
"""Letters of a record's name that stand beside a file's."""


@dataclass(frozen=True)
class File:
    """A file or a paper that is kept, what it is called, and of what it is."""

    record_id: int
    about_id: int
    name: str
    sha256: str
    about: str = ""
    """What the record is called with which it is kept."""
    span: Span | None = None
    """Where the person is named first in what it says."""

    @property
    def words(self) -> str:
        """“scan.pdf (Meeting with the mayor)”, however long the name of the record is."""
        about = self.about if len(self.about) <= ABOUT_SHOWN else f"{self.about[:ABOUT_SHOWN].rstrip()}…"
        return f"{self.name} ({about})" if about else self.name


@dataclass(frozen=True)
class Files:
    """What becomes of files: those of the person alone, papers handed over that name them, others that do."""

    going: tuple[File, ...] = ()
    shared: tuple[File, ...] = ()
    """Of the person, and the same bytes stay because another record has them too."""
    papers: tuple[File, ...] = ()
    naming: tuple[File, ...] = ()
    """Files of other records in which the name stands: somebody looks at them afterwards."""
    unread: tuple[File, ...] = ()
    """Files of other records that were not read to their end, and in which no name was found."""
    near: tuple[File, ...] = ()
    """Those among them that are kept with a record that has to do with the person."""


def find_files(traces: Traces, going: Going, progress: Progress = unwatched) -> Files:
    """The files that go, those that stay, and where the name stands in them; what `progress` raises stops it."""
    kept = [File(*row) for row in rows("SELECT id, about_id, file_name, sha256 FROM attachment ORDER BY id")]
    papers = [File(*row) for row in rows("SELECT id, id, title, sha256 FROM hand_over WHERE is_kept = 1 ORDER BY id")]
    leaving = [file for file in kept if file.record_id in going.records]
    staying = [file for file in kept if file.record_id not in going.records]
    near = _near(traces.person_id)
    looked = _Looked(traces, near, (*staying, *papers), progress)
    held = {file.sha256 for file in (*staying, *papers)}
    named, unread = looked.named(staying), looked.unread(staying)
    return Files(
        tuple(file for file in leaving if file.sha256 not in held),
        tuple(file for file in leaving if file.sha256 in held),
        tuple(looked.named(papers)),
        tuple(_with_records(named)),
        tuple(_with_records(unread)),
        tuple(file for file in unread if file.about_id in near),
    )


class _Looked:
    """What looking for the person in files found; the same bytes are read once."""

    def __init__(self, traces: Traces, near: Collection[int], files: Iterable[File], progress: Progress) -> None:
        self._traces, self._near = traces, near
        self._found: dict[tuple[str, bool], Span | None] = {}
        self._whole: set[str] = set()
        by_bytes: dict[str, list[File]] = defaultdict(list)
        for file in files:
            by_bytes[file.sha256].append(file)
        for done, (sha256, same) in enumerate(by_bytes.items()):
            self._look(sha256, same, partial(progress, done, len(by_bytes)))
        progress(len(by_bytes), len(by_bytes))

    def _look(self, sha256: str, same: Sequence[File], on_step: Callable[[], object]) -> None:
        on_step()
        try:
            data = blobs.get(database.raw(), sha256)
        except EnvironmentProblem:  # its bytes are damaged or gone: that keeps nobody from being erased
            return
        words = words_in(data, same[0].name, on_step)
        if words.is_whole:
            self._whole.add(sha256)
        for is_near in {file.about_id in self._near for file in same}:
            self._found[sha256, is_near] = self._place(words, is_near, on_step)

    def _place(self, words: FileWords, is_near: bool, on_step: Callable[[], object]) -> Span | None:
        """Where the person is named first."""
        for begin, piece in words.pieces():
            on_step()
            if spans := self._traces.find(piece, is_near=is_near):
                return begin + spans[0][0], begin + spans[0][1]
        return None

    def named(self, files: Iterable[File]) -> list[File]:
        """Those in which the person is named, each with the place."""
        return [replace(file, span=span) for file in files if (span := self._span(file)) is not None]

    def unread(self, files: Iterable[File]) -> list[File]:
        """Those of which nobody knows."""
        return [file for file in files if self._span(file) is None and file.sha256 not in self._whole]

    def _span(self, file: File) -> Span | None:
        return self._found.get((file.sha256, file.about_id in self._near))


def _with_records(files: Sequence[File]) -> list[File]:
    """The files with the names of the records they are kept with."""
    names = {each.id: each.name for each in get_found([file.about_id for file in files])}
    return [replace(file, about=names.get(file.about_id, "")) for file in files]


# --- All of it, before it is done ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ErasurePreview:
    """What erasing this person, or making the record nameless, would do."""

    person_id: int
    name: str
    kind: Kind
    going: tuple[str, ...]
    """“3 contact details”, counted by what they are."""
    staying: tuple[str, ...]
    """What stays, and how, in sentences."""
    files: Files
    covered: int
    to_review: int
    operations: int
    labels: int
    seen_change: int = field(default=0)


def check_may_go(person_id: int, kind: Kind, request_id: int | None = None) -> None:
    """Look whether this person may be erased.

    Raises UserError: "erase-no-person", "erase-organisation", "erase-colleague", "erase-nameless",
    "erase-request-of-other" where the request named is not this person's,
    "erase-open-request" for somebody who asked to see or correct something and is not answered yet,
    "identity-not-seen" where it is asked for by somebody of whom nobody has seen who it is.
    """
    found = one("SELECT noun FROM record WHERE id = ?", person_id)
    if found is None or found[0] not in ("people", "organisations"):
        raise UserError("erase-no-person")
    if found[0] == "organisations":
        raise UserError("erase-organisation")
    name, nameless_on = rows("SELECT name, anonymised_on FROM person WHERE id = ?", person_id)[0]
    colleague = one('SELECT name FROM "user" WHERE person_id = ?', person_id)
    if colleague:
        raise UserError("erase-colleague", name=colleague[0])
    if nameless_on and kind is Kind.ANONYMISE:
        raise UserError("erase-nameless", name=name)
    if request_id is not None and not ids(
        "SELECT id FROM access_request WHERE id = ? AND person_id = ?", request_id, person_id
    ):
        raise UserError("erase-request-of-other", name=name)
    _check_requests(person_id, name, request_id or find_request_to_go(person_id))


def _check_requests(person_id: int, name: str, request_id: int | None) -> None:
    for found, reference, kind, status in rows(
        "SELECT id, reference, kind, status FROM access_request WHERE person_id = ? AND status <> ? ORDER BY id",
        person_id,
        Status.ANSWERED,
    ):
        if found == request_id and status == Status.RECEIVED:
            raise UserError("identity-not-seen", reference=reference)
        if kind not in _ASK_TO_GO:
            raise UserError("erase-open-request", name=name, reference=reference)


_ASK_TO_GO = (AskedFor.DELETE, AskedFor.WITHDRAW_CONSENT, AskedFor.OBJECT)
"""What is asked of us that erasing answers."""


def find_request_to_go(person_id: int) -> int | None:
    """The open request in which the person asked for it."""
    found = ids(
        f"SELECT id FROM access_request WHERE person_id = ? AND status <> ? AND kind IN ({marks(_ASK_TO_GO)}) "
        "ORDER BY kind <> ?, id",
        person_id,
        Status.ANSWERED,
        *_ASK_TO_GO,
        AskedFor.DELETE,
    )
    return found[0] if found else None


def get_erasure_preview(
    person_id: int, kind: Kind, request_id: int | None = None, progress: Progress = unwatched
) -> ErasurePreview:
    """What it would do; nothing is written. Raises UserError as `check_may_go`."""
    check_may_go(person_id, kind, request_id)
    traces = get_traces(person_id)
    going = find_going(person_id, kind)
    namings = find_namings(traces, going)
    planned = forgetting.plan(database.raw(), forgetting_of(traces, going, namings, kind))
    (name,) = rows("SELECT name FROM person WHERE id = ?", person_id)[0]
    at_once = sum(naming.is_all for naming in namings)
    return ErasurePreview(
        person_id,
        name,
        kind,
        tuple(_going_words(going, kind)),
        tuple(_staying(person_id, kind)),
        find_files(traces, going, progress),
        at_once,
        len(namings) - at_once,
        len(planned.operations),
        len(planned.labels),
    )


def forgetting_of(traces: Traces, going: Going, namings: Iterable[Naming], kind: Kind) -> Forgetting:
    """What is covered in the journal: also of rows that went with the person before, or were taken back."""
    gone = {(name_of(table), row_id) for table, here in going.rows.items() for row_id in here}
    records = set(going.records.union(traces.record_ids))
    pointing, todo = _once_pointing(), list(records)
    while todo:
        for table, row_id in pointing.get(todo.pop(), ()):
            gone.add((table, row_id))
            if table in _NOUN_TABLES and row_id not in records:
                records.add(row_id)
                todo.append(row_id)
    near = _near(traces.person_id) | {naming.record_id for naming in namings}
    unlinks = records if kind is Kind.ERASE else records - {traces.person_id}
    return Forgetting(records, gone, _Covering(traces), near, unlinks, find_links())


def find_links() -> frozenset[tuple[str, str]]:
    """The tables and columns that point at a record."""
    return frozenset((name_of(link.table), link.column) for link in links_to_any_record())


def _once_pointing() -> dict[int, list[tuple[str, int]]]:
    """Rows that are no longer there, by the record without which they could not have been."""
    columns: dict[str, list[str]] = defaultdict(list)
    for link in links_to("record", "person"):
        if not _may_be_empty(link):
            columns[name_of(link.table)].append(link.column)
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for table, row_id, old in rows("SELECT tbl, row_id, old FROM change WHERE kind = '-' AND old IS NOT NULL"):
        if table in columns:
            values = json.loads(old)
            for column in columns[table]:
                if values.get(column):
                    found[values[column]].append((table, row_id))
    return found


class _Covering:
    """Covers a text of the journal; what looks like JSON is covered inside it.

    Nobody reads it before, so on a record that has nothing to do with the person a surname that others bear stays.
    """

    def __init__(self, traces: Traces) -> None:
        self._traces = traces

    def __call__(self, text: str, is_near: bool) -> str:
        if text[:1] in ("{", "["):
            try:
                return self._traces.covered_json(text, is_sure=not is_near)
            except json.JSONDecodeError:
                pass
        return self._traces.covered(text, is_near=is_near, is_sure=not is_near)


def _going_words(going: Going, kind: Kind) -> Iterator[str]:
    counted: Mapping[str, int] = Counter(
        {history_words.thing(name_of(table)): len(here) for table, here in going.rows.items() if table is not Record}
    )
    if kind is Kind.ANONYMISE:
        yield _("name, notice, ground and all else that says who it is")
    for thing, number in counted.items():
        yield f"{thing} ({number})" if number > 1 else thing


def _staying(person_id: int, kind: Kind) -> Iterator[str]:
    """What stays of the person, and as what."""
    promised, attended, held, asked = (
        int(rows(sql, *[person_id] * sql.count("?"))[0][0])
        for sql in (
            "SELECT count(*) FROM commitment WHERE maker_id = ? OR bound_id = ?",
            "SELECT count(*) FROM attendance WHERE person_id = ?",
            "SELECT count(*) FROM role WHERE person_id = ?",
            "SELECT count(*) FROM access_request WHERE person_id = ?",
        )
    )
    if promised:
        yield ngettext(
            "{count} promise stays, and binds the office or body that gave it",
            "{count} promises stay, and bind the office or body that gave them",
            promised,
        )
    if attended:
        yield ngettext(
            "{count} attendance stays in the count, under no name",
            "{count} attendances stay in the count, under no name",
            attended,
        )
    if held and kind is Kind.ANONYMISE:
        yield ngettext(
            "{count} office stays: that it was held, and when",
            "{count} offices stay: that they were held, and when",
            held,
        )
    if asked:
        yield ngettext(
            "{count} request under POPIA stays in the register, under no name",
            "{count} requests under POPIA stay in the register, under no name",
            asked,
        )


def find_erased(hashes: Collection[str]) -> list[tuple[int, str]]:
    """People who are there and of whom the hash says that they were erased: the id and the hash.

    Who was erased in this very database cannot be there: everybody is looked through only for an erasure it lacks.
    """
    done = {key for (key,) in rows("SELECT uuid_hash FROM erasure")}
    if done.issuperset(hashes):
        return []
    found = rows("SELECT r.id, r.uuid FROM record r JOIN person p ON p.id = r.id ORDER BY r.id")
    return [(person_id, key) for person_id, uuid in found if (key := uuid_hash(uuid)) in hashes]
