import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Directory } from "../../lib/api/directory";
import type { LocalMedia } from "../local";
import { createStore } from "../../lib/store";
import { signWithin } from "./arriving";
import { Session } from "./session";

// A network of nodes: what each answers to a path. A node that is not in it is
// not there.
type Node = Record<string, (body: Record<string, unknown>) => [number, unknown]>;
const nodes = new Map<string, Node>();
const asked: { node: string; path: string; body: Record<string, unknown> }[] = [];
const streams: FakeStream[] = [];

class FakeStream extends EventTarget {
  readonly url: string;
  closed = false;
  constructor(url: string) {
    super();
    this.url = url;
    streams.push(this);
  }
  close() {
    this.closed = true;
  }
  open() {
    this.dispatchEvent(new Event("open"));
  }
  break() {
    this.dispatchEvent(new Event("error"));
  }
  say(name: string, data: unknown) {
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) }));
  }
}

/** A connection that never comes about: there is no media in these tests. */
class FakeConnection extends EventTarget {
  addTransceiver() {
    return { sender: {}, setCodecPreferences() {} };
  }
  createOffer() {
    return new Promise(() => undefined);
  }
  close() {}
}

const home = "https://a";
let offline = false;

const browser = { onLine: true, back: new Set<() => void>() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(AbortSignal, "timeout").mockImplementation((after) => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException("late", "TimeoutError")), after);
    return late.signal;
  });
  browser.onLine = true;
  vi.stubGlobal("navigator", browser);
  vi.stubGlobal("window", {
    addEventListener: (_: string, f: () => void) => browser.back.add(f),
    removeEventListener: (_: string, f: () => void) => browser.back.delete(f),
  });
  nodes.clear();
  offline = false;
  asked.length = 0;
  streams.length = 0;
  vi.stubGlobal("EventSource", FakeStream);
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  vi.stubGlobal("fetch", async (input: string, init?: RequestInit) => {
    const url = new URL(input, home);
    const path = url.pathname.replace(/^\/api\/client\/v2\/(conferences\/standup\/)?/, "");
    const body = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as Record<string, unknown>;
    asked.push({ node: url.origin, path, body });
    if (offline) throw new TypeError("no network");
    const node = nodes.get(url.origin);
    if (node === undefined) throw new TypeError("unreachable");
    const [status, result] = node[path]?.(body) ?? [404, "Not found"];
    return Response.json({ status: status === 200 ? "success" : "failed", result }, { status });
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const places = { locations: [{ id: "oslo", nodes: ["https://a", "https://b"] }, { id: "bergen", nodes: ["https://c"] }] };

/** A node that gives a token that bears its name. */
function works(origin: string, more: Node = {}): void {
  let count = 0;
  nodes.set(origin, {
    nodes: () => [200, places],
    status: () => [200, true],
    refresh_token: () => [200, { token: `${origin}-again`, expires: "120" }],
    request_token: () => [
      200,
      { token: `${origin}-token`, expires: "120", participant_uuid: "me", display_name: "Ada", role: "GUEST", conference_name: "Standup", resume_key: `${origin}-${++count}` },
    ],
    ...more,
  });
}

async function joined() {
  const local = { state: createStore({ microphone: null, camera: null }), stopAll: vi.fn() } as unknown as LocalMedia;
  const session = new Session("standup", local, home, new Directory({ home, now: () => Date.now() }));
  session.join({ name: "Ada", microphoneOn: false, cameraOn: true, audioOnly: false });
  await vi.advanceTimersByTimeAsync(100);
  stream().open();
  roster("me", "Ben");
  await vi.advanceTimersByTimeAsync(0);
  expect(session.state.get().phase).toEqual({ kind: "stage" });
  return session;
}

function stream(): FakeStream {
  return streams.at(-1) as FakeStream;
}

function roster(...ids: string[]): void {
  stream().say("participant_sync_begin", null);
  for (const id of ids) stream().say("participant_create", { uuid: id, display_name: id, role: "guest" });
  stream().say("participant_sync_end", null);
}

const joins = () => asked.filter((one) => one.path === "request_token").map((one) => [one.node, one.body.resume_key]);

test("a node that is lost: the seat is taken again at another one of the location, and nothing else changes", async () => {
  for (const node of ["https://a", "https://b", "https://c"]) works(node);
  const session = await joined();
  stream().say("message_received", { origin: "Ben", uuid: "Ben", type: "text/plain", payload: "hello" });
  const phases: string[] = [];
  session.state.subscribe(() => phases.push(session.state.get().phase.kind));
  const old = stream();

  nodes.delete("https://a");
  old.break();
  await vi.advanceTimersByTimeAsync(1000);
  expect(joins()).toEqual([["https://a", undefined], ["https://b", "https://a-1"]]);
  expect(old.closed).toBe(true);
  expect(stream().url).toBe("https://b/api/client/v2/conferences/standup/events?token=https%3A%2F%2Fb-token");
  expect(session.state.get().meeting?.people.size).toBe(2);
  stream().open();
  roster("me", "Ben", "Cleo");
  const now = session.state.get();
  expect(now).toMatchObject({ phase: { kind: "stage" }, link: "ok", microphoneOn: false, cameraOn: true });
  expect(now.notices.map((notice) => notice.kind)).toEqual(["chat"]); // what Ben said; the roster is no news
  expect(now.meeting?.chat.map((message) => message.text)).toEqual(["hello"]);
  expect(now.meeting?.people.size).toBe(3);
  expect(new Set(phases)).toEqual(new Set(["stage"]));

  // And on from there, with the new key, when that one is lost as well: its
  // location is gone.
  nodes.delete("https://b");
  stream().break();
  await vi.advanceTimersByTimeAsync(5000);
  expect(joins().at(-1)).toEqual(["https://c", "https://b-1"]);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "ok" });
  session.leave();
});

