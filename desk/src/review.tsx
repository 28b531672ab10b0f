// The queue: the least sure and most consequential first, decided with the keyboard, every decision undoable.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, type Agreement, type Choices, type Incident, type IncidentPage, type Preview, type Row } from "./api";
import { FIELDS, LABELS } from "./edit";
import { IncidentPageView } from "./incident";
import { go } from "./route";
import { forget, useAsked, useTitle, type Asked } from "./use";
import { bounds, days, shown, some, what } from "./words";

const KEYS: [string, string][] = [
  ["a", "accept, and on to the next"], ["x", "reject, and on to the next"], ["space", "leave it, and on to the next"], ["backspace", "undo the last decision"],
  ["j, k", "next, previous"], ["1 – 9", "correct the field of that number"], ["e", "correct a field in its row; up and down go on to others"], ["m", "merge with the next chosen one"], ["s", "split: choose the documents that leave"], ["?", "these keys"],
];

type Mode = { kind: "read" } | { kind: "edit"; field: string } | { kind: "merge" } | { kind: "split" } | { kind: "help" };

export function ReviewView({ query, writes, choices }: { query: URLSearchParams; writes: boolean; choices: Choices }) {
  useTitle("Review");
  const asked = new URLSearchParams(query);
  asked.delete("id");
  asked.set("limit", "200");
  const [turn, setTurn] = useState(0);
  const list = useAsked<{ items: Row[] }>(`/api/queue?${asked} ${turn}`, () => get("/api/queue", asked));
  const [done, setDone] = useState<string[]>([]);
  const [mode, setMode] = useState<Mode>({ kind: "read" });
  const [said, setSaid] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [pages, setPages] = useState<Record<string, IncidentPage>>({});
  const asking = useRef(new Set<string>());
  const items = (list.data?.items ?? []).filter((one) => !done.includes(one.incident_id));
  const chosen = query.get("id") ?? items[0]?.incident_id ?? null;
  const at = items.findIndex((one) => one.incident_id === chosen);
  const nextId = items[at + 1]?.incident_id ?? (at > 0 ? items[at - 1]?.incident_id : items.find((one) => one.incident_id !== chosen)?.incident_id) ?? null;

  const fetchPage = (id: string, anew = false) => {
    if (!anew && (pages[id] || asking.current.has(id))) return;
    asking.current.add(id);
    get<IncidentPage>(`/api/incidents/${encodeURIComponent(id)}`).then((page) => setPages((before) => ({ ...before, [id]: page })), (error: Error) => setSaid(error.message)).finally(() => asking.current.delete(id));
  };
  // The one shown, and the two after it, so that the next stands there when this one is decided.
  useEffect(() => { [chosen, items[at + 1]?.incident_id, items[at + 2]?.incident_id].forEach((id) => { if (id) fetchPage(id); }); }, [chosen, items.length]);

  const show = (id: string | null) => { const to = new URLSearchParams(query); if (id) to.set("id", id); else to.delete("id"); go("/review", to, true); setMode({ kind: "read" }); };
  const decide = async (body: Record<string, unknown>, leave: boolean) => {
    if (!writes || !chosen) { setSaid("The ledger is open for reading only; nothing was decided."); return; }
    const id = chosen;
    if (leave) { setDone((before) => [...before, id]); show(nextId); }
    try {
      await post("/api/judgements", { id, ...body });
      forget();
      setSaid(`${String(body.decision)}: kept`);
      setFailed(null);
      if (leave) setPages((before) => { const rest = { ...before }; delete rest[id]; return rest; });
      if (!leave) { fetchPage(id, true); setMode({ kind: "read" }); }
      if (body.decision === "merge" || body.decision === "split") setTurn((n) => n + 1);
    } catch (error) {
      setSaid(null);
      setFailed(`Not kept: ${(error as Error).message}`);
      if (leave) { setDone((before) => before.filter((one) => one !== id)); show(id); }
    }
  };
  const undo = async () => {
    try {
      const back = await post<{ judgement: { subject_id: string }; touched: string[] }>("/api/undo", {});
      forget();
      setSaid("undone");
      setDone((before) => before.filter((one) => !back.touched.includes(one)));
      setPages({});
      setTurn((n) => n + 1);
      show(back.judgement.subject_id);
      fetchPage(back.judgement.subject_id, true);
    } catch (error) { setSaid((error as Error).message); }
  };
  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector("dialog[open]")) return;
    const number = Number(event.key);
    const act: Record<string, () => void> = {
      a: () => void decide({ decision: "accept" }, true),
      x: () => void decide({ decision: "reject" }, true),
      " ": () => { if (chosen) setDone((before) => [...before, chosen]); show(nextId); },
      Backspace: () => void undo(),
      j: () => show(items[Math.min(items.length - 1, at + 1)]?.incident_id ?? null),
      k: () => show(items[Math.max(0, at - 1)]?.incident_id ?? null),
      e: () => setMode({ kind: "edit", field: FIELDS[0]! }),
      m: () => setMode({ kind: "merge" }),
      s: () => setMode({ kind: "split" }),
      "?": () => setMode({ kind: "help" }),
      Escape: () => setMode({ kind: "read" }),
    };
    const does = number >= 1 && number <= FIELDS.length ? () => setMode({ kind: "edit", field: FIELDS[number - 1]! }) : act[event.key];
    if (!does) return;
    if (event.key === " " && /^(BUTTON|SUMMARY)$/.test(target.tagName)) return;
    event.preventDefault();
    does();
  };
  const panel = useRef<HTMLDivElement>(null);
  const held = useRef(keys);
  held.current = keys;
  useEffect(() => { const listen = (event: KeyboardEvent) => held.current(event); addEventListener("keydown", listen); return () => removeEventListener("keydown", listen); }, []);
  const page = chosen ? pages[chosen] : undefined;
  return (
    <section class="review">
      <h1 class="sr">Review</h1>
      <div class="bar">
        <button type="button" onClick={() => void decide({ decision: "accept" }, true)} disabled={!writes || !chosen}>Accept <kbd>a</kbd></button>
        <button type="button" onClick={() => void decide({ decision: "reject" }, true)} disabled={!writes || !chosen}>Reject <kbd>x</kbd></button>
        <button type="button" onClick={() => { if (chosen) setDone((before) => [...before, chosen]); show(nextId); }} disabled={!chosen}>Leave <kbd>space</kbd></button>
        <button type="button" onClick={() => void undo()} disabled={!writes}>Undo <kbd>⌫</kbd></button>
        <button type="button" onClick={() => setMode({ kind: "edit", field: FIELDS[0]! })} disabled={!writes || !chosen}>Correct <kbd>e</kbd></button>
        <button type="button" onClick={() => setMode({ kind: "merge" })} disabled={!writes || !chosen}>Merge <kbd>m</kbd></button>
        <button type="button" onClick={() => setMode({ kind: "split" })} disabled={!writes || !chosen}>Split <kbd>s</kbd></button>
        <button type="button" onClick={() => setMode({ kind: "help" })}>Keys <kbd>?</kbd></button>
        <span role="status" aria-live="polite" class="said">{said ?? ""} {items.length} in the queue</span>
      </div>
      {failed && mode.kind !== "edit" && <p class="note bad" role="alert">{failed} <button type="button" onClick={() => setFailed(null)}>Close</button></p>}
      <Sampled query={query} turn={turn + done.length} />
      {mode.kind === "help" && <dl class="keys">{KEYS.map(([key, does]) => <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}{FIELDS.map((field, i) => <div><dt><kbd>{i + 1}</kbd></dt><dd>correct {LABELS[field] ?? field}</dd></div>)}</dl>}
      {mode.kind === "merge" && page && <Merge page={page} items={items.filter((one) => one.incident_id !== chosen)} send={(others, reason) => { setMode({ kind: "read" }); void decide({ decision: "merge", others, reason }, true); }} cancel={() => setMode({ kind: "read" })} />}
      {mode.kind === "split" && page && <Split page={page} send={(leaving, reason) => { setMode({ kind: "read" }); void decide({ decision: "split", leaving, reason }, true); }} cancel={() => setMode({ kind: "read" })} />}
      <div class="reviewing">
        <ol class="queue">{items.slice(Math.max(0, at - 4), Math.max(0, at - 4) + 14).map((one) => (
          <li key={one.incident_id} aria-current={one.incident_id === chosen ? "true" : undefined}>
            <button type="button" onClick={() => { show(one.incident_id); panel.current?.focus(); }}><small>{days(one.date_start, one.date_end)}</small> <bdi>{shown(some(one.agents, "?"))}</bdi> → <bdi>{shown(some(one.targets, "?"))}</bdi> {bounds(one.killed_low, one.killed_best, one.killed_high) && <small>{bounds(one.killed_low, one.killed_best, one.killed_high)} killed</small>}</button>
          </li>))}</ol>
        <div ref={panel} tabIndex={-1} class="opened">{page ? <IncidentPageView key={page.incident.incident_id} page={page} writes={writes} changed={() => { fetchPage(page.incident.incident_id, true); }} failed={mode.kind === "edit" ? failed : null}
          edit={writes ? { field: mode.kind === "edit" ? mode.field : null, choices, open: (field) => { setFailed(null); setMode(field ? { kind: "edit", field } : { kind: "read" }); }, send: (field, value, reason) => void decide({ decision: "correct", field, value, reason }, false) } : null} /> : <p class="wait">{chosen ? "Opening …" : list.waiting ? "Opening the queue …" : "Nothing waits to be decided."}</p>}</div>
      </div>
      {list.error && <p class="note bad" role="alert">{list.error}</p>}
    </section>
  );
}

