// What becomes of one's own shared screen when the floor or the connection
// changes. Pure.

import type { SessionState } from "./state";

/** retake: ask for the floor again; displaced: somebody else presents; ended: it was taken from us. */
export type FloorStep = "retake" | "displaced" | "ended" | null;

type Watched = Pick<SessionState, "screen" | "meeting" | "call">;

export function floorStep(before: Watched, now: Watched): FloorStep {
  if (now.screen === null || now.meeting === null) return null;
  const { self, presenter } = now.meeting;
  if (ready(now) && !ready(before)) {
    // The call broke, or the node lost us, and the floor went with it. Who
    // presents by now is not displaced: our viewers have moved on.
    if (presenter === null) return "retake";
    return presenter.id === self ? null : "displaced";
  }
  if (before.meeting?.self !== self || before.meeting.presenter?.id !== self) return null;
  if (presenter !== null) return presenter.id === self ? null : "displaced";
  return ready(now) ? "ended" : null;
}

/** Media flows, and who presents is known. */
function ready({ call, meeting }: Watched): boolean {
  return call.status === "connected" && meeting?.synced === true;
}
