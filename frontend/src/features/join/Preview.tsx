import { useCallback, useEffect, useMemo, useState } from "react";
import { openMeter, type Meter } from "../../media/meter";
import type { LocalState } from "../../media/local";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { LevelMeter } from "../../ui/LevelMeter";
import { Video } from "../../ui/Video";

interface Props {
  local: LocalState;
  name: string;
  audioOnly: boolean;
  onMicrophone: () => void;
  onCamera: () => void;
}

/** How the others will see and hear the reader. */
export function Preview({ local, name, audioOnly, onMicrophone, onCamera }: Props) {
  const { microphone, camera, busy } = local;
  const stream = useMemo(() => (camera === null ? null : new MediaStream([camera])), [camera]);
  return (
    <div className="preview">
      <div className="preview__picture">
        {stream !== null && !audioOnly ? (
          <Video stream={stream} className="preview__video" label="Your camera" />
        ) : (
          <div className="preview__off">
            <Avatar name={name === "" ? "?" : name} size={64} />
            <p>{audioOnly ? "Audio only" : busy.camera ? "Starting the camera…" : "Camera is off"}</p>
          </div>
        )}
        <div className="preview__controls">
          <button
            type="button"
            className="round"
            aria-pressed={microphone !== null}
            data-off={microphone === null ? "" : undefined}
            onClick={onMicrophone}
            data-testid="toggle-microphone"
          >
            <Icon name={microphone === null ? "micOff" : "mic"} size={22} />
            <span className="visually-hidden">Microphone</span>
          </button>
          <button
            type="button"
            className="round"
            aria-pressed={camera !== null && !audioOnly}
            data-off={camera === null || audioOnly ? "" : undefined}
            onClick={onCamera}
            disabled={audioOnly}
            data-testid="toggle-camera"
          >
            <Icon name={camera === null || audioOnly ? "cameraOff" : "camera"} size={22} />
            <span className="visually-hidden">Camera</span>
          </button>
        </div>
      </div>
      <MicrophoneLevel track={microphone} />
    </div>
  );
}

function MicrophoneLevel({ track }: { track: MediaStreamTrack | null }) {
  const [meter, setMeter] = useState<Meter | null>(null);
  useEffect(() => {
    if (track === null) return undefined;
    const opened = openMeter(track);
    setMeter(opened);
    return () => {
      opened.close();
      setMeter(null);
    };
  }, [track]);
  const read = useCallback(() => meter?.read() ?? 0, [meter]);
  return (
    <div className="preview__level">
      <Icon name={track === null ? "micOff" : "mic"} size={16} />
      {track === null ? (
        <span className="muted">Microphone is off</span>
      ) : (
        <LevelMeter label="Microphone level" read={read} />
      )}
    </div>
  );
}
