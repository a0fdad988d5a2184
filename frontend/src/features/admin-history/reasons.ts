// The codes of docs/client-api.md in words, for those who read the record.

const words: Record<string, string> = {
  released: "left",
  "token-expired": "not heard of any more",
  "connection-lost": "connection lost",
  "ended-by-host": "ended by a host",
  "ended-by-administrator": "ended by an administrator",
  "removed-by-administrator": "removed by an administrator",
  "removed-by-participant": "removed, or not let in",
  "waiting-timeout": "nobody let them in",
  "pin-timeout": "no PIN was entered",
  "pin-tries": "too many wrong PINs",
  "guests-only-timeout": "no host was left",
  "last-participant-timeout": "nobody else was left",
  "node-shutdown": "node stopped",
  "node-restarted": "node crashed",
  merged: "went on in the conference of the other side",
  "nodes-unreachable": "the other nodes could not be reached",
  "last-left": "everybody left",
};

/** Why somebody left or a conference ended; a code that is not known stays as it is. */
export function reasonWords(code: string | null | undefined): string {
  return code ? (words[code] ?? code) : "no reason on record";
}
