// What the desk asks the ledger, and how it says that something went wrong.

export interface Row {
  incident_id: string; event_type: string; event_mode: string | null; acled_event: string | null; acled_sub_event: string | null;
  date_start: string | null; date_end: string | null; date_prec: number | null; place_name: string | null;
  latitude: number | null; longitude: number | null; radius_km: number | null; country_iso3: string | null;
  agents: string[]; targets: string[];
  killed_low: number | null; killed_best: number | null; killed_high: number | null;
  injured_low: number | null; injured_best: number | null; injured_high: number | null;
  n_reports: number; n_documents: number; n_outlets: number; n_origins: number;
  standing: string; status: string; grade: string | null; n_contradictions: number; judged: number;
}
export interface Count { value: string; name?: string; incidents: number; as_agent?: number; as_target?: number }
export interface Summary {
  words: string;
  total: { incidents: number; reports: number | null; killed_low: number | null; killed_best: number | null; killed_high: number | null;
    killed_open: number; undated: number; unplaced: number; first: string | null; last: string | null };
  months: { month: string; incidents: number; killed: number }[];
  types: Count[]; modes: Count[]; countries: Count[]; standings: Count[]; actors: Count[];
}
export interface Point { incidents: number; incident_id: string; latitude: number; longitude: number; radius_km: number | null;
  event_type: string; standing: string; place_name: string | null; killed: number }
export interface Actor { role: string; text: string | null; start: number | null; end: number | null; actor_id: string | null;
  name: string | null; kind: string | null; country_iso3: string | null; inferred: boolean }
export interface Link { kind: string; text: string | null; start: number | null; end: number | null; actor_id: string | null;
  inferred: boolean; cue: { start: number; end: number; text: string } | null; manner: string; stance: string; confidence: number | null }
export interface Toll { measure: string; low: number | null; best: number | null; high: number | null; text: string; start: number; end: number; of: string | null }
export interface Report {
  report_id: string; doc_id: string; passage: string; comment: number | null; start: number; end: number; quote: string;
  event_type: string; event_mode: string | null; acled_event: string | null; acled_sub_event: string | null; cameo: string | null;
  trigger: { start: number; end: number; text: string };
  polarity: string; modality: string; aspect: string; standing: string; actors: Actor[];
  place: { text: string; start: number; end: number; name: string | null; relation: string | null } | null;
  date: { text: string; start: number; end: number; date_start: string | null; date_end: string | null } | null;
  tolls: Toll[]; chain: Link[]; confidence: number; certainty: number | null; coder: string; bond?: string | null; document?: string;
}
export interface DocumentRow { doc_id: string; outlet: string; title: string | null; byline: string | null; url: string | null; published: string | null }
export interface Cell { label: string; report_ids: string[]; settled: boolean }
export interface Grid {
  columns: { origin: string; name: string; outlets: string[]; documents: string[] }[];
  rows: { field: string; label: string; cells: Cell[][]; agrees: boolean; rule: string | null }[];
}
export interface Step { published: string | null; low: number | null; best: number | null; high: number | null; outlets: string[]; report_ids: string[]; revised: boolean; current: boolean }
export interface Judged { judgement_id: string; decision: string; author: string; made_at: string; reason: string | null; field: string | null; value: unknown; machine: unknown }
export interface Incident {
  incident_id: string; event_type: string; event_mode: string | null; acled_event: string | null; acled_sub_event: string | null;
  date_start: string | null; date_end: string | null; place: { text: string; name: string | null; relation: string | null; latitude: number | null; longitude: number | null; radius_km: number | null } | null;
  agents: Actor[]; targets: Actor[]; others: Actor[]; tolls: Record<string, { low: number | null; best: number | null; high: number | null }>;
  n_reports: number; n_documents: number; n_outlets: number; n_origins: number; report_ids: string[];
  contradictions: string[]; standing: string; status: string; history: Record<string, Step[]>; sides: Record<string, string[]>;
  grade: { source: string; information: number; why_source: string; why_information: string } | null; judgements: Judged[];
}
export interface IncidentPage { incident: Incident; grid: Grid; reports: Report[]; beside: string[]; documents: DocumentRow[];
  changes: { made_at: string; change: string; fields: string[]; judgement_id: string | null; before?: Record<string, unknown> | null; after?: Record<string, unknown> | null }[] }
export interface Preview { differs: string[]; leaving: string[]; staying: string[]; incidents: Incident[]; after: Incident[] | null }
export interface Agreement { alpha: number | null; doubly: number; alike: number; judgements: number; authors: string[]; differing: Record<string, Record<string, string>> }
export interface Passage { index: number; kind: string; start: number; end: number; comment: number | null; writer: string | null; reply_to: number | null; is_comment: boolean }
export interface Explanation { report_id: string; field: string; rule: string; start: number | null; end: number | null }
export interface DocumentPage { document: DocumentRow & { text: string; language: string | null }; passages: Passage[]; reports: Report[];
  explanations: Explanation[]; incidents: Record<string, string[]>; failures: { reason: string; detail: string }[] }
export interface Answer { claim: string; kind: string | null; verdict: string; because: string[];
  findings: { incident: Incident; fit: string; agrees: string[]; open: string[]; otherwise: string[] }[];
  said: { report: Report; published: string | null; outlet: string | null; voices: string[]; is_comment: boolean }[];
  series: [string, number][]; coverage: { documents: number; outlets: number; about: number } | null; dispute: string[] }
export interface Status { ledger: string; writes: boolean; author: string; documents: number; first: string | null; last: string | null; version: string; choices: Choices }
// What a field that has few values can be, by field.
export type Choices = Record<string, string[]>;

export class Refused extends Error {}

async function answer<T>(response: Response): Promise<T> {
  const type = response.headers.get("content-type") ?? "";
  const body: unknown = type.startsWith("application/json") ? await response.json() : await response.text();
  if (response.ok && typeof body === "object") return body as T;
  const said = typeof body === "object" && body !== null && "error" in body ? String((body as { error: unknown }).error) : `The desk cannot answer this (${response.status}).`;
  throw new Refused(said);
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try { return await fetch(path, init); }
  catch { throw new Refused("The desk does not answer: it has ended. Start it again with khabar desk, and open the address it prints."); }
}

export async function get<T>(path: string, query: URLSearchParams = new URLSearchParams()): Promise<T> {
  const words = query.toString();
  return answer<T>(await ask(words ? `${path}?${words}` : path, { headers: { accept: "application/json" } }));
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  return answer<T>(await ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-khabar": "desk" },
    body: JSON.stringify(body),
  }));
}
