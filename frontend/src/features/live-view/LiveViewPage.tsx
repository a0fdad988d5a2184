import { Alert, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Label, Spinner, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useTitle } from "../../ui/admin/useTitle";
import { Announcer } from "./Announcer";
import { Counters } from "./Counters";
import { DeploymentMap } from "./DeploymentMap";
import { Details } from "./Details";
import { Finder } from "./Finder";
import { Legend } from "./Legend";
import "./live-view.css";
import { exists, matching, related, sameSelection, type Selection } from "./selection";
import type { LiveState } from "./state";
import { liveViewStream, type LiveView } from "./stream";
import { rows, type View } from "./tree";
import { TreeGrid } from "./TreeGrid";

/** The deployment as it is now. Map, list and details show the same and select together. */
export function LiveViewPage() {
  useTitle("Live View");
  const [stream] = useState(liveViewStream);
  const view = useSyncExternalStore(stream.subscribe, stream.get);
  const { onSession } = useSession();
  useEffect(() => {
    // Whoever was signed out signs in; whoever got other rights sees the pages that they open.
    if (view.connection === "signed-out") onSession();
  }, [view.connection, onSession]);
  return (
    <section className="live-view" data-testid="live-view" aria-label="Live View" data-connection={view.connection}>
      <div className="live-view-head">
        <Title headingLevel="h1">Live View</Title>
        <ConnectionLabel view={view} />
        {view.value && <Counters state={view.value} />}
      </div>
      <ConnectionNotice view={view} />
      {view.value ? <Body state={view.value} /> : view.connection !== "signed-out" && <Spinner aria-label="Loading the live view" />}
    </section>
  );
}

function Body({ state }: { state: LiveState }) {
  const [selected, setSelected] = useState<Selection | null>(null);
  const [pointed, setPointed] = useState<Selection | null>(null);
  const [words, setWords] = useState("");
  const list = useRows(state, words);
  const onHover = useCallback((s: Selection | null) => setPointed((old) => (sameSelection(old, s) ? old : s)), []);
  const onSelect = useCallback((s: Selection | null) => setSelected((old) => (sameSelection(old, s) ? null : s)), []);
  const hovered = pointed && exists(state, pointed) ? pointed : null;
  const chosen = selected && exists(state, selected) ? selected : null;
  const lit = useMemo(() => (hovered ? related(state, hovered) : list.lit), [state, hovered, list.lit]);
  if (state.locations.size === 0) return <NoLocations />;
  const escape = (event: React.KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    setPointed(null);
    setSelected(null);
  };
  return (
    // Keys that bubble up from the controls within; the element itself is not one.
    <div className="live-view-body" role="presentation" onKeyDown={escape}>
      <Announcer state={state} />
      <div className="live-view-map">
        <DeploymentMap state={state} hovered={hovered} selected={chosen} lit={lit} onHover={onHover} onSelect={onSelect} />
        <Legend />
      </div>
      <div className="live-view-side">
        <Finder words={words} onWords={setWords} found={list.lit === null ? null : list.rows.length} />
        <TreeGrid rows={list.rows} selected={chosen} onHover={onHover} onSelect={setSelected} onOpen={list.open} />
        {chosen && <Details state={state} shown={chosen} onClose={() => setSelected(null)} />}
      </div>
    </div>
  );
}

/** The rows of the list: those that are open, or that match what is searched for. */
function useRows(state: LiveState, text: string) {
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  // Decided once: a list that folds up by itself while one reads is a nuisance.
  const [roomy] = useState(() => state.participants <= 300);
  const words = text.trim().toLowerCase();
  const lit = useMemo(() => (words === "" ? null : matching(state, words)), [state, words]);
  const list = useMemo(() => rows(state, { opened, roomy, words, lit } satisfies View), [state, opened, roomy, words, lit]);
  const open = useCallback((key: string, on: boolean) => setOpened((old) => new Map(old).set(key, on)), []);
  return { rows: list, lit, open };
}

function NoLocations() {
  return (
    <EmptyState headingLevel="h2" titleText="Nothing to show yet">
      <EmptyStateBody>A deployment begins with a location. Conferencing Nodes stand in locations and carry the calls.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/locations/$id" params={{ id: "new" }}>
            Add a location
          </Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function ConnectionLabel({ view }: { view: LiveView }) {
  if (view.connection === "live") {
    return (
      <Label status="success" isCompact>
        Live
      </Label>
    );
  }
  return (
    <Label status={view.connection === "connecting" ? "info" : "warning"} isCompact>
      {view.connection === "connecting" ? "Connecting" : "Not live"}
    </Label>
  );
}

function ConnectionNotice({ view }: { view: LiveView }) {
  return (
    <div aria-live="polite">
      {view.connection === "stale" && (
        <Alert isInline variant="warning" title={view.heardAt === 0 ? "The live view could not be loaded" : `Stale since ${formatTime(new Date(view.heardAt).toISOString())}`}>
          {view.refused ?? "The Management Node does not answer. Meetings go on without it; this page resumes by itself."}
        </Alert>
      )}
    </div>
  );
}
