"""The organisation's logo on the first page: PNG, JPEG and SVG, and nothing that could break a paper."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import fonts, reader
from PIL import Image
from structure import what_is_torn

from crm.rules.errors import UserError
from reports.layout import logo, page, styles
from reports.layout.flow import TextBlock
from reports.layout.page import Identity, Rendered, render

WHO = Identity("Title", "Test", "Noord-Kaap Voice", "Somebody", "Made on 22 Nov 2026", "For us only")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><circle cx="50" cy="50" r="40" fill="#286"/>'
    '<text x="110" y="65" font-family="Arial" font-size="40">Voice</text>{more}</svg>'
)


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (300, 100)) -> bytes:
    if kind == "SVG":
        return SVG.format(more="").encode()
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind)
    return out.getvalue()


def with_logo(data: bytes | None) -> Rendered:
    with logo.shown(data):
        return render([TextBlock("words " * 2000, styles.BODY)], WHO, invariant=True)


def figures(rendered: Rendered) -> list[Any]:
    root: Any = reader(rendered).trailer["/Root"]
    kids = [kid.get_object() for kid in root["/StructTreeRoot"]["/K"]["/K"]]
    return [kid for kid in kids if kid["/S"] == "/Figure"]


@pytest.mark.parametrize("data", [picture("PNG"), picture("PNG", "LA"), picture("JPEG", "CMYK"), picture("SVG")])
def test_it_stands_once_on_the_first_page_inside_its_room_and_is_named(data: bytes) -> None:
    made = with_logo(data)
    assert made.pages > 1
    (figure,) = figures(made)
    assert figure["/Alt"] == "Logo of Noord-Kaap Voice"
    left, bottom, right, top = (float(at) for at in figure["/A"]["/BBox"])
    assert right == pytest.approx(page.PAGE_WIDTH - page.MARGIN, abs=0.01)
    assert right - left <= logo.WIDEST + 0.01
    assert page.HEAD - 8 < bottom < top < page.PAGE_HEIGHT
    assert what_is_torn(made) == []
    assert {font["/BaseFont"].split("+")[1] for font in fonts(made)} <= {"Roboto-Regular", "Roboto-Bold"}
    assert made == with_logo(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        picture("PNG")[:60],
        picture("JPEG")[:200],
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        SVG.format(more="<path d='M 0 z q'/><").encode()[:90],
        b"GIF89a" + bytes(40),
    ],
)
def test_a_file_that_is_no_picture_is_refused_and_a_paper_is_made_without_it(data: bytes) -> None:
    with pytest.raises(UserError) as problem:
        logo.read(data)
    assert problem.value.code == "logo-not-readable"
    assert with_logo(data) == with_logo(None)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(UserError) as problem:
        logo.read(bytes(logo.MOST_BYTES + 1))
    assert problem.value.code == "logo-too-large"


@given(st.binary(max_size=40), st.integers(0, 400), st.sampled_from(("PNG", "JPEG", "SVG")))
def test_damaged_pictures_never_break_a_paper(junk: bytes, at: int, kind: str) -> None:
    data = picture(kind)
    assert with_logo(data[:at] + junk + data[at + len(junk) :]).pages > 1


def test_a_drawing_reads_no_other_file(tmp_path: Any, capfd: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(picture("PNG"))
    made = with_logo(SVG.format(more=f'<image href="{other}" width="9" height="9"/>').encode())
    assert "/XObject" not in reader(made).pages[0]["/Resources"]
    assert capfd.readouterr().err == ""
