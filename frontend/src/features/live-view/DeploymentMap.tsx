import { useMemo, useState } from "react";
import { AreaShape } from "./AreaShape";
import { arrange, packConferences } from "./arrange";
import { Backplanes, lineOf, spotsOf } from "./Backplanes";
import type { Spot } from "./cardplace";
import { type Described, describe, describeBackplane } from "./describe";
import { HoverCard } from "./HoverCard";
import { NodeName, NodeShape, type Pointing } from "./NodeShape";
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
  const lined = [hovered, selected].find((s) => s?.kind === "conference");
  const connected = lined && state.conferences.get(lined.id);
  const [plane, setPlane] = useState<string | null>(null);
  const card = cardOfBackplane() ?? cardOfHovered();
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
              lit={lit && (lit.has(p.node.id) ? `${p.node.id} ${(carried?.items ?? []).filter((c) => lit.has(c.id)).map((c) => c.id).join(" ")}` : "")}
              chosen={chosen !== null && (chosen === p.node.id || carried?.items.some((c) => c.id === chosen)) ? chosen : null}
              onHover={onHover}
              onSelect={onSelect}
            />
          );
        })}
        {connected && <Backplanes conference={connected} places={places} pointed={plane} onPoint={setPlane} />}
        {places.map(
          (p) =>
            p.label > 0 && (
              <NodeName key={p.node.id} node={p.node} x={p.x} y={p.y} r={p.r} width={p.label} dim={lit !== null && !lit.has(p.node.id)} onHover={onHover} onSelect={onSelect} />
            ),
        )}
      </svg>
      {card && <HoverCard {...card} avoid={connected ? spotsOf(connected, places) : []} room={{ width, height }} />}
    </div>
  );

  function cardOfBackplane(): { described: Described; target: Spot } | null {
    const backplane = connected && connected.backplanes.find((b) => b.id === plane);
    const line = backplane && lineOf(backplane, places);
    if (!line) return null;
    return { described: describeBackplane(state, backplane), target: { x: (line.x1 + line.x2) / 2, y: (line.y1 + line.y2) / 2, r: 8 } };
  }

  function cardOfHovered(): { described: Described; target: Spot } | null {
    const described = hovered && describe(state, hovered);
    const target = targetOfHovered();
    return described && target && { described, target };
  }

  function targetOfHovered(): Spot | null {
    if (!hovered || hovered.kind === "location") return null;
    const conference = hovered.kind === "conference" ? state.conferences.get(hovered.id) : undefined;
    const node = conference ? homeOf(conference) : hovered.id;
    const place = places.find((p) => p.node.id === node);
    if (!place) return null;
    const bubble = conference && packConferences(state.carried.get(node)?.items ?? []).find((b) => b.conference.id === conference.id);
    return bubble ? { x: place.x + bubble.x * place.r, y: place.y + bubble.y * place.r, r: bubble.r * place.r } : place;
  }
}
