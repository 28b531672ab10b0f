"""Pages at the limits, each in a process of its own: an answer within 30 s and 512 MB, whatever comes."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")

MAX_SECONDS = 30
MAX_MEGABYTES = 512

CASES = {
    "nothing": ("b''", "empty"),
    "one byte below the limit": ("(S * 300_000)[:M - 1]", "ok"),
    "at the limit": ("(S * 300_000)[:M]", "ok"),
    "one byte above the limit": ("(S * 300_000)[:M + 1]", "too_large"),
    "paragraphs up to the limit": ("b'<p>' + (S * 5 + b'</p><p>') * (M // (len(S) * 5 + 7) - 1)", "ok"),
    "references up to the limit": ("b'<p>' + S + b'&amp;&#65; ' * ((M - 100) // 11)", "too_large"),
    "one long paragraph": ("b'<p>' + S * (9_000_000 // len(S)) + b'</p>'", "ok"),
    "blanks": ("b'<p>' + S + b'</p>' + b' ' * (M - 200)", "ok"),
    "script": ("b'<p>' + S + b'</p><script>' + b'<' * (M - 200) + b'</script>'", "ok"),
    "comments without an end": ("b'<p>' + S + b'</p>' + b'<!--' * 5_000_000", "ok"),
    "a million attributes": ("b'<p ' + b' '.join(b'a%d=1' % i for i in range(1_000_000)) + b'>' + S", "too_large"),
    "a million nested": ("b'<div>' * 1_000_000 + S", "too_deep"),
    "a million nested inline": ("b'<p>' + b'<b>' * 1_000_000 + S", "too_deep"),
    "a million closed": ("b'<p>' + b'<i></i>' * 1_000_000 + S", "too_large"),
    "colspan": ("b'<table><tr><td colspan=9000000000000000>' + S + b'</td></tr></table>'", "ok"),
    "a line of fifty megabytes": ("b'a' * 50_000_000", "too_large"),
    "a hundred thousand comments": (
        "b'<article><p>' + S + b'</p></article><ol class=commentlist>'"
        " + b'<li class=comment><cite>z</cite><p>I do not believe it.</p>' * 100_000",
        "too_large",
    ),
    "four thousand comments": (
        "b'<article><p>' + S + b'</p></article><ol class=commentlist>'"
        " + b'<li class=comment><cite>z</cite><p>I do not believe it.</p></li>' * 4_000",
        "ok",
    ),
    "end tags of nothing": ("b'<p>' + S + b'</x>' * 1_000_000", "ok"),
    "UTF-16": ("((S * 300_000)[:M // 2 - 10]).decode().encode('utf-16')", "ok"),
    "two bytes a letter": ("b'<p>' + (S.decode() + chr(0x430) * 20).encode() * 100_000", "ok"),
}

CHILD = """
from pathlib import Path
from khabar.errors import InputRefused
from khabar.limits import MAX_INPUT_BYTES as M
from khabar.read import read_page_mapped
S = b"Gunmen killed four farmers near Gwoza on Monday, and the army said that it was looking for them. "
data = {expression}
try:
    reading = read_page_mapped(data, name="page")
    reading.map.ranges(0, 10)
    answer = "ok"
except InputRefused as refused:
    answer = refused.reason.value
# Not ru_maxrss: that begins with the memory of the process this one was forked from.
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(answer, int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize("case", CASES)
def test_a_page_at_the_limits_is_answered_in_time_and_in_little_memory(case: str):
    expression, expected = CASES[case]
    done = subprocess.run(
        [sys.executable, "-c", CHILD.replace("{expression}", expression)],
        capture_output=True,
        text=True,
        timeout=MAX_SECONDS,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    answer, megabytes = done.stdout.split()
    assert answer == expected
    assert int(megabytes) <= MAX_MEGABYTES
