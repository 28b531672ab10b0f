"""No test is timed: the first example of a property pays for loading the tables, on a busy machine more than any bound."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
