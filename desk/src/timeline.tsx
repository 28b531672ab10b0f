// Incidents by month, with a brush: drag over months, or move with the arrow keys, to set the period.
import { useMemo, useRef, useState } from "preact/hooks";
import { download, toCsv } from "./download";
import { go, withQuery } from "./route";

interface Month { month: string; incidents: number; killed: number }
const HEIGHT = 84;

const FEWEST = 12;
const MOST = 240;
const STRAY = 0.03;

function after(month: string, n: number): string {
  const [year, m] = month.split("-").map(Number) as [number, number];
  const at = year * 12 + m - 1 + n;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

// A date of long ago must not make a line of all others: of a span of more than twenty years, the first and last months
// that together hold no more than three incidents in a hundred are left out.
function near(months: Month[]): Month[] {
  const span = (a: Month, b: Month) => Number(b.month.slice(0, 4)) * 12 + Number(b.month.slice(5)) - Number(a.month.slice(0, 4)) * 12 - Number(a.month.slice(5));
  let left = Math.floor(months.reduce((sum, one) => sum + one.incidents, 0) * STRAY);
  let [first, last] = [0, months.length - 1];
  while (first < last && span(months[first]!, months[last]!) >= MOST) {
    const early = span(months[first]!, months[first + 1]!) >= span(months[last - 1]!, months[last]!);
    const n = months[early ? first : last]!.incidents;
    if (n > left) break;
    left -= n;
    if (early) first += 1; else last -= 1;
  }
  return months.slice(first, last + 1);
}

// Every month from the first to the last, and around few months as many empty ones as make a year.
function all(months: Month[]): Month[] {
  if (!months.length) return [];
  const known = new Map(months.map((one) => [one.month, one]));
  const last = months[months.length - 1]!.month;
  const none = (month: string) => ({ month, incidents: 0, killed: 0 });
  const out: Month[] = [];
  for (let key = months[0]!.month; key <= last; key = after(key, 1)) out.push(known.get(key) ?? none(key));
  for (let side = 0; out.length < FEWEST; side += 1) {
    if (side % 2) out.unshift(none(after(out[0]!.month, -1)));
    else out.push(none(after(out[out.length - 1]!.month, 1)));
  }
  return out;
}

const lastDay = (month: string) => {
  const [year, m] = month.split("-").map(Number) as [number, number];
  return `${month}-${String(new Date(Date.UTC(year, m, 0)).getUTCDate()).padStart(2, "0")}`;
};

export function Timeline({ months, query, path = "/" }: { months: Month[]; query: URLSearchParams; path?: string }) {
  const shown = useMemo(() => all(near(months)), [months]);
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  if (!shown.length) return null;
  const most = Math.max(1, ...shown.map((one) => one.incidents));
  const sum = (all: Month[]) => all.reduce((n, one) => n + one.incidents, 0);
  const stray = sum(months) - sum(shown);
  const width = Math.max(shown.length * 3, 600);
  const step = width / shown.length;
  // Few months are bars, not walls.
  const thick = Math.min(step * 0.8, 16);
  const at = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return Math.max(0, Math.min(shown.length - 1, Math.floor((((event.clientX - box.left) / box.width) * width) / step)));
  };
  const choose = (a: number, b: number) => {
    const [first, last] = a < b ? [a, b] : [b, a];
    go(path, withQuery(query, { since: `${shown[first]!.month}-01`, until: lastDay(shown[last]!.month) }));
  };
  const chosen = shown.findIndex((one) => one.month === (query.get("since") ?? "").slice(0, 7));
  const keys = (event: KeyboardEvent) => {
    if (!["ArrowLeft", "ArrowRight", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") { go(path, withQuery(query, { since: null, until: null })); return; }
    const way = event.key === "ArrowLeft" ? -1 : 1;
    const to = chosen < 0 ? (way < 0 ? shown.length - 1 : 0) : Math.max(0, Math.min(shown.length - 1, chosen + way));
    choose(to, to);
  };
  const label = `Incidents by month, ${shown[0]!.month} to ${shown[shown.length - 1]!.month}. Arrow keys choose a month, Escape takes the period off.`;
  // Months while they are few, else years, of which no more than fit on a phone.
  const ticks = shown.map((one, i) => [one.month, i] as const).filter(([month, i]) => (shown.length <= 24 ? i % 3 === 0 : month.endsWith("-01")));
  const sparse = ticks.filter((_, i) => i % Math.ceil(ticks.length / 8) === 0);
  const save = () => {
    const copy = svg.current!.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("viewBox", `0 0 ${width} ${HEIGHT + 30}`);
    copy.removeAttribute("preserveAspectRatio");
    for (const [month, i] of sparse) {
      const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
      for (const [name, value] of [["x", i * step], ["y", HEIGHT + 14], ["font-size", 11], ["font-family", "sans-serif"]] as const) text.setAttribute(name, String(value));
      text.textContent = month;
      copy.append(text);
    }
    copy.querySelectorAll("rect").forEach((bar) => bar.setAttribute("fill", "#0072b2"));
    download("incidents-by-month.svg", "image/svg+xml", copy.outerHTML);
  };
  return (
    <figure class="timeline">
      <svg ref={svg} viewBox={`0 0 ${width} ${HEIGHT + 14}`} preserveAspectRatio="none" role="slider" aria-label={label} aria-valuemin={0} aria-valuemax={shown.length - 1} aria-valuenow={Math.max(0, chosen)} aria-valuetext={chosen < 0 ? "all time" : `${query.get("since")} to ${query.get("until") ?? "now"}`} tabindex={0} onKeyDown={keys}
        onPointerDown={(e) => { (e.currentTarget as Element).setPointerCapture(e.pointerId); const i = at(e); setDrag([i, i]); }}
        onPointerMove={(e) => { if (drag) setDrag([drag[0], at(e)]); }}
        onPointerUp={(e) => { if (drag) { const i = at(e); setDrag(null); choose(drag[0], i); } }}
        onPointerCancel={() => setDrag(null)}>
        {drag && <rect class="brush" x={Math.min(...drag) * step} y={0} width={(Math.abs(drag[1] - drag[0]) + 1) * step} height={HEIGHT} />}
        {shown.map((one, i) => {
          const tall = one.incidents ? Math.max(2, (one.incidents / most) * (HEIGHT - 4)) : 0;
          return <rect class="bar" key={one.month} x={(i + 0.5) * step - thick / 2} y={HEIGHT - tall} width={thick} height={tall}><title>{one.month}: {one.incidents} incidents, {one.killed} killed</title></rect>;
        })}
      </svg>
      <div class="axis" aria-hidden="true">{sparse.map(([month, i]) => <span key={month} ref={(el) => { if (el) el.style.left = `${((i * step) / width) * 100}%`; }}>{shown.length > 24 ? month.slice(0, 4) : month}</span>)}</div>
      <figcaption>Incidents by month, at most {most}.{stray > 0 && ` ${stray} before ${shown[0]!.month} or after ${shown[shown.length - 1]!.month} are not drawn.`} Drag to choose a period. <button type="button" onClick={save}>SVG<span class="sr"> of the months</span></button> <button type="button" onClick={() => download("months.csv", "text/csv", toCsv(months))}>CSV<span class="sr"> of the months</span></button>
        {(query.has("since") || query.has("until")) && <button type="button" onClick={() => go(path, withQuery(query, { since: null, until: null }))}>All time</button>}</figcaption>
    </figure>
  );
}