function Merge({ page, items, send, cancel }: { page: IncidentPage; items: Row[]; send: (others: string[], reason: string) => void; cancel: () => void }) {
  // The nearest of the whole ledger by day or place, and of the queue.
  const around = useAsked<{ items: Row[] }>(`/api/incidents ${page.incident.incident_id}`, () => get("/api/incidents", beside(page.incident)));
  const all = [...(around.data?.items ?? []), ...items].filter((one, i, those) => one.incident_id !== page.incident.incident_id && those.findIndex((other) => other.incident_id === one.incident_id) === i);
  const near = all.sort((a, b) => closeness(page, b) - closeness(page, a)).slice(0, 20);
  const [others, setOthers] = useState<string[]>([]);
  const reason = useRef<HTMLInputElement>(null);
  const key = others.join(" ");
  const preview = useAsked<Preview>(key ? `/api/preview ${page.incident.incident_id} ${key}` : null, () => post("/api/preview", { ids: [page.incident.incident_id, ...others] }));
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); send(others, reason.current!.value); }} onKeyDown={(e) => { if (e.key === "Escape") cancel(); }}>
      <fieldset><legend>Merge with (nearest first)</legend>
        {near.map((one, i) => <label class="check"><input type="checkbox" ref={i === 0 ? (el) => { if (el && !others.length) el.focus(); } : undefined} checked={others.includes(one.incident_id)} onChange={(e) => setOthers(e.currentTarget.checked ? [...others, one.incident_id] : others.filter((id) => id !== one.incident_id))} /> <span>{days(one.date_start, one.date_end)} <bdi>{shown(some(one.agents, "?"))}</bdi> → <bdi>{shown(some(one.targets, "?"))}</bdi>, <bdi>{shown(one.place_name ?? "place unknown")}</bdi></span></label>)}
      </fieldset>
      {preview.data && others.length > 0 && <p>{preview.data.differs.length ? <>They differ in: <b>{preview.data.differs.join(", ")}</b>; all values are kept side by side.</> : "They differ in nothing that is settled."}</p>}
      {others.length > 0 && <After preview={preview} before={[page.incident]} />}
      <label>Reason <input ref={reason} /></label>
      <button type="submit" disabled={!others.length}>Merge</button><button type="button" onClick={cancel}>Cancel</button>
    </form>
  );
}

