// Small hooks: what was asked for, and whether it has come.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Asked<T> { data: T | null; error: string | null; waiting: boolean }

// The last answers, so that going back shows at once what was there, at the height where one left it.
const before = new Map<string, unknown>();
const KEPT = 24;

function keep(key: string, data: unknown): void {
  before.delete(key);
  before.set(key, data);
  if (before.size > KEPT) before.delete(before.keys().next().value!);
}

// What a decision changes must not be shown as it was.
export function forget(): void { before.clear(); }

// Asks anew when `key` changes; what comes late for an older key is dropped. What was there stays until the new is there.
// A key is one for the whole desk.
export function useAsked<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const [state, set] = useState<Asked<T>>({ data: key === null ? null : (before.get(key) as T | undefined) ?? null, error: null, waiting: key !== null });
  const latest = useRef(key);
  latest.current = key;
  useEffect(() => {
    if (key === null) return;
    set((last) => ({ data: (before.get(key) as T | undefined) ?? last.data, waiting: true, error: null }));
    ask().then(
      (data) => { keep(key, data); if (latest.current === key) set({ data, error: null, waiting: false }); },
      (error: Error) => { if (latest.current === key) set((last) => ({ data: last.data, error: error.message, waiting: false })); },
    );
  }, [key]);
  return state;
}

// The name of the view, in the browser's tab and history.
export function useTitle(title: string | null): void {
  useLayoutEffect(() => { document.title = title ? `${title} · khabar desk` : "khabar desk"; }, [title]);
}

// Whether there is room beside each other; the same width as in the styles.
export function useWide(): boolean {
  const media = useRef(matchMedia("(min-width: 861px)"));
  const [wide, set] = useState(media.current.matches);
  useEffect(() => {
    const listen = () => set(media.current.matches);
    media.current.addEventListener("change", listen);
    return () => media.current.removeEventListener("change", listen);
  }, []);
  return wide;
}
