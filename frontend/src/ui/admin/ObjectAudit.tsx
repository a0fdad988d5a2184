import { Link } from "@tanstack/react-router";
import { useMay } from "./session";

/** Leads to who changed this object, and how. Absent for those who may not see it. */
export function ObjectAudit({ id }: { id: string }) {
  if (!useMay("history:read")) return null;
  return (
    <Link to="/audit" search={{ entity: id }}>
      Who changed this
    </Link>
  );
}
