import { expect, test, vi } from "vitest";
import { emptyMeeting } from "../../lib/meeting/state";
import { createStore } from "../../lib/store";
import type { Actions } from "./actions";
import type { Session } from "./session";
import { initialState } from "./state";
import { wire } from "./wiring";

function wired() {
  const session = {
    state: createStore({ ...initialState }),
    local: { state: createStore<{ microphone: object | null; camera: object | null }>({ microphone: null, camera: null }) },
    membership: { keeper: { updateTracks: vi.fn() } },
  };
  const actions = { reportDevices: vi.fn(), retakeFloor: vi.fn(), dropScreen: vi.fn() };
  const stop = wire(session as unknown as Session, actions as unknown as Actions);
  const sync = () => session.state.update((now) => ({ ...now, meeting: { ...emptyMeeting("me", true, true), synced: true } }));
  return { session, actions, stop, sync };
}

test("a microphone that starts or goes after the join is reported", () => {
  const { session, actions, stop, sync } = wired();
  sync();
  expect(actions.reportDevices).toHaveBeenCalledTimes(1);
  const microphone = {};
  session.local.state.set({ microphone, camera: null });
  expect(actions.reportDevices).toHaveBeenCalledTimes(2);
  session.local.state.set({ microphone, camera: {} });
  expect(actions.reportDevices).toHaveBeenCalledTimes(2);
  expect(session.membership.keeper.updateTracks).toHaveBeenCalledTimes(1);
  session.local.state.set({ microphone: null, camera: {} });
  expect(actions.reportDevices).toHaveBeenCalledTimes(3);
  stop();
  session.local.state.set({ microphone, camera: {} });
  expect(actions.reportDevices).toHaveBeenCalledTimes(3);
});

test("a microphone that starts before the join waits for it", () => {
  const { session, actions, sync } = wired();
  session.local.state.set({ microphone: {}, camera: null });
  expect(actions.reportDevices).not.toHaveBeenCalled();
  sync();
  expect(actions.reportDevices).toHaveBeenCalledTimes(1);
});