// What there would be: each field beside what it is now, the ones that change marked.
function After({ preview, before }: { preview: Asked<Preview>; before: Incident[] }) {
  if (preview.error) return <p class="note bad">{preview.error}</p>;
  const after = preview.data?.after;
  if (!after) return preview.waiting ? <p class="wait">Working out what there would be …</p> : null;
  const now = preview.data!.incidents.length > 1 ? preview.data!.incidents : before;
  const all = [...now, ...after];
  const rows: [string, (one: Incident) => string][] = [
    ["who", (one) => some(one.agents.map((a) => a.name ?? a.text), "")], ["whom", (one) => some(one.targets.map((a) => a.name ?? a.text), "")],
    ["when", (one) => days(one.date_start, one.date_end)], ["where", (one) => one.place?.name ?? one.place?.text ?? ""], ["how", (one) => what(one.event_type, one.event_mode)],
    ["killed", (one) => toll(one, "killed")], ["injured", (one) => toll(one, "injured")], ["standing", (one) => one.standing],
    ["sources", (one) => String(one.n_origins)], ["documents", (one) => String(one.n_documents)],
  ];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="What there would be">
      <table class="after"><caption>What there is, and what there would be</caption>
        <thead><tr><td />{now.map((_, i) => <th scope="col">now{now.length > 1 && ` ${i + 1}`}</th>)}{after.map((_, i) => <th scope="col">then{after.length > 1 && ` ${i + 1}`}</th>)}</tr></thead>
        <tbody>{rows.map(([name, of]) => (
          <tr class={new Set(all.map(of)).size > 1 ? "differs" : ""}><th scope="row">{name}</th>{all.map((one) => <td><bdi>{shown(of(one) || "–")}</bdi></td>)}</tr>))}</tbody>
      </table>
    </div>
  );
}