test("a stream that breaks while the node is there is reopened, and the seat stays", async () => {
  for (const node of ["https://a", "https://b"]) works(node);
  const session = await joined();
  stream().break();
  expect(session.state.get().link).toBe("lost");
  await vi.advanceTimersByTimeAsync(3000);
  expect(streams.length).toBe(2);
  expect(joins().length).toBe(1);
  session.leave();
});

test("a node that stops sends its people on at once", async () => {
  for (const node of ["https://a", "https://b"]) works(node);
  const session = await joined();
  stream().say("disconnect", { reason: "The node stopped", code: "node-shutdown" });
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().at(-1)).toEqual(["https://b", "https://a-1"]);
  session.leave();
});

test("a seat that is gone is joined anew where it was asked for", async () => {
  works("https://a");
  works("https://b", { request_token: () => [200, { pin: "required", guest_pin: "none" }] });
  const session = await joined();
  nodes.delete("https://a");
  stream().break();
  await vi.advanceTimersByTimeAsync(2000);
  expect(session.state.get().phase).toEqual({ kind: "pin", guestPin: false, wrong: false, checking: false });
  session.cancel();
});

test("a token that the node does not know any more is asked for again with the key", async () => {
  works("https://a");
  const session = await joined();
  let refused = 0;
  works("https://a", { refresh_token: () => (refused++ === 0 ? [403, "Invalid token"] : [200, { token: "again", expires: "120" }]) });
  stream().break();
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().at(-1)).toEqual(["https://a", "https://a-1"]);
  session.leave();
});

test("one node on its own is waited for", async () => {
  works("https://a", { nodes: () => [404, "Not found"] });
  const session = await joined();
  nodes.delete("https://a");
  stream().break();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "lost" });
  expect(joins().length).toBe(1);
  session.leave();
});

/** Somebody at the door, who would join at these nodes in this order. */
function arriving(...order: string[]) {
  const directory = new Directory({ home, now: () => Date.now() });
  vi.spyOn(directory, "prepare").mockResolvedValue();
  vi.spyOn(directory, "arrivals").mockReturnValue(order);
  const local = { state: createStore({ microphone: null, camera: null }), stopAll: vi.fn() } as unknown as LocalMedia;
  const session = new Session("standup", local, home, directory);
  session.join({ name: "Ada", microphoneOn: true, cameraOn: true, audioOnly: false });
  return session;
}

const serviced: Node = { request_token: () => [503, "System in maintenance mode"], status: () => [503, "System in maintenance mode"] };

test("who joins gets past nodes that are dead or in maintenance, the page's own among them", async () => {
  works("https://b", serviced);
  works("https://c");
  const session = arriving("https://a", "https://b", "https://c");
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().map(([node]) => node)).toEqual(["https://a", "https://b", "https://c"]);
  expect(session.client.origin).toBe("https://c");
  expect(session.state.get().meeting?.self).toBe("me");
  session.leave();

  works("https://a", serviced);
  nodes.delete("https://c");
  const other = arriving("https://a", "https://c");
  await vi.advanceTimersByTimeAsync(5000);
  expect(other.state.get().phase).toMatchObject({ kind: "failed", failure: "maintenance" });
});

test("a node that has to think is waited for, one that gives no sign is not", async () => {
  works("https://b");
  const slow = nodes.get("https://b") as Node;
  nodes.delete("https://b");
  const wait = new Promise((done) => setTimeout(done, 8000));
  const real = fetch;
  const given: string[] = [];
  vi.stubGlobal("fetch", async (input: string, init: RequestInit) => {
    const { origin, pathname } = new URL(input, home);
    if (origin === "https://a" && !pathname.endsWith("/nodes")) {
      // A host that is off: nothing comes back, not even a refusal.
      return new Promise((_, fail) => init.signal?.addEventListener("abort", () => (given.push(pathname), fail(new Error("gone")))));
    }
    if (origin === "https://b" && pathname.endsWith("request_token")) await wait;
    if (origin === "https://b") nodes.set(origin, slow);
    return real(input, init);
  });
  const session = arriving("https://a", "https://b", "https://c");
  await vi.advanceTimersByTimeAsync(signWithin + 100);
  expect(given.length, "both requests to the node that is off are given up").toBe(2);
  await vi.advanceTimersByTimeAsync(8000);
  expect(joins()).toEqual([["https://b", undefined]]);
  expect(session.client.origin).toBe("https://b");
  session.leave();
});

