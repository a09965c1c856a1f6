"""Who deals with a topic in a place: people and bodies, each with the reason, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crm.queries import route_parties as parties
from crm.queries.own_routes import RouteRow, Subject, find_own_route, find_subject
from crm.queries.route_parties import Body, Holder, only_named
from crm.queries.where import Where, find_where, get_where
from crm.rules import routing
from crm.rules.demarcation import has_ended
from crm.rules.names import fold
from crm.rules.organisations import Kind, Sphere
from crm.rules.routing import Part
from resources import reference
from resources.translations import _

# The answer


@dataclass(frozen=True)
class Who:
    """One person or body of an answer."""

    part: Part
    name: str
    title: str
    """Of a person's office, “Chairperson”."""
    office: str
    """With where it is, “Chairperson, Portfolio Committee on Health”."""
    person_id: int | None
    post_id: int | None
    organisation_id: int | None
    contact: str
    fresh: str
    why: str
    is_to_check: bool = False
    """Suggested, or of a term that is over."""

    @property
    def label(self) -> str:
        """“Ward councillor”."""
        return routing.label(self.part)

    @property
    def record(self) -> tuple[str, int]:
        """The record behind it: its noun and id; nothing for a body that is only suggested."""
        if self.person_id:
            return "people", self.person_id
        return ("organisations", self.organisation_id) if self.organisation_id else ("", 0)


@dataclass(frozen=True)
class NotKnown:
    """What an answer lacks, and what to do about it."""

    part: Part
    words: str
    todo: str
    organisation_id: int | None = None
    """The body into which it would be written, where that is known."""


@dataclass(frozen=True)
class Answer:
    """Who deals with a topic in a place, on a day."""

    topic_id: int | None
    topic: str
    others: tuple[str, ...]
    where: Where
    on: date
    sphere: str
    why: str
    note: str
    route: RouteRow | None
    """The workspace's own route, where one is in force."""
    legislature_id: int | None
    who: tuple[Who, ...]
    not_known: tuple[NotKnown, ...]

    def first(self, part: Part) -> Who | None:
        """The first of this part."""
        return next((each for each in self.who if each.part is part), None)


def who_deals_with(topic: str, place: int | str, on: date) -> Answer:
    """Whom to go to with a topic in a place: a place's id, or its name, code or ward id.

    Raises UserError: those of `find_subject` and `find_where`.
    """
    subject = find_subject(topic)
    where = get_where(place) if isinstance(place, int) else find_where(place)
    return _Answering(subject, where, on).answer()