const toll = (one: Incident, measure: string) => { const t = one.tolls[measure]; return t ? bounds(t.low, t.best, t.high) : ""; };

// The same incidents for two people, who do not see what the other decided, and how far they agree.
function Sampled({ query, turn }: { query: URLSearchParams; turn: number }) {
  const seed = query.get("sample");
  const n = query.get("n") ?? "100";
  const seedIn = useRef<HTMLInputElement>(null);
  const nIn = useRef<HTMLInputElement>(null);
  const asked = new URLSearchParams(seed ? { sample: seed, n } : {});
  const [open, setOpen] = useState(seed !== null);
  const found = useAsked<Agreement>(open ? `/api/agreement?${asked} ${turn}` : null, () => get("/api/agreement", asked));
  const start = () => { const to = new URLSearchParams(query); to.delete("id"); to.set("sample", seedIn.current!.value); to.set("n", nIn.current!.value); go("/review", to); };
  const stop = () => { const to = new URLSearchParams(query); ["id", "sample", "n"].forEach((key) => to.delete(key)); go("/review", to); };
  return (
    <details class="decide sampled" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Double coding{seed && <>: sample <bdi>{shown(seed)}</bdi> of {n}</>}</summary>
      <form onSubmit={(e) => { e.preventDefault(); start(); }}>
        <label>Word that draws the sample <input ref={seedIn} required maxLength={100} defaultValue={seed ?? ""} placeholder="the same for both, as round-1" /></label>
        <label>Incidents <input ref={nIn} type="number" min="1" max="10000" required defaultValue={n} /></label>
        <button type="submit">Draw</button>{seed && <button type="button" onClick={stop}>Back to the whole queue</button>}
      </form>
      <p class="soft">Everybody who gives the same word gets the same incidents, in the same order, and sees of none what another decided.</p>
      {found.error && <p class="note bad" role="alert">{found.error}</p>}
      {found.data && (found.data.doubly === 0 ? <p>Nothing{seed && " of this sample"} was judged by two people yet.</p> : <>
        <p class="alpha">Krippendorff's alpha <b>{found.data.alpha === null ? "not defined: all said the same" : found.data.alpha.toFixed(3)}</b>, over what each decided: {found.data.alike} of {found.data.doubly} incidents judged alike by {found.data.authors.map((one, i) => <>{i > 0 && ", "}<bdi>{shown(one)}</bdi></>)}.</p>
        {Object.keys(found.data.differing).length > 0 && <table><caption>Judged differently</caption>
          <thead><tr><th scope="col">incident</th>{found.data.authors.map((one) => <th scope="col"><bdi>{shown(one)}</bdi></th>)}</tr></thead>
          <tbody>{Object.entries(found.data.differing).slice(0, 50).map(([id, said]) => <tr><th scope="row"><a href={`/incident/${id}`}>{id}</a></th>{found.data!.authors.map((one) => <td>{said[one] ?? "–"}</td>)}</tr>)}</tbody></table>}
      </>)}
    </details>
  );
}

