import { expect, test } from "vitest";
import { decodeText, parseCsv, toCsv } from "../../lib/csv";
import { readRooms } from "./importRooms";

test("CSV: quotes, line breaks in cells, other separators, byte order mark", () => {
  expect(parseCsv('\uFEFFa,b\r\n"x, ""y""\nz",2\r\n\r\n,\n3,4').map((l) => [l.number, ...l.cells])).toEqual([
    [1, "a", "b"],
    [2, 'x, "y"\nz', "2"],
    [6, "3", "4"],
  ]);
  expect(parseCsv("a;b\n1,5;2")[1]?.cells).toEqual(["1,5", "2"]);
  expect(parseCsv("a\tb\n1\t2")[1]?.cells).toEqual(["1", "2"]);
});

test("CSV that is written is read again, and nothing in it is a formula", () => {
  const rows = [["name", 'say "hi"'], ["a,b", "c\nd"]];
  expect(parseCsv(toCsv(rows)).map((l) => l.cells)).toEqual(rows);
  expect(toCsv([["=1+1", "-2", "@x", "+3"]])).toBe("'=1+1,'-2,'@x,'+3\r\n");
});

test("rooms of a file", () => {
  const { rows, problem } = readRooms("Name,Aliases,Host PIN,guest_pin,allowguests,Tag,description\nBoard,board; 100 b@x.test,1234,5678,Yes,ops,every day\nOpen,,,,,,\n");
  expect(problem).toBeUndefined();
  expect(rows).toEqual([
    { line: 2, problems: [], room: { name: "Board", description: "every day", tag: "ops", aliases: [{ alias: "board" }, { alias: "100" }, { alias: "b@x.test" }], hostPin: "1234", guestPin: "5678", allowGuests: true } },
    { line: 3, problems: [], room: { name: "Open", description: "", tag: "", aliases: [], allowGuests: false } },
  ]);
});

test.each([
  ["", "empty"],
  ["name,colour\na,b", "colour"],
  ["name,name\na,b", "twice"],
  ["board\n100", "not known"],
  ["tag\nx", "one of them must be"],
  ["name\n", "no rooms"],
])("a file that cannot be read: %j", (text, why) => {
  expect(readRooms(text).problem).toContain(why);
});

test("every row says all that is wrong with it", () => {
  const { rows } = readRooms("name,aliases,host pin,guest pin,allow guests\n,a A,12,,perhaps\nB,a,,5678,\nb,,,,x,extra\n");
  expect(rows.map((r) => r.problems)).toEqual([
    ["The name is missing.", "Allow guests is “perhaps”; say yes or no.", "The host PIN is not 4 to 20 digits, optionally followed by #.", "The alias A stands in it twice."],
    ["Guests need a host PIN.", "Line 2 has the alias a, too."],
    ["Guests need a host PIN.", "There are more cells than columns.", "Line 3 has the name b, too."],
  ]);
});

test("files of UTF-8 and of Western Windows", () => {
  expect(decodeText(new TextEncoder().encode("Søren").buffer)).toBe("Søren");
  expect(decodeText(new Uint8Array([0x53, 0xf8, 0x72, 0x65, 0x6e]).buffer)).toBe("Søren");
});
