"""spaCy is imported without its command line, and keeps it for those who ask."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from khabar.parse import sentences_of
assert "spacy" not in sys.modules, "imported before it is used"
sentences_of("Shells fell.")
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules
import spacy
import spacy.cli
assert callable(spacy.cli.info) and spacy.cli.info is not spacy.info
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
"""


def test_the_command_line_of_spacy_waits_until_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
