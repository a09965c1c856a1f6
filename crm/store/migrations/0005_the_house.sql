-- Where a step of a life-cycle is known from: a letter, the papers of the House, a telephone call.
ALTER TABLE status_change ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- Two records of one matter: a petition and the hearing on it, a step and the submission it brought about, a plan and
-- whom it aims at, a promise and the agreement it counts towards. `kind` says which.
CREATE TABLE tie (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    other_id INTEGER NOT NULL REFERENCES record(id),
    kind TEXT NOT NULL
);
CREATE UNIQUE INDEX tie_record_id ON tie (record_id, kind, other_id);
CREATE INDEX tie_other_id ON tie (other_id);

-- How long the other side may take, by law or by our practice. What ships lies in the reference data; a row here is
-- ours, and stands in the place of what ships for the same jurisdiction, kind and status.
CREATE TABLE clock_rule (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    jurisdiction TEXT NOT NULL,
    kind TEXT NOT NULL,
    at_status TEXT NOT NULL,
    length INTEGER,
    unit TEXT NOT NULL,
    extension INTEGER,
    consequence TEXT NOT NULL,
    law TEXT NOT NULL,
    section TEXT NOT NULL,
    verified_on DATE,
    verified_by TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX clock_rule_jurisdiction ON clock_rule (jurisdiction);

-- A clock that runs, or ran, on a record: copied from its rule, so that a rule that changes later changes no past.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    at_status TEXT NOT NULL,
    starts_on DATE NOT NULL,
    length INTEGER NOT NULL,
    unit TEXT NOT NULL,
    extension INTEGER,
    law TEXT NOT NULL,
    due_on DATE,
    ended_on DATE
);
CREATE INDEX clock_record_id ON clock (record_id);

CREATE TABLE clock_stop (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    clock_id INTEGER NOT NULL REFERENCES clock(id),
    stopped_on DATE NOT NULL,
    resumed_on DATE,
    reason TEXT NOT NULL
);
CREATE INDEX clock_stop_record_id ON clock_stop (record_id);
CREATE INDEX clock_stop_clock_id ON clock_stop (clock_id);

-- The ladder of escalation: our rungs, in the place of those that ship.
CREATE TABLE rung (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    applies_to TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    length INTEGER,
    unit TEXT NOT NULL,
    letter_kind TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE TABLE escalation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    to_whom TEXT NOT NULL,
    on_day DATE NOT NULL,
    due_on DATE,
    follow_up_id INTEGER REFERENCES follow_up(id)
);
CREATE INDEX escalation_record_id ON escalation (record_id);
CREATE INDEX escalation_follow_up_id ON escalation (follow_up_id);

-- Petitions: who has to answer, what was tried first, what makes them admissible, and the call a submission answers.
ALTER TABLE petition ADD COLUMN respondent_id INTEGER REFERENCES organisation(id);
ALTER TABLE petition ADD COLUMN tried_first TEXT NOT NULL DEFAULT '';
ALTER TABLE petition ADD COLUMN opportunity_id INTEGER REFERENCES opportunity(id);
ALTER TABLE petition ADD COLUMN receipt_id INTEGER REFERENCES attachment(id);
ALTER TABLE petition ADD COLUMN review_on DATE;
ALTER TABLE petition ADD COLUMN stopped_on DATE;
CREATE INDEX petition_respondent_id ON petition (respondent_id);
CREATE INDEX petition_opportunity_id ON petition (opportunity_id);
CREATE INDEX petition_receipt_id ON petition (receipt_id);

CREATE TABLE petition_check (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    petition_id INTEGER NOT NULL REFERENCES petition(id),
    item TEXT NOT NULL,
    is_met INTEGER NOT NULL,
    on_day DATE,
    note TEXT NOT NULL
);
CREATE UNIQUE INDEX petition_check_petition_id ON petition_check (petition_id, item);

-- Plans: of one CSO or of a group, on an issue, from a template; templates are ours, in the place of one that ships
-- under the same name.
ALTER TABLE plan ADD COLUMN kind TEXT NOT NULL DEFAULT 'individual';
ALTER TABLE plan ADD COLUMN issue_id INTEGER REFERENCES issue(id);
ALTER TABLE plan ADD COLUMN template_name TEXT NOT NULL DEFAULT '';
CREATE INDEX plan_issue_id ON plan (issue_id);

CREATE TABLE plan_template (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    name TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX plan_template_name ON plan_template (name);

CREATE TABLE template_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    template_id INTEGER NOT NULL REFERENCES plan_template(id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    after_position INTEGER,
    anchor TEXT NOT NULL,
    days INTEGER,
    day_unit TEXT NOT NULL
);
CREATE INDEX template_step_template_id ON template_step (template_id);

-- Outcomes, harvested: who did what differently, why it matters, what we did for it, and who says so too.
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    plan_id INTEGER REFERENCES plan(id),
    statement TEXT NOT NULL,
    actor_id INTEGER REFERENCES record(id),
    actor_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    indicator TEXT NOT NULL,
    on_day DATE,
    significance TEXT NOT NULL,
    contribution TEXT NOT NULL,
    level TEXT NOT NULL,
    substantiated_by TEXT NOT NULL,
    substantiated_on DATE,
    is_expected INTEGER NOT NULL,
    place_id INTEGER REFERENCES place(id)
);
CREATE UNIQUE INDEX outcome_reference ON outcome (reference);
CREATE INDEX outcome_plan_id ON outcome (plan_id);
CREATE INDEX outcome_actor_id ON outcome (actor_id);
CREATE INDEX outcome_place_id ON outcome (place_id);
CREATE INDEX outcome_on_day ON outcome (on_day);

