// A peer connection's report in a few lines people can read to a help desk. Pure.

interface Entry {
  type: string;
  [key: string]: unknown;
}

export function statisticsLines(report: Iterable<Entry>): string[] {
  const entries = Array.from(report);
  const lines: string[] = [];
  const pair = entries.find((e) => e.type === "candidate-pair" && e.nominated === true && e.state === "succeeded");
  if (pair !== undefined) {
    const remote = entries.find((e) => e.id === pair.remoteCandidateId);
    const local = entries.find((e) => e.id === pair.localCandidateId);
    const path = local?.candidateType === "relay" ? "relayed" : "direct";
    lines.push(`Path: ${path}, ${text(local?.protocol)} to ${text(remote?.address)}:${text(remote?.port)}`);
    if (typeof pair.currentRoundTripTime === "number")
      lines.push(`Round trip: ${Math.round(pair.currentRoundTripTime * 1000)} ms`);
  }
  for (const kind of ["audio", "video"]) {
    const received = entries.filter((e) => e.type === "inbound-rtp" && e.kind === kind && number(e.packetsReceived) > 0);
    if (received.length > 0) {
      const packets = sum(received, "packetsReceived");
      const lost = Math.max(0, sum(received, "packetsLost"));
      const share = packets + lost === 0 ? 0 : (100 * lost) / (packets + lost);
      lines.push(`${label(kind)} received: ${received.length} streams, ${share.toFixed(1)} % of packets lost`);
    }
    const sent = entries.filter((e) => e.type === "outbound-rtp" && e.kind === kind && number(e.packetsSent) > 0);
    const size = sent.reduce((best, e) => Math.max(best, number(e.frameHeight)), 0);
    if (sent.length > 0)
      lines.push(`${label(kind)} sent: ${sent.length} ${sent.length === 1 ? "stream" : "streams"}${size > 0 ? `, up to ${size} lines` : ""}`);
  }
  return lines;
}

function label(kind: string): string {
  return kind === "audio" ? "Sound" : "Video";
}
function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "unknown";
}
function sum(entries: Entry[], key: string): number {
  return entries.reduce((total, e) => total + number(e[key]), 0);
}
