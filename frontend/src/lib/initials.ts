/** At most two letters that stand for a name. */
export function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .split(/\s+/)
    .filter((w) => w !== "");
  const first = words[0];
  if (first === undefined) return "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letter = (word: string) => (Array.from(word)[0] ?? "").toLocaleUpperCase();
  return letter(first) + (last === undefined ? "" : letter(last));
}

/** A hue from 0 to 359 that stays the same for the same text. */
export function hue(text: string): number {
  let hash = 0;
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) | 0;
  return Math.abs(hash) % 360;
}
