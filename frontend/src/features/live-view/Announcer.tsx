import { useEffect, useRef, useState } from "react";
import type { LiveState } from "./state";

/** More often than this nobody wants to be told. */
const pause = 5000;

/** Tells those who do not see the map how things stand, when that changed and not too often. */
export function Announcer({ state }: { state: LiveState }) {
  const now = `${count(state.participants, "participant")} in ${count(state.conferences.size, "conference")}`;
  const [told, setTold] = useState("");
  const heard = useRef(now);
  const last = useRef(0);
  useEffect(() => {
    if (now === heard.current) return;
    const timer = window.setTimeout(
      () => {
        last.current = Date.now();
        heard.current = now;
        setTold(now);
      },
      Math.max(0, last.current + pause - Date.now()),
    );
    return () => window.clearTimeout(timer);
  }, [now]);
  return (
    <div aria-live="polite" className="pf-v6-screen-reader">
      {told}
    </div>
  );
}

function count(n: number, word: string): string {
  return n === 1 ? `1 ${word}` : `${n} ${word}s`;
}
