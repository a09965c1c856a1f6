from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reports.layout.charts import Bar, Part, Pattern, bars, drawing_to_svg

PARTS = (Part("Overdue", Pattern.SOLID), Part("Not overdue", Pattern.HATCHED), Part("No date", Pattern.EMPTY))


def rects(rows: list[Bar], width: float = 480) -> list[tuple[float, float]]:
    drawing = bars(PARTS, rows, width)
    return [(item.x, item.width) for item in drawing.contents if type(item).__name__ == "Rect" and item.height == 12]


def test_bars_start_at_nought_and_are_as_long_as_their_figures() -> None:
    found = rects([Bar("Health", (2, 4, 0)), Bar("Transport", (0, 1, 11))])
    assert [round(width / found[0][1], 6) for _x, width in found] == [1, 2, 0.5, 5.5]
    assert found[0][0] == found[2][0]


@given(st.lists(st.tuples(st.text(max_size=30), st.lists(st.integers(0, 10_000), min_size=3, max_size=3)), max_size=8))
def test_any_names_and_figures_make_a_drawing_inside_its_width_and_a_readable_svg(
    rows: list[tuple[str, list[int]]],
) -> None:
    made = [Bar(name, tuple(figures)) for name, figures in rows]
    assert all(x + width <= 480 + 1e-6 for x, width in rects(made))
    ElementTree.fromstring(drawing_to_svg(bars(PARTS, made, 480)))


def test_the_svg_uses_our_typeface_and_says_the_figures() -> None:
    svg = drawing_to_svg(bars(PARTS, [Bar("Health & <b>", (3, 0, 1))], 400))
    assert "font-family: Roboto" in svg
    assert "Helvetica" not in svg
    assert "Health &amp; &lt;b&gt;" in svg
    assert ">4<" in svg
