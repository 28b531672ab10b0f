"""Bytes in, a `Document` out: one canonical text, its metadata, its passages."""

from khabar.read.flat import find_passages
from khabar.read.inputs import expand, load
from khabar.read.item import Input, Page
from khabar.read.page import read_page

__all__ = ["Input", "Page", "expand", "find_passages", "load", "read_page"]
