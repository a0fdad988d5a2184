import type { ReactNode } from "react";
import { NodeStateLabel } from "../../ui/admin/NodeStateLabel";
import { bitrate, kindWords, milliseconds, percent, qualityWords } from "../../ui/admin/quality";
import { formatDuration, formatTime } from "../../ui/admin/time";
import type { Selection } from "./selection";
import type { LiveBackplane, LiveConference, LiveState } from "./state";
import { usage } from "./usage";
import { backplaneSummary, backplaneWords } from "./words";

export interface Described {
  kind: string;
  title: string;
  rows: [string, ReactNode][];
  /** What there is no room for beside the pointer. */
  more?: [string, ReactNode][];
}

/** What is known about a thing; null when it is gone. */
export function describe(state: LiveState, { kind, id }: Selection): Described | null {
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
  const nodes = state.housed.get(id)?.items ?? [];
  const { used, max, percent: share } = usage(nodes);
  return {
    kind: "Location",
    title: location.name,
    rows: [
      ["Nodes", nodes.length === 0 ? "none" : `${nodes.filter((n) => n.state === "ONLINE").length} of ${nodes.length} online`],
      ["Capacity", max > 0 ? `${Math.floor(max)} HD calls` : "not known yet"],
      ["In use", `${used.toFixed(1)} HD calls, ${share} %`],
    ],
  };
}

function describeNode(state: LiveState, id: string): Described | null {
  const node = state.nodes.get(id);
  if (!node) return null;
  const carried = [...state.conferences.values()].filter((c) => c.nodeIds.includes(id)).length;
  return {
    kind: node.role === "PROXYING" ? "Proxying node" : "Conferencing Node",
    title: node.name,
    rows: [
      ["State", <NodeStateLabel key="state" state={node.state} maintenance={node.maintenance} />],
      ["Address", <span key="address" className="parley-mono">{node.address}</span>],
      ["Media load", node.load ? `${Math.round(node.load.mediaLoad)} %, ${node.load.usedHd.toFixed(1)} HD calls` : "no report yet"],
      ["Estimated maximum", node.maxHd > 0 ? `${Math.floor(node.maxHd)} HD calls` : "not known yet"],
      ["Conferences", String(carried)],
      ["Version", node.version || "–"],
      ["Last report", formatTime(node.load?.reportedAt)],
    ],
  };
}

function describeConference(state: LiveState, id: string): Described | null {
  const conference = state.conferences.get(id);
  if (!conference) return null;
  const nameOf = (n: string) => state.nodes.get(n)?.name ?? "a removed node";
  const marks = [conference.locked && "locked", conference.guestsMuted && "guests muted"].filter(Boolean);
  const rows: [string, ReactNode][] = [
    ["Running for", formatDuration(conference.startedAt, null)],
    ["Participants", String(conference.participants.length)],
    ["Home", nameOf(conference.homeNodeId)],
    ["Media on", conference.mediaNodeIds.map(nameOf).join(", ") || "–"],
    ["State", marks.length > 0 ? marks.join(", ") : "open"],
  ];
  const others = conference.nodeIds.filter((n) => n !== conference.homeNodeId && !conference.mediaNodeIds.includes(n));
  if (others.length > 0) rows.splice(4, 0, ["Also on", others.map(nameOf).join(", ")]);
  if (conference.tag) rows.push(["Tag", conference.tag]);
  if (conference.backplanes.length === 0) return { kind: "Virtual Meeting Room", title: conference.name, rows };
  const more: [string, ReactNode][] = [["Backplanes", <BackplaneList key="backplanes" state={state} conference={conference} />]];
  rows.push(["Backplanes", backplaneSummary(conference.backplanes)]);
  return { kind: "Virtual Meeting Room", title: conference.name, rows, more };
}

/** A backplane, for the map: the list beside it says the same of all of a conference. */
export function describeBackplane(state: LiveState, { nodeIds, kind, load }: LiveBackplane): Described {
  const rows: [string, ReactNode][] = [["Quality", load ? qualityWords[load.quality] : "no report yet"]];
  if (load) rows.push(["Lost", percent(load.lossPercent)], ["Media", bitrate(Number(load.bitrate))]);
  if (load && load.rttMs > 0) rows.push(["There and back", milliseconds(load.rttMs)]);
  return { kind: `Backplane ${kindWords[kind]}`, title: nodeIds.map((id) => state.nodes.get(id)?.name ?? "a removed node").join(" – "), rows };
}

/** As many as one reads; the record of the conference has all. */
const most = 12;

function BackplaneList({ state, conference }: { state: LiveState; conference: LiveConference }) {
  const { backplanes } = conference;
  return (
    <ul className="live-plane-list">
      {backplanes.slice(0, most).map((b) => (
        <li key={b.id}>
          <span className={`swatch plane ${b.kind.toLowerCase()} ${(b.load?.quality ?? "UNKNOWN").toLowerCase()}`} aria-hidden="true" /> {backplaneWords(state, b)}
        </li>
      ))}
      {backplanes.length > most && <li>and {backplanes.length - most} more</li>}
    </ul>
  );
}
