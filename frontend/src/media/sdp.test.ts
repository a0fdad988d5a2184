import { expect, test } from "vitest";
import { iceCredentials, markSlides, sectionKinds } from "./sdp";

const sdp = [
  "v=0",
  "o=- 1 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0 1 12",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=mid:0",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:secret0",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=mid:1",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:secret1",
  "a=sendrecv",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=mid:12",
  "a=sendrecv",
  "",
].join("\r\n");

test("only the section with that mid is marked", () => {
  const lines = markSlides(sdp, "12").split("\r\n");
  expect(lines.filter((l) => l === "a=content:slides")).toHaveLength(1);
  expect(lines.indexOf("a=content:slides")).toBeGreaterThan(lines.indexOf("a=mid:12"));
  // 1 is a prefix of 12.
  const other = markSlides(sdp, "1").split("\r\n");
  expect(other.indexOf("a=content:slides")).toBeLessThan(other.indexOf("a=mid:12"));
});

test("everything else stays, line for line", () => {
  expect(markSlides(sdp, "12").replace("a=content:slides\r\n", "")).toBe(sdp);
});

test("marking twice is marking once, and an unknown mid changes nothing", () => {
  const once = markSlides(sdp, "12");
  expect(markSlides(once, "12")).toBe(once);
  expect(markSlides(sdp, "99")).toBe(sdp);
});

test("credentials come from the section, or else from the session", () => {
  expect(iceCredentials(sdp, "1")).toEqual({ ufrag: "abcd", pwd: "secret1" });
  expect(iceCredentials(sdp, null)).toEqual({ ufrag: "abcd", pwd: "secret0" });
  const session = "v=0\r\na=ice-ufrag:s\r\na=ice-pwd:p\r\nm=audio 9 X 0\r\na=mid:0\r\n";
  expect(iceCredentials(session, "0")).toEqual({ ufrag: "s", pwd: "p" });
  expect(iceCredentials("v=0\r\nm=audio 9 X 0\r\na=mid:0\r\n", "0")).toBeNull();
});

test("sections in order", () => {
  expect(sectionKinds(sdp)).toEqual(["audio", "video", "video"]);
});
