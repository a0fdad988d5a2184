import * as calls from "../../ui/admin/calls";
import type { Option } from "../../ui/admin/fields";

const asGlobally: Option = { value: "DEFAULT", label: "As in the global settings" };

export const chat: readonly Option[] = [
  asGlobally,
  { value: "YES", label: "On" },
  { value: "NO", label: "Off" },
];
export const qualities: readonly Option[] = [asGlobally, ...calls.qualities];
export const encryptions: readonly Option[] = [asGlobally, ...calls.encryptions];
export const guestViews: readonly Option[] = [
  { value: "NO_HOSTS", label: "While no host is there" },
  { value: "ALWAYS", label: "Always" },
  { value: "NEVER", label: "Never" },
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
