// One actor: whom it struck, met and helped, and who struck it.
import { useState } from "preact/hooks";
import { get } from "./api";
import { Line } from "./overview";
import { useAsked, useTitle } from "./use";
import { go, withQuery } from "./route";
import { days, shown } from "./words";
import type { Row, Summary } from "./api";
import { Timeline } from "./timeline";

interface Partner { as_role: string; other_role: string; value: string; name: string; type: string; incidents: number }
interface Named { text: string; reports: number; first: string | null; last: string | null }
interface Alike { name: string; incidents: number; like: string; score: number }
interface ActorPage { appeared: Named[]; unresolved: Alike[]; ids: string[]; name: string; kind: string | null; names: string[]; affiliations: { id: string; name: string | null }[];
  partners: Partner[]; alike: { actor_id: string; name: string; score: number; reason: string }[] }

const GROUPS: [string, (one: Partner) => boolean][] = [
  ["It did something to", (one) => one.as_role === "agent" && one.other_role === "target"],
  ["Something was done to it by", (one) => one.as_role === "target" && one.other_role === "agent"],
  ["Together with, or helped by", (one) => one.as_role === "agent" && ["partner", "helped_by", "ordered_by", "led_by", "agent"].includes(one.other_role)],
  ["It helped, ordered or led", (one) => ["partner", "helped_by", "ordered_by", "led_by"].includes(one.as_role)],
];

export function ActorView({ name, query }: { name: string; query: URLSearchParams }) {
  const key = `${name}?${query}`;
  const page = useAsked<ActorPage>(`/api/actors/${key}`, () => get(`/api/actors/${encodeURIComponent(name)}`, query));
  const asked = new URLSearchParams(query);
  asked.append("actor", name);
  const rows = useAsked<{ items: Row[]; total: number }>(`/api/incidents?${asked}`, () => get("/api/incidents", asked));
  const whole = new URLSearchParams({ actor: name });
  const summary = useAsked<Summary>(`/api/summary?${whole}`, () => get("/api/summary", whole));
  useTitle(shown(page.data?.name ?? name));
  if (page.error) return <section class="page"><h1>No actor</h1><p class="note bad" role="alert">{page.error}</p></section>;
  if (!page.data) return <p class="wait">Looking …</p>;
  const data = page.data;
  const here = (changes: Record<string, string | null>) => go(`/actor/${encodeURIComponent(name)}`, withQuery(query, changes), true);
  return (
    <article class="page actor">
      <header>
        <p class="kicker">{data.kind ?? "not in the register"}{data.ids[0] && <> · {data.ids[0]}</>}</p>
        <h1><bdi>{shown(data.name)}</bdi></h1>
        {data.names.length > 1 && <p>Also: <bdi>{shown(data.names.slice(1, 15).join(", "))}</bdi>{data.names.length > 15 && " …"}</p>}
        {data.affiliations.length > 0 && <p>Part of: {data.affiliations.map((one, i) => <>{i > 0 && ", "}<a href={`/actor/${encodeURIComponent(one.id)}`}><bdi>{shown(one.name ?? one.id)}</bdi></a></>)}</p>}
        {summary.data && summary.data.months.length > 0 && <Over months={summary.data.months} query={query} name={name} here={here} />}
        <p class="bar">
          <label>From <input type="date" value={query.get("since") ?? ""} onChange={(e) => here({ since: e.currentTarget.value })} /></label>
          <label>To <input type="date" value={query.get("until") ?? ""} onChange={(e) => here({ until: e.currentTarget.value })} /></label>
        </p>
      </header>
      <Network data={data} />
      <div class="columns">
        {GROUPS.map(([title, fits]) => {
          const found = data.partners.filter(fits);
          if (!found.length) return null;
          return (
            <section><h2>{title}</h2>
              <table><thead><tr><th scope="col">actor</th><th scope="col">what</th><th scope="col">incidents</th></tr></thead>
                <tbody>{found.slice(0, 30).map((one) => <tr><th scope="row"><a href={`/actor/${encodeURIComponent(one.value)}`}><bdi>{shown(one.name)}</bdi></a></th><td>{one.type}</td><td class="n">{one.incidents}</td></tr>)}</tbody></table>
            </section>);
        })}
      </div>
      <section><h2>Incidents{rows.data && ` (${rows.data.total})`}</h2>
        <ol class="rows">{(rows.data?.items ?? []).map((row) => <li key={row.incident_id}><Line row={row} /></li>)}</ol></section>
      <div class="columns">
        {data.appeared.length > 0 && <section><h2>How texts call it</h2>
          <table><thead><tr><th scope="col">words</th><th scope="col">reports</th><th scope="col">of</th></tr></thead>
            <tbody>{data.appeared.map((one) => <tr><th scope="row"><bdi>{shown(one.text)}</bdi></th><td class="n">{one.reports}</td><td>{one.first ? days(one.first, one.last) : ""}</td></tr>)}</tbody></table></section>}
        {data.unresolved.length > 0 && <section><h2>Names like its own that nobody has placed</h2>
          <table><thead><tr><th scope="col">name</th><th scope="col">like</th><th scope="col">incidents</th></tr></thead>
            <tbody>{data.unresolved.map((one) => <tr><th scope="row"><a href={`/actor/${encodeURIComponent(one.name)}`}><bdi>{shown(one.name)}</bdi></a></th><td><bdi>{shown(one.like)}</bdi> <small>{one.score} %</small></td><td class="n">{one.incidents}</td></tr>)}</tbody></table></section>}
      </div>
      {data.alike.length > 0 && <section><h2>Called alike</h2><ul>{data.alike.map((one) => <li><a href={`/actor/${encodeURIComponent(one.actor_id)}`}><bdi>{shown(one.name)}</bdi></a> <small>{shown(one.reason)}</small></li>)}</ul></section>}
    </article>
  );
}

