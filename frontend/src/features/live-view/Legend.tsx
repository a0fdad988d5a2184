/** What the signs of the map mean. */
export function Legend() {
  return (
    <details className="live-legend">
      <summary>What the map shows</summary>
      <ul>
        <li>
          <span className="swatch node" /> Node: the larger, the more capacity; it fills with its media load
        </li>
        <li>
          <span className="swatch conference" /> Conference: the larger, the more participants
        </li>
        <li>
          <span className="swatch ring late" /> “…” late
        </li>
        <li>
          <span className="swatch ring offline" /> “!” stale, “×” offline
        </li>
        <li>
          <span className="swatch ring maintenance" /> “M” maintenance
        </li>
        <li>
          <span className="swatch ring unknown" /> “?” never contacted
        </li>
        <li>
          <span className="swatch plane local good" /> Backplane within a location, <span className="swatch plane geo good" /> between two; what is lost stands at a bad one
        </li>
        <li>Padlock: locked</li>
        <li>Screen: somebody presents</li>
        <li>Dot below: somebody waits</li>
      </ul>
    </details>
  );
}
