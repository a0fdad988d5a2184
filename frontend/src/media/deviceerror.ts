// Why a camera or microphone could not be used, and what to do about it. Pure.

export type DeviceProblem =
  | "denied"
  | "denied-by-system"
  | "dismissed"
  | "missing"
  | "in-use"
  | "insecure"
  | "other";

export function deviceProblem(name: string, message: string): DeviceProblem {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      if (/system/i.test(message)) return "denied-by-system";
      if (/dismiss/i.test(message)) return "dismissed";
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
    case "DevicesNotFoundError":
      return "missing";
    case "NotReadableError":
    case "TrackStartError":
    case "AbortError":
      return "in-use";
    case "InsecureContextError":
      return "insecure";
    default:
      return "other";
  }
}

export type Browser = "chrome" | "edge" | "firefox" | "safari" | "ios" | "android" | "other";

export function browserOf(userAgent: string): Browser {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (/Android/.test(userAgent)) return "android";
  if (/Edg\//.test(userAgent)) return "edge";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrome\/|Chromium\//.test(userAgent)) return "chrome";
  if (/Safari\//.test(userAgent)) return "safari";
  return "other";
}

export interface Guide {
  title: string;
  steps: string[];
}

const address: Record<Browser, string[]> = {
  chrome: [
    "Click the symbol to the left of the address, then “Site settings”.",
    "Set Camera and Microphone to “Allow”.",
    "Come back to this page and choose “Try again”.",
  ],
  edge: [
    "Click the padlock to the left of the address, then “Permissions for this site”.",
    "Set Camera and Microphone to “Allow”.",
    "Come back to this page and choose “Try again”.",
  ],
  firefox: [
    "Click the crossed-out camera or microphone to the left of the address.",
    "Remove “Blocked” with the × beside it.",
    "Choose “Try again” here and then “Allow”.",
  ],
  safari: [
    "Open Safari › Settings for this website.",
    "Set Camera and Microphone to “Allow”.",
    "Choose “Try again” here.",
  ],
  ios: [
    "Tap the “aA” or page symbol in the address bar, then “Website Settings”.",
    "Set Camera and Microphone to “Allow”.",
    "If they are missing: Settings › Apps › your browser › Camera and Microphone.",
    "Choose “Try again” here.",
  ],
  android: [
    "Tap the symbol to the left of the address, then “Permissions”.",
    "Allow Camera and Microphone.",
    "If that is not offered: Settings › Apps › your browser › Permissions.",
    "Choose “Try again” here.",
  ],
  other: [
    "Open your browser’s permissions for this site.",
    "Allow Camera and Microphone.",
    "Choose “Try again” here.",
  ],
};

/** What somebody can do, step by step, in the browser at hand. */
export function recoveryGuide(problem: DeviceProblem, browser: Browser): Guide {
  switch (problem) {
    case "denied":
      return { title: "Your browser blocks the camera or microphone for this site", steps: address[browser] };
    case "dismissed":
      return {
        title: "Your browser asked, but the question was closed",
        steps: ["Choose “Try again”.", "Choose “Allow” when your browser asks."],
      };
    case "denied-by-system":
      return {
        title: "Your operating system keeps the camera or microphone from the browser",
        steps: [
          "macOS: System Settings › Privacy & Security › Camera, and Microphone: switch your browser on.",
          "Windows: Settings › Privacy & security › Camera, and Microphone: let desktop apps use them.",
          "Restart the browser if it asks, then choose “Try again”.",
        ],
      };
    case "missing":
      return {
        title: "No such device was found",
        steps: [
          "Check that the camera or microphone is plugged in and switched on.",
          "Look for a privacy shutter or a switch on the device.",
          "Choose another device in the list, or “Try again”.",
        ],
      };
    case "in-use":
      return {
        title: "Another program is using the device",
        steps: [
          "Close other programs and browser tabs with video calls.",
          "Unplug the device and plug it in again.",
          "Choose “Try again”.",
        ],
      };
    case "insecure":
      return {
        title: "This page was opened without encryption",
        steps: [
          "Browsers give camera and microphone only to addresses that begin with https://.",
          "Ask whoever sent the link for the https address.",
        ],
      };
    case "other":
      return {
        title: "The device could not be started",
        steps: ["Choose “Try again”.", "If that does not help, restart the browser."],
      };
  }
}
