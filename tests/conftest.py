"""No test is timed: the first example of a property pays for loading the tables, more on a busy machine."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
