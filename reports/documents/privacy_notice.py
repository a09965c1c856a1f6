"""The notice of POPIA section 18: what it says, once, for paper and for Word."""

from __future__ import annotations

from collections.abc import Iterator

from crm.rules.privacy import REGULATOR
from reports.documents import head
from reports.facts.privacy_notice import NoticeFacts
from reports.forms import docx, pdf
from reports.forms.parts import Content, Heading, Look, Paragraph, Part
from reports.layout import page
from resources.translations import _, ngettext


def build(facts: NoticeFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_docx(facts: NoticeFacts, *, invariant: bool = False) -> page.Rendered:
    """The Word document."""
    return docx.write(content(facts), invariant=invariant)


def content(facts: NoticeFacts) -> Content:
    """All that the notice says."""
    title = _("What we hold about you, and why") if facts.is_for_one else _("What we hold about people, and why")
    subject = _("Notice under section 18 of the Protection of Personal Information Act 4 of 2013")
    return Content(
        title=title,
        subtitle=facts.scope,
        identity=head.identity_of(facts, f"{title}: {facts.scope}", subject),
        facts=(*_who(facts), head.made_row(facts)),
        summary=f"{subject}.",
        parts=tuple(_parts(facts)),
    )


def _who(facts: NoticeFacts) -> tuple[tuple[str, str], ...]:
    """Whose it is, and who answers for it."""
    officer = facts.officer
    number = _("number {number} at the Information Regulator").format(number=officer.registration)
    rows = (
        (_("Held by"), " · ".join((facts.organisation_name, *facts.reach))),
        (
            _("Information officer"),
            " · ".join(part for part in (officer.name, *officer.ways, number if officer.registration else "") if part),
        ),
        (_("Deputy"), officer.deputy),
    )
    return tuple(row for row in rows if row[1])


def _parts(facts: NoticeFacts) -> Iterator[Part]:
    for title, words in (
        (_("What we hold"), _what(facts)),
        (_("Why, and by what right"), _why(facts)),
        (_("Where it is from"), _where_from(facts)),
        (_("Whether you must give it"), _voluntary(facts)),
        (_("Who receives it"), _who_receives(facts)),
        (_("Abroad"), _abroad(facts)),
        (_("How long"), _how_long(facts)),
        (_("What you may do"), _rights(facts)),
    ):
        yield Heading(title, 2)
        yield Paragraph(words)
    yield Heading(_("Is something wrong, or missing?"), 2)
    yield Paragraph(_("Tell us: {at}").format(at=_at(facts)), Look.BOLD)


def _what(facts: NoticeFacts) -> str:
    if facts.is_for_one:
        counts = (f"{name.lower()} ({count})" for name, count in facts.counts)
        return _("In our records of {day} there is: {what}. You may ask to see it.").format(
            day=page.made_on(facts.made_on, ""), what=", ".join(counts)
        )
    return _(
        "Names, offices and organisations; numbers and addresses; which meetings somebody came to, and what was said, "
        "asked and promised there; our notes. The political party only of elected representatives; what somebody tells "
        "us of a language, an interpreter or access needed to take part. We write down no identity numbers, and "
        "nothing else about health, religion or race."
    )


def _why(facts: NoticeFacts) -> str:
    purpose = _(
        "To record what was promised to communities and follow it up, to invite people and report back to them, and to "
        "show how we work to those who fund it."
    )
    if facts.ground:
        return _("{purpose} By section 11 of the Act: {ground}.").format(purpose=purpose, ground=facts.ground)
    general = _(
        "By section 11 of the Act: for whoever holds a public office our legitimate interest, for partners the "
        "agreement with them, for everybody else consent."
    )
    return f"{purpose} {general}"


def _where_from(facts: NoticeFacts) -> str:
    if facts.source:
        return _("{source}; and what was said at meetings with us.").format(source=facts.source)
    return _(
        "From the people themselves, from public records and lists of members, and from what was said at meetings."
    )


def _voluntary(facts: NoticeFacts) -> str:
    return _(
        "You need not give us anything; no law requires it. Without your number or address {organisation} cannot "
        "write to you, invite you or tell you what became of a promise."
    ).format(organisation=facts.organisation_name)


def _who_receives(facts: NoticeFacts) -> str:
    words = _(
        "Those at {organisation} who do this work. Papers for public bodies, funders and communities name offices "
        "instead of people unless somebody decided otherwise."
    ).format(organisation=facts.organisation_name)
    if facts.receivers:
        went = _("What was about you went to: {whom}.").format(whom=", ".join(facts.receivers))
        return f"{words} {went}"
    return words


def _abroad(facts: NoticeFacts) -> str:
    """Section 18(1)(g): a folder that a service copies is a transfer, if it lies in another country."""
    if not facts.service:
        return _("It is kept on our own computers, encrypted. We do not send it to another country.")
    return _(
        "It is kept on our own computers, encrypted, in a folder that {service} copies to computers of its own. These "
        "may stand in another country; without our key nobody can read it there."
    ).format(service=facts.service)


def _how_long(facts: NoticeFacts) -> str:
    months = facts.months
    return _(
        "After the last that we had to do with somebody: {office} after an office ended, {partner} for those of partner"
        " organisations, {other} for everybody else. Then we decide whether it is still needed, and else erase it."
    ).format(office=_months(months.office), partner=_months(months.partner), other=_months(months.other))


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count)


def _rights(facts: NoticeFacts) -> str:
    return _(
        "You may ask what we hold about you and see it (section 23), have it corrected or deleted (section 24), object "
        "to its use (section 11(3)) and take back your consent at any time. Where we do not correct something, your "
        "statement stands beside it. You may complain to the {regulator}."
    ).format(regulator=REGULATOR)


def _at(facts: NoticeFacts) -> str:
    """Where to turn to: the officer, else the organisation."""
    officer = facts.officer
    named = (officer.name, *officer.ways) if officer.name and officer.ways else (facts.organisation_name, *facts.reach)
    return ", ".join(named)
