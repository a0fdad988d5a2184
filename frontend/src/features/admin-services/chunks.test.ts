import { expect, test } from "vitest";
import { chunks, type Result, runChunks } from "./chunks";

test("parts hold so many elements, and no more bytes than allowed", () => {
  expect(chunks([1, 2, 3, 4, 5], { count: 2, bytes: 100 })).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks(["aaaa", "bb", "cc", "äääää"], { count: 9, bytes: 10 })).toEqual([["aaaa"], ["bb", "cc"], ["äääää"]]);
  expect(chunks([], { count: 2, bytes: 10 })).toEqual([]);
});

const ok = (index: number) => ({ index, id: `s${index}`, userErrors: [] });

test("results keep their order, and a failed request can be gone on from", async () => {
  const got: Result[] = [];
  let fails = true;
  const send = (part: readonly string[], index: number) => {
    if (index === 1 && fails) return Promise.resolve({ refusal: "gone" });
    return Promise.resolve({ results: part.map((p, i) => (p === "bad" ? { index: i, userErrors: [{ message: "taken" }] } : ok(i))).toReversed() });
  };
  const parts = [["a", "bad"], ["c"]];
  const first = await runChunks(parts, 0, send, (r) => got.push(...r), () => false);
  expect(first).toEqual({ next: 1, refusal: "gone" });
  fails = false;
  expect(await runChunks(parts, first.next, send, (r) => got.push(...r), () => false)).toEqual({ next: 2 });
  expect(got).toEqual([
    { ok: true, id: "s0", message: "" },
    { ok: false, id: undefined, message: "taken" },
    { ok: true, id: "s0", message: "" },
  ]);
});

test("it stops between parts", async () => {
  let sent = 0;
  const send = () => Promise.resolve({ results: [ok(0)], sent: ++sent });
  expect(await runChunks([["a"], ["b"]], 0, send, () => undefined, () => sent === 1)).toEqual({ next: 1 });
  expect(sent).toBe(1);
});
