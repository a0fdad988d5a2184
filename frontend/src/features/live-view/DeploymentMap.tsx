import { useMemo } from "react";
import { type Circle, layout } from "./packing";
import { related, sameSelection, type Selection } from "./selection";
import type { LiveConference, LiveLocation, LiveNode, LiveState } from "./state";

const width = 900;
const height = 600;

interface Props {
  state: LiveState;
  shown: Selection | null;
  onHover: (selection: Selection | null) => void;
  onSelect: (selection: Selection | null) => void;
}

/** The map: locations hold nodes, nodes hold conferences. The table beside it says the same to those who do not see it. */
export function DeploymentMap({ state, shown, onHover, onSelect }: Props) {
  const map = useMemo(() => layout(state, width, height), [state]);
  if (map.locations.length === 0) return <p className="live-view-nothing">There are no locations yet. Add one under Platform.</p>;
  const dim = (kind: Selection["kind"], id: string) => (related(state, shown, kind, id) ? undefined : "dim");
  const pointer = (selection: Selection) => ({
    onPointerEnter: () => onHover(selection),
    onPointerLeave: () => onHover(null),
    onClick: () => onSelect(selection),
    "data-shown": shown !== null && sameSelection(shown, selection),
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid meet">
      {map.locations.map((c) => (
        <g key={c.item.id} className={dim("location", c.item.id)} {...pointer({ kind: "location", id: c.item.id })}>
          <circle cx={c.x} cy={c.y} r={c.r} className="location" />
        </g>
      ))}
      {map.nodes.map((c) => (
        <g key={c.item.id} className={dim("node", c.item.id)} {...pointer({ kind: "node", id: c.item.id })}>
          <NodeCircle circle={c} />
        </g>
      ))}
      {map.conferences.map((c) => (
        <g key={c.item.id} className={dim("conference", c.item.id)} {...pointer({ kind: "conference", id: c.item.id })}>
          <ConferenceCircle circle={c} />
        </g>
      ))}
      {map.locations.map((c) => (
        <LocationName key={c.item.id} circle={c} state={state} />
      ))}
    </svg>
  );
}

/** Names stand above everything, at the rim of their circle. */
function LocationName({ circle: { x, y, r, item }, state }: { circle: Circle<LiveLocation>; state: LiveState }) {
  const nodes = [...state.nodes.values()].filter((n) => n.locationId === item.id);
  const max = nodes.reduce((sum, n) => sum + n.maxHd, 0);
  const used = nodes.reduce((sum, n) => sum + (n.load?.usedHd ?? 0), 0);
  const load = max > 0 ? `${Math.round((used / max) * 100)} % of ${Math.floor(max)} HD` : "no capacity yet";
  return (
    <text x={x} y={Math.max(16, y - r + 20)} textAnchor="middle" className="location-name">
      {item.name} <tspan className="location-load">{load}</tspan>
    </text>
  );
}

/** A node fills from below with its media load. Its ring says its state by colour and pattern. */
function NodeCircle({ circle: { x, y, r, item } }: { circle: Circle<LiveNode> }) {
  const load = Math.min(100, item.load?.mediaLoad ?? 0) / 100;
  const clip = `fill-${item.id}`;
  return (
    <>
      <clipPath id={clip}>
        <rect x={x - r} y={y + r - 2 * r * load} width={2 * r} height={2 * r * load} />
      </clipPath>
      <circle cx={x} cy={y} r={r} className="node" />
      <circle cx={x} cy={y} r={r} className="node-load" clipPath={`url(#${clip})`} />
      <circle cx={x} cy={y} r={r} className={`node-ring ${item.state.toLowerCase()}${item.maintenance ? " maintenance" : ""}`} />
      {r > 26 && (
        <text x={x} y={y + r - 10} textAnchor="middle" className="node-name">
          {item.name}
        </text>
      )}
    </>
  );
}

function ConferenceCircle({ circle: { x, y, r, item } }: { circle: Circle<LiveConference> }) {
  const presenting = item.participants.some((p) => p.presenting);
  const size = Math.min(22, r);
  return (
    <>
      <circle cx={x} cy={y} r={r} className="conference" />
      {r > 7 && (
        <text x={x} y={y + size * 0.35} textAnchor="middle" className="conference-count" style={{ fontSize: size }}>
          {item.participants.length}
        </text>
      )}
      {item.locked && <circle cx={x + r * 0.7} cy={y - r * 0.7} r={Math.max(3, r * 0.22)} className="mark locked" />}
      {presenting && <circle cx={x - r * 0.7} cy={y - r * 0.7} r={Math.max(3, r * 0.22)} className="mark presenting" />}
    </>
  );
}
