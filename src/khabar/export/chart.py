"""Counts as a picture: bars of incidents, and below them the dead from the lowest to the highest that is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from khabar.counts import CountRow, Counts
from khabar.errors import KhabarError, MissingPart, SettingsError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_KINDS: Final = 8
"""Kinds that get a colour of their own; the rest are summed up as others."""

COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999", "#444444")
"""Okabe and Ito's colours, which people with any colour vision can tell apart, and a grey for the rest."""

MOST_LABELS: Final = 48
"""Labels below the bars that can be read side by side; of more bars, only every second, third … is labelled."""

FORMS: Final = (".png", ".svg", ".pdf")
UNKNOWN: Final = "unknown"
OTHERS: Final = "others"


def draw(counts: Counts, path: Path, *, title: str = "") -> None:
    """Write a chart of counts by one field, or by two, the second as colours. The same counts give the same bytes.

    Raises:
        MissingPart: without matplotlib.
        KhabarError: for more than two fields, nothing to draw, or a file name that tells no form of ``FORMS``.
    """
    check_name(path)
    if len(counts.by) > 2:
        raise KhabarError(f"a chart shows one or two fields, not {len(counts.by)} ({', '.join(counts.by)})")
    if not counts.rows:
        raise KhabarError("no incident to draw; widen the filters")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingPart("charts need matplotlib: pip install 'khabar[charts]'") from None
    places = _places(counts)
    with mpl.rc_context(
        {
            "svg.hashsalt": "khabar",
            "font.family": "DejaVu Sans",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "font.size": 9,
        }
    ):
        figure = Figure(figsize=(max(5.0, min(14.0, 2.2 + 0.42 * len(places))), 5.2), layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        _bars(upper, counts, places)
        _tolls(lower, counts, places)
        figure.suptitle(title or f"Incidents by {' and '.join(counts.by)}", x=0.01, ha="left")
        every = -(-len(places) // MOST_LABELS)
        lower.set_xticks(
            range(0, len(places), every),
            places[::every],
            rotation=60 if len(places) > 6 else 0,
            ha="right" if len(places) > 6 else "center",
        )
        metadata: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower(), {})
        try:
            figure.savefig(path, dpi=150, metadata=metadata)
        except OSError as error:
            raise KhabarError(f"{path}: cannot be written, {error.strerror or error}") from None


def check_name(path: Path) -> None:
    """Refuse a file name that tells no form of a chart.

    Raises:
        SettingsError: naming the forms that there are.
    """
    if path.suffix.lower() not in FORMS:
        raise SettingsError(f"{path}: a chart is written as {', '.join(FORMS)}; name the file so")


def _places(counts: Counts) -> list[str]:
    return list(dict.fromkeys(_name(row.keys[0]) for row in counts.rows))


def _name(key: str | None) -> str:
    return UNKNOWN if key is None else key


def _bars(axes: Axes, counts: Counts, places: Sequence[str]) -> None:
    from matplotlib.ticker import MaxNLocator

    stacked: dict[str, dict[str, int]] = {}
    for row in counts.rows:
        kind = _name(row.keys[1]) if len(row.keys) > 1 else ""
        here = stacked.setdefault(kind, {})
        here[_name(row.keys[0])] = here.get(_name(row.keys[0]), 0) + row.incidents
    kinds = sorted(stacked, key=lambda kind: (-sum(stacked[kind].values()), kind))
    shown, rest = kinds[:MOST_KINDS], kinds[MOST_KINDS:]
    if rest:
        stacked[OTHERS] = {place: sum(stacked[kind].get(place, 0) for kind in rest) for place in places}
        shown = [*shown, OTHERS]
    base = [0] * len(places)
    for colour, kind in zip(COLOURS, shown, strict=False):
        heights = [stacked[kind].get(place, 0) for place in places]
        axes.bar(range(len(places)), heights, bottom=base, color=colour, label=kind, width=0.8)
        base = [one + more for one, more in zip(base, heights, strict=True)]
    axes.set_ylabel("incidents")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if shown != [""]:
        axes.legend(frameon=False, fontsize=8, loc="lower left", bbox_to_anchor=(0, 1.08), ncols=3)


def _tolls(axes: Axes, counts: Counts, places: Sequence[str]) -> None:
    lows, bests, highs = (dict.fromkeys(places, 0) for _ in range(3))
    for row in counts.rows:
        place = _name(row.keys[0])
        lows[place] += row.killed.low
        bests[place] += row.killed.best
        highs[place] += row.killed.high
    for at, place in enumerate(places):
        axes.plot([at, at], [lows[place], highs[place]], color="#777777", linewidth=3, solid_capstyle="butt")
        if bests[place]:
            axes.plot([at], [bests[place]], marker="_", markersize=10, color="black")
    axes.set_ylabel("killed: low to high")
    axes.set_ylim(bottom=0)


def caption(counts: Counts) -> str:
    """Return in a sentence what the numbers are of, for below a table or a picture."""
    total: CountRow = counts.total
    said = f"{total.incidents} incident{'' if total.incidents == 1 else 's'} (not reports)"
    if total.killed.open:
        said += f"; {total.killed.open} with an open or no figure of the dead, so sums are least figures"
    if counts.undated:
        said += f"; {counts.undated} more without a day are left out"
    if "agent" in counts.by or "target" in counts.by:
        said += "; an incident of several actors stands in several rows"
    return said
