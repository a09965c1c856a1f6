"""Two records become one: everything points at the survivor, nothing is said twice, and undo brings both back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.readers import read
from crm.operations.base import dicts, operation
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.imports import apply_import
from crm.operations.merging import MergeDraft, merge_organisations, merge_people
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft, TermDraft, save_term
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.operations.team import add_user
from crm.queries.import_plan import ImportChoices, ImportPlan
from crm.queries.imports import plan_import
from crm.queries.merging import get_merge
from crm.queries.people import get_person
from crm.queries.records import find, get_record
from crm.rules.errors import UserError
from crm.store import journal
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.tables.imports import Imported
from crm.tables.links import Link, _links, links_to_record_in
from crm.tables.offices import Role
from crm.tables.people import Identifier, OtherName
from crm.tables.team import User
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE, some
from tests.operations.pointing_rows import everything, point_at

ON = date(2026, 3, 1)


def person(workspace: Workspace, given: str, family: str, **more: Any) -> int:
    return workspace.do(save_person, PersonDraft("", given=given, family=family, **more)).value[0]


def body(workspace: Workspace, name: str, **more: Any) -> int:
    return workspace.do(save_organisation, OrganisationDraft(name, **more)).value[0]


def rows_of(workspace: Workspace, table: Any, **where: Any) -> list[dict[str, Any]]:
    def read() -> list[dict[str, Any]]:
        found = table.select().order_by(table.id)
        for column, value in where.items():
            found = found.where(getattr(table, column) == value)
        return dicts(found)

    return workspace.ask(read)


# --- Nothing is forgotten --------------------------------------------------------------------------------------------


def test_the_models_name_every_foreign_key_of_the_database(workspace: Workspace) -> None:
    said = {(link.table._meta.table_name, link.column, target) for link, target in _links()}
    kept = {
        (table._meta.table_name, row[3], row[2])
        for table in TABLES
        for row in database.raw().execute(f'PRAGMA foreign_key_list("{table._meta.table_name}")').fetchall()
        if row[3] != "id"
    }
    assert said == kept


def test_every_column_that_looks_like_a_link_is_one() -> None:
    links = {(link.table._meta.table_name, link.column) for link, _target in _links()}
    for table in TABLES:
        for column in table._meta.sorted_field_names:
            if column.endswith("_id"):
                assert (table._meta.table_name, column) in links


def pointers(workspace: Workspace, links: tuple[Link, ...], record_id: int) -> set[str]:
    """The columns in which this record stands."""
    rows = everything(workspace)
    found = [(link, rows[link.table._meta.table_name]) for link in links]
    return {str(link) for link, of_table in found if record_id in [row[link.column] for row in of_table]}


def test_whatever_points_at_a_person_points_at_the_survivor(workspace: Workspace) -> None:
    links = links_to_record_in("person")
    keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
    workspace.do(point_at, [(link, lose) for link in links if link.table is not User])
    workspace.do(add_user, "Thandi", lose)
    before = everything(workspace)
    assert pointers(workspace, links, lose) == {str(link) for link in links}
    workspace.do(merge_people, MergeDraft(keep, lose))
    assert pointers(workspace, links, lose) == set()
    assert pointers(workspace, links, keep) == {str(link) for link in links}
    workspace.undo()
    assert everything(workspace) == before


def test_whatever_points_at_a_body_points_at_the_survivor(workspace: Workspace) -> None:
    links = links_to_record_in("organisation")
    keep, lose = body(workspace, "Sample Forum"), body(workspace, "The Sample Forum NPC")
    workspace.do(point_at, [(link, lose) for link in links])
    before = everything(workspace)
    workspace.do(merge_organisations, MergeDraft(keep, lose))
    assert pointers(workspace, links, lose) == set()
    assert pointers(workspace, links, keep) == {str(link) for link in links}
    workspace.undo()
    assert everything(workspace) == before


@pytest.fixture(scope="module")
def shared(blank_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One folder for all the examples: each leaves it as it found it."""
    import shutil

    folder = tmp_path_factory.mktemp("merging") / "Test.kgotla"
    shutil.copytree(blank_folder, folder)
    return folder


