import { useEffect } from "react";

const every = 5000;

/**
 * How a page asks by itself: anew, and without keeping the session from being
 * idle. The client tells the server.
 */
export const byItself = { requestPolicy: "network-only", passive: true } as const;

/** Asks anew now and then while the page is looked at, for what changes by itself. */
export function useRefresh(reload: (options: typeof byItself) => void, on = true, period = every): void {
  useEffect(() => {
    if (!on) return;
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") reload(byItself);
    }, period);
    return () => window.clearInterval(timer);
  }, [reload, on, period]);
}
