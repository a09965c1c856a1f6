from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.passwords import strength


@pytest.mark.parametrize(
    ("passphrase", "score"),
    [
        ("", 0),
        ("password", 0),
        ("P@ssw0rd", 0),
        ("thabo1985", 0),
        ("12345678", 0),
        ("qwertyuiop", 0),
        ("zzzzzzzzzzzzzzzzzzzz", 0),
        ("kgotla2026", 0),
        ("mountain river", 1),
        ("mountain river lantern", 2),
        ("correct horse battery staple", 3),
        ("kudu lantern omheining seventeen metsi", 4),
        ("X7#qP!9vL2@m", 3),
    ],
)
def test_the_estimate_is_honest(passphrase: str, score: int) -> None:
    assert strength(passphrase).score == score


def test_saying_a_word_again_hardly_helps() -> None:
    assert strength("lantern lantern lantern lantern").score == strength("lantern").score


def test_every_score_tells_the_user_what_to_do() -> None:
    assert "four or more words" in strength("password").words
    assert strength("kudu lantern omheining seventeen metsi").words == "Strong."


@given(st.text(max_size=40))
def test_any_text_has_a_score(passphrase: str) -> None:
    assert 0 <= strength(passphrase).score <= 4
    assert strength(passphrase).words


@given(st.text("abcdefgh 123!", max_size=20))
def test_one_more_unusual_word_never_makes_it_weaker(passphrase: str) -> None:
    assert strength(passphrase + " omheining").score >= strength(passphrase).score
