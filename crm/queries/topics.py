"""Topics and tags."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.base import ids, rows
from crm.rules.names import fold


@dataclass(frozen=True)
class TopicRow:
    """A topic, with how many records are about it."""

    id: int
    name: str
    parent_id: int | None
    keywords: str
    records: int


def list_topics() -> list[TopicRow]:
    """All topics by name."""
    found = rows(
        "SELECT t.id, t.name, t.parent_id, t.keywords, (SELECT count(*) FROM topic_link l WHERE l.topic_id = t.id) "
        "FROM topic t ORDER BY t.fold"
    )
    return [TopicRow(*row) for row in found]


def find_topic(name: str) -> int | None:
    """The topic of this name."""
    found = ids("SELECT id FROM topic WHERE fold = ?", fold(name))
    return found[0] if found else None


def list_tags() -> list[str]:
    """Every tag in use."""
    return [word for (word,) in rows("SELECT DISTINCT word FROM tag ORDER BY word")]
