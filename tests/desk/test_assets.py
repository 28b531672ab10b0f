"""The desk's own files: compressed, kept by the browser as long as they are the same, and none beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from khabar.desk.assets import Assets


@pytest.fixture
def files(tmp_path: Path) -> TestClient:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "main.js").write_text("let words = 1;\n" * 500)
    (folder / "map-ABCD2345.js").write_text("let map;")
    (tmp_path / "secret.txt").write_text("secret")
    return TestClient(Assets(folder))


def test_files_are_sent_compressed_to_who_can_read_that(files: TestClient) -> None:
    packed = files.get("/assets/main.js")
    plain = files.get("/assets/main.js", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 10
    assert packed.content == plain.content
    assert "content-encoding" not in plain.headers


def test_a_named_content_is_kept_for_good_and_another_asked_for_again(files: TestClient, tmp_path: Path) -> None:
    assert "immutable" in files.get("/assets/map-ABCD2345.js").headers["cache-control"]
    first = files.get("/assets/main.js")
    assert "no-cache" in first.headers["cache-control"]
    again = {"if-none-match": first.headers["etag"]}
    assert files.get("/assets/main.js", headers=again).status_code == 304
    (tmp_path / "assets" / "main.js").write_text("let words = 2;")
    assert files.get("/assets/main.js", headers=again).text == "let words = 2;"


@pytest.mark.parametrize(
    "name", ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "", ".", "none.js", "a/b.js"]
)
def test_no_other_file_is_given(files: TestClient, name: str) -> None:
    answer = files.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert "secret" not in answer.text
