"""The words of messages, e-mails and letters: one template with fields in braces for all three.

What stands in [square brackets] is left out when a field in it is empty. A message is short and says nothing private;
it is shortened on words, and its dates are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.languages import language_key
from resources.translations import _, mark, ngettext

MESSAGE_LIMIT = 300
"""Letters of a message: two short text messages, and what is read on a telephone without scrolling."""
FEWEST_LETTERS = 64
"""What a shortened quotation keeps at least."""
FEWEST_OF_A_PLACE = 20
"""What a shortened meeting or clause keeps at least; else it is left out."""


class Kind(StrEnum):
    """What a template is for."""

    FIRST = "follow_up_first"
    SECOND = "follow_up_second"
    LATER = "follow_up_later"
    LIST = "follow_up_list"
    THANK_YOU = "thank_you"
    POSTPONED = "postponed"
    NEW_HOLDER = "new_holder"
    COMPROMISE = "security_compromise"
    RUNG_REMINDER = "rung_reminder"
    RUNG_COORDINATOR = "rung_coordinator"
    RUNG_CHAIRPERSON = "rung_chairperson"
    RUNG_SPEAKER = "rung_speaker"
    RUNG_QUESTION = "rung_question"
    RUNG_PROTECTOR = "rung_protector"


OF_PROMISES = (Kind.FIRST, Kind.SECOND, Kind.LATER, Kind.LIST, Kind.THANK_YOU)
"""Templates that cite what somebody said."""
OF_RUNGS = tuple(kind for kind in Kind if kind.startswith("rung_"))
"""Templates of the ladder: about a petition as well as about a promise."""
FOLLOW_UPS = (*OF_PROMISES, *OF_RUNGS)
"""Templates that a follow-up may have."""


class Way(StrEnum):
    """How we follow up."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"

    @property
    def is_written(self) -> bool:
        """Whether it has a text that is sent."""
        return self in (Way.MESSAGE, Way.EMAIL, Way.LETTER)


_LABELS: dict[str, str] = {
    Kind.FIRST: mark("First follow-up"),
    Kind.SECOND: mark("Second follow-up"),
    Kind.LATER: mark("Later follow-up"),
    Kind.LIST: mark("Everything outstanding"),
    Kind.THANK_YOU: mark("Thank you"),
    Kind.POSTPONED: mark("Postponed"),
    Kind.NEW_HOLDER: mark("To a new office-holder"),
    Kind.COMPROMISE: mark("Notice of a security compromise (s22(5))"),
    Kind.RUNG_REMINDER: mark("Reminder"),
    Kind.RUNG_COORDINATOR: mark("To the committee co-ordinator"),
    Kind.RUNG_CHAIRPERSON: mark("To the chairperson"),
    Kind.RUNG_SPEAKER: mark("To the Speaker"),
    Kind.RUNG_QUESTION: mark("Written question through a member"),
    Kind.RUNG_PROTECTOR: mark("To the Public Protector"),
    Way.PHONE: mark("Phone call"),
    Way.MESSAGE: mark("Message"),
    Way.EMAIL: mark("E-mail"),
    Way.LETTER: mark("Letter"),
    Way.IN_PERSON: mark("In person"),
}


def label(value: str) -> str:
    """The words for a kind or a way; the user's own kinds stay as they are."""
    return _(_LABELS[value]) if value in _LABELS else value


_CHANNELS: dict[str, str] = {
    Way.PHONE: mark("phone"),
    Way.MESSAGE: mark("message"),
    Way.EMAIL: mark("e-mail"),
    "e-mail": mark("e-mail"),
    Way.LETTER: mark("letter"),
    Way.IN_PERSON: mark("in person"),
}


def channel_words(channel: str) -> str:
    """By what something was followed up; what the user typed stays as it is."""
    return _(_CHANNELS[channel]) if channel in _CHANNELS else channel


def followed_up_words(channel: str) -> str:
    """That something was followed up, and by what."""
    return _("Followed up ({channel})").format(channel=channel_words(channel)) if channel else _("Followed up")


