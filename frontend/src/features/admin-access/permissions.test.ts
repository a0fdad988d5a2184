import { describe, expect, it } from "vitest";
import { grouped, summary } from "./permissions";

const p = (scope: string, group: string) => ({ scope, group, name: `Name of ${scope}`, description: "" });
const all = [p("a", "One"), p("b", "Two"), p("c", "One")];

describe("permissions", () => {
  it("are grouped in the order of their groups", () =>
    expect(grouped(all).map((g) => [g.group, g.permissions.map((x) => x.scope)])).toEqual([
      ["One", ["a", "c"]],
      ["Two", ["b"]],
    ]));
  it("are named, all of them in a word", () => {
    expect(summary(["c", "a", "b"], all)).toBe("everything");
    expect(summary(["c", "a"], all)).toBe("Name of a, Name of c");
  });
  it("that are not known keep their scope", () => expect(summary(["a", "new"], all)).toBe("Name of a, new"));
});
