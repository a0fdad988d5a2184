import { expect, test } from "vitest";
import { typedMeanwhile } from "./typed";

test("only what differs from what was sent was typed meanwhile", () => {
  const sent = { name: "a", pin: "1", on: false, aliases: [{ alias: "x" }] };
  expect(typedMeanwhile(sent, { ...sent, aliases: [{ alias: "x" }] })).toEqual({});
  expect(typedMeanwhile(sent, { name: "a", pin: "", on: true, aliases: [{ alias: "x" }, { alias: "" }] })).toEqual({ pin: "", on: true, aliases: [{ alias: "x" }, { alias: "" }] });
});
