// One incident: who says what of it, how its toll rose, who denies it, and what people decided.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, type Cell, type Choices, type IncidentPage, type Report, type Step } from "./api";
import { Card, voices } from "./card";
import { fieldOf, LABELS, Settled, type Editing } from "./edit";
import { go } from "./route";
import { forget, useAsked, useTitle } from "./use";
import { bounds, days, described, NOBODY, placed, plural, safeUrl, shown, some, STANDING, what } from "./words";

export function IncidentView({ id, writes, choices }: { id: string; writes: boolean; choices: Choices }) {
  const [turn, again] = useState(0);
  const page = useAsked<IncidentPage>(`/api/incidents/${id} ${turn}`, () => get(`/api/incidents/${encodeURIComponent(id)}`));
  useTitle(page.data && titled(page.data.incident));
  if (page.error) return <section class="page"><h1>No incident</h1><p class="note bad" role="alert">{page.error}</p><a href="/">Back to the overview</a></section>;
  if (!page.data) return <p class="wait">Opening the incident …</p>;
  return <Alone page={page.data} asked={id} writes={writes} choices={choices} changed={() => again((n) => n + 1)} />;
}

function Alone({ choices, ...rest }: { page: IncidentPage; asked: string; writes: boolean; choices: Choices; changed: () => void }) {
  const [field, open] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const send = async (name: string, value: string, reason: string) => {
    try {
      await post("/api/judgements", { decision: "correct", id: rest.page.incident.incident_id, field: name, value, reason });
      forget(); setFailed(null); open(null); rest.changed();
    } catch (error) { setFailed(`Not kept: ${(error as Error).message}`); }
  };
  return <IncidentPageView {...rest} failed={failed} edit={rest.writes ? { field, open: (to) => { setFailed(null); open(to); }, send: (...given) => void send(...given), choices } : null} />;
}

function titled(incident: IncidentPage["incident"]): string {
  const names = (actors: { name: string | null; text: string | null }[], none: string) => some(actors.map((one) => one.name ?? one.text), none);
  return shown(`${names(incident.agents, "Somebody unknown")} → ${names(incident.targets, NOBODY)}, ${days(incident.date_start, incident.date_end)}`);
}

// What is drawn at once of incidents with hundreds of reports; the rest is a click away.
const FIRST_CARDS = 6;
const FIRST_COLUMNS = 10;
// The rule that a value without a rival was taken by: nobody needs to read it in every row.
const ONLY = "the only value";

function Long<T>({ items, first, noun, ordered, children }: { items: T[]; first: number; noun: string; ordered?: string; children: (item: T) => ComponentChildren }) {
  const [all, setAll] = useState(false);
  const some = all ? items : items.slice(0, first);
  return (
    <>
      {ordered ? <ol class={ordered}>{some.map(children)}</ol> : <ul>{some.map(children)}</ul>}
      {some.length < items.length && <button type="button" class="more" onClick={() => setAll(true)}>Show all {plural(items.length, noun)}</button>}
    </>
  );
}

function Then({ value }: { value: unknown }) {
  const said = inWords(value);
  return <bdi>{shown(said.length > 120 ? `${said.slice(0, 119)}…` : said)}</bdi>;
}

// A value of an incident's record as a reader would say it.
function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return NOBODY;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length ? (value.length > 6 ? `${value.length} of them` : value.map(inWords).join(", ")) : NOBODY;
  const one = value as Record<string, unknown>;
  const number = (key: string) => (typeof one[key] === "number" ? (one[key] as number) : null);
  if ("information" in one) return `${String(one.source)}${String(one.information)}`;
  if ("low" in one && "high" in one) return bounds(number("low"), number("best"), number("high")) || NOBODY;
  if ("decision" in one) return `${String(one.decision)} by ${String(one.author)}`;
  if ("name" in one || "text" in one) return String(one.name ?? one.text ?? NOBODY);
  return Object.entries(one).map(([key, held]) => `${key} ${inWords(held)}`).join(", ") || NOBODY;
}

