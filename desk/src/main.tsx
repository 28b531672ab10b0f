// The desk: what happened, who says so, where they disagree, and what is decided.
import { render } from "preact";
import { useEffect, useErrorBoundary, useRef } from "preact/hooks";
import { get, type Choices, type Status } from "./api";
import { ActorView } from "./actor";
import { CheckView } from "./check";
import { DocumentView } from "./document";
import { IncidentView } from "./incident";
import { Overview } from "./overview";
import { ReviewView } from "./review";
import { follow, useRoute } from "./route";
import { useAsked, useTitle } from "./use";

const VIEWS = [["/", "Overview"], ["/review", "Review"], ["/check", "Check a claim"]] as const;

function Desk() {
  const { path, query } = useRoute();
  const status = useAsked<Status>("/api/status", () => get("/api/status"));
  useEffect(() => { addEventListener("click", follow); return () => removeEventListener("click", follow); }, []);
  const here = `/${path[0] ?? ""}`;
  // Who follows a link by key or by ear goes on in the view that it opened.
  const place = path.join("/");
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    document.getElementById("main")!.focus({ preventScroll: true });
  }, [place]);
  const writes = status.data?.writes ?? false;
  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top">
        <nav aria-label="Views">
          {VIEWS.map(([to, name]) => <a href={to} aria-current={here === to ? "page" : undefined}>{name}</a>)}
        </nav>
        <p class="ledger">{status.data ? <><b>{status.data.ledger}</b>, {status.data.documents.toLocaleString("en")} documents</> : "…"}</p>
      </header>
      {status.data && !writes && (
        <p class="note warn" role="status">Open for reading only, since another process has the ledger or it was opened so: no decision can be made here.</p>
      )}
      {status.error && <p class="note bad" role="alert">{status.error}</p>}
      <main id="main" tabIndex={-1}>
        <View key={here} path={path} query={query} writes={writes} choices={status.data?.choices ?? {}} />
      </main>
    </>
  );
}

function View({ path, query, writes, choices }: { path: string[]; query: URLSearchParams; writes: boolean; choices: Choices }) {
  const [broken] = useErrorBoundary((error) => console.error(error));
  const name = path[1] ?? "";
  if (broken) return <section class="page"><h1>This view broke</h1><p class="note bad" role="alert">{String((broken as Error).message ?? broken)}</p><p><a href="/" target="_self">Back to the overview</a></p></section>;
  switch (path[0]) {
    case undefined: return <Overview query={query} />;
    case "incident": return <IncidentView key={name} id={name} writes={writes} choices={choices} />;
    case "document": return <DocumentView key={name} id={name} query={query} />;
    case "actor": return <ActorView key={name} name={name} query={query} />;
    case "check": return <CheckView query={query} />;
    case "review": return <ReviewView query={query} writes={writes} choices={choices} />;
    default: return <Nothing />;
  }
}

function Nothing() {
  useTitle("Nothing here");
  return <section class="page"><h1>Nothing here</h1><p>No view has this address. <a href="/">Back to the overview</a></p></section>;
}

const root = document.getElementById("desk")!;
root.textContent = "";
render(<Desk />, root);
