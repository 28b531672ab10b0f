"""Bytes in, a `Document` out: one canonical text, its metadata, its passages."""

from khabar.read.containers import ReadOptions, pages_of
from khabar.read.flat import find_passages
from khabar.read.inputs import expand
from khabar.read.item import Input, Page
from khabar.read.page import read_page

__all__ = ["Input", "Page", "ReadOptions", "expand", "find_passages", "pages_of", "read_page"]
