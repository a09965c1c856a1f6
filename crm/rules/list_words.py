"""What people write in a list for one of a fixed set of values: our words for it in any case, or their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from crm.rules.names import fold


class ListWords:
    """The words for each of these values; `others` are what else people write for one, in English and Afrikaans."""

    def __init__(
        self, values: Iterable[str], label: Callable[[str], str], others: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self.values = tuple(values)
        self._label = label
        self._others = {fold(word): value for value, words in (others or {}).items() for word in words}

    def find(self, word: str) -> str | None:
        """The value a word stands for; None for a word of somebody else's."""
        folded = fold(word).rstrip(" .!")
        own = {fold(self._label(value)): value for value in self.values}
        own |= {fold(value.replace("_", " ")): value for value in self.values}
        return own.get(folded, self._others.get(folded))

    def labels(self) -> tuple[str, ...]:
        """Our words, in their order."""
        return tuple(self._label(value) for value in self.values if value)
