// A report as a card: the words, who passes them on, and what they were taken to say.
import type { Explanation, Report } from "./api";
import { bounds, days, shown, what } from "./words";

const CHAIN: Record<string, string> = { author: "the author", commenter: "a reader", unnamed: "somebody unnamed", hearsay: "hearsay" };

export function voices(report: Report): string[] {
  return report.chain.map((one) => (one.text ? one.text : CHAIN[one.kind] ?? one.kind));
}

// How surely, as a line style: never by colour alone.
export function sureness(report: Report): "sure" | "open" | "denied" {
  if (report.polarity === "denied") return "denied";
  return report.modality === "actual" && report.standing === "reported" ? "sure" : "open";
}

const HOW: Record<string, string> = { sure: "told as a fact", open: "claimed, possible or planned", denied: "denied" };

// Who passed it on, outermost first, as links of a chain: dashed where a voice does more or less than say it.
function Chain({ report }: { report: Report }) {
  const names = voices(report);
  return (
    <ol class="chain" aria-label="Who passed it on, outermost first">
      {report.chain.map((one, i) => (
        <li key={i} class={one.stance === "says" ? "" : one.stance === "denies" ? "denies" : "other"}>
          <span class="link"><bdi>{shown(names[i]!)}</bdi>{one.text && <small>{one.kind}{one.inferred && ", inferred"}</small>}</span>
          {(one.cue || one.stance !== "says") && <small class="cue">{one.stance !== "says" && <b class="odd">{one.stance.replace("_", " ")} </b>}{one.cue && <>“<bdi>{shown(one.cue.text)}</bdi>”</>}</small>}
        </li>
      ))}
    </ol>
  );
}

export function Card({ report, explanations }: { report: Report; explanations?: Explanation[] }) {
  const how = sureness(report);
  const actors = (role: string) => report.actors.filter((one) => one.role === role).map((one) => one.name ?? one.text ?? "?").join(", ");
  const rest = report.actors.filter((one) => one.role !== "agent" && one.role !== "target");
  return (
    <div class={`card c-${how}`}>
      <blockquote dir="auto">{shown(report.quote)}</blockquote>
      <Chain report={report} />
      <dl>
        <div><dt>what</dt><dd>{what(report.event_type, report.event_mode)}{report.acled_sub_event && <small> {report.acled_sub_event}</small>}</dd></div>
        {actors("agent") && <div><dt>who</dt><dd><bdi>{shown(actors("agent"))}</bdi></dd></div>}
        {actors("target") && <div><dt>whom</dt><dd><bdi>{shown(actors("target"))}</bdi></dd></div>}
        {rest.map((one) => <div><dt>{one.role.replace("_", " ")}</dt><dd><bdi>{shown(one.name ?? one.text ?? "?")}</bdi></dd></div>)}
        {report.place && <div><dt>where</dt><dd><bdi>{shown(report.place.name ?? report.place.text)}</bdi> <small>“<bdi>{shown(report.place.text)}</bdi>”</small></dd></div>}
        {report.date && <div><dt>when</dt><dd>{days(report.date.date_start, report.date.date_end)} <small>“<bdi>{shown(report.date.text)}</bdi>”</small></dd></div>}
        {report.tolls.map((one) => <div><dt>{one.measure}</dt><dd>{bounds(one.low, one.best, one.high) || "no figure"}{one.of && <> ({one.of})</>} <small>“<bdi>{shown(one.text)}</bdi>”</small></dd></div>)}
        <div><dt>how surely</dt><dd>{HOW[how]}<br /><small>{report.polarity}, {report.modality}, {report.aspect}, {report.standing}{report.certainty !== null && <>; certainty {report.certainty.toFixed(1)} of ±3</>}; confidence {report.confidence.toFixed(2)}</small></dd></div>
      </dl>
      {explanations && explanations.length > 0 && (
        <details><summary>Why each value</summary><ul>{explanations.map((one) => <li><b>{one.field}</b>: <bdi>{shown(one.rule)}</bdi></li>)}</ul></details>
      )}
      <p class="foot">{report.document && <bdi>{shown(report.document)}</bdi>} <a href={`/document/${report.doc_id}?report=${report.report_id}`}>in its text</a> · {report.report_id}</p>
    </div>
  );
}
