"""Letters: the templates, whom a text about a promise goes to, and the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crm.queries.base import build, day, ids, marks, one, rows
from crm.queries.calendar import get_calendar
from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.escalation import get_rung
from crm.queries.offices import HOLDS_ON, list_posts_held
from crm.queries.organisations import get_home
from crm.queries.petition_letters import PetitionSaid, read_petition, reader_of, steps_taken
from crm.queries.petitions import PetitionRow, get_petition_rows
from crm.queries.recipients import Doors, Recipient, get_recipient, recipient_at, recipient_of_person
from crm.queries.rights import list_not_to_be_used, refuse_stopped
from crm.queries.translations import speech_in
from crm.rules import clock, engagements, letters
from crm.rules.commitments import Direction, Lateness
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.escalation import Noun, Rung, due_of
from crm.rules.letters import Kind, Text, Way
from crm.rules.privacy import DoNotContact
from crm.rules.privacy import label as privacy_label
from crm.rules.terms import serves_a_term
from resources.letters import templates
from resources.translations import _, speaking

LEVELS = ("open", "internal", "restricted")
"""What the levels of confidentiality are called in options and answers."""
NEW_FOR = timedelta(days=180)
"""For so long somebody is new in an office: our practice."""


@dataclass(frozen=True)
class TemplateRow:
    """A template; id 0 is one that ships and was not put in yet."""

    id: int
    name: str
    kind: str
    language: str
    subject: str
    words: str


def list_templates(kind: str = "") -> list[TemplateRow]:
    """Templates of one kind or all, as kept; a kind that the workspace lacks is there as it ships."""
    found = [
        build(TemplateRow, *row)
        for row in rows("SELECT id, name, kind, language, subject, words FROM letter_template ORDER BY id")
    ]
    present = {row.kind for row in found}
    shipped = [
        TemplateRow(0, one.name, one.kind, one.language, one.subject, one.words)
        for one in templates()
        if one.kind not in present
    ]
    order = [each.value for each in Kind]
    together = sorted([*found, *shipped], key=lambda row: order.index(row.kind) if row.kind in order else len(order))
    return [row for row in together if not kind or row.kind == kind]


def get_template(kind: str, languages: Sequence[str] = ()) -> TemplateRow:
    """The template of a kind in the first of these languages there is one in, else in English.

    Raises UserError("letter-kind-not-known").
    """
    offered = list_templates(kind)
    if not offered:
        known = dict.fromkeys(row.kind for row in list_templates())
        raise UserError("letter-kind-not-known", kind=kind, known=", ".join(known))
    language = letters.choose_language([row.language for row in reversed(offered)], languages)
    return next(row for row in reversed(offered) if row.language == language)


@dataclass(frozen=True)
class Promise:
    """A promise as a text for others may show it."""

    id: int
    reference: str
    words: str
    translation: str
    made_on: date
    said: str
    maker: str
    where: str
    due: date | None
    lateness: str
    clause: str


@dataclass(frozen=True)
class Prepared:
    """A text ready to be read, changed and sent."""

    way: Way
    recipient: Recipient
    template: TemplateRow
    text: Text
    closing: str
    promises: tuple[Promise, ...]
    listed: str = ""
    """The lines that the list field became, where the template has one."""
    others: tuple[int, ...] = ()
    """What else they owe us and is outstanding, where the text is about one promise."""
    warning: str = ""
    languages: tuple[str, ...] = field(default=())
    """The languages there is a template of this kind in."""
    petition: PetitionSaid | None = None
    """What the text is about, where it is no promise."""
    rung: Rung | None = None

    @property
    def about(self) -> tuple[int, ...]:
        """The ids of what the text is about."""
        return (self.petition.id,) if self.petition else tuple(promise.id for promise in self.promises)

    @property
    def reference(self) -> str:
        """Our reference of what it is about, of the first promise where there are several."""
        return self.petition.reference if self.petition else self.promises[0].reference

    @property
    def to(self) -> str:
        """Where it goes: the first number or address that is not private."""
        found = {Way.EMAIL: self.recipient.emails, Way.MESSAGE: self.recipient.numbers}.get(self.way, ())
        return found[0] if found else ""


@dataclass(frozen=True)
class NewHolderLetter:
    """The letter to a new holder, with the promises both ways that it is about."""

    recipient: Recipient
    template: TemplateRow
    text: Text
    closing: str
    theirs: tuple[Promise, ...]
    ours: tuple[Promise, ...]
    listed: str
    listed_ours: str


def prepare(
    record_ids: Sequence[int],
    way: Way,
    our_name: str,
    *,
    to_id: int | None = None,
    kind: str = "",
    language: str = "",
    rung: int = 0,
    max_confidentiality: int = 0,
    today: date | None = None,
) -> Prepared:
    """The text about one petition, one promise, or several; it goes to `to_id`, else to whom the first of them binds.

    `rung` is a place in the ladder: then it goes to whom that rung turns to, in its letter. `kind` and `language`
    choose the template; without them it is the one of the rung, or for the number of follow-ups so far, in a language
    the reader prefers. Raises UserError: "letter-confidential" for a record above `max_confidentiality`,
    "letter-not-written-way", "letter-kind-not-known", "record-not-found", "rung-not-known".
    """
    if not way.is_written:
        raise UserError("letter-not-written-way", way=way.value)
    today = today or clock.today()
    found = _read_about(record_ids, today)
    for row in found:
        if row.confidentiality > max_confidentiality:
            raise UserError("letter-confidential", reference=row.reference, level=LEVELS[row.confidentiality])
    first = found[0]
    step = get_rung(rung, _noun_of(first)) if rung else None
    recipient = get_recipient(to_id) if to_id else _reader(first, step)
    kind = kind or (step.letter_kind if step else _usual_kind(found))
    template = get_template(kind, (language,) if language else recipient.languages)
    warning = _warning(recipient, way)
    with speaking(speech_in(template.language)):
        recipient = get_recipient(to_id) if to_id else _reader(first, step)  # as that language calls them
        petition = None if isinstance(first, CommitmentRow) else read_petition(first, max_confidentiality, today)
        promises = tuple(
            _promise(row, recipient, max_confidentiality, today) for row in found if isinstance(row, CommitmentRow)
        )
        home = get_home()
        end = letters.closing(way, our_name, home[1] if home else "")
        said = petition.values() if petition else _values_of(promises)
        values = (
            said
            | _values(first, recipient, way, today)
            | _values_of_rung(first.id, step, today)
            | {"our_name": our_name, "our_organisation": home[1] if home else "", "closing": end}
        )
        return Prepared(
            way,
            recipient,
            template,
            _filled(template, values, way),
            end,
            promises,
            values["list"] if promises and "list" in letters.fields_of(template.words) else "",
            _others(found, max_confidentiality),
            warning,
            tuple(dict.fromkeys(row.language for row in list_templates(kind))),
            petition,
            step,
        )


def _read_about(record_ids: Sequence[int], today: date) -> Sequence[CommitmentRow | PetitionRow]:
    """The rows of what the text is about: promises, or one petition. Raises UserError("record-not-found")."""
    found: Sequence[CommitmentRow | PetitionRow] = get_commitment_rows(record_ids, today)
    if not found:
        found = get_petition_rows(record_ids[:1], today)
    if not found:
        raise UserError("record-not-found", record=_("such commitment or petition"))
    return found


def _others(found: Sequence[CommitmentRow | PetitionRow], level: int) -> tuple[int, ...]:
    """What else is outstanding of the same party, where the text is about one promise."""
    first = found[0]
    return list_outstanding_with(first, level) if len(found) == 1 and isinstance(first, CommitmentRow) else ()


def _noun_of(row: CommitmentRow | PetitionRow) -> Noun:
    return Noun.COMMITMENTS if isinstance(row, CommitmentRow) else Noun.PETITIONS


def _reader(row: CommitmentRow | PetitionRow, rung: Rung | None) -> Recipient:
    if not isinstance(row, CommitmentRow):
        return reader_of(row, rung)
    first = get_recipient(row.bound_id, row.bound_name, row.maker_id)
    return recipient_at(rung.to_whom, Doors(first, body_id=row.body_id)) if rung else first


def _usual_kind(found: Sequence[CommitmentRow | PetitionRow]) -> str:
    """The template when none is chosen."""
    if not isinstance(found[0], CommitmentRow):
        return Kind.RUNG_REMINDER.value
    return (Kind.LIST if len(found) > 1 else letters.kind_for(found[0].follow_ups)).value


def prepare_new_holder(
    person_id: int, our_name: str, *, language: str = "", max_confidentiality: int = 0, today: date | None = None
) -> NewHolderLetter:
    """The letter to somebody new in an office: who we are, what the office undertook, and what we owe it.

    It names no holder of before, and only records that may leave. Raises UserError("record-not-found").
    """
    today = today or clock.today()
    refuse_stopped(person_id)
    recipient = recipient_of_person(person_id)
    if recipient is None:
        raise UserError("record-not-found", record=f"people:{person_id}")
    template = get_template(Kind.NEW_HOLDER, (language,) if language else recipient.languages)
    with speaking(speech_in(template.language)):
        recipient = recipient_of_person(person_id) or recipient  # as that language calls them
        may_leave = [row for row in _open_rows(person_id, today) if row.confidentiality <= max_confidentiality]
        about, owed = (
            tuple(
                _of_the_office(row, recipient, max_confidentiality, today)
                for row in may_leave
                if row.direction is direction
            )
            for direction in (Direction.THEY_OWE_US, Direction.WE_OWE_THEM)
        )
        home = get_home()
        end = letters.closing(Way.LETTER, our_name, home[1] if home else "")
        values = {
            "greeting": letters.greeting(Way.LETTER, recipient.spoken, recipient.letter),
            "list": "\n".join(_line(promise) for promise in about),
            "our_list": "\n".join(_line(promise) for promise in owed),
            "about_us": _about_us(home[0]) if home else "",
            "to_name": recipient.name,
            "to_office": recipient.office,
            "to_body": recipient.organisation,
            "today": format_day(today),
            "our_name": our_name,
            "our_organisation": home[1] if home else "",
            "closing": end,
        }
        text = _filled(template, values, Way.LETTER)
        return NewHolderLetter(recipient, template, text, end, about, owed, values["list"], values["our_list"])


def _open_rows(person_id: int, today: date) -> list[CommitmentRow]:
    """What their office is bound by or owed, whoever held it, and they themselves."""
    parties = (person_id, *list_posts_held([person_id], today))
    found = ids(
        f"SELECT id FROM commitment WHERE status <> 'closed' AND (bound_id IN ({marks(parties)}) OR owed_to_id IN "
        f"({marks(parties)})) ORDER BY due_agreed IS NULL, due_agreed, id",
        *parties,
        *parties,
    )
    return get_commitment_rows(found, today)


def _of_the_office(row: CommitmentRow, recipient: Recipient, level: int, today: date) -> Promise:
    """The promise with the office it was made in, and nobody's name."""
    return replace(_promise(row, recipient, level, today), said="", maker=row.maker_office)


