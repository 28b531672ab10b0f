"""Operators and constants of an ONNX graph, written one by one."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper, numpy_helper

OWN = "com.microsoft"
"""The domain of onnxruntime's own operators."""
LONGEST = 226
"""Pieces in a window, at most: as trained, and its two marks."""


class Nodes:
    """Nodes and constants, each named by ``mark`` and its number."""

    def __init__(self, mark: str = "") -> None:
        self.mark = mark
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        """Add a constant."""
        name = f"{self.mark}c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def places(self, *numbers: int) -> str:
        """Add a constant of whole numbers."""
        return self.constant(np.array(numbers, np.int64))

    def op(self, kind: str, *given: str, domain: str = "", named: str = "", **options: object) -> str:
        """Add an operator; return the name of its result."""
        return self.parts(kind, 1, *given, domain=domain, named=named, **options)[0]

    def parts(
        self, kind: str, count: int, *given: str, domain: str = "", named: str = "", **options: object
    ) -> list[str]:
        """Add an operator of several results."""
        at = f"{self.mark}n{len(self.nodes)}"
        results = [named or f"{at}.{j}" for j in range(count)]
        self.nodes.append(helper.make_node(kind, given, results, at, domain=domain, **options))
        return results
