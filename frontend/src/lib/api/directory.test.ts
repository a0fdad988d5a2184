import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Directory, type Place } from "./directory";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const oslo = { id: "oslo", nodes: ["https://o1", "https://o2"] };
const bergen = { id: "bergen", nodes: ["https://b1", "https://b2"] };
const tokyo = { id: "tokyo", nodes: ["https://t1"] };

/** A network of nodes that take a while to answer; a node that is not in it is silent. */
function network(places: readonly Place[] | "broken", delays: Record<string, number>) {
  const asked: string[] = [];
  const memory = new Map<string, string>();
  const get = (async (input: string) => {
    asked.push(input);
    const url = new URL(input);
    const delay = delays[url.origin];
    if (delay === undefined) throw new TypeError("unreachable");
    await new Promise((done) => setTimeout(done, Math.abs(delay)));
    if (url.pathname.endsWith("/nodes"))
      return places === "broken" ? new Response("<html>", { status: 502 }) : Response.json({ status: "success", result: { locations: places } });
    return Response.json({ status: "success", result: true }, { status: delay < 0 ? 503 : 200 });
  }) as unknown as typeof fetch;
  const open = (home = "https://o1") =>
    new Directory({
      home,
      fetch: get,
      now: () => Date.now(),
      memory: { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) },
    });
  return { asked, open };
}

async function ready(...directories: Directory[]): Promise<void> {
  const all = Promise.all(directories.map((one) => one.prepare()));
  await vi.runAllTimersAsync();
  await all;
}

async function prepared(places: readonly Place[] | "broken", delays: Record<string, number>, home?: string) {
  const directory = network(places, delays).open(home);
  await ready(directory);
  return directory;
}

test("the own node is best if it is nearest, or about as near", async () => {
  expect((await prepared([oslo, bergen], { "https://o1": 30, "https://b1": 50 })).nearest()).toBe("https://o1");
  expect((await prepared([oslo, bergen], { "https://o1": 30, "https://b1": 15 })).nearest()).toBe("https://o1");
});

test("a location that is much nearer is", async () => {
  expect((await prepared([oslo, bergen, tokyo], { "https://o1": 200, "https://b1": 40, "https://t1": 30 })).nearest()).toBe("https://t1");
});

test("what cannot be measured is not chosen, and without a list the own node is", async () => {
  expect((await prepared([oslo, bergen], { "https://o1": 200 })).nearest()).toBe("https://o1");
  expect((await prepared([oslo, bergen], { "https://o1": 200, "https://b1": -1 })).nearest()).toBe("https://o1");
  expect((await prepared("broken", { "https://o1": 1 })).nearest()).toBe("https://o1");
  expect((await prepared([oslo], {})).nearest()).toBe("https://o1");
});

test("one node of a location is measured, once a session", async () => {
  const net = network([oslo, bergen], { "https://o1": 90, "https://b1": 10 });
  const first = net.open();
  await ready(first, first);
  expect(net.asked.filter((url) => url.includes("o2") || url.includes("b2"))).toEqual([]);
  expect(net.asked.length).toBe(5);
  const again = net.open();
  await ready(again);
  expect(net.asked.length).toBe(5);
  expect(again.nearest()).toBe("https://b1");
  const elsewhere = net.open("https://b1");
  await ready(elsewhere);
  expect(net.asked.length).toBeGreaterThan(5);
});

test("a list that is none is none", async () => {
  for (const list of [null, 7, [null, {}, { id: 1, nodes: [] }, { id: "x", nodes: ["javascript:alert(1)", 3, "https://x/path"] }]])
    expect((await prepared(list as unknown as Place[], { "https://o1": 1 })).others("https://o1")).toEqual([]);
});

test("after a loss: the same location, then the nearest others, one of each first", async () => {
  const far = { id: "far", nodes: ["https://f1", "https://f2"] };
  const directory = await prepared([oslo, far, bergen, tokyo], { "https://o1": 1, "https://f1": 90, "https://b1": 20 });
  expect(directory.others("https://o1")).toEqual(["https://o2", "https://b1", "https://f1", "https://t1", "https://b2", "https://f2"]);
  expect(directory.others("https://b2")).toEqual(["https://b1", "https://o1", "https://f1", "https://t1", "https://o2", "https://f2"]);
  // The page may have come by another name of the node.
  expect((await prepared([oslo, bergen], { "https://meet": 1 }, "https://meet")).others("https://meet")).toEqual([
    "https://o1",
    "https://o2",
    "https://b1",
    "https://b2",
  ]);
});
