import type { AuditAction, AuditFilter, EventActorKind } from "../../gql/graphql";
import { fromLocal } from "../../ui/admin/time";

/** What the address of the page says about what it shows. */
export interface AuditSearch {
  kind?: string | undefined;
  action?: string | undefined;
  by?: string | undefined;
  actor?: string | undefined;
  /** Local times, as their fields write them. */
  from?: string | undefined;
  until?: string | undefined;
  search?: string | undefined;
  /** One object. */
  entity?: string | undefined;
}

const keys = ["kind", "action", "by", "actor", "from", "until", "search", "entity"] as const;

/** Reads the address; what it does not know is left out. */
export function auditSearch(raw: Record<string, unknown>): AuditSearch {
  const read: AuditSearch = {};
  for (const key of keys) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") read[key] = value;
  }
  if (read.kind && !(read.kind in kinds)) delete read.kind;
  if (read.action && !(read.action in actions)) delete read.action;
  if (read.by && !(read.by in parties)) delete read.by;
  return read;
}

export const kinds: Readonly<Record<string, string>> = {
  location: "Location",
  node: "Conferencing Node",
  service: "Meeting room",
  settings: "Global settings",
  administrator: "Administrator",
  token: "API token",
  webhook: "Webhook",
  conference: "Conference",
  participant: "Participant",
};

export const actions: Readonly<Record<AuditAction, string>> = {
  CREATED: "Created",
  UPDATED: "Changed",
  REMOVED: "Removed",
  OTHER: "Other",
};

export const parties: Readonly<Record<EventActorKind, string>> = {
  ADMINISTRATOR: "Administrator",
  TOKEN: "API token",
  NODE: "Conferencing Node",
  PROCESS: "Parley, by a rule",
  SYSTEM: "Parley",
};

/** The API's filter; null when everything is shown. */
export function auditFilter(s: AuditSearch): AuditFilter | null {
  const filter: AuditFilter = {};
  if (s.entity) filter.entityId = s.entity;
  if (s.kind) filter.entityKinds = [s.kind];
  if (s.action) filter.actions = [s.action as AuditAction];
  if (s.by) filter.actorKinds = [s.by as EventActorKind];
  if (s.actor) filter.actor = s.actor;
  if (s.search) filter.search = s.search;
  const [from, until] = [fromLocal(s.from ?? ""), fromLocal(s.until ?? "")];
  if (from) filter.from = from;
  if (until) filter.until = until;
  return Object.keys(filter).length > 0 ? filter : null;
}

/** Who did it, in words. */
export function actorWords(actor: { kind: EventActorKind; name?: string | null | undefined }): string {
  const party = parties[actor.kind];
  if (!actor.name) return actor.kind === "PROCESS" ? "Parley" : party;
  return actor.kind === "TOKEN" || actor.kind === "NODE" ? `${party} ${actor.name}` : actor.name;
}
