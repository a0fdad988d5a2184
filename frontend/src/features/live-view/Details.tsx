import { Card, CardBody, CardTitle, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { NodeStateLabel } from "../../ui/admin/NodeStateLabel";
import { formatDuration, formatTime } from "../../ui/admin/time";
import type { Selection } from "./selection";
import type { LiveState } from "./state";

/** What is known about the thing that is pointed at or chosen. */
export function Details({ state, shown }: { state: LiveState; shown: Selection | null }) {
  const found = shown && describe(state, shown);
  return (
    <Card isCompact data-testid="live-details">
      <CardTitle component="h2">{found ? found.title : "Details"}</CardTitle>
      <CardBody>
        {found ? (
          <DescriptionList isHorizontal isCompact aria-label="Details">
            {found.rows.map(([term, value]) => (
              <DescriptionListGroup key={term}>
                <DescriptionListTerm>{term}</DescriptionListTerm>
                <DescriptionListDescription>{value}</DescriptionListDescription>
              </DescriptionListGroup>
            ))}
          </DescriptionList>
        ) : (
          <p className="live-view-hint">Point at a location, node or conference, or choose one in the list.</p>
        )}
      </CardBody>
    </Card>
  );
}

type Described = { title: string; rows: [string, ReactNode][] };

function describe(state: LiveState, { kind, id }: Selection): Described | null {
  switch (kind) {
    case "location":
      return describeLocation(state, id);
    case "node":
      return describeNode(state, id);
    case "conference":
      return describeConference(state, id);
  }
}

function describeLocation(state: LiveState, id: string): Described | null {
  const location = state.locations.get(id);
  if (!location) return null;
  const nodes = [...state.nodes.values()].filter((n) => n.locationId === id);
  const max = nodes.reduce((sum, n) => sum + n.maxHd, 0);
  const used = nodes.reduce((sum, n) => sum + (n.load?.usedHd ?? 0), 0);
  return {
    title: location.name,
    rows: [
      ["Nodes", `${nodes.filter((n) => n.state === "ONLINE").length} of ${nodes.length} online`],
      ["Capacity", `${Math.floor(max)} HD calls`],
      ["In use", `${used.toFixed(1)} HD calls`],
    ],
  };
}

function describeNode(state: LiveState, id: string): Described | null {
  const node = state.nodes.get(id);
  if (!node) return null;
  const conferences = [...state.conferences.values()].filter((c) => c.nodeIds.includes(id));
  return {
    title: node.name,
    rows: [
      ["State", <NodeStateLabel key="state" state={node.state} maintenance={node.maintenance} />],
      ["Address", <span key="address" className="parley-mono">{node.address}</span>],
      ["Media load", node.load ? `${Math.round(node.load.mediaLoad)} %, ${node.load.usedHd.toFixed(1)} HD calls` : "no report yet"],
      ["Estimated maximum", node.maxHd > 0 ? `${Math.floor(node.maxHd)} HD calls` : "–"],
      ["Conferences", String(conferences.length)],
      ["Version", node.version || "–"],
      ["Reported", formatTime(node.load?.reportedAt)],
    ],
  };
}

function describeConference(state: LiveState, id: string): Described | null {
  const conference = state.conferences.get(id);
  if (!conference) return null;
  const names = conference.nodeIds.map((n) => state.nodes.get(n)?.name ?? "a removed node");
  const marks = [conference.locked && "locked", conference.guestsMuted && "guests muted"].filter(Boolean);
  return {
    title: conference.name,
    rows: [
      ["Kind", "Virtual Meeting Room"],
      ["Running for", formatDuration(conference.startedAt, null)],
      ["Participants", conference.participants.map((p) => p.displayName).join(", ") || "nobody"],
      ["Carried by", names.join(", ")],
      ["State", marks.length > 0 ? marks.join(", ") : "open"],
    ],
  };
}
