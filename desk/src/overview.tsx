// All incidents that the address asks for: on a map, over time, in a list.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, type Count, type Point, type Row, type Summary } from "./api";
import { Actors, Facets } from "./facets";
import { download, toCsv } from "./download";
import { go, withQuery } from "./route";
import { Timeline } from "./timeline";
import { useAsked, useTitle, useWide } from "./use";
import { bounds, days, NOBODY, plural, shown, some, what } from "./words";

interface Listed { items: Row[]; total: number; next: number | null; words: string }

export function Overview({ query }: { query: URLSearchParams }) {
  const key = query.toString();
  useTitle(key ? "Some incidents" : "All incidents");
  const summary = useAsked<Summary>(`/api/summary?${key}`, () => get("/api/summary", query));
  const [more, setMore] = useState<{ key: string; rows: Row[]; next: number | null } | null>(null);
  const list = useAsked<Listed>(`/api/incidents?${key}`, () => get("/api/incidents", query));
  useEffect(() => setMore(null), [key]);
  const rows = [...(list.data?.items ?? []), ...(more?.key === key ? more.rows : [])];
  const next = more?.key === key ? more.next : list.data?.next ?? null;
  const load = async () => {
    const asked = new URLSearchParams(query);
    asked.set("offset", String(next));
    const got = await get<Listed>("/api/incidents", asked);
    setMore({ key, rows: [...(more?.key === key ? more.rows : []), ...got.items], next: got.next });
  };
  const total = summary.data?.total;
  const waiting = summary.waiting || list.waiting;
  return (
    <section class="overview" aria-busy={waiting} data-shown={waiting ? undefined : key}>
      <h1 class="sr">Overview</h1>
      <Filters query={query} summary={summary.data} />
      {(summary.error ?? list.error) && <p class="note bad" role="alert">{summary.error ?? list.error}</p>}
      <p class="total" role="status" aria-live="polite">
        {total ? (
          <>
            <b>{plural(total.incidents, "incident")}</b> (from {plural(total.reports ?? 0, "report")})
            {total.killed_high ? <>, <b>{bounds(total.killed_low, total.killed_best, total.killed_high)}{total.killed_open ? "+" : ""}</b> killed</> : null}
            {total.first && <>, {days(total.first, total.last)}</>}
            {total.undated > 0 && <>; {total.undated.toLocaleString("en")} without a day</>}
            {total.unplaced > 0 && <>; {total.unplaced.toLocaleString("en")} without a point on the map</>}
          </>
        ) : "Counting …"}
      </p>
      {summary.data && (
        <Timeline months={summary.data.months} query={query} />
      )}
      <div class="split">
        <MapPane query={query} ready={!waiting} />
        <div class="list">
          <div class="bar">
            <label>Order <select value={query.get("sort") ?? "date"} onChange={(e) => go("/", withQuery(query, { sort: e.currentTarget.value === "date" ? null : e.currentTarget.value }))}>
              <option value="date">newest first</option><option value="oldest">oldest first</option>
              <option value="killed">most killed</option><option value="origins">most sources</option>
            </select></label>
            <button type="button" onClick={() => download("incidents.csv", "text/csv", toCsv(rows))} disabled={!rows.length}>CSV of this list</button>
          </div>
          {list.data && !rows.length && <Empty query={query} />}
          <ol class="rows">
            {rows.map((row) => <li key={row.incident_id}><Line row={row} /></li>)}
          </ol>
          {next !== null && <button type="button" class="more" onClick={() => void load()}>Show more ({(list.data!.total - rows.length).toLocaleString("en")} left)</button>}
        </div>
        {summary.data && <><Facets summary={summary.data} query={query} /><Actors summary={summary.data} query={query} /></>}
      </div>
    </section>
  );
}

export function Line({ row }: { row: Row }) {
  const toll = [["killed", bounds(row.killed_low, row.killed_best, row.killed_high)], ["injured", bounds(row.injured_low, row.injured_best, row.injured_high)]].filter(([, n]) => n && n !== "0");
  return (
    <a class={`line s-${row.standing}`} href={`/incident/${row.incident_id}`}>
      <span class="when">{days(row.date_start, row.date_end)}</span>
      <span class="who">
        <b><bdi>{shown(some(row.agents, "somebody unknown"))}</bdi></b> → <b><bdi>{shown(some(row.targets, NOBODY))}</bdi></b>
      </span>
      <span class="what">
        <span class="kind">{what(row.event_type, row.event_mode)}</span>
        <span class="where"><bdi>{row.place_name ? shown(row.place_name) : "place unknown"}</bdi>{row.country_iso3 && <span class="iso">, {row.country_iso3}</span>}</span>
        {toll.map(([name, n]) => <b class="toll">{n} {name}</b>)}
        <span class="from"><span class="tag">{row.standing}</span> {plural(row.n_origins, "source")}
          {row.n_contradictions > 0 && <span class="tag odd" title="Its reports disagree">≠<span class="sr"> its reports disagree</span></span>}
          {row.judged > 0 && <span class="tag ok" title="A person has decided on it">✓<span class="sr"> decided on</span></span>}
        </span>
      </span>
    </a>
  );
}

function Empty({ query }: { query: URLSearchParams }) {
  return <p class="empty">No incident fits{query.toString() ? <>. <a href="/">Take all filters off</a></> : "; the ledger holds none yet."}</p>;
}

