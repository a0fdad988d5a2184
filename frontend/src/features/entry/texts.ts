// The words for every way a meeting does not happen, or is over.

import type { FailureKind } from "../../lib/api/failure";
import type { EndReason } from "../../lib/api/reason";
import type { IconName } from "../../ui/Icon";

export interface Words {
  icon: IconName;
  title: string;
  text: string;
}

export function endedWords(reason: EndReason): Words {
  switch (reason) {
    case "left":
      return { icon: "door", title: "You left the meeting", text: "Come back any time while it goes on." };
    case "ended-by-host":
      return { icon: "check", title: "The meeting has ended", text: "A host ended it for everyone." };
    case "ended-by-administrator":
      return { icon: "info", title: "The meeting has ended", text: "An administrator ended it for everyone." };
    case "removed":
      return { icon: "remove", title: "You were removed", text: "A host removed you from the meeting." };
    case "removed-by-administrator":
      return { icon: "remove", title: "You were removed", text: "An administrator removed you from the meeting." };
    case "nobody-admitted":
      return {
        icon: "clock",
        title: "Nobody let you in",
        text: "You waited as long as this meeting allows. Tell the host that you are here, then try again.",
      };
    case "pin-timeout":
      return { icon: "clock", title: "No PIN was entered", text: "The time for it ran out." };
    case "pin-tries":
      return { icon: "lock", title: "Too many wrong PINs", text: "Check the PIN in your invitation." };
    case "no-host":
      return {
        icon: "clock",
        title: "The meeting has ended",
        text: "No host was left, so it ended by itself.",
      };
    case "last-one":
      return {
        icon: "clock",
        title: "The meeting has ended",
        text: "You were the last one in it, so it ended by itself.",
      };
    case "connection-lost":
      return {
        icon: "offline",
        title: "The connection was lost",
        text: "We tried to bring you back several times. Check your network, then rejoin.",
      };
    case "node-stopped":
      return { icon: "offline", title: "The server stopped", text: "Rejoin: another server may take over." };
    case "elsewhere":
      return {
        icon: "info",
        title: "You went on elsewhere",
        text: "Another connection of yours has your place in the meeting.",
      };
    case "other":
      return { icon: "info", title: "You are no longer in the meeting", text: "The server ended your call." };
  }
}

export function failedWords(failure: FailureKind, alias: string): Words {
  switch (failure) {
    case "unknown-alias":
      return {
        icon: "info",
        title: "There is no such meeting",
        text: `Nothing answers to “${alias}”. Check the name in your invitation for typing errors.`,
      };
    case "locked":
      return {
        icon: "lock",
        title: "The meeting is locked",
        text: "A host closed the door. Ask to be let in, then try again.",
      };
    case "room-full":
      return {
        icon: "people",
        title: "The meeting is full",
        text: "As many people have joined as this meeting allows. Try again when somebody has left.",
      };
    case "no-capacity":
      return {
        icon: "warning",
        title: "No server has room just now",
        text: "All servers are busy. This often passes within minutes: more are started when needed.",
      };
    case "maintenance":
      return {
        icon: "settings",
        title: "This server is being serviced",
        text: "It takes no new calls until that is done. Try again in a while, or use another address of your organisation.",
      };
    case "blocked":
      return {
        icon: "lock",
        title: "Too many attempts",
        text: "To protect its meetings, the server takes no further attempts from your network for up to ten minutes.",
      };
    case "busy":
      return {
        icon: "clock",
        title: "The server is very busy",
        text: "It answers fewer requests than it gets from your network. Try again in a moment.",
      };
    case "unreachable":
      return {
        icon: "offline",
        title: "The server cannot be reached",
        text: "Check your network connection. A firewall or VPN may also be in the way.",
      };
    case "unsupported":
      return {
        icon: "warning",
        title: "Your browser and the server found no common ground",
        text: "Use a current version of Firefox, Chrome, Edge or Safari.",
      };
    default:
      return {
        icon: "warning",
        title: "That did not work",
        text: "The server gave an answer we did not expect. Try again; if it stays so, tell your administrator.",
      };
  }
}
