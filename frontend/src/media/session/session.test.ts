import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Directory } from "../../lib/api/directory";
import type { LocalMedia } from "../local";
import { createStore } from "../../lib/store";
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

beforeEach(() => {
  vi.useFakeTimers();
  nodes.clear();
  asked.length = 0;
  streams.length = 0;
  vi.stubGlobal("EventSource", FakeStream);
  vi.stubGlobal("RTCPeerConnection", FakeConnection);
  vi.stubGlobal("fetch", async (input: string, init?: RequestInit) => {
    const url = new URL(input, home);
    const path = url.pathname.replace(/^\/api\/client\/v2\/(conferences\/standup\/)?/, "");
    const body = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as Record<string, unknown>;
    asked.push({ node: url.origin, path, body });
    const node = nodes.get(url.origin);
    if (node === undefined) throw new TypeError("unreachable");
    const [status, result] = node[path]?.(body) ?? [404, "Not found"];
    return Response.json({ status: status === 200 ? "success" : "failed", result }, { status });
  });
});

afterEach(() => {
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
  stream().dispatchEvent(new Event("open"));
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
  old.dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(joins()).toEqual([["https://a", undefined], ["https://b", "https://a-1"]]);
  expect(old.closed).toBe(true);
  expect(stream().url).toBe("https://b/api/client/v2/conferences/standup/events?token=https%3A%2F%2Fb-token");
  expect(session.state.get().meeting?.people.size).toBe(2);
  stream().dispatchEvent(new Event("open"));
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
  stream().dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(joins().at(-1)).toEqual(["https://c", "https://b-1"]);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "ok" });
  session.leave();
});

test("a stream that breaks while the node is there is reopened, and the seat stays", async () => {
  for (const node of ["https://a", "https://b"]) works(node);
  const session = await joined();
  stream().dispatchEvent(new Event("error"));
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
  stream().dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(2000);
  expect(session.state.get().phase).toEqual({ kind: "pin", guestPin: false, wrong: false, checking: false });
  session.cancel();
});

test("a token that the node does not know any more is asked for again with the key", async () => {
  works("https://a");
  const session = await joined();
  let refused = 0;
  works("https://a", { refresh_token: () => (refused++ === 0 ? [403, "Invalid token"] : [200, { token: "again", expires: "120" }]) });
  stream().dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().at(-1)).toEqual(["https://a", "https://a-1"]);
  session.leave();
});

test("one node on its own is waited for", async () => {
  works("https://a", { nodes: () => [404, "Not found"] });
  const session = await joined();
  nodes.delete("https://a");
  stream().dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.state.get()).toMatchObject({ phase: { kind: "stage" }, link: "lost" });
  expect(joins().length).toBe(1);
  session.leave();
});

test("the nearest node is joined, and if it does not answer the page's own", async () => {
  works("https://a");
  works("https://c");
  const slow = nodes.get("https://a") as Node;
  const directory = new Directory({ home, now: () => Date.now() });
  vi.spyOn(directory, "prepare").mockResolvedValue();
  vi.spyOn(directory, "nearest").mockReturnValue("https://c");
  const local = { state: createStore({ microphone: null, camera: null }), stopAll: vi.fn() } as unknown as LocalMedia;
  const options = { name: "Ada", microphoneOn: true, cameraOn: true, audioOnly: false };
  const session = new Session("standup", local, home, directory);
  session.join(options);
  await vi.advanceTimersByTimeAsync(100);
  expect(joins()).toEqual([["https://c", undefined]]);
  session.leave();

  nodes.delete("https://c");
  nodes.set("https://a", slow);
  const other = new Session("standup", local, home, directory);
  other.join(options);
  await vi.advanceTimersByTimeAsync(100);
  expect(joins().slice(1)).toEqual([["https://c", undefined], ["https://a", undefined]]);
  other.leave();
});
