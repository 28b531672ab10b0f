"""Names → places: the gazetteer, recognition, resolution, and which place is the event's."""

from khabar.place.event import event_places, is_actor_use
from khabar.place.find import find_places
from khabar.place.model import Kind, PlaceMention, ResolvedPlace
from khabar.place.record import to_place
from khabar.place.resolve import resolve, resolve_places

__all__ = [
    "Kind",
    "PlaceMention",
    "ResolvedPlace",
    "event_places",
    "find_places",
    "is_actor_use",
    "resolve",
    "resolve_places",
    "to_place",
]
