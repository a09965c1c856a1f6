"""What one does with topics and tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm.operations.base import clean, dicts, new_record, newest_change, operation, row_of, set_children, update_row
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.tables.base import Record
from crm.tables.topics import Tag, Topic, TopicLink
from resources.translations import _


@operation(lambda saved: _("Add topic {name}").format(name=saved[1]))
def add_topic(name: str, parent_id: int | None = None, keywords: str = "") -> tuple[int, str]:
    """Keep a new topic; returns its id and name. Raises UserError("topic-exists"), ("topic-without-name")."""
    name = clean(name)
    if not name:
        raise UserError("topic-without-name")
    if Topic.select().where(Topic.fold == fold(name)).exists():
        raise UserError("topic-exists", name=name)
    return find_or_make_topic(name, parent_id, keywords), name


@operation(lambda saved: _("Change topic {name}").format(name=saved[1]))
def change_topic(topic_id: int, name: str, keywords: str = "") -> tuple[int, str]:
    """Give a topic another name or other keywords. Raises UserError("topic-exists"), ("topic-without-name")."""
    name = clean(name)
    if not name:
        raise UserError("topic-without-name")
    if Topic.select().where((Topic.fold == fold(name)) & (Topic.id != topic_id)).exists():
        raise UserError("topic-exists", name=name)
    update_row(Topic, topic_id, name=name, fold=fold(name), keywords=clean(keywords))
    return topic_id, name


def find_or_make_topic(name: str, parent_id: int | None = None, keywords: str = "") -> int:
    """The topic of this name, made when new."""
    found = Topic.get_or_none(Topic.fold == fold(name))
    if found:
        return int(found.id)
    topic_id = new_record("topics")
    Topic.insert(id=topic_id, name=name, fold=fold(name), parent_id=parent_id, keywords=clean(keywords)).execute()
    return topic_id


def set_topics_of(record_id: int, topics: Iterable[int], tags: Iterable[str]) -> None:
    """Make these the topics and tags of a record."""
    linked = {row["topic_id"]: row["id"] for row in dicts(TopicLink.select().where(TopicLink.record_id == record_id))}
    set_children(TopicLink, record_id, [{"id": linked.get(t), "topic_id": t} for t in dict.fromkeys(topics)])
    present = {row["word"]: row["id"] for row in dicts(Tag.select().where(Tag.record_id == record_id))}
    words = dict.fromkeys(clean(tag) for tag in tags if clean(tag))
    set_children(Tag, record_id, [{"id": present.get(word), "word": word} for word in words])


def topics_of(record_id: int) -> list[int]:
    """The topics of a record, as a form holds them."""
    found = TopicLink.select().where(TopicLink.record_id == record_id).order_by(TopicLink.id)
    return [int(row.topic_id) for row in found]


def tags_of(record_id: int) -> list[str]:
    """The tags of a record, as a form holds them."""
    return [str(row.word) for row in Tag.select().where(Tag.record_id == record_id).order_by(Tag.id)]


def draft_head(record_id: int) -> dict[str, Any]:
    """What the form of any record holds beside its own row. Raises UserError("not-found")."""
    record = row_of(Record, record_id)
    return {
        "id": record_id,
        "confidentiality": record["confidentiality"],
        "source": record["source"],
        "topics": topics_of(record_id),
        "tags": tags_of(record_id),
        "seen_change": newest_change(record_id),
    }
