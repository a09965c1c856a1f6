"""The sentence for every problem code, shared by the window and the command line.

Each says what is wrong, where, and what to do. Placeholders are the problem's parameters.
"""

from __future__ import annotations

import re
from datetime import date

from crm.rules.errors import Problem
from resources.translations import _

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

WORDS: dict[str, str] = {
    "no-screen": "There is no screen here to show the window on. Use the command line: kgotla --help.",
    "date-not-understood": (
        "“{text}” is not a date Kgotla understands. Write it like 30/06/2027, 2027-06-30 or “30 June”."
    ),
    "term-not-understood": (
        "“{text}” is no term of office Kgotla understands. Write it like 2014-2019, 5th, 2014, current or none."
    ),
    "import-changes-nothing": "“{file}” says nothing that is not here already: nothing was changed.",
    "record-not-found": "There is no {record} in this workspace. Look it up with “kgotla list” or “kgotla search”.",
    "report-agreement-withheld": (
        "{reference} is more confidential than this report may show. Choose another level of confidentiality for it."
    ),
    "report-choice-not-known": "“{value}” is not one of the choices for --{option}. Choose one of: {known}.",
    "response-to-nothing": "“{named}” is no clause, deliverable or promise of this agreement.",
    "no-new-response": "Nothing new was answered. Write what they said beside a clause.",
    "report-password-empty": "A password cannot be empty. Four words that only you would put together are a good one.",
    "report-password-only-pdf": "Only a PDF can be closed with a password, not a file ending in “{ending}”.",
    "report-password-weak": "{advice} (This password would soon be guessed.)",
    "report-form-not-known": "This report is not made as a file ending in “{ending}”. Choose one of: {known}.",
    "logo-not-readable": "This picture cannot be read. Choose a PNG, JPEG or SVG that opens in another program.",
    "no-home-organisation": "This workspace names no organisation of ours yet. Add it with the side “ours” first.",
    "logo-too-large": "This picture is larger than {most} MB. Save it smaller, and choose it again.",
    "report-not-known": "There is no report “{name}”. These can be made: {known}.",
    "report-not-written": (
        "The report could not be written to {file} ({reason}). Close that file, or choose another place."
    ),
    "report-option-not-known": "This report has no option --{option}. It has: {known}.",
    "report-option-missing": "This report needs --{option}: say what it is to be about.",
    "report-option-of-several-missing": "This report needs one of {options}: say what it is to be about.",
    "report-options-together": "Give only one of {options}: this report is about one thing.",
    "report-about-confidential": (
        "“{name}” is more confidential than this paper may show. Allow it under Confidentiality, where the paper"
        " offers that, or choose another record."
    ),
    "report-not-by-party": "Kept promises are not counted by political party. Choose a body, an agreement or a topic.",
    "report-period-reversed": "The period ends before it begins: {start} to {end}. Give the earlier day as --from.",
    "report-record-not-understood": "“{value}” does not name a record for --{option}. Write it like {noun}:12.",
    "period-ends-before-it-begins": "The period would end ({ends}) before it begins ({begins}). Check the two days.",
    "kind-of-calendar": "Only a calendar (an .ics file) can be brought in as {kind}; {file} is none.",
    "programme-needs-body": "Say with --body whose programme the calendar is.",
    "period-without-name": "Say what this period is: choose a kind, or give it a name.",
    "opportunity-without-title": "An opportunity needs a title: say what the call, hearing or meeting is about.",
    "closes-before-it-opens": "It would close ({closes}) before it opens ({opens}). Check the two days.",
    "event-ends-before-it-begins": "The event would end ({ends}) before it begins ({begins}). Check the two days.",
    "opportunity-without-event": (
        "{reference} has no day on which it takes place, so nothing can be planned. Give it the day first."
    ),
    "nobody-told": "Say which CSOs were told of {reference}.",
    "agreement-without-title": "An agreement needs a title. Say what it is about.",
    "agreement-without-parties": "An agreement is between two parties at least. Name them both.",
    "agreement-ends-before-it-begins": (
        "The agreement would end ({end}) before it begins ({start}). Check the two days."
    ),
    "wrong-part": "{record} is {part}; this needs {expected}.",
    "number-not-understood": "“{text}” is not a number Kgotla understands. Write it like 1 250 or 62,5.",
    "number-ambiguous": (
        "“{text}” can be read as {whole}, or with decimals. Write thousands with a space, and decimals after a comma."
    ),
    "target-against-direction": (
        "The target {target} lies on the wrong side of the baseline {baseline} where {direction}. Correct one of the"
        " two, or say which way is better."
    ),
    "target-before-baseline": "The target would be reached on {end}, before the baseline of {start}. Check the days.",
    "indicator-without-name": "Say in a few words what is measured: an indicator needs a name.",
    "indicator-of-another-agreement": "That clause belongs to another agreement. Choose one of this agreement.",
    "indicator-is-counted": (
        "“{name}” is counted from what is kept here, and not measured by hand. Let it count nothing if you want to"
        " write values down."
    ),
    "measurement-without-value": "Give the value that was measured.",
    "period-reversed": "The period would end on {end}, before it begins on {start}. Check the two days.",
    "period-not-named": "Say which period: its --number, or its first and last day with --from and --to.",
    "period-overlaps": "The period overlaps the one from {start} to {end}. Each day is reported on once.",
    "report-never-due": "Nothing says how often it is reported on. Choose it when you edit the agreement.",
    "too-many-periods": "More than {count} periods are too many to lay out. Give the agreement an earlier end.",
    "agreement-without-days": (
        "Periods are laid out from the first to the last day of {reference}. Give both when you edit the agreement."
    ),
    "submitted-before-period": "It cannot have been submitted on {day}, before the period begins on {start}.",
    "counts-towards-no-agreement": "“{name}” is no agreement: only an agreement or a grant can be counted towards.",
    "cannot-count": (
        "“{name}” cannot count towards an agreement. What can: engagements, plans, outcomes, commitments, petitions"
        " and opportunities."
    ),
    "amendment-without-words": "Say what the parties changed: the amendment is kept with those words.",
    "renewal-before-beginning": (
        "The next agreement would begin ({start}) before this one began ({began}). Give a later first day."
    ),
    "bad-percent": "{percent} is no share of the whole. Give a number from 0 to 100.",
    "bad-weight": "{weight} is no weight. Give a number from 0 to 1000; twice the number counts twice as much.",
    "clause-without-first-date": "“{clause}” comes round again and again: give the first day it is due.",
    "clause-without-words": "A clause needs a heading, or its words.",
    "colour-without-reason": "Say why “{title}” gets another colour than the one reckoned: paper prints the reason.",
    "deliverable-of-another-clause": "That deliverable belongs to another clause. Choose the clause it belongs to.",
    "deliverable-without-title": "A deliverable needs a name: say what is to be delivered.",
    "due-before-start": "It would be due ({due}) before it starts ({start}). Check the two days.",
    "no-such-choice": "“{value}” is not one of the choices. Choose one of: {known}.",
    "no-such-colour": "“{colour}” is no colour of the traffic light. Choose one of: {known}.",
    "progress-empty": "Say how far it is: a share, a number, or a line of words.",
    "mapping-empty": "Say something of them: influence, interest, where they stand, what you do, or why.",
    "mapping-of-no-party": "Only a person or an organisation stands somewhere. Choose one of those.",
    "mapping-about-nothing": "Choose an issue, a plan, a petition, an opportunity or a topic they stand to.",
    "mapping-of-whom": "Say whom you look at, or with --about whose map is shown.",
    "goals-empty": "Say what you wanted, what you got, or what those who came said of it.",
    "parts-more-than-people": "The total of {total} is less than its parts. Correct one of the counts.",
    "fewer-attendances-than-people": (
        "{people} separate people cannot have been {attendances} attendances: everybody came at least once. "
        "Correct one of the counts."
    ),
    "more-attendances-than-sessions": (
        "{people} separate people in {sessions} sessions cannot have been {attendances} attendances. "
        "Correct one of the counts."
    ),
    "issue-without-title": "Say in a few words what is wrong: an issue needs a title.",
    "id-number-in-text": (
        "This holds what looks like an identity number. Leave it out: an issue says whom it touches without names."
    ),
    "phone-in-touches": (
        "This holds what looks like a telephone number. Say whom it touches without names and numbers; "
        "whoever reported it is a person or CSO of its own."
    ),
    "no-plain-words": "Plain words are for promises, petitions, outcomes and issues. This record is none of them.",
    "part-not-told": "“{part}” is not told of this record. It can be told: {known}.",
    "nothing-said-plainly": "Nothing was written. Say what was asked, what was said, or what happened.",
    "plain-words-too-long": (
        "“{part}” has {count} letters; one sentence for the community has at most {most}. Say it in fewer words."
    ),
    "id-number-in-plain-words": (
        "“{part}” holds what looks like an identity number. Leave it out: these words hang on a wall."
    ),
    "phone-in-plain-words": (
        "“{part}” holds what looks like a telephone number. Leave it out: the paper says whom to ask."
    ),
    "plain-words-missing": (
        "Not yet written ({count}): {what}. Write it with “kgotla plain” or on the record's page; or print “…” in its"
        " place with --allow-missing."
    ),
    "nothing-to-tell": "Nothing of this choice moved in the period, so there is nothing to tell. Choose more.",
    "language-not-known": "“{language}” is no written official language. Choose one of: {known}.",
    "language-not-said": "Say in which --language: none was used yet.",
    "duplicate-of-missing": "Say which issue {reference} repeats: it is tied to that one.",
    "fixed-without-proof": (
        "Nothing shows yet that {reference} is fixed. Write down a visit that found it so, add a photo, or say in a "
        "note how you know."
    ),
    "same-respondent": "{reference} is with {name} already. Choose who deals with it instead.",
    "visit-without-finding": "Say what was found, or add a photo.",
    "visit-before-report": "{day} is before the issue was reported, on {reported}. Correct one of the two dates.",
    "clock-goes": "The clock of {reference} does not stand still.",
    "clock-runs": "A clock of {reference} runs already.",
    "clock-stands-still": "The clock of {reference} stands still already. It goes on when we gave what was asked.",
    "no-clock": "No clock of {reference} runs: no legal limit was counted. Note it as progress instead.",
    "no-limit-known": (
        "No legal limit is known for where {reference} stands. Write one down under Settings, Deadlines, or set a day "
        "to look again."
    ),
    "rule-exists": "There is a limit of ours for that step in {jurisdiction} already. Change that one.",
    "rule-length": "{length} cannot be counted. Give a number from 1 to about two years.",
    "rule-without-jurisdiction": "Say where the limit holds: a province, or the National Council of Provinces.",
    "stop-before-start": "{day} is before the clock last began to run, on {start}. Correct the day.",
    "not-all-met": (
        "Not met yet: {points}. Tick these points of the checklist, or say in a note why {reference} is ready all the "
        "same."
    ),
    "not-on-that-path": (
        "“{status}” is no stage of this path: {path}. Take {reference} back to “Submitted” first, or leave its kind as "
        "it is."
    ),
    "petition-without-title": "Say in a few words what is asked: a petition needs a title.",
    "acknowledged-before-submitted": (
        "It cannot have been acknowledged on {acknowledged}, before it was submitted on {submitted}. "
        "Correct one of the two dates."
    ),
    "no-such-ending": "From where it stands, {reference} cannot end as “{outcome}”.",
    "plan-without-title": "Say in a few words what is to change: a plan needs a title.",
    "plan-ends-before-it-begins": "The plan would end on {end}, before it starts on {start}. Correct one of the two.",
    "step-without-title": "Say in a few words what is to be done.",
    "template-without-name": "Give the template a name: it is what you choose it by.",
    "template-name-taken": "There is a template “{name}” already. Give this one another name, or change that one.",
    "template-without-steps": "“{name}” has no steps yet. A template needs at least one.",
    "no-such-template": "There is no template “{name}”. There are: {known}.",
    "template-ships": "“{name}” ships with Kgotla as it is; there is none of ours to remove.",
    "sheet-needs-file": "Say where the recovery sheet goes: --out FILE.pdf.",
    "option-needs-another": "--{option} only goes together with --{other}.",
    "outcome-without-change": "Say what somebody does differently now: an outcome is a change.",
    "outcome-without-actor": "Say who changed: a person, a body, or a name.",
    "step-too-far": "“{title}”: {days} is no distance to count a day over. Write 0 to {most} days.",
    "step-after-itself": "“{title}” can only come after another step of the same plan, and not after itself.",
    "deferred-without-date": "“{title}” is deferred: give the day to which.",
    "steps-not-all-named": "The steps of {reference} changed meanwhile. Look at the plan again.",
    "review-without-words": "Say what came of the review: it is kept with those words.",
    "signed-in-future": "It cannot have been signed on {day}, which is still to come.",
    "recurs-without-end": (
        "A clause that comes round more than {count} times is too long to lay out. Give the agreement an earlier end, "
        "or let the clause come round less often."
    ),
    "no-such-contact-kind": "“{kind}” is no way to reach anybody. Choose one of: {known}.",
    "review-key-not-for": "“{key}” is no answer to “{name}” as it stands now. It takes: {known}.",
    "review-needs-form": "Who comes to “{name}” asks for more than one line: use “kgotla replace-holder”.",
    "review-takes-step": "What became of “{name}” asks for more than one line: use “kgotla {command}”.",
    "review-needs-date": "{answer}: say the day.",
    "review-of-nothing": "Say whose open records: name the {scope}.",
    "letter-without-words": "The template has no words. Write what the letter says.",
    "letter-without-name": "The template has no name. Write one, such as “First follow-up”.",
    "letter-field-not-known": "“{{{field}}}” is no field that Kgotla fills. Choose from: {known}.",
    "letter-braces-open": (
        "A brace is open or closed without its other half near “{near}”. Write fields like {{words}}."
    ),
    "letter-brackets-open": (
        "A square bracket is open, closed or opened again without its other half near “{near}”. "
        "Write what may be left out like [this], one inside none."
    ),
    "letter-confidential": (
        "{reference} is marked {level}, so no text about it leaves without your saying so. "
        "Say it with --confidentiality {level}."
    ),
    "letter-kind-not-known": "There is no template for “{kind}”. There are: {known}.",
    "letter-nothing-outstanding": "Nothing they owe us is outstanding that may be written about: there is no letter.",
    "follow-up-print-or-sent": "Give either --print or --sent: what is only printed was not sent.",
    "follow-up-way-missing": "Say how it is written: --by message, --by email or --by letter.",
    "message-empty": "There is no text. Paste the message you received.",
    "message-without-date": "The message names no day to come. Give the new date with --due.",
    "letter-not-written-way": "“{way}” has no text to send. Write by message, email or letter.",
    "stopped": "Stopped. Nothing was changed.",
    "file-missing": "There is no file “{file}”. Check the name and the folder.",
    "file-is-folder": "“{file}” is a folder. Choose a file in it.",
    "out-is-folder": "“{file}” is a folder. Say also what the file in it is to be called.",
    "file-empty": "“{file}” is empty.",
    "file-too-large": "“{file}” is larger than {limit} MB. Split it, or leave out what is not needed.",
    "list-too-long": "“{file}” holds more than {limit} rows. Split it into parts and bring them in one after another.",
    "file-unreadable": "The computer will not let Kgotla read “{file}” ({reason}). Close it elsewhere, or copy it.",
    "file-not-text": "“{file}” is not a text file. Save the list as CSV and bring that in.",
    "file-not-writable": "“{file}” could not be written ({reason}). Close it elsewhere, or choose another place.",
    "folder-missing": "There is no folder “{folder}”. Make it first, or choose another one.",
    "export-without-why": "Say why it is taken out: the register of what left this workspace keeps that.",
    "export-stopped": "Stopped. No file was written.",
    "export-format-not-known": "“{format}” is no format for that. Choose one of: {known}.",
    "workspace-file-damaged": (
        "“{file}” is not a whole workspace: {where} is not as it should be. Take it out once more."
    ),
    "workspace-file-version": (
        "“{file}” was taken out of another version of Kgotla (number {theirs}; this one has {ours}). Bring it in with"
        " that version, or restore a backup: those open in every newer version."
    ),
    "workspace-not-empty": (
        "“{file}” is a whole workspace, and this one is in use: two are never mixed. Make a new workspace and bring it"
        " in there."
    ),
    "format-not-read": "“{file}” is a {format} file, which is not read yet. Save the list as CSV and bring that in.",
    "format-save-as": "“{file}” ({format}) is not read. Open it where it was made, export the list as Excel or CSV.",
    "format-document": (
        "“{file}” is a document ({format}), not a list. Open it, copy the rows of the table in it, and paste them here."
    ),
    "format-pdf": (
        "“{file}” is a PDF: paper, not a list. Ask whoever made it for the spreadsheet, or copy the rows out of it and "
        "paste them here."
    ),
    "format-mail": (
        "“{file}” is a file of Outlook. Open it there, and save what is attached to it or export the contacts as CSV."
    ),
    "format-packed": "“{file}” is a packed file ({format}). Unpack it, and bring in the list that was in it.",
    "format-picture": (
        "“{file}” is a picture. Ask whoever made it for the list itself, or type the rows into a spreadsheet."
    ),
    "file-without-entries": "No entry was found in “{file}”: it is no whole {format} file. Export it once more.",
    "page-without-table": "“{file}” is a web page without a table. Copy the rows where you see them, and paste them.",
    "nothing-pasted": "There is nothing to paste: select the rows where they are, copy them, and paste again.",
    "sheet-damaged": "“{file}” is not a whole spreadsheet. Save it again where it was made, and bring that in.",
    "sheet-locked": (
        "“{file}” is protected with a password. Open it, save a copy without the password, and bring the copy in."
    ),
    "sheet-missing": "“{file}” has no sheet “{sheet}”. Its sheets are: {sheets}.",
    "sheet-too-wide": (
        "Something stands far out in “{file}”, so that the sheet would be {rows} rows long and {columns} columns wide. "
        "Delete what is beyond the list, save it, and bring it in again."
    ),
    "json-damaged": "“{file}” is not whole: it stops making sense in line {line}. Get the file again.",
    "json-too-deep": "“{file}” is nested too deeply to be a list of people.",
    "json-without-list": (
        "“{file}” is JSON, but no list of people or organisations was found in it. It holds: {found}. Export the list "
        "as CSV, or give its records in one list."
    ),
    "popolo-names-nobody": "“{file}” is a Popolo record that names nobody who could be brought in: {what}.",
    "xml-damaged": "“{file}” is not whole: it stops making sense in line {line}. Get the file again.",
    "xml-unsafe": "“{file}” holds instructions that could fill this computer’s memory. It was not read.",
    "xml-too-deep": "“{file}” is nested too deeply to be a list of people.",
    "xml-too-large": "“{file}” has more than {limit} elements. Split it, or export the list as CSV.",
    "xml-without-list": (
        "No list of people or organisations was found in “{file}”. It holds: {found}. Export the list as CSV."
    ),
    "table-damaged": "The table in “{file}” cannot be read from line {line} on: a quotation mark may not be closed.",
    "list-not-filled-in": "“{file}” has its headings and nothing below them yet: fill in a row and bring it in again.",
    "table-without-rows": "There are no rows in “{file}”.",
    "columns-not-understood": "No column of “{file}” names a person or an organisation. Its headings are: {headings}.",
    "row-not-in-list": "“{file}” has no row “{row}”.",
    "column-missing": "The list has no column “{column}”. Its headings are: {headings}.",
    "field-not-of-kind": "A column cannot hold “{field}” in a list of this kind ({kind}).",
    "wrong-passphrase": (
        "That passphrase does not open this workspace. Check Caps Lock and the keyboard's language, or use the "
        "recovery sheet."
    ),
    "empty-passphrase": (
        "A passphrase cannot be empty. Four or five words that only you would put together are a good one."
    ),
    "remembered-key-outdated": "The key this computer remembers no longer opens this workspace. Type your passphrase.",
    "wrong-recovery-code": (
        "This recovery sheet does not open this workspace. Look for the newest sheet, or one that bears this "
        "workspace's name."
    ),
    "recovery-code-length": (
        "A recovery code has {expected} letters and digits; {count} were typed. Type all eight groups of the sheet, "
        "without their numbers."
    ),
    "recovery-code-typing": (
        "There is a typing error in group {group} of the recovery code. Compare that group with the sheet."
    ),
    "recovery-has-no-passphrase": (
        "The recovery sheet has no passphrase to change. Choose the person whose passphrase it shall be."
    ),
    "person-has-no-access": "This person has no key to the workspace. Give them access first.",
    "nobody-has-key": "Nobody called “{name}” has a key. “kgotla key list” shows who has.",
    "only-reading": (
        "This window only reads: {user} has the workspace open on {computer} since {since}. Nothing was changed. "
        "Close it there, then open it here again."
    ),
    "party-not-kept": (
        "{office}, {body}: the party of who holds this office is special personal information that is not ours to keep "
        "(POPIA, sections 26 and 31). Leave it out."
    ),
    "settings-not-kept": (
        "The settings of this computer could not be written ({reason}), so that where copies go is not remembered. "
        "Make room, or let Kgotla write into “{folder}”."
    ),
    "exchange-note-damaged": (
        "A workspace was being restored here when the computer stopped, and the note about it cannot be read. The "
        "folders beside “{note}” are whole: remove the note, and give the one you want the workspace’s name."
    ),
    "file-exchanged": (
        "The workspace was restored or got a new key elsewhere, so what is shown here is out of date. Open it again."
    ),
    "person-has-access": "{name} has a key already. Give the colleague a name that nobody else has.",
    "cannot-remove-oneself": (
        "This is your own key. Somebody else who has one must take it away, so that somebody surely can."
    ),
    "last-person": "This is the only person with a key. Give somebody else a key first.",
    "copy-not-verified": "{because} So the file written anew is not whole, and nothing was changed.",
    "person-without-name": "There is no name. Write one.",
    "not-enough-memory": "There is not enough free memory to open the workspace. Close other programs and try again.",
    "keys-missing": (
        "The file {path} is missing, and without it nothing opens the workspace. "
        "Put it back from a copy, or restore the newest backup."
    ),
    "keys-damaged": (
        "The file {path} is damaged. Put it back from a copy, or restore the newest backup into a new folder."
    ),
    "no-keyring": "This computer has no keyring Kgotla can trust, so the passphrase is asked for each time.",
    "keyring-refused": (
        "The computer's keyring did not take the key: it may be locked. "
        "Unlock it and try again; until then the passphrase is asked for."
    ),
    "disk-full": "The disk is full, so this was not saved. Free some space and do it again.",
    "disk-error": (
        "The disk could not be read or written. Check the cable or the memory stick, then try again; make a "
        "backup soon."
    ),
    "read-only": (
        "This place cannot be written to. Take off the write protection, or copy the workspace folder to your own disk."
    ),
    "file-busy": "Another program is using the workspace at this moment. Wait a little and try again.",
    "no-such-folder": "There is no folder “{folder}”. Check the name, or plug in the stick it is on.",
    "folder-in-workspace": (
        "“{folder}” would lie inside the workspace “{workspace}”, and go when that goes. Choose a folder outside it."
    ),
    "folder-not-empty": (
        "“{folder}” is there already and is not empty. Choose another name, so that nothing is overwritten."
    ),
    "bad-folder-name": (
        "“{name}” cannot be a folder's name on every computer. Use letters, digits, blanks and hyphens, up to 100."
    ),
    "not-a-workspace": "“{folder}” is not a Kgotla workspace. Choose the folder whose name ends in .kgotla.",
    "is-a-backup": "“{file}” is a backup, which cannot be opened itself. Restore it into a new folder first.",
    "database-missing": (
        "The file workspace.db is missing in “{folder}”. Put it back, or restore the newest backup into a new folder."
    ),
    "database-empty": (
        "The file workspace.db in “{folder}” is empty, so nothing in it can be read. "
        "Restore the newest backup into a new folder."
    ),
    "database-cut": (
        "The file workspace.db in “{folder}” was cut short, perhaps while it was copied. "
        "Copy it again, or restore the newest backup."
    ),
    "database-damaged": (
        "The passphrase is right, but the workspace's database is damaged. "
        "Nothing was changed. Its newest good backup can be put in its place: if it is open, lock it and open it again."
    ),
    "database-head-damaged": (
        "The passphrase is right, but workspace.db in “{folder}” is damaged at its beginning or belongs to "
        "another workspace. Restore the newest backup into a new folder."
    ),
    "log-on-read-only": (
        "“{folder}” holds work that was not finished, on a medium that cannot be written to. "
        "Copy the whole folder to your own disk and open it there."
    ),
    "newer-version": (
        "This was made by a newer version of Kgotla (format {theirs}; this one knows {ours}). "
        "Nothing was changed; install the newer version."
    ),
    "open-elsewhere": (
        "{user} has this workspace open on {computer} since {since}. Close it there, or open it here only to read."
    ),
    "mentions-first": (
        "{count} text of this record still names somebody who was erased. Read it first (Settings, Names to take out), "
        "then remove the record: the history would keep the name."
    ),
    "erase-first": (
        "Somebody who was erased still stands in this workspace, which came from an older backup. "
        "Open it once to write, so that they are erased again; then it can be read."
    ),
    "command-running": (
        "A command of {user} on {computer} is writing into this workspace since {since}. Wait until it has ended, "
        "then do this again."
    ),
    "migrate-first": (
        "This workspace is from an older version of Kgotla. Open it to write once, so that it is brought up to date."
    ),
    "file-exists": "“{file}” is there already. Choose another name, so that nothing is overwritten.",
    "backup-not-verified": "{because} The backup made now was read back, is not whole either, and was removed.",
    "backup-flawed": "{because} The backup was made all the same, with everything else.",
    "not-a-backup": "“{file}” is not a Kgotla backup. Choose a file whose name ends in .kgotla-backup.",
    "still-synchronised": "{service} copies “{folder}” too. Choose a folder that stays on this computer.",
    "changed-meanwhile-moving": "Something was written while the workspace was copied. Nothing was moved; try again.",
    "copies-inside-workspace": (
        "“{folder}” lies inside the workspace itself. Choose a folder on a stick or another computer."
    ),
    "copies-not-there": "“{folder}” is not there. Put the stick in, or connect the drive; then try again.",
    "backup-of-another-workspace": (
        "“{file}” is a backup of another workspace than “{workspace}”. Restore it into a folder of its own."
    ),
    "backup-of-other-key": (
        "This backup was made before the keys of the workspace were changed. Type a passphrase of that time, or the "
        "groups of the recovery sheet of that time."
    ),
    "backup-damaged": "The backup “{file}” is damaged or was cut short. Nothing was restored; use another backup.",
    "saved-report-exists": "Another report is saved as “{name}”. Give this one a name of its own.",
    "saved-report-without-name": "Give it a name: it stands under that name above all reports.",
    "given-out-stays": "What was given out stays in the register: it cannot be taken back.",
    "request-of-nobody": "Say who asks: choose the person, or write the name as it was given.",
    "identity-without-proof": "Say what showed who {reference} is from, such as “identity card, in person”.",
    "id-number-as-proof": (
        "This holds what looks like an identity number. Say what was shown, and leave the number out."
    ),
    "nothing-unread": "Everything was read already. Name what is decided otherwise by its number.",
    "identity-not-seen": "Nobody has seen yet who {reference} is from. Write down what was shown first.",
    "extended-already": "{reference} was given more time already, until {due}. The law allows that once.",
    "extended-too-late": "The asker has to hear of it before the first time is over, on {due}.",
    "extended-too-far": "{until} cannot be: more time ends at the latest on {latest}, and after the first time.",
    "nothing-to-read": "{reference} does not ask to see what is held, so there is nothing to decide thing by thing.",
    "no-such-item": "There is no item {item}: there are {count}. “kgotla request items” shows their numbers.",
    "request-of-nobody-held": "{reference} names nobody whom we hold. Say with “request change --person” who it is.",
    "nothing-to-carry-out": "“{kind}” is not carried out by this. Correct or erase the record itself, and answer then.",
    "ground-missing": "Say on which ground it is withheld: the asker is told.",
    "items-not-read": "{unread} of {count} items were not read yet. Read them before {reference} is answered.",
    "decided-by-nobody": "Say who decided on {reference}: the Information Officer, or who does it for her.",
    "decision-missing": "The decision on {reference} is not recorded yet. Have the page signed, and record it.",
    "changed-since-answered": (
        "What is held came or changed after {reference} was answered, and nobody decided about it. What was given is"
        " the paper that was handed over; for what is held now, write down a new request."
    ),
    "outcome-not-as-decided": "By what was decided thing by thing, {reference} is “{outcome}”.",
    "something-is-held": "{count} things are held on who asked {reference}: it cannot end as “Nothing held”.",
    "reason-missing": "Give the reason: who asked {reference} is told why.",
    "unread-not-given-out": (
        "“{title}” was not read and decided upon thing by thing: it stays in the house. Answer a request instead."
    ),
    "settle-file-as": "{file} is a file: it can be removed or stay, not be written anew.",
    "settle-which": "Name the texts by their numbers, or say --all; --as goes with one number.",
    "erase-whom": "Say who it is about, and either --erase or --anonymise.",
    "erase-why": "Say why with --because: it is kept with the date, without a name. One of {known}.",
    "erase-no-person": "Only a person is erased: choose somebody under People.",
    "erase-organisation": (
        "An organisation is not erased this way: its offices, promises and agreements are part of the record. Take out"
        " what is wrong in its form, and erase the people who stand for it one by one. One that nothing points at"
        " can be removed."
    ),
    "erase-colleague": (
        "{name} is a colleague: the history says what she or he did here. Take away the access under Settings,"
        " Colleagues, and hand over the work; the record of a colleague is not erased."
    ),
    "erase-nameless": "“{name}” is nameless already: there is nothing left that says who it was.",
    "erase-request-of-other": "That request is not one of {name}.",
    "erase-open-request": (
        "{name} asked something that is not answered yet ({reference}). Answer it first: afterwards nobody could say"
        " what was held."
    ),
    "no-such-mention": "There is no text {id} to be read any more: the list under Settings shows what is left.",
    "mention-still-named": (
        "A name that was found still stands in your text. Take it out, or say that it means somebody else."
    ),
    "hand-over-to-nobody": "Say to whom the paper is handed over: a person, an organisation or a name.",
    "paper-not-kept": (
        "The exact paper of “{paper}” was not kept: it was only saved or printed. "
        "What is handed over with “Hand over…” or --given-to is kept."
    ),
    "attachment-too-large": (
        "“{file}” is larger than {limit} MB, the most a workspace keeps of one file. "
        "Make it smaller, or keep it beside the workspace."
    ),
    "copy-not-known": "There is no copy given-out:{id} on this computer. “kgotla copies” lists them.",
    "copies-changed": (
        "Changed since they were written here: {files}. What was added to them would be lost. Look at them first; if"
        " they may go, say so (--with-changed)."
    ),
    "copy-not-removed": "{file} could not be removed ({reason}). Close the program that shows it, and try again.",
    "hand-over-to-oneself": "{name} is the one who leaves. Choose a colleague who stays.",
    "colleague-has-left": "{name} has left. Choose a colleague who works here.",
    "attachment-damaged": (
        "The attachment “{file}” ({sha256}…) is not as it was when it was added: it is missing or damaged. Attach the"
        " file again, or restore a backup."
    ),
    "page-damaged": "The database is damaged: {what}. Its newest good backup can be put in its place.",
    "tables-on-page": "What stands there: {tables}.",
    "structure-damaged": (
        "The database's structure is damaged: {what}. Its newest good backup can be put in its place."
    ),
    "not-damaged": "Nothing is wrong with the workspace in “{folder}”, so nothing was put in its place.",
    "no-good-backup": "There is no backup in “{folder}” that is whole. Restore one from a stick, if you have one.",
    "link-broken": "In “{table}” row {row} points at something in “{to}” that is not there.",
    "salt-differs": (
        "The beginning of the database file and keys.json do not agree. "
        "Make a backup, and restore it into a new folder."
    ),
    "keys-altered": (
        "The file keys.json was altered by something other than Kgotla. Restore it from a backup made before."
    ),
    "search-incomplete": "The search index does not match the records.",
    "journal-gap": "The journal has changes that belong to no operation.",
    "journal-open": "The journal shows an operation that was never finished.",
    "author-not-known": "Those who did something in this workspace are {known}: nobody called “{name}”.",
    "undo-dropped": "“{label}” can no longer be undone: its old values were dropped.",
    "too-young-to-drop": "What was changed in the last ninety days is always kept. The latest day is {day}.",
    "nothing-to-drop": "Nothing was done before {day} whose old values are still here.",
    "history-altered": (
        "The history was altered past Kgotla. Look what “kgotla check” says before anything is dropped from it."
    ),
    "not-a-seal": "“{text}” is not a seal. Write its number and its digits: 1234 · 3f2a 9c01 7b44 e1d0.",
    "digest-differs": (
        "The history was altered past Kgotla: operation {operation} (“{label}”, {by}, {day}) is not as it was sealed."
    ),
    "operations-gone": (
        "The newest operations were taken out of the history past Kgotla; the last one left is {operation}."
    ),
    "row-differs": (
        "“{table}” row {row} of record {record} was altered past Kgotla: it is not as operation {operation} "
        "(“{label}”, {by}, {day}) left it."
    ),
    "rows-differ": (
        "Something that operation {operation} (“{label}”, {by}, {day}) wrote was altered past Kgotla since."
    ),
    "row-unknown": "“{table}” row {row} was put in past Kgotla: no operation wrote it.",
    "commitment-without-words": "Write what was promised, as it was said.",
    "promise-without-words": "“{line}” does not say what was promised. Write it as: who | what | by when.",
    "made-in-future": "{day} is still to come. Give the day it was said or done, today at the latest.",
    "before-made": "{day} is before it was promised, on {made}. Correct one of the two dates.",
    "due-before-made": "It cannot be due on {due}, before it was promised on {made}. Correct one of the two dates.",
    "changed-meanwhile": (
        "Somebody changed this since you opened it. Close this form, look at the change, and write yours again."
    ),
    "date-has-moved": (
        "The date of {reference} has been moved, so the first one stays as it is. Use “Move date” for a new one."
    ),
    "already-closed": "{reference} is closed. Open it again first.",
    "same-date": "It is due on {day} already. Give another day, or cancel.",
    "no-such-step": "{reference} cannot go from where it stands to “{step}”.",
    "outcome-missing": "Say how {reference} ended.",
    "note-missing": "Write a line on what this rests on.",
    "evidence-missing": (
        "“Kept” wants evidence: say what shows it or add a file. If nobody saw it yet, choose “They say it is done”."
    ),
    "evidence-empty": "Say what was seen, or add a file.",
    "call-without-caller": "Say who is on the phone: a name is enough.",
    "call-date-without-promise": "Tick the promises that are to be due on {day}, or take the date away.",
    "call-reason-without-date": "Give the new date that this is the reason for, or write it to what was said.",
    "call-says-nothing": "Give the new date, or a line on what was said about what is ticked.",
    "empty-note": "The note is empty. Write something, or cancel.",
    "no-such-level": "There is no confidentiality level {level}. It is 0, 1 or 2.",
    "tied-to-itself": "A record cannot belong to itself. Choose another one.",
    "not-found": "This {what} is no longer here: it was removed or undone.",
    "points-at-nothing": "Something chosen here was removed or undone meanwhile. Choose it again, then save.",
    "cannot-remove": "Records of this kind ({noun}) cannot be removed.",
    "still-in-use": "{name} cannot be removed while {count} others ({where}) point to it. Change those first.",
    "no-program-for-file": "No program on this computer opens “{file}”. Install one, or open it on another computer.",
    "copy-not-written": "A copy of “{file}” to look at could not be written ({reason}). Free some space and try again.",
    "already-undone": "“{label}” is undone already. Do it again with “kgotla redo”.",
    "demo-exists": "There is a sample workspace already: {folder}. Remove it, or choose another folder.",
    "folder-not-made": "The folder {folder} could not be made ({reason}). Choose another place.",
    "log-key-not-known": "The file says “{where}”, which means nothing here. Known there: {known}.",
    "log-not-json": "“{file}” is not JSON: it stops making sense at {where}. Correct it there.",
    "log-value-missing": "The file lacks “{where}”. Add it.",
    "log-value-not-understood": "“{where}” in the file is not understood. Write it as: {expected}.",
    "name-not-found": "Nothing here is called “{name}”. Look it up with “kgotla list” or “kgotla search”.",
    "name-not-unique": "More than one record is called “{name}”. Name the one you mean: {found}.",
    "nobody-types": "It cannot be typed here. Give it with --{option} FILE: the first line is read.",
    "no-passphrase": "The passphrase is missing. Give it with --passphrase-file or in the variable KGOTLA_PASSPHRASE.",
    "no-workspace-named": ("No workspace was used here yet. Name one with --workspace, or make one with “kgotla new”."),
    "option-not-for-noun": "The list of {noun} cannot be narrowed down with --{option}. See “kgotla list --help”.",
    "option-does-not-go-with": "--{option} does not go with {other}. Leave one of them out.",
    "output-not-written": "The answer could not be written out ({reason}). Free some space, or send it elsewhere.",
    "passphrase-file-not-text": "“{file}” does not hold a passphrase: it is not text in UTF-8.",
    "passphrases-differ": "The two passphrases are not the same. Nothing was made.",
    "province-not-known": "“{name}” is not a province. Choose one of: {known}.",
    "record-not-understood": "“{value}” does not name a record. Write it like people:12, with one of: {nouns}.",
    "term-needed": (
        "“{file}” does not show of which term its people are. Say it with --term: 2014-2019, current or none."
    ),
    "topic-not-known": (
        "There is no topic “{name}”. There are: {known}. Add a new one with “kgotla topic”, or under Settings."
    ),
    "attendance-without-name": "Line {position} of the attendance has no name. Fill it in, or remove the line.",
    "bad-count": "“{count}” is not a number of people. Write 0 or more.",
    "bad-time": "“{text}” is not a time of day. Write it like 14:00.",
    "cannot-undo": "“{label}” cannot be undone.",
    "colleague-exists": "There is a colleague called “{name}” already.",
    "ends-before-start": "The end ({end}) comes before the beginning ({start}). Correct one of them.",
    "engagement-without-title": "The engagement has no title. Write a few words on what it was.",
    "held-in-future": "“{title}” cannot have been held on {day}: that day is still to come. Plan it instead.",
    "holiday-exists": "“{name}” on {day} is in the calendar already.",
    "holiday-without-name": "The day has no name. Say why offices are closed.",
    "moved-to-past": "“{title}” cannot be moved to {day}: that day is over. Give a day to come, or close it out.",
    "minutes-locked": "The minutes of “{title}” are locked. Unlock them first, with a reason.",
    "no-such-attendance": "“{typed}” is not an attendance code. Use P, A, AP, L, DE, LDE or U.",
    "no-such-operation": "There is no operation {id}. Look it up in the history.",
    "no-such-response": "“{response}” is not an answer. Use yes, maybe, no, will_revert or not_raised.",
    "no-such-side": "“{side}” is not a side. Use ours, partner or public.",
    "nothing-to-redo": "There is nothing to do again.",
    "nothing-to-undo": "There is nothing to undo.",
    "organisation-without-name": "The organisation has no name. Write one.",
    "own-gatekeeper": "Nobody is reached through themselves. Choose another person.",
    "bad-interval": "{days} days is no interval to check in. Give a number of days from 1 to 3650.",
    "verify-whom": "Say whom to mark as checked, or with --every after how many days to check: one of the two.",
    "cannot-check": "Only people and organisations are checked. Choose one.",
    "cannot-relate": "Only people and organisations are related, and only two of one kind may be the same.",
    "check-before-check": "The next check ({day}) would come before this one. Give a later day.",
    "related-to-itself": "Those are one record already. Choose another one.",
    "relationship-without-kind": "Say how they are related: works with, assistant of, family of or another way.",
    "merge-own-organisation": (
        "“{name}” is your own organisation: it stays. Merge the other one into it, the other way round."
    ),
    "merge-two-colleagues": (
        "“{one}” and “{other}” are two colleagues who use this workspace. Take one of them out of it first."
    ),
    "merge-with-itself": "Those are one record already. Choose two.",
    "no-such-field": "There is no field “{field}” to choose. There are: {known}.",
    "own-parent": "An organisation cannot be part of itself. Choose another one above it.",
    "holds-already": "{name} holds {post} already. Choose somebody else, or “Not known yet”.",
    "leaver-not-said": "Several could leave “{post}”. Say who with --leaves, or name one office: {known}.",
    "left-already": "{name} left on {day} already. Choose a day up to the day after.",
    "not-among-holders": "{name} does not hold “{post}”. See who does with “kgotla show”.",
    "no-post-to-pass-to": "{reference} has no post to pass to: {name} holds none. It stays, or it lapses.",
    "no-such-fate": "“{fate}” is not what can become of a promise. Use one of: {known}.",
    "no-such-reason": "“{reason}” is not a reason to leave that Kgotla knows. Use one of: {known}.",
    "nobody-to-name": "{post} waits for a name already. Say who comes.",
    "post-is-held": "{post} is held by {name}, and one person holds it at a time. Replace {name} instead.",
    "promise-not-at-stake": "{reference} is not an open promise that {name} is bound by or owed. Leave it out.",
    "replaced-before-start": "{name} came on {start}, so another can come on the day after at the earliest.",
    "replaced-in-future": "{day} is still to come. Do this on the day, or give the day somebody really left.",
    "no-next-rung": "The last rung of the ladder was taken. Choose one by its number, or follow up without one.",
    "no-rung-taken": "No rung of the ladder was taken yet. Choose the next one, or one by its number.",
    "rung-days": "{days} days is no clock of a rung. Write 1 to {most}, or leave it empty for none.",
    "rung-exists": "The ladder has a rung “{name}” already. Give this one another name.",
    "rung-last": "“{name}” is the last rung. Go back to the ladder Kgotla brings instead.",
    "rung-not-for": "Only a petition or a commitment goes up the ladder.",
    "rung-not-known": "There is no rung {rung} for this. There are: {known}.",
    "rung-without-name": "The rung has no name. Write one, such as “Chairperson of the committee”.",
    "same-person": "{name} cannot follow themselves. Choose who comes, or “Not known yet”.",
    "still-in-office": "{name} was in office until {day}. Give a later day.",
    "demarcation-no-year": "“{name}” is not a demarcation. Name it by the year of its election, such as 2026.",
    "wards-not-newer": "There are wards of {newest} here. A table of {demarcation} is older, and changes nothing.",
    "wards-change-nothing": "“{file}” brings nothing new: the wards of {demarcation} are here.",
    "not-a-ward-table": "“{file}” has no columns ward_id and municipality_code, or old_ward_id and successor.",
    "route-asks-nothing": "{record} has no topic and place to ask with. Name a plan, petition, issue or engagement.",
    "route-needs-topic-and-place": (
        "Say what it is about with --topic and where with --place, or name a record with --for."
    ),
    "route-part-not-known": "Nobody is known for “{part}” of {topic} in {place} yet, so that nothing was put anywhere.",
    "route-without-topic": "Say which topic this is about.",
    "route-says-nothing": "Say who deals with it: a sphere, a department, a committee or a person.",
    "route-ends-before-it-begins": "The route would end ({end}) before it begins ({start}). Check the two days.",
    "field-is-filled": "“{name}” has somebody there already, or no field for them. Change it on its own page.",
    "route-place-not-known": (
        "No place here is called “{text}”. {near}Name a municipality, a ward, or a ward id of eight digits."
    ),
    "route-topic-not-known": "No topic is called “{text}”. {near}Use another word, or add the topic under Settings.",
    "ward-id-not-eight-digits": (
        "“{id}” has {count} digits; a ward id has eight: one for the province, two for the district, two for the"
        " municipality, three for the ward."
    ),
    "ward-id-no-province": "{id} begins with {digit}, and no province has that digit: they run from 1 to 9.",
    "ward-id-no-municipality": (
        "{id}: there is no municipality {digits} in {province}. Check the second to the fifth digit."
    ),
    "ward-id-no-ward": (
        "{id}: there is no ward {number}. {municipality} has wards 1 to {wards} within the boundaries of {demarcation}."
        " A newer table of wards is brought in under Settings."
    ),
    "no-place-asked": "Nothing is to be asked about the place of record {id}. See “kgotla wards”.",
    "not-a-ward-now": "{place} is not a ward as they are drawn now. Choose one of the newest table.",
    "term-not-over": "{day} is not over yet. End the term on the day after, or give the day it really ended.",
    "no-new-holders": "Nobody came into an office of {body} lately. Bring in its new members first.",
    "term-holds-nobody": "Nobody holds an office of this term in {body} on {day}. Look at the day, or at the members.",
    "no-term-of": "{body} has no term “{term}”. It has: {known}.",
    "not-a-seat-alike": "{name} and {other} did not hold the same office, so one did not follow the other in it.",
    "term-without-name": "The term of office has no name. Write one, such as “7th term”.",
    "use-is-stopped": "{name} is not to be written to or rung. {why}.",
    "no-consent-to-withdraw": "{name} is not held by consent, so none can be taken back. Note an objection instead.",
    "ground-without-source": "Say where it is from: who gave it, or the public record it stands in.",
    "notice-without-how": "Say how they were told: the paper, the sign-in table, by phone.",
    "officer-without-name": "Name the information officer: the head of the organisation, unless another was named.",
    "correction-not-of": "“{name}” takes no correction note; a person, body, promise, engagement or note does.",
    "correction-incomplete": "Say who asked, what is said to be wrong, and why it was not changed: all of it prints.",
    "bad-months": "{months} is no number of months to keep people for. Write 1 to 600.",
    "keep-without-reason": "Say why {name} is kept longer: the reason is shown to whoever asks.",
    "keep-until-past": "{day} is not to come. Write a later day, or let the record go.",
    "privacy-whom": "Say whom or what it is about, in one way: by name, or all of them.",
    "topic-exists": "There is a topic called “{name}” already.",
    "language-not-translated": "There are no translations into “{language}”. There are: {known}.",
    "text-not-known": "No paper prints “{text}”. Write the English words as “kgotla translate LANGUAGE” lists them.",
    "not-translations": "“{file}” is no table of translations. Its first line must hold: {headings}.",
    "translation-fields": "“{words}” must hold the same fields as the English: {fields}.",
    "translation-without-words": "Write the words for “{text}”.",
    "translation-not-ours": "“{text}” has no words of your own in {language}; what ships stands already.",
    "topic-without-name": "The topic has no name. Write one.",
    "undo-conflict": "“{label}” cannot be undone because of what came after: {because}. Undo that first.",
    "undo-older-schema": "“{label}” was done with an older version of Kgotla and can no longer be undone.",
    "nothing-remembered": "This computer does not remember a key for this workspace. Type the passphrase.",
    "printer-refused": "The printer would not start. Check that it is on and has paper, or save the paper as a PDF.",
}


def sentence(problem: Problem) -> str:
    """The problem in one sentence, in the user's language."""
    return _(WORDS[problem.code]).format(**{name: _shown(value) for name, value in problem.params.items()})


def _shown(value: object) -> object:
    """A day in the words people use, what lies behind a problem in a sentence, anything else as it is."""
    from crm.rules.dates import format_day  # here, not at the top: the window must be up before the first problem

    if isinstance(value, Problem):
        return sentence(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        value = date.fromisoformat(value)
    return format_day(value) if isinstance(value, date) else value
