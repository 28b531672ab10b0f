"""The how-to pages on containers: their commands run as they stand, and do what the pages say."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from khabar.cli import run
from tests.read.containers_made import http, packed, record

ROOT = Path(__file__).parents[1]
HOW_TO = ROOT / "docs" / "how-to"
NAMES = ("code-a-warc", "code-saved-pages", "follow-a-feed-with-cron")


def blocks(name: str, kind: str) -> list[str]:
    text = (HOW_TO / f"{name}.md").read_text(encoding="utf-8")
    return [
        block for found, block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) if found == kind
    ]


def lay_out(folder: Path) -> None:
    """Put the example pages into ``folder`` in each form that the pages speak of."""
    shutil.copytree(ROOT / "examples", folder / "pages")
    shutil.make_archive(str(folder / "pages"), "zip", folder / "pages")
    pages = sorted((folder / "pages").glob("*.html"))
    responses = [record(http(page.read_bytes()), url=f"http://news.example/{page.stem}") for page in pages]
    picture = record(http(b"\x89PNG", media="image/png"))
    (folder / "crawl.warc.gz").write_bytes(packed(picture, *responses))
    items = "".join(
        f"<item><title>Entry {number}</title><link>https://news.example/{number}</link>"
        "<pubDate>Thu, 14 Mar 2024 06:00:00 +0000</pubDate>"
        f"<description>Gunmen killed {number} farmers near Goma on Monday, the army said.</description></item>"
        for number in (2, 3)
    )
    (folder / "feed.xml").write_text(f"<rss><channel><title>News</title>{items}</channel></rss>", encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_run_as_they_stand(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = [line for block in blocks(name, "") for line in block.splitlines() if line.startswith("khabar ")]
    assert len(commands) >= 2
    for command in commands:
        assert run(shlex.split(command)[1:]) == 0, command
    out, err = capsys.readouterr()
    assert "set aside: 0" in err
    if name == "code-a-warc":
        assert "1 records are no pages: 1 images" in out
    if name == "follow-a-feed-with-cron":
        assert "2 of 2 entries hold a title and summary only" in " ".join(out.split())


def test_the_python_runs_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    for code in blocks("code-saved-pages", "python"):
        exec(compile(code, "code-saved-pages.md", "exec"), {})
    assert "pages.zip!1-northgate-dispatch.html" in capsys.readouterr().out
