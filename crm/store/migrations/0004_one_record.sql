-- What is known goes stale: when somebody last made sure of it, who that was, and when to ask again.
ALTER TABLE person ADD COLUMN verified_by TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN verified_on DATE;
ALTER TABLE organisation ADD COLUMN verified_by TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN next_check_on DATE;
CREATE INDEX person_next_check_on ON person (next_check_on);
CREATE INDEX organisation_next_check_on ON organisation (next_check_on);

-- Two records that belong together without being one: what the first is to the second.
CREATE TABLE relationship (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    other_id INTEGER NOT NULL REFERENCES record(id),
    kind TEXT NOT NULL,
    strength TEXT NOT NULL,
    started_on DATE,
    ended_on DATE,
    note TEXT NOT NULL
);
CREATE INDEX relationship_record_id ON relationship (record_id);
CREATE INDEX relationship_other_id ON relationship (other_id);

-- Somebody looked at two records that are alike and said that they are two.
CREATE TABLE not_same (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    other_id INTEGER NOT NULL REFERENCES record(id),
    on_day DATE NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX not_same_record_id ON not_same (record_id);
CREATE INDEX not_same_other_id ON not_same (other_id);

-- Who followed whom, where a post has many holders and dates alone do not say it.
ALTER TABLE role ADD COLUMN succeeds_id INTEGER REFERENCES role(id);
CREATE INDEX role_succeeds_id ON role (succeeds_id);

-- Boundaries are redrawn: which places of the next demarcation an old one went into.
CREATE TABLE place_successor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    successor_id INTEGER NOT NULL REFERENCES place(id),
    note TEXT NOT NULL
);
CREATE INDEX place_successor_record_id ON place_successor (record_id);
CREATE INDEX place_successor_successor_id ON place_successor (successor_id);

-- Why something was given out, for the privacy register: papers, and files that were taken out.
ALTER TABLE hand_over ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- Petitions, requests for oversight and submissions: what was asked of whom, and how far it went.
CREATE TABLE petition (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    their_number TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    prayer TEXT NOT NULL,
    body_id INTEGER REFERENCES organisation(id),
    committee_id INTEGER REFERENCES organisation(id),
    member_id INTEGER REFERENCES person(id),
    official_id INTEGER REFERENCES person(id),
    petitioner_id INTEGER REFERENCES record(id),
    petitioner_name TEXT NOT NULL,
    is_watched INTEGER NOT NULL,
    signatures INTEGER,
    language TEXT NOT NULL,
    place_id INTEGER REFERENCES place(id),
    owner_id INTEGER REFERENCES user(id),
    submitted_on DATE,
    submitted_how TEXT NOT NULL,
    acknowledged_on DATE,
    petitioner_told_on DATE,
    due_original DATE,
    due_on DATE,
    due_agreed DATE,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    closed_on DATE,
    last_movement_on DATE
);
CREATE UNIQUE INDEX petition_reference ON petition (reference);
CREATE INDEX petition_body_id ON petition (body_id);
CREATE INDEX petition_committee_id ON petition (committee_id);
CREATE INDEX petition_member_id ON petition (member_id);
CREATE INDEX petition_official_id ON petition (official_id);
CREATE INDEX petition_petitioner_id ON petition (petitioner_id);
CREATE INDEX petition_place_id ON petition (place_id);
CREATE INDEX petition_owner_id ON petition (owner_id);
CREATE INDEX petition_due_agreed ON petition (due_agreed);
CREATE INDEX petition_status ON petition (status);

-- Advocacy plans and their steps.
CREATE TABLE plan (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    objective TEXT NOT NULL,
    issue TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation(id),
    place_id INTEGER REFERENCES place(id),
    owner_id INTEGER REFERENCES user(id),
    starts_on DATE,
    ends_on DATE,
    status TEXT NOT NULL,
    closed_on DATE,
    last_movement_on DATE
);
CREATE UNIQUE INDEX plan_reference ON plan (reference);
CREATE INDEX plan_organisation_id ON plan (organisation_id);
CREATE INDEX plan_place_id ON plan (place_id);
CREATE INDEX plan_owner_id ON plan (owner_id);
CREATE INDEX plan_status ON plan (status);

CREATE TABLE plan_step (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    plan_id INTEGER NOT NULL REFERENCES plan(id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    responsible_id INTEGER REFERENCES person(id),
    responsible_name TEXT NOT NULL,
    after_id INTEGER REFERENCES plan_step(id),
    anchor TEXT NOT NULL,
    days INTEGER,
    day_unit TEXT NOT NULL,
    due_original DATE,
    due_on DATE,
    due_agreed DATE,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    result TEXT NOT NULL,
    done_on DATE,
    last_movement_on DATE
);
CREATE INDEX plan_step_plan_id ON plan_step (plan_id);
CREATE INDEX plan_step_responsible_id ON plan_step (responsible_id);
CREATE INDEX plan_step_after_id ON plan_step (after_id);
CREATE INDEX plan_step_due_agreed ON plan_step (due_agreed);
CREATE INDEX plan_step_status ON plan_step (status);
