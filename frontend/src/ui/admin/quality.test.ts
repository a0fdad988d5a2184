import { expect, test } from "vitest";
import { bitrate, bytes, milliseconds, percent } from "./quality";

test("numbers are short", () => {
  expect([percent(0), percent(0.04), percent(3.14), percent(42.4)]).toEqual(["0 %", "0 %", "3.1 %", "42 %"]);
  expect([bitrate(0), bitrate(64_400), bitrate(2_449_000)]).toEqual(["0 kbit/s", "64 kbit/s", "2.4 Mbit/s"]);
  expect([milliseconds(0.3), milliseconds(1.4), milliseconds(180)]).toEqual(["under 1 ms", "1 ms", "180 ms"]);
  expect([bytes(0), bytes(999), bytes(1_100_000), bytes(123_456_789), bytes(7e15)]).toEqual(["0 B", "999 B", "1.1 MB", "123 MB", "7000 TB"]);
});
