"""What a community is told: the matters of a place, a CSO or one record, each in plain words of its languages.

Only what somebody wrote by hand is told. What is not written in a language, or has no label there, is listed before
the paper is made; when it is made all the same, it says so in that place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.errors import UserError
from crm.rules.languages import language_name
from crm.rules.plain_words import Part, Stands, english, label, wanted_parts
from reports.facts.audience import Audience, reader_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.period import OPTIONS as PERIOD
from reports.facts.period import read_period
from reports.facts.workspace import get_home_ways, get_name, get_origin
from reports.languages import LANGUAGE, speech_of
from reports.options import Chosen, Option, OptionKind
from resources.translations import ENGLISH, LANGUAGES, Speech, mark

if TYPE_CHECKING:
    from crm.queries.plain_words import Matter, Told

Ask = Callable[..., Any]

MOST = 10
"""Matters on one paper: more are not read."""
NO_SECOND = "none"
SHOWN, LISTED = "show", "list"
AUDIENCES = (Audience.COMMUNITY, Audience.PARTNERS)

TITLE = mark("What became of it")
WHOM = mark("Whom to ask")
ASK_US = mark("Ask us")
NOT_WRITTEN = mark("not yet written in {language}")
MORE = mark("More: {count}")
_LABELS = (TITLE, WHOM, ASK_US, MORE, *(english(each) for each in (*Part, *Stands)))

ABOUT = (
    Option("place", mark("One place, with all that lies in it"), OptionKind.RECORD, noun="places", one_of="about"),
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations", one_of="about"),
    Option("petition", mark("One petition"), OptionKind.RECORD, noun="petitions", one_of="about"),
    Option("plan", mark("One plan"), OptionKind.RECORD, noun="plans", one_of="about"),
    Option("issue", mark("One issue"), OptionKind.RECORD, noun="issues", one_of="about"),
)
WRITTEN = Option(
    "which",
    mark("Which matters"),
    OptionKind.CHOICE,
    (("all", mark("All that moved")), ("written", mark("Only those in plain words"))),
)
ALLOW = Option(
    "missing",
    mark("What is not yet written"),
    OptionKind.CHOICE,
    ((LISTED, mark("List it first")), (SHOWN, mark("Print “…” in its place"))),
)
SECOND = Option(
    "second",
    mark("Second language, beside the first"),
    OptionKind.CHOICE,
    ((NO_SECOND, mark("None")), *((code, language_name(code)) for code in LANGUAGES)),
)
OPTIONS = (*ABOUT, WRITTEN, ALLOW, *PERIOD)
TWO_LANGUAGES = (*ABOUT, SECOND, WRITTEN, ALLOW, *PERIOD)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence under its label; no label where the language has none, and “…” where it is not written."""

    part: Part
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """What is said of one matter in one language."""

    language: str
    status: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One matter."""

    reference: str
    noun: str
    place: str
    stands: Stands
    columns: tuple[Column, ...]
    whom: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """What has to be written first: a sentence of a record, or a label of the paper, in a language."""

    what: str
    language: str
    reference: str = ""
    noun: str = ""
    record_id: int = 0

    @property
    def words(self) -> str:
        """“C-2026-0001 What happened (Setswana)”."""
        return f"{self.reference} {self.what} ({language_name(self.language)})".strip()


@dataclass(frozen=True, slots=True)
class TellingFacts:
    """Everything the paper says."""

    scope: str
    titles: tuple[str, ...]
    whom_labels: tuple[str, ...]
    ask_us_labels: tuple[str, ...]
    more_labels: tuple[str, ...]
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    total: int
    organisation_name: str
    reach: tuple[str, ...]
    made_on: date


def gather(ask: Ask, chosen: Chosen) -> TellingFacts:
    """Read what was asked for. Raises UserError: "plain-words-missing", "nothing-to-tell", "report-period-reversed"."""
    from crm.queries.plain_words import get_plain_words_of

    matters = _matters(ask, chosen)
    told: dict[int, Told] = ask(get_plain_words_of, [one.id for one in matters])
    if chosen.choice(WRITTEN.name) == "written":
        matters = [one for one in matters if one.id in told]
    if not matters:
        raise UserError("nothing-to-tell")
    spoken = _spoken(ask, chosen)
    shown = matters[:MOST]
    _check(chosen, shown, told, spoken)
    gate = Gate(ask, LEVELS[reader_of(chosen).level])
    whom = _whom(ask, gate, shown, chosen.today)
    origin = get_origin(ask, "")
    return TellingFacts(
        scope=_scope(ask, chosen) or origin.organisation_name,
        titles=_said(spoken, TITLE),
        whom_labels=_said(spoken, WHOM),
        ask_us_labels=_said(spoken, ASK_US),
        more_labels=_said(spoken, MORE),
        languages=tuple(each.code for each in spoken),
        items=tuple(_item(one, told.get(one.id, {}), spoken, whom.get(one.whom_id or 0, "")) for one in shown),
        total=len(matters),
        organisation_name=origin.organisation_name,
        reach=get_home_ways(ask),
        made_on=chosen.today,
    )


def _matters(ask: Ask, chosen: Chosen) -> list[Matter]:
    from crm.queries.plain_words import MattersFilter, list_matters

    period = read_period(chosen)
    about = next((record for name in ("petition", "plan", "issue") if (record := chosen.record(name))), None)
    level = LEVELS[reader_of(chosen).level]
    wanted = MattersFilter(chosen.record("place"), chosen.record("cso"), about, level)
    found: list[Matter] = ask(list_matters, wanted, period.start, period.end)
    return found


def _spoken(ask: Ask, chosen: Chosen) -> tuple[Speech, ...]:
    """The languages side by side. Speeches of their own: a label that is missing is left out, and never English."""
    codes = (chosen.choices.get(LANGUAGE.name, ENGLISH), chosen.choices.get(SECOND.name, NO_SECOND))
    return tuple(speech_of(ask, code) for code in dict.fromkeys(codes) if code != NO_SECOND)


def say(spoken: Speech, text: str) -> str:
    """A text in a language; nothing where the language lacks it."""
    words = spoken.say(text)
    return "" if text in spoken.missing else words


def _said(spoken: Sequence[Speech], text: str) -> tuple[str, ...]:
    return tuple(say(each, text) for each in spoken)


def _check(chosen: Chosen, matters: Sequence[Matter], told: Mapping[int, Told], spoken: Sequence[Speech]) -> None:
    """What is missing is listed before it is printed. Raises UserError("plain-words-missing")."""
    if chosen.choice(ALLOW.name) == SHOWN:
        return
    lacking = [
        Lacking(label(part), each.code, one.reference, one.noun, one.id)
        for one in matters
        for each in spoken
        for part in wanted_parts(one.noun, told.get(one.id, {}))
        if part not in told.get(one.id, {}).get(each.code, {})
    ]
    lacking += [Lacking(text, each.code) for each in spoken for text in _LABELS if not say(each, text)]
    if lacking:
        what = "; ".join(each.words for each in lacking)
        raise UserError("plain-words-missing", count=len(lacking), what=what, lacking=tuple(lacking))


def _item(matter: Matter, told: Told, spoken: Sequence[Speech], whom: str) -> Item:
    parts = wanted_parts(matter.noun, told)
    columns = tuple(
        Column(
            each.code,
            say(each, english(matter.stands)),
            tuple(Sentence(part, say(each, english(part)), _words(told, each, part)) for part in parts),
        )
        for each in spoken
    )
    return Item(matter.reference, matter.noun, matter.place, matter.stands, columns, whom)


def _words(told: Told, spoken: Speech, part: Part) -> str:
    said = told.get(spoken.code, {}).get(part)
    if said is not None:
        return said.words
    return f"… ({NOT_WRITTEN.format(language=language_name(spoken.code))})"


def _whom(ask: Ask, gate: Gate, matters: Sequence[Matter], today: date) -> dict[int, str]:
    """Who has to answer: bodies and posts by their name, people by the office they hold."""
    from crm.queries.offices import get_office_words
    from crm.queries.records import get_found

    wanted = sorted({one.whom_id for one in matters if one.whom_id is not None and gate.passes(one.whom_id)})
    named = {}
    for found in ask(get_found, wanted):
        named[found.id] = ask(get_office_words, found.id, today) if found.noun == "people" else found.name
    return named


def _scope(ask: Ask, chosen: Chosen) -> str:
    """The place or CSO; of a record its reference only, as its title is in one language."""
    for option in ABOUT:
        if (record := chosen.record(option.name)) is not None:
            name = get_name(ask, record, option.noun)
            return name if option.name in ("place", "cso") else name.split()[0]
    return ""
