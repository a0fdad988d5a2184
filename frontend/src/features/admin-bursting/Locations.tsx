import { Label, Title } from "@patternfly/react-core";
import { ExclamationCircleIcon, ExclamationTriangleIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { ForecastPlot } from "./ForecastPlot";
import type { BurstLocation } from "./stream";
import { usePages } from "./usePages";
import { byNeed, levelWords } from "./words";

interface Props {
  title: string;
  intro: string;
  locations: readonly BurstLocation[];
  /** As of when. */
  evaluatedAt: string | null | undefined;
  /** The column that tells which locations belong to each. */
  related: { label: string; of: (location: BurstLocation) => BurstLocation["overflows"] };
  /** What it says when there are none. */
  none: string;
  /** What is said of a location in which no node takes calls, where that is no trouble. */
  asleep?: string;
}

/** How much is free where, those in need first. */
export function Locations({ title, intro, locations, evaluatedAt, related, none, asleep }: Props) {
  const { shown, paging } = usePages(byNeed(locations));
  const id = title.toLowerCase().replaceAll(" ", "-");
  const columns: Column<BurstLocation>[] = [
    {
      label: "Location",
      isLong: true,
      render: (l) => (
        <Link to="/locations/$id" params={{ id: l.location.id }}>
          {l.location.name}
        </Link>
      ),
    },
    { label: "Media load", render: (l) => `${Math.round(l.mediaLoadPercent)} %` },
    { label: "Max HD", render: (l) => l.maxHd },
    { label: "Available HD", render: (l) => <Available location={l} asleep={l.maxHd === 0 ? asleep : undefined} /> },
    { label: "Last 15 minutes, and next 30", render: (l) => <ForecastPlot location={l} at={evaluatedAt} /> },
    { label: related.label, isLong: true, render: (l) => <Places places={related.of(l)} /> },
  ];
  return (
    <section aria-labelledby={id} className="burst-section">
      <Title headingLevel="h2" id={id} size="lg">
        {title}
      </Title>
      <p className="parley-intro parley-gap-below">{locations.length === 0 ? none : intro}</p>
      {locations.length > 0 && (
        <Listing
          title={title}
          rows={shown}
          columns={columns}
          rowKey={(l) => l.location.id}
          fetching={false}
          onRetry={() => undefined}
          empty={{ title: none, body: "" }}
          paging={paging}
          totalCount={locations.length}
        />
      )}
    </section>
  );
}

/** What is free, and how near that is to the threshold: by number, colour, icon and word. */
function Available({ location: { availableHd, pendingHd, thresholdHd, state }, asleep }: { location: BurstLocation; asleep: string | undefined }) {
  if (asleep !== undefined) {
    return (
      <div className="burst-free">
        <span>{availableHd}</span>
        <span className="parley-small parley-muted">
          {asleep}
          {pendingHd > 0 && `, ${pendingHd} coming`}
        </span>
      </div>
    );
  }
  return (
    <div className="burst-free" data-state={state}>
      <span>{availableHd}</span>
      {state === "REACHED" && (
        <Label isCompact status="danger" icon={<ExclamationCircleIcon />}>
          {levelWords.REACHED}
        </Label>
      )}
      {state === "APPROACHING" && (
        <Label isCompact status="warning" icon={<ExclamationTriangleIcon />}>
          {levelWords.APPROACHING}
        </Label>
      )}
      <span className="parley-small parley-muted">
        threshold {thresholdHd}
        {pendingHd > 0 && `, ${pendingHd} coming`}
      </span>
    </div>
  );
}

function Places({ places }: { places: BurstLocation["overflows"] }) {
  if (places.length === 0) return "–";
  return (
    <ul className="burst-places">
      {places.map((p) => (
        <li key={p.id}>
          <Link to="/locations/$id" params={{ id: p.id }}>
            {p.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