export function IncidentPageView({ page, asked, writes, edit, failed, changed }: { page: IncidentPage; asked?: string; writes: boolean; edit: Editing | null; failed?: string | null; changed: () => void }) {
  const { incident, reports } = page;
  const [open, setOpen] = useState<string[] | null>(null);
  const [wide, setWide] = useState(FIRST_COLUMNS);
  const byId = new Map(reports.map((one) => [one.report_id, one]));
  // A field that no report gives has a row while it is edited.
  const asIs = new Set(page.grid.rows.map((row) => fieldOf(row.field)));
  const added = edit?.field && !asIs.has(edit.field) ? [{ field: edit.field, label: LABELS[edit.field] ?? edit.field, cells: page.grid.columns.map((): Cell[] => []), agrees: true, rule: null }] : [];
  const rows = [...page.grid.rows, ...added];
  return (
    <article class="page incident">
      <header>
        <p class="kicker">{days(incident.date_start, incident.date_end)} · <bdi>{shown(placed(incident.place, "place unknown"))}{incident.place?.radius_km ? <small> to about {Math.max(1, Math.round(incident.place.radius_km))} km</small> : null}</bdi></p>
        <h1><Names actors={incident.agents} none="Somebody unknown" /> → <Names actors={incident.targets} none={NOBODY} /></h1>
        <p>
          <b>{what(incident.event_type, incident.event_mode)}</b>{incident.acled_sub_event && <> ({incident.acled_sub_event})</>}
          {Object.entries(incident.tolls).map(([measure, toll]) => { const said = bounds(toll.low, toll.best, toll.high); return said ? <> · {said} {measure}</> : null; })}
        </p>
        <p>
          <span class={`tag s-${incident.standing}`} title={STANDING[incident.standing]}>{incident.standing}</span>{" "}
          {plural(incident.n_origins, "independent source")} in {plural(incident.n_outlets, "outlet")}, {plural(incident.n_documents, "document")}
          {incident.grade && <> · grade <b title={`${incident.grade.why_source}; ${incident.grade.why_information}`}>{incident.grade.source}{incident.grade.information}</b></>}
          {incident.status !== "live" && <span class="tag odd">{incident.status}</span>}
        </p>
        {asked && !incident.incident_id.startsWith(asked) && <p class="note">{asked} leads here: it is part of this incident now.</p>}
        {incident.contradictions.length > 0 && <p class="note warn"><b>Its reports disagree</b> on {incident.contradictions.map((one, i) => <>{i > 0 && "; "}<bdi>{shown(one)}</bdi></>)}.</p>}
        <Decisions page={page} writes={writes} changed={changed} />
      </header>
      <section aria-labelledby="grid">
        <h2 id="grid">Who says what</h2>
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of who says what">
          <table class="grid">
            <thead><tr><td /><th scope="col" class="taken">taken as<small>what the incident says</small></th>{page.grid.columns.slice(0, wide).map((one) => {
              const outlets = one.outlets.join(", ");
              return <th scope="col" key={one.origin} title={shown(`${one.name}, in ${outlets}`)}><bdi>{shown(one.name)}</bdi><small>{outlets === one.name ? "its own account" : <>in <bdi>{shown(outlets)}</bdi></>}</small></th>;
            })}</tr></thead>
            <tbody>
              {rows.map((row) => {
                const field = fieldOf(row.field);
                return (
                  <tr key={row.field} class={row.agrees ? "agrees" : "differs"}>
                    <th scope="row">{row.label}{!row.agrees && <span class="odd" title="They disagree"> ≠<span class="sr"> they disagree</span></span>}</th>
                    <td class="taken">
                      {field ? <Settled incident={incident} field={field} label={row.label} told={row.cells.flat().map((one) => one.label)} edit={edit} />
                        : [...new Set(row.cells.flat().filter((one) => one.settled).map((one) => one.label))].map((one) => <b><bdi>{shown(one)}</bdi> </b>)}
                      {failed && field !== null && edit?.field === field && <small class="note bad" role="alert">{shown(failed)}</small>}
                      {row.rule && row.rule !== ONLY && new Set(row.cells.flat().map((one) => one.label)).size > 1 && <small title="Why this value was taken">{row.rule}</small>}
                    </td>
                    {row.cells.slice(0, wide).map((cells) => <td><Values cells={cells} open={setOpen} /></td>)}
                  </tr>);
              })}
            </tbody>
          </table>
        </div>
        {wide < page.grid.columns.length && <button type="button" class="more" onClick={() => setWide(page.grid.columns.length)}>Show all {page.grid.columns.length} sources; these {wide} have most documents</button>}
        {open && <Cards reports={open.map((one) => byId.get(one)).filter((one): one is Report => !!one)} close={() => setOpen(null)} />}
      </section>
      <History history={incident.history} />
      <Others incident={incident} />
      <Beside page={page} />
      <section aria-labelledby="told">
        <h2 id="told">Every report</h2>
        <Long items={reports.filter((one) => !page.beside.includes(one.report_id))} first={FIRST_CARDS} noun="report" ordered="cards">{(one) => <li key={one.report_id}><Card report={one} /></li>}</Long>
      </section>
      <section aria-labelledby="docs">
        <h2 id="docs">Documents</h2>
        <Long items={page.documents} first={20} noun="document">{(one) => <li key={one.doc_id}>{one.published ?? "undated"} · <a href={`/document/${one.doc_id}`}><bdi>{shown(one.title ?? one.outlet)}</bdi></a> (<bdi>{shown(one.outlet)}</bdi>) <Source url={one.url} /></li>}</Long>
      </section>
      <section aria-labelledby="changes">
        <h2 id="changes">What became of it</h2>
        {page.changes.length === 0 && <p>Nothing has changed since it was first linked.</p>}
        <ol class="plain">{page.changes.map((one) => <li>{one.made_at.replace("T", " ").slice(0, 16)} UTC: {one.change}{one.judgement_id && " by a decision"}
          {one.fields.length > 0 && <ul>{one.fields.slice(0, 12).map((field) => <li>{field}: <Then value={one.before?.[field]} /> → <Then value={one.after?.[field]} /></li>)}{one.fields.length > 12 && <li>and {one.fields.length - 12} more</li>}</ul>}</li>)}</ol>
      </section>
      <p class="id">{incident.incident_id}</p>
    </article>
  );
}

