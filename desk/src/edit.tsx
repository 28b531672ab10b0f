// A field of an incident, edited in the row in which it stands.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Incident } from "./api";
import { bounds, days, NOBODY, placed, shown, some } from "./words";

// In the order of their number keys; each but the last two is a row of the grid under the name beside it.
export const FIELDS = ["killed", "injured", "date", "place", "agents", "targets", "mode", "event_type", "standing"];
const ROWS: Record<string, string> = { agent: "agents", target: "targets" };
export const LABELS: Record<string, string> = { agents: "who", targets: "whom", place: "where", date: "when", mode: "how", event_type: "type" };
const ASKED: Record<string, string> = {
  date: "2024-02-12, 2024-02-10..2024-02-12, unknown", place: "a name, or Name @ 1.5, 29.1", agents: "names; separated; so", targets: "names; separated; so",
};
const TOLL = "12, 10..15, 10.. (at least), 10..15~12, unknown";

export interface Editing { field: string | null; open: (field: string | null) => void; send: (field: string, value: string, reason: string) => void; choices: Record<string, string[]> }

// The field that a row of the grid can be edited as, if it can.
export function fieldOf(row: string): string | null {
  const field = ROWS[row] ?? row;
  return FIELDS.includes(field) || ["captured", "abducted", "missing", "detained", "displaced"].includes(field) ? field : null;
}

const called = (actors: { name: string | null; text: string | null }[]) => actors.map((one) => one.name ?? one.text ?? "?");

// What an incident says of a field, for the eyes.
export function settled(incident: Incident, field: string): string {
  const toll = incident.tolls[field];
  if (toll) return bounds(toll.low, toll.best, toll.high) || NOBODY;
  switch (field) {
    case "date": return days(incident.date_start, incident.date_end);
    case "place": return placed(incident.place, NOBODY);
    case "agents": return some(called(incident.agents), NOBODY);
    case "targets": return some(called(incident.targets), NOBODY);
    case "mode": return incident.event_mode ?? NOBODY;
    case "event_type": return incident.event_type;
    case "standing": return incident.standing;
    default: return NOBODY;
  }
}

// The same as a person would write it.
function written(incident: Incident, field: string): string {
  const toll = incident.tolls[field];
  if (toll) {
    const { low, best, high } = toll;
    if (low !== null && low === high) return String(low);
    return `${low ?? ""}..${high ?? ""}${best !== null && best !== low && best !== high ? `~${best}` : ""}`;
  }
  switch (field) {
    case "date": return [...new Set([incident.date_start, incident.date_end].filter((one) => one))].join("..");
    case "place": return incident.place?.name ?? incident.place?.text ?? "";
    case "agents": return called(incident.agents).join("; ");
    case "targets": return called(incident.targets).join("; ");
    default: return settled(incident, field).replace(NOBODY, "");
  }
}

// What the incident says of a row: a button that opens the row for editing, or, when it is open, the fields to write in.
export function Settled({ incident, field, label, told, edit }: { incident: Incident; field: string; label: string; told: string[]; edit: Editing | null }) {
  if (!edit) return <b><bdi>{shown(settled(incident, field))}</bdi></b>;
  if (edit.field === field) return <Write key={field} incident={incident} field={field} label={label} told={told} edit={edit} />;
  const by = incident.judgements.filter((one) => one.field === field).at(-1);
  return <button type="button" class="takes" data-field={field} title="Correct it here" onClick={() => edit.open(field)}><bdi>{shown(settled(incident, field))}</bdi><span class="sr">: correct {label}</span>{by && <small>by <bdi>{shown(by.author)}</bdi></small>}</button>;
}

function Write({ incident, field, label, told, edit }: { incident: Incident; field: string; label: string; told: string[]; edit: Editing }) {
  const value = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const choices = edit.choices[field];
  const now = written(incident, field);
  // Before the next key is pressed: what is typed behind the e goes into the row.
  useLayoutEffect(() => { if (choices) value.current!.value = now; value.current!.focus(); if (value.current instanceof HTMLInputElement) value.current.select(); value.current!.form!.scrollIntoView({ block: "nearest" }); }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") { event.preventDefault(); edit.open(null); }
    if (event.key === "Enter" && event.target instanceof HTMLSelectElement) { event.preventDefault(); event.target.form!.requestSubmit(); }
    // As in a table of figures: up and down go to the rows above and below.
    if ((event.key === "ArrowUp" || event.key === "ArrowDown") && event.target === value.current && !choices && value.current!.value === now) {
      event.preventDefault();
      const rows = [...document.querySelectorAll<HTMLElement>("[data-field]")];
      const to = rows[rows.findIndex((one) => one.dataset.field === field) + (event.key === "ArrowUp" ? -1 : 1)];
      if (to) edit.open(to.dataset.field!);
    }
  };
  return (
    <form class="editing" data-field={field} onSubmit={(e) => { e.preventDefault(); edit.send(field, value.current!.value, reason.current!.value); }} onKeyDown={keys}>
      {choices
        ? <label><span class="sr">New value of {label}</span><select ref={value}>{!now && <option value="">–</option>}{choices.map((one) => <option>{one}</option>)}</select></label>
        : <label><span class="sr">New value of {label}</span><input ref={value} required autocomplete="off" list={`told-${field}`} defaultValue={now} placeholder={ASKED[field] ?? TOLL} title={ASKED[field] ?? TOLL} /></label>}
      {!choices && <datalist id={`told-${field}`}>{[...new Set(told)].map((one) => <option value={one} />)}</datalist>}
      <label><span class="sr">Reason</span><input ref={reason} placeholder="reason" /></label>
      <span class="keep"><button type="submit">Keep <kbd>↵</kbd></button><button type="button" onClick={() => edit.open(null)}>Cancel <kbd>esc</kbd></button></span>
    </form>
  );
}
