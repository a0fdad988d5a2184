import { percent } from "../../ui/admin/quality";
import type { Place } from "./arrange";
import type { LiveBackplane, LiveConference } from "./state";

/**
 * The lines between the nodes of the conference that is pointed at: dashed from
 * one location to another, thin within one. Its quality is told by the colour
 * and, where it is not good, by what is lost.
 */
export function Backplanes({ conference, places }: { conference: LiveConference; places: readonly Place[] }) {
  const at = new Map(places.map((p) => [p.node.id, p]));
  return (
    <g className="live-planes" data-testid="live-backplanes">
      {conference.backplanes.map((b) => {
        const [from, to] = b.nodeIds.map((id) => at.get(id));
        return from && to ? <Line key={b.id} backplane={b} line={between(from, to)} /> : null;
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

/** From the edge of one circle to that of the other. */
function between(a: Place, b: Place): Segment {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x1: a.x + (dx / length) * a.r, y1: a.y + (dy / length) * a.r, x2: b.x - (dx / length) * b.r, y2: b.y - (dy / length) * b.r };
}

function Line({ backplane: b, line }: { backplane: LiveBackplane; line: Segment }) {
  const quality = b.load?.quality ?? "UNKNOWN";
  const loss = b.load && (quality === "BAD" || quality === "TERRIBLE") ? percent(b.load.lossPercent) : null;
  return (
    <g className={`live-plane ${b.kind.toLowerCase()} ${quality.toLowerCase()}`}>
      <line {...line} className="live-plane-bed" />
      <line {...line} className="live-plane-line" />
      {loss && (
        <text x={(line.x1 + line.x2) / 2} y={(line.y1 + line.y2) / 2} dy="0.35em" textAnchor="middle">
          {loss}
        </text>
      )}
    </g>
  );
}
