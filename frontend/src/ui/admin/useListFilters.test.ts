import { expect, test } from "vitest";
import { given } from "./useListFilters";

test("an empty value filters for nothing", () => {
  expect(given({ search: "a", tag: "" })).toEqual({ search: "a" });
  expect(given({ search: "" })).toEqual({});
});
