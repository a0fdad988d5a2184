// What follows from what: one subscription to the session that keeps sharing,
// reports and tracks in step. Started once per session.

import type { Actions } from "./actions";
import { floorStep } from "./floor";
import type { Session } from "./session";
import type { SessionState } from "./state";

/** Answers a function that ends it. */
export function wire(session: Session, actions: Actions): () => void {
  let last: SessionState = session.state.get();
  const onState = () => {
    const before = last;
    const now = session.state.get();
    last = now;
    if (now.meeting?.synced === true && (before.meeting?.synced !== true || before.meeting.self !== now.meeting.self))
      void actions.reportDevices();
    followFloor(before, now, session, actions);
  };
  const stopState = session.state.subscribe(onState);
  let { microphone } = session.local.state.get();
  const onLocal = () => {
    const now = session.local.state.get();
    const came = (now.microphone === null) !== (microphone === null);
    microphone = now.microphone;
    // It may start after the join, or be unplugged: others are to see which.
    if (came && session.state.get().meeting?.synced === true) void actions.reportDevices();
    else void session.membership?.keeper.updateTracks();
  };
  const stopLocal = session.local.state.subscribe(onLocal);
  return () => {
    stopState();
    stopLocal();
  };
}

function followFloor(before: SessionState, now: SessionState, session: Session, actions: Actions): void {
  switch (floorStep(before, now)) {
    case "retake":
      void actions.retakeFloor();
      break;
    case "ended":
      session.notify("Your presentation was ended", false);
      void actions.dropScreen();
      break;
    case "displaced":
      void actions.dropScreen();
      break;
  }
}
