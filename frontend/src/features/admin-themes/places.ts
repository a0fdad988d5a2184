import type { ThemeFileKind, ThemeSource } from "../../gql/graphql";

/** What is used in one place, and which theme it comes from. */
export interface Provided {
  key: string;
  kind: `${ThemeFileKind}`;
  source: `${ThemeSource}`;
  name?: string | null | undefined;
  url?: string | null | undefined;
}

/** A screen with its picture and its sound; some have only one of them. */
export interface Screen {
  key: string;
  label: string;
  picture: Provided | null;
  sound: Provided | null;
}

/** Brings what is used in all places into one row for each screen. */
export function screensOf(all: readonly Provided[]): Screen[] {
  const rows = new Map<string, Screen>();
  for (const p of all) {
    if (p.kind === "CONFIGURATION") continue;
    const row = rows.get(p.key) ?? { key: p.key, label: words(p.key), picture: null, sound: null };
    rows.set(p.key, p.kind === "PICTURE" ? { ...row, picture: p } : { ...row, sound: p });
  }
  return [...rows.values()];
}

const short: Readonly<Record<string, string>> = { pin: "PIN", id: "number" };

/** A key as a person would say it: pin_entry is "PIN entry". */
export function words(key: string): string {
  const text = key
    .split("_")
    .map((w) => short[w] ?? w)
    .join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const sources: Readonly<Record<Provided["source"], string>> = {
  OWN: "This theme",
  DEFAULT: "Default theme",
  BASE: "Built in",
  NONE: "Nothing",
};

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