const FLAGS = [["with_toll", "with dead or injured"], ["disputed", "reports disagree"], ["rejected", "rejected ones"]] as const;

function Filters({ query, summary }: { query: URLSearchParams; summary: Summary | null }) {
  const wide = useWide();
  const set = (changes: Record<string, string | string[] | null>) => go("/", withQuery(query, changes));
  const chosen = ["type", "mode", "country", "standing", "actor", "agent", "target"].flatMap((key) => query.getAll(key).map((value) => [key, value] as const));
  const others = ["since", "until", "min_origins", ...FLAGS.map(([key]) => key)].filter((key) => query.has(key)).length;
  const search = useRef<HTMLInputElement>(null);
  const name = (key: string, value: string) => (["actor", "agent", "target"].includes(key) ? summary?.actors.find((one) => one.value === value)?.name ?? value : value);
  return (
    <form class="filters" role="search" onSubmit={(e) => { e.preventDefault(); set({ q: search.current!.value }); }}>
      <span class="find"><label class="wide">Words <input ref={search} name="q" type="search" defaultValue={query.get("q") ?? ""} key={query.get("q") ?? ""} placeholder="a place, an actor, an id" /></label><button type="submit">Find</button></span>
      <details class="fold" open={wide}>
        <summary>Filters{chosen.length + others > 0 && ` (${chosen.length + others} on)`}</summary>
        <div class="picks">
          <Pick name="type" label="Type" counts={summary?.types} query={query} />
          <Pick name="mode" label="Mode" counts={summary?.modes} query={query} />
          <Pick name="country" label="Country" counts={summary?.countries} query={query} />
          <Pick name="standing" label="Standing" counts={summary?.standings} query={query} />
          <Pick name="actor" label="Actor" counts={summary?.actors} query={query} />
          <label>From <input type="date" value={query.get("since") ?? ""} onChange={(e) => set({ since: e.currentTarget.value })} /></label>
          <label>To <input type="date" value={query.get("until") ?? ""} onChange={(e) => set({ until: e.currentTarget.value })} /></label>
          <label>Sources at least <input type="number" min="0" max="99" value={query.get("min_origins") ?? ""} onChange={(e) => set({ min_origins: e.currentTarget.value })} /></label>
          {FLAGS.map(([key, text]) => (
            <label class="check"><input type="checkbox" checked={query.get(key) === "1"} onChange={(e) => set({ [key]: e.currentTarget.checked ? "1" : null })} /> {text}</label>
          ))}
        </div>
      </details>
      {(chosen.length > 0 || query.has("bbox")) && (
        <p class="chosen">
          {chosen.map(([key, value]) => (
            <button type="button" class="chip" aria-label={`Take off: ${key} ${shown(name(key, value))}`} onClick={() => set({ [key]: query.getAll(key).filter((one) => one !== value) })}>{key}: <bdi>{shown(name(key, value))}</bdi> ×</button>
          ))}
          {query.has("bbox") && <button type="button" class="chip" onClick={() => set({ bbox: null })}>this stretch of map ×</button>}
          <a href="/">All off</a>
        </p>
      )}
    </form>
  );
}

function Pick({ name, label, counts, query }: { name: string; label: string; counts: Count[] | undefined; query: URLSearchParams }) {
  const left = (counts ?? []).filter((one) => !query.getAll(name).includes(one.value));
  return (
    <label>{label} <select value="" onChange={(e) => { if (e.currentTarget.value) go("/", withQuery(query, { [name]: [...query.getAll(name), e.currentTarget.value] })); }}>
      <option value="">any</option>
      {left.map((one) => <option value={one.value}>{shown(one.name ?? one.value)} ({one.incidents.toLocaleString("en")})</option>)}
    </select></label>
  );
}

// The map comes after the counts and the list, which it would hold up.
function MapPane({ query, ready }: { query: URLSearchParams; ready: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const made = useRef<Promise<import("./map").DeskMap> | null>(null);
  const state = useRef(query);
  state.current = query;
  const key = query.toString();
  const [wanted, setWanted] = useState(false);
  useEffect(() => { if (ready) { const soon = setTimeout(() => setWanted(true), 50); return () => clearTimeout(soon); } }, [ready]);
  useEffect(() => {
    if (!wanted) return;
    made.current = import("./map").then((module) => module.makeMap(box.current!, {
      points: (cell) => { const asked = new URLSearchParams(state.current); asked.set("cell", String(cell)); return get<{ items: Point[] }>("/api/points", asked).then((got) => got.items); },
      open: (id) => go(`/incident/${id}`),
      failed: (error) => setFailed(error.message),
      within: (bbox) => go("/", withQuery(state.current, { bbox })),
    }));
    made.current.catch((error: Error) => setFailed(error.message));
    return () => { void made.current?.then((map) => map.remove()).catch(() => undefined); };
  }, [wanted]);
  useEffect(() => { if (ready) void made.current?.then((map) => map.refresh()).catch(() => undefined); }, [key, ready]);
  return (
    <div class="mapbox">
      <div ref={box} class="map" role="group" aria-label="Map of the incidents; the list holds the same" />
      {failed && <p class="note">The map cannot be drawn here ({failed}); the list holds the same incidents.</p>}
      <p class="legend"><span class="dot solid" /> told by an article itself <span class="dot dashed" /> only claimed, hearsay or disputed <span class="ring" /> how far off it may lie</p>
    </div>
  );
}
