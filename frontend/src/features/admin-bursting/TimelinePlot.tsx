import { formatTime } from "../../ui/admin/time";
import { type Outcome, plotWords, rejections, type Scale, steps } from "./simulation";

const width = 400;
const height = 120;
const low = 32;

/** What was in use and what could be carried over time, and below it how many burst nodes ran. */
export function TimelinePlot({ outcome, scale }: { outcome: Outcome; scale: Scale }) {
  const { timeline, name } = outcome;
  const used = steps(timeline, (m) => m.usedHd, scale.hd, scale, width, height);
  const start = used.split(",")[0] ?? "0";
  return (
    <figure>
      <figcaption className="parley-break">{name}</figcaption>
      <div className="burst-axis" aria-hidden="true">
        <span>{scale.hd} HD calls</span>
      </div>
      <svg viewBox={`0 -1 ${width} ${height + 2}`} preserveAspectRatio="none" role="img" aria-label={plotWords(outcome)}>
        {used && <polygon className="burst-used" points={`${start},${height} ${used} ${width},${height}`} />}
        {rejections(timeline, scale, width).map(({ at, wide }) => (
          <rect key={at} className="burst-rejected" x={at} width={wide} y="0" height={height} />
        ))}
        <polyline className="burst-max" points={steps(timeline, (m) => m.maxHd, scale.hd, scale, width, height)} />
        <line className="burst-base" x1="0" x2={width} y1={height} y2={height} />
      </svg>
      <div className="burst-axis burst-axis-low" aria-hidden="true">
        <span>{scale.nodes === 1 ? "1 burst node" : `${scale.nodes} burst nodes`}</span>
      </div>
      <svg viewBox={`0 -1 ${width} ${low + 2}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline className="burst-nodes" points={steps(timeline, (m) => m.nodes, scale.nodes, scale, width, low)} />
        <line className="burst-base" x1="0" x2={width} y1={low} y2={low} />
      </svg>
      <div className="burst-axis" aria-hidden="true">
        <span>{formatTime(new Date(scale.from).toISOString())}</span>
        <span>{formatTime(new Date(scale.to).toISOString())}</span>
      </div>
    </figure>
  );
}
