import { describe, expect, it } from "vitest";
import { documentState } from "./provisioningWords";

describe("documentState", () => {
  const p = { issuedAt: "made", expiresAt: "end", revokedAt: "revoked" };
  const time = (at: string | null | undefined) => String(at);
  it("says what became of the document", () => {
    expect(documentState({ ...p, state: "NONE" }, time)).toBe("None was made yet");
    expect(documentState({ ...p, state: "ISSUED" }, time)).toBe("Waits for the node until end");
    expect(documentState({ ...p, state: "EXPIRED" }, time)).toBe("Expired unused on end");
    expect(documentState({ ...p, state: "REDEEMED" }, time)).toBe("Used; it was made on made");
    expect(documentState({ ...p, state: "REVOKED" }, time)).toBe("Revoked on revoked");
  });
});