test("what a node refuses, others would, too", async () => {
  works("https://a", { request_token: () => [404, "Neither conference nor gateway found"] });
  works("https://b");
  const session = arriving("https://a", "https://b");
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.state.get().phase).toMatchObject({ kind: "failed", failure: "unknown-alias" });
  expect(joins().length).toBe(1);
});

test("a moment without a network keeps the stay, and all nodes being back, the own one goes first", async () => {
  for (const node of ["https://a", "https://b", "https://c"]) works(node);
  const session = await joined();
  const { membership } = session;
  const breaks = vi.fn();
  session.state.subscribe(() => breaks(session.state.get().phase.kind));
  offline = true;
  stream().break();
  await vi.advanceTimersByTimeAsync(7000);
  expect(session.state.get().link).toBe("lost");
  expect(session.membership).toBe(membership);
  offline = false;
  await vi.advanceTimersByTimeAsync(6000);
  stream().open();
  roster("me", "Ben");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(session.membership).toBe(membership);
  expect(membership?.signal.aborted).toBe(false);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "ok" });
  expect(joins().length, "nobody was asked for a seat").toBe(1);
  expect(new Set(breaks.mock.calls.flat())).toEqual(new Set(["stage"]));
  session.leave();
});

test("while the browser says that there is no network nobody is asked, and nothing ends", async () => {
  for (const node of ["https://a", "https://b"]) works(node);
  const session = await joined();
  offline = true;
  browser.onLine = false;
  stream().break();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "lost" });
  offline = false;
  browser.onLine = true;
  for (const back of browser.back) back();
  session.nudge();
  stream().open();
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "ok" });
  expect(joins().length).toBe(1);
  expect(browser.back.size).toBe(0);
  session.leave();
});

test("a node that only takes its time is not lost", async () => {
  works("https://b");
  works("https://a", { refresh_token: () => [503, "Service unavailable"] });
  const session = await joined();
  stream().break();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(joins().length).toBe(1);
  session.leave();
});

test("a grant whose answer was given up is taken back, and is no end", async () => {
  for (const node of ["https://a", "https://b"]) works(node);
  const session = await joined();
  works("https://b", { request_token: () => [503, "Service unavailable"] });
  const silent = nodes.get("https://a") as Node;
  nodes.delete("https://a");
  stream().break();
  await vi.advanceTimersByTimeAsync(2000);
  expect(joins().at(-1)).toEqual(["https://b", "https://a-1"]);
  nodes.set("https://a", silent);
  await vi.advanceTimersByTimeAsync(3000);
  stream().open();
  expect(session.state.get().link).toBe("ok");
  stream().say("disconnect", { reason: "You went on elsewhere", code: "resumed-elsewhere" });
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().at(-1)).toEqual(["https://a", "https://a-1"]);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "ok" });
  // Long afterwards it is somebody else's doing.
  await vi.advanceTimersByTimeAsync(60_000);
  stream().say("disconnect", { reason: "You went on elsewhere", code: "resumed-elsewhere" });
  expect(session.state.get().phase).toMatchObject({ kind: "ended", reason: "elsewhere" });
});

test("who leaves while the node is lost leaves at another one", async () => {
  const released: string[] = [];
  const release = (node: string) => ({ release_token: () => [200, void released.push(node)] as [number, unknown] });
  for (const node of ["https://a", "https://b", "https://c"]) works(node, release(node));
  const session = await joined();
  nodes.delete("https://a");
  works("https://b", { ...release("https://b"), request_token: () => [503, "Service unavailable"] });
  stream().break();
  await vi.advanceTimersByTimeAsync(1000);
  session.leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.state.get().phase).toMatchObject({ kind: "ended", reason: "left" });
  expect(joins().at(-1)).toEqual(["https://c", "https://a-1"]);
  expect(released).toEqual(["https://c"]);

  // A seat that is long gone is not taken for that, and neither is one that is there.
  works("https://a", release("https://a"));
  works("https://b", { ...release("https://b"), request_token: () => [503, "Service unavailable"] });
  nodes.delete("https://c");
  const other = await joined();
  const before = joins().length;
  other.leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(released).toEqual(["https://c", "https://a"]);
  expect(joins().length).toBe(before);
  const last = await joined();
  nodes.clear();
  stream().break();
  await vi.advanceTimersByTimeAsync(30_000);
  works("https://b", release("https://b"));
  const then = joins().length;
  last.leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(joins().length).toBe(then);
});
