"""A register of petitions: what was asked of whom, and where it stands."""

from __future__ import annotations

from datetime import date

from crm.exchange.candidates import PetitionCandidate
from crm.exchange.columns import Field
from crm.exchange.register_cells import RowCells, digest
from crm.exchange.register_kind import KindColumn, RegisterKind
from crm.rules.list_words import ListWords
from crm.rules.petitions import Kind, label
from crm.rules.status_words import PETITION
from resources.translations import _, mark

KINDS = ListWords(
    Kind,
    label,
    {
        Kind.PETITION: ("petisie", "collective petition", "mass petition"),
        Kind.OVERSIGHT_REQUEST: ("oversight", "oversight visit request", "oorsigversoek"),
        Kind.SUBMISSION_ON_BILL: ("submission", "bill submission", "comment on bill", "voorlegging"),
        Kind.SUBMISSION_TO_INQUIRY: ("inquiry submission",),
        Kind.WRITTEN_QUESTION: ("question", "parliamentary question", "skriftelike vraag"),
        Kind.PAIA_REQUEST: ("paia", "access to information request", "information request"),
    },
)


def _read(row: RowCells) -> PetitionCandidate | str:
    title = row.text(Field.PETITION) or row.text(Field.PRAYER)[:120]
    if not title:
        return _("nothing in this row says what was asked for")
    kind = row.word(Field.KIND, KINDS, _("Kind"))
    submitted = _day_over(row, Field.SUBMITTED_ON, _("Submitted on"))
    acknowledged = _day_over(row, Field.ACKNOWLEDGED_ON, _("Acknowledged on"), since=submitted)
    due_on, due_words = row.due(Field.DUE, submitted)
    row.keep(_("Answer due"), due_words)
    return PetitionCandidate(
        line=row.line,
        digest=digest(title, row.text(Field.PETITIONER), row.text(Field.ORGANISATION)),
        title=title,
        kind=kind,
        prayer=row.text(Field.PRAYER),
        their_number=row.text(Field.THEIR_NUMBER),
        body=row.text(Field.ORGANISATION),
        committee=row.text(Field.COMMITTEE),
        petitioner=row.text(Field.PETITIONER),
        member=row.text(Field.MEMBER),
        place=row.text(Field.PLACE),
        signatures=row.number(Field.SIGNATURES, _("Signatures")),
        language=row.text(Field.LANGUAGE),
        owner=row.text(Field.OWNER),
        submitted_on=submitted,
        acknowledged_on=acknowledged,
        due_on=due_on,
        status=row.text(Field.STATUS),
        notes=row.notes,
        reference=row.text(Field.REFERENCE),
    )


def _day_over(row: RowCells, field: Field, heading: str, since: date | None = None) -> date | None:
    """A day that is over, and not before another one; what is none is kept as words."""
    found = row.past_day(field)
    if found is None or not (since or found) <= found <= row.today:
        row.keep(heading, row.text(field))
        return None
    return found


