import { useEffect, useRef } from "react";
import type { Preferences } from "../../lib/preferences";
import { chime } from "../../media/meter";
import type { Notice } from "../../media/session/state";

/** A sound for who knocks and for messages that are not being read. */
export function useRinger(notices: readonly Notice[], preferences: Preferences, chatOpen: boolean): void {
  const heard = useRef(notices.at(-1)?.key ?? -1);
  useEffect(() => {
    const fresh = notices.filter((n) => n.key > heard.current);
    heard.current = Math.max(heard.current, notices.at(-1)?.key ?? -1);
    if (!preferences.sounds) return;
    if (fresh.some((n) => n.kind === "knock")) chime("knock", preferences.speakerId);
    else if (!chatOpen && fresh.some((n) => n.kind === "chat")) chime("message", preferences.speakerId);
  }, [notices, preferences, chatOpen]);
}
