"""Document → sentences: the splitter, the gate, the parser."""

from khabar.parse.gate import Gate
from khabar.parse.parser import parse, parse_many, parser_version
from khabar.parse.plain import sentences_of
from khabar.parse.sentence import Sentence, Stretch, Token
from khabar.parse.split import split, unbroken

__all__ = [
    "Gate",
    "Sentence",
    "Stretch",
    "Token",
    "parse",
    "parse_many",
    "parser_version",
    "sentences_of",
    "split",
    "unbroken",
]