_PEOPLE_LINKS = tuple(link for link in links_to_record_in("person") if link.table is not User)


@given(st.data())
@some(6)
def test_undo_brings_any_two_people_back_exactly(shared: Any, data: st.DataObject) -> None:
    """Rows that point at either, at both, more than once: merged, undone, redone and undone again."""
    workspace = Workspace.open(shared, PASSPHRASE)
    try:
        keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
        chosen = st.tuples(st.sampled_from(_PEOPLE_LINKS), st.sampled_from((keep, lose)))
        workspace.do(point_at, data.draw(st.lists(chosen, max_size=8)))
        before = everything(workspace)
        merged = workspace.do(
            merge_people, MergeDraft(keep, lose, data.draw(st.sampled_from((frozenset(), {"given"}))))
        )  # type: ignore[arg-type]
        after = everything(workspace)
        assert workspace.ask(get_record, lose) is None
        workspace.undo()
        assert everything(workspace) == before
        workspace.redo()
        assert everything(workspace) == after
        workspace.undo()
        assert everything(workspace) == before
        assert merged.value.id == keep
        assert journal.check(database.raw()) == []
    finally:
        workspace.close()


# --- What is said twice becomes one ----------------------------------------------------------------------------------


def test_the_same_contact_name_tag_and_office_stand_once(workspace: Workspace) -> None:
    house = body(workspace, "Sample House", kind="council")
    keep = person(
        workspace,
        "Thandi",
        "Sample",
        contacts=[ContactDraft("mobile", "082 000 0001")],
        roles=[RoleDraft(house, "Member", start="2021-11-01")],
        tags=["ally"],
    )
    lose = person(
        workspace,
        "T",
        "Sample",
        contacts=[
            ContactDraft("phone", "+27 82 000 0001", is_private=True, checked_on=ON),
            ContactDraft("email", "t.sample@example.org"),
        ],
        roles=[RoleDraft(house, "Member"), RoleDraft(house, "Speaker")],
        tags=["Ally", "health"],
        other_names=["Thandi Example"],
    )
    workspace.do(merge_people, MergeDraft(keep, lose))
    page = workspace.ask(get_person, keep)
    assert page is not None
    assert [(each.value, each.is_private, each.checked_on) for each in page.contacts] == [
        ("082 000 0001", True, ON),
        ("t.sample@example.org", False, None),
    ]
    assert sorted(office.title for office in page.current) == ["Member", "Speaker"]
    assert page.tags == ("ally", "health")
    assert page.other_names == ("Thandi Example", "T Sample")


def test_an_office_that_ended_does_not_end_the_one_held_now(workspace: Workspace) -> None:
    house = body(workspace, "Sample House", kind="council")
    keep = person(workspace, "Thandi", "Sample", roles=[RoleDraft(house, "Member")])
    lose = person(workspace, "T", "Sample", roles=[RoleDraft(house, "Member", start="2011", end="2016")])
    workspace.do(merge_people, MergeDraft(keep, lose))
    page = workspace.ask(get_person, keep)
    assert page is not None
    assert (len(page.current), len(page.past)) == (1, 1)


def test_whoever_was_there_under_either_name_was_there(workspace: Workspace, today: date) -> None:
    keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
    attendance = [AttendanceDraft(keep, code="AP"), AttendanceDraft(lose, code="P", part="lead")]
    meeting = workspace.do(save_engagement, EngagementDraft("A visit", ON, attendance=attendance)).value[0]
    before = everything(workspace)
    workspace.do(merge_people, MergeDraft(keep, lose))
    (row,) = [row for row in everything(workspace)["attendance"] if row["engagement_id"] == meeting]
    assert (row["person_id"], row["code"], row["part"]) == (keep, "P", "lead")
    workspace.undo()
    assert everything(workspace) == before


