// Files made from what is shown. No cell of a spreadsheet is a formula.
const SIGNS = "=+-@\t\r\n\0＝＋－＠";

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  let text = Array.isArray(value) ? value.join("; ") : String(value);
  if (typeof value !== "number") {
    const bare = text.replace(/^['\s\u00a0\u3000\ufeff\u200b]+/, "");
    if (bare && SIGNS.includes(bare[0]!)) text = `'${text}`;
  }
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(rows: readonly object[]): string {
  if (!rows.length) return "";
  const names = Object.keys(rows[0]!);
  return [names, ...rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]))].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