def _about_us(home_id: int) -> str:
    found = one("SELECT summary FROM organisation WHERE id = ?", home_id)
    return letters.without_private(str(found[0])) if found else ""


def list_new_holders(body_id: int, today: date | None = None) -> list[int]:
    """Who came into an office of a body, or of the bodies in it, lately and holds it; the body's own first.

    Nobody who is not to be used: the others get their letters all the same.
    """
    today = today or clock.today()
    found = rows(
        "WITH RECURSIVE inside(id, depth) AS (SELECT ?, 0 UNION SELECT o.id, i.depth + 1 FROM organisation o "
        "JOIN inside i ON o.parent_id = i.id) SELECT r.person_id, p.title FROM inside i "
        "JOIN organisation o ON o.id = i.id JOIN post p ON p.organisation_id = o.id JOIN role r ON r.post_id = p.id "
        "JOIN person pe ON pe.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE coalesce(r.start_from, t.start_from) >= ? AND {HOLDS_ON} "
        "ORDER BY i.depth, o.fold, p.is_single DESC, p.title, pe.sort_name, r.id",
        body_id,
        today - NEW_FOR,
        today,
        today,
    )
    stopped = list_not_to_be_used()
    holders = (person_id for person_id, title in found if serves_a_term(title) and person_id not in stopped)
    return list(dict.fromkeys(holders))


