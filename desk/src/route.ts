// The address is the state: every view can be sent to a colleague, and the back button works.
import { useEffect, useState } from "preact/hooks";

export interface Route { path: string[]; query: URLSearchParams }

function now(): Route {
  const path = location.pathname.split("/").filter(Boolean).map(plain);
  return { path, query: new URLSearchParams(location.search) };
}

function plain(part: string): string {
  try { return decodeURIComponent(part); } catch { return part; }
}

const listeners = new Set<() => void>();

export function go(path: string, query: URLSearchParams = new URLSearchParams(), replace = false): void {
  const words = query.toString();
  const address = words ? `${path}?${words}` : path;
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  listeners.forEach((listen) => listen());
}

export function useRoute(): Route {
  const [route, set] = useState(now);
  useEffect(() => {
    const listen = () => set(now());
    listeners.add(listen);
    addEventListener("popstate", listen);
    return () => { listeners.delete(listen); removeEventListener("popstate", listen); };
  }, []);
  return route;
}

// Follow links of our own without loading the page anew; others, and those opened apart, as the browser does.
export function follow(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a[href^='/']") as HTMLAnchorElement | null;
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  event.preventDefault();
  const to = new URL(link.href);
  go(to.pathname, to.searchParams);
  scrollTo(0, 0);
}

export function withQuery(query: URLSearchParams, changes: Record<string, string | string[] | null>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    next.delete(key);
    for (const one of value === null ? [] : Array.isArray(value) ? value : [value]) if (one) next.append(key, one);
  }
  next.delete("offset");
  return next;
}
