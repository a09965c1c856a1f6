"""The papers there are. Importing this loads neither reportlab nor the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.rules import clock
from crm.rules.errors import UserError
from reports.facts import (
    access_request,
    audit_trail,
    brief,
    call_sheet,
    commitments,
    contact_list,
    disclosures,
    evidence,
    examples,
    follow_up,
    hand_over,
    incident,
    kept_promises,
    leave_behind,
    leaving,
    letter,
    meeting_form,
    minutes,
    month,
    mou_annex,
    mou_progress,
    mou_review,
    new_holder,
    organisation_sheet,
    person_sheet,
    petition_register,
    plan_status,
    privacy_notice,
    request_answer,
    request_decision,
    results,
    short_message,
    sign_in,
    telling,
    telling_examples,
)
from reports.facts.audience import AS_WRITTEN, AT_HOME, COMMON, EVERYBODY, Audience, Reader, audience_option, reader_of
from reports.facts.commitments_options import OPTIONS as REGISTER_OPTIONS
from reports.facts.file_names import file_name
from reports.facts.follow_up_options import OPTIONS
from reports.facts.kept_promises_options import OPTIONS as LEDGER_OPTIONS
from reports.facts.letter_options import OPTIONS as LETTER_OPTIONS
from reports.facts.letter_options import WHAT as ABOUT
from reports.facts.mou_progress_options import OPTIONS as MOU_OPTIONS
from reports.facts.petition_register_options import OPTIONS as PETITION_OPTIONS
from reports.facts.redaction import count_people, redact
from reports.languages import LANGUAGE, speech_for
from reports.layout import logo, seal
from reports.layout.making import Tell, watched
from reports.layout.password import check_password, protect
from reports.options import Chosen, Option, read_options
from resources.translations import ENGLISH, Speech, _, mark, ngettext, speaking

if TYPE_CHECKING:
    from reports.layout.page import Rendered

Ask = Callable[..., Any]
"""`Workspace.ask`: called with a query and its arguments."""

Build = Callable[[Any, bool], "Rendered"]
"""Makes a file of the gathered facts; the same bytes for the same facts where the second argument says so."""

PDF, TEXT, CSV, ZIP = ".pdf", ".txt", ".csv", ".zip"
FORM_NAMES = {PDF: "PDF", ".docx": "Word", ".xlsx": "Excel", CSV: "CSV", TEXT: mark("Text"), ZIP: "ZIP"}
"""What the files of an ending are called."""

FIRST_PAGES = 4
"""How many pages of a longer paper are shown while the rest is made."""


def _as_it_is(_ask: Ask) -> Sequence[Mapping[str, str]]:
    """One paper, with no option chosen."""
    return ({},)


class Picture(StrEnum):
    """What a paper looks like from afar, for the gallery."""

    REGISTER = "register"
    BRIEF = "brief"
    FORM = "form"
    SHEET = "sheet"
    LETTER = "letter"


class Group(StrEnum):
    """What a paper is for: the gallery shows them so, in this order."""

    MEETING = "meeting"
    PROMISES = "promises"
    LEGISLATURE = "legislature"
    PARTNERS = "partners"
    COMMUNITY = "community"
    PEOPLE = "people"
    LETTERS = "letters"


GROUP_NAMES = {
    Group.MEETING: mark("For a meeting"),
    Group.PROMISES: mark("Promises"),
    Group.LEGISLATURE: mark("For the legislature"),
    Group.PARTNERS: mark("Funders and partners"),
    Group.COMMUNITY: mark("Community"),
    Group.PEOPLE: mark("People and privacy"),
    Group.LETTERS: mark("Letters"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of paper. Title and description are in English; translate them with `_` where they are shown."""

    name: str
    title: str
    description: str
    own_options: tuple[Option, ...]
    gather: Callable[[Ask, Chosen], Any]
    build: Build
    examples: Callable[[Ask], Sequence[Mapping[str, str]]] = _as_it_is
    """The options with which a sample workspace shows this paper, one paper each."""
    picture: Picture = Picture.REGISTER
    group: Group = Group.PROMISES
    audiences: tuple[Audience, ...] = EVERYBODY
    """For whom it may be made; the first one unless said."""
    reader: Callable[[Chosen], Reader] = reader_of
    """Who reads it by what was chosen, where that is not as of every report."""
    common: tuple[Option, ...] = COMMON
    """What may be chosen beside its own options, as of every report."""
    forms: Mapping[str, Build] = field(default_factory=dict)
    """What it is beside a PDF: by the ending of the file (“.docx”), what makes that of the same facts."""

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings its files may have, the PDF first."""
        return (PDF, *self.forms)

    def build_in(self, file: Path) -> Build:
        """What makes this file, by its ending; without one it is a PDF. Raises UserError("report-form-not-known")."""
        ending = file.suffix.lower() or PDF
        if ending not in self.endings:
            raise UserError("report-form-not-known", ending=ending, known=", ".join(self.endings))
        return self.forms.get(ending, self.build)

    @property
    def options(self) -> tuple[Option, ...]:
        """All that may be chosen: for whom, what is the report's own, and what every report has beside it."""
        own = {option.name for option in self.own_options}
        beside = tuple(option for option in (*self.common, LANGUAGE) if option.name not in own)
        return (audience_option(self.audiences), *self.own_options, *beside)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was written; `pages` is 0 where its form has none of its own."""

    file: Path
    report: str
    pages: int
    sha256: str
    title: str
    people: int | None
    """How many people it names; None for a ZIP, whose files nobody reads for that."""
    has_password: bool


def make(
    ask: Ask,
    name: str,
    options: Mapping[str, str],
    out: Path,
    *,
    made_by: str = "",
    today: date | None = None,
    invariant: bool = False,
    tell: Tell | None = None,
    password: str | None = None,
) -> Made:
    """Write a report whole or not at all, in the form its ending says; with `invariant` always the same bytes
    (so without the seal).

    In a folder it gets the name that fits it. `tell` hears how many pages are made, and may raise to stop before
    anything is written. With a password the PDF is encrypted.
    Raises UserError for an unknown report, form or option and for a weak password,
    EnvironmentProblem("report-not-written") for the disk.
    """
    from reports.layout.page import write

    report, is_folder = find_report(name), out.is_dir()
    build = report.build if is_folder else report.build_in(out)
    if password is not None:
        _check_password(password, "" if is_folder else out.suffix)
    with watched(tell):
        gathered = _gathered(ask, name, options, made_by, today, tell, build)
        rendered = gathered.draw(invariant)
    if is_folder:
        title = rendered.title or _(report.title)
        out /= file_name(title, audience_of(name, options), today or clock.today(), PDF)
    if password is not None:
        rendered = replace(rendered, data=protect(rendered.data, password))
    write(rendered.data, out)
    return _made(ask, out, report, gathered.facts, rendered, has_password=password is not None)


def make_text(ask: Ask, name: str, options: Mapping[str, str], *, made_by: str = "", today: date | None = None) -> str:
    """A report that is a text, to be shown and copied. Raises as `make` does."""
    build = find_report(name).build_in(Path(f"{name}{TEXT}"))
    return _gathered(ask, name, options, made_by, today, None, build).draw(False).data.decode()


def _check_password(password: str, ending: str) -> None:
    """A weak one is refused before the paper is made, and one for a form that cannot be closed with it."""
    if ending.lower() not in ("", PDF):
        raise UserError("report-password-only-pdf", ending=ending)
    check_password(password)


def make_bytes(
    ask: Ask,
    name: str,
    options: Mapping[str, str],
    *,
    made_by: str = "",
    today: date | None = None,
    invariant: bool = False,
) -> bytes:
    """The same PDF in memory, for the preview."""
    return render(ask, name, options, made_by=made_by, today=today, invariant=invariant).data


def render(
    ask: Ask,
    name: str,
    options: Mapping[str, str],
    *,
    made_by: str,
    today: date | None,
    invariant: bool,
    tell: Tell | None = None,
) -> Rendered:
    """The PDF in memory and the number of its pages; `tell` hears of each page and may raise to stop the making."""
    with watched(tell):
        return _gathered(ask, name, options, made_by, today, tell).draw(invariant)


def render_growing(
    ask: Ask, name: str, options: Mapping[str, str], *, made_by: str, today: date | None, tell: Tell
) -> Iterator[Rendered]:
    """The first pages of a paper, then the whole of it if it is longer; its facts are gathered once."""
    gathered = _gathered(ask, name, options, made_by, today, tell)
    with watched(tell, FIRST_PAGES):
        rendered = gathered.draw(False)
    yield rendered
    if not rendered.is_whole:
        with watched(tell):
            rendered = gathered.draw(False)
        yield rendered


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The facts of a report, and what draws them as often as it is called."""

    facts: Any
    draw: Callable[[bool], Rendered]


