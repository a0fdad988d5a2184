import type { Option } from "../../ui/admin/fields";

export const chat: readonly Option[] = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "YES", label: "On" },
  { value: "NO", label: "Off" },
];
export const callTypes: readonly Option[] = [
  { value: "VIDEO", label: "Audio, video and presentation" },
  { value: "VIDEO_ONLY", label: "Audio and video" },
  { value: "AUDIO", label: "Audio" },
];
export const qualities: readonly Option[] = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "SD", label: "SD" },
  { value: "HD", label: "HD" },
  { value: "FULL_HD", label: "Full HD" },
];
export const guestViews: readonly Option[] = [
  { value: "NO_HOSTS", label: "While no host is there" },
  { value: "ALWAYS", label: "Always" },
  { value: "NEVER", label: "Never" },
];

export const encryptions: readonly Option[] = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "BEST_EFFORT", label: "If the other end can" },
  { value: "REQUIRED", label: "Required" },
  { value: "OFF", label: "None" },
];
export const layouts: readonly Option[] = [
  { value: "ONE_MAIN_ZERO_PIPS", label: "1 large" },
  { value: "ONE_MAIN_SEVEN_PIPS", label: "1 large, up to 7 small" },
  { value: "ONE_MAIN_TWENTYONE_PIPS", label: "1 large, up to 21 small" },
  { value: "ONE_MAIN_THIRTYTHREE_PIPS", label: "1 large, up to 33 small" },
  { value: "TWO_MAINS_TWENTYONE_PIPS", label: "2 large, up to 21 small" },
  { value: "FOUR_MAINS_ZERO_PIPS", label: "Up to 4 alike" },
  { value: "NINE_MAINS_ZERO_PIPS", label: "Up to 9 alike" },
  { value: "SIXTEEN_MAINS_ZERO_PIPS", label: "Up to 16 alike" },
  { value: "TWENTYFIVE_MAINS_ZERO_PIPS", label: "Up to 25 alike" },
  { value: "FIVE_MAINS_SEVEN_PIPS", label: "Up to 12, as many of them large as there is room for" },
];

/** How a value reads. */
export const labelOf = (options: readonly Option[]) => (value: string) => options.find((o) => o.value === value)?.label ?? value;
