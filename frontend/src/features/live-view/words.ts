import { bitrate, kindWords, milliseconds, percent, qualityWords } from "../../ui/admin/quality";
import type { LiveBackplane, LiveParticipant, LiveState } from "./state";

/** A backplane in words. */
export function backplaneWords(state: LiveState, b: LiveBackplane): string {
  const names = b.nodeIds.map((id) => state.nodes.get(id)?.name ?? "a removed node").join(" – ");
  const load = b.load ? `${qualityWords[b.load.quality]}, ${percent(b.load.lossPercent)} lost, ${bitrate(Number(b.load.bitrate))}${b.load.rttMs > 0 ? `, ${milliseconds(b.load.rttMs)}` : ""}` : "no report yet";
  return `${names}, ${kindWords[b.kind]}: ${load}`;
}

/** Where signalling and media go. */
export function whereOf(state: LiveState, p: LiveParticipant): string {
  const nameOf = (id: string) => state.nodes.get(id)?.name ?? "a removed node";
  const words = [`Signalling on ${nameOf(p.nodeId)}`];
  if (p.mediaNodeId) words.push(p.mediaNodeId === p.nodeId ? "media, too" : `media on ${nameOf(p.mediaNodeId)}`);
  if (p.edgeNodeId) words.push(`by way of ${nameOf(p.edgeNodeId)}`);
  if (p.placementStep === "OVERFLOW1" || p.placementStep === "OVERFLOW2") words.push("overflow");
  return words.join(", ");
}

/** How many backplanes fare how, the worst first. */
export function backplaneSummary(list: readonly LiveBackplane[]): string {
  const grades = (["TERRIBLE", "BAD", "OK", "GOOD", "UNKNOWN"] as const).map((grade) => ({ grade, count: list.filter((b) => (b.load?.quality ?? "UNKNOWN") === grade).length }));
  return grades.flatMap(({ grade, count }) => (count > 0 ? [`${count} ${qualityWords[grade]}`] : [])).join(", ");
}
