import { useMemo, useRef } from "react";
import { gridLayout, speakerLayout } from "../../media/layout";
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
  // Slides must stay large, whatever the view.
  const equal = view === "grid" && tiles.big?.role !== "presentation" && all.length > 1;
  const room = { ...box, gap };
  const layout = equal ? gridLayout(room, all.length) : speakerLayout(room, tiles.small.length);
  const bigSize = Math.min(box.width, box.height);
  const smallSize = Math.min(layout.small.width, layout.small.height);
  return (
    <div className="stage" data-testid="stage" data-view={equal ? "grid" : "speaker"}>
      <ul
        ref={ref}
        className="stage__grid"
        aria-label="Participants on the stage"
        style={{ gridTemplateColumns: layout.columns, gridTemplateRows: layout.rows, gap }}
      >
        {box.width > 0 &&
          layout.areas.map((area, index) => {
            const tile = all[index];
            if (tile === undefined) return null;
            const source = tile.role === "self" ? own : tile.mid === null ? null : stream(tile.mid);
            return (
              <TileView
                key={tile.key}
                tile={tile}
                stream={source}
                area={area}
                size={index === 0 && !equal ? bigSize * 0.8 : smallSize}
              />
            );
          })}
      </ul>
      {layout.hidden > 0 && (
        <button type="button" className="stage__more" onClick={onMore}>
          +{layout.hidden} more
        </button>
      )}
    </div>
  );
}
