"""A register of engagements: what was met about, when, where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.exchange.candidates import AttendanceCandidate, EngagementCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.columns import Field
from crm.exchange.register_cells import RowCells, digest, near_day
from crm.exchange.register_kind import NOTES, KindColumn, RegisterKind
from crm.rules.engagements import AttendanceCode, AttendanceRole, Kind, Mode, label
from crm.rules.errors import UserError
from crm.rules.head_counts import HeadCounts, check_head_counts
from crm.rules.list_words import ListWords
from crm.rules.status_words import ENGAGEMENT
from resources.translations import _, mark

KINDS = ListWords(
    Kind,
    label,
    {
        Kind.MEETING: ("vergadering", "byeenkoms", "in person meeting", "face to face"),
        Kind.CALL: ("call", "phone call", "telephone", "online call", "oproep", "virtual meeting"),
        Kind.COMMITTEE_MEETING: ("committee", "komiteevergadering", "portfolio committee meeting"),
        Kind.PUBLIC_HEARING: ("hearing", "openbare verhoor", "verhoor"),
        Kind.OVERSIGHT_VISIT: ("oversight", "oorsigbesoek"),
        Kind.SITE_VISIT: ("visit", "besoek", "terreinbesoek"),
        Kind.TRAINING: ("opleiding",),
        Kind.WORKSHOP: ("werkswinkel", "werksessie"),
        Kind.CORRESPONDENCE: ("letter", "e mail", "email", "brief"),
        Kind.INFORMAL: ("informeel", "chat"),
    },
)
MODES = ListWords(
    Mode,
    label,
    {
        Mode.IN_PERSON: ("face to face", "physical", "in persoon", "persoonlik"),
        Mode.ONLINE: ("virtual", "zoom", "teams", "ms teams", "google meet", "aanlyn", "telephone"),
        Mode.HYBRID: ("both", "in person and online", "hibried"),
    },
)
CODES = ListWords(
    AttendanceCode,
    label,
    {
        AttendanceCode.P: ("attended", "teenwoordig", "yes", "ja"),
        AttendanceCode.A: ("afwesig", "not present", "did not attend", "no"),
        AttendanceCode.AP: ("apologies", "verskoning", "apologised", "with apology", "excused"),
        AttendanceCode.L: ("laat", "came late"),
        AttendanceCode.DE: ("left early",),
        AttendanceCode.U: ("invited", "expected", "genooi", "tbc"),
    },
)
PARTS = ListWords(
    AttendanceRole,
    label,
    {AttendanceRole.CHAIR: ("chairperson", "chairing", "voorsitter"), AttendanceRole.NOTE_TAKER: ("minutes", "scribe")},
)
COUNTS = (
    (Field.WOMEN, "women", mark("Women")),
    (Field.MEN, "men", mark("Men")),
    (Field.OTHERS, "other", mark("Other gender")),
    (Field.YOUTH, "youth", mark("Youth")),
    (Field.DISABILITY, "disability", mark("People with a disability")),
    (Field.TOTAL, "total", mark("All who came")),
    (Field.SESSIONS, "sessions", mark("Sessions")),
    (Field.ATTENDANCES, "attendances", mark("Attendances")),
)
_WHO = (
    (Field.OUR_SIDE, "", "ours"),
    (Field.ATTENDANCE, "", ""),
    (Field.APOLOGIES, AttendanceCode.AP, ""),
    (Field.ABSENT, AttendanceCode.A, ""),
)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_LAST_WORD = re.compile(r"\s+[-–—:]\s+([^-–—:]+)$")
_AND = re.compile(r"\s+(?:and|en|&)\s+", re.IGNORECASE)


def _read(row: RowCells) -> EngagementCandidate | str:
    title = row.text(Field.EVENT) or row.text(Field.PURPOSE)[:120]
    if not title:
        return _("nothing in this row says what the engagement was about")
    typed = row.text(Field.ON_DAY)
    on_day = near_day(typed, row.today)
    if on_day is None:
        return _("“{text}” is no day; an engagement needs one").format(text=typed[:60]) if typed else _no_day()
    start, end = row.times(_("Time"))
    mode = row.word(Field.MODE, MODES, _("Mode"))
    body = row.text(Field.ORGANISATION)
    return EngagementCandidate(
        line=row.line,
        digest=digest(title, on_day.isoformat(), body),
        title=title,
        on_day=on_day,
        kind=KINDS.find(row.text(Field.KIND)) or row.text(Field.KIND),
        start_time=start,
        end_time=end,
        body=body,
        place=row.text(Field.PLACE),
        venue=row.text(Field.VENUE),
        mode=mode,
        purpose=row.text(Field.PURPOSE),
        minutes=row.text(Field.MINUTES),
        attendance=tuple(_attendance(row)),
        counts=tuple(_counts(row)),
        next_contact_on=row.day(Field.NEXT_CONTACT, _("Next contact")),
        status=row.text(Field.STATUS),
        notes=row.notes,
        reference=row.text(Field.REFERENCE),
    )


def _counts(row: RowCells) -> Iterator[tuple[str, int]]:
    """The head counts; those that contradict each other are kept as words, as they stand in the list."""
    found = {name: count for field, name, heading in COUNTS if (count := row.number(field, _(heading))) is not None}
    try:
        check_head_counts(HeadCounts(**found))
    except UserError:
        for field, _name, heading in COUNTS:
            row.keep(_(heading), row.text(field))
        return
    yield from found.items()


def _no_day() -> str:
    return _("no day stands in this row; an engagement needs one")


def _attendance(row: RowCells) -> Iterator[AttendanceCandidate]:
    """Everybody the row names, each once: who is in two columns counts where they stand first."""
    seen: set[str] = set()
    for field, code, side in _WHO:
        for cell in row.texts(field):
            for one in _people(cell, code, side):
                if quick_fold(one.name) not in seen:
                    seen.add(quick_fold(one.name))
                    yield one


def _people(cell: str, code: str, side: str) -> Iterator[AttendanceCandidate]:
    for text in split_people(cell):
        said = (*_BRACKETS.findall(text), *_LAST_WORD.findall(text))
        own = next(filter(None, map(CODES.find, said)), code)
        part = next(filter(None, map(PARTS.find, said)), "")
        bare = _BRACKETS.sub(_kept, text)
        last = _LAST_WORD.search(bare)
        if last is not None and (CODES.find(last[1]) or PARTS.find(last[1])):
            bare = bare[: last.start()]
        if bare.strip():
            yield AttendanceCandidate(bare.strip(), own, part, side)


def _kept(found: re.Match[str]) -> str:
    """Brackets that hold no code say something about who it is."""
    return "" if CODES.find(found[1]) or PARTS.find(found[1]) else found[0]


def split_people(cell: str) -> list[str]:
    """The names in a cell, between semicolons, else between commas where each side of one is a whole name."""
    if ";" in cell or "|" in cell:
        parts = re.split(r"[;|]", cell)
    else:
        parts = cell.split(",")
        if any(len(part.split()) < 2 for part in parts if part.strip()):
            parts = [cell]
    return [name.strip() for part in parts for name in _apart(part) if name.strip()]


def _apart(part: str) -> list[str]:
    """“Ann Bee and Carl Dee” are two, “Roads and Transport” is one."""
    names = _AND.split(part.strip())
    return names if all(len(name.split()) >= 2 for name in names) else [part]


ENGAGEMENTS = RegisterKind(
    id="engagements",
    name=mark("Engagements, one a row"),
    subject=Field.EVENT,
    read_row=_read,
    layout="engagements:",
    signs=tuple(
        frozenset((Field.ON_DAY, field))
        for field in (
            Field.ATTENDANCE,
            Field.VENUE,
            Field.PURPOSE,
            Field.START_TIME,
            Field.MINUTES,
            Field.MODE,
            Field.KIND,
            Field.TOTAL,
            Field.NEXT_CONTACT,
        )
    ),
    is_shy=True,
    loose=r"description|details?|besonderhede|beskrywing|item",
    days=(Field.ON_DAY,),
    names=(Field.ORGANISATION, Field.ATTENDANCE),
    several=frozenset((Field.NOTE, Field.ATTENDANCE)),
    columns=(
        KindColumn(
            Field.REFERENCE,
            mark("Reference"),
            mark("Your own number of the engagement, the same in every list: by it a newer list is recognised."),
            (r"(our )?ref(erence)?( ?(no|nr|number))?|no|nr|number|verwysing(snommer)?|id",),
        ),
        KindColumn(
            Field.EVENT,
            mark("Engagement"),
            mark("What it was or will be, in a few words: “Meeting with the portfolio committee on health”."),
            (
                r"(name of )?(the )?(engagement|meeting|event|activity|visit)( name| title| subject)?|title|subject",
                r"topic",
                r"vergadering|byeenkoms|gebeurtenis|onderwerp|titel|engagement with|meeting with",
            ),
            is_needed=True,
        ),
        KindColumn(
            Field.ON_DAY,
            mark("Date"),
            mark("The day, yyyy-mm-dd or dd/mm/yyyy."),
            (r"(engagement|meeting|event|visit) date|(date|day)( of .*| held)?|datum|held on|when|wanneer",),
            form="day",
            is_needed=True,
        ),
        KindColumn(
            Field.START_TIME,
            mark("Starts"),
            mark("When it begins, 24 hours: 14:00."),
            (r"(start|begin) ?(time|tyd)?|time|tyd|from( time)?|begin",),
            form="time",
        ),
        KindColumn(
            Field.END_TIME,
            mark("Ends"),
            mark("When it ends, 24 hours: 15:30."),
            (r"end ?(time)?|until|(eind|einde) ?(tyd)?|to time|finish(es)?",),
            form="time",
        ),
        KindColumn(
            Field.KIND,
            mark("Kind"),
            mark("What kind of engagement; a word of your own is kept."),
            (r"(type|kind|nature)( of (engagement|meeting|event|activity))?|(meeting|event) type|soort|tipe",),
            words=KINDS.labels,
        ),
        KindColumn(
            Field.ORGANISATION,
            mark("Body met"),
            mark("The legislature, committee, department or organisation, by any of its names."),
            (
                r"body|organi[sz]ation|institution|department|committee|legislature|council|municipality|stakeholders?",
                r"(with|met) ?(whom|who|with)?|instansie|organisasie|departement|komitee",
            ),
        ),
        KindColumn(
            Field.PLACE,
            mark("Place"),
            mark("The town, municipality or ward it is about."),
            (r"town|area|ward|province|district|plek|dorp",),
        ),
        KindColumn(
            Field.VENUE,
            mark("Venue"),
            mark("Where one meets."),
            (r"location|where|waar|(meeting|event) (place|venue)|lokaal",),
        ),
        KindColumn(
            Field.MODE,
            mark("Mode"),
            mark("How one meets."),
            (r"(meeting )?(mode|format|platform)|how|hoe|online or in person",),
            words=MODES.labels,
        ),
        KindColumn(
            Field.PURPOSE,
            mark("Purpose"),
            mark("What it is for."),
            (r"(purpose|aim|objective|goal|reason)s?( of .*)?|agenda|doel|issue|about|waaroor",),
        ),
        KindColumn(
            Field.OUR_SIDE,
            mark("Our delegation"),
            mark("Who goes for us: names with semicolons between them."),
            (r"(our|cso) (delegation|delegates|people|team|representatives?|side|attendees)|delegation|afvaardiging",),
        ),
        KindColumn(
            Field.ATTENDANCE,
            mark("Attendance"),
            mark(
                "Who came or is expected: names with semicolons between them, each with a code in brackets where it is "
                "known: P present, A absent, AP apology, L late, DE departed early, LDE both, U unknown."
            ),
            (
                r"attend(ance|ees|ed( by)?)( list| register)?|present|participants?|teenwoordig|bywoning|delegates",
                r"(who|people) (attended|came|was there|present)|their (side|delegation)|officials?|representatives?",
            ),
        ),
        KindColumn(
            Field.APOLOGIES,
            mark("Apologies"),
            mark("Who sent an apology: names with semicolons between them."),
            (r"apolog(y|ies)|verskonings?|excused",),
        ),
        KindColumn(
            Field.ABSENT,
            mark("Absent"),
            mark("Who stayed away: names with semicolons between them."),
            (r"absent(ees)?|afwesig|did not attend",),
        ),
        *(
            KindColumn(field, heading, mark("How many, as a whole number."), (pattern,), form="number")
            for (field, _name, heading), pattern in zip(
                COUNTS,
                (
                    r"(number of )?(women|females?)|vroue",
                    r"(number of )?(men|males?)|mans",
                    r"other genders?|non binary",
                    r"(number of )?(youth|young people)|jeug",
                    r"(people|persons) with (a )?disabilit(y|ies)|disab(led|ility|ilities)|pwds?|gestremd(es)?",
                    r"total( attendance| number)?|(number of )?(attendees|participants|people)|headcount|totaal",
                    r"(number of )?sessions?|sessies",
                    r"(number of |total )?attendances|bywonings",
                ),
                strict=True,
            )
        ),
        KindColumn(
            Field.MINUTES,
            mark("Minutes"),
            mark("What was said and decided."),
            (r"(minutes|outcomes?|results?|decisions?|discussion|summary|notule)( of .*)?|what happened",),
        ),
        KindColumn(
            Field.NEXT_CONTACT,
            mark("Next contact"),
            mark("The day on which to be in touch again."),
            (r"next (contact|meeting|step|engagement|follow up)( date| on)?|follow ?up( date| on)?|volgende kontak",),
            form="day",
        ),
        KindColumn(
            Field.STATUS,
            mark("Status"),
            mark("Where it stands; without a word what is over and has minutes or attendance was held."),
            (r"(current )?(status|state)|stand",),
            words=ENGAGEMENT.labels,
        ),
        NOTES,
    ),
)
