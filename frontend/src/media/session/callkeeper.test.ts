import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConferenceClient } from "../../lib/api/client";
import { ApiFailure } from "../../lib/api/failure";
import type { TokenResult } from "../../lib/api/wire";
import type { CallOptions } from "../call";
import { CallKeeper } from "./callkeeper";
import { patience } from "./recovery";

const { calls } = vi.hoisted(() => ({ calls: [] as FakeCall[] }));

interface FakeCall {
  id: string;
  restarts: number;
  closed: boolean;
  refuse: Error | null;
  becomes(state: RTCPeerConnectionState): void;
}

vi.mock("../call", () => ({
  MediaCall: class implements FakeCall {
    id = "";
    restarts = 0;
    closed = false;
    refuse: Error | null = null;
    readonly #options: CallOptions;
    constructor(options: CallOptions) {
      this.#options = options;
      calls.push(this);
    }
    async connect() {
      this.id = `call-${calls.length}`;
    }
    async restartIce() {
      this.restarts++;
      if (this.refuse !== null) throw this.refuse;
    }
    close() {
      this.closed = true;
    }
    becomes(state: RTCPeerConnectionState) {
      this.#options.onState(state);
    }
  },
}));

let there = true;
const silence = () => new Promise<boolean>((done) => setTimeout(() => done(false), 1500));
const client = { answers: () => (there ? Promise.resolve(true) : silence()) } as unknown as ConferenceClient;

async function connected() {
  const keeper = new CallKeeper({
    client,
    token: { participant_uuid: "me" } as TokenResult,
    audioOnly: false,
    tracks: () => ({ microphone: null, camera: null, slides: null }),
    onTokenGone: vi.fn(),
  });
  keeper.start();
  await vi.advanceTimersByTimeAsync(0);
  const call = calls[0] as FakeCall;
  call.becomes("connected");
  expect(keeper.state.get()).toMatchObject({ status: "connected", callId: "call-1" });
  return { keeper, call };
}

beforeEach(() => {
  vi.useFakeTimers();
  calls.length = 0;
  there = true;
});
afterEach(() => void vi.useRealTimers());

test("a call whose node does not answer is left as it is, and heals", async () => {
  const { keeper, call } = await connected();
  there = false;
  call.becomes("disconnected");
  await vi.advanceTimersByTimeAsync(10_000);
  call.becomes("failed");
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(keeper.state.get()).toMatchObject({ status: "recovering", callId: "call-1" });
  expect(call).toMatchObject({ restarts: 0, closed: false });
  call.becomes("connected");
  there = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(keeper.state.get()).toMatchObject({ status: "connected", callId: "call-1" });
  expect(call).toMatchObject({ restarts: 0, closed: false });
  expect(calls.length).toBe(1);
  keeper.close();
});

test("it is mended once the node answers, and that it did not is no failure of the call", async () => {
  const { keeper, call } = await connected();
  there = false;
  call.becomes("disconnected");
  await vi.advanceTimersByTimeAsync(60_000);
  there = true;
  await vi.advanceTimersByTimeAsync(1500 + patience);
  expect(call).toMatchObject({ restarts: 1, closed: false });
  call.becomes("connected");
  expect(keeper.state.get()).toMatchObject({ status: "connected", callId: "call-1" });
  keeper.close();
});

test("the network being back is no time to wait", async () => {
  const { keeper, call } = await connected();
  there = false;
  call.becomes("disconnected");
  await vi.advanceTimersByTimeAsync(20_000);
  there = true;
  keeper.nudge();
  await vi.advanceTimersByTimeAsync(0);
  expect(call.restarts).toBe(1);
  keeper.close();
});

test("a node that answers gets two restarts, and then a new call", async () => {
  const { keeper, call } = await connected();
  call.refuse = new ApiFailure("unreachable", 503, "Service unavailable");
  call.becomes("failed");
  await vi.advanceTimersByTimeAsync(0);
  expect(call).toMatchObject({ restarts: 2, closed: true });
  expect(calls.length).toBe(2);
  keeper.close();
  expect(calls[1]?.closed).toBe(true);
});
