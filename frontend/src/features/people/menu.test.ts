import { expect, test } from "vitest";
import { toPerson, type Person } from "../../lib/meeting/state";
import { personMenu } from "./menu";

const person = (more: Partial<Person> = {}): Person => ({ ...toPerson({ uuid: "a", role: "guest", has_media: true }), ...more });
const acts = (p: Person, self = false) => personMenu(p, self).map((e) => e.act);

test("a guest with media", () => {
  expect(acts(person())).toEqual(["mute", "spotlight", "make-host", "remove"]);
});

test("each entry undoes what is so", () => {
  expect(acts(person({ muted: true, spotlightSince: 3, handSince: 2, role: "host" }))).toEqual([
    "unmute",
    "unspotlight",
    "lower-hand",
    "make-guest",
    "remove",
  ]);
});

test("without media there is nothing to mute or light", () => {
  expect(acts(person({ hasMedia: false }))).toEqual(["make-host", "remove"]);
});

test("nobody removes, mutes or demotes oneself here", () => {
  expect(acts(person({ role: "host", handSince: 1 }), true)).toEqual(["spotlight", "lower-hand"]);
});
