import { expect, test } from "vitest";
import { Table } from "./table";

const item = (n: number, value = 0) => ({ id: `id-${n}`, value });

test("a table holds what a map holds, through many changes", () => {
  let table = Table.of<ReturnType<typeof item>>();
  const map = new Map<string, ReturnType<typeof item>>();
  for (let i = 0; i < 2000; i++) {
    const put = item((i * 37) % 300, i);
    const out = `id-${(i * 91) % 300}`;
    map.delete(out);
    map.set(put.id, put);
    table = table.with([put], [out]);
    expect(table.size).toBe(map.size);
  }
  expect([...table.values()].toSorted((a, b) => a.value - b.value)).toEqual([...map.values()].toSorted((a, b) => a.value - b.value));
});

test("an older table stays as it was", () => {
  const before = Table.of([item(1), item(2)]);
  const after = before.with([item(1, 9)], ["id-2"]);
  expect([before.get("id-1")?.value, before.has("id-2"), before.size]).toEqual([0, true, 2]);
  expect([after.get("id-1")?.value, after.has("id-2"), after.size]).toEqual([9, false, 1]);
});

test("nothing to change gives the same table", () => {
  const table = Table.of([item(1)]);
  expect(table.with([], ["id-7"])).toBe(table);
});
