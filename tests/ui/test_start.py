"""How the program begins, and what it leaves for later."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crm.rules.copies import CopyPlace
from crm.rules.errors import EnvironmentProblem
from ui.app import read_window_arguments
from ui.preferences import FILE_NAME, Preferences

ALLOWED_QT = {"PySide6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.support"}
HEAVY = ("reportlab", "pypdfium2", "phonenumbers", "rapidfuzz", "keyring", "babel", "qtawesome", "PIL", "cryptography")
PROGRAM = """
import sys
from pathlib import Path
from ui.start import make_application, make_desk
from ui.main_window import MainWindow
from ui.preferences import Preferences
app = make_application()
desk = make_desk(app, Preferences(Path(sys.argv[1])))
window = MainWindow(desk)
window.show()
window.grab()
assert "ui.shell" not in sys.modules
import json
print(json.dumps(sorted(sys.modules)))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        env={**kept, **environment},
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
    )


def test_the_start_imports_only_what_the_first_paint_needs(tmp_path: Path) -> None:
    done = run("-c", PROGRAM, str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    modules = json.loads(done.stdout.splitlines()[-1])
    qt = {name for name in modules if name.split(".")[0] == "PySide6" and "." in name}
    assert not {name for name in qt if name.startswith("PySide6.Qt")} - ALLOWED_QT
    assert not [name for name in modules if name.split(".")[0] in HEAVY]
    assert not [
        name for name in modules if name.startswith("ui.pages.") and name.split(".")[2] not in ("page", "registry")
    ]


def test_deciding_between_window_and_command_line_needs_no_qt() -> None:
    done = run("-c", "import sys, ui.app; print(any(name.startswith('PySide6') for name in sys.modules))")
    assert done.stdout.strip() == "False", done.stderr


def test_without_a_screen_the_window_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a screen")
    done = run(
        "-c", "import os; os.environ.pop('QT_QPA_PLATFORM', 0); import ui.app; raise SystemExit(ui.app.main([]))"
    )
    assert done.returncode == 1, environment
    assert "no screen" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], (True, None)),
        (["--workspace", "A.kgotla"], (True, Path("A.kgotla"))),
        (["--workspace=A.kgotla"], (True, Path("A.kgotla"))),
        (["list", "people"], (False, None)),
        (["--workspace", "A.kgotla", "list", "people"], (False, None)),
        (["--workspace=A.kgotla", "check"], (False, None)),
        (["--help"], (False, None)),
        (["--workspace"], (False, None)),
    ],
)
def test_only_a_workspace_or_nothing_opens_the_window(arguments: list[str], expected: tuple[bool, Path | None]) -> None:
    assert read_window_arguments(arguments) == expected


def test_preferences_survive_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{not json", encoding="utf-8")
    preferences = Preferences(tmp_path)
    assert preferences.get("theme", "system") == "system"
    preferences.set("theme", "dark")
    assert Preferences(tmp_path).get("theme", "system") == "dark"


def test_a_window_keeps_what_a_command_wrote_meanwhile(tmp_path: Path) -> None:
    window, command = Preferences(tmp_path), Preferences(tmp_path)
    window.set("theme", "dark")
    place = CopyPlace(tmp_path / "stick", is_away=True, is_other_disk=False)
    command.choose_copy_place(tmp_path / "W.kgotla", place)
    assert window.copy_place(tmp_path / "W.kgotla") == place, "read anew"
    command.remember_workspace(Path("there"))
    window.set("window_size", [1280, 800])
    again = Preferences(tmp_path)
    assert again.copy_place(tmp_path / "W.kgotla") == place
    assert (again.last_workspace, again.get("theme", "")) == (Path("there"), "dark")
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_a_computer_that_keeps_no_settings_stops_no_work_but_says_it_of_copies(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    preferences = Preferences(tmp_path / "file")
    preferences.set("theme", "dark")
    preferences.remember_workspace(Path("there"))
    assert (preferences.get("theme", ""), preferences.last_workspace) == ("dark", Path("there"))
    with pytest.raises(EnvironmentProblem) as raised:
        preferences.choose_copy_place(tmp_path, CopyPlace(tmp_path, is_away=True, is_other_disk=False))
    assert raised.value.code == "settings-not-kept"


def test_the_last_workspace_comes_first(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.last_workspace is None
    for name in ("a", "b", "a"):
        preferences.remember_workspace(Path(name))
    again = Preferences(tmp_path)
    assert again.last_workspace == Path("a")
    assert again.recent_workspaces == ["a", "b"]


def test_a_value_of_another_type_reads_as_the_default(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.set("window_size", "large")
    size: list[int] = preferences.get("window_size", [1280, 800])
    assert size == [1280, 800]
