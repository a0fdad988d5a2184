import type { NodeFieldsFragment } from "../../gql/graphql";

type Document = NodeFieldsFragment["provisioning"];

/** What became of a node's last provisioning document. */
export function documentState(p: Pick<Document, "state" | "issuedAt" | "expiresAt" | "revokedAt">, time: (at: string | null | undefined) => string): string {
  switch (p.state) {
    case "NONE":
      return "None was made yet";
    case "ISSUED":
      return `Waits for the node until ${time(p.expiresAt)}`;
    case "EXPIRED":
      return `Expired unused on ${time(p.expiresAt)}`;
    case "REDEEMED":
      return `Used; it was made on ${time(p.issuedAt)}`;
    case "REVOKED":
      return `Revoked on ${time(p.revokedAt)}`;
  }
}

/** Why a document was refused. */
export const refusalWords: Record<Document["refusals"][number]["reason"], string> = {
  REPLAYED: "a document that was used before",
  EXPIRED: "a document that had expired",
  VOID: "a document that was void",
  UNKNOWN_NODE: "a document of a node that there is not",
  BAD_SECRET: "a document that was never made for this node",
};
