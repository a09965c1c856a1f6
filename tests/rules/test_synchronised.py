"""A folder that a service copies to a cloud is told by its name, by what the service says, and by its marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crm.rules.synchronised import find_service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/l/OneDrive/W.kgotla", "OneDrive"),
        ("/home/l/OneDrive - Our Voice/W.kgotla", "OneDrive"),
        ("/Users/l/Library/CloudStorage/OneDrive-OurVoice/W.kgotla", "OneDrive"),
        ("/Users/l/Library/CloudStorage/GoogleDrive-l@sample.example/My Drive/W.kgotla", "Google Drive"),
        ("/Users/l/Library/CloudStorage/Dropbox-Personal/W.kgotla", "Dropbox"),
        ("/Users/l/Library/Mobile Documents/com~apple~CloudDocs/W.kgotla", "iCloud"),
        ("/home/l/iCloudDrive/W.kgotla", "iCloud"),
        ("/home/l/Dropbox (Our Voice)/W.kgotla", "Dropbox"),
        ("/home/l/Google Drive/My Drive/W.kgotla", "Google Drive"),
        ("/home/l/Nextcloud2/W.kgotla", ""),
        ("/home/l/Nextcloud 2/W.kgotla", "Nextcloud"),
        ("/home/l/pCloudDrive/W.kgotla", "pCloud"),
        # no false alarms
        ("/home/l/Documents/W.kgotla", ""),
        ("/home/l/Dropbox notes/W.kgotla", ""),
        ("/home/l/dropboxes/W.kgotla", ""),
        ("/home/l/icloudy days/W.kgotla", ""),
        ("/home/l/Documents/OneDrive.kgotla", ""),
        ("/home/l/my drive/W.kgotla", ""),
    ],
)
def test_names_that_services_give_and_no_others(path: str, service: str) -> None:
    assert find_service(Path(path), Path("/home/l"), {}) == service


def test_what_the_service_itself_says(tmp_path: Path) -> None:
    ours = tmp_path / "Work" / "W.kgotla"
    ours.mkdir(parents=True)
    assert find_service(ours, tmp_path, {"OneDrive": str(tmp_path / "Work")}) == "OneDrive"
    assert find_service(ours, tmp_path, {"OneDriveCommercial": str(tmp_path / "Other"), "OneDrive": ""}) == ""
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps({"business": {"path": str(tmp_path / "Work")}}))
    assert find_service(ours, tmp_path, {}) == "Dropbox"
    (tmp_path / ".dropbox" / "info.json").write_text("{")
    assert find_service(ours, tmp_path, {}) == ""


@pytest.mark.parametrize(("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox")])
def test_the_marks_that_services_leave_above(mark: str, service: str, tmp_path: Path) -> None:
    (tmp_path / "Work").mkdir()
    (tmp_path / "Work" / mark).mkdir()
    assert find_service(tmp_path / "Work" / "In" / "W.kgotla", tmp_path, {}) == service
    assert find_service(tmp_path / "W.kgotla", tmp_path, {}) == ""


def test_a_link_into_such_a_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "W.kgotla").mkdir(parents=True)
    (tmp_path / "here").symlink_to(tmp_path / "Dropbox")
    assert find_service(tmp_path / "here" / "W.kgotla", tmp_path, {}) == "Dropbox"
