"""``python -m khabar.cli``."""

from khabar.cli import main

main()
