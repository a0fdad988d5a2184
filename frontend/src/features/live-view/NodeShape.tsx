import { memo, useMemo } from "react";
import { type Bubble, packConferences } from "./arrange";
import type { Group } from "./groups";
import type { Selection } from "./selection";
import type { LiveConference, LiveNode } from "./state";

export interface Pointing {
  onHover: (selection: Selection | null) => void;
  onSelect: (selection: Selection) => void;
}

interface Props extends Pointing {
  node: LiveNode;
  carried: Group<LiveConference> | undefined;
  x: number;
  y: number;
  r: number;
  /** Identifiers that light up, parted by spaces; null: nothing is set apart. */
  lit: string | null;
  /** The identifier that is chosen, when it is this node or one of its conferences. */
  chosen: string | null;
}

/** A node with its state, its load and the conferences it carries. Drawn anew only when one of these changed. */
export const NodeShape = memo(function NodeShape({ node, carried, x, y, r, lit, chosen, onHover, onSelect }: Props) {
  const bubbles = useMemo(() => packConferences(carried?.items ?? []), [carried]);
  const bright = useMemo(() => (lit === null ? null : new Set(lit.split(" "))), [lit]);
  const isDim = (id: string) => bright !== null && !bright.has(id);
  const selection: Selection = { kind: "node", id: node.id };
  return (
    <g className="live-place" style={{ transform: `translate(${x}px, ${y}px)` }}>
      <g
        className={`live-node${isDim(node.id) ? " dim" : ""}${chosen === node.id ? " chosen" : ""}`}
        onPointerEnter={() => onHover(selection)}
        onPointerLeave={() => onHover(null)}
        onClick={() => onSelect(selection)}
      >
        <NodeCircle node={node} r={r} />
      </g>
      {bubbles.map((b) => (
        <ConferenceShape
          key={b.conference.id}
          bubble={b}
          r={r}
          dim={isDim(b.conference.id)}
          chosen={chosen === b.conference.id}
          onHover={onHover}
          onSelect={onSelect}
        />
      ))}
    </g>
  );
});

/** A node fills from below with its media load. Its ring says its state by colour and pattern, a badge by a sign. */
function NodeCircle({ node, r }: { node: LiveNode; r: number }) {
  const load = Math.min(100, node.load?.mediaLoad ?? 0) / 100;
  const level = load >= 0.9 ? " full" : load >= 0.7 ? " high" : "";
  const clip = `fill-${node.id}`;
  const badge = node.maintenance ? "maintenance" : node.state.toLowerCase();
  const size = Math.max(5, Math.min(11, r * 0.22));
  return (
    <>
      <clipPath id={clip}>
        <rect x={-r} y={-r} width={2 * r} height={2 * r} className="live-level" style={{ transform: `translateY(${2 * r * (1 - load)}px)` }} />
      </clipPath>
      <circle r={r} className="live-node-body" />
      <circle r={r} className={`live-node-load${level}`} clipPath={`url(#${clip})`} />
      <circle r={r} className={`live-node-ring ${node.state.toLowerCase()}${node.maintenance ? " maintenance" : ""}`} />
      {badge !== "online" && (
        <g style={{ transform: `translate(${r * 0.71}px, ${-r * 0.71}px)` }} className={`live-badge ${badge}`}>
          <circle r={size} />
          <text textAnchor="middle" dy="0.36em" style={{ fontSize: size * 1.4 }}>
            {signs[badge as keyof typeof signs]}
          </text>
        </g>
      )}
    </>
  );
}

const signs = { maintenance: "M", never_contacted: "?", offline: "×", late: "…", stale: "!" };

interface NameProps extends Pointing {
  node: LiveNode;
  x: number;
  y: number;
  r: number;
  width: number;
  dim: boolean;
}

