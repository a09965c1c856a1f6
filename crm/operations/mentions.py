"""Reading the texts that still name somebody erased: each is covered, rewritten, or means somebody else."""

from __future__ import annotations

from dataclasses import dataclass, field

from crm.operations.base import clean, operation, update_row, who_does_this
from crm.operations.erasing import with_key
from crm.queries.erasing import find_links
from crm.queries.mentions import MentionRow, get_mention
from crm.rules import clock
from crm.rules.erasing import removed
from crm.rules.errors import UserError
from crm.store import forgetting
from crm.store.engine import database
from crm.store.forgetting import Forgetting
from crm.tables.all import TABLES
from crm.tables.links import links_to
from crm.tables.privacy import Mention
from resources.translations import mark


@dataclass(frozen=True)
class Settled:
    """What came of it: the names that were taken out, to look for in the file; kept nowhere."""

    words: tuple[str, ...] = field(default=(), repr=False)
    is_owed: bool = False
    """Whether something is to be deleted for good."""


@operation(mark("Settle a text that names somebody erased"), is_undoable=False)
def settle_mention(mention_id: int, text: str | None) -> Settled:
    """Put this text in the place of the one that names somebody erased; None when it means somebody else.

    The journal forgets the old text, also that of a row which was changed or removed since. A file goes whatever the
    text is, and stays with None. Raises UserError("no-such-mention"), ("mention-still-named") when a name that was
    found still stands in the text.
    """
    mention = get_mention(mention_id)
    if mention is None:
        raise UserError("no-such-mention", id=mention_id)
    if mention.file and text is not None:
        _remove_file(mention.line)
        return Settled(is_owed=True)
    means_somebody_else = text is None and (bool(mention.spans) or bool(mention.file))
    words = () if means_somebody_else else _rewrite(mention, mention.text if text is None else clean(text))
    settled = {"settled_on": clock.today(), "settled_by": who_does_this(), "spans": "", "text_hash": ""}
    update_row(Mention, mention_id, **settled)
    return Settled(words, is_owed=bool(words))


def _remove_file(attachment_id: int) -> None:
    """The file goes with what is to be read of it, and nothing brings it back."""
    for link in links_to("record", "attachment"):
        column = getattr(link.table, link.column)
        if not link.is_owner and column.null:
            link.table.update({link.column: None}).where(column == attachment_id).execute()
    for table in reversed(TABLES):
        table.delete().where(getattr(table, table.owner) == attachment_id).execute()
    whole = Forgetting([attachment_id], [], lambda said, _is_near: said, unlinks=[attachment_id], links=find_links())
    forgetting.forget(database.raw(), whole, who_does_this())


def _rewrite(mention: MentionRow, text: str) -> tuple[str, ...]:
    if any(word in text for word in mention.words):
        raise UserError("mention-still-named", id=mention.id)
    if text != mention.text:
        table = next(each for each in TABLES if each._meta.table_name == mention.table)
        update_row(table, mention.line, **with_key(table, mention.column, text))
    place = (mention.table, mention.line, mention.column)
    forgetting.forget_words(database.raw(), mention.record_id, place, mention.words, removed(), who_does_this())
    return mention.words
