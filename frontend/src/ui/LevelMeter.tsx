import { useEffect, useRef } from "react";

const bars = 12;

interface Props {
  label: string;
  /** Loudness now, 0 to 1. */
  read: () => number;
}

/**
 * A level meter. It writes to the page itself, many times a second, without
 * React; assistive technology gets a value twice a second.
 */
export function LevelMeter({ label, read }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = ref.current;
    if (root === null) return undefined;
    let frame = 0;
    let shown = 0;
    let told = 0;
    const draw = (time: number) => {
      // Rises at once, falls slowly: readable at a glance.
      shown = Math.max(read(), shown * 0.92);
      Array.from(root.children).forEach((bar, index) => bar.toggleAttribute("data-on", shown * bars > index + 0.5));
      if (time - told > 500) {
        told = time;
        root.setAttribute("aria-valuenow", String(Math.round(shown * 100)));
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [read]);
  return (
    <div ref={ref} className="meter" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      {Array.from({ length: bars }, (_, index) => (
        <span key={index} className="meter__bar" data-hot={index >= bars - 2 ? "" : undefined} />
      ))}
    </div>
  );
}
