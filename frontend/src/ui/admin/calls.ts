import type { Option } from "./fields";

/** What a call or a device speaks, in the order in which the API has it. */
export const protocols: readonly Option[] = [
  { value: "SIP", label: "SIP" },
  { value: "H323", label: "H.323" },
  { value: "WEBRTC", label: "WebRTC" },
  { value: "RTMP", label: "RTMP" },
];

export const protocolName = (value: string) => protocols.find((p) => p.value === value)?.label ?? value;

export const protocolNames = (values: readonly string[]) => values.map(protocolName).join(", ");

/** The choices of a select among the protocols that a call can be placed with. */
export const outgoingProtocols = protocols.filter((p) => p.value !== "WEBRTC");

export const callTypes: readonly Option[] = [
  { value: "VIDEO", label: "Audio, video and presentation" },
  { value: "VIDEO_ONLY", label: "Audio and video" },
  { value: "AUDIO", label: "Audio" },
];

/** The highest quality of a call; what follows the global settings is for those to add who can. */
export const qualities: readonly Option[] = [
  { value: "SD", label: "SD" },
  { value: "HD", label: "HD" },
  { value: "FULL_HD", label: "Full HD" },
];

export const encryptions: readonly Option[] = [
  { value: "BEST_EFFORT", label: "If the other end can" },
  { value: "REQUIRED", label: "Required" },
  { value: "OFF", label: "None" },
];

/** How a choice reads where two versions are compared. */
export const named = (options: readonly Option[]) => (value: string) => options.find((o) => o.value === value)?.label ?? value;
