/** The hash under which the server knows a document of this build; null: it is none of them. */
export function hashOf(document: object): string | null {
  const meta = (document as { __meta__?: { hash?: unknown } }).__meta__;
  return typeof meta?.hash === "string" ? meta.hash : null;
}
