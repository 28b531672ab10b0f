"""The steps by which the stages' findings become reports; ``khabar.coder`` puts them in order."""
