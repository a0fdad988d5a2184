import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { PolicyProfileQuery as Data } from "../../gql/graphql";

/** Which locations name a profile. */
export function UsedBy({ locations: { totalCount, nodes } }: { locations: Pick<Data["locations"], "totalCount" | "nodes"> }) {
  if (totalCount === 0) return <p>No location names this profile.</p>;
  return (
    <p className="parley-break">
      Named by{" "}
      {nodes.map((l, i) => (
        <Fragment key={l.id}>
          {i > 0 && ", "}
          <Link to="/locations/$id" params={{ id: l.id }}>
            {l.name}
          </Link>
        </Fragment>
      ))}
      {totalCount > nodes.length && ` and ${totalCount - nodes.length} more`}.
    </p>
  );
}
