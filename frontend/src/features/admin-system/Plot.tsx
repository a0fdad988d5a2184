import { formatCount, rateWords } from "../../ui/admin/lag";
import { line, type Measure, type Sample } from "./series";

const width = 160;
const height = 28;

/** The last minutes of a read model as a line. */
export function Plot({ samples, measure }: { samples: readonly Sample[]; measure: Measure }) {
  const words = measure === "lag" ? (n: number) => (n === 1 ? "1 event" : `${formatCount(n)} events`) : rateWords;
  const now = samples.at(-1)?.[measure] ?? 0;
  const top = Math.max(0, ...samples.map((s) => s[measure]));
  const what = measure === "lag" ? "Events behind" : "Events a second";
  return (
    <span className="parley-plot">
      <svg viewBox={`0 -2 ${width} ${height + 4}`} role="img" aria-label={`${what} in the last 5 minutes: now ${words(now)}, at most ${words(top)}`}>
        <line x1="0" x2={width} y1={height} y2={height} />
        <polyline points={line(samples, measure, width, height)} />
      </svg>
      <small aria-hidden="true">at most {words(top)}</small>
    </span>
  );
}
