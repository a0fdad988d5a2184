import { expect, test } from "vitest";
import { isFiltered, nodeFilter, noFilters } from "./filters";

test("what is not chosen is not asked for", () => {
  expect(nodeFilter(noFilters)).toEqual({});
  expect(nodeFilter({ ...noFilters, order: "NAME_DESC" })).toEqual({});
});

test("every filter is the API's", () => {
  expect(nodeFilter({ search: "a", locationId: "l", state: "STALE", role: "PROXYING", maintenance: "no", bursting: "yes", order: "" })).toEqual({
    search: "a",
    locationId: "l",
    state: "STALE",
    role: "PROXYING",
    maintenance: false,
    cloudBursting: true,
  });
});

test("a search and an order are no filters", () => {
  expect(isFiltered({ ...noFilters, search: "a", order: "NAME_DESC" })).toBe(false);
  expect(isFiltered({ ...noFilters, maintenance: "yes" })).toBe(true);
});
