"""What can be lost with personal information in it, and what the law then asks (POPIA, section 22)."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Lost(StrEnum):
    """What was lost or got into the hands of somebody else."""

    LAPTOP = "laptop"
    PHONE = "phone"
    STICK = "stick"
    PAPERS = "papers"
    ACCESS = "access"


class Secret(StrEnum):
    """What went with it that opens the workspace."""

    NOT_KNOWN = "not_known"
    NONE = "none"
    SHEET = "sheet"
    PASSPHRASE = "passphrase"  # noqa: S105 - which of them, not one
    KEYRING = "keyring"
    OPEN = "open"


class Kind(StrEnum):
    """Who somebody is to us, as far as a notice has to tell them apart."""

    OFFICE = "office"
    CIVIL_SOCIETY = "civil_society"
    OTHER = "other"


class Way(StrEnum):
    """How a notice reaches somebody."""

    VOICE = "voice"
    EMAIL = "email"
    POST = "post"
    TELEPHONE = "telephone"
    PUBLIC = "public"


_LABELS: dict[str, str] = {
    Lost.LAPTOP: mark("Our laptop"),
    Lost.PHONE: mark("Our telephone"),
    Lost.STICK: mark("A memory stick or disk of ours"),
    Lost.PAPERS: mark("Papers of ours"),
    Lost.ACCESS: mark("Access to our records"),
    Secret.NOT_KNOWN: mark("Not known"),
    Secret.NONE: mark("Nothing that opens it"),
    Secret.SHEET: mark("The recovery sheet"),
    Secret.PASSPHRASE: mark("A passphrase"),
    Secret.KEYRING: mark("Remembered on that computer, which opens without a password"),
    Secret.OPEN: mark("It was open"),
    Kind.OFFICE: mark("Office-holders, officials and their staff"),
    Kind.CIVIL_SOCIETY: mark("People of CSOs and partners"),
    Kind.OTHER: mark("Others, of whom no office is written down"),
    Way.VOICE: mark("By voice first"),
    Way.EMAIL: mark("By e-mail"),
    Way.POST: mark("By post"),
    Way.TELEPHONE: mark("By telephone, then in writing where they say"),
    Way.PUBLIC: mark("No way known: website or news media"),
}


def label(value: str) -> str:
    """The words for a value."""
    return _(_LABELS[value])


def held_workspace(lost: Lost) -> bool:
    """Whether what was lost may have the workspace on it: papers and a telephone have what was taken out of it."""
    return lost not in (Lost.PAPERS, Lost.PHONE)


def protection(lost: Lost, secret: Secret) -> str:
    """How far what was lost is protected, now that this went with it."""
    if lost is Lost.PAPERS:
        return _("Papers are not encrypted: whoever has them can read them.")
    if lost is Lost.PHONE:
        return _("What was sent to a telephone is not encrypted by us: count on it that somebody can read it.")
    return {
        Secret.NOT_KNOWN: _("It is not known whether somebody can open it: until it is, count on it."),
        Secret.NONE: _("Nobody can open it without a passphrase or the recovery sheet, which were not with it."),
        Secret.SHEET: _("Whoever has the recovery sheet and the file can read everything."),
        Secret.PASSPHRASE: _("Whoever has the passphrase and the file can read everything."),
        Secret.KEYRING: _("Whoever can log in on that computer can read everything."),
        Secret.OPEN: _("Everything could be read while it was open, and copied."),
    }[secret]


def is_open_to_others(lost: Lost, secret: Secret) -> bool:
    """Whether somebody without a right to it may have read it, so that section 22 speaks of it."""
    return secret is not Secret.NONE or not held_workspace(lost)


def secured(lost: Lost) -> str:
    """What was done to keep others out of the records, in a sentence on what we do; nothing helps with papers."""
    return _("made a new key for our records and changed what opens them") if held_workspace(lost) else ""


def duties() -> tuple[tuple[str, str], ...]:
    """What section 22 asks: which part of it, in our words."""
    return (
        (
            "s22(1)",
            _(
                "Where there are reasonable grounds to believe that somebody without a right to it has got at personal"
                " information, tell the Information Regulator, and each person whose identity can be established."
            ),
        ),
        (
            "s22(2)",
            _(
                "As soon as reasonably possible after it is found out. Time may be taken only for what the police need,"
                " and to find out how far it goes and make it safe again. No number of hours is set."
            ),
        ),
        (
            "s22(3)",
            _("The notice to people waits only when the police or the Regulator say that it would hinder them."),
        ),
        (
            "s22(4)",
            _(
                "In writing: by post to the last address, by e-mail, in a prominent place on the website, in the news"
                " media, or as the Regulator directs."
            ),
        ),
        (
            "s22(5)",
            _(
                "With enough in it for people to protect themselves: what may follow, what we do about it, what they"
                " should do, and who did it, if that is known."
            ),
        ),
        (
            _("Regulator"),
            _(
                "The Regulator takes notices through its eServices portal only, since 1 April 2025 (form SCN1),"
                " whatever the number of people. What is not known yet is sent on later."
            ),
        ),
    )


def steps(lost: Lost) -> tuple[str, ...]:
    """What to do now, the most urgent first."""
    to_police = _("Report it to the police; write the station and case number above (CAS).")
    new_key = (
        _("On a computer that is safe: restore the newest backup, and change every passphrase (Settings, Workspace)."),
        _("Make a new recovery sheet, and burn the old one."),
        _("Give the file a new key (Settings, Workspace): an old passphrase or sheet then opens no newer copy."),
    )
    rest = (
        _("Change the passwords of e-mail and of whatever else was on it; sign it out everywhere."),
        _("Speak to those who could be harmed before a letter can reach them."),
        _("Tell the Information Regulator (form SCN1): eservices.inforegulator.org.za."),
        _("Send the letters to all concerned, and note how each was reached."),
        _("Tell partners and funders whose agreements ask for it."),
    )
    if lost is Lost.PAPERS:
        return (to_police, _("Write down which papers are gone, and whom they name."), *rest[1:])
    if lost is Lost.PHONE:
        return (to_police, _("Block the SIM card with the operator, and wipe the telephone from afar."), *rest)
    return (to_police, *new_key, *rest)