@dataclass
class _Answering:
    """An answer on its way: the parts in the order in which a community goes to them."""

    subject: Subject
    where: Where
    on: date
    found: list[Who] = field(default_factory=list)
    missing: list[NotKnown] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What is asked of the workspace, each once."""
        self.line = self.subject.line
        self.route = find_own_route(self.subject.topic_id, self.where, self.on)
        self.sphere = (self.route.sphere if self.route else "") or (self.line.sphere if self.line else "")
        self.bodies = parties.list_bodies(self.where)
        self.house = parties.find_legislature(self.bodies, self.where)
        self.department = self._department()
        self.committee = self._committee()
        ward = self.where.ward
        self.holders = parties.list_holders(self._concerned(), ward.id if ward else None, self.on)

    def answer(self) -> Answer:
        """Say each part, or that it is missing."""
        self._say_person()
        self._say_councillor()
        if self.sphere == Sphere.LOCAL:
            self._say_municipality()
        self._say_department()
        self._say_committee()
        if self.sphere == Sphere.NATIONAL:
            self._say_national()
        self._say_petitions_office()
        self._say_constituency_offices()
        return Answer(
            self.subject.topic_id,
            self.subject.name,
            self.subject.others,
            self.where,
            self.on,
            self.sphere,
            self._why(),
            self.line.note if self.line else "",
            self.route,
            self.house.id if self.house else None,
            tuple(self._with_ways()),
            tuple(self.missing),
        )

    # What is asked

    def _body(self, body_id: int | None, name: str, kind: Kind) -> Body | None:
        """A body that a route names, also one that is only a name."""
        if body_id is None:
            return only_named(name, kind) if name else None
        return parties.get_body(body_id)

    def _department(self) -> Body | None:
        own = self.route and self._body(self.route.department_id, self.route.department, Kind.DEPARTMENT)
        words = self.line.department_words if self.line else ()
        return own or parties.find_department(self.bodies, words, self.where)

    def _committee(self) -> Body | None:
        own = self.route and self._body(self.route.committee_id, self.route.committee, Kind.COMMITTEE)
        words = self.line.committee_words if self.line else (self.subject.name,)
        found = own or parties.find_committee(self.bodies, words, self.house)
        if found is None and self._house_name():
            name = parties.suggest_committee(self._house_name(), words)
            found = only_named(name, Kind.COMMITTEE, is_suggested=True) if name else None
        return found

    def _house_name(self) -> str:
        province = self.where.province
        names = [each.legislature for each in reference.provinces() if province and each.code == province.code]
        return names[0] if names else ""

    def _councils(self) -> list[Body]:
        return [body for body in self.bodies if body.kind == Kind.COUNCIL]

    def _council_of(self, place_id: int | None) -> Body | None:
        return next((body for body in self._councils() if body.place_id == place_id), None) if place_id else None

    def _concerned(self) -> list[Body]:
        chosen = [self.house, self.department, self.committee, *self._councils(), *self._petition_bodies()]
        return [body for body in chosen if body is not None and body.id]

    # The parts

    def _say_person(self) -> None:
        if self.route is not None and self.route.person_id:
            why = self.route.note or _("You wrote down this person as the one to ask.")
            fresh = routing.freshness(self.route.verified_on, self.on)
            self.found.append(
                Who(Part.ASK, self.route.person, "", "", self.route.person_id, None, None, "", fresh, why)
            )

    def _say_councillor(self) -> None:
        ward = self.where.ward
        if ward is None:
            self._miss(
                Part.COUNCILLOR,
                _("Which ward it is: every ward has one councillor."),
                _("Ask the community for the ward number, and name the ward or its eight-digit id as the place."),
            )
            return
        seated = [
            each
            for each in self.holders
            if ward.id is not None and each.place_id == ward.id and routing.is_title(each.title, Part.COUNCILLOR)
        ]
        why = _("Elected for {ward}, and the first to hear of what the people there need.").format(ward=ward.name)
        self._say_people(Part.COUNCILLOR, parties.newest(seated), why)
        if all(each.is_old for each in seated):
            council = self._council_of(self.where.municipality.id if self.where.municipality else None)
            self._miss(
                Part.COUNCILLOR,
                _("Who is the councillor of {ward} now.").format(ward=ward.name),
                self._without_ward(council)
                or _("Bring in the list of the new council, or ask the office of its Speaker."),
                council,
            )
        if has_ended(ward.demarcation, self.on):
            self._miss(
                Part.COUNCILLOR,
                _("Whether the place is still in this ward: the wards were drawn anew for the last elections."),
                _("Bring in the new table of wards under Settings, Wards."),
            )

    def _without_ward(self, council: Body | None) -> str:
        """Ward councillors of whom only the council is written down: the one looked for may be among them."""
        names = [
            each.person
            for each in self.holders
            if council is not None
            and each.body_id == council.id
            and each.place_id is None
            and not each.is_old
            and fold(each.title).startswith("ward")
        ]
        said = _("Ward councillors whose ward is not written down: {names}. Write it into their office.")
        return said.format(names=", ".join(names)) if names else ""

    def _say_municipality(self) -> None:
        municipality = self.where.municipality or self.where.district
        if municipality is None:
            self._miss(
                Part.MUNICIPALITY,
                _("Which municipality it is: this is a local function."),
                _("Name the municipality or the ward as the place."),
            )
            return
        why = _("{topic} is a local function, and this is the municipality of {place}.").format(
            topic=self.subject.name, place=self.where.areas[0].name
        )
        council = self._council_of(municipality.id)
        self._say_body(Part.MUNICIPALITY, council or only_named(municipality.name, Kind.COUNCIL), why)
        for part in (Part.MAYOR, Part.MANAGER):
            self._say_office(part, council, municipality.name)
        district = self.where.district
        if district is not None and district is not municipality and self.line and self.line.may_be_district:
            why = _("In many districts the district municipality does this itself: ask which of the two.")
            self._say_body(Part.DISTRICT, self._council_of(district.id) or only_named(district.name, Kind.COUNCIL), why)

    def _say_office(self, part: Part, council: Body | None, municipality: str) -> None:
        why, asked = {
            Part.MAYOR: (_("Leads the executive of {place}."), _("Who is mayor of {place} now.")),
            Part.MANAGER: (
                _("Heads the administration of {place}, and receives complaints and letters."),
                _("Who is municipal manager of {place} now."),
            ),
        }[part]
        self._say_people(part, parties.holders_of(self.holders, part, council), why.format(place=municipality))
        if self._is_unknown(part):
            todo = _("Ring the municipality, and write the name into its council.")
            self._miss(part, asked.format(place=municipality), todo, council)

    def _say_department(self) -> None:
        name = self.line.department if self.line else ""
        if self.department is not None:
            self._say_body(Part.DEPARTMENT, self.department, self._why_department())
        elif name:
            self._miss(
                Part.DEPARTMENT,
                _("Which department of the province it is; mostly called {name}.").format(name=name),
                _("Add the department among the organisations, or press “This is wrong” and choose it."),
            )
        if self.department is None and not name:
            return
        words = self.line.department_words if self.line else ()
        heads = parties.newest([each for each in self.holders if self._is_mec(each, words)])
        office = self.department.name if self.department else name
        self._say_people(
            Part.MEC, heads, _("Answers for {department} in the provincial government.").format(department=office)
        )
        if self._is_unknown(Part.MEC):
            self._miss(
                Part.MEC,
                _("Who is the MEC for {department} now.").format(department=office),
                _("Write the MEC into the department, or look on the website of the province."),
                self.department,
            )

    def _is_mec(self, holder: Holder, words: Sequence[str]) -> bool:
        if not routing.is_title(holder.title, Part.MEC):
            return False
        if self.department is not None and holder.body_id == self.department.id:
            return True
        is_here = self.house is not None and holder.body_id == self.house.id
        return is_here and routing.rank_of(holder.title, words) is not None

    def _why_department(self) -> str:
        if self.sphere == Sphere.LOCAL:
            return _("The province supports and oversees municipalities (Constitution, sections 154 and 155).")
        if self.sphere == Sphere.NATIONAL:
            return _("A national function; this is the province's counterpart.")
        return _("{topic} is a function of the province.").format(topic=self.subject.name)

    def _say_committee(self) -> None:
        committee = self.committee
        if committee is None and self._has_no_committee():
            return
        if committee is None:
            self._miss(
                Part.COMMITTEE,
                _("Which committee of the legislature oversees this."),
                _("Ask the legislature, then press “This is wrong” and choose the committee."),
            )
            return
        department = self.department.name if self.department else (self.line.department if self.line else "")
        over = _("Oversees {department} for the legislature.").format(department=department)
        self._say_body(Part.COMMITTEE, committee, over if department else _("Oversees this for the legislature."))
        whys = {
            Part.CHAIR: (_("Decides what comes before the committee."), _("Who chairs {body} now.")),
            Part.COORDINATOR: (
                _("The way in for everybody who wants to reach the committee and its chairperson."),
                _("Who co-ordinates {body} now."),
            ),
        }
        for part, (why, asked) in whys.items():
            self._say_people(part, parties.holders_of(self.holders, part, committee if committee.id else None), why)
            if self._is_unknown(part):
                todo = _("Ring the legislature, and write the name into the committee.")
                self._miss(part, asked.format(body=committee.name), todo, committee)

    def _has_no_committee(self) -> bool:
        """Whether no province has a committee for it: home affairs."""
        return self.line is not None and not self.line.committee_words

    def _say_national(self) -> None:
        words = self.line.national_words if self.line else ()
        house = next((body for body in self.bodies if fold(body.name) == fold("National Assembly")), None)
        found = parties.find_committee(self.bodies, words, house)
        name = found.name if found else parties.suggest_committee("National Assembly", words)
        if name:
            body = found or only_named(name, Kind.COMMITTEE, is_suggested=True)
            self._say_body(Part.NATIONAL, body, _("Parliament oversees national functions."))

    def _petition_bodies(self) -> list[Body]:
        return [
            body
            for body in self.bodies
            if self.house is not None
            and body.parent_id == self.house.id
            and routing.is_title(body.name, Part.PETITIONS_OFFICE)
        ]

    def _say_petitions_office(self) -> None:
        why = _("Receives petitions for the legislature, and says how they have to be handed in.")
        bodies = self._petition_bodies()
        for body in bodies:
            self._say_body(Part.PETITIONS_OFFICE, body, why)
        people = parties.holders_of(self.holders, Part.PETITIONS_OFFICE, self.house)
        self._say_people(Part.PETITIONS_OFFICE, people, why)
        if not bodies and not people:
            self._miss(
                Part.PETITIONS_OFFICE,
                _("Who receives petitions at the legislature."),
                _("Ring the legislature, and add the office or the officer to it."),
                self.house,
            )

    def _say_constituency_offices(self) -> None:
        offices = [body for body in self.bodies if body.kind == Kind.CONSTITUENCY_OFFICE]
        names = {area.id: area.name for area in self.where.areas if area.id}
        here = self.where.areas[0].name
        for body in sorted(offices, key=self._distance):
            area = names.get(body.place_id or 0, here)
            why = _("An office of members that serves {place}.").format(place=area)
            self._say_body(Part.CONSTITUENCY_OFFICE, body, why)
        known = {body.id for body in offices}
        for body in parties.list_called_after(self.where):
            if body.id not in known:
                why = _("Only its name says that it is there: make sure, and write the place into it.")
                self._say_body(Part.CONSTITUENCY_OFFICE, body, why, is_guess=True)
        if self._is_unknown(Part.CONSTITUENCY_OFFICE):
            self._miss(
                Part.CONSTITUENCY_OFFICE,
                _("Which constituency offices serve {place}.").format(place=here),
                _("Bring in a list of constituency offices, or ask the parties which members serve the area."),
            )

    def _distance(self, body: Body) -> int:
        places = self.where.ids
        return places.index(body.place_id) if body.place_id in places else len(places)

    # How they are said

    def _say_body(self, part: Part, body: Body, why: str, *, is_guess: bool = False) -> None:
        fresh = routing.freshness(body.verified_on, self.on, is_suggested=body.is_suggested)
        if body.is_closed:
            fresh = _("closed, check")
        elif not body.id and not body.is_suggested:
            fresh = _("only the name is known")
        self.found.append(
            Who(
                part,
                body.name,
                "",
                "",
                None,
                None,
                body.id or None,
                "",
                fresh,
                why,
                body.is_suggested or body.is_closed or is_guess,
            )
        )

    def _say_people(self, part: Part, holders: Iterable[Holder], why: str) -> None:
        for each in holders:
            fresh = routing.old_term(each.until) if each.is_old else routing.freshness(each.verified_on, self.on)
            self.found.append(
                Who(
                    part,
                    each.person,
                    each.title,
                    each.office,
                    each.person_id,
                    each.post_id,
                    each.body_id,
                    "",
                    fresh,
                    why,
                    each.is_old,
                )
            )

    def _is_unknown(self, part: Part) -> bool:
        return all(each.is_to_check for each in self.found if each.part is part)

    def _miss(self, part: Part, words: str, todo: str, body: Body | None = None) -> None:
        self.missing.append(NotKnown(part, words, todo, body.id or None if body else None))

    def _with_ways(self) -> Iterable[Who]:
        """How each is reached: a person by her own number, else by that of the office."""
        keys = {
            each: (each.person_id, each.post_id) if each.person_id else (each.organisation_id,) for each in self.found
        }
        ways = parties.list_ways({key for pair in keys.values() for key in pair if key})
        for each, pair in keys.items():
            yield replace(each, contact=next((ways[key] for key in pair if key in ways), ""))

    def _why(self) -> str:
        if self.route is not None:
            route = self.route
            return routing.why_own(route.topic, route.place, route.verified_by, route.verified_on, route.note)
        if self.line is None:
            return _("No route for {topic} is known yet: choose the committee once, and it is remembered.").format(
                topic=self.subject.name
            )
        return _("{why} Check for your legislature.").format(why=routing.why_sphere(self.line))
