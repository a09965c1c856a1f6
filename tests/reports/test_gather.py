from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from samples import TODAY, SampleRow, make_row, printed_lines

from crm.queries.commitments import CommitmentFilter
from crm.queries.records import Found
from crm.rules.errors import UserError
from reports.catalog import REPORTS
from reports.facts.follow_up import FollowUpFacts, gather
from reports.options import read_options


@dataclass
class SampleWorkspace:
    """Answers the report's questions with the sample rows, and remembers the filters asked for."""

    rows: list[SampleRow]
    asked: list[CommitmentFilter] = field(default_factory=list)
    restricted: tuple[int, ...] = ()

    def ask(self, query: Any, *args: Any) -> Any:
        return getattr(self, query.__name__)(*args)

    def list_commitments(self, wanted: CommitmentFilter, _today: date) -> list[int]:
        if wanted.max_confidentiality is None:  # counted only
            return [row.id for row in self.rows if (row.status == "closed") == (wanted.status == "closed")]
        self.asked.append(wanted)
        return [row.id for row in self.rows if (row.status == "closed") == (wanted.status == "closed")]

    def get_commitment_rows(self, ids: list[int], _today: date) -> list[SampleRow]:
        return [row for row in self.rows if row.id in ids]

    def get_found(self, ids: list[int]) -> list[Found]:
        return [Found(12, "organisations", "Department of Health", "") for each in ids if each == 12]

    def list_ids_above(self, level: int) -> list[int]:
        return [each for each in self.restricted if level < 2]

    def list_hand_overs(self, _report: str) -> list[object]:
        return []

    def list_corrections(self, _record_ids: list[int]) -> list[object]:
        return []

    def get_home(self) -> tuple[int, str]:
        return 1, "Our voice"


def gathered(**options: str) -> tuple[FollowUpFacts, list[CommitmentFilter]]:
    workspace = SampleWorkspace([make_row(number) for number in range(40)])
    named = {name.rstrip("_"): value for name, value in options.items()}
    facts = gather(workspace.ask, read_options(REPORTS["follow-up"].options, named, TODAY, "Lerato Pooe"))
    return facts, workspace.asked


def test_open_commitments_count_whenever_they_were_made_and_closed_ones_in_the_period() -> None:
    facts, (opened, closed) = gathered(from_="2026-09-01", to="2026-10-31")
    assert (opened.status, opened.made_from, opened.made_to) == ("open", None, date(2026, 10, 31))
    assert (closed.status, closed.closed_from, closed.closed_to) == ("closed", date(2026, 9, 1), date(2026, 10, 31))
    assert facts.period == "1 Sep 2026 to 31 Oct 2026"
    assert facts.made_by == "Lerato Pooe"
    assert facts.organisation_name == "Our voice"


def test_the_scope_is_named_and_asked_for() -> None:
    facts, asked = gathered(body="organisations:12")
    assert facts.scope == "Department of Health"
    assert [each.body_id for each in asked] == [12, 12]


def test_a_record_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError) as problem:
        gathered(person="people:12")
    assert problem.value.code == "record-not-found"


def test_restricted_records_are_left_out_unless_asked_for_and_the_paper_says_which() -> None:
    facts, asked = gathered()
    assert {each.max_confidentiality for each in asked} == {1}
    assert "restricted records are left out" in facts.filters
    facts, asked = gathered(confidentiality="restricted")
    assert {each.max_confidentiality for each in asked} == {2}
    assert "restricted records are included, as chosen" in facts.filters


def test_a_restricted_person_is_not_named_though_the_promise_is_open() -> None:
    workspace = SampleWorkspace([replace(make_row(1), maker_id=7, maker_name="Ms Hidden", body_id=9)], restricted=(7,))
    for level, words in (("internal", "name withheld"), ("restricted", "Ms Hidden")):
        facts = gather(
            workspace.ask, read_options(REPORTS["follow-up"].options, {"confidentiality": level}, TODAY, "Lerato Pooe")
        )
        (line,) = printed_lines(facts)
        assert line.maker == words
        assert (line.maker_office == "") == (level == "internal")


def test_only_open_or_only_closed() -> None:
    facts, asked = gathered(status="open")
    assert [each.status for each in asked] == ["open"]
    assert not facts.closed
    facts, asked = gathered(status="closed")
    assert [each.status for each in asked] == ["closed"]
    assert not facts.sections
