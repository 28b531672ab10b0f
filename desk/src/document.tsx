// A document: its text with its voices in the margin, and below it the readers as a thread.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, type DocumentPage, type Passage, type Report } from "./api";
import { Card, sureness, voices } from "./card";
import { Source } from "./incident";
import { go } from "./route";
import { useAsked, useTitle } from "./use";
import { codePoints, plural, shown } from "./words";

export function DocumentView({ id, query }: { id: string; query: URLSearchParams }) {
  const page = useAsked<DocumentPage>(`/api/documents/${id}`, () => get(`/api/documents/${encodeURIComponent(id)}`));
  useTitle(page.data ? shown(page.data.document.title ?? "Untitled") : null);
  if (page.error) return <section class="page"><h1>No document</h1><p class="note bad" role="alert">{page.error}</p><a href="/">Back to the overview</a></section>;
  if (!page.data) return <p class="wait">Opening the document …</p>;
  return <Opened page={page.data} chosen={query.get("report")} />;
}

function Opened({ page, chosen }: { page: DocumentPage; chosen: string | null }) {
  const { document } = page;
  const signs = useMemo(() => codePoints(document.text), [document.text]);
  const [checked, setChecked] = useState(false);
  const report = page.reports.find((one) => one.report_id === chosen) ?? null;
  const choose = (one: Report) => go(`/document/${document.doc_id}`, new URLSearchParams({ report: one.report_id }), true);
  const text = useRef<HTMLDivElement>(null);
  // Who comes from an incident sees the words at once, wherever in the text they stand.
  useEffect(() => { text.current?.querySelector("mark.on")?.scrollIntoView({ block: "center" }); }, [document.doc_id]);
  const article = page.passages.filter((one) => !one.is_comment && one.kind !== "boilerplate");
  const thread = page.passages.filter((one) => one.is_comment);
  const why = page.explanations.filter((one) => one.report_id === chosen);
  return (
    <article class="page document">
      <header>
        <p class="kicker">{document.published ?? "no day of publication"} · <bdi>{shown(document.outlet ?? "no outlet")}</bdi>{document.byline && <> · <bdi>{shown(document.byline)}</bdi></>}</p>
        <h1 dir="auto">{shown(document.title ?? "Untitled")}</h1>
        <p><Source url={document.url} /> {plural(page.reports.length, "report")}. <span class="lines"><span class="m-sure">told as a fact</span> <span class="m-open">claimed or possible</span> <span class="m-denied">denied</span></span></p>
      </header>
      <div class="reading">
        <div class="text" ref={text}>
          {article.map((one) => <Stretch key={one.index} passage={one} signs={signs} reports={page.reports} chosen={chosen} choose={choose} />)}
          {thread.length > 0 && <h2>Readers' comments <a class="small" href={`/check?doc=${document.doc_id}`}>check what they claim</a></h2>}
          <ol class="thread">{thread.map((one) => (
            <li key={one.index} class={one.reply_to !== null ? "reply" : ""}>
              <p class="writer"><bdi>{shown(one.writer ?? "a reader")}</bdi>{one.reply_to !== null && <> in answer to comment {one.reply_to}</>}</p>
              <Stretch passage={one} signs={signs} reports={page.reports} chosen={chosen} choose={choose} writer={one.writer} />
            </li>))}</ol>
          {page.passages.some((one) => one.kind === "boilerplate") && (
            <p><label><input type="checkbox" checked={checked} onChange={(e) => setChecked(e.currentTarget.checked)} /> Show what was taken for furniture of the page</label></p>
          )}
          {checked && page.passages.filter((one) => one.kind === "boilerplate").map((one) => <p class="furniture" dir="auto">{shown(signs.slice(one.start, one.end).join(""))}</p>)}
        </div>
        <aside aria-live="polite" aria-label="The report chosen">
          {report ? <><Card report={report} explanations={why} />
            {(page.incidents[report.report_id] ?? []).map((one) => <p><a href={`/incident/${one}`}>Its incident</a></p>)}
            {(page.incidents[report.report_id] ?? []).length === 0 && <p>It belongs to no incident.</p>}</>
            : <p class="hint">Choose a marked passage to see what it was taken to say.</p>}
        </aside>
      </div>
    </article>
  );
}

interface Piece { start: number; end: number; reports: Report[] }

// Cuts a stretch of text where reports begin and end, so that each piece knows all reports that lie over it.
function pieces(start: number, end: number, reports: Report[]): Piece[] {
  const inside = reports.filter((one) => one.start < end && one.end > start);
  const cuts = [...new Set([start, end, ...inside.flatMap((one) => [Math.max(start, one.start), Math.min(end, one.end)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((at, i) => ({ start: at, end: cuts[i + 1]!, reports: inside.filter((one) => one.start <= at && one.end >= cuts[i + 1]!) }));
}

function Stretch({ passage, signs, reports, chosen, choose, writer }: { passage: Passage; signs: string[]; reports: Report[]; chosen: string | null; choose: (report: Report) => void; writer?: string | null }) {
  const mine = reports.filter((one) => one.start < passage.end && one.end > passage.start && one.start >= passage.start);
  const lines: [number, number][] = [];
  let from = passage.start;
  for (let i = passage.start; i <= passage.end; i += 1) {
    if (i === passage.end || signs[i] === "\n") { if (i > from) lines.push([from, i]); from = i + 1; }
  }
  return (
    <div class={`passage p-${passage.kind}`}>
      {lines.map(([start, end]) => {
        const cut = pieces(start, end, mine);
        const said = [...new Set(mine.filter((one) => one.start >= start && one.start < end).map((one) => voices(one).join(" › ")))].filter((one) => one !== writer);
        return (
          <div class="para" key={start}>
            <p dir="auto">
              {cut.map((piece) => {
                const words = shown(signs.slice(piece.start, piece.end).join(""));
                if (!piece.reports.length) return words;
                const one = piece.reports.find((report) => report.report_id === chosen) ?? piece.reports[0]!;
                const to = next(piece.reports, chosen);
                return <mark key={piece.start} class={`m-${sureness(one)}${one.report_id === chosen ? " on" : ""}`} data-start={piece.start} data-end={piece.end}><a
                  href={`/document/${one.doc_id}?report=${to.report_id}`} aria-current={one.report_id === chosen ? "true" : undefined} onClick={(e) => { if (plainClick(e)) { e.preventDefault(); choose(to); } }}>{words}</a></mark>;
              })}
            </p>
            {said.length > 0 && <ul class="margin" aria-label="Voices here">{said.map((one) => <li><bdi>{shown(one)}</bdi></li>)}</ul>}
          </div>
        );
      })}
    </div>
  );
}

const plainClick = (event: MouseEvent) => !(event.button || event.metaKey || event.ctrlKey || event.shiftKey);

// A second click on the same words goes on to the next report that lies over them.
function next(reports: Report[], chosen: string | null): Report {
  const at = reports.findIndex((one) => one.report_id === chosen);
  return reports[(at + 1) % reports.length]!;
}
