import type { LinkProps } from "@tanstack/react-router";

export interface MenuItem {
  to: LinkProps["to"] & string;
  label: string;
  /** What the page, and all below it, takes; absent: being signed in. */
  scope?: string;
}

export interface MenuGroup {
  title: string;
  items: readonly MenuItem[];
}

/** The entry that a path belongs to: the one with the longest address that it begins with. */
export function entryOf(groups: readonly MenuGroup[], path: string): MenuItem | null {
  let best: MenuItem | null = null;
  for (const { items } of groups) {
    for (const item of items) {
      const below = item.to === "/" ? path === "/" : path === item.to || path.startsWith(`${item.to}/`);
      if (below && (best === null || item.to.length > best.to.length)) best = item;
    }
  }
  return best;
}

/** The groups with what the scopes open; groups of which nothing is left are left out. */
export function permitted(groups: readonly MenuGroup[], scopes: readonly string[]): MenuGroup[] {
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => isPermitted(item, scopes)) }))
    .filter((group) => group.items.length > 0);
}

export function isPermitted(item: MenuItem, scopes: readonly string[]): boolean {
  return item.scope === undefined || scopes.includes(item.scope);
}
