import { Link, type LinkProps } from "@tanstack/react-router";
import { useMay } from "./session";

/** Leads to the form for something new. Absent for those who may only look. */
export function AddLink({ children, ...link }: Pick<LinkProps, "to" | "params" | "children">) {
  if (!useMay("config:write")) return null;
  return (
    <Link {...link} className="pf-v6-c-button pf-m-primary">
      <span className="pf-v6-c-button__text">{children as React.ReactNode}</span>
    </Link>
  );
}
