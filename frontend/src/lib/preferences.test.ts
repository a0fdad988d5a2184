import { expect, test } from "vitest";
import { defaultPreferences, parsePreferences } from "./preferences";

test.each([null, "", "no json", "null", "7", "[]"])("%j gives the defaults", (text) => {
  expect(parsePreferences(text)).toEqual(defaultPreferences);
});

test("what was saved comes back", () => {
  const saved = { ...defaultPreferences, name: "Anna", cameraOff: true, view: "grid" as const, shortcuts: false };
  expect(parsePreferences(JSON.stringify(saved))).toEqual(saved);
});

test("what does not fit is replaced, field by field", () => {
  expect(parsePreferences('{"name": 7, "cameraOff": "yes", "audioOnly": true, "view": "ring"}')).toEqual({
    ...defaultPreferences,
    audioOnly: true,
  });
});
