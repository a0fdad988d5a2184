import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { AutomaticParticipantQuery as Data } from "../../gql/graphql";

/** Which services dial a participant. */
export function UsedBy({ services: { totalCount, nodes } }: { services: Pick<Data["services"], "totalCount" | "nodes"> }) {
  if (totalCount === 0) return <p>No service dials this participant.</p>;
  return (
    <p className="parley-break">
      Dialled by{" "}
      {nodes.map((s, i) => (
        <Fragment key={s.id}>
          {i > 0 && ", "}
          <Link to="/services/$id" params={{ id: s.id }}>
            {s.name}
          </Link>
        </Fragment>
      ))}
      {totalCount > nodes.length && ` and ${totalCount - nodes.length} more`}.
    </p>
  );
}
