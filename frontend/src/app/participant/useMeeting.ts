import { useEffect, useMemo, useState } from "react";
import type { Address } from "../../lib/address";
import { Directory } from "../../lib/api/directory";
import { loadPreferences, savePreferences, type Preferences } from "../../lib/preferences";
import { LocalMedia } from "../../media/local";
import { Actions } from "../../media/session/actions";
import { Session } from "../../media/session/session";
import { wire } from "../../media/session/wiring";

export interface Meeting {
  local: LocalMedia;
  session: Session;
  actions: Actions;
}

/** Storage may be forbidden, and then even to look at it throws. */
function sessionMemory(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** One meeting for as long as its page is shown. */
export function useMeeting(alias: string): Meeting {
  const meeting = useMemo(() => {
    const local = new LocalMedia();
    const home = window.location.origin;
    const directory = new Directory({ home, memory: sessionMemory() });
    void directory.prepare(); // while a name is typed
    const session = new Session(alias, local, home, directory);
    return { local, session, actions: new Actions(session) };
  }, [alias]);
  useEffect(() => {
    const { session, actions, local } = meeting;
    const unwire = wire(session, actions);
    const unwatch = local.watch();
    const onHide = () => session.unload();
    const onShow = (event: PageTransitionEvent) => {
      // Back from the browser's cache: the node has let us go meanwhile.
      if (event.persisted) session.nudge();
    };
    const onOnline = () => session.nudge();
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("online", onOnline);
      unwire();
      unwatch();
      session.cancel();
      local.stopAll();
    };
  }, [meeting]);
  return meeting;
}

/** The participant's choices; a link's presets win until they are changed. */
export function usePreferences(address: Address): [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState(() => {
    const stored = loadPreferences();
    return {
      ...stored,
      name: address.name ?? stored.name,
      microphoneOff: address.microphoneOff ?? stored.microphoneOff,
      cameraOff: address.cameraOff ?? stored.cameraOff,
      audioOnly: address.audioOnly ?? stored.audioOnly,
    };
  });
  const change = (next: Partial<Preferences>) => {
    setPreferences((now) => {
      const merged = { ...now, ...next };
      savePreferences(merged);
      return merged;
    });
  };
  return [preferences, change];
}
