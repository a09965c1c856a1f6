"""What left the workspace, what somebody asked under POPIA, and who was erased."""

from __future__ import annotations

import peewee

from crm.tables.base import Table, day, flag, link, noun_id, number, record_link, string


class HandOver(Table):
    """A paper that was given out or a file that was taken out, with the hash of its exact bytes."""

    id = noun_id()
    report = string(index=True)
    title = string()
    options = string()  # JSON
    to_whom = string()
    on_day = day(null=False)
    pages = number()
    sha256 = string()
    why = string()
    at_operation = number()  # the newest operation the paper could know of
    audience = string()
    how = string()  # printed, by e-mail or by hand; empty of what was only saved
    receiver_id = record_link(null=True)
    file_name = string()
    is_kept = flag()  # its exact bytes are in `blob`
    path = string()  # where it lies on the computer it was written on


class AccessRequest(Table):
    """What somebody asks about what is held on a person, and what became of it (POPIA ss 11, 23, 24)."""

    id = noun_id()
    reference = peewee.TextField(unique=True)
    kind = string()
    status = string()
    outcome = string(null=True)
    person_id = link("person", null=True)
    asked_by = string()  # who asks, as the person said it
    for_whom = string()  # in whose name, where it is not the asker's own
    received_on = day(null=False)
    due_on = day(null=False)
    words = string()
    identity_seen = string()
    identity_seen_on = day()
    decided_on = day()
    decided_by = string()
    reason = string()
    answered_on = day()
    answered_how = string()
    hand_over_id = link("hand_over", null=True)
    owner_id = link("user", null=True)


class RequestItem(Table):
    """What is done with one row that speaks of the person: give, cover the names of others, or withhold."""

    owner = "request_id"
    id = peewee.AutoField()
    request_id = link("access_request", index=False)
    tbl = string()
    line = number()  # the id of the row
    choice = string()
    ground = string()  # why it is withheld
    note = string()
    read_by = string()
    read_on = day()
    read_digest = string()  # of what the row said when it was read: one that differs since is unread


class CorrectionNote(Table):
    """A correction that was asked for and not made; it prints with the record (POPIA s24)."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    request_id = link("access_request", null=True)
    asked_on = day(null=False)
    asked_by = string()
    words = string()
    why_not = string()


class Erasure(Table):
    """A person who was erased or made nameless, known again in an older backup by a hash alone."""

    id = noun_id()
    kind = string()  # erase, anonymise
    on_day = day(null=False)
    reason = string()
    uuid_hash = peewee.TextField(unique=True)
    request_id = link("access_request", null=True)


class Mention(Table):
    """A free text that still names somebody erased, to be read and rewritten."""

    owner = "record_id"
    id = peewee.AutoField()
    record_id = record_link()
    erasure_id = link("erasure")
    tbl = string()
    line = number()  # the id of the row
    col = string()
    spans = string()  # JSON: where in the text it stands, while it does
    text_hash = string()  # SHA-256 of the text those places are counted in
    settled_on = day()
    settled_by = string()