FIELDS: dict[str, str] = {
    "greeting": mark("“Dear Honourable Dube”, by the office held; in a message “Good day Hon. Dube,”"),
    "said": mark("“you said”, or who said it"),
    "words": mark("the exact words"),
    "made_on": mark("the day they were said"),
    "where": mark("the meeting or paper they were said in"),
    "due": mark("the day agreed, empty without one"),
    "lateness": mark("“outstanding since 30 Jun 2026”, in neutral words"),
    "reference": mark("our reference, C-2026-0001"),
    "clause": mark("the clause it was promised under, and its agreement"),
    "number_of_follow_ups": mark("how often we asked: “once”, “twice”, “3 times”"),
    "last_asked_on": mark("the day we asked last"),
    "petition": mark("“the petition “Water for the ward””; empty in a letter about a promise"),
    "petitioner": mark("who petitions"),
    "their_number": mark("the number they gave the petition"),
    "submitted_on": mark("the day it was handed in"),
    "law": mark("the law its clock runs by, empty where no legal limit is known"),
    "days": mark("how long that law gives: “30 working days”"),
    "ran_out": mark("the day they ran out, empty before that day"),
    "extended_to": mark("the day an extension was agreed until"),
    "prayer": mark("what the petition asks for"),
    "steps": mark("the rungs of the ladder that were taken, one a line"),
    "answer_by": mark("the day the clock of this rung runs out"),
    "list": mark("everything outstanding, one a line"),
    "our_list": mark("everything we owe them, one a line"),
    "about_us": mark("what we are, as the page of our organisation says"),
    "meeting": mark("the title of a planned meeting"),
    "old_day": mark("the day it was planned for"),
    "new_day": mark("the day it is planned for now"),
    "venue": mark("where it is held"),
    "lost": mark("what was lost: “our laptop”"),
    "lost_on": mark("the day it was lost, empty where that is not known"),
    "found_on": mark("the day it was found out"),
    "held_about_you": mark("what of this person was in it"),
    "protection": mark("how far the encryption protects it"),
    "secured": mark("what was done to keep others out, empty where papers were lost"),
    "officer": mark("the information officer, and how to reach them"),
    "to_name": mark("the name of whom we write to"),
    "to_office": mark("the office of whom we write to"),
    "to_body": mark("the body that the office is in"),
    "our_name": mark("your name"),
    "our_organisation": mark("the name of our organisation"),
    "today": mark("today's date"),
    "closing": mark("the greeting at the end with your name, in a letter the place to sign"),
}
"""Every field with what it stands for, in English."""
DATES = (
    "made_on",
    "due",
    "lateness",
    "old_day",
    "new_day",
    "last_asked_on",
    "today",
    "submitted_on",
    "extended_to",
    "answer_by",
    "lost_on",
    "found_on",
)
"""Fields that a message never cuts."""
NOT_IN_MESSAGES = (
    "petitioner",
    "prayer",
    "law",
    "days",
    "ran_out",
    "steps",
    "held_about_you",
    "protection",
    "secured",
    "officer",
)
"""Fields that only an e-mail or a letter has room for."""
SHORTENED = (
    "clause",
    "where",
    "venue",
    "about_us",
    "words",
    "petition",
    "our_list",
    "list",
    "meeting",
)
"""Fields that a message shortens, the first of them first."""
QUOTED = ("words", "petition", "our_list", "list", "meeting")
"""Fields of which the beginning stays."""

_TOKENS = re.compile(r"\{([^{}]*)\}|(\[)|(\])|([{}])")


@dataclass(frozen=True)
class Text:
    """A filled template."""

    subject: str
    words: str


@dataclass(frozen=True)
class _Piece:
    words: str
    field: str = ""


