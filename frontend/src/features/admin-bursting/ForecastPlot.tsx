import { forecastOf } from "./forecast";
import type { BurstLocation } from "./stream";

const width = 160;
const height = 32;

/** What was free and what will be if demand goes on as it did, against the threshold. */
export function ForecastPlot({ location, at }: { location: BurstLocation; at: string | null | undefined }) {
  const forecast = forecastOf(location, Date.parse(at ?? ""), width, height);
  if (forecast === null) return <span className="parley-small parley-muted">Too little is known yet</span>;
  const { before, line, now, threshold, words } = forecast;
  return (
    <span className="burst-forecast">
      <svg viewBox={`0 -2 ${width} ${height + 4}`} preserveAspectRatio="none" role="img" aria-label={`HD calls that were and will be free in ${location.location.name}: now ${location.availableHd}, threshold ${location.thresholdHd}. ${words}`}>
        <line className="burst-base" x1="0" x2={width} y1={height} y2={height} />
        <line className="burst-threshold" x1="0" x2={width} y1={threshold} y2={threshold} />
        <line className="burst-base" x1={now} x2={now} y1="0" y2={height} />
        {before && <polyline className="burst-before" points={before} />}
        {line && <polyline className="burst-line" points={line} />}
      </svg>
      <small className="parley-muted" aria-hidden="true">{words}</small>
    </span>
  );
}
