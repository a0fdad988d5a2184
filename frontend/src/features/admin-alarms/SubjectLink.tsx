import { Link } from "@tanstack/react-router";
import type { Alarm } from "./state";

/** What an alarm concerns, with a way there when it has a page. */
export function SubjectLink({ subject }: { subject: Alarm["subject"] }) {
  const { kind, id } = subject;
  const name = subject.name || words[kind];
  if (kind === "NODE" && id) return <Link to="/nodes/$id" params={{ id }}>{name}</Link>;
  if (kind === "WEBHOOK" && id) return <Link to="/webhooks/$id" params={{ id }}>{name}</Link>;
  if (kind === "ADMINISTRATOR") return <Link to="/administrators">{name}</Link>;
  if (kind === "LOCATION" && id) return <Link to="/locations/$id" params={{ id }}>{name}</Link>;
  if (kind === "CLOUD_ACCOUNT" && id) return <Link to="/clouds/$id" params={{ id }}>{name}</Link>;
  if (kind === "BURST_SCHEDULE" && id) return <Link to="/bursting/schedules/$id" params={{ id }}>{name}</Link>;
  if (kind === "CLOUD_ACCOUNT" || kind === "MACHINE") return <Link to="/bursting">{name}</Link>;
  if (kind === "BURST_SCHEDULE") return <Link to="/bursting/schedules">{name}</Link>;
  if (kind === "PROJECTION") return <Link to="/system">{name}</Link>;
  return name;
}

const words: Record<Alarm["subject"]["kind"], string> = {
  NODE: "Conferencing Node",
  WEBHOOK: "Webhook",
  CERTIFICATE: "Certificate",
  ADMINISTRATOR: "Administrator",
  PROJECTION: "Read model",
  MANAGEMENT_NODE: "Management Node",
  AUTHORITY: "The deployment's own authority",
  DEPLOYMENT: "The deployment",
  LOCATION: "System location",
  CLOUD_ACCOUNT: "Cloud account",
  MACHINE: "Machine at a cloud",
  BURST_SCHEDULE: "Burst schedule",
};
