"""For whom a paper is made: the first choice of every report. It decides what may be shown and how people are named.

What an audience sees is our practice: whatever leaves the house shows open records only, and to the body we meet and to
whoever reads it in public a person is named by the office. The user may choose otherwise, and the paper then says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark


class Audience(StrEnum):
    """Who will read it."""

    OURSELVES = "ourselves"
    DELEGATION = "delegation"
    BODY = "body"
    PARTNERS = "partners"
    FUNDER = "funder"
    COMMUNITY = "community"
    PERSON = "person"


class Names(StrEnum):
    """How people are named."""

    NAMES = "names"
    OFFICES = "offices"
    PSEUDONYMS = "pseudonyms"
    NONE = "none"


EVERYBODY = tuple(Audience)
AT_HOME = (Audience.OURSELVES, Audience.DELEGATION)
AS_THE_READER = "reader"
AT_RISK_TOO = "at-risk-too"
"""Names, and somebody confirmed that whoever could be harmed may be named too."""
YES, NO = "yes", "no"

_LABELS: dict[str, str] = {
    Audience.OURSELVES: mark("Ourselves"),
    Audience.DELEGATION: mark("Our delegation"),
    Audience.BODY: mark("The body we meet"),
    Audience.PARTNERS: mark("Partners"),
    Audience.FUNDER: mark("Funder"),
    Audience.COMMUNITY: mark("Community"),
    Audience.PERSON: mark("The person concerned"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What an audience sees unless the user chooses otherwise."""

    level: str
    names: Names
    is_other_side: bool = False
    """Whether it is told what is “outstanding” rather than “overdue”, our own debts first."""


RULES: dict[Audience, Rule] = {
    Audience.OURSELVES: Rule("internal", Names.NAMES),
    Audience.DELEGATION: Rule("internal", Names.NAMES),
    Audience.BODY: Rule("open", Names.OFFICES, is_other_side=True),
    Audience.PARTNERS: Rule("open", Names.NAMES),
    Audience.FUNDER: Rule("open", Names.OFFICES),
    Audience.COMMUNITY: Rule("open", Names.OFFICES, is_other_side=True),
    Audience.PERSON: Rule("open", Names.NAMES, is_other_side=True),
}

NAMES = Option(
    "names",
    mark("Names of people"),
    OptionKind.CHOICE,
    (
        (AS_THE_READER, mark("As fits the reader")),
        (Names.NAMES.value, mark("Names")),
        (AT_RISK_TOO, mark("Names, also of those who could be harmed")),
        (Names.OFFICES.value, mark("Offices instead of names")),
        (Names.PSEUDONYMS.value, mark("Pseudonyms, the same in every paper")),
        (Names.NONE.value, mark("No names")),
    ),
)
CONFIDENTIALITY = Option(
    "confidentiality",
    mark("Confidentiality"),
    OptionKind.CHOICE,
    (
        (AS_THE_READER, mark("As fits the reader")),
        ("internal", mark("Without restricted records")),
        ("open", mark("Open records only")),
        ("restricted", mark("With restricted records")),
    ),
)


PRIVATE = Option(
    "private",
    mark("Private notes and details"),
    OptionKind.CHOICE,
    (
        (AS_THE_READER, mark("As fits the reader")),
        (NO, mark("Left out")),
        (YES, mark("Shown, as asked for")),
    ),
)
COMMON = (CONFIDENTIALITY, NAMES, PRIVATE)
"""What every report can be asked beside for whom it is."""
AS_WRITTEN = (CONFIDENTIALITY, replace(NAMES, choices=NAMES.choices[1:]))
"""The same of a letter: it names whom it goes to, who signs it, and whoever its words name, unless told not to."""


def audience_option(audiences: tuple[Audience, ...]) -> Option:
    """The first choice of a report that is made for these, the first of them unless said."""
    choices = tuple((each.value, _LABELS[each]) for each in audiences)
    return Option("audience", mark("For whom"), OptionKind.CHOICE, choices)


def label(audience: Audience) -> str:
    """The words for it (“The body we meet”)."""
    return _(_LABELS[audience])


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom one paper is made, and what was chosen for it."""

    audience: Audience
    level: str
    """Open records, without restricted ones, or with them: a key of `confidentiality.LEVELS`."""
    names: Names
    has_private: bool
    """Whether notes, numbers of people and who follows it up may be in it."""
    names_everybody: bool
    """Whether people who never held an office are named too, where people are: petitioners and beneficiaries."""
    names_at_risk: bool = False
    """Whether somebody confirmed that whoever could be harmed is named outside the house."""
    sees_own: bool = False
    """Whether it is the reader's own sheet: her private numbers are on it, whatever else is not open with them."""

    @property
    def is_at_home(self) -> bool:
        """Whether it stays in the house."""
        return self.audience in AT_HOME

    @property
    def is_other_side(self) -> bool:
        """Whether to say “outstanding” and “date passed”, and to put our own debts first."""
        return RULES[self.audience].is_other_side

    @property
    def hides_names(self) -> bool:
        """Whether somebody on the paper may not be named."""
        return self.names is not Names.NAMES or not self.names_everybody

    @property
    def is_told_what_is_missing(self) -> bool:
        """Whether it is said how many records are kept back: the other side need not know how much there is."""
        return not self.is_other_side


OURSELVES = Reader(Audience.OURSELVES, "internal", Names.NAMES, has_private=True, names_everybody=True)
"""Who reads a paper of which nothing else is said."""


def reader_of(chosen: Chosen) -> Reader:
    """Who reads the paper, from its options; a report without the choice is made for ourselves."""
    audience = Audience(chosen.choices.get("audience", Audience.OURSELVES))
    rule = RULES[audience]
    level, names, private = (chosen.choices.get(each.name, AS_THE_READER) for each in COMMON)
    has_private = audience in AT_HOME if private == AS_THE_READER else private == YES
    return Reader(
        audience,
        rule.level if level == AS_THE_READER else level,
        rule.names if names == AS_THE_READER else Names(Names.NAMES if names == AT_RISK_TOO else names),
        has_private,
        has_private or names != AS_THE_READER,
        names_at_risk=names == AT_RISK_TOO,
    )


def level_of(chosen: Chosen) -> str:
    """Which records the paper may show: as was chosen, else as fits its reader."""
    return reader_of(chosen).level
