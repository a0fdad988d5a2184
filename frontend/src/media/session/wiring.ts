// What follows from what: one subscription to the session that keeps sharing,
// reports and tracks in step. Started once per session.

import type { Actions } from "./actions";
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
  const stopLocal = session.local.state.subscribe(() => void session.membership?.keeper.updateTracks());
  return () => {
    stopState();
    stopLocal();
  };
}

function followFloor(before: SessionState, now: SessionState, session: Session, actions: Actions): void {
  if (now.screen === null || now.meeting === null) return;
  const self = now.meeting.self;
  const wasMine = before.meeting?.presenter?.id === self;
  const presenter = now.meeting.presenter;
  if (now.call.status === "connected" && before.call.status === "recovering" && presenter?.id !== self) {
    // The call broke and took the floor with it; the screen is still shared.
    void actions.retakeFloor();
  } else if (wasMine && presenter !== null && presenter.id !== self) {
    void actions.dropScreen();
  } else if (wasMine && presenter === null && now.call.status === "connected") {
    session.notify("Your presentation was ended", false);
    void actions.dropScreen();
  }
}