def check_template(subject: str, words: str) -> None:
    """Refuse what cannot be filled.

    Raises UserError: "letter-without-words", "letter-field-not-known", "letter-braces-open", "letter-brackets-open".
    """
    if not words.strip():
        raise UserError("letter-without-words")
    for text in (subject, words):
        _pieces(text, {})


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with its fields filled; an empty field leaves nothing, and takes its [part] with it.

    Raises UserError as `check_template` does for a field or brace that is not understood.
    """
    return _tidy("".join(piece.words for piece in _pieces(template, values)))


def fields_of(template: str) -> tuple[str, ...]:
    """The fields a template names, in order. Raises UserError as `check_template` does."""
    return tuple(dict.fromkeys(match[1].strip() for match in _TOKENS.finditer(template) if match[1] is not None))


def _pieces(template: str, values: Mapping[str, object]) -> list[_Piece]:
    """The template in pieces, each plain or of one field; parts in brackets with an empty field are gone."""
    whole: list[_Piece] = []
    part: list[_Piece] | None = None
    lacks, at = False, 0
    for match in _TOKENS.finditer(template):
        (whole if part is None else part).append(_Piece(template[at : match.start()]))
        at = match.end()
        if match[4]:
            raise UserError("letter-braces-open", near=_near(template, match.start()))
        if match[2]:
            if part is not None:
                raise UserError("letter-brackets-open", near=_near(template, match.start()))
            part, lacks = [], False
        elif match[3]:
            if part is None:
                raise UserError("letter-brackets-open", near=_near(template, match.start()))
            whole += [] if lacks else part
            part = None
        else:
            piece = _field(match[1].strip(), values)
            lacks = lacks or not piece.words
            (whole if part is None else part).append(piece)
    if part is not None:
        raise UserError("letter-brackets-open", near=_near(template, len(template)))
    return [*whole, _Piece(template[at:])]


def _field(name: str, values: Mapping[str, object]) -> _Piece:
    if name not in FIELDS:
        raise UserError("letter-field-not-known", field=name, known=", ".join(FIELDS))
    return _Piece(str(values.get(name) or "").strip(), name)


def _near(template: str, at: int) -> str:
    return " ".join(template[max(0, at - 12) : at + 12].split()) or "…"


def _tidy(text: str) -> str:
    """No blanks at the ends of lines, no more than one empty line."""
    lines = [line.strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


# Messages


def fill_message(template: str, values: Mapping[str, object], limit: int = MESSAGE_LIMIT) -> str:
    """The template as a message of at most `limit` letters.

    The places it was said in are shortened first, then what was quoted, then the template's own words from the end;
    dates stay whole. Raises UserError as `fill` does.
    """
    shown = {name: "" if name in NOT_IN_MESSAGES else _on_one_line(str(value or "")) for name, value in values.items()}
    for name in SHORTENED:
        text = _message(template, shown)
        if len(text) <= limit:
            return text
        value = shown.get(name, "")
        keep = len(value) - (len(text) - limit)
        if name in QUOTED:
            keep = max(FEWEST_LETTERS, keep)
        elif keep < FEWEST_OF_A_PLACE:
            keep = 0  # a place of a few letters tells nobody anything
        shown[name] = _closed(shorten(value, keep - 1))
    text = _message(template, shown)
    return text if len(text) <= limit else _cut_and_quoted(template, values, shown, limit)


def _cut_and_quoted(template: str, values: Mapping[str, object], shown: Mapping[str, str], limit: int) -> str:
    """The message less its last sentences; the room they leave goes to what was quoted."""
    text = _cut(_pieces(template, shown), limit)
    for name in QUOTED:
        whole, room = _on_one_line(str(values.get(name) or "")), limit - len(text)
        if len(shown.get(name, "")) < len(whole) and room > 0:
            more = dict(shown) | {name: _closed(shorten(whole, len(shown[name]) + room - 1))}
            text = max(text, _cut(_pieces(template, more), limit), key=len)
    return text


def _message(template: str, values: Mapping[str, object]) -> str:
    return re.sub(r"\n\n+", "\n", fill(template, values))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def shorten(words: str, most: int) -> str:
    """The beginning of a text in at most so many letters, cut between words and marked with an ellipsis."""
    if len(words) <= most:
        return words
    kept = words[: max(0, most - 1)]
    if " " in kept and not words[len(kept) : len(kept) + 1].isspace():
        kept = kept.rpartition(" ")[0]
    kept = kept.rstrip(" ,;:.–-")
    return f"{kept}…" if kept else ""


@dataclass(frozen=True)
class _Word:
    words: str
    is_kept: bool = False  # a date, or how the message begins and ends
    is_date: bool = False
    ends_sentence: bool = False
    gap: str = " "


def _cut(pieces: Sequence[_Piece], limit: int) -> str:
    """Leave out sentences from the end, then words, then how it begins and ends; but no date."""
    words = _words_of(pieces)
    sentences = _sentences(words)
    for sentence in reversed(sentences):
        if not any(word.is_kept for word in sentence) and _length(sentences) > limit:
            sentences.remove(sentence)
    left = [word for sentence in sentences for word in sentence]
    for is_last_resort in (False, True):
        for word in reversed(left[:]):
            if len(_joined(left)) > limit and not (word.is_date if is_last_resort else word.is_kept):
                left = [one for one in left if one is not word]
    kept = _joined(left)
    return kept if len(kept) <= limit else shorten(kept, limit)


def _words_of(pieces: Sequence[_Piece]) -> list[_Word]:
    """Every word with the marks that touch it; of a date said twice only the first counts as one."""
    text, dates, ends = "", [], []
    seen: set[str] = set()
    for piece in pieces:
        span = (len(text), len(text) + len(piece.words))
        text += piece.words
        if piece.field in DATES and piece.words and piece.words not in seen:
            seen.add(piece.words)
            dates.append(span)
        elif piece.field in ("greeting", "closing") and piece.words:
            ends.append(span)
    found = []
    for match in re.finditer(r"(\S+)(\s*)", text):
        is_date = any(match.start() < end and match.end(1) > start for start, end in dates)
        is_end = any(match.start() < end and match.end(1) > start for start, end in ends)
        ends_sentence = match[1].endswith((".", "?", "!")) or "\n" in match[2]
        gap = "\n" if "\n" in match[2] else " "
        found.append(_Word(match[1], is_date or is_end, is_date, ends_sentence, gap))
    return found


def _sentences(words: Sequence[_Word]) -> list[list[_Word]]:
    sentences: list[list[_Word]] = [[]]
    for word in words:
        sentences[-1].append(word)
        if word.ends_sentence:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _length(sentences: Sequence[Sequence[_Word]]) -> int:
    return len(_joined([word for sentence in sentences for word in sentence]))


def _joined(words: Sequence[_Word]) -> str:
    return "".join(word.words + word.gap for word in words).rstrip()


def _closed(words: str) -> str:
    """A quotation that was cut ends as one."""
    return f"{words}”" if words.count("“") > words.count("”") else words


# What is filled in


def closing(way: Way, our_name: str, our_organisation: str) -> str:
    """How a text ends: on one line in a message, in a letter and an e-mail one under the other."""
    names = [name for name in (our_name.strip(), our_organisation.strip()) if name]
    if way is Way.MESSAGE:
        return f"– {', '.join(names)}" if names else ""
    return "\n".join([_("Kind regards"), *names])


def without_closing(words: str, end: str) -> str:
    """The text without its closing, where a letter has a place to sign."""
    text = words.rstrip()
    return text.removesuffix(end).rstrip() if end else text


def greeting(way: Way, spoken: str, letter: str) -> str:
    """How a text begins; without a name it greets whoever reads it."""
    if way is Way.MESSAGE:
        return _("Good day {name},").format(name=spoken) if spoken else _("Good day,")
    return _("Dear {name}").format(name=letter) if letter else _("Dear Sir or Madam")


def lateness_words(due: date | None, today: date) -> str:
    """Where it stands, in words that reproach nobody."""
    if due is None:
        return _("outstanding, and no date was given")
    if due < today:
        return _("outstanding since {day}").format(day=format_day(due))
    if due == today:
        return _("to be done by today, {day}").format(day=format_day(due))
    return _("to be done by {day}").format(day=format_day(due))


def answer_words(due: date | None, today: date) -> str:
    """Where a petition stands, in words that reproach nobody."""
    if due is None:
        return _("outstanding")
    if due < today:
        return _("outstanding since {day}").format(day=format_day(due))
    return _("to be answered by {day}").format(day=format_day(due))


def times_words(count: int) -> str:
    """How often, in words."""
    return {1: _("once"), 2: _("twice")}.get(count) or ngettext("{count} time", "{count} times", count)


def kind_for(follow_ups: int) -> Kind:
    """The template for the next follow-up after so many."""
    return {0: Kind.FIRST, 1: Kind.SECOND}.get(follow_ups, Kind.LATER)


# Nothing private

_NUMBER = re.compile(r"(?<![\w+-])\+?\(?\d(?:[\s()\-–.]*\d){8,14}(?!\w)")
_EMAIL = re.compile(r"[\w.+\-']+@[\w\-]+(?:\.[\w\-]+)+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}")
_RAND = re.compile(r"\b(?:R|ZAR)\s?[\d\s]*$")


def without_private(words: str) -> str:
    """A text that may leave: telephone and identity numbers and e-mail addresses in it are left out."""
    return _NUMBER.sub(_number_left_out, _EMAIL.sub(_("[address left out]"), words))


def _number_left_out(match: re.Match[str]) -> str:
    """Two dates behind each other, or an amount of money, are no telephone number."""
    is_harmless = _DATE.match(match[0]) or _RAND.search(match.string[: match.start()])
    return match[0] if is_harmless else _("[number left out]")


# Languages


def languages_of(words: str) -> tuple[str, ...]:
    """The languages somebody speaks, as they are listed on the record, the preferred first."""
    return tuple(part.strip() for part in re.split(r"[,;/]|\s(?:and|en)\s", words) if part.strip())


def choose_language(offered: Iterable[str], wanted: Sequence[str]) -> str:
    """Of the languages there is a template in, the first that the reader prefers; English else, or the first."""
    by_key = {language_key(language): language for language in offered}
    for language in (*wanted, "English"):
        if language_key(language) in by_key:
            return by_key[language_key(language)]
    return next(iter(by_key.values()), "")


# Handing over to a mail program

LONGEST_LINK = 1900
"""Letters of a link that every system hands on whole."""


def mail_link(to: str, subject: str, words: str) -> str:
    """A link that opens a draft in the mail program; empty when the text is too long for one."""
    body = words.replace("\r\n", "\n").replace("\n", "\r\n")
    link = f"mailto:{quote(to.strip(), safe='@.')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
    return link if len(link) <= LONGEST_LINK else ""


EXAMPLE: dict[str, str] = {
    "said": mark("you said"),
    "words": mark("We will repair the ramp at the clinic before the schools open"),
    "made_on": "12 Mar 2026",
    "where": mark("at “Hearing on access”"),
    "due": "30 Jun 2026",
    "lateness": mark("outstanding since 30 Jun 2026"),
    "reference": "C-2026-0042",
    "clause": mark("clause 4.2 Ramps of “Access for all”"),
    "number_of_follow_ups": mark("twice"),
    "last_asked_on": "1 Oct 2026",
    "petition": "",
    "petitioner": mark("Residents of Example Ward"),
    "their_number": "PET 12/2026",
    "submitted_on": "3 Aug 2026",
    "law": mark("the Example Petitions Act"),
    "days": mark("30 working days"),
    "ran_out": "15 Sep 2026",
    "extended_to": "",
    "prayer": mark("that the pipe to the clinic is mended"),
    "steps": mark("20 Oct 2026: Committee co-ordinator"),
    "answer_by": "4 Dec 2026",
    "list": mark("C-2026-0042, 12 Mar 2026: “We will repair the ramp”, outstanding since 30 Jun 2026"),
    "our_list": mark("C-2026-0043, 12 Mar 2026: “We will send our figures”, to be done by 30 Nov 2026"),
    "about_us": mark("We speak for people with disabilities."),
    "meeting": mark("Visit to the clinic"),
    "old_day": "3 Dec 2026",
    "new_day": "10 Dec 2026",
    "venue": mark("the main gate"),
    "to_name": mark("Hon. N. Example"),
    "to_office": mark("Chairperson"),
    "to_body": mark("Committee on Examples"),
    "our_name": mark("Your name"),
    "our_organisation": mark("Our organisation"),
    "today": "22 Nov 2026",
}
"""Invented values, for looking at a template."""


def example(way: Way) -> dict[str, str]:
    """The invented values of a text sent this way."""
    values = {name: _(words) for name, words in EXAMPLE.items()}
    return values | {
        "greeting": greeting(way, _("Hon. Example"), _("Honourable Example")),
        "closing": closing(way, values["our_name"], values["our_organisation"]),
    }
