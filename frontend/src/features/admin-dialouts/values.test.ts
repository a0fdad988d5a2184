import { expect, test } from "vitest";
import { dialoutInput, dialoutValues } from "./values";

test("an address for content is sent only where it can be used", () => {
  const typed = { ...dialoutValues(null), presentationUrl: "rtmp://a/b" };
  expect(dialoutInput(typed).presentationUrl).toBe("");
  expect(dialoutInput({ ...typed, protocol: "RTMP" }).presentationUrl).toBe("rtmp://a/b");
  expect(dialoutInput({ ...typed, routing: "ROUTING_RULE" }).presentationUrl).toBe("rtmp://a/b");
});

test("no location is null", () => {
  expect(dialoutInput(dialoutValues(null)).locationId).toBeNull();
});
