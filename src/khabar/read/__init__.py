"""Bytes in, a `Document` out: one canonical text, its metadata, its passages."""

from khabar.read.containers import ReadOptions, pages_of
from khabar.read.flat import find_passages
from khabar.read.inputs import expand
from khabar.read.item import Input, Page
from khabar.read.page import PageReading, read_page, read_page_mapped
from khabar.read.source_map import SourceMap

__all__ = [
    "Input",
    "Page",
    "PageReading",
    "ReadOptions",
    "SourceMap",
    "expand",
    "find_passages",
    "pages_of",
    "read_page",
    "read_page_mapped",
]
