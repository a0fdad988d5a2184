import { useMemo, useRef } from "react";
import { gridLayout, speakerLayout, wholePicture } from "../../media/layout";
import type { Tiles } from "../../media/slots";
import { TileView } from "./TileView";
import { useBox } from "./useBox";
import "./stage.css";

interface Props {
  tiles: Tiles;
  view: "speaker" | "grid";
  /** The stream of a receiving m-line. */
  stream: (mid: string) => MediaStream | null;
  camera: MediaStreamTrack | null;
  onMore: () => void;
}

const gap = 8;

/** The pictures: a large one with a strip of small ones, or all alike. */
export function Stage({ tiles, view, stream, camera, onMore }: Props) {
  const ref = useRef<HTMLUListElement>(null);
  const box = useBox(ref);
  const own = useMemo(() => (camera === null ? null : new MediaStream([camera])), [camera]);
  const all = tiles.big === null ? [] : [tiles.big, ...tiles.small];
  const slides = tiles.big?.role === "presentation";
  // Slides must stay large, whatever the view.
  const equal = view === "grid" && !slides && all.length > 1;
  const room = { ...box, gap };
  const layout = equal ? gridLayout(room, all.length) : speakerLayout(room, tiles.small.length, !slides);
  const bigSize = Math.min(layout.big.width, layout.big.height);
  const smallSize = Math.min(layout.small.width, layout.small.height);
  // The last place tells of those who found none.
  const shown = layout.hidden === 0 ? layout.areas : layout.areas.slice(0, -1);
  return (
    <div className="stage" data-testid="stage" data-view={equal ? "grid" : "speaker"}>
      <ul
        ref={ref}
        className="stage__grid"
        aria-label="Participants on the stage"
        style={{ gridTemplateColumns: layout.columns, gridTemplateRows: layout.rows, gap }}
      >
        {box.width > 0 &&
          shown.map((area, index) => {
            const tile = all[index];
            if (tile === undefined) return null;
            const large = index === 0 && !equal;
            const source = tile.role === "self" ? own : tile.mid === null ? null : stream(tile.mid);
            return (
              <TileView
                key={tile.key}
                tile={tile}
                stream={source}
                area={area}
                size={large ? bigSize * 0.8 : smallSize}
                whole={tile.role === "presentation" || (large && wholePicture(layout.big))}
                over={layout.overlay && index === 1 ? layout.small : null}
              />
            );
          })}
        {layout.hidden > 0 && (
          <li className="tile tile--more" style={{ gridArea: layout.areas.at(-1) }}>
            <button type="button" className="stage__more" onClick={onMore}>
              <strong>+{layout.hidden + 1}</strong>
              <span>more people</span>
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