def _gathered(
    ask: Ask,
    name: str,
    options: Mapping[str, str],
    made_by: str,
    today: date | None,
    tell: Tell | None,
    build: Build | None = None,
) -> _Gathered:
    """Gather the facts of a report as its reader may read them."""
    from crm.queries import audit, organisations

    def asking(query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if tell is not None:
            tell(0)
        return ask(query, *args, **kwargs)

    report = find_report(name)
    chosen = read_options(report.options, options, today or clock.today(), made_by)
    spoken = speech_for(ask, chosen) if LANGUAGE in report.options else Speech(ENGLISH)
    state = asking(audit.get_seal)
    with speaking(spoken):
        facts = _for_its_reader(asking, chosen, report.gather(asking, chosen), report.reader)
    picture = ask(organisations.get_logo)

    def draw(invariant: bool) -> Rendered:
        with speaking(spoken), logo.shown(picture), seal.shown("" if invariant else state):
            return (build or report.build)(facts, invariant)

    return _Gathered(facts, draw)


def _for_its_reader(ask: Ask, chosen: Chosen, facts: Any, find_reader: Callable[[Chosen], Reader] = reader_of) -> Any:
    """The facts with people named as the reader of the paper may read it."""
    reader = find_reader(chosen)
    concerned = chosen.record("person") if reader.audience is Audience.PERSON else None
    return redact(ask, facts, reader, chosen.today, concerned)


def make_letter(
    ask: Ask,
    options: Mapping[str, str],
    record_ids: Sequence[int],
    subject: str,
    words: str,
    out: Path,
    *,
    made_by: str = "",
) -> Made:
    """Write the letter about one petition or these promises with the words as changed. Raises as `make` does."""
    from crm.queries import audit, organisations
    from reports.layout.page import write

    report = REPORTS["letter"]
    build = report.build_in(out)
    of_the_words = tuple(option for option in report.options if option.one_of != ABOUT)
    chosen = read_options(of_the_words, options, clock.today(), made_by)
    prepared = letter.prepare_about(ask, chosen, record_ids)
    written = letter.with_words(letter.facts_of(ask, chosen, prepared), prepared, subject, words)
    facts = _for_its_reader(ask, chosen, written)
    with logo.shown(ask(organisations.get_logo)), seal.shown(ask(audit.get_seal)):
        rendered = build(facts, False)
    write(rendered.data, out)
    return _made(ask, out, report, facts, rendered, has_password=False)


def _made(ask: Ask, file: Path, report: Report, facts: Any, rendered: Rendered, *, has_password: bool) -> Made:
    sha256 = hashlib.sha256(rendered.data).hexdigest()
    people = None if file.suffix.lower() == ZIP else count_people(ask, facts)
    return Made(file, report.name, rendered.pages, sha256, rendered.title or _(report.title), people, has_password)


def audience_of(name: str, options: Mapping[str, str]) -> Audience:
    """For whom a report with these options is made."""
    return Audience(options.get("audience") or find_report(name).audiences[0])


def make_examples(ask: Ask, folder: Path, *, made_by: str = "", today: date | None = None) -> list[Made]:
    """Every paper of a sample workspace in each of its forms: NAME.pdf, and NAME-2.pdf for a second example.

    Raises as `make` does.
    """
    return [
        make(ask, name, options, folder / f"{called}{ending}", made_by=made_by, today=today)
        for name, report in REPORTS.items()
        for number, options in enumerate(report.examples(ask), 1)
        for called in [name if number == 1 else f"{name}-{number}"]
        for ending in report.endings
    ]


def written_words(file: str, pages: int) -> str:
    """The file with how many pages it has, where it has any."""
    count = ngettext("{count} page", "{count} pages", pages)
    return _("{file} ({pages})").format(file=file, pages=count) if pages else file


def find_report(name: str) -> Report:
    """The report of that name; raises UserError("report-not-known")."""
    report = REPORTS.get(name)
    if report is None:
        raise UserError("report-not-known", name=name, known=", ".join(REPORTS))
    return report


def _drawn_by(document: str, build_name: str = "build") -> Build:
    """A function of this module of `reports.documents`, imported with what it needs when the first paper is made."""

    def build(facts: object, invariant: bool) -> Rendered:
        made: Rendered = getattr(import_module(f"reports.documents.{document}"), build_name)(facts, invariant=invariant)
        return made

    return build


REPORTS: dict[str, Report] = {
    "follow-up": Report(
        name="follow-up",
        title=mark("Follow-up report"),
        description=mark("What was promised both ways, the overdue first: where it stands and what comes next."),
        own_options=OPTIONS,
        gather=follow_up.gather,
        build=_drawn_by("follow_up"),
    ),
    "commitments": Report(
        name="commitments",
        title=mark("Commitments register"),
        description=mark("Every commitment that fits, open or closed, one line each: the list of the screen on paper."),
        own_options=REGISTER_OPTIONS,
        gather=commitments.gather,
        build=_drawn_by("commitments"),
    ),
    "kept-promises": Report(
        name="kept-promises",
        title=mark("Kept promises"),
        description=mark("Of what was due, how much was kept, ours first: counts with what shows it, nobody ranked."),
        own_options=LEDGER_OPTIONS,
        gather=kept_promises.gather,
        build=_drawn_by("kept_promises"),
    ),
    "call-sheet": Report(
        name="call-sheet",
        audiences=AT_HOME,
        title=mark("Call sheet"),
        description=mark("Whom to ring about what is open, numbered like the Review, with boxes to tick."),
        own_options=call_sheet.OPTIONS,
        gather=call_sheet.gather,
        build=_drawn_by("call_sheet"),
        examples=call_sheet.examples,
    ),
    "hand-over": Report(
        name="hand-over",
        audiences=AT_HOME,
        title=mark("Hand-over list"),
        description=mark("At the end of a term: what is open with each holder, and what was agreed for it."),
        own_options=hand_over.OPTIONS,
        gather=hand_over.gather,
        build=_drawn_by("hand_over"),
        examples=hand_over.examples,
    ),
    "letter": Report(
        name="letter",
        group=Group.LETTERS,
        audiences=(Audience.BODY, Audience.PERSON),
        common=AS_WRITTEN,
        title=mark("Follow-up letter"),
        description=mark("To sign: about a petition at its rung, one promise, or all that a person or body owes us."),
        own_options=LETTER_OPTIONS,
        gather=letter.gather,
        build=_drawn_by("letter"),
        forms={".docx": _drawn_by("letter_docx")},
        examples=letter.examples,
        picture=Picture.LETTER,
    ),
    "new-holder": Report(
        name="new-holder",
        group=Group.LETTERS,
        audiences=(Audience.BODY, Audience.PERSON),
        common=AS_WRITTEN,
        title=mark("Letter to a new holder"),
        description=mark("After a change of office: who we are, what the office undertook, what we owe it."),
        own_options=new_holder.OPTIONS,
        gather=new_holder.gather,
        build=_drawn_by("new_holder"),
        forms={".docx": _drawn_by("letter_docx", "build_new_holder")},
        examples=new_holder.examples,
        picture=Picture.LETTER,
    ),
    "petition-register": Report(
        name="petition-register",
        group=Group.LEGISLATURE,
        title=mark("Petitions and submissions"),
        description=mark("What was handed in where, by which law an answer is due, where it stands, who was told."),
        own_options=PETITION_OPTIONS,
        gather=petition_register.gather,
        build=_drawn_by("petition_register"),
    ),
    "plan-status": Report(
        name="plan-status",
        group=Group.PARTNERS,
        audiences=(Audience.OURSELVES, Audience.DELEGATION, Audience.PARTNERS, Audience.FUNDER),
        title=mark("Advocacy plan status"),
        description=mark("A plan, or all of a CSO: its steps on a line of time, what slipped, what came of it."),
        own_options=plan_status.OPTIONS,
        gather=plan_status.gather,
        build=_drawn_by("plan_status"),
        examples=plan_status.examples,
    ),
    "brief": Report(
        name="brief",
        group=Group.MEETING,
        audiences=(Audience.DELEGATION, Audience.OURSELVES),
        title=mark("Pre-visit brief"),
        description=mark(
            "Before a visit: whom we meet, what was promised both ways, what we ask; then the meeting form."
        ),
        own_options=brief.OPTIONS,
        gather=brief.gather,
        build=_drawn_by("brief"),
        examples=examples.each_kind,
        picture=Picture.BRIEF,
    ),
    "meeting-form": Report(
        name="meeting-form",
        group=Group.MEETING,
        audiences=(Audience.DELEGATION, Audience.OURSELVES),
        title=mark("Meeting form"),
        description=mark(
            "Fill it in by hand: who came, points, asks, promises read back. Numbered like the close-out."
        ),
        own_options=meeting_form.OPTIONS,
        gather=meeting_form.gather,
        build=_drawn_by("meeting_form"),
        examples=examples.engagement_and_blank,
        picture=Picture.FORM,
    ),
    "minutes": Report(
        name="minutes",
        group=Group.MEETING,
        audiences=(Audience.OURSELVES, Audience.DELEGATION, Audience.BODY, Audience.PARTNERS),
        title=mark("Minutes"),
        description=mark("Who was there, what was raised, asked and promised, who does what by when, to sign."),
        own_options=minutes.OPTIONS,
        gather=minutes.gather,
        build=_drawn_by("minutes"),
        examples=minutes.examples,
        picture=Picture.BRIEF,
    ),
    "leave-behind": Report(
        name="leave-behind",
        group=Group.MEETING,
        audiences=(Audience.BODY, Audience.PARTNERS, Audience.PERSON),
        title=mark("Leave-behind"),
        description=mark("To lay on the table: where promises stand, ours first, and nothing private."),
        own_options=leave_behind.OPTIONS,
        gather=leave_behind.gather,
        build=_drawn_by("leave_behind"),
        examples=examples.next_visit,
    ),
    "sign-in": Report(
        name="sign-in",
        group=Group.MEETING,
        audiences=AT_HOME,
        title=mark("Sign-in sheet"),
        description=mark("Names and signatures over the privacy notice; or counts only, without a name."),
        own_options=sign_in.OPTIONS,
        gather=sign_in.gather,
        build=_drawn_by("sign_in"),
        examples=examples.signed_and_counted,
        picture=Picture.SHEET,
    ),
    "access-request": Report(
        name="access-request",
        group=Group.PEOPLE,
        title=mark("Access request"),
        description=mark(
            "All that is held on one person, to read at home (POPIA s23); what goes out answers a request."
        ),
        own_options=access_request.OPTIONS,
        gather=access_request.gather,
        build=_drawn_by("access_request"),
        examples=access_request.examples,
        audiences=(Audience.PERSON,),
        forms={ZIP: _drawn_by("access_request", "build_pack")},
    ),
    "request-answer": Report(
        name="request-answer",
        group=Group.PEOPLE,
        title=mark("Answer to a request"),
        description=mark(
            "What somebody asked under POPIA, answered as it was decided thing by thing; as a ZIP with files."
        ),
        own_options=request_answer.OPTIONS,
        gather=request_answer.gather,
        build=_drawn_by("request_answer"),
        examples=request_answer.examples,
        audiences=(Audience.PERSON,),
        reader=request_answer.find_reader,
        common=(),
        forms={ZIP: _drawn_by("request_answer", "build_pack")},
    ),
    "request-decision": Report(
        name="request-decision",
        group=Group.PEOPLE,
        title=mark("Decision on a request"),
        description=mark(
            "For the Information Officer to sign: who read what, what is given, and what is withheld and why."
        ),
        own_options=request_decision.OPTIONS,
        gather=request_decision.gather,
        build=_drawn_by("request_decision"),
        examples=request_decision.examples,
        audiences=AT_HOME,
        common=(),
        picture=Picture.FORM,
    ),
    "incident": Report(
        name="incident",
        group=Group.PEOPLE,
        title=mark("Incident sheet"),
        description=mark(
            "Stolen or lost: whom it concerns, what was in it, what the law asks and what to do (POPIA s22)."
        ),
        own_options=incident.OPTIONS,
        gather=incident.gather,
        build=_drawn_by("incident"),
        examples=incident.examples,
        picture=Picture.SHEET,
        audiences=(Audience.OURSELVES,),
        common=(),
    ),
    "notices": Report(
        name="notices",
        group=Group.PEOPLE,
        title=mark("Letters after a loss"),
        description=mark(
            "To each person concerned (POPIA s22(5)), with how each is reached; in Word for a letterhead; as a ZIP."
        ),
        own_options=incident.OPTIONS,
        gather=incident.gather_notice,
        build=_drawn_by("incident", "build_notice"),
        examples=incident.examples,
        picture=Picture.LETTER,
        audiences=(Audience.OURSELVES,),
        common=(),
        forms={".docx": _drawn_by("letter_docx", "build_notices"), ZIP: _drawn_by("incident", "build_letters")},
    ),
    "leaving": Report(
        name="leaving",
        group=Group.PEOPLE,
        title=mark("Work to take over"),
        description=mark("All a colleague who leaves has in hand, by whom it is with; as a ZIP with a brief of each."),
        own_options=leaving.OPTIONS,
        gather=leaving.gather,
        build=_drawn_by("leaving"),
        examples=leaving.examples,
        audiences=(Audience.OURSELVES,),
        common=(),
        forms={ZIP: _drawn_by("leaving", "build_pack")},
    ),
    "person": Report(
        name="person",
        group=Group.PEOPLE,
        audiences=(Audience.OURSELVES, Audience.DELEGATION, Audience.PERSON, Audience.PARTNERS),
        title=mark("Person sheet"),
        description=mark(
            "Offices, how to address and reach, what was said and promised; also for the person to check."
        ),
        own_options=person_sheet.OPTIONS,
        reader=person_sheet.find_reader,
        gather=person_sheet.gather,
        build=_drawn_by("person_sheet"),
        examples=person_sheet.examples,
        picture=Picture.BRIEF,
    ),
    "organisation": Report(
        name="organisation",
        group=Group.PEOPLE,
        audiences=(Audience.OURSELVES, Audience.DELEGATION, Audience.BODY, Audience.PARTNERS, Audience.FUNDER),
        title=mark("Organisation sheet"),
        description=mark("What it is, who holds which post, what was agreed, asked and promised between us."),
        own_options=organisation_sheet.OPTIONS,
        gather=organisation_sheet.gather,
        build=_drawn_by("organisation_sheet"),
        examples=organisation_sheet.examples,
        picture=Picture.BRIEF,
    ),
    "audit-trail": Report(
        name="audit-trail",
        group=Group.PEOPLE,
        audiences=AT_HOME,
        title=mark("Audit trail"),
        description=mark("What was done in the workspace: by whom, when, and what it changed, with the seal over it."),
        own_options=audit_trail.OPTIONS,
        gather=audit_trail.gather,
        build=_drawn_by("audit_trail"),
        forms={".xlsx": _drawn_by("audit_trail", "build_xlsx")},
    ),
    "contact-list": Report(
        name="contact-list",
        group=Group.PEOPLE,
        audiences=(Audience.OURSELVES, Audience.DELEGATION, Audience.PARTNERS),
        title=mark("Contact list"),
        description=mark("People by the body they are in: office, numbers and when they were checked, the way in."),
        own_options=contact_list.OPTIONS,
        gather=contact_list.gather,
        build=_drawn_by("contact_list"),
        examples=contact_list.examples,
        forms={".docx": _drawn_by("contact_list", "build_docx"), ".xlsx": _drawn_by("contact_list", "build_xlsx")},
    ),
    "privacy-notice": Report(
        name="privacy-notice",
        group=Group.PEOPLE,
        title=mark("Privacy notice"),
        description=mark("What is held, why, by whom, and what one may do about it: for one, for a table, for all."),
        own_options=privacy_notice.OPTIONS,
        gather=privacy_notice.gather,
        build=_drawn_by("privacy_notice"),
        examples=privacy_notice.examples,
        picture=Picture.LETTER,
        audiences=(Audience.PERSON,),
        common=AS_WRITTEN,
        forms={".docx": _drawn_by("privacy_notice", "build_docx")},
    ),
    "disclosures": Report(
        name="disclosures",
        group=Group.PEOPLE,
        title=mark("Disclosure register"),
        description=mark("What left this workspace: what, to whom, when, why and by whom, with its SHA-256."),
        own_options=disclosures.OPTIONS,
        gather=disclosures.gather,
        build=_drawn_by("disclosures"),
        examples=disclosures.examples,
        audiences=(Audience.OURSELVES,),
        forms={".xlsx": _drawn_by("disclosures", "build_xlsx"), CSV: _drawn_by("disclosures", "build_csv")},
    ),
    "evidence": Report(
        name="evidence",
        group=Group.LEGISLATURE,
        title=mark("Evidence pack"),
        description=mark("What shows what became of a matter: an index, and as a ZIP all files with their SHA-256."),
        own_options=evidence.OPTIONS,
        gather=evidence.gather,
        build=_drawn_by("evidence"),
        examples=evidence.examples,
        forms={ZIP: _drawn_by("evidence", "build_pack")},
    ),
    "month": Report(
        name="month",
        audiences=AT_HOME,
        title=mark("The month on one page"),
        description=mark("For a director: what needs your call or signature, what is stuck, due, moved, and the gaps."),
        own_options=month.OPTIONS,
        gather=month.gather,
        build=_drawn_by("month"),
    ),
    mou_progress.NAME: Report(
        name=mou_progress.NAME,
        group=Group.PARTNERS,
        audiences=(Audience.OURSELVES, Audience.BODY, Audience.PARTNERS, Audience.FUNDER),
        title=mark("MoU progress report"),
        description=mark(
            "An agreement clause by clause: planned and actual, each promise with its evidence, what is due."
        ),
        own_options=MOU_OPTIONS,
        gather=mou_progress.gather,
        build=_drawn_by("mou_progress"),
        examples=mou_progress.examples,
    ),
    results.NAME: Report(
        name=results.NAME,
        group=Group.PARTNERS,
        audiences=(Audience.FUNDER, Audience.OURSELVES, Audience.PARTNERS),
        title=mark("Results report"),
        description=mark("Of a grant and a period: indicators, activities, who came, outcomes, promises, evidence."),
        own_options=results.OPTIONS,
        gather=results.gather,
        build=_drawn_by("results"),
        examples=results.examples,
        forms={".docx": _drawn_by("results", "build_docx"), ".xlsx": _drawn_by("results", "build_xlsx")},
    ),
    "report-back": Report(
        name="report-back",
        group=Group.COMMUNITY,
        audiences=telling.AUDIENCES,
        title=mark("Report-back to the community"),
        description=mark("To hang on a wall: what was asked, said and happened, in plain words, two languages beside."),
        own_options=telling.TWO_LANGUAGES,
        gather=telling.gather,
        build=_drawn_by("report_back"),
        examples=telling_examples.two_languages,
        picture=Picture.SHEET,
    ),
    "read-aloud": Report(
        name="read-aloud",
        group=Group.COMMUNITY,
        audiences=telling.AUDIENCES,
        title=mark("Read-aloud sheet"),
        description=mark("The report-back to be read out: one matter a block, large, in one language, with pauses."),
        own_options=telling.OPTIONS,
        gather=telling.gather,
        build=_drawn_by("read_aloud"),
        examples=telling_examples.one_language,
        picture=Picture.SHEET,
    ),
    "short-message": Report(
        name="short-message",
        group=Group.COMMUNITY,
        audiences=telling.AUDIENCES,
        title=mark("Short message"),
        description=mark("For WhatsApp, SMS or radio: what happened, in so many letters, and whom to ask."),
        own_options=short_message.OPTIONS,
        gather=short_message.gather,
        build=_drawn_by("short_message"),
        examples=telling_examples.one_language,
        picture=Picture.SHEET,
        forms={TEXT: _drawn_by("short_message", "build_text")},
    ),
    "mou-annex": Report(
        name="mou-annex",
        group=Group.PARTNERS,
        audiences=(Audience.BODY, Audience.OURSELVES, Audience.PARTNERS, Audience.FUNDER),
        title=mark("MoU clause by clause"),
        description=mark("An annex: the words of each clause, what it brings, and every promise made under it."),
        own_options=mou_annex.OPTIONS,
        gather=mou_annex.gather,
        build=_drawn_by("mou_annex"),
        examples=mou_annex.examples,
        forms={".docx": _drawn_by("mou_annex", "build_docx")},
    ),
    "mou-review": Report(
        name="mou-review",
        group=Group.PARTNERS,
        audiences=(Audience.BODY, Audience.OURSELVES),
        title=mark("MoU review"),
        description=mark("A draft with room for the other side's response, then the version with it filled in."),
        own_options=mou_review.OPTIONS,
        gather=mou_review.gather,
        build=_drawn_by("mou_review"),
        examples=mou_review.examples,
        picture=Picture.FORM,
        forms={".docx": _drawn_by("mou_review", "build_docx")},
    ),
}
