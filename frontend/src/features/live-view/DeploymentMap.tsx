import { useMemo } from "react";
import { AreaShape } from "./AreaShape";
import { arrange, packConferences } from "./arrange";
import { Backplanes } from "./Backplanes";
import { HoverCard } from "./HoverCard";
import { type Pointing, NodeShape } from "./NodeShape";
import { type Selection } from "./selection";
import { homeOf, type LiveState } from "./state";
import { useSize } from "./useSize";

interface Props extends Pointing {
  state: LiveState;
  /** What is pointed at, here or in the list. */
  hovered: Selection | null;
  selected: Selection | null;
  /** Identifiers that light up; null: nothing is set apart. */
  lit: ReadonlySet<string> | null;
}

/** The map: locations hold nodes, nodes hold conferences. The list beside it says the same to those who do not see it. */
export function DeploymentMap({ state, hovered, selected, lit, onHover, onSelect }: Props) {
  const [ref, { width, height }] = useSize();
  const { areas, places } = useMemo(() => arrange(state, width, height), [state, width, height]);
  const chosen = selected?.id ?? null;
  const at = hovered && cardPosition();
  const lined = [hovered, selected].find((s) => s?.kind === "conference");
  const connected = lined && state.conferences.get(lined.id);
  return (
    <div className="live-map" ref={ref} aria-hidden="true" data-testid="live-map">
      {areas.map((a, i) => (
        <AreaShape
          key={a.location.id}
          location={a.location}
          nodes={state.housed.get(a.location.id)}
          x={a.x}
          y={a.y}
          width={a.width}
          height={a.height}
          header={a.header}
          hue={i % 4}
          dim={lit !== null && !lit.has(a.location.id)}
          chosen={chosen === a.location.id}
          onHover={onHover}
          onSelect={onSelect}
        />
      ))}
      <svg width={width} height={height} focusable="false">
        {places.map((p) => {
          const carried = state.carried.get(p.node.id);
          return (
            <NodeShape
              key={p.node.id}
              node={p.node}
              carried={carried}
              x={p.x}
              y={p.y}
              r={p.r}
              label={p.label}
              lit={lit && (lit.has(p.node.id) ? `${p.node.id} ${(carried?.items ?? []).filter((c) => lit.has(c.id)).map((c) => c.id).join(" ")}` : "")}
              chosen={chosen !== null && (chosen === p.node.id || carried?.items.some((c) => c.id === chosen)) ? chosen : null}
              onHover={onHover}
              onSelect={onSelect}
            />
          );
        })}
        {connected && <Backplanes conference={connected} places={places} />}
      </svg>
      {hovered && at && <HoverCard state={state} shown={hovered} x={at.x} y={at.y} width={width} height={height} />}
    </div>
  );

  function cardPosition(): { x: number; y: number } | null {
    if (!hovered || hovered.kind === "location") return null;
    const conference = hovered.kind === "conference" ? state.conferences.get(hovered.id) : undefined;
    const node = conference ? homeOf(conference) : hovered.id;
    const place = places.find((p) => p.node.id === node);
    if (!place) return null;
    const bubble = conference && packConferences(state.carried.get(node)?.items ?? []).find((b) => b.conference.id === conference.id);
    return bubble ? { x: place.x + (bubble.x + bubble.r) * place.r, y: place.y + bubble.y * place.r } : { x: place.x + place.r, y: place.y };
  }
}
