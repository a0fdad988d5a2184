import { describe, expect, it } from "vitest";
import { fileSize, screensOf, words } from "./places";
import { readAnswer } from "./upload";

describe("the places of a theme", () => {
  it("are a row for each screen, in the order of the server", () => {
    const rows = screensOf([
      { key: "welcome", kind: "PICTURE", source: "OWN", name: "welcome.svg", url: "/x" },
      { key: "pin_entry", kind: "PICTURE", source: "BASE" },
      { key: "welcome", kind: "SOUND", source: "NONE" },
      { key: "knock", kind: "SOUND", source: "DEFAULT" },
      { key: "themeconfig", kind: "CONFIGURATION", source: "BASE" },
    ]);
    expect(rows.map((r) => [r.label, r.picture?.source ?? null, r.sound?.source ?? null])).toEqual([
      ["Welcome", "OWN", "NONE"],
      ["PIN entry", "BASE", null],
      ["Knock", null, "DEFAULT"],
    ]);
  });

  it("have names that people say", () => {
    expect(words("virtual_reception_conference_id_entry")).toBe("Virtual reception conference number entry");
  });

  it("tell sizes", () => {
    expect([fileSize(12), fileSize(1234), fileSize(4_200_000)]).toEqual(["12 bytes", "1 KB", "4.2 MB"]);
  });
});

describe("the answer to an upload", () => {
  it("is told in words", () => {
    expect(readAnswer(200, { position: "7" })).toEqual({ ok: true });
    expect(readAnswer(422, { error: { code: "INVALID", message: "Nothing was changed.", problems: [{ file: "a.wav", message: "Bad." }] } })).toEqual({
      ok: false,
      message: "Nothing was changed.",
      problems: [{ file: "a.wav", message: "Bad." }],
    });
    expect(readAnswer(409, { error: { code: "CONFLICT", message: "x" } })).toEqual({
      ok: false,
      message: "Somebody else changed this theme meanwhile. It is shown as it is now; try again.",
      problems: [],
    });
    expect(readAnswer(502, null)).toEqual({ ok: false, message: "The Management Node answered with 502.", problems: [] });
    expect(readAnswer(422, { error: { message: 3, problems: "x" } })).toEqual({ ok: false, message: "The Management Node answered with 422.", problems: [] });
  });
});
