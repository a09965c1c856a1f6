"""The field for topics, in the plan and in the close-out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.widgets.tag_edit import TagEdit


class TopicEdit(TagEdit):
    """Topics of the workspace by name; other words are kept apart, as tags."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setAccessibleName(_("Topics and tags"))
        self.line.setAccessibleName(_("Topics and tags"))
        self.line.setPlaceholderText(_("Health, roads, …"))
        self.line.setProperty("takes_return", True)
        self._ids: dict[str, int] = {}

    def show_topics(self, topics: Mapping[int, str], chosen: Sequence[int], tags: Sequence[str]) -> None:
        """Offer these topics, and show the chosen ones with the tags."""
        self._ids = {name.casefold(): topic for topic, name in topics.items()}
        self.set_known(topics.values())
        self.set_tags([*(topics[topic] for topic in chosen if topic in topics), *tags])

    def topic_ids(self) -> list[int]:
        """The topics written."""
        return [self._ids[tag.casefold()] for tag in self.tags if tag.casefold() in self._ids]

    def other_tags(self) -> list[str]:
        """The words that are no topics."""
        return [tag for tag in self.tags if tag.casefold() not in self._ids]
