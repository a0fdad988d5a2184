export type Colour = "green" | "orange" | "red" | "grey";

/** How soon a certificate ends, in words and as a colour. */
export function expiry(daysLeft: number | null | undefined): { text: string; colour: Colour } {
  if (daysLeft === null || daysLeft === undefined) return { text: "Waits for its certificate", colour: "grey" };
  if (daysLeft < 0) return { text: "Expired", colour: "red" };
  if (daysLeft === 0) return { text: "Ends today", colour: "red" };
  const text = daysLeft === 1 ? "1 day left" : `${daysLeft} days left`;
  if (daysLeft < 7) return { text, colour: "red" };
  return { text, colour: daysLeft < 30 ? "orange" : "green" };
}

/** Who serves a certificate, in words. */
export function users(c: { usedByWeb: boolean; usedByNodes: readonly { name: string }[] }): string {
  const names = [...(c.usedByWeb ? ["Web side"] : []), ...c.usedByNodes.map((n) => n.name)];
  const most = 3;
  if (names.length === 0) return "Nobody";
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
