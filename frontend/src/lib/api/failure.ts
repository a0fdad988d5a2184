// What can go wrong with a request, in the words the interface acts on.

export type FailureKind =
  | "wrong-pin"
  | "unknown-alias"
  | "locked"
  | "room-full"
  | "no-capacity"
  | "maintenance"
  | "blocked"
  | "unreachable"
  | "busy"
  | "token-gone"
  | "not-permitted"
  | "chat-disabled"
  | "presentation-denied"
  | "call-gone"
  | "waiting"
  | "unsupported"
  | "unexpected";

export class ApiFailure extends Error {
  readonly kind: FailureKind;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What the node said, for a detail line. */
  readonly detail: string;

  constructor(kind: FailureKind, status: number, detail: string) {
    super(`${kind} (${status}): ${detail}`);
    this.name = "ApiFailure";
    this.kind = kind;
    this.status = status;
    this.detail = detail;
  }
}

// Codes are exact; texts are those of the original client API, for nodes that
// send no code.
const codes: Record<string, FailureKind> = {
  "unknown-alias": "unknown-alias",
  "invalid-pin": "wrong-pin",
  "invalid-token": "token-gone",
  "not-permitted": "not-permitted",
  "invalid-role": "not-permitted",
  waiting: "waiting",
  "participant-limit": "room-full",
  "capacity-exceeded": "no-capacity",
  maintenance: "maintenance",
  locked: "locked",
  blocked: "blocked",
  "rate-limited": "busy",
  "unknown-participant": "unexpected",
  "unknown-call": "call-gone",
  "chat-disabled": "chat-disabled",
  "presentation-denied": "presentation-denied",
  "unusable-offer": "unsupported",
  unavailable: "unreachable",
};

const texts: [RegExp, FailureKind][] = [
  [/invalid pin/i, "wrong-pin"],
  [/invalid token/i, "token-gone"],
  [/neither conference nor gateway found|extension not found/i, "unknown-alias"],
  [/participant limit|conference (?:is )?full/i, "room-full"],
  [/capacity|insufficient (?:resources|licen[cs]es)/i, "no-capacity"],
  [/maintenance/i, "maintenance"],
  [/locked/i, "locked"],
  [/too many requests/i, "busy"],
  [/blocked|too many/i, "blocked"],
  [/invalid role/i, "not-permitted"],
];

export function failureKind(status: number, code: string | undefined, text: string): FailureKind {
  const byCode = code === undefined ? undefined : codes[code];
  if (byCode !== undefined) return byCode;
  for (const [pattern, kind] of texts) if (pattern.test(text)) return kind;
  switch (status) {
    case 0:
    case 502:
    case 504:
      return "unreachable";
    case 401:
      return "token-gone";
    case 403:
      return "not-permitted";
    case 404:
      return "unknown-alias";
    case 429:
      return "busy";
    case 503:
      return "maintenance";
    default:
      return "unexpected";
  }
}

/** Failures after which the same request may well succeed. */
export function isPassing(failure: unknown): boolean {
  return failure instanceof ApiFailure && (failure.kind === "unreachable" || failure.kind === "busy");
}

export function toFailure(cause: unknown): ApiFailure {
  if (cause instanceof ApiFailure) return cause;
  return new ApiFailure("unexpected", 0, cause instanceof Error ? cause.message : String(cause));
}
