// Builds the desk's pages into the Python package: scripts in pieces, so that the map is only sent to who looks at one.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { labels } from "./labels.mjs";

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

// Land and borders (Natural Earth, public domain) as arcs that neighbours share: a third of the size of their outlines.
const world = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
world.objects = { countries: { type: "GeometryCollection", geometries: world.objects.countries.geometries.map(({ type, arcs }) => ({ type, arcs })) } };
writeFileSync(`${assets}world.json`, JSON.stringify(world));
writeFileSync(`${assets}labels.json`, JSON.stringify(labels()));
copyFileSync("src/index.html", `${to}index.html`);
