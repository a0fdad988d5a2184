import type { BurstIssue } from "./stream";

/** Issues that are alike: what is to be done is said once. */
export interface IssueGroup {
  key: string;
  issues: readonly BurstIssue[];
}

/** So many that are alike are shown as one. */
export const many = 3;

/** The issues in their order; those of one code, severity and remedy are together where the first of them is, when they are many. */
export function grouped(issues: readonly BurstIssue[]): IssueGroup[] {
  const alike = (i: BurstIssue) => `${i.severity}/${i.code}/${i.remedy}`;
  const counts = new Map<string, number>();
  for (const i of issues) counts.set(alike(i), (counts.get(alike(i)) ?? 0) + 1);
  const groups = new Map<string, BurstIssue[]>();
  for (const i of issues) {
    const key = (counts.get(alike(i)) ?? 0) >= many ? alike(i) : `${i.code}/${i.subjectKind}/${i.subjectId ?? ""}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  return Array.from(groups, ([key, list]) => ({ key, issues: list }));
}
