"""What one does with the templates that messages, e-mails and letters are made from."""

from __future__ import annotations

from dataclasses import dataclass

from crm.operations.base import check_unchanged, clean, new_record, newest_change, operation, row_of, update_row
from crm.rules.errors import UserError
from crm.rules.letters import check_template
from crm.tables.letters import LetterTemplate
from resources.letters import templates
from resources.translations import _

SOURCE = "Shipped with Kgotla"


@dataclass
class LetterTemplateDraft:
    """A template as its form holds it."""

    name: str
    kind: str
    language: str
    words: str
    subject: str = ""
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save letter {name}").format(name=saved[1]))
def save_letter_template(draft: LetterTemplateDraft) -> tuple[int, str]:
    """Keep a new template or change one; returns its id and name.

    Raises UserError: "letter-without-name", "changed-meanwhile", and as `crm.rules.letters.check_template` does.
    """
    columns = {
        "name": clean(draft.name),
        "kind": clean(draft.kind),
        "language": clean(draft.language) or "English",
        "subject": " ".join(clean(draft.subject).split()),
        "words": clean(draft.words),
    }
    if not columns["name"]:
        raise UserError("letter-without-name")
    check_template(columns["subject"], columns["words"])
    if draft.id is None:
        template_id = new_record("letters")
        LetterTemplate.insert(id=template_id, **columns).execute()
        return template_id, columns["name"]
    check_unchanged(draft.id, draft.seen_change)
    update_row(LetterTemplate, draft.id, **columns)
    return draft.id, columns["name"]


def draft_letter_template(template_id: int) -> LetterTemplateDraft:
    """The form of a template as kept now. Raises UserError("not-found")."""
    row = row_of(LetterTemplate, template_id)
    return LetterTemplateDraft(**row, seen_change=newest_change(template_id))


def add_letter_templates() -> int:
    """Write those shipped templates whose kind and language are not here, inside another operation."""
    present = {(row.kind, row.language) for row in LetterTemplate.select(LetterTemplate.kind, LetterTemplate.language)}
    new = [template for template in templates() if (template.kind, template.language) not in present]
    for template in new:
        template_id = new_record("letters", source=SOURCE)
        LetterTemplate.insert(
            id=template_id,
            name=template.name,
            kind=template.kind,
            language=template.language,
            subject=template.subject,
            words=template.words,
        ).execute()
    return len(new)
