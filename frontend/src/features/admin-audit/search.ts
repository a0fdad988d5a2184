import type { AuditAction, AuditFilter, EventActorKind } from "../../gql/graphql";
import { searchText } from "../../ui/admin/searchText";
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
  for (const key of keys) read[key] = searchText(raw[key]);
  if (!kinds[read.kind ?? ""]) read.kind = undefined;
  if (!((read.action ?? "") in actions)) read.action = undefined;
  if (!((read.by ?? "") in parties)) read.by = undefined;
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
  theme: "Theme",
  cloudaccount: "Cloud account",
  burstschedule: "Burst schedule",
  policyprofile: "Policy profile",
  role: "Role",
  signin: "Sign-in",
  certificate: "Certificate",
  rule: "Gateway rule",
  dialout: "Automatic participant",
  device: "Device",
  conference: "Conference",
  participant: "Participant",
  alarm: "Alarm",
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
  if (!actor.name) return actor.kind === "PROCESS" ? "Parley" : actor.kind === "NODE" ? "A node" : party;
  return actor.kind === "TOKEN" ? `${party} ${actor.name}` : actor.name;
}
