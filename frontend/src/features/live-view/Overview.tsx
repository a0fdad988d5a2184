import { Label } from "@patternfly/react-core";
import { DesktopIcon, LockIcon, MicrophoneSlashIcon } from "@patternfly/react-icons";
import { sameSelection, type Selection } from "./selection";
import type { LiveConference, LiveNode, LiveParticipant, LiveState } from "./state";

interface Props {
  state: LiveState;
  shown: Selection | null;
  onHover: (selection: Selection | null) => void;
  onSelect: (selection: Selection | null) => void;
}

/** The map in words: locations, their nodes, the conferences these carry, and who is in them. */
export function Overview({ state, shown, onHover, onSelect }: Props) {
  const locations = [...state.locations.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const item = (selection: Selection, label: string) => (
    <button
      type="button"
      className="live-item"
      aria-pressed={shown !== null && sameSelection(shown, selection)}
      onMouseEnter={() => onHover(selection)}
      onMouseLeave={() => onHover(null)}
      onFocus={() => onHover(selection)}
      onBlur={() => onHover(null)}
      onClick={() => onSelect(selection)}
    >
      {label}
    </button>
  );
  return (
    <nav aria-label="Locations, nodes and conferences" className="live-overview">
      <ul>
        {locations.map((location) => (
          <li key={location.id}>
            {item({ kind: "location", id: location.id }, location.name)}
            <ul>
              {nodesOf(state, location.id).map((node) => (
                <li key={node.id}>
                  {item({ kind: "node", id: node.id }, node.name)}
                  <NodeNote node={node} />
                  <ul>
                    {conferencesOf(state, node.id).map((conference) => (
                      <li key={conference.id} data-testid="live-conference">
                        {item({ kind: "conference", id: conference.id }, conference.name)}
                        <ConferenceMarks conference={conference} />
                        <ul>
                          {conference.participants.map((p) => (
                            <Participant key={p.id} participant={p} />
                          ))}
                        </ul>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Participant({ participant: p }: { participant: LiveParticipant }) {
  const notes = [p.role === "HOST" ? "host" : p.role === "GUEST" ? "guest" : "", p.waiting ? "waiting" : "", p.hasMedia ? "" : "no media"].filter(Boolean);
  return (
    <li data-testid="live-participant" className="live-participant">
      <span>{p.displayName}</span> <span className="live-note">{notes.join(", ")}</span>
      {p.muted && (
        <span className="live-note">
          <MicrophoneSlashIcon /> muted
        </span>
      )}
      {p.presenting && (
        <span className="live-note">
          <DesktopIcon /> presenting
        </span>
      )}
    </li>
  );
}

function NodeNote({ node }: { node: LiveNode }) {
  const load = node.load ? `${Math.round(node.load.mediaLoad)} %` : "no report";
  const words = { ONLINE: load, LATE: "late", STALE: "stale", OFFLINE: "offline", NEVER_CONTACTED: "never contacted" };
  return <span className="live-note">{node.maintenance ? `${words[node.state]}, maintenance` : words[node.state]}</span>;
}

function ConferenceMarks({ conference }: { conference: LiveConference }) {
  return (
    <>
      <span className="live-note">
        {conference.participants.length} {conference.participants.length === 1 ? "participant" : "participants"}
      </span>
      {conference.locked && (
        <Label isCompact icon={<LockIcon />}>
          locked
        </Label>
      )}
    </>
  );
}

function nodesOf(state: LiveState, location: string): LiveNode[] {
  return [...state.nodes.values()].filter((n) => n.locationId === location).toSorted((a, b) => a.name.localeCompare(b.name));
}

function conferencesOf(state: LiveState, node: string): LiveConference[] {
  return [...state.conferences.values()].filter((c) => c.nodeIds[0] === node).toSorted((a, b) => a.name.localeCompare(b.name));
}
