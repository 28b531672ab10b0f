// Charts as files: the same bars as on the page, drawn so that they can stand in a paper.
const HEIGHT = 22;
const NAMES = 230;
const WIDE = 360;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

export interface Bar { name: string; parts: number[]; sum: number }

// Bars lying on their side: `legend` names the parts of each; the first is drawn full, the second hatched, the rest empty.
export function barsSvg(title: string, legend: string[], bars: Bar[]): string {
  const most = Math.max(1, ...bars.map((one) => one.sum));
  const look = (i: number) => (i === 0 ? 'fill="#0072b2"' : i === 1 ? 'fill="url(#hatch)" stroke="#0072b2"' : 'fill="#fff" stroke="#0072b2"');
  const rows = bars.map((one, i) => {
    const y = 52 + i * HEIGHT;
    let x = NAMES;
    const parts = one.parts.map((n, at) => {
      const width = (n / most) * WIDE;
      const part = n ? `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${HEIGHT - 6}" ${look(at)}/>` : "";
      x += width;
      return part;
    });
    return `<text x="${NAMES - 8}" y="${y + 13}" text-anchor="end">${escaped(one.name.slice(0, 34))}</text>${parts.join("")}<text x="${(x + 6).toFixed(1)}" y="${y + 13}">${one.sum}</text>`;
  });
  const keys = legend.map((name, i) => `<rect x="${NAMES + i * 120}" y="30" width="12" height="12" ${look(i)}/><text x="${NAMES + 18 + i * 120}" y="40">${escaped(name)}</text>`);
  const hatch = '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2.5" height="6" fill="#0072b2"/></pattern></defs>';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${NAMES + WIDE + 70}" height="${60 + bars.length * HEIGHT}" font-family="sans-serif" font-size="12">${hatch}<text x="8" y="18" font-weight="bold">${escaped(title)}</text>${keys.join("")}${rows.join("")}</svg>\n`;
}
