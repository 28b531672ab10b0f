"""Records that nobody changes, made as fast as others.

A frozen dataclass sets each of its fields by a call of its own, so that making one takes three to five times as long
(a token of a sentence 3.0 µs in place of .65), and a page makes some eight hundred. These are frozen for the type
checker, which sees every assignment in the package; at run time nothing stands in the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):
        """Return a decorator for a class that is written like a frozen dataclass with slots, and used like one."""
        assert frozen, "for records that do change there is dataclass itself"
        return dataclass(unsafe_hash=True, slots=slots)


__all__ = ["record"]
