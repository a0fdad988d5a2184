import { expect, test } from "vitest";
import { append, arrive, limit, type Row, type Rows } from "./rows";

const event = (position: number): Row => ({
  position: String(position),
  createdAt: "2026-11-21T07:37:47Z",
  type: "node.connected.v1",
  stream: "node-1",
  revision: "0",
  actor: null,
});
const positions = (rows: Rows) => rows.list.map((r) => Number(r.position));
const none: Rows = { list: [], trimmed: false };

test("arrivals stand first, newest on top, and only the last ones are new", () => {
  const first = arrive(none, [event(1), event(2)]);
  expect(positions(first)).toEqual([2, 1]);
  const second = arrive(first, [event(3)]);
  expect(positions(second)).toEqual([3, 2, 1]);
  expect(second.list.map((r) => r.isNew ?? false)).toEqual([true, false, false]);
});

test("an event that came with the page and by the subscription stands once", () => {
  const page = append(none, [event(5), event(4)]);
  expect(positions(arrive(page, [event(5), event(6)]))).toEqual([6, 5, 4]);
  expect(arrive(page, [event(4)]), "nothing new is no change").toBe(page);
  expect(positions(append(arrive(none, [event(6)]), [event(6), event(5)]))).toEqual([6, 5]);
});

test("a first page that is ahead of the subscription is put in order", () => {
  const ahead = append(arrive(none, [event(101)]), [event(102), event(101), event(100)]);
  expect(positions(ahead)).toEqual([102, 101, 100]);
  expect(positions(arrive(ahead, [event(102), event(103)]))).toEqual([103, 102, 101, 100]);
});

test("old events make room, and it is known that they did", () => {
  const full = arrive(none, Array.from({ length: limit }, (_, n) => event(n + 1)));
  expect(full.trimmed).toBe(false);
  const over = arrive(full, [event(limit + 1)]);
  expect([over.list.length, over.list[0]?.position, over.list.at(-1)?.position, over.trimmed]).toEqual([limit, String(limit + 1), "2", true]);
});
