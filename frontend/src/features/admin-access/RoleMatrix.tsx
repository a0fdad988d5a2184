import { CheckIcon } from "@patternfly/react-icons";
import { Fragment } from "react";
import { grouped, type Permission } from "./permissions";
import "./access.css";

interface Props {
  roles: readonly { id: string; name: string; scopes: readonly string[] }[];
  permissions: readonly Permission[];
}

/** Roles side by side: who may do what. Scrolls for itself where there are many. */
export function RoleMatrix({ roles, permissions }: Props) {
  return (
    // What scrolls can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="access-matrix" role="region" aria-label="Permissions of the roles" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Permission</th>
            {roles.map((r) => (
              <th scope="col" key={r.id}>
                {r.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grouped(permissions).map(({ group, permissions: list }) => (
            <Fragment key={group}>
              <tr className="access-matrix-group">
                <th scope="colgroup" colSpan={roles.length + 1}>
                  {group}
                </th>
              </tr>
              {list.map((p) => (
                <tr key={p.scope}>
                  <th scope="row">{p.name}</th>
                  {roles.map((r) => (
                    <td key={r.id}>{r.scopes.includes(p.scope) ? <CheckIcon role="img" aria-label="Yes" aria-hidden={false} /> : <span aria-label="No">–</span>}</td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
