"""What people say about being held here, from the command line."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.commands.conftest import Kgotla

WHO = "Ms Naledi Sample"


def add(kgotla: Kgotla, name: str = WHO, *more: str) -> None:
    assert kgotla("add-person", name, "--contact", "082 000 0001", *more).code == 0


def test_a_person_is_added_with_ground_source_and_date(kgotla: Kgotla) -> None:
    add(kgotla, WHO, "--ground", "consent", "--source", "her form", "--ground-on", "2026-11-02")
    assert kgotla("privacy", "list", "no_ground", "--json").json == []
    (row,) = kgotla("privacy", "list", "no_notice", "--json").json
    assert (row["name"], row["ground"], row["says"]) == (WHO, "consent", "")


def test_an_objection_is_noted_listed_and_taken_back(kgotla: Kgotla) -> None:
    add(kgotla)
    said = kgotla("privacy", "object", WHO, "--on", "2026-11-20", "--words", "No more letters", "--json").json
    assert (said["may_be_used"], said["objected_on"]) == (False, "2026-11-20")
    assert "Objected on 20 Nov 2026: not to be used" in kgotla("privacy", "list", "stopped").out
    assert kgotla("list", "people", "--text", "Naledi", "--json").json[0]["is_stopped"] is True
    assert kgotla("privacy", "object", WHO, "--take-back", "--json").json["may_be_used"] is True
    assert kgotla("undo").code == 0
    assert kgotla("privacy", "list", "stopped", "--json").json[0]["name"] == WHO


def test_consent_is_given_and_taken_back(kgotla: Kgotla) -> None:
    add(kgotla)
    refused = kgotla("privacy", "consent", WHO, "--withdrawn")
    assert refused.code == 1 and "not held by consent" in refused.err
    kgotla("privacy", "consent", WHO, "--given", "her form")
    back = kgotla("privacy", "consent", WHO, "--withdrawn", "--json").json
    assert (back["may_be_used"], back["lacks"]) == (False, "consent was taken back: another ground, or erasure")
    (waiting,) = kgotla("retention", "--json").json["people"]
    assert waiting["name"] == WHO and waiting["why"].startswith("Consent was taken back on 22 Nov 2026")


def test_office_holders_get_their_ground_at_once(kgotla: Kgotla) -> None:
    body = kgotla("list", "organisations", "--json").json[0]
    add(kgotla)
    add(kgotla, "Cllr Thabo Sample", "--body", body["record"])
    arguments = ("--ground", "legitimate_interest", "--source", "Public record")
    done = kgotla("privacy", "ground", "--office-holders", *arguments, "--json").json
    assert done["count"] == len(done["people"]) == 1
    assert [row["name"] for row in kgotla("privacy", "list", "no_ground", "--json").json] == [WHO]
    assert kgotla("privacy", "ground", *arguments).code == 1, "nobody was named"
    assert kgotla("privacy", "ground", WHO, *arguments).code == 0
    assert kgotla("privacy", "list", "no_ground", "--json").json == []


def test_who_was_told_who_is_at_risk_and_who_is_kept_longer(kgotla: Kgotla) -> None:
    add(kgotla)
    assert kgotla("privacy", "notice", WHO, "--how", "on the sign-in table").code == 0
    assert kgotla("privacy", "list", "no_notice", "--json").json == []
    assert kgotla("privacy", "at-risk", WHO, "--json").json["is_at_risk"] is True
    assert kgotla("privacy", "list", "at_risk", "--json").json[0]["name"] == WHO
    assert kgotla("privacy", "at-risk", WHO, "--no", "--json").json["is_at_risk"] is False
    kept = kgotla("privacy", "keep", WHO, "--until", "2028-01-31", "--because", "A court case", "--json").json
    assert kept["keep_until"] == "2028-01-31"
    assert kgotla("retention").out.strip() == "Nobody has to be looked through."
    assert kgotla("privacy", "months", "--other", "24", "--json").json == {"office": 60, "partner": 36, "other": 24}


def test_a_correction_not_made_is_kept_listed_and_removed(kgotla: Kgotla) -> None:
    add(kgotla)
    words = ("--by", WHO, "--words", "I never chaired it", "--why-not", "The minutes say otherwise")
    (row,) = kgotla("privacy", "correction", WHO, *words, "--json").json
    assert (row["words"], row["asked_on"]) == ("I never chaired it", "2026-11-22")
    assert kgotla("privacy", "correction", WHO, "--json").json == [row]
    assert kgotla("privacy", "correction", WHO, "--by", WHO).code == 1, "a note says all or nothing"
    assert kgotla("privacy", "correction", "--remove", row["id"]).code == 0
    assert kgotla("privacy", "correction", WHO, "--json").json == []


def test_the_information_officer_is_named_bit_by_bit(kgotla: Kgotla) -> None:
    assert kgotla("privacy", "officer").out.strip() == "No information officer is named yet."
    assert kgotla("privacy", "officer", "--email", "io@example.org").code == 1
    kgotla("privacy", "officer", "--name", "Ms Dineo Sample", "--email", "io@example.org")
    said = kgotla("privacy", "officer", "--deputy", "Mr B Sample", "--json").json
    assert (said["name"], said["email"], said["deputy"]) == ("Ms Dineo Sample", "io@example.org", "Mr B Sample")


def test_a_note_is_written_for_whom_it_is_meant_and_stays_off_papers_that_may_not_show_it(
    kgotla: Kgotla, tmp_path: Path
) -> None:
    add(kgotla)
    plain = kgotla("note", WHO, "Rings before ten", "--json").json
    assert plain["confidentiality"] == "internal"
    secret = kgotla("note", WHO, "Was threatened", "--confidentiality", "restricted", "--json").json
    assert kgotla("note", secret["record"], "Was threatened twice", "--json").json["confidentiality"] == "restricted"
    person = kgotla("list", "people", "--text", "Naledi", "--json").json[0]["record"]

    def sheet(*more: str) -> str:
        file = tmp_path / "sheet.pdf"
        assert kgotla("report", "person", "--out", file, "--person", person, *more).code == 0
        return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())

    assert "Rings before ten" in sheet() and "Was threatened" not in sheet()
    assert "Was threatened twice" in sheet("--confidentiality", "restricted")
    assert "Rings before ten" not in sheet("--audience", "partners")
    assert kgotla("note", secret["record"], "Was threatened", "--confidentiality", "internal").code == 0
    assert "Was threatened" in sheet()
    assert kgotla("undo").code == 0
    assert "Was threatened" not in sheet()
