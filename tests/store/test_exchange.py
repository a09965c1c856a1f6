"""One folder in the place of another: wherever the program is killed, the next opening finds what belongs there."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crm.rules.errors import EnvironmentProblem
from crm.rules.exchanges import is_there, note_of
from crm.store import exchange, folder
from crm.store.locking import WriterLock


class Killed(BaseException):
    """The program ends here."""


class Three:
    """A workspace, the one that is to come, and where the first goes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.present, self.new, self.aside = home / "W.kgotla", home / "W restored.kgotla", home / "W aside.kgotla"
        for place, who, kept in ((self.present, "old", ("1", "2")), (self.new, "new", ())):
            (place / "backups").mkdir(parents=True)
            (place / "who").write_text(who)
            for name in kept:
                (place / "backups" / name).write_text(name)

    def exchange(self) -> None:
        exchange.exchange(self.present, self.new, self.aside)

    def who(self, place: Path) -> str:
        return (place / "who").read_text() if place.exists() else ""

    @property
    def is_as_before(self) -> bool:
        return self.who(self.present) == "old" and self.kept() == {"1", "2"} and not self.aside.exists()

    @property
    def is_done(self) -> bool:
        is_whole = self.who(self.present) == "new" and self.kept() == {"1", "2"} and not self.new.exists()
        return is_whole and self.who(self.aside) == "old"

    def kept(self) -> set[str]:
        return {each.name for each in (self.present / "backups").iterdir()}


@pytest.fixture
def three(tmp_path: Path) -> Three:
    """The three of them."""
    return Three(tmp_path)


def kill_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """End the program before the disk is changed for this time; gives how often it was changed."""
    done = 0

    def counted(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **kwargs: Any) -> Any:
            nonlocal done
            done += 1
            if done > number:
                raise Killed
            return action(*args, **kwargs)

        return act

    for name in ("replace", "unlink", "write_text", "rename"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    return lambda: done


def test_killed_before_any_change_of_the_disk_the_next_opening_finds_one_of_the_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for number in itertools.count():
        three = Three(tmp_path / str(number))
        with monkeypatch.context() as patched:
            done = kill_at(number, patched)
            with contextlib.suppress(Killed):
                three.exchange()
        was_noted = note_of(three.present).exists()
        seen.append((was_noted, three.present.exists()))
        assert is_there(three.present)
        exchange.settle(three.present)
        assert three.is_done if was_noted or done() <= number else three.is_as_before or three.is_done, number
        assert not note_of(three.present).exists()
        if done() <= number:
            break
    assert (True, False) in seen, "the workspace lay under other names only"
    assert len(seen) > 5


def test_opening_finds_it_by_its_name_with_and_without_the_ending(three: Three) -> None:
    note_of(three.present).write_text(json.dumps({"new": three.new.name, "aside": three.aside.name}))
    three.present.rename(three.aside)
    (three.new / "workspace.db").write_bytes(bytes(4096))
    (three.new / "keys.json").write_text("{}")
    assert folder.find(three.home / "W").path == three.present
    assert three.is_done


def test_refused_by_the_computer_it_is_as_it_was(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    put = exchange.put_in_place

    def refuse_the_new(part: Path, path: Path) -> None:
        if part == three.new:
            raise PermissionError(13, "held")
        put(part, path)

    monkeypatch.setattr(exchange, "put_in_place", refuse_the_new)
    with pytest.raises(EnvironmentProblem):
        three.exchange()
    assert three.is_as_before
    assert not note_of(three.present).exists()


def test_what_was_to_come_was_removed_by_hand_what_was_there_comes_back(three: Three) -> None:
    note_of(three.present).write_text(json.dumps({"new": "gone", "aside": three.aside.name}))
    three.present.rename(three.aside)
    exchange.settle(three.present)
    assert three.is_as_before


def test_somebody_made_another_by_that_name_meanwhile_and_nothing_is_touched(three: Three) -> None:
    note_of(three.present).write_text(json.dumps({"new": three.new.name, "aside": three.aside.name}))
    three.present.rename(three.aside)
    three.present.mkdir()
    exchange.settle(three.present)
    assert (three.who(three.new), three.who(three.aside), list(three.present.iterdir())) == ("new", "old", [])


def test_a_note_that_cannot_be_read_is_told(three: Three) -> None:
    note_of(three.present).write_text("{")
    with pytest.raises(EnvironmentProblem) as raised:
        exchange.settle(three.present)
    assert raised.value.code == "exchange-note-damaged"


def test_who_waited_for_a_lock_in_a_folder_that_gave_way_writes_nothing(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_way_first(_stream: object) -> bool:
        three.present.rename(three.aside)
        return True

    monkeypatch.setattr("crm.store.locking._try_lock", give_way_first)
    with pytest.raises(EnvironmentProblem) as raised:
        WriterLock.take(three.present, "Lerato")
    assert raised.value.code == "file-exchanged"
