import type { LocationFieldsFragment, LocationUpdateInput, ProtectionSetting, ServerTransport } from "../../gql/graphql";
import { type Choice, choiceLabel, choiceOf } from "../../ui/admin/choices";
import type { Labels } from "../../ui/admin/compare";
import { named } from "../../ui/admin/calls";
import type { Sent } from "../../ui/admin/inputs";
import { optionalNumber, type Refusal } from "../../ui/admin/refusals";

interface Host {
  address: string;
}
interface Server extends Host {
  port: string;
}
interface TransportServer extends Server {
  transport: string;
}
export interface Relay extends TransportServer {
  username: string;
  password: string;
  hasPassword: boolean;
  /** The entry that the saved password belongs to. */
  savedAs: string;
}

/** What the form of a location holds. */
export interface LocationValues {
  name: string;
  description: string;
  transcodingLocation: Choice | null;
  overflowLocation1: Choice | null;
  overflowLocation2: Choice | null;
  mtu: string;
  mediaDscp: string;
  signallingDscp: string;
  dnsServers: Host[];
  ntpServers: Host[];
  syslogServers: TransportServer[];
  stunServers: Server[];
  turnServers: Relay[];
  clientStunServers: Server[];
  clientTurnServers: Relay[];
  useRelayCandidatesOnly: boolean;
  policyProfileId: Choice | null;
  burstingThreshold: string;
  pinProtection: string;
  aliasProtection: string;
}

export const protections = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "ON", label: "On" },
  { value: "OFF", label: "Off" },
];

export const newServer: Server = { address: "", port: "" };
export const newTransportServer: TransportServer = { ...newServer, transport: "UDP" };
export const newRelay: Relay = { ...newTransportServer, username: "", password: "", hasPassword: false, savedAs: "" };

type Location = LocationFieldsFragment;

export const valuesOf = (l: Location | null): LocationValues => ({
  name: l?.name ?? "",
  description: l?.description ?? "",
  transcodingLocation: choiceOf(l?.transcodingLocation),
  overflowLocation1: choiceOf(l?.overflowLocation1),
  overflowLocation2: choiceOf(l?.overflowLocation2),
  mtu: String(l?.mtu ?? 1500),
  mediaDscp: String(l?.mediaDscp ?? 0),
  signallingDscp: String(l?.signallingDscp ?? 0),
  dnsServers: (l?.dnsServers ?? []).map((address) => ({ address })),
  ntpServers: (l?.ntpServers ?? []).map((address) => ({ address })),
  syslogServers: (l?.syslogServers ?? []).map((s) => ({ ...server(s), transport: s.transport })),
  stunServers: (l?.stunServers ?? []).map(server),
  turnServers: (l?.turnServers ?? []).map(relay),
  clientStunServers: (l?.clientStunServers ?? []).map(server),
  clientTurnServers: (l?.clientTurnServers ?? []).map(relay),
  useRelayCandidatesOnly: l?.useRelayCandidatesOnly ?? false,
  policyProfileId: choiceOf(l?.policyProfile),
  burstingThreshold: l?.burstingThreshold ? String(l.burstingThreshold) : "",
  pinProtection: l?.pinProtection ?? "DEFAULT",
  aliasProtection: l?.aliasProtection ?? "DEFAULT",
});

const server = (s: { address: string; port: number }): Server => ({ address: s.address, port: String(s.port) });
const relay = (s: Location["turnServers"][number]): Relay => {
  const entry = { ...server(s), transport: s.transport, username: s.username };
  return { ...entry, password: "", hasPassword: s.hasPassword, savedAs: s.hasPassword ? entryOf(entry) : "" };
};

/** What a password belongs to. The server keeps it for the same entry only: nobody is to send it to a host of theirs. */
const entryOf = (r: Pick<Relay, "address" | "port" | "transport" | "username">) =>
  JSON.stringify([r.address.trim().toLowerCase(), r.port.trim() || (r.transport === "TLS" ? "5349" : "3478"), r.transport, r.username.trim()]);

/** Whether the password that is saved stays, if none is typed. */
export const keepsPassword = (r: Relay) => r.savedAs !== "" && r.savedAs === entryOf(r);

