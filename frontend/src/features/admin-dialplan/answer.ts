import type { AliasStepReason, CallDirection, CallProtocol, ResolveAliasInput, ResolveAliasQuery } from "../../gql/graphql";
import type { Choice } from "../../ui/admin/choices";

export type Resolution = ResolveAliasQuery["resolveAlias"];

/** What the form holds. */
export interface CallValues {
  alias: string;
  direction: string;
  protocol: string;
  locationId: Choice | null;
  registered: boolean;
  receptionDigits: string;
}

export const newCall: CallValues = { alias: "", direction: "INCOMING", protocol: "SIP", locationId: null, registered: false, receptionDigits: "" };

export const callInput = (v: CallValues): ResolveAliasInput => ({
  alias: v.alias,
  source: {
    direction: v.direction as CallDirection,
    protocol: v.protocol as CallProtocol,
    registered: v.direction === "INCOMING" && v.registered,
    locationId: v.locationId?.id ?? null,
  },
  receptionDigits: v.receptionDigits.trim() || null,
});

const kinds: Record<string, string> = { MeetingRoom: "meeting room", Auditorium: "auditorium", Reception: "Virtual Reception", TestCall: "test call" };

/** The answer in one line. */
export function headline(r: Resolution): string {
  switch (r.outcome) {
    case "SERVICE":
      return r.service ? `The ${kinds[r.service.__typename] ?? "service"} ${r.service.name} answers` : "A service answers that was removed just now";
    case "DEVICE":
      return `${r.device?.alias ?? r.alias} is called if it is registered, by the rule ${r.rule?.name ?? ""}`;
    case "EXTERNAL":
      return `${r.alias} is called outside, by the rule ${r.rule?.name ?? ""}`;
    default:
      return r.rule ? `Nobody is called: the rule ${r.rule.name} ends the search` : "Nobody is called";
  }
}

/** How a step weighs: it led on, it was in the way, or it was passed. */
export function weight(reason: AliasStepReason): "success" | "danger" | "warning" | "passed" {
  switch (reason) {
    case "SERVICE_FOUND":
    case "RULE_MATCHED":
    case "DEVICE_FOUND":
    case "CALLED_OUTSIDE":
    case "RECEPTION_CAPTURED":
      return "success";
    case "ALIAS_EMPTY":
    case "ALIAS_TOO_LONG":
    case "RULE_NONE":
    case "DEVICE_NONE":
    case "RECEPTION_REFUSED":
      return "danger";
    case "RULE_BROKEN":
    case "DEVICE_NEEDS_RULE":
      return "warning";
    default:
      return "passed";
  }
}

export const weights = { success: "Yes", danger: "End", warning: "Mind", passed: "No" } as const;
