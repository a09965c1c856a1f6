"""A long paper while it is made: told page by page, stopped at any page, shown from its first pages on."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from paper import reader, words
from reportlab.pdfbase.pdfdoc import PDFPage
from samples import TODAY, make_facts

from reports import catalog
from reports.layout.making import watched
from reports.layout.page import Identity, Rendered, render
from reports.layout.register import Block, Column, Entry, Register, _Laid

WHO = Identity("Register", "Test", "Our organisation", "Somebody", "Made on 22 Nov 2026", "For us only")


class Stopped(Exception):
    """As the window or Ctrl+C ends it."""


class Rows(Sequence[Entry]):
    """Rows of a register that are made when they are asked for, and remembered by nobody here."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: Any) -> Any:
        words = " ".join(f"word{(index + word) % 97}" for word in range(60))
        return Entry(((Block(f"row{index}."),), (Block(words),)))


def register(count: int) -> Rendered:
    return render([Register((Column("One", 1), Column("Two", 3)), Rows(count))], WHO, invariant=True)


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A follow-up report of 120 promises; grows each time the facts are gathered."""
    times: list[int] = []

    def gather(_ask: object, _chosen: object) -> object:
        times.append(1)
        return make_facts(120)

    monkeypatch.setitem(catalog.REPORTS, "follow-up", replace(catalog.REPORTS["follow-up"], gather=gather))
    return times


def test_every_page_is_told_as_it_is_made() -> None:
    told: list[int] = []
    with watched(told.append):
        made = register(100)
    assert told == list(range(1, made.pages + 1))


def test_a_paper_is_stopped_at_any_page_and_the_next_one_is_made_as_always() -> None:
    whole = register(100)
    for at in (1, whole.pages // 2, whole.pages):

        def stop(pages: int, at: int = at) -> None:
            if pages == at:
                raise Stopped

        with watched(stop), pytest.raises(Stopped):
            register(100)
    assert register(100) == whole


def test_the_first_pages_are_those_of_the_whole_and_say_that_more_come() -> None:
    whole = register(100)
    with watched(None, 3):
        first = register(100)
    assert (first.pages, first.is_whole, whole.is_whole) == (3, False, True)
    assert "Page 3 of …" in words(first)
    for part, page in zip(reader(first).pages, reader(whole).pages, strict=False):
        assert part.extract_text().replace("of …", f"of {whole.pages}") == page.extract_text()


@pytest.mark.parametrize("more", [0, 1])
def test_a_paper_that_is_no_longer_than_what_is_wanted_is_whole(more: int) -> None:
    whole = register(100)
    with watched(None, whole.pages + more):
        assert register(100) == whole


def test_a_paper_grows_from_its_first_pages_to_the_whole_with_its_facts_gathered_once(gathered: list[int]) -> None:
    told: list[int] = []
    parts = list(catalog.render_growing(print, "follow-up", {}, made_by="Lerato Pooe", today=TODAY, tell=told.append))
    assert [part.is_whole for part in parts] == [False, True]
    assert parts[0].pages == catalog.FIRST_PAGES
    assert parts[1].pages == len(reader(parts[1]).pages) > catalog.FIRST_PAGES
    assert told == [0, *range(1, parts[0].pages + 1), *range(1, parts[1].pages + 1)]  # first the seal is asked for
    assert gathered == [1]


def test_a_short_paper_comes_at_once(monkeypatch: pytest.MonkeyPatch, gathered: list[int]) -> None:
    monkeypatch.setattr(catalog, "FIRST_PAGES", 50)
    (part,) = catalog.render_growing(print, "follow-up", {}, made_by="", today=TODAY, tell=print)
    assert part.is_whole


def test_questions_are_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def gather(ask: Callable[..., Any], _chosen: object) -> object:
        return ask(list)

    def stop(pages: int) -> None:
        raise Stopped(pages)

    monkeypatch.setitem(catalog.REPORTS, "follow-up", replace(catalog.REPORTS["follow-up"], gather=gather))
    with pytest.raises(Stopped):
        catalog.render(pytest.fail, "follow-up", {}, made_by="", today=TODAY, invariant=True, tell=stop)


@pytest.mark.parametrize("at", [1, 3])
def test_a_paper_that_is_stopped_leaves_no_file_and_the_old_one_as_it_was(
    gathered: list[int], tmp_path: Path, at: int
) -> None:
    out = tmp_path / "report.pdf"
    out.write_text("old", encoding="utf-8")

    def stop(pages: int) -> None:
        if pages == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catalog.make(print, "follow-up", {}, out, tell=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]
    assert out.read_text(encoding="utf-8") == "old"


def test_one_that_is_stopped_while_it_is_written_leaves_no_file_either(
    gathered: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_source: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        catalog.make(print, "follow-up", {}, tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


def test_only_the_page_in_hand_is_held_in_full() -> None:
    """Its rows as lines, and its operators unpacked: a thousand pages need no more room than a few."""
    rows: list[int] = []
    unpacked: list[int] = []
    gc.collect()
    others = {id(each) for each in gc.get_objects()}  # of papers that other tests made, and still hold

    def look(_pages: int) -> None:
        alive = [each for each in gc.get_objects() if id(each) not in others]
        rows.append(sum(isinstance(each, _Laid) for each in alive))
        unpacked.append(sum(isinstance(each, PDFPage) and each.stream is not None for each in alive))

    with watched(look):
        made = register(100)
    assert made.pages > 5
    assert max(rows) < 30
    assert max(unpacked) == 0
