import { useEffect, useRef } from "react";

interface Props {
  stream: MediaStream | null;
  className?: string;
  label?: string;
  /** Told when the element begins or ceases to have a picture. */
  onPicture?: (has: boolean) => void;
}

/** Shows a stream's picture; its sound is played elsewhere. */
export function Video({ stream, className, label, onPicture }: Props) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return undefined;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (stream !== null) void video.play().catch(() => undefined); // starts with the next gesture then
    const [track] = stream?.getVideoTracks() ?? [];
    const tell = () => onPicture?.(track !== undefined && !track.muted && video.videoWidth > 0);
    tell();
    video.addEventListener("resize", tell);
    video.addEventListener("loadeddata", tell);
    track?.addEventListener("mute", tell);
    track?.addEventListener("unmute", tell);
    return () => {
      video.removeEventListener("resize", tell);
      video.removeEventListener("loadeddata", tell);
      track?.removeEventListener("mute", tell);
      track?.removeEventListener("unmute", tell);
    };
  }, [stream, onPicture]);
  return <video ref={ref} className={className} aria-label={label} autoPlay muted playsInline />;
}