/** What stands below a node, over the lines that run there. */
export const NodeName = memo(function NodeName({ node, x, y, r, width, dim, onHover, onSelect }: NameProps) {
  const load = node.load && node.state !== "OFFLINE" ? `${Math.round(node.load.mediaLoad)} %` : states[node.state];
  const selection: Selection = { kind: "node", id: node.id };
  return (
    <g
      className={`live-place live-label${dim ? " dim" : ""}`}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      onPointerEnter={() => onHover(selection)}
      onPointerLeave={() => onHover(null)}
      onClick={() => onSelect(selection)}
    >
      <text y={r + 17} textAnchor="middle" className="live-node-name">
        {shorten(node.name, width, 7.2)}
      </text>
      <text y={r + 32} textAnchor="middle" className="live-node-note">
        {shorten(node.maintenance ? "maintenance" : load, width, 6.4)}
      </text>
    </g>
  );
});

const states = { NEVER_CONTACTED: "never contacted", STARTING: "starting", OFFLINE: "offline", ONLINE: "no report", LATE: "late", STALE: "stale" };

function ConferenceShape({ bubble, r: scale, dim, chosen, onHover, onSelect }: { bubble: Bubble; r: number; dim: boolean; chosen: boolean } & Pointing) {
  const { conference } = bubble;
  const r = bubble.r * scale;
  const selection: Selection = { kind: "conference", id: conference.id };
  const presenting = conference.participants.some((p) => p.presenting);
  const waiting = conference.participants.some((p) => p.waiting);
  const named = r >= 32;
  const mark = Math.max(3.5, Math.min(10, r * 0.26));
  return (
    <g
      className={`live-bubble${dim ? " dim" : ""}${chosen ? " chosen" : ""}`}
      style={{ transform: `translate(${bubble.x * scale}px, ${bubble.y * scale}px)` }}
      onPointerEnter={() => onHover(selection)}
      onPointerLeave={() => onHover(null)}
      onClick={() => onSelect(selection)}
    >
      <circle style={{ r: `${r}px` }} className="live-conference" />
      {r >= 7 && (
        <text textAnchor="middle" y={named ? -1 : r * 0.35} className="live-conference-count" style={{ fontSize: Math.min(22, r * (named ? 0.5 : 0.95)) }}>
          {conference.participants.length}
        </text>
      )}
      {named && (
        <text textAnchor="middle" y={15} className="live-conference-name">
          {shorten(conference.name, 1.75 * r, 6.3)}
        </text>
      )}
      {r >= 9 && conference.locked && <LockMark x={r * 0.71} y={-r * 0.71} size={mark} />}
      {r >= 9 && presenting && <PresentMark x={-r * 0.71} y={-r * 0.71} size={mark} />}
      {r >= 9 && waiting && <circle cx={0} cy={r} r={mark * 0.7} className="live-mark waiting" />}
    </g>
  );
}

interface MarkProps {
  x: number;
  y: number;
  size: number;
}

/** A closed padlock. */
function LockMark({ x, y, size }: MarkProps) {
  const s = size / 10;
  return (
    <g style={{ transform: `translate(${x}px, ${y}px) scale(${s})` }} className="live-mark locked">
      <circle r={10} />
      <path d="M-3-1v-2a3 3 0 0 1 6 0v2h1.2v5.6h-8.4v-5.6zm1.6 0h2.8v-2a1.4 1.4 0 0 0-2.8 0z" />
    </g>
  );
}

/** A screen on a foot. */
function PresentMark({ x, y, size }: MarkProps) {
  const s = size / 10;
  return (
    <g style={{ transform: `translate(${x}px, ${y}px) scale(${s})` }} className="live-mark presenting">
      <circle r={10} />
      <path d="M-5.5-4.5h11v7h-4.5v1.6h2.2v1.2h-6.4v-1.2h2.2v-1.6h-4.5zm1.3 1.3v4.4h8.4v-4.4z" />
    </g>
  );
}

/** Cuts a text to about that many pixels. */
function shorten(text: string, width: number, perLetter: number): string {
  const most = Math.floor(width / perLetter);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
