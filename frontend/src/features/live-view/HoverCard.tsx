import { useLayoutEffect, useRef, useState } from "react";
import { placeCard, type Size, type Spot } from "./cardplace";
import type { Described } from "./describe";

interface Props {
  described: Described;
  target: Spot;
  /** What belongs to it, and had better be seen. */
  avoid: readonly Spot[];
  room: Size;
}

/** What is known about the thing that is pointed at, beside it. Choosing it shows the same in a place that stays. */
export function HoverCard({ described, target, avoid, room }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  // How large it is its words decide; it is placed before it is seen.
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = card.current as HTMLDivElement;
    setSize((now) => (now?.width === width && now.height === height ? now : { width, height }));
  }, [described]);
  const at = size && placeCard(target, avoid, size, room);
  return (
    <div className="live-card" ref={card} style={at ?? { left: 0, top: 0, visibility: "hidden" }} data-testid="live-card">
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
