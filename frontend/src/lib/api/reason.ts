// Why a meeting was over for somebody, from the text of a disconnect event.

export type EndReason =
  | "left"
  | "ended-by-host"
  | "ended-by-administrator"
  | "removed"
  | "removed-by-administrator"
  | "nobody-admitted"
  | "pin-timeout"
  | "pin-tries"
  | "no-host"
  | "last-one"
  | "connection-lost"
  | "node-stopped"
  | "elsewhere"
  | "other";

// Our nodes send a code; other nodes only a text, which may bear a number.
const codes: Record<string, EndReason> = {
  released: "left",
  "ended-by-host": "ended-by-host",
  "ended-by-administrator": "ended-by-administrator",
  "removed-by-participant": "removed",
  "removed-by-administrator": "removed-by-administrator",
  "waiting-timeout": "nobody-admitted",
  "pin-timeout": "pin-timeout",
  "pin-tries": "pin-tries",
  "guests-only-timeout": "no-host",
  "last-participant-timeout": "last-one",
  "token-expired": "connection-lost",
  "connection-lost": "connection-lost",
  "node-shutdown": "node-stopped",
  "node-restarted": "node-stopped",
  "node-cut-off": "node-stopped",
  "resumed-elsewhere": "elsewhere",
};

const patterns: [RegExp, EndReason][] = [
  [/#pex12[015]\b/, "ended-by-host"],
  [/#pex122\b/, "ended-by-administrator"],
  [/#pex123\b/, "removed-by-administrator"],
  [/#pex124\b/, "removed"],
  [/#pex126\b/, "nobody-admitted"],
  [/an administrator ended/i, "ended-by-administrator"],
  [/a host ended|ended by a? ?host/i, "ended-by-host"],
  [/an administrator removed/i, "removed-by-administrator"],
  [/participant removed|disconnected by another/i, "removed"],
  [/nobody let/i, "nobody-admitted"],
  [/no pin was entered/i, "pin-timeout"],
  [/too many wrong pins/i, "pin-tries"],
  [/no host was left/i, "no-host"],
  [/only one participant/i, "last-one"],
  [/node (?:stopped|restarted|lost)/i, "node-stopped"],
  [/goes on at another connection/i, "elsewhere"],
  [/connection .*lost|token.*expired/i, "connection-lost"],
  [/^left the conference/i, "left"],
];

export function endReason(text: string, code?: string): EndReason {
  const known = code === undefined ? undefined : codes[code];
  if (known !== undefined) return known;
  for (const [pattern, reason] of patterns) if (pattern.test(text)) return reason;
  return "other";
}

/** Ends that were nobody's wish: joining again by itself is right. */
export function rejoinsByItself(reason: EndReason): boolean {
  return reason === "connection-lost" || reason === "node-stopped";
}
