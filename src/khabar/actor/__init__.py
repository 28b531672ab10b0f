"""Names to actors: states and their branches, groups, organisations, persons, as of a date."""

from khabar.actor.kinds import KINDS
from khabar.actor.match import ActorMatch, ActorMention, Candidate
from khabar.actor.register import Register

__all__ = ["KINDS", "ActorMatch", "ActorMention", "Candidate", "Register"]
