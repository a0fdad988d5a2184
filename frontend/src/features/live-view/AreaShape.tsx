import { memo } from "react";
import type { Group } from "./groups";
import type { Pointing } from "./NodeShape";
import type { LiveLocation, LiveNode } from "./state";
import { usage } from "./usage";

interface Props extends Pointing {
  location: LiveLocation;
  nodes: Group<LiveNode> | undefined;
  x: number;
  y: number;
  width: number;
  height: number;
  header: number;
  hue: number;
  dim: boolean;
  chosen: boolean;
}

/** A location's tinted area with its name and how much of it is in use. */
export const AreaShape = memo(function AreaShape({ location, nodes, x, y, width, height, header, hue, dim, chosen, onHover, onSelect }: Props) {
  const { used, max, percent } = usage(nodes?.items ?? []);
  const selection = { kind: "location" as const, id: location.id };
  return (
    <div
      role="presentation"
      className={`live-area hue-${hue}${dim ? " dim" : ""}${chosen ? " chosen" : ""}`}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      onPointerEnter={() => onHover(selection)}
      onPointerLeave={() => onHover(null)}
      onClick={() => onSelect(selection)}
    >
      {header > 0 && (
        <div className="live-area-head" style={{ height: header }}>
          <span className="live-area-name">{location.name}</span>
          {width > 240 && (
            <span className="live-area-load">{max > 0 ? `${percent} % of ${Math.floor(max)} HD${used > 0 && percent < 1 ? ", in use" : ""}` : "no capacity yet"}</span>
          )}
        </div>
      )}
      {!nodes && header > 0 && <p className="live-area-empty">No nodes yet</p>}
    </div>
  );
});
