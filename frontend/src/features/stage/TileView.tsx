import { useCallback, useState, type CSSProperties } from "react";
import type { Tile } from "../../media/slots";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Video } from "../../ui/Video";

interface Props {
  tile: Tile;
  stream: MediaStream | null;
  area: string;
  /** The tile's shorter side in pixels, for the avatar. */
  size: number;
  /** Shows the whole picture instead of filling the tile. */
  whole: boolean;
  /** Lies over the large tile's corner, in this size. */
  over: { width: number; height: number } | null;
}

/** One participant's place on the stage, or a presentation. */
export function TileView({ tile, stream, area, size, whole, over }: Props) {
  const [picture, setPicture] = useState(false);
  const onPicture = useCallback((has: boolean) => setPicture(has), []);
  const self = tile.role === "self";
  const slides = tile.role === "presentation";
  const shown = picture && stream !== null && !tile.cameraOff;
  const name = self ? `${tile.name} (you)` : slides ? `${tile.name} is presenting` : tile.name;
  const style: CSSProperties = { gridArea: area, ...over };
  return (
    <li
      className="tile"
      style={style}
      data-testid="tile"
      data-participant={tile.personId}
      data-slot-role={tile.role}
      data-speaking={tile.speaking ? "" : undefined}
      data-whole={whole ? "" : undefined}
      data-over={over === null ? undefined : ""}
      data-picture={shown ? "" : undefined}
    >
      <Video stream={stream} className="tile__video" onPicture={onPicture} label={slides ? "Presentation" : `Video of ${tile.name}`} />
      {!shown && (
        <div className="tile__off">
          {slides ? <Icon name="screen" size={Math.min(64, size * 0.3)} /> : <Avatar name={tile.name} size={Math.round(Math.min(128, Math.max(36, size * 0.42)))} />}
        </div>
      )}
      <div className="tile__marks">
        {tile.hand && (
          <span className="tile__mark tile__mark--hand">
            <Icon name="hand" size={16} />
            <span className="visually-hidden">Hand raised</span>
          </span>
        )}
        {tile.spotlight && (
          <span className="tile__mark">
            <Icon name="star" size={16} filled />
            <span className="visually-hidden">Spotlight</span>
          </span>
        )}
      </div>
      <p className="tile__name">
        {tile.muted && (
          <span className="tile__muted">
            <Icon name="micOff" size={14} />
            <span className="visually-hidden">Muted: </span>
          </span>
        )}
        <span className="tile__text">{name}</span>
      </p>
    </li>
  );
}