def test_nobody_is_their_own_gatekeeper_afterwards(workspace: Workspace) -> None:
    keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
    workspace.do(add_gatekeeper, keep, lose)
    workspace.do(merge_people, MergeDraft(keep, lose))
    assert everything(workspace)["gatekeeper"] == []
    workspace.undo()
    assert len(everything(workspace)["gatekeeper"]) == 1


def test_who_succeeded_whom_survives_the_folding_of_an_office(workspace: Workspace) -> None:
    house = body(workspace, "Sample House", kind="council")
    keep = person(workspace, "Thandi", "Sample", roles=[RoleDraft(house, "Member")])
    lose = person(workspace, "T", "Sample", roles=[RoleDraft(house, "Member")])
    heir = person(workspace, "Kagiso", "Example", roles=[RoleDraft(house, "Member")])
    ours, theirs = (rows_of(workspace, Role, person_id=each)[0]["id"] for each in (keep, lose))

    @operation("Say who followed")
    def follow() -> None:
        Role.update(succeeds_id=theirs).where(Role.person_id == heir).execute()
        Role.update(succeeds_id=ours).where(Role.id == theirs).execute()

    workspace.do(follow)
    workspace.do(merge_people, MergeDraft(keep, lose))
    (row,) = rows_of(workspace, Role, person_id=heir)
    assert row["succeeds_id"] == ours
    assert rows_of(workspace, Role, id=ours)[0]["succeeds_id"] is None


# --- Choices ---------------------------------------------------------------------------------------------------------


def test_fields_are_chosen_and_the_other_name_stays(workspace: Workspace) -> None:
    keep = person(workspace, "T", "Sample", summary="ours", do_not_contact="phone", do_not_contact_reason="asked")
    lose = person(workspace, "Thandi", "Sample-Dube", summary="theirs", title="Ms", confidentiality=2)
    workspace.do(merge_people, MergeDraft(keep, lose, frozenset(("title", "given", "family"))))
    page = workspace.ask(get_person, keep)
    assert page is not None
    assert (page.name, page.sort_name, page.summary) == ("Ms Thandi Sample-Dube", "Sample-Dube, Thandi", "ours")
    assert page.other_names == ("T Sample",)
    assert (page.do_not_contact, page.confidentiality) == ("phone", 2)
    assert [found.id for found in workspace.ask(find, "Sample-Dube")] == [keep]
    assert [row["value"] for row in rows_of(workspace, Identifier, record_id=keep)] != []


def test_the_preview_says_what_differs_and_what_will_point_at_the_survivor(workspace: Workspace, today: date) -> None:
    keep = person(workspace, "Thandi", "Sample", summary="ours", languages="Setswana")
    lose = person(workspace, "Thandi", "Sample-Dube", summary="theirs", title="Ms", tags=["ally"])
    workspace.do(save_commitment, CommitmentDraft("We shall meet", made_on=ON, bound_id=lose))
    workspace.do(save_engagement, EngagementDraft("A visit", ON, attendance=[AttendanceDraft(lose)]))
    workspace.do(add_note, lose, "met at the gate", ON)
    preview = workspace.ask(get_merge, keep, lose)
    assert preview is not None
    rows = {field.key: field for field in preview.fields}
    assert (rows["given"].is_equal, rows["family"].is_conflict, rows["title"].takes_lose) == (True, True, True)
    assert (rows["languages"].is_equal, rows["summary"].keep, rows["summary"].lose) == (True, "ours", "theirs")
    assert [(each.key, each.keep, each.lose) for each in preview.lists] == [("tag", (), ("ally",))]
    assert set(preview.pointing) == {"1 promise", "1 engagement", "1 note"}
    assert "another name" in preview.honesty[0]


def test_a_list_of_the_lost_one_may_be_left_out(workspace: Workspace) -> None:
    keep = person(workspace, "Thandi", "Sample", tags=["ally"])
    lose = person(workspace, "T", "Sample", tags=["foe"], contacts=[ContactDraft("mobile", "082 000 0001")])
    workspace.do(merge_people, MergeDraft(keep, lose, leave_out=frozenset(("tag",))))
    page = workspace.ask(get_person, keep)
    assert page is not None
    assert (page.tags, len(page.contacts)) == (("ally",), 1)


