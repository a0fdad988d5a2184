import { expect, test } from "vitest";
import { formatTime } from "../../ui/admin/time";
import { comparison, labelOf, valueWords } from "./changes";

test.each([
  [["settings", "participantLimit"], "Participant limit"],
  [["settings", "hostPin"], "Host PIN"],
  [["settings", "locationId"], "Location identifier"],
  [["certificate", "expiresAt"], "Certificate, expires at"],
  [["settings", "aliases", "0", "alias"], "Aliases, 1, alias"],
  [["settings"], "Settings"],
  [["type"], "Type"],
])("%j is called %s", (path, label) => {
  expect(labelOf(path)).toBe(label);
});

test.each([
  [null, "not set"],
  [undefined, "not set"],
  ["", "empty"],
  [true, "yes"],
  [false, "no"],
  [0, "0"],
  ["Weekly", "Weekly"],
  ["2026-11-21", "2026-11-21"],
  [[], "none"],
  [["a", "b"], "a\nb"],
  [[{ alias: "team", description: "" }, { alias: "board", description: "Friday" }], "team\nboard – Friday"],
  [{ a: 1 }, '{"a":1}'],
])("%j reads %j", (value, words) => {
  expect(valueWords(value)).toBe(words);
});

test("times are the reader's", () => {
  expect(valueWords("2026-11-21T07:37:47.31Z")).toBe(formatTime("2026-11-21T07:37:47.31Z"));
});

test("a secret shows neither of its versions, whatever came with it", () => {
  const [hidden, shown] = comparison([
    { path: ["settings", "hostPin"], before: "1234", after: "5678", secret: true },
    { path: ["settings", "name"], before: "A", after: "B", secret: false },
  ]);
  expect(hidden).toEqual({ key: "settings.hostPin", label: "Host PIN", before: "", after: "", secret: true });
  expect(shown).toEqual({ key: "settings.name", label: "Name", before: "A", after: "B", secret: false });
});
