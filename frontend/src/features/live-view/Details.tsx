import { Button, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Title } from "@patternfly/react-core";
import { TimesIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { ConferenceActions } from "./ConferenceActions";
import { describe } from "./describe";
import { People } from "./People";
import type { Selection } from "./selection";
import type { LiveState } from "./state";

interface Props {
  state: LiveState;
  shown: Selection;
  onClose: () => void;
}

/** What is known about the thing that was chosen, and what can be done with it. */
export function Details({ state, shown, onClose }: Props) {
  const found = describe(state, shown);
  const conference = shown.kind === "conference" ? state.conferences.get(shown.id) : undefined;
  if (!found) return null;
  return (
    <section className="live-details" aria-labelledby="live-details-title" data-testid="live-details">
      <div className="live-details-head">
        <div>
          <div className="live-kind">{found.kind}</div>
          <Title headingLevel="h2" size="lg" id="live-details-title">
            {found.title}
          </Title>
        </div>
        <Button variant="plain" icon={<TimesIcon />} aria-label="Close the details" onClick={onClose} />
      </div>
      <DescriptionList isHorizontal isCompact aria-label={found.title} horizontalTermWidthModifier={{ default: "9ch" }}>
        {[...found.rows.filter(([term]) => !found.more?.some(([t]) => t === term)), ...(found.more ?? [])].map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      {conference && <ConferenceActions conference={conference} key={`actions ${conference.id}`} />}
      {conference && <People state={state} conference={conference} key={`people ${conference.id}`} />}
      <p className="live-details-links">
        <RecordLink shown={shown} />
      </p>
    </section>
  );
}

function RecordLink({ shown: { kind, id } }: { shown: Selection }) {
  switch (kind) {
    case "location":
      return (
        <Link to="/locations/$id" params={{ id }}>
          Open the location
        </Link>
      );
    case "node":
      return (
        <Link to="/nodes/$id" params={{ id }}>
          Open the node
        </Link>
      );
    case "conference":
      return (
        <Link to="/history/conferences/$id" params={{ id }}>
          Open the conference record
        </Link>
      );
  }
}
