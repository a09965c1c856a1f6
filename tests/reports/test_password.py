"""A PDF with a password: opened with it and by nobody without, and still what a screen reader can follow."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from crm.rules.errors import UserError
from reports.layout.flow import TextBlock
from reports.layout.page import Identity, render
from reports.layout.password import protect
from reports.layout.styles import BODY, TITLE
from ui.words import WORDS

PASSWORD = "kettle ninety orchard velvet"


@pytest.fixture(scope="module")
def paper() -> bytes:
    identity = Identity("A secret title", "subject", "Us", "An author", "Made today", "For us")
    return render([TextBlock("Heading", TITLE, outline=0), TextBlock("Only for some eyes", BODY)], identity).data


def test_it_opens_with_its_password_in_two_readers_and_without_in_none(paper: bytes) -> None:
    closed = protect(paper, PASSWORD)
    reader = PdfReader(BytesIO(closed))
    assert reader.is_encrypted and not reader.decrypt("kettle ninety orchard")
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()
    assert reader.decrypt(PASSWORD)
    assert "Only for some eyes" in reader.pages[0].extract_text()
    for wrong in (None, "", "kettle"):
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(closed, password=wrong)
    assert "Only for some eyes" in pypdfium2.PdfDocument(closed, password=PASSWORD)[0].get_textpage().get_text_range()


def test_it_is_aes_256_and_nothing_it_says_of_itself_is_readable(paper: bytes) -> None:
    closed = protect(paper, PASSWORD)
    encryption = PdfReader(BytesIO(closed)).trailer["/Encrypt"]
    assert (encryption["/V"], encryption["/R"], encryption["/CF"]["/StdCF"]["/CFM"]) == (5, 6, "/AESV3")
    for words in ("A secret title", "An author", "Heading"):
        assert words.encode() not in closed and words.encode("utf-16-be") not in closed


def test_title_outline_tags_and_language_survive(paper: bytes) -> None:
    before, after = PdfReader(BytesIO(paper)), PdfReader(BytesIO(protect(paper, PASSWORD)), password=PASSWORD)
    assert after.metadata is not None and after.metadata.title == "A secret title"
    assert [each["/Title"] for each in after.outline] == [each["/Title"] for each in before.outline] == ["Heading"]
    root, old = after.trailer["/Root"], before.trailer["/Root"]
    assert root["/Lang"] == old["/Lang"] and root["/MarkInfo"]["/Marked"]
    assert _kinds(root["/StructTreeRoot"]) == _kinds(old["/StructTreeRoot"]) != []


def _kinds(node: object) -> list[str]:
    found: list[str] = []
    resolved = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(resolved, list):
        for each in resolved:
            found += _kinds(each)
    elif isinstance(resolved, dict):
        found += [str(resolved["/S"])] if "/S" in resolved else []
        found += _kinds(resolved.get("/K"))
    return found


@pytest.mark.parametrize(
    ("password", "code"),
    [("", "report-password-empty"), ("  ", "report-password-empty"), ("kimberley1", "report-password-weak")],
)
def test_an_empty_or_weak_password_is_refused_in_a_sentence(paper: bytes, password: str, code: str) -> None:
    with pytest.raises(UserError) as problem:
        protect(paper, password)
    assert problem.value.code == code
    assert WORDS[code].format(**problem.value.params)
