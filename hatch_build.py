"""Compiles the gazetteer when khabar is built or installed from a checkout, unless it is there and fresh."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Runs ``khabar.place.fresh``, whose sources are build requirements, without khabar's own dependencies."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the gazetteer into the package and let the wheel carry it."""
        source = Path(self.root) / "src"
        _import_bare(source, "khabar", "khabar.place")
        import_module("khabar.place.fresh").ensure()
        build_data["artifacts"].append("src/khabar/place/data/gazetteer.bin")


def _import_bare(source: Path, *packages: str) -> None:
    """Enter packages without running their ``__init__``, which may import what a build has not installed."""
    sys.path.insert(0, str(source))
    for name in packages:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(source.joinpath(*name.split(".")))]
        sys.modules[name] = module_from_spec(spec)
