// What a participant chose, kept on this device.

export interface Preferences {
  name: string;
  microphoneId: string;
  cameraId: string;
  speakerId: string;
  /** Join with the microphone off. */
  microphoneOff: boolean;
  /** Join with the camera off. */
  cameraOff: boolean;
  audioOnly: boolean;
  /** Single-key shortcuts (WCAG 2.1.4). */
  shortcuts: boolean;
  /** Short sounds: somebody knocks, a message came. */
  sounds: boolean;
  view: "speaker" | "grid";
}

export const defaultPreferences: Preferences = {
  name: "",
  microphoneId: "",
  cameraId: "",
  speakerId: "",
  microphoneOff: false,
  cameraOff: false,
  audioOnly: false,
  shortcuts: true,
  sounds: true,
  view: "speaker",
};

const key = "parley.participant";

/** Takes over what fits; anything else in storage is ignored. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null) return defaultPreferences;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return defaultPreferences;
  }
  if (typeof stored !== "object" || stored === null) return defaultPreferences;
  const from = stored as Record<string, unknown>;
  const text_ = (name: string) => (typeof from[name] === "string" ? from[name] : "");
  const flag = (name: keyof Preferences) =>
    typeof from[name] === "boolean" ? from[name] : (defaultPreferences[name] as boolean);
  return {
    name: text_("name").slice(0, 250),
    microphoneId: text_("microphoneId"),
    cameraId: text_("cameraId"),
    speakerId: text_("speakerId"),
    microphoneOff: flag("microphoneOff"),
    cameraOff: flag("cameraOff"),
    audioOnly: flag("audioOnly"),
    shortcuts: flag("shortcuts"),
    sounds: flag("sounds"),
    view: from.view === "grid" ? "grid" : "speaker",
  };
}

export function loadPreferences(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(key));
  } catch {
    return defaultPreferences; // storage is forbidden here
  }
}

export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // Not kept then; this visit still has them.
  }
}
