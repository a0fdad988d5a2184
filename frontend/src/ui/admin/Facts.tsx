import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";

export type Fact = readonly [term: string, value: ReactNode];

/** A few facts about one thing, side by side where there is room. What is null or empty is left out. */
export function Facts({ facts, label }: { facts: readonly (Fact | null)[]; label: string }) {
  return (
    <DescriptionList isCompact columnModifier={{ default: "2Col", xl: "3Col" }} aria-label={label}>
      {facts
        .filter((fact): fact is Fact => fact !== null && fact[1] !== null && fact[1] !== undefined && fact[1] !== "")
        .map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="parley-break">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
    </DescriptionList>
  );
}
