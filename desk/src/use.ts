// Small hooks: what was asked for, and whether it has come.
import { useEffect, useRef, useState } from "preact/hooks";

export interface Asked<T> { data: T | null; error: string | null; waiting: boolean }

// Asks anew when `key` changes; what comes late for an older key is dropped. What was there stays until the new is there.
export function useAsked<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const [state, set] = useState<Asked<T>>({ data: null, error: null, waiting: key !== null });
  const latest = useRef(key);
  latest.current = key;
  useEffect(() => {
    if (key === null) return;
    set((before) => ({ ...before, waiting: true, error: null }));
    ask().then(
      (data) => { if (latest.current === key) set({ data, error: null, waiting: false }); },
      (error: Error) => { if (latest.current === key) set((before) => ({ data: before.data, error: error.message, waiting: false })); },
    );
  }, [key]);
  return state;
}
