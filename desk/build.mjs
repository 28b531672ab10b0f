// Builds the desk's pages into the Python package: scripts in pieces, so that the map is only sent to who looks at one.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const to = new URL("../src/khabar/desk/static/", import.meta.url).pathname;
const assets = `${to}assets/`;
rmSync(to, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

await build({
  entryPoints: { main: "src/main.tsx" },
  outdir: assets,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
});
await build({
  entryPoints: { "map-worker": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs" },
  outdir: assets,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});
for (const [name, file] of [["style", "src/style.css"], ["map", "node_modules/maplibre-gl/dist/maplibre-gl.css"]]) {
  await build({ entryPoints: { [name]: file }, outdir: assets, bundle: true, minify: true, loader: { ".svg": "dataurl" } });
}

// Land and borders as GeoJSON, to two digits of a degree: a kilometre is enough behind a point with a radius.
const world = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
const round = (value) => (Array.isArray(value) ? value.map(round) : Math.round(value * 100) / 100);
const countries = feature(world, world.objects.countries).features.map((one) => ({
  type: "Feature",
  properties: { name: one.properties.name },
  geometry: { type: one.geometry.type, coordinates: round(one.geometry.coordinates) },
}));
writeFileSync(`${assets}world.json`, JSON.stringify({ type: "FeatureCollection", features: countries }));
copyFileSync("src/index.html", `${to}index.html`);
