"""khabar: who did what to whom, according to whom, and how surely."""

__version__ = "0.1.0"