def _filled(template: TemplateRow, values: dict[str, str], way: Way) -> Text:
    subject = letters.fill(template.subject, values)
    if way is Way.MESSAGE:
        return Text("", letters.fill_message(template.words, values))
    return Text(subject, letters.fill(template.words, values))


def _values(row: CommitmentRow | PetitionRow, recipient: Recipient, way: Way, today: date) -> dict[str, str]:
    """What every text says: whom it greets, how often we asked."""
    return {
        "greeting": letters.greeting(way, recipient.spoken, recipient.letter),
        "reference": row.reference,
        "number_of_follow_ups": letters.times_words(row.follow_ups) if row.follow_ups else "",
        "last_asked_on": _last_asked(row.id),
        "to_name": recipient.name,
        "to_office": recipient.office,
        "today": format_day(today),
    }


def _values_of(promises: Sequence[Promise]) -> dict[str, str]:
    """What the first of the promises says, and all of them one a line."""
    first = promises[0]
    return {
        "said": first.said,
        "words": first.words,
        "made_on": format_day(first.made_on),
        "where": first.where,
        "due": format_day(first.due) if first.due else "",
        "lateness": first.lateness,
        "clause": first.clause,
        "list": "\n".join(_line(promise) for promise in promises),
    }


def _values_of_rung(record_id: int, rung: Rung | None, today: date) -> dict[str, str]:
    """When the clock of the rung runs out, and the rungs that were taken before it."""
    reckoned = due_of(rung, today, get_calendar()) if rung else None
    return {"answer_by": format_day(reckoned.result) if reckoned else "", "steps": steps_taken(record_id)}


