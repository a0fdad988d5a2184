// The client API as it is on the wire (docs/client-api.md).

export interface Envelope {
  status: "success" | "failed";
  result?: unknown;
  /** Our addition: a machine-readable code beside the text of a failure. */
  code?: string;
}

export interface TokenResult {
  token: string;
  /** Seconds, as text. */
  expires: string;
  participant_uuid: string;
  display_name: string;
  role: "HOST" | "GUEST";
  conference_name: string;
  service_type: string;
  current_service_type: string;
  call_type?: string;
  chat_enabled?: boolean;
  guests_can_present?: boolean;
  bandwidth_in?: number;
  bandwidth_out?: number;
  stun?: { url: string }[];
  turn?: { urls: string[]; username?: string; credential?: string }[];
  use_relay_candidates_only?: boolean;
  trickle_ice_enabled?: boolean;
  /** Our addition: the way back to the seat at another node. */
  resume_key?: string;
}

export interface PinPrompt {
  pin: "required";
  guest_pin: "required" | "none";
}

export interface ExtensionPrompt {
  conference_extension: string;
  conference_extension_type?: string;
}

export interface WireParticipant {
  uuid: string;
  uri?: string;
  display_name?: string;
  overlay_text?: string;
  role?: "chair" | "guest" | "unknown";
  service_type?: string;
  protocol?: string;
  start_time?: number;
  buzz_time?: number;
  spotlight?: number;
  has_media?: boolean;
  is_muted?: "YES" | "NO" | boolean;
  is_presenting?: "YES" | "NO" | boolean;
  is_audio_only_call?: "YES" | "NO" | boolean;
  is_video_call?: "YES" | "NO" | boolean;
  is_client_muted?: boolean;
  is_video_muted?: boolean;
  is_streaming_conference?: boolean;
  rx_presentation_policy?: "ALLOW" | "DENY";
}

export interface WireConferenceUpdate {
  locked?: boolean;
  guests_muted?: boolean;
  started?: boolean;
  chat_enabled?: boolean;
  presentation_allowed?: boolean;
  guests_can_present?: boolean;
}

export interface WireStageEntry {
  stage_index: number;
  participant_uuid: string;
  vad: number;
}

export interface WireMessage {
  origin: string;
  uuid: string;
  type: string;
  payload: string;
  direct?: boolean;
}

export interface WireSlot {
  mid: string;
  kind: "audio" | "video";
  role: "main" | "thumbnail" | "presentation" | "audio";
  participant_uuid: string | null;
}

export interface WireSlots {
  call_uuid: string;
  slots: WireSlot[];
}

export interface WireCall {
  call_uuid: string;
  sdp: string;
}

/** Whether a flag is set that is "YES"/"NO" or a boolean, depending on its age. */
export function isYes(flag: "YES" | "NO" | boolean | undefined): boolean {
  return flag === true || flag === "YES";
}
