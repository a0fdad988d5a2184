import { percent } from "../../ui/admin/quality";
import type { Place } from "./arrange";
import type { Spot } from "./cardplace";
import type { LiveBackplane, LiveConference } from "./state";

interface Props {
  conference: LiveConference;
  places: readonly Place[];
  /** The one that is pointed at. */
  pointed: string | null;
  onPoint: (id: string | null) => void;
}

/**
 * The lines between the nodes of the conference that is pointed at: dashed from
 * one location to another, thin within one. Its quality is told by the colour
 * and, where it is not good, by what is lost.
 */
export function Backplanes({ conference, places, pointed, onPoint }: Props) {
  return (
    <g className="live-planes" data-testid="live-backplanes">
      {conference.backplanes.map((b) => {
        const line = lineOf(b, places);
        return line && <Line key={b.id} backplane={b} line={line} pointed={pointed === b.id} onPoint={onPoint} />;
      })}
    </g>
  );
}

interface Segment {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** From the edge of one circle to that of the other; null when one of them is not on the map. */
export function lineOf({ nodeIds }: LiveBackplane, places: readonly Place[]): Segment | null {
  const [a, b] = nodeIds.map((id) => places.find((p) => p.node.id === id));
  if (!a || !b) return null;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x1: a.x + (dx / length) * a.r, y1: a.y + (dy / length) * a.r, x2: b.x - (dx / length) * b.r, y2: b.y - (dy / length) * b.r };
}

/** Where the nodes of a conference and its lines are. */
export function spotsOf(conference: LiveConference, places: readonly Place[]): Spot[] {
  const nodes = places.filter((p) => conference.mediaNodeIds.includes(p.node.id));
  const lines = conference.backplanes.flatMap((b) => lineOf(b, places) ?? []);
  const steps = [0.1, 0.3, 0.5, 0.7, 0.9];
  return [...nodes, ...lines.flatMap((l) => steps.map((t) => ({ x: l.x1 + t * (l.x2 - l.x1), y: l.y1 + t * (l.y2 - l.y1), r: 4 })))];
}

interface LineProps {
  backplane: LiveBackplane;
  line: Segment;
  pointed: boolean;
  onPoint: (id: string | null) => void;
}

function Line({ backplane: b, line, pointed, onPoint }: LineProps) {
  const quality = b.load?.quality ?? "UNKNOWN";
  const loss = b.load && (quality === "BAD" || quality === "TERRIBLE") ? percent(b.load.lossPercent) : null;
  return (
    <g className={`live-plane ${b.kind.toLowerCase()} ${quality.toLowerCase()}${pointed ? " pointed" : ""}`}>
      <line {...line} className="live-plane-bed" />
      <line {...line} className="live-plane-line" />
      {loss && (
        <text x={(line.x1 + line.x2) / 2} y={(line.y1 + line.y2) / 2} dy="0.35em" textAnchor="middle">
          {loss}
        </text>
      )}
      <line {...line} className="live-plane-reach" onPointerEnter={() => onPoint(b.id)} onPointerLeave={() => onPoint(null)} />
    </g>
  );
}