-- What is wrong where people live, looked at again and again until it is put right.
CREATE TABLE issue (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    place_id INTEGER REFERENCES place(id),
    spot TEXT NOT NULL,
    touches TEXT NOT NULL,
    households INTEGER,
    respondent_id INTEGER REFERENCES organisation(id),
    reported_by_id INTEGER REFERENCES organisation(id),
    their_number TEXT NOT NULL,
    owner_id INTEGER REFERENCES user(id),
    reported_on DATE NOT NULL,
    review_on DATE,
    status TEXT NOT NULL,
    closed_on DATE,
    last_movement_on DATE
);
CREATE UNIQUE INDEX issue_reference ON issue (reference);
CREATE INDEX issue_place_id ON issue (place_id);
CREATE INDEX issue_respondent_id ON issue (respondent_id);
CREATE INDEX issue_reported_by_id ON issue (reported_by_id);
CREATE INDEX issue_owner_id ON issue (owner_id);
CREATE INDEX issue_status ON issue (status);

CREATE TABLE monitoring_visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue(id),
    on_day DATE NOT NULL,
    by_whom TEXT NOT NULL,
    state TEXT NOT NULL,
    finding TEXT NOT NULL,
    attachment_id INTEGER REFERENCES attachment(id),
    engagement_id INTEGER REFERENCES engagement(id)
);
CREATE INDEX monitoring_visit_issue_id ON monitoring_visit (issue_id);
CREATE INDEX monitoring_visit_attachment_id ON monitoring_visit (attachment_id);
CREATE INDEX monitoring_visit_engagement_id ON monitoring_visit (engagement_id);

-- Engagements that count: `total` and the columns beside it are separate people; attendances are heads in all sessions.
ALTER TABLE engagement ADD COLUMN sessions INTEGER;
ALTER TABLE engagement ADD COLUMN attendances INTEGER;
ALTER TABLE engagement ADD COLUMN wanted TEXT NOT NULL DEFAULT '';
ALTER TABLE engagement ADD COLUMN got TEXT NOT NULL DEFAULT '';
ALTER TABLE engagement ADD COLUMN feedback TEXT NOT NULL DEFAULT '';

-- Grants: who pays, the number of the contract, what is measured, and the periods that are reported on.
ALTER TABLE agreement ADD COLUMN contract_number TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement ADD COLUMN amount TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_party ADD COLUMN role TEXT NOT NULL DEFAULT '';

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    clause_id INTEGER REFERENCES clause(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    unit TEXT NOT NULL,
    direction TEXT NOT NULL,
    baseline REAL,
    baseline_on DATE,
    target REAL,
    target_on DATE,
    data_source TEXT NOT NULL,
    means TEXT NOT NULL,
    every TEXT NOT NULL,
    split_by TEXT NOT NULL,
    counted TEXT NOT NULL
);
CREATE INDEX indicator_agreement_id ON indicator (agreement_id);
CREATE INDEX indicator_clause_id ON indicator (clause_id);

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    indicator_id INTEGER NOT NULL REFERENCES indicator(id),
    on_day DATE NOT NULL,
    period_from DATE,
    period_to DATE,
    value REAL NOT NULL,
    note TEXT NOT NULL,
    attachment_id INTEGER REFERENCES attachment(id)
);
CREATE INDEX measurement_indicator_id ON measurement (indicator_id);
CREATE INDEX measurement_attachment_id ON measurement (attachment_id);

CREATE TABLE reporting_period (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement_id INTEGER NOT NULL REFERENCES agreement(id),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    due_on DATE,
    submitted_on DATE,
    achievements TEXT NOT NULL,
    challenges TEXT NOT NULL,
    corrective TEXT NOT NULL,
    lessons TEXT NOT NULL,
    next_period TEXT NOT NULL
);
CREATE INDEX reporting_period_agreement_id ON reporting_period (agreement_id);
CREATE INDEX reporting_period_due_on ON reporting_period (due_on);

-- How somebody stands to an issue on a day, as we see it; the person may ask to read it. Empty is not neutral.
CREATE TABLE mapping (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES record(id),
    about_id INTEGER REFERENCES record(id),
    on_day DATE NOT NULL,
    influence TEXT NOT NULL,
    interest TEXT NOT NULL,
    stance TEXT NOT NULL,
    effort TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_whom TEXT NOT NULL
);
CREATE INDEX mapping_record_id ON mapping (record_id);
CREATE INDEX mapping_about_id ON mapping (about_id);

