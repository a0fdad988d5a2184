import { useEffect } from "react";

const every = 5000;

/** Asks anew now and then while the page is looked at, for what changes by itself. */
export function useRefresh(reload: (options: { requestPolicy: "network-only" }) => void, on = true, period = every): void {
  useEffect(() => {
    if (!on) return;
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") reload({ requestPolicy: "network-only" });
    }, period);
    return () => window.clearInterval(timer);
  }, [reload, on, period]);
}
