"""How fast pages are read, against bare trafilatura on the same pages in the same run.

    python benchmarks/reading.py [--rounds N] [PAGE ...]

trafilatura extracts text, comments and metadata (`bare_extraction`), and keeps nothing else. khabar reads the page into
a `Document` (canonical text, voices, layout, statements) and makes the map back to its bytes. Printed are milliseconds
of processor time a page and the ratio of the two (1 is as fast as trafilatura, above 1 is faster), by set of pages; the
median of the rounds.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def synthesised() -> list[bytes]:
    """Return pages of 20 to 300 kB as a content system would write them, from the same few invented sentences."""
    words = (
        "Government soldiers shelled the market of Bara on Wednesday, killing at least {} people, residents said.",
        "The army denied it, and the governor asked the people of the town to stay at home for {} days.",
        "“We heard the first shell at noon,” said a trader of the town, who has lost {} of her family.",
    )
    pages = []
    for size in (20, 60, 150):
        paragraphs = "\n".join(
            f'      <p class="story__p">{words[i % 3].format(i)} <a href="/t/{i}">More on the {i}th&nbsp;day</a></p>'
            for i in range(size)
        )
        menu = "".join(
            f'<li class="nav__item"><a class="nav__link" href="/s/{i}">Section {i}</a></li>' for i in range(60)
        )
        comments = "".join(
            f'<li class="comment" id="c{i}"><div class="comment-author vcard"><cite class="fn">reader_{i}</cite></div>'
            f'<div class="comment-meta"><a href="#c{i}">May {1 + i % 28}, 2023 at 10:{i % 60:02}</a></div>'
            f"<p>I do not believe a word of it, and neither does my uncle, who saw number {i}.</p></li>"
            for i in range(size)
        )
        scripts = (
            "<script>var a = {};" + "a.b = function (c) { return c < 2 && d > 1; };" * 40 * (size // 20) + "</script>"
        )
        pages.append(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shells hit Bara | Nile Courier</title>'
            f"{scripts}"
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Shells hit Bara", '
            '"datePublished": "2023-05-04T10:00:00+03:00", "author": {"name": "Amna Idris"}}</script>'
            f"<style>{'.a { color: red }' * 100}</style></head>"
            f"<body><header><nav><ul>{menu}</ul></nav></header><main><article>"
            f'<h1>Shells hit Bara</h1><p class="byline">By Amna Idris, 4 May 2023</p>\n{paragraphs}\n</article>'
            f'<section id="comments"><h2>{size} comments</h2><ol class="comment-list">{comments}</ol></section></main>'
            f"<footer><ul>{menu}</ul></footer></body></html>".encode()
        )
    return pages


def milliseconds(action: Callable[[bytes], object], pages: list[bytes]) -> float:
    started = time.process_time()
    for page in pages:
        action(page)
    return (time.process_time() - started) * 1000 / len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure reading against trafilatura.")
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    import trafilatura

    from khabar.errors import InputRefused
    from khabar.read import read_page_mapped

    def ours(page: bytes) -> object:
        try:
            return read_page_mapped(page, name="page.html").map
        except InputRefused as refused:
            return refused

    def theirs(page: bytes) -> object:
        return trafilatura.bare_extraction(page, with_metadata=True, include_comments=True)

    sets = {
        "examples": [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.html"))],
        "tests/pages": [path.read_bytes() for path in sorted((ROOT / "tests" / "pages").glob("*.html"))],
        "synthesised": synthesised(),
        "given": [path.read_bytes() for path in options.pages],
    }
    print(f"{'pages':14}{'n':>5}{'kB':>8}{'khabar ms':>12}{'trafilatura ms':>16}{'ratio':>8}")
    total_ours = total_theirs = 0.0
    for name, pages in sets.items():
        if not pages:
            continue
        milliseconds(ours, pages)
        milliseconds(theirs, pages)
        rounds = [(milliseconds(ours, pages), milliseconds(theirs, pages)) for _ in range(options.rounds)]
        one, two = statistics.median(a for a, _ in rounds), statistics.median(b for _, b in rounds)
        total_ours, total_theirs = total_ours + one * len(pages), total_theirs + two * len(pages)
        size = sum(map(len, pages)) / len(pages) / 1000
        print(f"{name:14}{len(pages):5}{size:8.1f}{one:12.2f}{two:16.2f}{two / one:8.2f}")
    print(f"{'all':14}{'':5}{'':8}{'':12}{'':16}{total_theirs / total_ours:8.2f}")


if __name__ == "__main__":
    main()