PETITIONS = RegisterKind(
    id="petitions",
    name=mark("Petitions and submissions, one a row"),
    layout="petitions:",
    subject=Field.PETITION,
    read_row=_read,
    signs=tuple(
        frozenset((field,))
        for field in (
            Field.PRAYER,
            Field.PETITIONER,
            Field.SIGNATURES,
            Field.SUBMITTED_ON,
            Field.ACKNOWLEDGED_ON,
            Field.THEIR_NUMBER,
            Field.COMMITTEE,
            Field.STATUS,
        )
    ),
    loose=r"description|details?|issue|matter|subject|title|besonderhede|beskrywing|onderwerp",
    days=(Field.SUBMITTED_ON,),
    names=(Field.PETITIONER, Field.MEMBER),
    columns=(
        KindColumn(
            Field.REFERENCE,
            mark("Reference"),
            mark("Your own number of the petition, the same in every list: by it a newer list is recognised."),
            (r"(our )?ref(erence)?( ?(no|nr|number))?|no|nr|number|verwysing(snommer)?|id",),
        ),
        KindColumn(
            Field.PETITION,
            mark("Petition"),
            mark("What it is called, or what it is about."),
            (
                r"(name|title|subject) of (the )?(petition|submission|request)",
                r"(petition|submission|representation)( title| name| subject)?|petisie|voorlegging",
                r"request for oversight",
            ),
            is_needed=True,
        ),
        KindColumn(
            Field.KIND,
            mark("Kind"),
            mark("In what form it is asked."),
            (r"(type|kind|form)( of (petition|submission))?|(petition|submission) type|soort|tipe",),
            words=KINDS.labels,
        ),
        KindColumn(
            Field.PRAYER,
            mark("What is asked for"),
            mark("The prayer: what the petitioner wants done."),
            (r"prayer|asks?( for)?|relief( sought)?|demands?|request(ed)?|bede|versoek|what is asked",),
        ),
        KindColumn(
            Field.ORGANISATION,
            mark("Handed in at"),
            mark("The legislature, council or body it goes to, by any of its names."),
            (
                r"(legislature|council|body|house|institution|municipality|addressee)( name)?|submitted to",
                r"addressed to|to( whom)?|handed in to|ingedien by|wetgewer",
            ),
        ),
        KindColumn(
            Field.COMMITTEE,
            mark("Committee"),
            mark("The committee that deals with it."),
            (r"(name of )?(the )?committee( name)?|referred to|komitee",),
        ),
        KindColumn(
            Field.THEIR_NUMBER,
            mark("Their number"),
            mark("The number the legislature registered it under."),
            (r"(petition|their|registration|official) (ref(erence)?|no|nr|number)( ?(no|nr|number))?|petisienommer",),
        ),
        KindColumn(
            Field.PETITIONER,
            mark("Petitioner"),
            mark("The person, group or organisation that asks."),
            (r"petitioners?( name)?|(submitted|lodged|brought) by|(name of )?(the )?petitioner|versoeker|from|who",),
        ),
        KindColumn(
            Field.MEMBER,
            mark("Presented by"),
            mark("The member who presents it in the House."),
            (r"(presenting |sponsoring )?(member|mpl|mp|councillor)( presenting)?|sponsor(ed by)?|aangebied deur",),
        ),
        KindColumn(
            Field.PLACE,
            mark("Place"),
            mark("The town, municipality or ward it is about."),
            (r"town|area|ward|community|district|plek|dorp|location",),
        ),
        KindColumn(
            Field.SIGNATURES,
            mark("Signatures"),
            mark("How many signed, as a whole number."),
            (r"(number of |no of )?(signatures|signatories|supporters)|handtekeninge",),
            form="number",
        ),
        KindColumn(
            Field.LANGUAGE,
            mark("Language"),
            mark("The language it is written in."),
            (r"language|taal",),
        ),
        KindColumn(
            Field.SUBMITTED_ON,
            mark("Submitted on"),
            mark("The day it was handed in."),
            (
                r"(date )?(submitted|lodged|filed|presented|handed in)( on| date)?|submission date|date|datum",
                r"date of (submission|petition|lodging)|ingedien( op)?|when",
            ),
            form="day",
        ),
        KindColumn(
            Field.ACKNOWLEDGED_ON,
            mark("Acknowledged on"),
            mark("The day they wrote that they had it."),
            (r"(date )?acknowledged?(ment)?( on| date| received)?|receipt( date)?|erken( op)?|ontvangs erken",),
            form="day",
        ),
        KindColumn(
            Field.DUE,
            mark("Answer due"),
            mark("The day by which they are to answer."),
            (r"(response |answer |reply )?(due|deadline)( date| by| on)?|due date|respond by|by when|sperdatum",),
            form="day",
        ),
        KindColumn(
            Field.OWNER,
            mark("Our owner"),
            mark("The colleague who follows it up, by name."),
            (r"(our |responsible )?(owner|person|colleague)|responsible|assigned to|verantwoordelik",),
        ),
        KindColumn(
            Field.STATUS,
            mark("Status"),
            mark("Where it stands. Your own words are asked about once."),
            (r"(current )?(status|progress|state|stage)|outcome|stand",),
            words=PETITION.labels,
        ),
        KindColumn(
            Field.NOTE,
            mark("Notes"),
            mark("Anything else; it becomes an internal note."),
            (r"(general )?(notes?|comments?|remarks?)|feedback|updates?|opmerkings?|aantekeninge?",),
        ),
    ),
)