function beside(incident: Incident): URLSearchParams {
  const asked = new URLSearchParams({ limit: "300" });
  const [first, last] = [incident.date_start ?? incident.date_end, incident.date_end ?? incident.date_start];
  const shift = (day: string, n: number) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
  if (first && last) { asked.set("since", shift(first, -3)); asked.set("until", shift(last, 3)); }
  else if (incident.place) asked.set("q", incident.place.name ?? incident.place.text);
  return asked;
}

function closeness(page: IncidentPage, row: Row): number {
  const here = page.incident;
  let near = 0;
  if (here.date_start && row.date_start) near -= Math.min(30, Math.abs(Date.parse(here.date_start) - Date.parse(row.date_start)) / 86_400_000) / 10;
  else near -= 3;
  if (here.place?.name && here.place.name === row.place_name) near += 2;
  if (here.event_type === row.event_type) near += 1;
  const names = new Set([...here.agents, ...here.targets].map((one) => one.name ?? one.text));
  return near + [...row.agents, ...row.targets].filter((one) => names.has(one)).length;
}

function Split({ page, send, cancel }: { page: IncidentPage; send: (leaving: string[], reason: string) => void; cancel: () => void }) {
  const [leaving, setLeaving] = useState<string[]>([]);
  const reason = useRef<HTMLInputElement>(null);
  const opening = page.reports.filter((one) => one.bond === "opens" || one.bond === "supports");
  const fits = leaving.length > 0 && leaving.length < opening.length;
  const key = [...leaving].sort().join(" ");
  const preview = useAsked<Preview>(fits ? `/api/preview ${page.incident.incident_id} - ${key}` : null, () => post("/api/preview", { id: page.incident.incident_id, leaving }));
  const toggle = (id: string, on: boolean) => setLeaving(on ? [...leaving, id] : leaving.filter((one) => one !== id));
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); send(leaving, reason.current!.value); }} onKeyDown={(e) => { if (e.key === "Escape") cancel(); }}>
      <fieldset><legend>These reports tell of another incident</legend>
        {opening.map((one, i) => <label class="check"><input type="checkbox" ref={i === 0 ? (el) => { if (el && !leaving.length) el.focus(); } : undefined} checked={leaving.includes(one.report_id)} onChange={(e) => toggle(one.report_id, e.currentTarget.checked)} /> <span><bdi>{shown(one.document ?? "")}</bdi>: <q dir="auto">{shown(one.quote)}</q></span></label>)}
      </fieldset>
      <p>{leaving.length} leave, {opening.length - leaving.length} stay.</p>
      {fits && <After preview={preview} before={[page.incident]} />}
      <label>Reason <input ref={reason} /></label>
      <button type="submit" disabled={!leaving.length || leaving.length === opening.length}>Split</button><button type="button" onClick={cancel}>Cancel</button>
    </form>
  );
}
