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

/** How a value reads. */
export const labelOf = (options: readonly Option[]) => (value: string) => options.find((o) => o.value === value)?.label ?? value;
