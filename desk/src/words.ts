// How values read.

export const NOBODY = "–";

export function days(start: string | null, end: string | null): string {
  if (start && end) return start === end ? start : `${start} – ${end}`;
  return start ? `from ${start}` : end ? `until ${end}` : NOBODY;
}

const count = (n: number) => (n < 10_000 ? String(n) : n.toLocaleString("en"));

export function bounds(low: number | null, best: number | null, high: number | null): string {
  if (low === null && best === null && high === null) return "";
  if (low === high && low !== null) return count(low);
  if (high === null) return `≥ ${count(low ?? best ?? 0)}`;
  return best !== null && best !== low && best !== high ? `${count(low ?? 0)}–${count(high)} (${count(best)})` : `${count(low ?? 0)}–${count(high)}`;
}

const THERE = ["in", "inside", "at", "of", "on", "to", "from"];

// A place with how an event lies to it, where it is not simply there.
export function placed(place: { relation: string | null; name: string | null; text: string } | null, none: string): string {
  if (!place) return none;
  const name = place.name ?? place.text;
  if (!place.relation || THERE.includes(place.relation)) return name;
  return /(north|south|east|west|side)$/.test(place.relation) ? `${place.relation} of ${name}` : `${place.relation} ${name}`;
}

export function what(type: string, mode: string | null): string {
  return mode ? `${type} · ${mode}` : type;
}

export function plural(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

const NAMED = 3;

// Whether words only describe somebody: no capital but that of a sentence ("a man", "Four people", "7").
export function described(name: string | null): boolean {
  return !name || (!/\p{Lu}/u.test(name.slice(1)) && (!/^\p{Lu}/u.test(name) || name.includes(" ")));
}

// Names for a line of a list: the first ones, whoever has a name before who is only described, and how many more there are.
export function some(all: (string | null)[], none: string): string {
  const names = [...all.filter((one) => !described(one)), ...all.filter(described)];
  const told = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? `${told} and ${names.length - NAMED} more` : told || none;
}

export const STANDING: Record<string, string> = {
  reported: "an article tells it in its own voice",
  claimed: "somebody says so, and nobody else",
  hearsay: "passed on without a name",
  disputed: "one side says so, the other denies it",
  denied: "those who are said to have done it deny it",
  confirmed: "opposing sides say the same",
  analysis: "a judgement rather than a report",
  opinion: "an opinion",
};

// Offsets of the ledger are code points; a string of the browser counts an emoji as two.
export function codePoints(text: string): string[] {
  return Array.from(text);
}

// Signs that command a direction or hide are shown as a mark, never obeyed. Joiners stay where writing needs them: within
// Persian or Indic words, and between the parts of one emoji.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;
const JOINER = /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\ufe0f])[\u200c\u200d]/gu;
export function shown(text: string): string {
  return text.replace(HIDDEN, "\ufffd").replace(JOINER, "\ufffd");
}

// Only addresses of the web can be followed, and only by a click.
export function safeUrl(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch { return null; }
}