def _line(promise: Promise) -> str:
    return _("{reference}, {day}: “{words}”, {lateness}").format(
        reference=promise.reference,
        day=format_day(promise.made_on),
        words=promise.words,
        lateness=promise.lateness,
    )


def _last_asked(record_id: int) -> str:
    found = one("SELECT max(on_day) FROM follow_up WHERE record_id = ?", record_id)
    last = day(found[0]) if found else None
    return format_day(last) if last else ""


def _promise(row: CommitmentRow, recipient: Recipient, level: int, today: date) -> Promise:
    return Promise(
        row.id,
        row.reference,
        letters.without_private(row.words).rstrip(" ."),
        letters.without_private(row.translation),
        row.made_on,
        _said(row, recipient),
        "" if row.maker_id == recipient.record_id else row.maker_name,
        letters.without_private(_where(row, level)),
        row.due_agreed,
        letters.lateness_words(row.due_agreed, today),
        letters.without_private(_clause(row.id, level)),
    )


def _said(row: CommitmentRow, recipient: Recipient) -> str:
    maker = row.maker_id or row.bound_id
    if maker is not None and maker == recipient.record_id:
        return _("you said")
    if row.maker_name:
        return _("{name} said").format(name=row.maker_name)
    return _("it was said")


def _where(row: CommitmentRow, level: int) -> str:
    """The meeting by its title where that may leave, else by its kind; a paper by what it is called."""
    found = one(
        "SELECT e.title, e.kind, rec.confidentiality, c.said_where FROM commitment c "
        "LEFT JOIN engagement e ON e.id = c.engagement_id LEFT JOIN record rec ON rec.id = e.id WHERE c.id = ?",
        row.id,
    )
    if found is None or (found[1] is None and not found[3]):
        return ""
    title, kind, confidentiality, paper = found
    if kind is None:
        return _("in {paper}").format(paper=paper)
    if kind == engagements.Kind.CORRESPONDENCE:
        return _("in a message to us")
    if confidentiality > level or not title:
        return _("when we met")
    return _("at “{title}”").format(title=title)


def _clause(commitment_id: int, level: int) -> str:
    found = one(
        "SELECT cl.number, cl.heading, a.title, a.reference FROM commitment c JOIN clause cl ON cl.id = c.clause_id "
        "JOIN agreement a ON a.id = cl.agreement_id JOIN record rec ON rec.id = a.id "
        "WHERE c.id = ? AND rec.confidentiality <= ?",
        commitment_id,
        level,
    )
    if found is None:
        return ""
    number, heading, title, _reference = found
    named = " ".join(part for part in (number, heading) if part)
    return _("clause {clause} of “{agreement}”").format(clause=named, agreement=title)


