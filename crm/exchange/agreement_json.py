"""The file that `kgotla agreement` reads: an agreement clause by clause as JSON, names not yet looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crm.exchange.json_object import JsonObject, read_each, read_object
from crm.rules.agreements import EXPIRING_DAYS, ClauseKind, Every, Kind, PartyRole, Status


@dataclass(frozen=True)
class WrittenParty:
    """A party; the body, who signed and the focal person are each a record or a name."""

    body: str
    signatory: str
    signatory_post: str
    signed_on: date | None
    focal: str
    role: str


@dataclass(frozen=True)
class WrittenDeliverable:
    """What has to come of a clause by a day."""

    title: str
    responsible: str
    starts_on: date | None
    due_on: date | None
    weight: int
    unit: str
    planned: int | None


@dataclass(frozen=True)
class WrittenClause:
    """A clause; with `every` it comes round from `first_due` on."""

    number: str
    heading: str
    words: str
    kind: str
    responsible: str
    every: str
    first_due_on: date | None
    unit: str
    planned: int | None
    deliverables: tuple[WrittenDeliverable, ...]


@dataclass(frozen=True)
class WrittenAgreement:
    """An agreement as the file says it."""

    title: str
    kind: str
    purpose: str
    contract_number: str
    amount: str
    status: str
    negotiation_on: date | None
    signed_on: date | None
    effective_on: date | None
    expires_on: date | None
    remind_days: int
    review_every: str
    next_review_on: date | None
    report_every: str
    owner: str
    signed_copy: Path | None
    confidentiality: int
    source: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    parties: tuple[WrittenParty, ...]
    clauses: tuple[WrittenClause, ...]


def read_agreement(path: Path, today: date) -> WrittenAgreement:
    """The agreement in a file; a day of signature without a year is the last one, other days are the next.

    Raises UserError “log-not-json”, “log-key-not-known”, “log-value-missing”, “log-value-not-understood”, and what
    `files.read_bytes` raises.
    """
    found = read_object(path)
    remind = found.number("remind_days")
    copy = found.text("signed_copy")
    written = WrittenAgreement(
        title=found.needed("title"),
        kind=found.choice("kind", Kind, Kind.MOU),
        purpose=found.text("purpose"),
        contract_number=found.text("contract_number"),
        amount=found.text("amount"),
        status=found.choice("status", Status, Status.IN_NEGOTIATION),
        negotiation_on=found.day("negotiation", today, is_past=True),
        signed_on=found.day("signed", today, is_past=True),
        effective_on=found.day("effective", today, is_past=True),
        expires_on=found.day("expires", today),
        remind_days=EXPIRING_DAYS if remind is None else remind,
        review_every=found.choice("review_every", Every),
        next_review_on=found.day("next_review", today),
        report_every=found.choice("report_every", Every),
        owner=found.text("owner"),
        signed_copy=path.parent / copy if copy else None,
        confidentiality=found.level(),
        source=found.text("source"),
        topics=found.words("topics"),
        tags=found.words("tags"),
        parties=read_each(found, "parties", "body", lambda each: _party(each, today)),
        clauses=read_each(found, "clauses", "heading", lambda each: _clause(each, today)),
    )
    found.done()
    return written


def _party(found: JsonObject, today: date) -> WrittenParty:
    return WrittenParty(
        body=found.needed("body"),
        signatory=found.text("signatory"),
        signatory_post=found.text("post"),
        signed_on=found.day("signed", today, is_past=True),
        focal=found.text("focal"),
        role=found.choice("role", PartyRole),
    )


def _clause(found: JsonObject, today: date) -> WrittenClause:
    return WrittenClause(
        number=found.text("number"),
        heading=found.text("heading"),
        words=found.text("words"),
        kind=found.choice("kind", ClauseKind, ClauseKind.OBLIGATION),
        responsible=found.text("responsible"),
        every=found.choice("every", Every),
        first_due_on=found.day("first_due", today),
        unit=found.text("unit"),
        planned=found.number("planned"),
        deliverables=read_each(found, "deliverables", "title", lambda each: _deliverable(each, today)),
    )


def _deliverable(found: JsonObject, today: date) -> WrittenDeliverable:
    weight = found.number("weight")
    return WrittenDeliverable(
        title=found.needed("title"),
        responsible=found.text("responsible"),
        starts_on=found.day("starts", today, is_past=True),
        due_on=found.day("due", today),
        weight=1 if weight is None else weight,
        unit=found.text("unit"),
        planned=found.number("planned"),
    )
