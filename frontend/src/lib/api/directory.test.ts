import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Directory, type Place } from "./directory";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const oslo = { id: "oslo", nodes: ["https://o1", "https://o2"] };
const bergen = { id: "bergen", nodes: ["https://b1", "https://b2"] };
const tokyo = { id: "tokyo", nodes: ["https://t1"] };

/** A network of nodes that take a while to answer; a node that is not in it is silent. */
function network(places: readonly Place[] | "broken", delays: Record<string, number>, location?: string) {
  const asked: string[] = [];
  const memory = new Map<string, string>();
  const get = (async (input: string) => {
    asked.push(input);
    const url = new URL(input);
    const delay = delays[url.origin];
    if (delay === undefined) throw new TypeError("unreachable");
    await new Promise((done) => setTimeout(done, Math.abs(delay)));
    if (url.pathname.endsWith("/nodes"))
      return places === "broken" ? new Response("<html>", { status: 502 }) : Response.json({ status: "success", result: { location, locations: places } });
    return Response.json({ status: "success", result: true }, { status: delay < 0 ? 503 : 200 });
  }) as unknown as typeof fetch;
  const open = (home = "https://o1") =>
    new Directory({
      home,
      fetch: get,
      now: () => Date.now(),
      memory: { getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value) },
    });
  return { asked, open, tell: (now: readonly Place[]) => void (places = now) };
}

async function ready(...directories: Directory[]): Promise<void> {
  const all = Promise.all(directories.map((one) => one.prepare()));
  await vi.runAllTimersAsync();
  await all;
}

async function prepared(places: readonly Place[] | "broken", delays: Record<string, number>, home?: string, location?: string) {
  const directory = network(places, delays, location).open(home);
  await ready(directory);
  return directory;
}

test("the own node is best if it is nearest, or about as near", async () => {
  expect((await prepared([oslo, bergen], { "https://o1": 30, "https://b1": 50 })).arrivals()[0]).toBe("https://o1");
  expect((await prepared([oslo, bergen], { "https://o1": 30, "https://b1": 15 })).arrivals()[0]).toBe("https://o1");
});

test("a location that is much nearer is", async () => {
  expect((await prepared([oslo, bergen, tokyo], { "https://o1": 200, "https://b1": 40, "https://t1": 30 })).arrivals()[0]).toBe("https://t1");
});

test("what cannot be measured is not chosen, and without a list the own node is", async () => {
  expect((await prepared([oslo, bergen], { "https://o1": 200 })).arrivals()[0]).toBe("https://o1");
  expect((await prepared([oslo, bergen], { "https://o1": 200, "https://b1": -1 })).arrivals()[0]).toBe("https://o1");
  expect((await prepared("broken", { "https://o1": 1 })).arrivals()[0]).toBe("https://o1");
  expect((await prepared([oslo], {})).arrivals()[0]).toBe("https://o1");
});

test("who joins asks the nearest, then the page's own node, then the others", async () => {
  const directory = await prepared([oslo, bergen, tokyo], { "https://o1": 200, "https://b1": 90, "https://t1": 30 });
  expect(directory.arrivals()).toEqual(["https://t1", "https://o1", "https://o2", "https://b1", "https://b2"]);
  expect((await prepared("broken", { "https://o1": 1 })).arrivals()).toEqual(["https://o1"]);
});

test("the own location is known by its name, whatever stands first", async () => {
  // All of it is in maintenance: the list begins with another one.
  const alone = await prepared([bergen, tokyo], { "https://o1": -5, "https://b1": 90, "https://t1": 30 }, "https://o1", "oslo");
  expect(alone.arrivals()).toEqual(["https://o1", "https://t1", "https://b1", "https://b2"]);
  // Another node was asked since, and o1 is not told any more.
  const net = network([oslo, bergen, tokyo], { "https://o1": 30, "https://b1": 90, "https://t1": 90 }, "oslo");
  const directory = net.open();
  await ready(directory);
  net.tell([bergen, { id: "oslo", nodes: ["https://o2", "https://o3"] }, tokyo]);
  const again = directory.refresh("https://b1");
  await vi.runAllTimersAsync();
  await again;
  expect(directory.others("https://o1").slice(0, 2)).toEqual(["https://o2", "https://o3"]);
  expect(directory.arrivals()[0]).toBe("https://o1");
});

test("no page is led to its reader's own machine, unless it comes from there", async () => {
  const nodes = ["http://127.0.0.1:8080", "https://127.3.4.5", "https://[::1]:1", "https://[::ffff:127.0.0.1]:1", "https://LOCALHOST:1", "https://a.localhost", "http://plain", "https://n"];
  const there = (home: string) => prepared([{ id: "x", nodes }], { [home]: 1 }, home).then((directory) => directory.others("https://n"));
  expect(await there("https://o1")).toEqual(["https://o1"]);
  expect(await there("http://o1")).toEqual(["http://plain", "http://o1"]);
  expect(await there("http://localhost:8080")).toEqual([...nodes.slice(0, 7), "http://localhost:8080"]);
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
  expect(again.arrivals()[0]).toBe("https://b1");
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