@pytest.mark.parametrize("field", ["id", "name", "nonsense"])
def test_what_is_no_choice_is_refused_and_changes_nothing(workspace: Workspace, field: str) -> None:
    keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
    before = everything(workspace)
    with pytest.raises(UserError, match="no-such-field"):
        workspace.do(merge_people, MergeDraft(keep, lose, frozenset((field,))))
    assert everything(workspace) == before


def test_what_changed_since_the_comparison_is_not_written_over(workspace: Workspace) -> None:
    keep, lose = person(workspace, "Thandi", "Sample"), person(workspace, "T", "Sample")
    preview = workspace.ask(get_merge, keep, lose)
    assert preview is not None
    workspace.do(add_gatekeeper, lose, person(workspace, "Kagiso", "Example"))
    with pytest.raises(UserError, match="changed-meanwhile"):
        workspace.do(merge_people, MergeDraft(keep, lose, seen_changes=preview.seen_changes))


def test_two_of_one_kind_are_compared_and_no_others(workspace: Workspace) -> None:
    someone, forum = person(workspace, "Thandi", "Sample"), body(workspace, "Sample Forum")
    assert workspace.ask(get_merge, someone, forum) is None
    assert workspace.ask(get_merge, someone, someone) is None
    with pytest.raises(UserError, match="merge-with-itself"):
        workspace.do(merge_people, MergeDraft(someone, someone))
    with pytest.raises(UserError, match="not-found"):
        workspace.do(merge_people, MergeDraft(someone, forum))


def test_a_colleague_may_be_merged_but_not_two(workspace: Workspace) -> None:
    keep, lose, third = (person(workspace, given, "Sample") for given in ("Thandi", "T", "Naledi"))
    workspace.do(add_user, "Thandi", lose)
    workspace.do(merge_people, MergeDraft(keep, lose))
    assert [row["person_id"] for row in rows_of(workspace, User, name="Thandi")] == [keep]
    workspace.do(add_user, "Naledi", third)
    with pytest.raises(UserError, match="merge-two-colleagues"):
        workspace.do(merge_people, MergeDraft(keep, third))


# --- Organisations ---------------------------------------------------------------------------------------------------


def test_posts_and_terms_of_one_name_become_one(workspace: Workspace) -> None:
    keep, lose = body(workspace, "Sample House", kind="council"), body(workspace, "House of Samples", kind="council")
    terms = [workspace.do(save_term, TermDraft(each, "2021", "2021-11-01")).value[0] for each in (keep, lose)]
    one = person(workspace, "Thandi", "Sample", roles=[RoleDraft(keep, "Member", term_id=terms[0])])
    two = person(workspace, "Kagiso", "Example", roles=[RoleDraft(lose, "Member", term_id=terms[1])])
    both = person(
        workspace,
        "Naledi",
        "Example",
        roles=[RoleDraft(keep, "Member", term_id=terms[0]), RoleDraft(lose, "Member", term_id=terms[1])],
    )
    before = everything(workspace)
    workspace.do(merge_organisations, MergeDraft(keep, lose))
    after = everything(workspace)
    assert [row["organisation_id"] for row in after["term"]] == [keep]
    held = [(row["person_id"], row["post_id"], row["term_id"]) for row in after["role"]]
    (post,) = {post for _person, post, _term in held}
    assert sorted(held) == [(one, post, terms[0]), (two, post, terms[0]), (both, post, terms[0])]
    workspace.undo()
    assert everything(workspace) == before


