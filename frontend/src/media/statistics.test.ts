import { expect, test } from "vitest";
import { statisticsLines } from "./statistics";

test("path, delay, loss and streams in words", () => {
  const lines = statisticsLines([
    { type: "candidate-pair", nominated: true, state: "succeeded", localCandidateId: "L", remoteCandidateId: "R", currentRoundTripTime: 0.0234 },
    { type: "local-candidate", id: "L", candidateType: "host", protocol: "udp" },
    { type: "remote-candidate", id: "R", address: "192.0.2.7", port: 40000 },
    { type: "inbound-rtp", kind: "audio", packetsReceived: 98, packetsLost: 2 },
    { type: "inbound-rtp", kind: "audio", packetsReceived: 0, packetsLost: 0 },
    { type: "outbound-rtp", kind: "video", packetsSent: 10, frameHeight: 180 },
    { type: "outbound-rtp", kind: "video", packetsSent: 10, frameHeight: 720 },
  ]);
  expect(lines).toEqual([
    "Path: direct, udp to 192.0.2.7:40000",
    "Round trip: 23 ms",
    "Sound received: 1 streams, 2.0 % of packets lost",
    "Video sent: 2 streams, up to 720 lines",
  ]);
});

test("nothing to tell of an empty report, and a negative loss is none", () => {
  expect(statisticsLines([])).toEqual([]);
  expect(statisticsLines([{ type: "inbound-rtp", kind: "video", packetsReceived: 5, packetsLost: -3 }])).toEqual([
    "Video received: 1 streams, 0.0 % of packets lost",
  ]);
});
