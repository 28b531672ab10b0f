"""What a report amounts to, worked out from its passage, chain, polarity and modality."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.records import Link, Modality, PassageKind, Polarity, SourceKind, Stance, Standing

_WEIGHED = frozenset({Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.ADVISED, Modality.ASKED})

_OPEN = frozenset({Modality.HYPOTHETICAL, Modality.ASKED})
"""Under "if" and in a question a "not" denies nothing."""


def standing_of(
    passage: PassageKind, chain: Sequence[Link], polarity: Polarity, modality: Modality, *, judged: bool = False
) -> Standing:
    """Return the standing of a report.

    The first rule that fits decides: a reader's words are a claim if they state a fact and else an opinion; what a
    voice denies, or is said not to have happened, is denied; what nobody is named for is hearsay; what a named voice
    says is claimed; what the author weighs rather than tells is analysis (``judged``: somebody's feeling or belief is
    weighed); the rest is reported.
    """
    return standing_by_rule(passage, chain, polarity, modality, judged=judged)[0]


def standing_by_rule(
    passage: PassageKind, chain: Sequence[Link], polarity: Polarity, modality: Modality, *, judged: bool = False
) -> tuple[Standing, str]:
    """Return the standing of a report, and in words the rule of `standing_of` that decided it."""
    if passage is PassageKind.COMMENT:
        if modality is Modality.ACTUAL and not judged:
            return Standing.CLAIMED, "a reader states it as a fact"
        return Standing.OPINION, "a reader weighs it"
    if polarity is Polarity.DENIED and modality not in _OPEN:
        return Standing.DENIED, "said not to have happened"
    if any(link.stance is Stance.DENIES for link in chain):
        return Standing.DENIED, "a voice denies it"
    if any(link.kind is SourceKind.HEARSAY for link in chain):
        return Standing.HEARSAY, "nobody is named for it"
    if len(chain) > 1:
        return Standing.CLAIMED, "a voice that the author names says it"
    if judged:
        return Standing.ANALYSIS, "somebody's feeling or belief is weighed"
    if modality in _WEIGHED:
        return Standing.ANALYSIS, "the author weighs rather than tells"
    return Standing.REPORTED, "the author tells it in the page's own voice"
