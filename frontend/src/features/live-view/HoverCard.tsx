import { describe } from "./describe";
import type { Selection } from "./selection";
import type { LiveState } from "./state";

interface Props {
  state: LiveState;
  shown: Selection;
  x: number;
  y: number;
  width: number;
  height: number;
}

const size = { width: 300, height: 220 };

/** What is known about the thing that is pointed at, beside it. Choosing it shows the same in a place that stays. */
export function HoverCard({ state, shown, x, y, width, height }: Props) {
  const described = describe(state, shown);
  if (!described) return null;
  const left = x + 14 + size.width < width ? { left: x + 14 } : { right: Math.max(8, width - x + 14) };
  const top = y + size.height < height ? { top: Math.max(8, y - 20) } : { bottom: Math.max(8, height - y - 20) };
  return (
    <div className="live-card" style={{ ...left, ...top, maxWidth: size.width }}>
      <div className="live-kind">{described.kind}</div>
      <strong>{described.title}</strong>
      <dl>
        {described.rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