-- The programme of a body: recess, constituency, oversight and committee weeks.
CREATE TABLE programme_period (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    body_id INTEGER NOT NULL REFERENCES organisation(id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    uid TEXT NOT NULL
);
CREATE INDEX programme_period_body_id ON programme_period (body_id);
CREATE INDEX programme_period_starts_on ON programme_period (starts_on);

-- Calls for comment, hearings, sectoral parliaments, oversight weeks: where a community can be heard.
CREATE TABLE opportunity (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    body_id INTEGER REFERENCES organisation(id),
    committee_id INTEGER REFERENCES organisation(id),
    contact_id INTEGER REFERENCES person(id),
    place_id INTEGER REFERENCES place(id),
    opens_on DATE,
    closes_on DATE,
    closes_at TEXT NOT NULL,
    event_on DATE,
    event_until DATE,
    event_time TEXT NOT NULL,
    venue TEXT NOT NULL,
    languages TEXT NOT NULL,
    transport TEXT NOT NULL,
    owner_id INTEGER REFERENCES user(id),
    decision TEXT NOT NULL,
    decided_on DATE,
    reason TEXT NOT NULL,
    result TEXT NOT NULL,
    closed_on DATE,
    last_movement_on DATE,
    uid TEXT NOT NULL
);
CREATE UNIQUE INDEX opportunity_reference ON opportunity (reference);
CREATE INDEX opportunity_body_id ON opportunity (body_id);
CREATE INDEX opportunity_committee_id ON opportunity (committee_id);
CREATE INDEX opportunity_contact_id ON opportunity (contact_id);
CREATE INDEX opportunity_place_id ON opportunity (place_id);
CREATE INDEX opportunity_owner_id ON opportunity (owner_id);
CREATE INDEX opportunity_closes_on ON opportunity (closes_on);
CREATE INDEX opportunity_event_on ON opportunity (event_on);
CREATE INDEX opportunity_decision ON opportunity (decision);

-- Who deals with a topic, where: our own knowledge, in the place of what ships.
CREATE TABLE route (
    id INTEGER PRIMARY KEY REFERENCES record(id),
    topic_id INTEGER NOT NULL REFERENCES topic(id),
    place_id INTEGER REFERENCES place(id),
    sphere TEXT NOT NULL,
    department_id INTEGER REFERENCES organisation(id),
    department_name TEXT NOT NULL,
    committee_id INTEGER REFERENCES organisation(id),
    committee_name TEXT NOT NULL,
    person_id INTEGER REFERENCES person(id),
    started_on DATE,
    ended_on DATE,
    verified_on DATE,
    verified_by TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX route_topic_id ON route (topic_id);
CREATE INDEX route_place_id ON route (place_id);
CREATE INDEX route_department_id ON route (department_id);
CREATE INDEX route_committee_id ON route (committee_id);
CREATE INDEX route_person_id ON route (person_id);

-- A submission, a plain request and a request for oversight each have a path of their own now.
UPDATE petition SET
    status = CASE status
        WHEN 'draft' THEN 'drafting'
        WHEN 'returned' THEN 'drafting'
        WHEN 'ready' THEN 'approved_by_cso'
        WHEN 'submitted' THEN 'submitted'
        WHEN 'hearing' THEN 'presented'
        WHEN 'response_received' THEN 'outcome_known'
        WHEN 'committee_report' THEN 'outcome_known'
        WHEN 'in_house' THEN 'outcome_known'
        WHEN 'house_resolution' THEN 'outcome_known'
        WHEN 'monitored' THEN 'outcome_known'
        WHEN 'closed' THEN 'closed'
        ELSE 'receipt_confirmed' END,
    outcome = CASE outcome
        WHEN 'granted' THEN 'taken_up'
        WHEN 'partly_granted' THEN 'partly_taken_up'
        WHEN 'not_granted' THEN 'not_taken_up'
        WHEN 'not_admissible' THEN 'not_taken_up'
        WHEN 'no_response' THEN 'no_feedback'
        ELSE outcome END
    WHERE kind IN ('submission_on_bill', 'submission_to_inquiry');
UPDATE petition SET
    status = CASE status
        WHEN 'admissible' THEN 'awaiting_response'
        WHEN 'referred' THEN 'awaiting_response'
        WHEN 'hearing' THEN 'response_received'
        WHEN 'committee_report' THEN 'response_received'
        WHEN 'in_house' THEN 'response_received'
        WHEN 'house_resolution' THEN 'response_received'
        WHEN 'monitored' THEN 'response_received'
        ELSE status END
    WHERE kind IN ('representation', 'written_question', 'paia_request');
UPDATE petition SET
    status = CASE status
        WHEN 'admissible' THEN 'request_accepted'
        WHEN 'returned' THEN 'request_declined'
        WHEN 'hearing' THEN 'visit_held'
        WHEN 'committee_report' THEN 'findings_tabled'
        WHEN 'monitored' THEN 'follow_up_visit'
        ELSE status END
    WHERE kind = 'oversight_request';
