import { expect, test } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).filter((p) => p.link).map((p) => p.text);

test.each([
  ["see https://example.org/a.", ["https://example.org/a"]],
  ["(https://example.org/a)", ["https://example.org/a"]],
  ["https://example.org/w_(x)", ["https://example.org/w_(x)"]],
  ["http://a.example, https://b.example!", ["http://a.example", "https://b.example"]],
  ["javascript:alert(1) data:text/html,x", []],
  ["no links", []],
  ["", []],
])("%j has %j", (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test("the parts make up the text again", () => {
  for (const text of ["a https://b.example, c", "https://b.example", "(see http://x.example/y)."])
    expect(linkify(text).map((p) => p.text).join("")).toBe(text);
});
