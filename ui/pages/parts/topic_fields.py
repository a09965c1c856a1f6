"""The two fields in which topics and tags are chosen."""

from __future__ import annotations

from collections.abc import Iterable

from crm.queries.topics import TopicRow
from resources.translations import _
from ui.widgets.forms import Form
from ui.widgets.tag_edit import TagEdit


class TopicFields:
    """Adds the fields to a form and reads them; topics must be there already, tags need not."""

    def __init__(
        self, name: str, known: Iterable[TopicRow], words: Iterable[str], topics: Iterable[int], tags: Iterable[str]
    ) -> None:
        by_id = {topic.id: topic.name for topic in known}
        self._ids = {topic_name.casefold(): topic_id for topic_id, topic_name in by_id.items()}
        self.line = TagEdit(f"{name}-topics", words=_("Add a topic"))
        self.line.set_known(by_id.values())
        self.line.set_tags(by_id[topic] for topic in topics if topic in by_id)
        self.tags = TagEdit(f"{name}-tags")
        self.tags.set_known(words)
        self.tags.set_tags(tags)
        for edit in (self.line, self.tags):
            edit.line.setProperty("takes_return", True)

    def add_to(self, form: Form) -> None:
        """Put both into a form, side by side."""
        form.side_by_side(("topics", _("Topics"), self.line), ("tags", _("Tags"), self.tags))

    def check(self, form: Form) -> bool:
        """Whether every topic is known; says which one is not."""
        unknown = [topic for topic in self.line.tags if topic.casefold() not in self._ids]
        if unknown:
            said = _("There is no topic “{topic}” yet. Choose one from the list, or write it as a tag.")
            form.show_error("topics", said.format(topic=unknown[0]))
        return not unknown

    def topics(self) -> list[int]:
        """Ids of the topics chosen."""
        return [self._ids[topic.casefold()] for topic in self.line.tags if topic.casefold() in self._ids]
