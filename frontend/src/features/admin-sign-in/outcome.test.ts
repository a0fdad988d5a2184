import { describe, expect, it } from "vitest";
import { beginAt, outcomeOf } from "./outcome";

describe("the way back from the provider", () => {
  it("tells in words what came of it", () => {
    expect(outcomeOf("")).toBeNull();
    expect(outcomeOf("?a=b")).toBeNull();
    expect(outcomeOf("?signin=not_permitted&trace=abc1")).toMatchObject({ title: "You may not administer this deployment", trace: "abc1" });
  });

  it("shows nothing that somebody put into the address", () => {
    expect(outcomeOf("?signin=Call+0900+now&trace=%3Cb%3E")).toEqual({ title: "Signing in does not work at the moment", body: "Try again in a moment.", trace: "" });
  });

  it("comes back to where the reader was", () => {
    expect(beginAt("/signin/oidc/start", { pathname: "/rooms", search: "?search=a%26b&signin=expired&trace=x" })).toBe("/signin/oidc/start?return=%2Frooms%3Fsearch%3Da%2526b");
    expect(beginAt("/signin/oidc/start", { pathname: "/", search: "" })).toBe("/signin/oidc/start?return=%2F");
  });
});
