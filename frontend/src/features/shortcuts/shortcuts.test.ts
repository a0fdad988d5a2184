import { expect, test } from "vitest";
import { actOf, keyOf, shortcuts, type KeyPress } from "./shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  taken: false,
  ...more,
});

test("every shortcut acts, in either case, and no key does two things", () => {
  for (const { key, act } of shortcuts) {
    expect(actOf(press(key))).toBe(act);
    expect(actOf(press(key.toUpperCase()))).toBe(act);
  }
  expect(new Set(shortcuts.map((s) => s.key)).size).toBe(shortcuts.length);
});

test.each(["ctrlKey", "altKey", "metaKey", "repeat", "taken"] as const)("%s keeps a key from acting", (what) => {
  expect(actOf(press("m", { [what]: true }))).toBeNull();
});

test("other keys do nothing", () => {
  expect(actOf(press("q"))).toBeNull();
  expect(actOf(press(" "))).toBeNull();
  expect(keyOf("microphone")).toBe("M");
});
