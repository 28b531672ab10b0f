"""Bytes in, a `Document` out: one canonical text, its metadata, its passages."""
