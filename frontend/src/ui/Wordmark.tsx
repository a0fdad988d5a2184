/** The product's mark and name. Decorative beside a heading; labelled alone. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <span className="wordmark" style={{ display: "inline-flex", alignItems: "center", gap: size * 0.32 }}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" fill="#0b5c8f" />
        <path
          d="M9 8.500h7.600a6.400 6.400 0 0 1 0 12.800h-3v3.200a.8.8 0 0 1-1.300.6l-3.900-3.300a1.600 1.600 0 0 1-.6-1.200V9.700A1.200 1.200 0 0 1 9 8.500Z"
          fill="#fff"
        />
        <circle cx="16.400" cy="14.900" r="2.600" fill="#e69f00" />
      </svg>
      <span style={{ fontSize: size * 0.72, fontWeight: 650, letterSpacing: "-0.02em", lineHeight: 1 }}>Parley</span>
    </span>
  );
}
