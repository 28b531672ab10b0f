// A claim against the ledger: what it holds for and against it, and how much of that time it has read.
import { useRef, useState } from "preact/hooks";
import { get, type Answer } from "./api";
import { voices } from "./card";
import { go } from "./route";
import { useAsked, useTitle } from "./use";
import { days, shown, some, what } from "./words";

const FIRST = 10;
const SAID: Record<string, string> = { supported: "Supported", contradicted: "Contradicted", not_enough: "Not enough in this ledger" };

export function CheckView({ query }: { query: URLSearchParams }) {
  const claim = useRef<HTMLTextAreaElement>(null);
  const day = useRef<HTMLInputElement>(null);
  const given = query.get("claim") ?? "";
  const doc = query.get("doc");
  const key = given || doc ? `/api/check?${query}` : null;
  useTitle(given ? `Check: ${shown(given)}` : "Check a claim");
  const found = useAsked<{ answers: Answer[] }>(key, () => get("/api/check", query));
  return (
    <section class="page check">
      <h1>Check a claim</h1>
      <form onSubmit={(e) => { e.preventDefault(); const asked = new URLSearchParams({ claim: claim.current!.value }); if (day.current!.value) asked.set("on", day.current!.value); go("/check", asked); }}>
        <label class="wide">The claim, in plain words <textarea ref={claim} rows={2} maxLength={2000} required defaultValue={given} key={given} placeholder="Turkey has stopped its air strikes on Qamishli" /></label>
        <label>made on <input ref={day} type="date" defaultValue={query.get("on") ?? ""} /></label>
        <button type="submit">Check</button>
      </form>
      {doc && <p>What readers claim below <a href={`/document/${doc}`}>this document</a>:</p>}
      <div aria-live="polite">
        {key && found.waiting && <p class="wait">Reading the claim …</p>}
        {found.error && <p class="note bad" role="alert">{found.error}</p>}
        {found.data?.answers.length === 0 && <p>No reader claims that anything happened.</p>}
        {key && found.data?.answers.map((one, i) => <Shown key={i} answer={one} />)}
      </div>
    </section>
  );
}

function Shown({ answer }: { answer: Answer }) {
  const [all, setAll] = useState(false);
  const findings = all ? answer.findings : answer.findings.slice(0, FIRST);
  const most = Math.max(1, ...answer.series.map(([, n]) => n));
  return (
    <article class={`answer v-${answer.verdict}`}>
      <h2>{SAID[answer.verdict]}{answer.dispute.length > 0 && ", but disputed"}: <q dir="auto">{shown(answer.claim.trim())}</q></h2>
      <ul>{answer.because.map((one) => <li><bdi>{shown(one)}</bdi></li>)}</ul>
      {answer.findings.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Incidents that bear on it">
          <table>
            <thead><tr>{["fit", "when", "what", "who → whom", "where", "standing", "sources", "otherwise"].map((one) => <th scope="col">{one}</th>)}</tr></thead>
            <tbody>{findings.map(({ incident, fit, otherwise, open }) => (
              <tr><td>{fit}</td><td><a href={`/incident/${incident.incident_id}`}>{incident.date_start || incident.date_end ? days(incident.date_start, incident.date_end) : "undated"}</a></td><td>{what(incident.event_type, incident.event_mode)}</td>
                <td><bdi>{shown(some(incident.agents.map((a) => a.name ?? a.text), ""))}</bdi> → <bdi>{shown(some(incident.targets.map((a) => a.name ?? a.text), ""))}</bdi></td>
                <td><bdi>{shown(incident.place?.name ?? incident.place?.text ?? "")}</bdi></td><td>{incident.standing}</td><td>{incident.n_origins}</td>
                <td><bdi>{shown([...otherwise, ...open.map((one) => `${one} not known`)].join("; "))}</bdi></td></tr>))}</tbody>
          </table>
          {findings.length < answer.findings.length && <button type="button" class="more" onClick={() => setAll(true)}>Show all {answer.findings.length} incidents that bear on it</button>}
        </div>)}
      {answer.said.length > 0 && <details><summary>Said before ({answer.said.length})</summary><ul>{answer.said.slice(0, 30).map((one) => <li>{one.published ?? "undated"}, <bdi>{shown(one.is_comment ? "a reader" : voices(one.report).slice(1).join(" › ") || one.outlet || "the author")}</bdi>: <q dir="auto">{shown(one.report.quote)}</q> <a href={`/document/${one.report.doc_id}?report=${one.report.report_id}`}>in its text</a></li>)}</ul></details>}
      {answer.series.length > 1 && <ol class="series" aria-label="Such incidents by month">{answer.series.slice(-36).map(([month, n]) => <li title={`${month}: ${n}`}><span ref={(el) => { if (el) el.style.height = `${(n / most) * 100}%`; }} /><small>{month}: {n}</small></li>)}</ol>}
    </article>
  );
}
