import { expect, test } from "vitest";
import { setupSearch } from "./search";

test("the address tells how far one is, and with which account", () => {
  expect(setupSearch({ account: "a", step: "ports" })).toEqual({ account: "a", step: "ports" });
  expect(setupSearch({ step: "nonsense", to: "nowhere" })).toEqual({});
  expect(setupSearch({ step: "conversion", node: "n", to: "always-on" })).toEqual({ step: "conversion", node: "n", to: "always-on" });
});
