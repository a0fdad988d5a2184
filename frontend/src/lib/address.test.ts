import { expect, test } from "vitest";
import { aliasFromInput, meetingPath, parseAddress } from "./address";

test.each([
  ["/", null],
  ["/meet/", null],
  ["/meet/team", "team"],
  ["/meet/team/", "team"],
  ["/meet/anna%40example.org", "anna@example.org"],
  ["/meet/a%2Fb", "a/b"],
  ["/meet/%E0%A4%A", null],
  ["/meet/a/b", null],
  ["/other/team", null],
])("%s is %s", (path, alias) => {
  expect(parseAddress(path, "").alias).toBe(alias);
});

test("a path leads back to its alias", () => {
  for (const alias of ["team", "a/b", "ä ö?#", "100%"]) expect(parseAddress(meetingPath(alias), "").alias).toBe(alias);
});

test("presets are read, and absent ones leave the choice", () => {
  expect(parseAddress("/meet/x", "?name=Anna%20B&mic=off&audio-only")).toMatchObject({
    name: "Anna B",
    microphoneOff: true,
    cameraOff: null,
    audioOnly: true,
  });
  expect(parseAddress("/meet/x", "?mic=on&name=")).toMatchObject({ name: null, microphoneOff: false, audioOnly: null });
});

test.each([
  [" team ", "team"],
  ["https://meet.example.org/meet/team?x=1", "team"],
  ["https://meet.example.org/", ""],
  ["https://", ""],
  ["", ""],
])("what was typed: %j is %j", (text, alias) => {
  expect(aliasFromInput(text)).toBe(alias);
});
