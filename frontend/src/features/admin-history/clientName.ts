const browsers = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*\bSafari\//],
] as const;

/** What somebody called with, as short as it is useful: a browser tells half its history in its name. */
export function clientName(protocol: string, vendor: string): string {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(vendor)?.[1];
    if (version) return `${name} ${version}`;
  }
  return [protocol, vendor].filter(Boolean).join(", ") || "–";
}
