"""People, how they are reached, and who stands at their door."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, record_link, string


class Person(Table):
    """A human being, apart from any office held."""

    id = noun_id()
    name = string()
    title = string()
    given = string()
    family = string()
    known_as = string()
    sort_name = string(index=True)
    fold = string(index=True)  # the matching key: no capitals, no marks
    languages = string()
    access_needs = string()
    summary = string()
    ground = string()  # POPIA s11
    special_ground = string()  # POPIA s27
    ground_source = string()
    ground_on = day()
    verified_on = day()
    verified_by = string()
    next_check_on = day(index=True)
    do_not_contact = string()
    do_not_contact_reason = string()
    objected_on = day()  # POPIA s11(3): use stops
    objection = string()
    consent_withdrawn_on = day()
    notice_on = day()  # POPIA s18
    notice_how = string()
    keep_until = day()  # POPIA s14
    keep_reason = string()
    is_at_risk = flag()  # harm could come to the person when it is known who spoke
    anonymised_on = day()


class OtherName(Table):
    """Another name a person or organisation goes by; an alias matches on import."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    name = string()
    fold = string(index=True)
    note = string()


class Identifier(Table):
    """What another system calls this record; never a national identity number."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    scheme = string()
    value = string(index=True)


class ContactPoint(Table):
    """One way to reach a person, organisation or post."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    kind = string()  # mobile, phone, fax, whatsapp, email, postal, address, web, social
    value = string()  # as typed
    normal = string(index=True)  # E.164 or lower-case e-mail
    label = string()
    is_preferred = flag()
    is_private = flag()
    is_shared = flag()
    source = string()
    checked_on = day()


class Gatekeeper(Table):
    """Whom one goes through to reach a person, post or organisation."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    via_id = link("person")
    note = string()
    started_on = day()
    ended_on = day()
    awaits_successor = flag()  # ended, and nobody is known yet who stands there now
