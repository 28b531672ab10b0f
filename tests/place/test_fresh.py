"""The compiled gazetteer follows its sources."""

from pathlib import Path

import pytest

from khabar.place import fresh


def test_a_gazetteer_is_fresh_until_its_sources_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "gazetteer.bin"
    monkeypatch.setattr(fresh, "source_digest", lambda: "as of today")
    fresh.stamp(target)
    assert not fresh.is_fresh(target)
    target.touch()
    assert fresh.is_fresh(target)
    monkeypatch.setattr(fresh, "source_digest", lambda: "as of tomorrow")
    assert not fresh.is_fresh(target)


def test_a_gazetteer_without_a_stamp_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "gazetteer.bin"
    target.touch()
    monkeypatch.setattr(fresh, "source_digest", lambda: "as of today")
    assert not fresh.is_fresh(target)
    # Installed from a wheel, there is nothing to compile it from.
    monkeypatch.setattr(fresh, "source_digest", lambda: None)
    assert fresh.is_fresh(target)


def test_every_source_of_the_gazetteer_counts():
    here = Path(fresh.__file__).parent
    assert all((here / name).is_file() for name in fresh._CODE)
    assert all((here / "data" / name).is_file() for name in fresh._DATA)
