// What the incidents shown are made of: counts that are filters, and the actors in them.
import type { Count, Summary } from "./api";
import { barsSvg } from "./charts";
import { download, toCsv } from "./download";
import { go, withQuery } from "./route";
import { plural, shown } from "./words";

const FACETS: [keyof Summary & ("types" | "modes" | "countries" | "standings"), string, string][] = [
  ["types", "type", "Types"], ["modes", "mode", "Modes"], ["countries", "country", "Countries"], ["standings", "standing", "Standings"],
];

export function Facets({ summary, query }: { summary: Summary; query: URLSearchParams }) {
  return (
    <section class="facets" aria-labelledby="facets">
      <h2 id="facets">What they are</h2>
      <p class="soft">A click shows these only; the counts are of incidents.</p>
      <div class="columns">
        {FACETS.map(([key, name, title]) => summary[key].length > 0 && <Facet key={key} name={name} title={title} counts={summary[key]} query={query} />)}
      </div>
    </section>
  );
}

function Facet({ name, title, counts, query }: { name: string; title: string; counts: Count[]; query: URLSearchParams }) {
  const most = Math.max(1, ...counts.map((one) => one.incidents));
  const chosen = query.getAll(name);
  const toggle = (value: string) => go("/", withQuery(query, { [name]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] }));
  return (
    <section class="facet">
      <h3>{title}</h3>
      <ul class="plain">{counts.slice(0, 12).map((one) => (
        <li key={one.value}><button type="button" aria-pressed={chosen.includes(one.value)} onClick={() => toggle(one.value)}>
          <span>{shown(one.name ?? one.value)}</span><Meter parts={[one.incidents]} most={most} /><span class="n">{one.incidents.toLocaleString("en")}</span>
        </button></li>))}</ul>
      {counts.length > 12 && <p class="soft">and {counts.length - 12} more in the filters above</p>}
    </section>
  );
}

// Bars one after the other: full, hatched, empty.
function Meter({ parts, most }: { parts: number[]; most: number }) {
  let x = 0;
  return (
    <svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map((n, i) => { const at = x; const width = (n / most) * 100; x += width; return n > 0 && <rect class={`part-${i}`} x={at} y={1} width={width} height={8} />; })}
    </svg>
  );
}

const MANY = 25;

// An actor of an incident did it, was struck, or stands beside (who helped, ordered, was with them).
const parts = (one: Count) => [one.as_agent ?? 0, one.as_target ?? 0, Math.max(0, one.incidents - (one.as_agent ?? 0) - (one.as_target ?? 0))];

export function Actors({ summary, query }: { summary: Summary; query: URLSearchParams }) {
  const actors = summary.actors;
  const first = actors.slice(0, MANY);
  const most = Math.max(1, ...first.map((one) => parts(one).reduce((a, b) => a + b)));
  const csv = () => download("actors.csv", "text/csv", toCsv(actors.map((one) => ({ actor: one.name ?? one.value, id: one.value, incidents: one.incidents, as_agent: one.as_agent, as_target: one.as_target }))));
  const svg = () => download("actors.svg", "image/svg+xml", barsSvg(`Incidents by actor (${summary.words})`, ["did it", "struck", "beside"], first.map((one) => ({ name: one.name ?? one.value, parts: parts(one), sum: one.incidents }))));
  if (!actors.length) return null;
  return (
    <section class="actors" aria-labelledby="actors">
      <h2 id="actors">Actors</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Actors by number of incidents">
        <table>
          <caption>In how many of {plural(summary.total.incidents, "incident")} an actor stands; one incident may have several. Who has a name comes before who is only described.</caption>
          <thead><tr><th scope="col">actor</th><th scope="col" class="chart"><span class="key"><i class="part-0" /> did it <i class="part-1" /> struck <i class="part-2" /> beside</span></th><th scope="col">incidents</th><th scope="col">did it</th><th scope="col">struck</th><td /></tr></thead>
          <tbody>
            {first.map((one) => (
              <tr key={one.value}>
                <th scope="row"><a href={`/actor/${encodeURIComponent(one.value)}`}><bdi>{shown(one.name ?? one.value)}</bdi></a></th>
                <td class="chart"><Meter parts={parts(one)} most={most} /></td>
                <td class="n">{one.incidents}</td><td class="n">{one.as_agent}</td><td class="n">{one.as_target}</td>
                <td><button type="button" onClick={() => go("/", withQuery(query, { actor: [...query.getAll("actor").filter((id) => id !== one.value), one.value] }))}>only these<span class="sr"> of {shown(one.name ?? one.value)}</span></button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="bar"><button type="button" onClick={csv}>CSV of the actors</button> <button type="button" onClick={svg}>SVG of the actors</button>{actors.length > MANY && <small>The first {MANY}; the CSV holds {actors.length}.</small>}</p>
    </section>
  );
}
