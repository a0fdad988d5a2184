import { describe, expect, it } from "vitest";
import { entryOf, isPermitted, type MenuGroup, permitted } from "./menu";

const groups: MenuGroup[] = [
  { title: "Status", items: [{ to: "/", label: "Live View", scope: "liveview:read" }, { to: "/audit", label: "Audit", scope: "history:read" }] },
  { title: "Access", items: [{ to: "/tokens", label: "API tokens", scope: "config:read" }, { to: "/settings", label: "Settings" }] },
];

describe("entryOf", () => {
  it.each([
    ["/", "Live View"],
    ["/audit", "Audit"],
    ["/audit/x", "Audit"],
    ["/auditors", undefined],
    ["/nowhere", undefined],
    ["/tokens/", "API tokens"],
  ])("%s belongs to %s", (path, label) => expect(entryOf(groups, path)?.label).toBe(label));
});

describe("permitted", () => {
  it("leaves out what the scopes do not open, and groups without entries", () => {
    expect(permitted(groups, []).map((g) => g.items.map((i) => i.label))).toEqual([["Settings"]]);
    expect(permitted(groups, ["history:read"]).map((g) => g.title)).toEqual(["Status", "Access"]);
  });
  it("opens an entry without a scope to everybody", () => expect(isPermitted({ to: "/settings", label: "Settings" }, [])).toBe(true));
});