def test_ones_own_organisation_is_never_the_one_lost(workspace: Workspace) -> None:
    (home,) = [row["id"] for row in everything(workspace)["organisation"] if row["side"] == "ours"]
    again = body(workspace, "Our Voice NPC", side="partner")
    with pytest.raises(UserError, match="merge-own-organisation"):
        workspace.do(merge_organisations, MergeDraft(again, home))
    workspace.do(merge_organisations, MergeDraft(home, again, frozenset(("side",))))
    (row,) = [row for row in everything(workspace)["organisation"] if row["id"] == home]
    assert row["side"] == "ours"


def test_a_body_merged_with_its_own_part_does_not_stand_above_itself(workspace: Workspace) -> None:
    top = body(workspace, "Sample Network")
    keep = body(workspace, "Sample Forum", parent_id=top)
    lose = body(workspace, "The Sample Forum", parent_id=keep)
    below = body(workspace, "Youth Desk", parent_id=lose)
    workspace.do(merge_organisations, MergeDraft(keep, lose))
    parents = {row["id"]: row["parent_id"] for row in everything(workspace)["organisation"]}
    assert (parents[keep], parents[below]) == (top, keep)
    workspace.undo()
    workspace.do(merge_organisations, MergeDraft(lose, keep))
    parents = {row["id"]: row["parent_id"] for row in everything(workspace)["organisation"]}
    assert (parents[lose], parents[below]) == (top, lose)


def test_bodies_that_would_stand_above_each_other_are_refused(workspace: Workspace) -> None:
    top = body(workspace, "Sample Forum")
    middle = body(workspace, "Sample Desk", parent_id=top)
    low = body(workspace, "The Sample Forum", parent_id=middle)
    before = everything(workspace)
    with pytest.raises(UserError, match="own-parent"):
        workspace.do(merge_organisations, MergeDraft(low, top))
    assert everything(workspace) == before


# --- Lists -----------------------------------------------------------------------------------------------------------

HEADINGS = "First Name,Last Name,Organisation,Position Title,Party,Start Date,Cell phone\n"
LINE = "{given},Sample,Sample Municipal Council,Member,SAMPLE PARTY,2021-11-08,082 000 0001\n"


CHOICES = ImportChoices(term="none")


def planned(workspace: Workspace, file: Path) -> ImportPlan:
    return workspace.ask(plan_import, read(file), CHOICES)


def bring_in(workspace: Workspace, file: Path) -> None:
    workspace.do(apply_import, planned(workspace, file), read(file), CHOICES)


def test_bringing_in_the_old_lists_again_finds_the_survivor_and_changes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, second = tmp_path / "members.csv", tmp_path / "others.csv"
    first.write_text(HEADINGS + LINE.format(given="Thandi"), encoding="utf-8")
    second.write_text("Extra," + HEADINGS + "," + LINE.format(given="T"), encoding="utf-8")
    for file in (first, second):
        bring_in(workspace, file)
    keep, lose = [row["id"] for row in everything(workspace)["person"]]
    workspace.do(merge_people, MergeDraft(keep, lose))
    assert {row["record_id"] for row in rows_of(workspace, Imported)} >= {keep}
    for file in (first, second):
        rows = planned(workspace, file).rows
        assert [(row.what, row.state, row.record_id) for row in rows if row.what == "people"] == [
            ("people", "unchanged", keep)
        ]


def test_a_list_compares_with_the_body_its_own_was_merged_into(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(HEADINGS + LINE.format(given="Thandi"), encoding="utf-8")
    bring_in(workspace, file)
    bodies = {row["name"]: row["id"] for row in everything(workspace)["organisation"]}
    lose = next(each for name, each in bodies.items() if name.startswith("Sample Municipal"))
    keep = body(workspace, "The Council of Samples", kind="council")
    workspace.do(merge_organisations, MergeDraft(keep, lose))
    said = [json.loads(row["fields"])["seats"] for row in rows_of(workspace, Imported) if "seats" in row["fields"]]
    assert [seat[0] for seats in said for seat in seats] == [keep]
    assert {row.state for row in planned(workspace, file).rows} == {"unchanged"}
    assert [row["name"] for row in rows_of(workspace, OtherName, record_id=keep)] != []
