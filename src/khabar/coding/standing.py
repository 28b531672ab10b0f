"""What a report amounts to, worked out from its passage, chain, polarity and modality."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.records import Link, Modality, PassageKind, Polarity, SourceKind, Stance, Standing


def standing_of(
    passage: PassageKind, chain: Sequence[Link], polarity: Polarity, modality: Modality, *, judged: bool = False
) -> Standing:
    """Return the standing of a report.

    The first rule that fits decides: a reader's words are a claim if they state a fact and else an opinion; what a
    voice denies, or is said not to have happened, is denied; what nobody is named for is hearsay; what a named voice
    says is claimed; what the author weighs rather than tells is analysis (``judged``: somebody's feeling or belief is
    weighed); the rest is reported.
    """
    if passage is PassageKind.COMMENT:
        stated = modality is Modality.ACTUAL and not judged
        return Standing.CLAIMED if stated else Standing.OPINION
    if polarity is Polarity.DENIED or any(link.stance is Stance.DENIES for link in chain):
        return Standing.DENIED
    if any(link.kind is SourceKind.HEARSAY for link in chain):
        return Standing.HEARSAY
    if len(chain) > 1:
        return Standing.CLAIMED
    if judged or modality in (Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.ADVISED, Modality.ASKED):
        return Standing.ANALYSIS
    return Standing.REPORTED
