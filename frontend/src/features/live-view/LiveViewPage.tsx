import { Alert, Button, Label, PageSection, Spinner, Title } from "@patternfly/react-core";
import { useMemo, useState, useSyncExternalStore } from "react";
import { formatTime } from "../../ui/admin/time";
import { DeploymentMap } from "./DeploymentMap";
import { Details } from "./Details";
import "./live-view.css";
import { Overview } from "./Overview";
import { type Selection, sameSelection } from "./selection";
import type { LiveState } from "./state";
import { LiveViewStream, type LiveView } from "./stream";

/** The deployment as it is now. Map, table and details show the same and select together. */
export function LiveViewPage() {
  const stream = useMemo(() => new LiveViewStream(), []);
  const view = useSyncExternalStore(stream.subscribe, stream.get);
  return (
    <PageSection isFilled data-testid="live-view" className="live-view">
      <div className="live-view-head">
        <Title headingLevel="h1">Live View</Title>
        <ConnectionLabel view={view} />
        {view.state && <Counts state={view.state} />}
      </div>
      <ConnectionNotice view={view} />
      {view.state ? <Body state={view.state} /> : view.connection !== "signed-out" && <Spinner aria-label="Loading the live view" />}
    </PageSection>
  );
}

function Body({ state }: { state: LiveState }) {
  const [selected, setSelected] = useState<Selection | null>(null);
  const [hovered, setHovered] = useState<Selection | null>(null);
  const select = (s: Selection | null) => setSelected((old) => (s && old && sameSelection(s, old) ? null : s));
  const shown = hovered ?? selected;
  return (
    <div className="live-view-body">
      <div className="live-view-map">
        <DeploymentMap state={state} shown={shown} onHover={setHovered} onSelect={select} />
        <Legend />
      </div>
      <div className="live-view-side">
        <Details state={state} shown={shown} />
        <Overview state={state} shown={shown} onHover={setHovered} onSelect={select} />
      </div>
    </div>
  );
}

function Counts({ state }: { state: LiveState }) {
  const participants = [...state.conferences.values()].reduce((sum, c) => sum + c.participants.length, 0);
  const online = [...state.nodes.values()].filter((n) => n.state === "ONLINE").length;
  const counts: [number | string, string][] = [
    [participants, participants === 1 ? "participant" : "participants"],
    [state.conferences.size, state.conferences.size === 1 ? "conference" : "conferences"],
    [`${online}/${state.nodes.size}`, "nodes online"],
  ];
  return (
    <dl className="live-view-counts">
      {counts.map(([number, word]) => (
        <div key={word}>
          <dd>{number}</dd>
          <dt>{word}</dt>
        </div>
      ))}
    </dl>
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
        <Alert isInline variant="warning" title={`Stale since ${formatTime(new Date(view.heardAt).toISOString())}`}>
          The Management Node does not answer. Meetings go on without it; this page resumes by itself.
        </Alert>
      )}
      {view.connection === "signed-out" && (
        <Alert
          isInline
          variant="warning"
          title="Your session has ended"
          actionLinks={
            <Button variant="link" isInline onClick={() => window.location.reload()}>
              Sign in again
            </Button>
          }
        />
      )}
    </div>
  );
}

function Legend() {
  return (
    <ul className="live-view-legend" aria-label="Legend">
      <li>
        <span className="swatch location" /> Location
      </li>
      <li>
        <span className="swatch node" /> Node; the fill is its media load
      </li>
      <li>
        <span className="swatch conference" /> Conference; the size grows with its participants
      </li>
    </ul>
  );
}
