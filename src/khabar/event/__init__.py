"""What happened, who to whom, with what toll; the ontology and the lexicon as data files."""

from khabar.event.find import find_events
from khabar.event.given import GivenTrigger
from khabar.event.lexicon import Lexicon
from khabar.event.mention import Argument, EventMention
from khabar.event.ontology import acled, plover_of

__all__ = ["Argument", "EventMention", "GivenTrigger", "Lexicon", "acled", "find_events", "plover_of"]
