import { describe, expect, it } from "vitest";
import { expiry, users } from "./expiry";

describe("expiry", () => {
  it("warns in time", () => {
    expect(expiry(null)).toEqual({ text: "Waits for its certificate", colour: "grey" });
    expect(expiry(-1)).toEqual({ text: "Expired", colour: "red" });
    expect(expiry(0)).toEqual({ text: "Ends today", colour: "red" });
    expect(expiry(1)).toEqual({ text: "1 day left", colour: "red" });
    expect(expiry(29)).toEqual({ text: "29 days left", colour: "orange" });
    expect(expiry(30)).toEqual({ text: "30 days left", colour: "green" });
  });
});

describe("users", () => {
  it("names the first ones", () => {
    const nodes = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `n${i}` }));
    expect(users({ usedByWeb: false, usedByNodes: [] })).toBe("Nobody");
    expect(users({ usedByWeb: true, usedByNodes: nodes(2) })).toBe("Web side, n0, n1");
    expect(users({ usedByWeb: true, usedByNodes: nodes(5) })).toBe("Web side, n0, n1 and 3 more");
  });
});
