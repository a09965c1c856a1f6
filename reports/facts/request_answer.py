"""The facts of an answer under POPIA: what was given, what was covered, and that something was withheld.

Each thing was read and decided upon; what was withheld is counted under its ground and says nothing of its content
(PAIA section 56(3)(b)). A draft may be made at any time, and says on every page that it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from crm.rules.file_names import safe_file_name
from crm.rules.privacy import REGULATOR
from crm.rules.requests import (
    DRAFT,
    HISTORY,
    PAIA_COMPLAINTS,
    STAGE,
    Choice,
    Kind,
    Outcome,
    brings_what_is_held,
    cited,
    ground_words,
    is_under_paia,
    label,
    outcome_of,
    wants_reading,
)
from reports.facts.access_request import FOLDER, HeldFile, Item, Section, sections_of
from reports.facts.audience import OURSELVES, Audience, Names, Reader
from reports.facts.redaction import redact
from reports.facts.workspace import get_home_ways, get_officer, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.requests import Item as Read
    from crm.queries.requests import RequestRow

REQUEST = "request"
WHICH = Option(REQUEST, mark("Request"), OptionKind.RECORD, noun="requests", is_needed=True)
OPTIONS = (
    WHICH,
    Option(
        STAGE,
        mark("What it is for"),
        OptionKind.CHOICE,
        (("final", mark("To give out")), (DRAFT, mark("A draft, to read at home"))),
    ),
)
_COVERED = Reader(Audience.PERSON, "restricted", Names.PSEUDONYMS, has_private=True, names_everybody=False)
"""How others are named in what is covered: “Person 12”, the same in every paper, or “a person”."""

_HARMED_COVERED = Reader(Audience.PERSON, "restricted", Names.NAMES, has_private=True, names_everybody=True)
"""How those who had access are named: all but who could be harmed by it. The Act is content with what kind they are."""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """Everything the answer says."""

    title: str
    reference: str
    scope: str
    """Who asked."""
    rows: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    """The answer itself, in sentences."""
    is_draft: bool
    rights: tuple[str, ...]
    sections: tuple[Section, ...]
    history: tuple[tuple[str, str], ...]
    withheld: tuple[tuple[str, int], ...]
    """On which ground, and how many things."""
    access: tuple[tuple[str, str, str], ...]
    """Who got something with the person in it: when, who, what."""
    colleagues: tuple[str, ...]
    files: tuple[HeldFile, ...]
    signed_by: str
    organisation_name: str
    reach: tuple[str, ...]
    confidentiality: str
    made_on: date
    made_by: str
    read: Callable[[int], bytes] = field(repr=False, compare=False)

    @property
    def is_letter(self) -> bool:
        """Whether it brings nothing that is held: then it is one page."""
        return not (self.sections or self.history or self.files)


def find_reader(_chosen: Chosen) -> Reader:
    """The asker, to whom nothing more is covered than was decided thing by thing."""
    return OURSELVES


def gather(ask: Callable[..., Any], chosen: Chosen) -> AnswerFacts:
    """Read the request and what was decided of each thing.

    Raises UserError("record-not-found"), and for what is to go out as `check_may_go_out` does.
    """
    from crm.queries.attachments import read_attachment
    from crm.queries.requests import list_items

    row = get_row(ask, chosen)
    is_draft = chosen.choice(STAGE) == DRAFT
    if not is_draft:
        _check(ask, row)
    items: list[Read] = ask(list_items, row.id)
    given = [item for item in items if item.choice != Choice.WITHHOLD] if wants_reading(row.kind) else []
    shown = redact_some(ask, row, given, chosen.today)
    origin = get_origin(ask, chosen.made_by)
    outcome = row.outcome or _outcome(row, items)
    is_kept = bool(given) and brings_what_is_held(outcome)
    officer = get_officer(ask, chosen.today)
    return AnswerFacts(
        title=_("Answer to your request"),
        reference=row.reference,
        scope=row.asked_by,
        rows=_rows(row, origin.organisation_name),
        words=answer_words(row, outcome, len(items)),
        is_draft=is_draft,
        rights=rights_words(row.kind, outcome),
        sections=_sections(shown) if is_kept else (),
        history=_history(shown) if is_kept else (),
        withheld=_withheld(items) if wants_reading(row.kind) and outcome is not Outcome.WITHDRAWN else (),
        access=_access(ask, row, chosen.today) if is_kept else (),
        colleagues=_colleagues(ask) if is_kept else (),
        files=_files(ask, items) if is_kept else (),
        signed_by=officer.name or row.decided_by,
        organisation_name=origin.organisation_name,
        reach=officer.ways or get_home_ways(ask),
        confidentiality=_draft_words(items) if is_draft else _("For {name} only.").format(name=row.asked_by),
        made_on=chosen.today,
        made_by="",
        read=partial(ask, read_attachment),
    )


def get_row(ask: Callable[..., Any], chosen: Chosen) -> RequestRow:
    """The request chosen. Raises UserError("record-not-found")."""
    from crm.queries.requests import get_request_rows
    from crm.rules.errors import UserError

    request_id = chosen.record(REQUEST) or 0
    for row in ask(get_request_rows, [request_id], chosen.today):
        found: RequestRow = row
        return found
    raise UserError("record-not-found", record=f"requests:{request_id}")


def _check(ask: Callable[..., Any], row: RequestRow) -> None:
    from crm.operations.requests import check_may_go_out
    from crm.rules.errors import UserError

    if row.outcome not in (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.NOTHING_HELD):
        ask(check_may_go_out, row.id)
    if row.outcome is None and row.kind not in (Kind.ACCESS, Kind.CONFIRM):
        raise UserError("outcome-missing", reference=row.reference)


def _outcome(row: RequestRow, items: Sequence[Read]) -> Outcome | None:
    """How it ends, where that follows from what is held; of what has to be done it is said with the answer."""
    if wants_reading(row.kind):
        return outcome_of([item.choice for item in items])
    if row.kind is Kind.CONFIRM:
        return Outcome.GIVEN if items else Outcome.NOTHING_HELD
    return None


def _rows(row: RequestRow, organisation: str) -> tuple[tuple[str, str], ...]:
    said = (
        (_("From"), organisation),
        (_("To"), row.asked_by),
        (_("In the name of"), row.for_whom),
        (_("Your request"), f"{label(row.kind)} ({cited(row.kind)})"),
        (_("In your words"), row.words),
        (_("Received"), format_day(row.received_on)),
        (_("Answer due"), format_day(row.due_on)),
        (_("Decided"), _decided(row)),
    )
    return tuple((name, words) for name, words in said if words)


def _decided(row: RequestRow) -> str:
    if row.decided_on is None:
        return ""
    return _("{day}, by {name}").format(day=format_day(row.decided_on), name=row.decided_by)


def answer_words(row: RequestRow, outcome: Outcome | None, count: int) -> tuple[str, ...]:
    """The answer in sentences: what is given, refused, or done."""
    said = [_sentence(row, outcome, count)]
    if outcome is Outcome.REFUSED and row.reason:
        said.append(_("The reason: {reason}").format(reason=row.reason))
    elif row.reason:
        said.append(row.reason)
    return tuple(said)


def _sentence(row: RequestRow, outcome: Outcome | None, count: int) -> str:
    if outcome is None:
        return _("What was done is not written down yet.")
    if outcome is Outcome.NOTHING_HELD:
        return _("We hold no personal information about you.")
    if outcome is Outcome.WITHDRAWN:
        return _("You took your request back. Nothing was given to anybody.")
    if outcome is Outcome.REFUSED:
        return _("We cannot do what you asked.")
    if row.kind is Kind.CONFIRM:
        held = ngettext(
            "Yes: we hold personal information about you, {count} thing in all.",
            "Yes: we hold personal information about you, {count} things in all.",
            count,
        )
        return f"{held} " + _("You may ask to see it.")
    if row.kind is Kind.ACCESS and outcome is Outcome.GIVEN:
        return _("Below is everything we hold about you.")
    if row.kind is Kind.ACCESS:
        return _(
            "Below is what we hold about you. The names of others are covered, and what may not be given is left out."
        )
    done = {
        Kind.CORRECT: _("We corrected what we hold about you."),
        Kind.DELETE: _("We deleted what we held about you."),
        Kind.OBJECT: _("We stopped using what we hold about you."),
        Kind.WITHDRAW_CONSENT: _("We noted that you took your consent back, and stopped using what we hold about you."),
    }[row.kind]
    return done if outcome is Outcome.GIVEN else _("{done} Not all of it: the rest is said below.").format(done=done)


def rights_words(kind: str, outcome: Outcome | None) -> tuple[str, ...]:
    """What the asker may do now; of access with the procedure and the time (PAIA section 56(3)(c))."""
    rights = _(
        "By the Protection of Personal Information Act you may have what we hold about you corrected or deleted "
        "(section 24), and object to its use (section 11(3)). Where we do not correct something, your statement is "
        "kept with it and printed with it."
    )
    complain = _(
        "If you do not agree with this answer you may complain to the {regulator} (section 74; POPIA Form 5)."
    ).format(regulator=REGULATOR)
    if is_under_paia(kind):
        complain = _(
            "If you do not agree with this answer you may complain to the Information Regulator within 180 days of it, "
            "on PAIA Form 5, to {address}; after that you may apply to a court (Promotion of Access to Information Act "
            "2 of 2000, sections 56(3)(c), 77A and 78)."
        ).format(address=PAIA_COMPLAINTS)
    return (complain,) if outcome is Outcome.REFUSED else (rights, complain)


def redact_some(
    ask: Callable[..., Any], row: RequestRow, items: Sequence[Read], today: date
) -> list[tuple[Read, Item]]:
    """What goes out of each of these: given as it is, or with the names of others covered."""
    given = [(read, _shown(read)) for read in items]
    covered = [item for read, item in given if read.choice == Choice.COVER]
    hidden = iter(redact(ask, tuple(covered), _COVERED, today, row.person_id))
    return [(read, next(hidden) if read.choice == Choice.COVER else item) for read, item in given]


def _sections(shown: Sequence[tuple[Read, Item]]) -> tuple[Section, ...]:
    return sections_of([(read.held, item) for read, item in shown if read.held.table != HISTORY])


def _history(shown: Sequence[tuple[Read, Item]]) -> tuple[tuple[str, str], ...]:
    return next((item.said for read, item in shown if read.held.table == HISTORY), ())


def _shown(read: Read) -> Item:
    held = read.held
    thing = held.thing[:1].upper() + held.thing[1:]
    covered = read.choice == Choice.COVER
    note = _("The file itself is not given.") if read.is_file and covered else ""
    if covered and not note and any(read.named):
        note = _("names of others covered")
    return Item(thing, "" if held.noun == "people" else held.record, note, held.said)


def _withheld(items: Sequence[Read]) -> tuple[tuple[str, int], ...]:
    grounds = Counter(item.ground for item in items if item.choice == Choice.WITHHOLD)
    return tuple((ground_words(ground), count) for ground, count in sorted(grounds.items()))


def _access(ask: Callable[..., Any], row: RequestRow, today: date) -> tuple[tuple[str, str, str], ...]:
    from crm.queries.requests import list_access, list_papers

    if row.person_id is None:
        return ()
    found = ask(list_access, row.person_id, ask(list_papers, row.id))
    given = tuple((format_day(each.on), each.to_whom, each.title) for each in found)
    return redact(ask, given, _HARMED_COVERED, today, row.person_id)


def _colleagues(ask: Callable[..., Any]) -> tuple[str, ...]:
    from crm.queries.requests import list_colleagues

    return tuple(ask(list_colleagues))


def _files(ask: Callable[..., Any], items: Sequence[Read]) -> tuple[HeldFile, ...]:
    from crm.queries.attachments import get_attachment

    given = [ask(get_attachment, item.held.line) for item in items if item.is_file and item.choice == Choice.GIVE]
    return tuple(
        HeldFile(f"{FOLDER}/{at:03} {safe_file_name(one.file_name) or 'file'}", one.caption, one.sha256, one.id)
        for at, one in enumerate(given, start=1)
    )


def _draft_words(items: Sequence[Read]) -> str:
    unread = sum(not item.is_read for item in items)
    if not unread:
        return _("Draft: not for giving out.")
    return _("Draft, not for giving out: {unread} of {count} not read.").format(unread=unread, count=len(items))


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The request that is being read, as a draft; and one that was answered."""
    from crm.queries.requests import RequestsFilter, list_requests

    still_open = [{REQUEST: f"requests:{each}", STAGE: DRAFT} for each in ask(list_requests)[:1]]
    answered = ask(list_requests, RequestsFilter(status="closed"))
    return [*still_open, *({REQUEST: f"requests:{each}"} for each in answered[:1])]