const FIRST_NAMES = 3;

function Names({ actors: given, none }: { actors: { actor_id: string | null; name: string | null; text: string | null }[]; none: string }) {
  const [all, setAll] = useState(false);
  if (!given.length) return <>{none}</>;
  // Who has a name stands before who is only described. One more takes no more room than to say so.
  const [bare, named] = [given.filter((one) => !one.actor_id && described(one.name ?? one.text)), given.filter((one) => one.actor_id || !described(one.name ?? one.text))];
  const actors = [...named, ...bare];
  const few = all || actors.length <= FIRST_NAMES + 1 ? actors : actors.slice(0, FIRST_NAMES);
  return <>{few.map((one, i) => <>{i > 0 && ", "}<a href={`/actor/${encodeURIComponent(one.actor_id ?? one.name ?? one.text ?? "")}`}><bdi>{shown(one.name ?? one.text ?? "?")}</bdi></a></>)}
    {few.length < actors.length && <>{" "}<button type="button" class="also" onClick={() => setAll(true)}>and {actors.length - few.length} more</button></>}</>;
}

function Values({ cells, open }: { cells: Cell[]; open: (ids: string[]) => void }) {
  if (!cells.length) return <span class="none">{NOBODY}<span class="sr">says nothing</span></span>;
  return <>{cells.map((one) => <button type="button" class={one.settled ? "value settled" : "value"} onClick={() => open(one.report_ids)} title="Show the words"><bdi>{shown(one.label)}</bdi></button>)}</>;
}

// A modal of the browser's own: it keeps the focus, ends with Escape, and gives the focus back.
function Cards({ reports, close }: { reports: Report[]; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current!.showModal(); }, []);
  return (
    <dialog ref={dialog} class="drawer" aria-label="The words behind this value" onClose={close} onClick={(e) => { if (e.target === dialog.current) dialog.current!.close(); }}>
      <div>
        <button type="button" class="close" onClick={() => dialog.current!.close()}>Close</button>
        {reports.map((one) => <Card key={one.report_id} report={one} />)}
      </div>
    </dialog>
  );
}

export function Source({ url }: { url: string | null }) {
  const address = safeUrl(url);
  return address ? <a class="out" href={address} target="_blank" rel="noopener noreferrer">open source <small>{shown(address)}</small></a> : null;
}

function History({ history }: { history: Record<string, Step[]> }) {
  const rows = Object.entries(history).filter(([, steps]) => steps.length > 1);
  if (!rows.length) return null;
  return (
    <section aria-labelledby="rose">
      <h2 id="rose">How the toll was told</h2>
      {rows.map(([measure, steps]) => (
        <><table class="steps"><caption>{measure}</caption>
          <thead><tr><th scope="col">published</th><th scope="col">figure</th><th scope="col">outlets</th><th scope="col">since then</th></tr></thead>
          <tbody>{steps.map((one) => <tr class={one.current ? "" : "old"}><td>{one.published ?? "undated"}</td><td>{bounds(one.low, one.best, one.high) || "no figure"}</td><td><bdi>{shown(one.outlets.join(", "))}</bdi></td><td>{one.revised ? "says it has changed" : one.current ? "" : "replaced since"}</td></tr>)}</tbody>
        </table><Rising measure={measure} steps={steps} /></>
      ))}
    </section>
  );
}