def _warning(recipient: Recipient, way: Way) -> str:
    """What the reader asked us not to do."""
    unwanted = {
        Way.EMAIL: (DoNotContact.EMAIL, DoNotContact.ALL),
        Way.MESSAGE: (DoNotContact.MESSAGE, DoNotContact.ALL),
    }.get(way, (DoNotContact.ALL,))
    if recipient.unwanted not in unwanted:
        return ""
    words = _("{name} does not want to be contacted this way: {how}.")
    told = words.format(name=recipient.name, how=privacy_label(recipient.unwanted).lower())
    return f"{told} {recipient.unwanted_reason}".strip()


def list_outstanding_of(record_id: int, max_confidentiality: int = 0) -> list[int]:
    """What a person or body owes us and is past its day, or has none; the longest outstanding first."""
    noun = one("SELECT noun FROM record WHERE id = ?", record_id)
    if noun is None:
        return []
    wanted = {"people": "person_id", "organisations": "body_id"}.get(noun[0])
    if wanted is None:
        found = ids("SELECT id FROM commitment WHERE bound_id = ? AND status <> 'closed'", record_id)
    else:
        found = list_commitments(
            CommitmentFilter(**{wanted: record_id}, max_confidentiality=max_confidentiality)  # type: ignore[arg-type]
        )
    late = (Lateness.OVERDUE, Lateness.LONG_OVERDUE, Lateness.NO_DATE)
    return [
        row.id
        for row in get_commitment_rows(found)
        if row.direction is Direction.THEY_OWE_US
        and row.lateness in late
        and row.confidentiality <= max_confidentiality
        and (noun[0] == "organisations" or record_id in (row.bound_id, row.maker_id))
    ]


def list_outstanding_with(row: CommitmentRow, max_confidentiality: int = 0) -> tuple[int, ...]:
    """What else the same party owes us and is outstanding."""
    if row.bound_id is None or row.direction is not Direction.THEY_OWE_US:
        return ()
    found = get_commitment_rows(list_outstanding_of(row.bound_id, max_confidentiality))
    return tuple(one.id for one in found if one.bound_id == row.bound_id and one.id != row.id)


def get_postponed(
    engagement_id: int, old_day: date, way: Way, our_name: str, *, person_id: int | None = None, language: str = ""
) -> Text:
    """The message that a planned engagement is on another day now, to one of those who were to come or to all.

    One that has no new day yet is only said to be postponed; of one that is not open the title stays with us.
    """
    found = one(
        "SELECT e.title, e.on_day, e.venue, e.start_time, e.status, rec.confidentiality FROM engagement e "
        "JOIN record rec ON rec.id = e.id WHERE e.id = ?",
        engagement_id,
    )
    if found is None:
        raise UserError("not-found", what=_("engagement"), id=engagement_id)
    refuse_stopped(person_id)
    title, on_day, venue, start_time, status, confidentiality = found
    recipient = recipient_of_person(person_id)
    template = get_template(Kind.POSTPONED, (language,) if language else recipient.languages if recipient else ())
    with speaking(speech_in(template.language)):
        recipient = recipient_of_person(person_id)  # as that language calls them
        new_day = "" if status == engagements.Status.POSTPONED else format_day(date.fromisoformat(on_day))
        home = get_home()
        values = {
            "greeting": letters.greeting(
                way, recipient.spoken if recipient else "", recipient.letter if recipient else _("all")
            ),
            "meeting": _("Our meeting") if confidentiality else title,
            "old_day": format_day(old_day),
            "new_day": ", ".join(part for part in (new_day, start_time) if part) if new_day else "",
            "venue": venue if new_day else "",
            "to_name": recipient.name if recipient else "",
            "today": format_day(clock.today()),
            "our_name": our_name,
            "our_organisation": home[1] if home else "",
            "closing": letters.closing(way, our_name, home[1] if home else ""),
        }
        return _filled(template, values, way)
