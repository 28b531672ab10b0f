// Incidents by month, with a brush: drag over months, or move with the arrow keys, to set the period.
import { useMemo, useRef, useState } from "preact/hooks";
import { download } from "./download";
import { go, withQuery } from "./route";

interface Month { month: string; incidents: number; killed: number }
const HEIGHT = 84;

function all(months: Month[]): Month[] {
  if (!months.length) return [];
  const known = new Map(months.map((one) => [one.month, one]));
  const out: Month[] = [];
  let [year, month] = months[0]!.month.split("-").map(Number) as [number, number];
  const last = months[months.length - 1]!.month;
  for (let key = months[0]!.month; key <= last && out.length < 1200; ) {
    out.push(known.get(key) ?? { month: key, incidents: 0, killed: 0 });
    month += 1;
    if (month > 12) { month = 1; year += 1; }
    key = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
  }
  return out.length < 1200 ? out : months;
}

const lastDay = (month: string) => {
  const [year, m] = month.split("-").map(Number) as [number, number];
  return `${month}-${String(new Date(Date.UTC(year, m, 0)).getUTCDate()).padStart(2, "0")}`;
};

export function Timeline({ months, query }: { months: Month[]; query: URLSearchParams }) {
  const shown = useMemo(() => all(months), [months]);
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  if (!shown.length) return null;
  const most = Math.max(1, ...shown.map((one) => one.incidents));
  const width = Math.max(shown.length * 3, 600);
  // Two months are two bars, not two walls.
  const step = Math.min(width / shown.length, 48);
  const at = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return Math.max(0, Math.min(shown.length - 1, Math.floor((((event.clientX - box.left) / box.width) * width) / step)));
  };
  const choose = (a: number, b: number) => {
    const [first, last] = a < b ? [a, b] : [b, a];
    go("/", withQuery(query, { since: `${shown[first]!.month}-01`, until: lastDay(shown[last]!.month) }));
  };
  const keys = (event: KeyboardEvent) => {
    if (!["ArrowLeft", "ArrowRight", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") { go("/", withQuery(query, { since: null, until: null })); return; }
    const way = event.key === "ArrowLeft" ? -1 : 1;
    const here = shown.findIndex((one) => one.month === (query.get("since") ?? "").slice(0, 7));
    const to = here < 0 ? (way < 0 ? shown.length - 1 : 0) : Math.max(0, Math.min(shown.length - 1, here + way));
    choose(to, to);
  };
  const label = `Incidents by month, ${shown[0]!.month} to ${shown[shown.length - 1]!.month}. Arrow keys choose a month, Escape takes the period off.`;
  const years = shown.map((one, i) => [one, i] as const).filter(([one, i]) => one.month.endsWith("-01") || i === 0);
  const sparse = years.filter((_, i) => i % Math.ceil(years.length / 12) === 0);
  const save = () => {
    const copy = svg.current!.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.querySelectorAll("rect").forEach((bar) => bar.setAttribute("fill", "#0072b2"));
    download("incidents-by-month.svg", "image/svg+xml", copy.outerHTML);
  };
  return (
    <figure class="timeline">
      <svg ref={svg} viewBox={`0 0 ${width} ${HEIGHT + 14}`} preserveAspectRatio="none" role="group" aria-label={label} tabIndex={0} onKeyDown={keys}
        onPointerDown={(e) => { (e.currentTarget as Element).setPointerCapture(e.pointerId); const i = at(e); setDrag([i, i]); }}
        onPointerMove={(e) => { if (drag) setDrag([drag[0], at(e)]); }}
        onPointerUp={(e) => { if (drag) { const i = at(e); setDrag(null); choose(drag[0], i); } }}
        onPointerCancel={() => setDrag(null)}>
        {drag && <rect class="brush" x={Math.min(...drag) * step} y={0} width={(Math.abs(drag[1] - drag[0]) + 1) * step} height={HEIGHT} />}
        {shown.map((one, i) => {
          const tall = one.incidents ? Math.max(2, (one.incidents / most) * (HEIGHT - 4)) : 0;
          return <rect class="bar" key={one.month} x={i * step + step * 0.1} y={HEIGHT - tall} width={step * 0.8} height={tall}><title>{one.month}: {one.incidents} incidents, {one.killed} killed</title></rect>;
        })}
      </svg>
      <div class="axis" aria-hidden="true">{sparse.map(([one, i]) => <span ref={(el) => { if (el) el.style.left = `${((i * step) / width) * 100}%`; }}>{one.month}</span>)}</div>
      <figcaption>Incidents by month, most {most}. <button type="button" onClick={save}>SVG</button>
        {(query.has("since") || query.has("until")) && <button type="button" onClick={() => go("/", withQuery(query, { since: null, until: null }))}>All time</button>}</figcaption>
    </figure>
  );
}