// The figures in the order in which they were printed: full up to the least, light up to the highest, a line at the best.
function Rising({ measure, steps }: { measure: string; steps: Step[] }) {
  const told = steps.filter((one) => one.low !== null || one.best !== null || one.high !== null);
  const top = (one: Step) => one.high ?? one.best ?? one.low ?? 0;
  const most = Math.max(1, ...told.map(top));
  if (told.length < 2) return null;
  const [wide, tall] = [Math.min(46, 560 / told.length), 110];
  const y = (n: number) => 18 + (1 - n / most) * tall;
  return (
    <svg class="rising" viewBox={`0 0 ${Math.max(300, told.length * wide + 40)} ${tall + 36}`} preserveAspectRatio="xMinYMid meet" role="img" aria-label={`How many ${measure}, as it was told: ${told.map((one) => bounds(one.low, one.best, one.high)).join(", then ")}`}>
      {told.map((one, i) => {
        const [low, high] = [one.low ?? one.best ?? 0, top(one)];
        const x = 30 + i * wide;
        const best = one.best ?? low;
        return (
          <g key={i} class={one.current ? "" : "gone"}>
            <rect class="sure" x={x} y={y(low)} width={wide * 0.6} height={y(0) - y(low)} />
            <rect x={x} y={y(high)} width={wide * 0.6} height={y(low) - y(high)} />
            <line x1={x} x2={x + wide * 0.6} y1={y(best)} y2={y(best)} />
            <text x={x + wide * 0.3} y={y(high) - 3} text-anchor="middle">{one.high === null ? `≥${low}` : low === high ? low : `${low}–${high}`}</text>
            {(i % Math.ceil(told.length / 8) === 0) && <text x={x} y={tall + 32}>{(one.published ?? "?").slice(5)}</text>}
          </g>);
      })}
    </svg>
  );
}

const ROLES: Record<string, string> = { partner: "did it with them", ordered_by: "ordered it", led_by: "led it", helped_by: "helped", about: "about" };
const ORDER = ["ordered_by", "led_by", "helped_by", "partner", "about"];

function Others({ incident }: { incident: IncidentPage["incident"] }) {
  if (!incident.others.length) return null;
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">Behind it</h2>
      <ol class="chain">
        {ORDER.flatMap((role) => incident.others.filter((one) => one.role === role)).map((one) => <li><span class="link"><Names actors={[one]} none="" /><small>{ROLES[one.role] ?? one.role}</small></span></li>)}
        <li><span class="link"><Names actors={incident.agents} none="Somebody unknown" /><small>who did it</small></span></li>
        <li><span class="link"><Names actors={incident.targets} none={NOBODY} /><small>to whom</small></span></li>
      </ol>
    </section>
  );
}

function Beside({ page }: { page: IncidentPage }) {
  const beside = page.reports.filter((one) => page.beside.includes(one.report_id));
  const readers = beside.filter((one) => one.passage === "comment");
  const others = beside.filter((one) => one.passage !== "comment");
  return (
    <>
      {others.length > 0 && <section aria-labelledby="deny"><h2 id="deny">Denials, doubts, warnings</h2><ol class="cards">{others.map((one) => <li><Card report={one} /></li>)}</ol></section>}
      {readers.length > 0 && <section aria-labelledby="readers"><h2 id="readers">Readers' remarks</h2><p>Readers never open an incident or raise a count.</p><ol class="cards">{readers.map((one) => <li><Card report={one} /></li>)}</ol></section>}
    </>
  );
}

function Decisions({ page, writes, changed }: { page: IncidentPage; writes: boolean; changed: () => void }) {
  const [said, setSaid] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const id = page.incident.incident_id;
  const act = async (path: string, body: object) => {
    try { await post(path, body); forget(); setSaid(null); changed(); }
    catch (error) { setSaid((error as Error).message); }
  };
  return (
    <details class="decide">
      <summary>Decisions{page.incident.judgements.length ? ` (${page.incident.judgements.length})` : ""}</summary>
      <ul>{page.incident.judgements.map((one) => (
        <li><b>{one.decision}</b>{one.field && <> {one.field}: <bdi>{shown(JSON.stringify(one.value))}</bdi> (the reports: <bdi>{shown(JSON.stringify(one.machine))}</bdi>)</>} by <bdi>{shown(one.author)}</bdi>, {one.made_at.slice(0, 16).replace("T", " ")}{one.reason && <>: <bdi>{shown(one.reason)}</bdi></>}{" "}
          {writes && <button type="button" onClick={() => void act("/api/undo", { judgement_id: one.judgement_id })}>undo</button>}</li>
      ))}</ul>
      {writes ? (
        <form onSubmit={(e) => { e.preventDefault(); void act("/api/judgements", { decision: "accept", id, reason }); }}>
          <label>Reason <input value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>
          <button type="submit">Accept</button>
          <button type="button" onClick={() => void act("/api/judgements", { decision: "reject", id, reason })}>Reject</button>
          <span class="soft">To correct a value, click on it in the column “taken as” below.</span>
        </form>
      ) : <p>The ledger is open for reading only.</p>}
      {said && <p class="note bad" role="alert">{said}</p>}
      <p><button type="button" onClick={() => go("/review", new URLSearchParams({ id }))}>Review it with the keyboard</button></p>
    </details>
  );
}

export { voices };
