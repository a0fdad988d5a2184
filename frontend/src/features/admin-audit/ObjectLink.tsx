import { Link } from "@tanstack/react-router";

interface Props {
  entity: { id?: string | null | undefined; kind: string; name: string };
  children?: React.ReactNode;
}

/** Leads to the page of an object, if it has one. */
export function ObjectLink({ entity: { id, kind, name }, children = name || "–" }: Props) {
  if (kind === "settings") return <Link to="/settings">{children}</Link>;
  if (kind === "signin") return <Link to="/sign-in">{children}</Link>;
  if (kind === "administrator") return <Link to="/administrators">{children}</Link>;
  if (kind === "token") return <Link to="/tokens">{children}</Link>;
  if (!id) return <>{children}</>;
  if (kind === "location") return <Link to="/locations/$id" params={{ id }}>{children}</Link>;
  if (kind === "node") return <Link to="/nodes/$id" params={{ id }}>{children}</Link>;
  if (kind === "service") return <Link to="/services/$id" params={{ id }}>{children}</Link>;
  if (kind === "certificate") return <Link to="/certificates/$id" params={{ id }}>{children}</Link>;
  if (kind === "theme") return <Link to="/themes/$id" params={{ id }}>{children}</Link>;
  if (kind === "webhook") return <Link to="/webhooks/$id" params={{ id }}>{children}</Link>;
  if (kind === "rule") return <Link to="/rules/$id" params={{ id }}>{children}</Link>;
  if (kind === "dialout") return <Link to="/participants/$id" params={{ id }}>{children}</Link>;
  if (kind === "device") return <Link to="/devices/$id" params={{ id }}>{children}</Link>;
  if (kind === "policyprofile") return <Link to="/policies/$id" params={{ id }}>{children}</Link>;
  if (kind === "cloudaccount") return <Link to="/clouds/$id" params={{ id }}>{children}</Link>;
  if (kind === "burstschedule") return <Link to="/bursting/schedules/$id" params={{ id }}>{children}</Link>;
  if (kind === "role") return <Link to="/roles/$id" params={{ id }}>{children}</Link>;
  if (kind === "conference") return <Link to="/history/conferences/$id" params={{ id }}>{children}</Link>;
  return <>{children}</>;
}
