// The m-lines of our offer, in the order the node reads them as slots.

export const extraAudioSlots = 2;
export const thumbnailSlots = 8;

export interface Line {
  kind: "audio" | "video";
  direction: "sendrecv" | "recvonly";
  use: "microphone" | "audio" | "camera" | "thumbnail" | "slides";
}

/** One line per slot. Without video there is nothing but sound. */
export function lines(audioOnly: boolean, thumbnails = thumbnailSlots): Line[] {
  const plan: Line[] = [{ kind: "audio", direction: "sendrecv", use: "microphone" }];
  for (let i = 0; i < extraAudioSlots; i++) plan.push({ kind: "audio", direction: "recvonly", use: "audio" });
  if (audioOnly) return plan;
  plan.push({ kind: "video", direction: "sendrecv", use: "camera" });
  for (let i = 0; i < thumbnails; i++) plan.push({ kind: "video", direction: "recvonly", use: "thumbnail" });
  plan.push({ kind: "video", direction: "sendrecv", use: "slides" });
  return plan;
}

/** Camera layers, smallest first; the node forwards the one a slot needs. */
export const cameraEncodings: RTCRtpEncodingParameters[] = [
  { rid: "q", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];

/** Slides: one layer, sharp rather than smooth. */
export const slidesEncodings: RTCRtpEncodingParameters[] = [{ maxBitrate: 2_500_000, maxFramerate: 15 }];

export interface Transceivers {
  microphone: RTCRtpTransceiver;
  camera: RTCRtpTransceiver | null;
  slides: RTCRtpTransceiver | null;
  all: RTCRtpTransceiver[];
}

export function addLines(pc: RTCPeerConnection, plan: Line[]): Transceivers {
  const made = plan.map((line) => {
    const init: RTCRtpTransceiverInit = { direction: line.direction };
    if (line.use === "camera") init.sendEncodings = cameraEncodings;
    if (line.use === "slides") init.sendEncodings = slidesEncodings;
    return { line, transceiver: pc.addTransceiver(line.kind, init) };
  });
  const find = (use: Line["use"]) => made.find((m) => m.line.use === use)?.transceiver ?? null;
  const microphone = find("microphone");
  if (microphone === null) throw new Error("an offer has a microphone line");
  return { microphone, camera: find("camera"), slides: find("slides"), all: made.map((m) => m.transceiver) };
}
