// Our own line icons, 24 by 24, drawn in the text's colour.

const paths = {
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6",
  micOff:
    "M9 9v2a3 3 0 0 0 4.500 2.600M15 11V6a3 3 0 0 0-5.600-1.500M6 11a6 6 0 0 0 9.500 4.900M18 11a6 6 0 0 1-.5 2.400M12 17v4M9 21h6M4 3l16 18",
  camera: "M4.500 6h9A1.500 1.500 0 0 1 15 7.500v9a1.500 1.500 0 0 1-1.500 1.500h-9A1.500 1.500 0 0 1 3 16.500v-9A1.500 1.500 0 0 1 4.500 6ZM15 10.500l6-3v9l-6-3",
  cameraOff:
    "M9 6h4.500A1.500 1.500 0 0 1 15 7.500V12M15 15.500v1a1.500 1.500 0 0 1-1.500 1.500h-9A1.500 1.500 0 0 1 3 16.500v-9A1.500 1.500 0 0 1 4.500 6M15 10.500l6-3v9l-4-2M4 3l16 18",
  screen: "M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM8 21h8M12 14V8M9 10.500 12 7.500l3 3",
  screenOff: "M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM8 21h8M9.500 8l5 5M14.500 8l-5 5",
  chat: "M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM8 9.500h8M8 13h5",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20a6.500 6.500 0 0 1 13 0M16 4.300a3.500 3.500 0 0 1 0 6.400M18 13.900a6.500 6.500 0 0 1 3.500 6.100",
  hand: "M7 12V6.500a1.500 1.500 0 0 1 3 0V11M10 11V4.500a1.500 1.500 0 0 1 3 0V11M13 11V5.500a1.500 1.500 0 0 1 3 0V12M16 12V8.500a1.500 1.500 0 0 1 3 0V15a6 6 0 0 1-6 6h-1.500a6 6 0 0 1-4.800-2.400L3.500 14.300a1.500 1.500 0 0 1 2.400-1.800L7 14",
  leave: "M3 13.500c0-5 18-5 18 0v2a1 1 0 0 1-1.200 1l-3.600-.8a1 1 0 0 1-.8-1v-2.200c-2.200-.7-4.600-.7-6.800 0v2.200a1 1 0 0 1-.8 1l-3.600.8a1 1 0 0 1-1.200-1Z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  lock: "M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1ZM8 11V7.500a4 4 0 0 1 8 0V11",
  unlock: "M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1ZM8 11V7.500a4 4 0 0 1 7.700-1.500",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM9 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
  keyboard: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM7 10h.01M10.500 10h.01M14 10h.01M17.500 10h.01M8 14h8",
  grid: "M4 4h7v7H4ZM13 4h7v7h-7ZM4 13h7v7H4ZM13 13h7v7h-7Z",
  speakerView: "M4 4h16v10H4ZM4 17h4v3H4ZM10 17h4v3h-4ZM16 17h4v3h-4Z",
  star: "m12 3.500 2.600 5.400 5.900.8-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.8Z",
  check: "m5 12.500 4.500 4.500L19 7",
  close: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.500 20h19ZM12 10v4.500M12 17.200v.01",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.500M12 7.800v.01",
  speaker: "M4 9.500h3.500L12 5.500v13l-4.500-4H4ZM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11",
  send: "M4 12 20 4l-5 16-4-6.500ZM11 13.500 20 4",
  copy: "M9 9h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1",
  chevron: "m7 10 5 5 5-5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2",
  door: "M6 21V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v17M3 21h18M14 12v.01",
  offline: "M2 9a15 15 0 0 1 5-3M22 9a15 15 0 0 0-11.500-3.900M5.500 12.500a10 10 0 0 1 4-2.300M18.500 12.500a10 10 0 0 0-3-2M9 16a5 5 0 0 1 6 0M12 20v.01M4 3l16 18",
  remove: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20a6.500 6.500 0 0 1 13 0M17 9l4.500 4.500M21.500 9 17 13.500",
  host: "M4 17 3 7.500l5 3.500 4-6 4 6 5-3.500L20 17Z",
} as const;

export type IconName = keyof typeof paths;

interface Props {
  name: IconName;
  size?: number;
  filled?: boolean;
}

/** Always decorative: the control or text beside it bears the words. */
export function Icon({ name, size = 20, filled = false }: Props) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={name === "more" ? 3 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
