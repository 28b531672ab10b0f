"""The people, organisations, nationalities, places and means of harm that a text speaks of."""

from khabar.entity.find import entities
from khabar.entity.model import KINDS, Entity, Form

__all__ = ["KINDS", "Entity", "Form", "entities"]
