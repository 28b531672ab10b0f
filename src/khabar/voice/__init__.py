"""Who says it, and how surely: attribution and certainty, read from parsed sentences."""

from khabar.voice.attribution import attribute
from khabar.voice.certainty import certainty
from khabar.voice.cues import Cue, Cues
from khabar.voice.model import Attribution, Because, Certainty, CueClass, chain_at
from khabar.voice.sources import Sources

__all__ = [
    "Attribution",
    "Because",
    "Certainty",
    "Cue",
    "CueClass",
    "Cues",
    "Sources",
    "attribute",
    "certainty",
    "chain_at",
]
