"""Events that grammar makes of others: offers and threats in the future tense, demands with "must", gapped clauses."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.lexicon import Entry
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import expand, is_passive, span, subjects, surface_subject, word_class
from khabar.parse import Token
from khabar.records import EventType, Role

_OFFERED = (
    EventType.CONSULT,
    EventType.SUPPORT,
    EventType.COOPERATE,
    EventType.AID,
    EventType.CONCEDE,
    EventType.RETREAT,
)
_FUTURE = frozenset(("will", "'ll", "would", "shall"))
_MODAL = Entry((), False, EventType.REQUEST, None, "100", (), (), (), (), "act", (0, 0, 0, 0), "modal of obligation")


def future_offers(m: Matcher, draft: Draft) -> None:
    """Turn cooperation that is still to come into AGREE: "all future CONSULT, SUPPORT, COOPERATE, AID" (PLOVER 0.8).

    Aid or access that will not be given is REJECT.
    """
    s, i = m.s, draft.i
    if draft.event_type not in _OFFERED or not s[i].is_verb or s.children(i, "mark"):
        return
    if not any(t.lemma in _FUTURE for t in s.children(i, "aux")):
        return
    if not s.children(i, "neg"):
        draft.event_type, draft.mode, draft.cameo = EventType.AGREE, None, "030"
        draft.rules.append("future cooperation is AGREE")
    elif not is_passive(s, i):
        draft.event_type, draft.mode, draft.cameo = EventType.REJECT, None, "120"
        draft.rules.append("cooperation refused is REJECT")


def obligations(m: Matcher, drafts: list[Draft]) -> list[Draft]:
    """Return the demands that speakers make with "must": "the minister said the rebels must disarm"."""
    s = m.s
    found = []
    for token in s.tokens:
        if token.lemma not in ("must",) or token.dep != "aux":
            continue
        verb = s.head(token.i)
        speech = s.head(verb.i) if verb.dep == "ccomp" else None
        if speech is None or speech.lemma not in word_class("say"):
            continue
        speakers, asked = subjects(s, speech.i), surface_subject(s, verb.i)
        if not speakers or asked is None or asked.lemma in ("we", "i", "he", "she", "there", "it"):
            continue
        draft = Draft(token.i, _MODAL, EventType.REQUEST, None, "100", "act", tokens=[token.i], rules=[_MODAL.where])
        draft.add(Role.AGENT, [Argument(Role.AGENT, t.i, *span(s, t.i)) for t in speakers])
        draft.add(Role.TARGET, [Argument(Role.TARGET, t.i, *span(s, t.i)) for t in expand(s, asked.i)])
        found.append(draft)
    return found


def gapped(m: Matcher, drafts: list[Draft]) -> list[Draft]:
    """Return the events of clauses that leave their verb out: "X fought Y on the ground and Z from the air"."""
    s = m.s
    found = []
    for draft in drafts:
        if draft.event_type is not EventType.ASSAULT or not s[draft.i].is_verb:
            continue
        clause = {draft.i, *(a.i for a in s.ancestors(draft.i) if s[draft.i].dep == "xcomp")}
        for token in _other_doers(m, clause, draft):
            other = Draft(draft.i, draft.entry, draft.event_type, None, draft.cameo, "act", tokens=[draft.i, token.i])
            other.rules = [*draft.rules, "gapped clause"]
            other.add(Role.AGENT, [Argument(Role.AGENT, token.i, *span(s, token.i))])
            other.args += [a for a in draft.args if a.role is Role.TARGET]
            if any(
                g.lemma in ("air", "sky", "plane") for p in s.children(token.i, "prep") for g in s.children(p.i, "pobj")
            ):
                other.mode, other.cameo = "aerial", "195"
            found.append(other)
    return found


def _other_doers(m: Matcher, clause: set[int], draft: Draft) -> list[Token]:
    s = m.s
    near = {i for a in draft.args if a.role is Role.TARGET for i in (a.i,)}
    found = []
    for token in s.tokens:
        if token.dep != "conj" or not token.is_noun or token.i < draft.i or s.head(token.i).i in near:
            continue
        head = s.head(token.i)
        means = [g for p in s.children(token.i, "prep") if p.lemma == "from" for g in s.children(p.i, "pobj")]
        if (head.i in clause or any(a.i in clause for a in s.ancestors(head.i))) and any(
            g.lemma in ("air", "ground", "sea", "sky") for g in means
        ):
            found.append(token)
    return found
