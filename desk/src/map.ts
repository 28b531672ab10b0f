// The map: land and borders from our own files, marks with how far off they may lie. Sent only to who looks at a map.
import { LngLatBounds, Map as GlMap, NavigationControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type SymbolLayerSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { Point } from "./api";
import { shown } from "./words";

setWorkerUrl("/assets/map-worker.js");

export interface DeskMap { refresh(): void; remove(): void }
export interface Wants { points(cell: number): Promise<Point[]>; open(id: string): void; within(bbox: string | null): void; failed(error: Error): void }

const SURE = new Set(["reported", "confirmed"]);

function colours() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return dark
    ? { sea: "#10161c", land: "#242d36", border: "#4a5763", mark: "#5cb3ff", edge: "#e8eef4", text: "#b6c0c9", water: "#7fa6c4", strong: "#f2f5f8" }
    : { sea: "#dce6ee", land: "#f7f5f0", border: "#9aa5ae", mark: "#0b62a8", edge: "#0b2c47", text: "#59636c", water: "#3c6d92", strong: "#14202a" };
}

// Words are drawn with the letters of this machine: no font is asked for.
function words(id: string, source: string, look: { colour: string; halo: string; size: number; minzoom?: number; font?: string; filter?: ExpressionSpecification; field?: ExpressionSpecification; below?: boolean }): SymbolLayerSpecification {
  return {
    id, source, type: "symbol", minzoom: look.minzoom ?? 0, ...(look.filter && { filter: look.filter }),
    layout: {
      "text-field": look.field ?? ["get", "name"], "text-font": [look.font ?? "sans-serif"], "text-size": look.size, "text-max-width": 7, "text-padding": 4,
      "symbol-sort-key": ["-", 0, ["coalesce", ["get", "size"], 0]],
      ...(look.below && { "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.7, "text-optional": true }),
    },
    paint: { "text-color": look.colour, "text-halo-color": look.halo, "text-halo-width": 1.4 },
  };
}

// The outlines come as on a globe; on a flat map a line must not run back across it where it passes the 180th meridian, and
// land around a pole ends at the edge of the map.
function flat(line: number[][], closed: boolean): number[][] {
  let turn = 0;
  const out = line.map(([x, y], i) => {
    const before = i ? line[i - 1]![0]! : x!;
    if (x! - before > 180) turn -= 360;
    else if (x! - before < -180) turn += 360;
    return [x! + turn, y!];
  });
  if (closed && turn) out.push([out[out.length - 1]![0]!, -89], [out[0]![0]!, -89], out[0]!);
  return out;
}

function flattened(shape: GeoJSON.Geometry): GeoJSON.Geometry {
  if (shape.type === "Polygon") return { ...shape, coordinates: shape.coordinates.map((one) => flat(one, true)) };
  if (shape.type === "MultiPolygon") return { ...shape, coordinates: shape.coordinates.map((part) => part.map((one) => flat(one, true))) };
  if (shape.type === "MultiLineString") return { ...shape, coordinates: shape.coordinates.map((one) => flat(one, false)) };
  return shape;
}

// Countries, their borders, and the words of khabar's gazetteer, all from this desk.
async function land() {
  const [world, labels] = await Promise.all(["/assets/world.json", "/assets/labels.json"].map(async (path) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path} did not come`);
    return response.json();
  }));
  const countries = feature(world, world.objects.countries) as unknown as GeoJSON.FeatureCollection;
  const land = { ...countries, features: countries.features.map((one) => ({ ...one, geometry: flattened(one.geometry) })) };
  return { land, borders: flattened(mesh(world, world.objects.countries)), labels: labels as GeoJSON.FeatureCollection };
}

// A ring of `km` around a point, as a polygon of degrees.
function ring(longitude: number, latitude: number, km: number): number[][] {
  const dy = km / 110.574;
  const dx = km / (111.32 * Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
  return Array.from({ length: 49 }, (_, i) => [longitude + dx * Math.cos((i * Math.PI) / 24), latitude + dy * Math.sin((i * Math.PI) / 24)]);
}

// The map measures itself when it is made, so its styles must be there first.
function styled(): Promise<void> {
  if (document.querySelector("link[href='/assets/map.css']")) return Promise.resolve();
  return new Promise((done, failed) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/assets/map.css";
    style.onload = () => done();
    style.onerror = () => failed(new Error("its styles did not come"));
    document.head.append(style);
  });
}

export async function makeMap(box: HTMLElement, wants: Wants): Promise<DeskMap> {
  const [, earth] = await Promise.all([styled(), land()]);
  const colour = colours();
  const from: ExpressionSpecification = [">=", ["zoom"], ["get", "from"]];
  const kind = (name: string): ExpressionSpecification => ["all", ["==", ["get", "kind"], name], from];
  const map = new GlMap({
    container: box,
    style: {
      version: 8,
      sources: {
        world: { type: "geojson", data: earth.land },
        borders: { type: "geojson", data: earth.borders },
        labels: { type: "geojson", data: earth.labels },
        marks: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
        rings: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour.sea } },
        { id: "land", type: "fill", source: "world", paint: { "fill-color": colour.land } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": colour.border, "line-width": 0.7 } },
        words("water", "labels", { colour: colour.water, halo: colour.land, size: 12, font: "italic serif", filter: kind("water") }),
        words("regions", "labels", { colour: colour.text, halo: colour.land, size: 12, font: "italic serif", filter: kind("region") }),
        words("spots", "labels", { colour: colour.text, halo: colour.land, size: 11, filter: kind("spot") }),
        words("countries", "labels", { colour: colour.text, halo: colour.land, size: 13, filter: kind("country") }),
        { id: "rings", type: "line", source: "rings", minzoom: 4, paint: { "line-color": colour.mark, "line-width": 1, "line-opacity": 0.55, "line-dasharray": [3, 2] } },
        { id: "marks", type: "circle", source: "marks", paint: {
          "circle-radius": ["get", "size"],
          "circle-color": colour.mark,
          "circle-opacity": ["case", ["get", "sure"], 0.85, 0.25],
          "circle-stroke-color": ["case", ["get", "sure"], colour.edge, colour.mark],
          "circle-stroke-width": ["case", ["get", "sure"], 1, 2],
        } },
        words("names", "marks", { colour: colour.strong, halo: colour.land, size: 13, minzoom: 4.5, below: true, filter: ["==", ["get", "n"], 1], field: ["coalesce", ["get", "name"], ""] }),
      ],
    },
    center: [35, 25], zoom: 1.4, maxZoom: 12, attributionControl: false, dragRotate: false, pitchWithRotate: false, renderWorldCopies: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  const here = document.createElement("button");
  here.type = "button";
  here.textContent = "Only what the map shows";
  here.className = "maplibregl-ctrl stretch";
  here.onclick = () => { const b = map.getBounds(); wants.within([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((n) => n.toFixed(2)).join(",")); };
  box.append(here);

  let asked = 0;
  let first = true;
  const cell = () => Math.min(30, Math.max(0.02, 24 / 2 ** map.getZoom()));
  async function refresh(): Promise<void> {
    const mine = (asked += 1);
    const points = await wants.points(cell()).catch((error: Error) => { if (mine === asked) wants.failed(error); return null; });
    if (!points || mine !== asked) return;
    const marks = points.map((one) => ({
      type: "Feature" as const,
      geometry: { type: "Point" as const, coordinates: [one.longitude, one.latitude] },
      properties: { id: one.incident_id, n: one.incidents, name: one.place_name && shown(one.place_name), killed: one.killed, type: one.event_type, sure: SURE.has(one.standing), size: Math.min(26, 4 + 3 * Math.log2(one.incidents)) },
    }));
    const rings = points.filter((one) => one.radius_km && one.incidents === 1).map((one) => ({
      type: "Feature" as const, properties: {}, geometry: { type: "LineString" as const, coordinates: ring(one.longitude, one.latitude, one.radius_km!) },
    }));
    (map.getSource("marks") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: marks });
    (map.getSource("rings") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: rings });
    if (first && points.length) {
      first = false;
      const bounds = new LngLatBounds();
      points.forEach((one) => bounds.extend([one.longitude, one.latitude]));
      map.fitBounds(bounds, { padding: 40, maxZoom: 6, animate: false });
    }
  }
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  box.append(tip);
  map.on("mousemove", "marks", (event) => {
    const found = event.features?.[0];
    if (!found) return;
    const { n, name, type, killed } = found.properties as { n: number; name: string | null; type: string; killed: number };
    tip.textContent = shown(`${n > 1 ? `${n} incidents, ` : `${type}, `}${name ?? ""}${killed ? `, ${killed} killed` : ""}`);
    tip.style.left = `${event.point.x + 12}px`;
    tip.style.top = `${event.point.y + 12}px`;
    tip.hidden = false;
    map.getCanvas().style.cursor = "pointer";
  });
  map.on("mouseleave", "marks", () => { tip.hidden = true; map.getCanvas().style.cursor = ""; });
  map.on("click", "marks", (event) => {
    const found = event.features?.[0];
    if (!found) return;
    const { n, id } = found.properties as { n: number; id: string };
    if (n === 1) wants.open(id);
    else map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 });
  });
  let zoom = map.getZoom();
  map.on("zoomend", () => { if (Math.abs(map.getZoom() - zoom) >= 0.8) { zoom = map.getZoom(); void refresh(); } });
  map.once("load", () => void refresh());
  return { refresh: () => { if (map.loaded() || !first) void refresh(); }, remove: () => map.remove() };
}
