"""The sentence for every problem code, shared by the window and the command line.

Each says what is wrong, where, and what to do. Placeholders are the problem's parameters.
"""

from __future__ import annotations

from crm.rules.errors import Problem
from resources.translations import _

WORDS: dict[str, str] = {
    "no-screen": "There is no screen here to show the window on. Use the command line: kgotla --help.",
    "date-not-understood": (
        "“{text}” is not a date Kgotla understands. Write it like 30/06/2027, 2027-06-30 or “30 June”."
    ),
    "record-not-found": "There is no {record} in this workspace. Look it up with “kgotla list” or “kgotla search”.",
    "report-choice-not-known": "“{value}” is not one of the choices for --{option}. Choose one of: {known}.",
    "report-not-known": "There is no report “{name}”. These can be made: {known}.",
    "report-not-written": (
        "The report could not be written to {file} ({reason}). Close that file, or choose another place."
    ),
    "report-option-not-known": "This report has no option --{option}. It has: {known}.",
    "report-period-reversed": "The period ends before it begins: {start} to {end}. Give the earlier day as --from.",
    "report-record-not-understood": "“{value}” does not name a record for --{option}. Write it like {noun}:12.",
    "file-missing": "There is no file “{file}”. Check the name and the folder.",
    "file-is-folder": "“{file}” is a folder. Choose a file in it.",
    "file-empty": "“{file}” is empty: there is nothing to bring in.",
    "file-too-large": "“{file}” is larger than {limit} MB. Split it, or leave out what is not needed.",
    "file-unreadable": "The computer will not let Kgotla read “{file}” ({reason}). Close it elsewhere, or copy it.",
    "file-not-text": "“{file}” is not a text file. Save the list as CSV and bring that in.",
    "file-not-writable": "“{file}” could not be written ({reason}). Close it elsewhere, or choose another place.",
    "folder-missing": "There is no folder “{folder}”. Make it first, or choose another one.",
    "format-not-read": "“{file}” is a {format} file, which is not read yet. Save the list as CSV and bring that in.",
    "json-damaged": "“{file}” is not whole: it stops making sense in line {line}. Get the file again.",
    "json-too-deep": "“{file}” is nested too deeply to be a list of people.",
    "not-popolo": "“{file}” is JSON, but not Popolo: it has no persons, organizations or memberships.",
    "table-damaged": "The table in “{file}” cannot be read from line {line} on: a quotation mark may not be closed.",
    "table-without-rows": "There are no rows in “{file}”.",
    "columns-not-understood": "No column of “{file}” names a person or an organisation. Its headings are: {headings}.",
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
        "A recovery code has {expected} letters and digits; {count} were typed. Type all eight groups of the sheet."
    ),
    "recovery-code-typing": (
        "There is a typing error in group {group} of the recovery code. Compare that group with the sheet."
    ),
    "recovery-has-no-passphrase": (
        "The recovery sheet has no passphrase to change. Choose the person whose passphrase it shall be."
    ),
    "person-has-no-access": "This person has no key to the workspace. Give them access first.",
    "person-without-name": "Write your name: every change in the workspace says who made it.",
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
        "Nothing was changed; restore the newest backup into a new folder."
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
    "migrate-first": (
        "This workspace is from an older version of Kgotla. Open it to write once, so that it is brought up to date."
    ),
    "file-exists": "“{file}” is there already. Choose another name, so that nothing is overwritten.",
    "backup-not-verified": (
        "The backup was written but did not pass its check ({because}), so it was removed. "
        "Check the workspace and choose another disk."
    ),
    "not-a-backup": "“{file}” is not a Kgotla backup. Choose a file whose name ends in .kgotla-backup.",
    "backup-damaged": "The backup “{file}” is damaged or was cut short. Nothing was restored; use another backup.",
    "attachment-too-large": (
        "“{file}” is larger than {limit} MB, the most a workspace keeps of one file. "
        "Make it smaller, or keep it beside the workspace."
    ),
    "attachment-damaged": (
        "An attachment ({sha256}…) is missing or damaged. Attach the file again, or restore a backup."
    ),
    "page-damaged": "The database is damaged: {what}. Restore the newest good backup.",
    "structure-damaged": "The database's structure is damaged: {what}. Restore the newest good backup.",
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
}


def sentence(problem: Problem) -> str:
    """The problem in one sentence, in the user's language."""
    return _(WORDS[problem.code]).format(**problem.params)