// The months of an actor, and a slider over them: what is shown ends with its month, or is that month alone.
function Over({ months, query, name, here }: { months: Summary["months"]; query: URLSearchParams; name: string; here: (changes: Record<string, string | null>) => void }) {
  const until = query.get("until");
  const at = until ? months.findIndex((one) => one.month >= until.slice(0, 7)) : -1;
  const [moved, setMoved] = useState<number | null>(null);
  const value = moved ?? (at < 0 ? months.length - 1 : at);
  const choose = (to: number) => { setMoved(null); here({ until: to >= months.length - 1 ? null : `${months[to]!.month}-31`.replace(/-31$/, `-${new Date(Date.UTC(Number(months[to]!.month.slice(0, 4)), Number(months[to]!.month.slice(5)), 0)).getUTCDate()}`) }); };
  return (
    <>
      <Timeline months={months} query={query} path={`/actor/${encodeURIComponent(name)}`} />
      {months.length > 1 && <label class="over">Up to <output>{months[value]!.month}</output>
        <input type="range" min={0} max={months.length - 1} value={value} aria-valuetext={`up to ${months[value]!.month}`} onInput={(e) => setMoved(Number(e.currentTarget.value))} onChange={(e) => choose(Number(e.currentTarget.value))} /></label>}
    </>
  );
}

// The actor in the middle, the others around it: solid lines for what it did, dashed for what was done to it.
function Network({ data }: { data: ActorPage }) {
  const sums = new Map<string, { name: string; done: number; suffered: number; beside: number }>();
  for (const one of data.partners) {
    const sum = sums.get(one.value) ?? { name: one.name, done: 0, suffered: 0, beside: 0 };
    if (one.as_role === "agent" && one.other_role === "target") sum.done += one.incidents;
    else if (one.as_role === "target" && one.other_role === "agent") sum.suffered += one.incidents;
    else sum.beside += one.incidents;
    sums.set(one.value, sum);
  }
  const around = [...sums].sort((a, b) => b[1].done + b[1].suffered + b[1].beside - a[1].done - a[1].suffered - a[1].beside).slice(0, 14);
  if (!around.length) return null;
  const most = Math.max(...around.map(([, one]) => one.done + one.suffered + one.beside));
  return (
    <figure class="network">
      <svg viewBox="-330 -190 660 380" role="group" aria-label={`Network of ${shown(data.name)}; the tables below hold the same`}>
        {around.map(([id, one], i) => {
          const angle = (i / around.length) * 2 * Math.PI - Math.PI / 2;
          const [x, y] = [Math.cos(angle) * 210, Math.sin(angle) * 140];
          const all = one.done + one.suffered + one.beside;
          const kind = one.done >= Math.max(one.suffered, one.beside) ? "did" : one.suffered >= one.beside ? "was" : "with";
          return (
            <g key={id}>
              <line class={`n-${kind}`} x1={0} y1={0} x2={x} y2={y} stroke-width={1 + (4 * all) / most} />
              <a href={`/actor/${encodeURIComponent(id)}`}><circle cx={x} cy={y} r={6} /><text x={x} y={y + (y < 0 ? -11 : 20)} text-anchor="middle">{shown(one.name).slice(0, 26)} ({all})</text></a>
            </g>);
        })}
        <circle class="mid" r={9} /><text y={-14} text-anchor="middle" class="midname">{shown(data.name).slice(0, 34)}</text>
      </svg>
      <figcaption>Solid: what it did to them; dashed: what they did to it; dotted: together. Thicker is more incidents.</figcaption>
    </figure>
  );
}
