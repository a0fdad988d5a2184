import { useEffect, useRef } from "react";

interface Props {
  streams: { mid: string; stream: MediaStream }[];
  speakerId: string;
  /** The browser wants a gesture before it makes a sound. */
  onBlocked: () => void;
}

/** Plays the loudest speakers. */
export function AudioSinks({ streams, speakerId, onBlocked }: Props) {
  return (
    <div hidden>
      {streams.map(({ mid, stream }) => (
        <Sink key={mid} stream={stream} speakerId={speakerId} onBlocked={onBlocked} />
      ))}
    </div>
  );
}

function Sink({ stream, speakerId, onBlocked }: { stream: MediaStream; speakerId: string; onBlocked: () => void }) {
  const ref = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = ref.current;
    if (audio === null) return;
    audio.srcObject = stream;
    audio.play().catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === "NotAllowedError") onBlocked();
    });
  }, [stream, onBlocked]);
  useEffect(() => {
    const audio = ref.current as (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }) | null;
    // A loudspeaker that is gone leaves the default one.
    void audio?.setSinkId?.(speakerId).catch(() => undefined);
  }, [speakerId]);
  return <audio ref={ref} autoPlay />;
}
