// Words on the map: countries where they are widest, and the rivers, regions, seas and mountains of khabar's gazetteer.
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";

const FEATURES = "../src/khabar/place/data/features.tsv";
const WATER = new Set(["river", "lake", "sea"]);
// The zoom at which a kind is first drawn; what is not here (continents, borders) is not.
const FROM = { sea: 3.5, desert: 4.2, mountains: 4.2, region: 4.5, river: 4.5, lake: 5, island: 5, forest: 5.5, town: 7, camp: 7, crossing: 7, base: 7, site: 8 };
const round = (value) => Math.round(value * 100) / 100;

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return sum + x * v - u * y; }, 0)) / 2;

// The middle of the widest stretch of land on one of a few parallels: a point inside, where a name has room.
function middle(ring) {
  const ys = ring.map((one) => one[1]);
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  let best = [0, ring[0][0], ring[0][1]];
  for (const part of [0.35, 0.42, 0.5, 0.58, 0.65]) {
    const y = south + (north - south) * part;
    const cuts = ring.flatMap(([x, v], i) => { const [u, w] = ring[(i + 1) % ring.length]; return v > y === w > y ? [] : [x + ((y - v) / (w - v)) * (u - x)]; }).sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2) if (cuts[i + 1] - cuts[i] > best[0]) best = [cuts[i + 1] - cuts[i], (cuts[i] + cuts[i + 1]) / 2, y];
  }
  return [round(best[1]), round(best[2])];
}

function countries() {
  const world = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
  return feature(world, world.objects.countries).features.map(({ properties, geometry }) => {
    const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((one) => one[0]);
    const [first] = rings.sort((a, b) => area(b) - area(a));
    const size = area(first);
    return { name: properties.name, kind: "country", at: middle(first), from: size > 100 ? 0 : size > 20 ? 2.5 : size > 3 ? 3.5 : 5, size: Math.round(size) };
  });
}

function features() {
  const [head, ...rows] = readFileSync(FEATURES, "utf8").split("\n").filter((one) => one && !one.startsWith("#")).map((one) => one.split("\t"));
  const at = Object.fromEntries(head.map((name, i) => [name, i]));
  // A region of no country, such as West Africa, has no one point where a name could stand.
  return rows.filter((one) => FROM[one[at.kind]] && (one[at.kind] !== "region" || one[at.countries])).map((one) => ({
    name: one[at.name], kind: WATER.has(one[at.kind]) ? "water" : FROM[one[at.kind]] >= 7 ? "spot" : "region",
    at: [round(Number(one[at.longitude])), round(Number(one[at.latitude]))], from: FROM[one[at.kind]], size: 0,
  }));
}

// Returns a GeoJSON collection of points: `name`, `kind`, `from` (the zoom at which it is first drawn) and `size`.
export function labels() {
  return { type: "FeatureCollection", features: [...countries(), ...features()].map(({ at, ...properties }) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates: at } })) };
}