/** What to say of a password that the changed entry does not have any more. */
export const passwordLost = (r: Relay) =>
  r.savedAs !== "" && r.password === "" && !keepsPassword(r) ? "The password belongs to the entry as it was: type it again, or there is none." : null;

/** The form's values as the API takes them, for a new location and for a change of all fields. */
export const inputOf = (v: LocationValues) =>
  ({
    name: v.name,
    description: v.description,
    transcodingLocation: v.transcodingLocation?.id ?? null,
    overflowLocation1: v.overflowLocation1?.id ?? null,
    overflowLocation2: v.overflowLocation2?.id ?? null,
    mtu: Number(v.mtu),
    mediaDscp: Number(v.mediaDscp),
    signallingDscp: Number(v.signallingDscp),
    dnsServers: v.dnsServers.map((s) => s.address),
    ntpServers: v.ntpServers.map((s) => s.address),
    syslogServers: v.syslogServers.map(withTransport),
    stunServers: v.stunServers.map(plain),
    turnServers: v.turnServers.map(withPassword),
    clientStunServers: v.clientStunServers.map(plain),
    clientTurnServers: v.clientTurnServers.map(withPassword),
    useRelayCandidatesOnly: v.useRelayCandidatesOnly,
    policyProfileId: v.policyProfileId?.id ?? null,
    burstingThreshold: optionalNumber(v.burstingThreshold),
    pinProtection: v.pinProtection as ProtectionSetting,
    aliasProtection: v.aliasProtection as ProtectionSetting,
  }) satisfies Sent<LocationUpdateInput>;

const plain = (s: Server) => ({ address: s.address, port: optionalNumber(s.port) });
const withTransport = (s: TransportServer) => ({ ...plain(s), transport: s.transport as ServerTransport });
/** Without a password the entry keeps the one that it has. */
const withPassword = (s: Relay) => ({ ...withTransport(s), username: s.username, ...(s.password === "" ? {} : { password: s.password }) });

const lists = ["dnsServers", "ntpServers", "syslogServers", "stunServers", "turnServers", "clientStunServers", "clientTurnServers"];

/** A refusal of a whole entry stands beside its address. */
export const besideAddress = (refusals: readonly Refusal[] | undefined): readonly Refusal[] | undefined =>
  refusals?.map((r) => (r.field?.length === 2 && lists.includes(r.field[0] ?? "") ? { ...r, field: [...r.field, "address"] } : r));

/** How many entries the lists hold together. */
export const serverCount = (v: LocationValues): number =>
  [v.dnsServers, v.ntpServers, v.syslogServers, v.stunServers, v.turnServers, v.clientStunServers, v.clientTurnServers].reduce((n, list) => n + list.length, 0);

const list = <T extends Host>(label: string) => ({ label, show: (v: readonly T[]) => v.map(read).join(", ") });
const hasPassword = (relays: readonly Relay[]) => relays.some((r) => r.hasPassword);

export const locationLabels: Labels<LocationValues> = {
  name: "Name",
  description: "Description",
  transcodingLocation: choiceLabel("Transcoding location", "none"),
  overflowLocation1: choiceLabel("First overflow location", "none"),
  overflowLocation2: choiceLabel("Second overflow location", "none"),
  mtu: "MTU",
  mediaDscp: "DSCP of media",
  signallingDscp: "DSCP of signalling",
  dnsServers: list("DNS servers"),
  ntpServers: list("NTP servers"),
  syslogServers: list("Syslog servers"),
  stunServers: list("STUN servers"),
  turnServers: { ...list("TURN servers"), hides: hasPassword },
  clientStunServers: list("STUN servers of clients"),
  clientTurnServers: { ...list("TURN servers of clients"), hides: hasPassword },
  useRelayCandidatesOnly: "All media over TURN",
  policyProfileId: choiceLabel("Policy profile", "none"),
  burstingThreshold: "Bursting threshold",
  pinProtection: { label: "Protection against guessing PINs", show: named(protections) },
  aliasProtection: { label: "Protection against guessing aliases", show: named(protections) },
};

/** An entry in words; of a password only that there is one. */
function read(entry: Host & Partial<Relay>): string {
  const words = [entry.port ? `${entry.address}:${entry.port}` : entry.address, entry.transport, entry.username];
  if (entry.password) words.push("with a new password");
  else if (entry.hasPassword) words.push("with a password");
  return words.filter(Boolean).join(" ");
}
