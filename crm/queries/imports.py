"""What bringing in a list would do: compared three ways with what the workspace has, nothing written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from crm.exchange.candidates import OrganisationCandidate, PlaceCandidate, Reading
from crm.queries.base import in_chunks, scalar
from crm.queries.import_comparing import Differences, loads
from crm.queries.import_known import (
    ImportedRow,
    KnownOrganisations,
    KnownPlaces,
    OurDetails,
    canonical,
    imported_rows,
    our_details,
)
from crm.queries.import_matching import Match, match_organisations, match_places
from crm.queries.import_people import PeoplePlanner, RoleReader
from crm.queries.import_plan import (
    Change,
    ImportChoices,
    ImportPlan,
    OrganisationPlan,
    PostKey,
    PostPlan,
    Ref,
    RolePlan,
    RowPlan,
    State,
    Work,
)
from crm.queries.import_registers import get_unknown_statuses, plan_registers
from crm.queries.import_terms import Body, Terms, guess_term, needs_term
from crm.queries.offices import list_terms
from crm.rules.bulk import without_collector
from crm.rules.names import fold
from crm.rules.terms import TermChoice, TermPeriod, parse_term

__all__ = [
    "Change",
    "ImportChoices",
    "ImportPlan",
    "RowPlan",
    "TermChoice",
    "TermPeriod",
    "get_unknown_statuses",
    "guess_term",
    "needs_term",
    "parse_term",
    "plan_import",
]


def plan_import(reading: Reading, choices: ImportChoices | None = None) -> ImportPlan:
    """What importing this file would do, row by row.

    Raises UserError("not-found") when the chosen term does not exist.
    """
    with without_collector():
        return _Planner(reading, choices or ImportChoices()).plan()


def newest_operation() -> int:
    """The id of the newest finished operation."""
    return int(scalar("SELECT max(id) FROM operation WHERE id <> coalesce((SELECT id FROM current_operation), 0)") or 0)


class _Planner:
    """One plan in the making."""

    def __init__(self, reading: Reading, choices: ImportChoices) -> None:
        self._reading, self._choices = reading, choices
        self._imported = imported_rows(reading.layout)
        self._places, self._organisations = KnownPlaces(), KnownOrganisations()
        self._rows: list[RowPlan] = []
        self._work = Work()

    def plan(self) -> ImportPlan:
        places = self._plan_places()
        matches = match_organisations(self._reading, self._organisations, self._imported["organisations"])
        refs: dict[str, Ref] = {
            key: key if match.record_id is None else match.record_id for key, match in matches.items()
        }
        self._work.organisation_refs = refs
        self._plan_organisations(matches, refs, places)
        bodies = self._bodies(refs)
        terms = Terms(self._reading, self._choices.term, bodies)
        names = _Names(self._reading, self._organisations, self._places, terms)
        reader = RoleReader(bodies, places, terms)
        planner = PeoplePlanner(self._reading, self._choices, reader, self._imported["people"], names.of)
        people = planner.plan(refs, self._work)
        self._plan_offices(planner.lines, terms, names)
        self._rows += people
        register = plan_registers(self._reading, self._choices, self._work, self._organisations, self._places)
        self._rows += register.rows
        for missed in self._reading.not_understood:
            self._rows.append(RowPlan(missed.line, "", "", "not_understood", reason=missed.reason))
        return ImportPlan(tuple(self._rows), self._work, newest_operation(), register.unknown_statuses)

    def _bodies(self, refs: Mapping[str, Ref]) -> dict[str, Body]:
        found = {}
        for candidate in self._reading.organisations:
            ref = refs[candidate.key]
            name = self._organisations.by_id[ref].name if isinstance(ref, int) else candidate.name
            is_standard = bool(canonical(candidate.name, candidate.kind))
            found[candidate.key] = Body(ref, name, candidate.kind, is_standard, candidate.parent_key)
        return found

    # --- Places ------------------------------------------------------------------------------------------------------

    def _plan_places(self) -> dict[str, Ref]:
        matches = match_places(self._reading.places, self._places)
        refs: dict[str, Ref] = {}
        for candidate in self._reading.places:
            match = matches[candidate.key]
            refs[candidate.key] = candidate.key if match.record_id is None else match.record_id
            name = candidate.name if match.record_id is None else self._places.names[match.record_id]
            self._rows.append(_row(candidate.line, "places", name, match))
        for candidate in self._reading.places:
            if matches[candidate.key].record_id is None:
                self._work.places.append((candidate, refs.get(candidate.parent_key)))
        return refs

    # --- Organisations -----------------------------------------------------------------------------------------------

    def _plan_organisations(
        self, matches: Mapping[str, Match], refs: Mapping[str, Ref], places: Mapping[str, Ref]
    ) -> None:
        details = our_details([match.record_id for match in matches.values() if match.record_id is not None])
        seen: set[int] = set()
        for candidate in self._reading.organisations:
            match = matches[candidate.key]
            parent, place = refs.get(candidate.parent_key), places.get(candidate.place_key)
            plan = OrganisationPlan(candidate, match.record_id, parent, place)
            if match.record_id is None:
                plan.place = place or self._own_place(candidate.key)
                self._work.organisations.append(plan)
                self._rows.append(_row(candidate.line, "organisations", candidate.name, match))
            elif match.record_id not in seen:
                seen.add(match.record_id)
                self._compare_organisation(plan, match.record_id, details(match.record_id))

    def _own_place(self, key: str) -> int | None:
        """The province of a legislature and the municipality of a council, whose keys carry its code."""
        kind, _slash, code = key.partition("/")
        return self._places.by_code.get(code) if kind in ("legislature", "council") else None

    def _compare_organisation(self, plan: OrganisationPlan, record_id: int, details: OurDetails) -> None:
        ours, candidate = self._organisations.by_id[record_id], plan.candidate
        row: ImportedRow | None = self._imported["organisations"].get(candidate.key)
        base = loads(row.fields) if row is not None else None
        plan.imported_id = row.id if row is not None else None
        found = Differences()
        columns = {"name": ours.name, "short_name": ours.short_name}
        # The list's own name for a body we know by another is no difference.
        fields = ["short_name"] if base is None or base.get("name") == candidate.name else ["name", "short_name"]
        plan.columns = found.columns(fields, base, columns, candidate)
        if found.takes_note(base, ours.summary, candidate.note):
            plan.columns["summary"] = candidate.note
        if "name" in plan.columns:
            plan.columns["fold"] = fold(candidate.name)
        for column, our_ref, ref in (
            ("parent_id", ours.parent_id, plan.parent),
            ("place_id", ours.place_id, plan.place),
        ):
            # Only ever filled: how bodies hang together is the user's to say.
            if ref is not None and our_ref is None and ref != record_id:
                found.note("take", column, "", self._name_in_file(ref))
                plan.columns[column] = ref
        own_names = {fold(ours.name), fold(ours.short_name), fold(candidate.name)}
        plan.details = found.details(base, details, candidate, own_names)
        if found.changes:
            self._work.organisations.append(plan)
        state: State = "changed" if found.changes else "unchanged"
        self._rows.append(
            RowPlan(
                candidate.line, "organisations", ours.name, state, record_id, tuple(found.changes), tuple(found.kept)
            )
        )

    def _name_in_file(self, ref: Ref) -> str:
        named: list[PlaceCandidate | OrganisationCandidate] = [*self._reading.places, *self._reading.organisations]
        known = self._organisations.by_id.get(ref) if isinstance(ref, int) else None
        return known.name if known is not None else next((found.name for found in named if found.key == ref), "")

    # --- Offices -----------------------------------------------------------------------------------------------------

    def _plan_offices(self, lines: Mapping[RolePlan, str], terms: Terms, names: _Names) -> None:
        """The terms and posts that the holdings of the file need; those we have are unchanged."""
        used_posts = {role.post for person in self._work.people for role in person.new_roles}
        used_terms: set[object] = {role.term for person in self._work.people for role in person.new_roles}
        used_terms |= {
            values["term_id"]
            for person in self._work.people
            for _role, values in person.changed_roles
            if "term_id" in values
        }
        term_lines: dict[Ref | None, str] = {}
        post_lines: dict[PostKey, tuple[RolePlan, str]] = {}
        for role, line in lines.items():
            term_lines.setdefault(role.term, line)
            post_lines.setdefault(role.post, (role, line))
        self._plan_terms(term_lines, used_terms, terms, names)
        self._plan_posts(post_lines, used_posts)

    def _plan_terms(
        self, lines: Mapping[Ref | None, str], used: Collection[object], terms: Terms, names: _Names
    ) -> None:
        for ref, line in lines.items():
            made = terms.made.get(ref) if isinstance(ref, str) else None
            if made is not None and ref in used:
                self._work.terms.append(made)
                name = f"{made.name}, {names.of(made.organisation)}"
                self._rows.append(RowPlan(line, "offices", name, "new"))
            elif isinstance(ref, int):
                self._rows.append(RowPlan(line, "offices", names.of(ref), "unchanged", ref))

    def _plan_posts(self, found: Mapping[PostKey, tuple[RolePlan, str]], used: Collection[PostKey]) -> None:
        known = self._work.post_ids = _known_posts({post[0] for post in found})
        for post, (role, line) in found.items():
            name = f"{role.title}, {role.organisation}"
            if post in known:
                self._rows.append(RowPlan(line, "offices", name, "unchanged", known[post]))
            elif post in used:
                self._work.posts.append(PostPlan(post, role.title))
                self._rows.append(RowPlan(line, "offices", name, "new"))


class _Names:
    """Names of everything a holding may point at, for the preview."""

    def __init__(self, reading: Reading, organisations: KnownOrganisations, places: KnownPlaces, terms: Terms) -> None:
        self._organisations, self._places, self._terms = organisations, places, terms
        self._known_terms = {term.id: f"{term.name}, {term.organisation}" for term in list_terms()}
        self._new = {place.key: place.name for place in reading.places}
        self._new |= {organisation.key: organisation.name for organisation in reading.organisations}

    def of(self, ref: Ref | None) -> str:
        """The name of an organisation, place or term, ours or new; empty for none."""
        if ref is None:
            return ""
        if isinstance(ref, str):
            made = self._terms.made.get(ref)
            return made.name if made is not None else self._new.get(ref, "")
        if ref in self._organisations.by_id:
            return self._organisations.by_id[ref].name
        return self._places.names.get(ref) or self._known_terms.get(ref, "")


def _known_posts(organisations: Collection[Ref]) -> dict[PostKey, int]:
    """The posts of these bodies that are not for one place only."""
    return {
        (organisation, title): post_id
        for post_id, organisation, title in in_chunks(
            "SELECT id, organisation_id, fold FROM post WHERE organisation_id IN ({marks}) AND place_id IS NULL "
            "ORDER BY id DESC",
            [ref for ref in organisations if isinstance(ref, int)],
        )
    }


def _row(line: str, what: str, name: str, match: Match) -> RowPlan:
    """The row of something that is ours already, or new."""
    if match.record_id is not None:
        return RowPlan(line, what, name, "unchanged", match.record_id)
    state: State = "doubtful" if match.is_doubtful else "new"
    return RowPlan(line, what, name, state, reason=match.reason, alternatives=match.alternatives)
