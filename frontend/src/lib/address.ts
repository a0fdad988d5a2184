// The page's address: / asks for an alias, /meet/<alias> is a meeting.

export interface Address {
  alias: string | null;
  /** Presets of a link: ?name=, ?mic=off, ?camera=off, ?audio-only. */
  name: string | null;
  microphoneOff: boolean | null;
  cameraOff: boolean | null;
  audioOnly: boolean | null;
}

export function parseAddress(path: string, search: string): Address {
  const match = /^\/meet\/([^/]+)\/?$/.exec(path);
  let alias: string | null = null;
  if (match?.[1] !== undefined) {
    try {
      alias = decodeURIComponent(match[1]).trim() || null;
    } catch {
      alias = null; // not valid percent-encoding
    }
  }
  const query = new URLSearchParams(search);
  const off = (name: string) => (query.has(name) ? query.get(name) === "off" : null);
  return {
    alias,
    name: query.get("name")?.trim().slice(0, 250) || null,
    microphoneOff: off("mic"),
    cameraOff: off("camera"),
    audioOnly: query.has("audio-only") ? query.get("audio-only") !== "off" : null,
  };
}

export function meetingPath(alias: string): string {
  return `/meet/${encodeURIComponent(alias)}`;
}

/**
 * What somebody typed or pasted as the meeting: an alias, or a whole link of
 * this kind.
 */
export function aliasFromInput(text: string): string {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) {
    try {
      const url = new URL(trimmed);
      return parseAddress(url.pathname, "").alias ?? "";
    } catch {
      return "";
    }
  }
  return trimmed;
}
