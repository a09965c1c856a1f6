"""The two kinds of trouble that are not bugs: what the user asked for, and what the computer around us does.

A problem carries a code and parameters, never a sentence: `ui/words.py` holds the words for the window and the
command line alike. Anything else that is raised is a bug of ours.
"""

from __future__ import annotations


class Problem(Exception):
    """Something a person can do something about; `code` names it and `params` fill the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class UserError(Problem):
    """What was asked for cannot be done as asked; nothing was changed."""


class EnvironmentProblem(Problem):
    """The disk, the keyring, a locked or damaged file: the computer, not the user's request."""
