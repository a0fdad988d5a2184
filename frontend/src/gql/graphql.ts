/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A new administrator. */
export type AdministratorCreateInput = {
  /** At most 250 characters. */
  displayName?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 12 to 128 characters. */
  password: string;
  /** A built-in role; READ_WRITE when neither this nor `roleId` is given. */
  role?: AdministratorRole | null | undefined;
  /** Any role, instead of `role`. */
  roleId?: string | number | null | undefined;
  /** Unique user name: 1 to 64 letters, digits, dot, hyphen, underscore or @. */
  username: string;
};

/** Removal of an administrator. */
export type AdministratorRemoveInput = {
  /** The administrator. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Rights of an administrator. */
export type AdministratorRole =
  /** A role that is not built in; `assignedRole` tells which. Only in answers. */
  | 'CUSTOM'
  /** May look at everything but change nothing. */
  | 'READ_ONLY'
  /** May do everything. */
  | 'READ_WRITE';

/** A change of an administrator. */
export type AdministratorUpdateInput = {
  /** Name shown to people. */
  displayName?: string | null | undefined;
  /** May sign in. */
  enabled?: boolean | null | undefined;
  /** Refuse with CONFLICT when the account has changed since. */
  expectedRevision?: string | null | undefined;
  /** The administrator. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** A built-in role. */
  role?: AdministratorRole | null | undefined;
  /** Any role, instead of `role`. */
  roleId?: string | number | null | undefined;
};

/** An alias that goes to another service. */
export type AliasMoveInput = {
  /** The alias, in any case of its letters. */
  alias: string;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The service that gets it. */
  toServiceId: string | number;
};

/** A new API token. */
export type ApiTokenCreateInput = {
  /** What it is for, at most 1,000 characters. */
  description?: string | null | undefined;
  /** Restricts the events it may read and write to streams that begin with one of these: at most 50, of 1 to 200 bytes each. All when left out. */
  eventStreams?: Array<string> | null | undefined;
  /** Restricts the events it may read and write to types that begin with one of these: at most 50, of 1 to 128 bytes each. All when left out. */
  eventTypes?: Array<string> | null | undefined;
  /** When it ends; never when left out. */
  expiresAt?: string | null | undefined;
  /** Makes a repeat of this call a no-op; the secret is shown by the first call only. */
  idempotencyKey?: string | null | undefined;
  /** Name, 1 to 250 characters. */
  name: string;
  /** Scopes: config:read, config:write, access:write, liveview:read, history:read, conference:control, events:read, events:write, personal:read, personal:erase, system:write, graphql:adhoc; the creator must have them. */
  scopes: Array<string>;
};

/** End of an API token. */
export type ApiTokenRevokeInput = {
  /** The token. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** What was done to an object. */
export type AuditAction =
  /** It was made. */
  | 'CREATED'
  /** Something else, which the summary tells. */
  | 'OTHER'
  /** It was removed. */
  | 'REMOVED'
  /** It was changed. */
  | 'UPDATED';

/** Selects entries of the audit; all given conditions must hold. */
export type AuditFilter = {
  /** What was done. */
  actions?: Array<AuditAction> | null | undefined;
  /** The name of who made it contains this, ignoring case. */
  actor?: string | null | undefined;
  /** Made by these kinds of party. */
  actorKinds?: Array<EventActorKind> | null | undefined;
  /** About this object. */
  entityId?: string | number | null | undefined;
  /** About objects of these kinds; at most 50. */
  entityKinds?: Array<string> | null | undefined;
  /** At or after. */
  from?: string | null | undefined;
  /** The object's name or the summary contains this, ignoring case. */
  search?: string | null | undefined;
  /** Before. */
  until?: string | null | undefined;
};

/** A new auditorium. */
export type AuditoriumCreateInput = {
  /** Dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** Guests may enter; needs a host PIN. False when left out. */
  allowGuests?: boolean | null | undefined;
  /** Who is dialled when the first participant was admitted, at most 100; nobody when left out. */
  automaticParticipants?: Array<string | number> | null | undefined;
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** A frame around who speaks; false when left out. */
  enableActiveSpeakerIndication?: boolean | null | undefined;
  /** DEFAULT when left out. */
  enableChat?: ChatSetting | null | undefined;
  /** Names over the pictures; false when left out. */
  enableOverlayText?: boolean | null | undefined;
  /** Encryption of calls; DEFAULT when left out. */
  encryption?: EncryptionSetting | null | undefined;
  /** Who presents is the main speaker, whoever talks; false when left out. */
  forcePresenterIntoMain?: boolean | null | undefined;
  /** Layout that guests see; ONE_MAIN_SEVEN_PIPS when left out. */
  guestLayout?: Layout | null | undefined;
  /** 4 to 20 digits, optionally followed by #; differs from the host PIN. */
  guestPin?: string | null | undefined;
  /** True when left out. */
  guestsCanPresent?: boolean | null | undefined;
  /** Whether guests see each other; NO_HOSTS when left out. */
  guestsCanSeeGuests?: GuestsCanSeeGuests | null | undefined;
  /** Layout that hosts see; ONE_MAIN_SEVEN_PIPS when left out. */
  hostLayout?: Layout | null | undefined;
  /** 4 to 20 digits, optionally followed by #. */
  hostPin?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** DEFAULT when left out. */
  maxQuality?: QualitySetting | null | undefined;
  /** False when left out. */
  muteAllGuests?: boolean | null | undefined;
  /** Unique name over all services, 1 to 250 characters. */
  name: string;
  /** 0 to 1000000; no limit when left out. */
  participantLimit?: number | null | undefined;
  /** Who answers for it: an e-mail address. */
  primaryOwnerEmail?: string | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** The theme; the deployment's when left out. */
  themeId?: string | number | null | undefined;
};

/** Removal of an auditorium. */
export type AuditoriumRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The auditorium. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of an auditorium. */
export type AuditoriumUpdateInput = {
  /** Replaces all dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** Guests may enter. */
  allowGuests?: boolean | null | undefined;
  /** Who is dialled when the first participant was admitted, at most 100; replaces all of them. */
  automaticParticipants?: Array<string | number> | null | undefined;
  /** What may be sent. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** A frame around who speaks. */
  enableActiveSpeakerIndication?: boolean | null | undefined;
  /** Chat. */
  enableChat?: ChatSetting | null | undefined;
  /** Names over the pictures. */
  enableOverlayText?: boolean | null | undefined;
  /** Encryption of calls. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** Who presents is the main speaker, whoever talks. */
  forcePresenterIntoMain?: boolean | null | undefined;
  /** Layout that guests see. */
  guestLayout?: Layout | null | undefined;
  /** New guest PIN; null or empty clears it. */
  guestPin?: string | null | undefined;
  /** Guests may present. */
  guestsCanPresent?: boolean | null | undefined;
  /** Whether guests see each other. */
  guestsCanSeeGuests?: GuestsCanSeeGuests | null | undefined;
  /** Layout that hosts see. */
  hostLayout?: Layout | null | undefined;
  /** New host PIN; null or empty clears it. */
  hostPin?: string | null | undefined;
  /** The auditorium. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Guests are muted when they enter. */
  muteAllGuests?: boolean | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** Null: no limit. */
  participantLimit?: number | null | undefined;
  /** Who answers for it: an e-mail address. */
  primaryOwnerEmail?: string | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
};

/** What participants of a room may send. */
export type CallType =
  /** Audio only. */
  | 'AUDIO'
  /** Audio, video and presentation. */
  | 'VIDEO'
  /** Audio and video, no presentation. */
  | 'VIDEO_ONLY';

/** Selects certificates; all given conditions must hold. */
export type CertificateFilter = {
  /** It ends before this time. */
  endsBefore?: string | null | undefined;
  /** Name, subject or a host contains this, ignoring case. */
  search?: string | null | undefined;
};

/** A certificate for a request, or in the place of an old one. */
export type CertificateInstallInput = {
  /** The server's own certificate, then those who vouch for it (PEM). */
  chain: string;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The certificate or request. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** A new private key (PEM); when left out the certificate must be of the key that is kept. */
  key?: string | null | undefined;
};

/** Kinds of keys that can be made. */
export type CertificateKeyType =
  /** ECDSA on the curve P-256. */
  | 'ECDSA_P256'
  /** RSA with 2048 bits. */
  | 'RSA_2048'
  /** RSA with 4096 bits. */
  | 'RSA_4096';

/** Removal of a certificate. */
export type CertificateRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The certificate. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A request for a certificate. */
export type CertificateRequestCreateInput = {
  /** Common name, at most 64 characters; the first host name when left out. */
  commonName?: string | null | undefined;
  /** Country, two letters. */
  country?: string | null | undefined;
  /** Host names; at least one name or address is needed. */
  dnsNames?: Array<string> | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** IP addresses. */
  ipAddresses?: Array<string> | null | undefined;
  /** ECDSA_P256 when left out. */
  keyType?: CertificateKeyType | null | undefined;
  /** Town. */
  locality?: string | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** Organisation. */
  organization?: string | null | undefined;
  /** Unit of the organisation. */
  organizationalUnit?: string | null | undefined;
  /** State or province. */
  province?: string | null | undefined;
};

/** A change of a certificate. */
export type CertificateUpdateInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The certificate. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
};

/** A certificate and its key. */
export type CertificateUploadInput = {
  /** The server's own certificate, then those who vouch for it, each signed by the next (PEM, at most 10). */
  chain: string;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The private key (PEM), without a passphrase. It is kept sealed and never shown. */
  key: string;
  /** Unique name, 1 to 250 characters. */
  name: string;
};

/** What can be unwise about a certificate. */
export type CertificateWarningCode =
  /** It has ended. */
  | 'EXPIRED'
  /** It ends within 30 days. */
  | 'EXPIRES_SOON'
  /** A node that serves it is not among its names. */
  | 'NAME_MISMATCH'
  /** Its life has not begun. */
  | 'NOT_YET_VALID'
  /** Nobody else signed it: browsers warn of it. */
  | 'SELF_SIGNED';

/** Chat setting of a room. */
export type ChatSetting =
  /** As the global settings say. */
  | 'DEFAULT'
  /** Off. */
  | 'NO'
  /** On. */
  | 'YES';

/** Actions on a running conference. */
export type ConferenceAction =
  /** End it for everybody. */
  | 'DISCONNECT'
  /** Park newcomers. */
  | 'LOCK'
  /** Mute present and future guests. */
  | 'MUTE_GUESTS'
  /** Let newcomers in. */
  | 'UNLOCK'
  /** Undo it. */
  | 'UNMUTE_GUESTS';

/** What to do with a running conference. */
export type ConferenceControlInput = {
  /** What to do. */
  action: ConferenceAction;
  /** The conference instance, as Live View names it. */
  conferenceId: string | number;
};

/** Selects conferences; all given conditions must hold. */
export type ConferenceHistoryFilter = {
  /** Started at or after. */
  from?: string | null | undefined;
  /** Still running. */
  running?: boolean | null | undefined;
  /** Name of the service contains this, ignoring case. */
  search?: string | null | undefined;
  /** Of this service. */
  serviceId?: string | number | null | undefined;
  /** Started before. */
  until?: string | null | undefined;
};

/** With which certificate a node serves participants. */
export type ConferencingNodeAssignCertificateInput = {
  /** The certificate; null: as its command line says, or its own. */
  certificateId?: string | number | null | undefined;
  /** The node. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A new Conferencing Node. */
export type ConferencingNodeCreateInput = {
  /** IP address, v4 or v6. Unique unless it is a loopback address. */
  address: string;
  /** True when left out. */
  alwaysOn?: boolean | null | undefined;
  /** 1 to 10000; measured when left out. */
  capacityHd?: number | null | undefined;
  /** It is meant to be started only when it is needed. */
  cloudBursting?: boolean | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** Fully qualified host name. */
  fqdn?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** IPv6 address besides `address`. */
  ipv6Address?: string | null | undefined;
  /** Its location. */
  locationId: string | number;
  /** 0 to 100; 0 when left out. */
  mediaPriorityWeight?: number | null | undefined;
  /** Unique name, 1 to 32 characters: letters, digits, dot, hyphen, space. */
  name: string;
  /** TRANSCODING when left out. */
  role?: ConferencingNodeRole | null | undefined;
  /** IP address that endpoints use in place of `address`. No address may lead to two nodes, or stand twice in one. */
  secondaryAddress?: string | null | undefined;
  /** IP address that endpoints outside are told instead of the node's own. */
  staticNatAddress?: string | null | undefined;
};

/** Selects Conferencing Nodes; all given conditions must hold. */
export type ConferencingNodeFilter = {
  /** Marked for bursting, or not. */
  cloudBursting?: boolean | null | undefined;
  /** Of this location. */
  locationId?: string | number | null | undefined;
  /** In maintenance mode, or not. */
  maintenance?: boolean | null | undefined;
  /** With this role. */
  role?: ConferencingNodeRole | null | undefined;
  /** Name, an address or FQDN contains this, ignoring case. */
  search?: string | null | undefined;
  /** In this state. */
  state?: NodeState | null | undefined;
};

/** Request for a provisioning document. */
export type ConferencingNodeProvisionInput = {
  /** Minutes until the document expires, 5 to 10080; 1440 when left out. */
  expiresInMinutes?: number | null | undefined;
  /** The node. */
  id: string | number;
};

/** Removal of a Conferencing Node. */
export type ConferencingNodeRemoveInput = {
  /** Refuse with CONFLICT when the node has changed since. */
  expectedRevision?: string | null | undefined;
  /** The node. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Why, for the history. */
  reason?: string | null | undefined;
};

/** Revocation of a node's certificates. */
export type ConferencingNodeRevokeInput = {
  /** The node. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Why, at most 250 characters. */
  reason?: string | null | undefined;
};

/** What a node does. */
export type ConferencingNodeRole =
  /** Terminates endpoints and forwards their media. */
  | 'PROXYING'
  /** Hosts conferences. */
  | 'TRANSCODING';

/** Maintenance mode of a node. */
export type ConferencingNodeSetMaintenanceInput = {
  /** The node. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** In or out. */
  maintenance: boolean;
  /** Why, at most 250 characters. */
  reason?: string | null | undefined;
};

/** A change of a Conferencing Node. */
export type ConferencingNodeUpdateInput = {
  /** IP address. */
  address?: string | null | undefined;
  /** It may be the home of a conference. */
  alwaysOn?: boolean | null | undefined;
  /** Override in HD calls; null: measured. */
  capacityHd?: number | null | undefined;
  /** It is meant to be started only when it is needed. */
  cloudBursting?: boolean | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Agrees that another location or role restarts the node and ends the calls that run on it. Without it, such a change is NOT_ALLOWED while there are any, and the refusal tells how many. */
  dropCalls?: boolean | null | undefined;
  /** Refuse with CONFLICT when the node has changed since. */
  expectedRevision?: string | null | undefined;
  /** Fully qualified host name. */
  fqdn?: string | null | undefined;
  /** The node. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** IPv6 address besides `address`; null: none. */
  ipv6Address?: string | null | undefined;
  /** Its location. */
  locationId?: string | number | null | undefined;
  /** 0 to 100. */
  mediaPriorityWeight?: number | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** What it does. */
  role?: ConferencingNodeRole | null | undefined;
  /** IP address that endpoints use in place of `address`. No address may lead to two nodes, or stand twice in one; null: none. */
  secondaryAddress?: string | null | undefined;
  /** IP address that endpoints outside are told instead of the node's own; null: none. */
  staticNatAddress?: string | null | undefined;
};

/** Encryption of the calls of a service. */
export type EncryptionSetting =
  /** When the other side can. */
  | 'BEST_EFFORT'
  /** As the global settings say. */
  | 'DEFAULT'
  /** None. */
  | 'OFF'
  /** Calls that are not encrypted are refused. */
  | 'REQUIRED';

/** Kinds of party that cause events. */
export type EventActorKind =
  /** A signed-in administrator. */
  | 'ADMINISTRATOR'
  /** A Conferencing Node. */
  | 'NODE'
  /** A process manager of the platform. */
  | 'PROCESS'
  /** The platform itself. */
  | 'SYSTEM'
  /** An API token. */
  | 'TOKEN';

/** Selects events; all given conditions must hold. At most 50 prefixes in a list. */
export type EventFilter = {
  /** Of exactly this stream. */
  stream?: string | null | undefined;
  /** The stream begins with one of these, of 1 to 200 bytes each. */
  streamPrefixes?: Array<string> | null | undefined;
  /** The type begins with one of these, of 1 to 128 bytes each. */
  typePrefixes?: Array<string> | null | undefined;
};

/** Where an event log is kept. */
export type EventLogKind =
  /** In the data directory of this Management Node. */
  | 'EMBEDDED'
  /** In an EventStoreDB or KurrentDB cluster. */
  | 'ESDB';

/** A change of the deployment-wide settings. */
export type GlobalSettingsUpdateInput = {
  /** 5 to 200. */
  aliasAttemptLimit?: number | null | undefined;
  /** Block sources after too many unknown aliases. */
  aliasProtection?: boolean | null | undefined;
  /** Addresses and networks in CIDR form, at most 100; replaces all of them. */
  breakInAllowList?: Array<string> | null | undefined;
  /** Bursting. */
  burstingEnabled?: boolean | null | undefined;
  /** Minutes, 5 to 10080. */
  burstingMinLifetime?: number | null | undefined;
  /** HD calls, at least 1. */
  burstingThreshold?: number | null | undefined;
  /** Days, 0 to 3650; 0: for ever. */
  conferenceHistoryDays?: number | null | undefined;
  /** Default theme; null: what is built in. */
  defaultThemeId?: string | number | null | undefined;
  /** Name shown to people, at most 250 characters. */
  deploymentName?: string | null | undefined;
  /** Chat. */
  enableChat?: boolean | null | undefined;
  /** Calls outwards. */
  enableDialout?: boolean | null | undefined;
  /** BEST_EFFORT, REQUIRED or OFF. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when the settings have changed since. */
  expectedRevision?: string | null | undefined;
  /** Seconds, 0 to 86400. */
  guestsOnlyTimeout?: number | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Seconds, 60 to 86400, or 0. */
  lastParticipantTimeout?: number | null | undefined;
  /** Conferences in the Live View. */
  liveViewShowConferences?: boolean | null | undefined;
  /** kbit/s, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** kbit/s, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** SD, HD or FULL_HD. */
  maxQuality?: QualitySetting | null | undefined;
  /** 5 to 200. */
  pinAttemptLimit?: number | null | undefined;
  /** Seconds, 30 to 86400. */
  pinEntryTimeout?: number | null | undefined;
  /** Block services after too many wrong PINs. */
  pinProtection?: boolean | null | undefined;
  /** Minutes, 5 to 1440. */
  sessionIdleTimeout?: number | null | undefined;
  /** At most 4000 characters, in lines; null: none. */
  signInBanner?: string | null | undefined;
  /** At most 250 characters; null: none. */
  siteBanner?: string | null | undefined;
  /** Seconds, 0 to 86400. */
  waitingForHostTimeout?: number | null | undefined;
};

/** A group and the role that its members get. */
export type GroupMappingInput = {
  /** OIDC: a value of the groups claim. LDAP: a distinguished name. */
  group: string;
  /** The role. */
  roleId: string | number;
};

/** Whether the guests of an auditorium see each other. */
export type GuestsCanSeeGuests =
  /** Always. */
  | 'ALWAYS'
  /** Never. */
  | 'NEVER'
  /** While no host is there. */
  | 'NO_HOSTS';

/** How many pictures are large (mains) and how many small (pips). */
export type Layout =
  /** Up to 12, as many of them large as there is room for. */
  | 'FIVE_MAINS_SEVEN_PIPS'
  /** Up to 4 alike. */
  | 'FOUR_MAINS_ZERO_PIPS'
  /** Up to 9 alike. */
  | 'NINE_MAINS_ZERO_PIPS'
  /** 1 large, up to 7 small. */
  | 'ONE_MAIN_SEVEN_PIPS'
  /** 1 large, up to 33 small. */
  | 'ONE_MAIN_THIRTYTHREE_PIPS'
  /** 1 large, up to 21 small. */
  | 'ONE_MAIN_TWENTYONE_PIPS'
  /** 1 large. */
  | 'ONE_MAIN_ZERO_PIPS'
  /** Up to 16 alike. */
  | 'SIXTEEN_MAINS_ZERO_PIPS'
  /** Up to 25 alike. */
  | 'TWENTYFIVE_MAINS_ZERO_PIPS'
  /** 2 large, up to 21 small. */
  | 'TWO_MAINS_TWENTYONE_PIPS';

/** Where a directory says which groups somebody is in. */
export type LdapGroupsFrom =
  /** An attribute of the person. */
  | 'MEMBER_OF'
  /** Entries of groups name their members. */
  | 'SEARCH';

/** How connections to a directory are protected. */
export type LdapSecurity =
  /** TLS from the first byte, usually port 636. */
  | 'LDAPS'
  /** None; needs `permitPlaintext`. */
  | 'PLAINTEXT'
  /** TLS before anything is said, usually port 389. */
  | 'START_TLS';

/** Values of LdapSettings; what is left out keeps its value. */
export type LdapSettingsInput = {
  /** A distinguished name. */
  baseDn?: string | null | undefined;
  /** Empty: search without a name. */
  bindDn?: string | null | undefined;
  /** Null clears it. Has to be given again when a server is added, or security or certificates change. */
  bindPassword?: string | null | undefined;
  /** PEM; empty: those that the machine trusts. */
  caCertificates?: string | null | undefined;
  /** Attribute with the name for people. */
  displayNameAttribute?: string | null | undefined;
  /** People may. */
  enabled?: boolean | null | undefined;
  /** Empty: where people are. */
  groupBaseDn?: string | null | undefined;
  /** Has to contain {dn} or {username}. */
  groupFilter?: string | null | undefined;
  /** Where groups come from. */
  groupsFrom?: LdapGroupsFrom | null | undefined;
  /** Attribute that never changes; empty: the distinguished name. */
  idAttribute?: string | null | undefined;
  /** All of them, at most 200. */
  mappings?: Array<GroupMappingInput> | null | undefined;
  /** Attribute of MEMBER_OF. */
  memberOfAttribute?: string | null | undefined;
  /** At most 60 characters. */
  name?: string | null | undefined;
  /** Groups in groups count, too. */
  nestedGroups?: boolean | null | undefined;
  /** Permits PLAINTEXT. */
  permitPlaintext?: boolean | null | undefined;
  /** Protection of connections. */
  security?: LdapSecurity | null | undefined;
  /** host:port, at most 8. */
  servers?: Array<string> | null | undefined;
  /** 1 to 20. */
  timeout?: number | null | undefined;
  /** Has to contain {username}. */
  userFilter?: string | null | undefined;
  /** Attribute with the user name. */
  usernameAttribute?: string | null | undefined;
};

/** A new location. */
export type LocationCreateInput = {
  /** Protection against guessing aliases. */
  aliasProtection?: ProtectionSetting | null | undefined;
  /** HD calls, 1 to 100000; null: the deployment's threshold. */
  burstingThreshold?: number | null | undefined;
  /** At most 20. */
  clientStunServers?: Array<StunServerInput> | null | undefined;
  /** At most 20. */
  clientTurnServers?: Array<TurnServerInput> | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** At most 20 IP addresses. */
  dnsServers?: Array<string> | null | undefined;
  /** Makes a repeat of this call a no-op; any text up to 100 characters. */
  idempotencyKey?: string | null | undefined;
  /** 0 to 63; 0 when left out. */
  mediaDscp?: number | null | undefined;
  /** Bytes, 512 to 1500; 1500 when left out. */
  mtu?: number | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** At most 20 host names or IP addresses. */
  ntpServers?: Array<string> | null | undefined;
  /** First overflow location. */
  overflowLocation1?: string | number | null | undefined;
  /** Second overflow location. */
  overflowLocation2?: string | number | null | undefined;
  /** Protection against guessing PINs. */
  pinProtection?: ProtectionSetting | null | undefined;
  /** Policy profile; null: none. */
  policyProfileId?: string | number | null | undefined;
  /** 0 to 63; 0 when left out. */
  signallingDscp?: number | null | undefined;
  /** At most 20. */
  stunServers?: Array<StunServerInput> | null | undefined;
  /** At most 20. */
  syslogServers?: Array<SyslogServerInput> | null | undefined;
  /** Carries the media of calls that are received here; null: the location itself. */
  transcodingLocation?: string | number | null | undefined;
  /** At most 20. */
  turnServers?: Array<TurnServerInput> | null | undefined;
  /** Clients send all media over TURN. */
  useRelayCandidatesOnly?: boolean | null | undefined;
};

/** Selects locations; all given conditions must hold. */
export type LocationFilter = {
  /** Uses this policy profile. */
  policyProfileId?: string | number | null | undefined;
  /** Name or description contains this, ignoring case. */
  search?: string | null | undefined;
  /** Overflows into this location or transcodes there. */
  usesLocationId?: string | number | null | undefined;
};

/** Removal of a location. */
export type LocationRemoveInput = {
  /** Refuse with CONFLICT when the location has changed since. */
  expectedRevision?: string | null | undefined;
  /** The location. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a location. */
export type LocationUpdateInput = {
  /** Protection against guessing aliases. */
  aliasProtection?: ProtectionSetting | null | undefined;
  /** HD calls, 1 to 100000; null: the deployment's threshold. */
  burstingThreshold?: number | null | undefined;
  /** At most 20; replaces all entries, null clears them. */
  clientStunServers?: Array<StunServerInput> | null | undefined;
  /** At most 20; replaces all entries, null clears them. */
  clientTurnServers?: Array<TurnServerInput> | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** At most 20 IP addresses; replaces all entries, null clears them. */
  dnsServers?: Array<string> | null | undefined;
  /** Refuse with CONFLICT when the location has changed since. */
  expectedRevision?: string | null | undefined;
  /** The location. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 0 to 63. */
  mediaDscp?: number | null | undefined;
  /** Bytes, 512 to 1500. */
  mtu?: number | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** At most 20 host names or IP addresses; replaces all entries, null clears them. */
  ntpServers?: Array<string> | null | undefined;
  /** First overflow location; null clears it. */
  overflowLocation1?: string | number | null | undefined;
  /** Second overflow location; null clears it. */
  overflowLocation2?: string | number | null | undefined;
  /** Protection against guessing PINs. */
  pinProtection?: ProtectionSetting | null | undefined;
  /** Policy profile; null: none. */
  policyProfileId?: string | number | null | undefined;
  /** 0 to 63. */
  signallingDscp?: number | null | undefined;
  /** At most 20; replaces all entries, null clears them. */
  stunServers?: Array<StunServerInput> | null | undefined;
  /** At most 20; replaces all entries, null clears them. */
  syslogServers?: Array<SyslogServerInput> | null | undefined;
  /** Carries the media of calls that are received here; null: the location itself. */
  transcodingLocation?: string | number | null | undefined;
  /** At most 20; replaces all entries, null clears them. */
  turnServers?: Array<TurnServerInput> | null | undefined;
  /** Clients send all media over TURN. */
  useRelayCandidatesOnly?: boolean | null | undefined;
};

/** A dialable name to set. */
export type MeetingRoomAliasInput = {
  /** The whole string that is dialled, 1 to 250 characters. */
  alias: string;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
};

/** A new meeting room. */
export type MeetingRoomCreateInput = {
  /** Dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** Guests may enter; needs a host PIN. False when left out. */
  allowGuests?: boolean | null | undefined;
  /** Who is dialled when the first participant was admitted, at most 100; nobody when left out. */
  automaticParticipants?: Array<string | number> | null | undefined;
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** A frame around who speaks; false when left out. */
  enableActiveSpeakerIndication?: boolean | null | undefined;
  /** DEFAULT when left out. */
  enableChat?: ChatSetting | null | undefined;
  /** Names over the pictures; false when left out. */
  enableOverlayText?: boolean | null | undefined;
  /** Encryption of calls; DEFAULT when left out. */
  encryption?: EncryptionSetting | null | undefined;
  /** 4 to 20 digits, optionally followed by #; differs from the host PIN. */
  guestPin?: string | null | undefined;
  /** True when left out. */
  guestsCanPresent?: boolean | null | undefined;
  /** 4 to 20 digits, optionally followed by #. */
  hostPin?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Layout that everybody sees; ONE_MAIN_SEVEN_PIPS when left out. */
  layout?: Layout | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** DEFAULT when left out. */
  maxQuality?: QualitySetting | null | undefined;
  /** False when left out. */
  muteAllGuests?: boolean | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** 0 to 1000000; no limit when left out. */
  participantLimit?: number | null | undefined;
  /** Who answers for it: an e-mail address. */
  primaryOwnerEmail?: string | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** The theme; the deployment's when left out. */
  themeId?: string | number | null | undefined;
};

/** Selects meeting rooms; all given conditions must hold. */
export type MeetingRoomFilter = {
  /** Has exactly this alias. */
  alias?: string | null | undefined;
  /** Name, description, tag, owner or alias contains this, ignoring case. */
  search?: string | null | undefined;
  /** Has exactly this tag, ignoring case. */
  tag?: string | null | undefined;
};

/** Removal of a meeting room. */
export type MeetingRoomRemoveInput = {
  /** Refuse with CONFLICT when the room has changed since. */
  expectedRevision?: string | null | undefined;
  /** The room. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a meeting room. */
export type MeetingRoomUpdateInput = {
  /** Replaces all dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** Guests may enter. */
  allowGuests?: boolean | null | undefined;
  /** Who is dialled when the first participant was admitted, at most 100; replaces all of them. */
  automaticParticipants?: Array<string | number> | null | undefined;
  /** What participants may send. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** A frame around who speaks. */
  enableActiveSpeakerIndication?: boolean | null | undefined;
  /** Chat. */
  enableChat?: ChatSetting | null | undefined;
  /** Names over the pictures. */
  enableOverlayText?: boolean | null | undefined;
  /** Encryption of calls. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when the room has changed since. */
  expectedRevision?: string | null | undefined;
  /** New guest PIN; null or empty clears it. */
  guestPin?: string | null | undefined;
  /** Guests may present. */
  guestsCanPresent?: boolean | null | undefined;
  /** New host PIN; null or empty clears it. */
  hostPin?: string | null | undefined;
  /** The room. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Layout that everybody sees. */
  layout?: Layout | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Guests are muted when they enter. */
  muteAllGuests?: boolean | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** Null: no limit. */
  participantLimit?: number | null | undefined;
  /** Who answers for it: an e-mail address. */
  primaryOwnerEmail?: string | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
};

/** Many new meeting rooms. */
export type MeetingRoomsCreateInput = {
  /** Makes a repeat of this call a no-op, room by room: what was created stays as it is, what was refused is tried again. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 1000 rooms; none of them with an idempotency key of its own. */
  rooms: Array<MeetingRoomCreateInput>;
};

/** Selects node history; all given conditions must hold. */
export type NodeHistoryFilter = {
  /** At or after. */
  from?: string | null | undefined;
  /** Of these kinds. */
  kinds?: Array<NodeHistoryKind> | null | undefined;
  /** Of this node. */
  nodeId?: string | number | null | undefined;
  /** Before. */
  until?: string | null | undefined;
};

/** What can happen to a node. */
export type NodeHistoryKind =
  /** A call was not admitted. */
  | 'CALL_REJECTED'
  /** The node uses its renewed certificate. */
  | 'CERTIFICATE_ADOPTED'
  /** The node was given a further certificate. */
  | 'CERTIFICATE_RENEWED'
  /** The node's certificates were revoked. */
  | 'CERTIFICATE_REVOKED'
  /** Link up. */
  | 'CONNECTED'
  /** Record created. */
  | 'CREATED'
  /** Link down. */
  | 'DISCONNECTED'
  /** Provisioning document redeemed. */
  | 'ENROLLED'
  /** No report for 60 seconds. */
  | 'LATE'
  /** Takes no new calls. */
  | 'MAINTENANCE_ENTERED'
  /** Takes calls again. */
  | 'MAINTENANCE_LEFT'
  /** Provisioning document made. */
  | 'PROVISIONING_ISSUED'
  /** A provisioning document was of no use. */
  | 'PROVISIONING_REFUSED'
  /** Reports again. */
  | 'RECOVERED'
  /** Record removed. */
  | 'REMOVED'
  /** Boot time changed. */
  | 'RESTARTED'
  /** No report for two minutes. */
  | 'STALE'
  /** Configuration changed. */
  | 'UPDATED';

/** Why a provisioning document was refused. */
export type NodeProvisioningRefusalReason =
  /** Its secret was never one of this node. */
  | 'BAD_SECRET'
  /** It was not redeemed in time. */
  | 'EXPIRED'
  /** It was redeemed before: somebody has a copy. */
  | 'REPLAYED'
  /** There is no such node. */
  | 'UNKNOWN_NODE'
  /** A later one replaced it, or it was revoked. */
  | 'VOID';

/** State of a provisioning document. */
export type NodeProvisioningState =
  /** Nobody redeemed it in time. */
  | 'EXPIRED'
  /** It waits for the node. */
  | 'ISSUED'
  /** None was made. */
  | 'NONE'
  /** The node redeemed it. */
  | 'REDEEMED'
  /** It, or the certificate that it was redeemed for, was revoked. */
  | 'REVOKED';

/** Where a node is in its life. */
export type NodeState =
  /** No report for 60 seconds. */
  | 'LATE'
  /** Created; no provisioning document was redeemed yet. */
  | 'NEVER_CONTACTED'
  /** Enrolled, link not up. */
  | 'OFFLINE'
  /** Link up and reporting. */
  | 'ONLINE'
  /** No report for two minutes. */
  | 'STALE';

/** Values of OidcSettings; what is left out keeps its value. */
export type OidcSettingsInput = {
  /** PEM; empty: those that the machine trusts. */
  caCertificates?: string | null | undefined;
  /** At most 250 characters. */
  clientId?: string | null | undefined;
  /** Null clears it. Has to be given again when the issuer or the certificates change. */
  clientSecret?: string | null | undefined;
  /** People may. */
  enabled?: boolean | null | undefined;
  /** Claim with the groups. */
  groupsClaim?: string | null | undefined;
  /** https://…, without a query; http on this machine only. */
  issuer?: string | null | undefined;
  /** All of them, at most 200. */
  mappings?: Array<GroupMappingInput> | null | undefined;
  /** At most 60 characters. */
  name?: string | null | undefined;
  /** At most 20. */
  scopes?: Array<string> | null | undefined;
  /** Signing out here leads on to the provider's sign-out. */
  signOutAtProvider?: boolean | null | undefined;
  /** Claim with the user name. */
  usernameClaim?: string | null | undefined;
};

/** Actions on a participant. */
export type ParticipantAction =
  /** Let a waiting participant in. */
  | 'ADMIT'
  /** Drop the call. */
  | 'DISCONNECT'
  /** Discard incoming audio. */
  | 'MUTE'
  /** Undo it. */
  | 'UNMUTE';

/** What to do with a participant. */
export type ParticipantControlInput = {
  /** What to do. */
  action: ParticipantAction;
  /** The conference instance, as Live View names it. */
  conferenceId: string | number;
  /** The participant, as Live View names it. */
  participantId: string | number;
};

/** Whose personal data to erase. */
export type ParticipantEraseInput = {
  /** The participant, as the conference history or Live View names it. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Role of a participant. */
export type ParticipantRole =
  /** May not. */
  | 'GUEST'
  /** May control the conference. */
  | 'HOST'
  /** Not known yet. */
  | 'UNKNOWN';

/** Which read model to fold anew. */
export type ProjectionRebuildInput = {
  /** Its name, as `projections` gives it. */
  name: string;
};

/** Which read model is to go on. */
export type ProjectionRetryInput = {
  /** Its name, as `projections` gives it. */
  name: string;
};

/** What a read model is doing. */
export type ProjectionState =
  /** Reading old events. */
  | 'CATCHING_UP'
  /** Up to date and waiting for events. */
  | 'LIVE'
  /** Stopped at an event it cannot apply. */
  | 'PARKED';

/** A switch of the deployment as a part of it has it. */
export type ProtectionSetting =
  /** As the deployment has it. */
  | 'DEFAULT'
  /** Off. */
  | 'OFF'
  /** On. */
  | 'ON';

/** Highest quality of a room. */
export type QualitySetting =
  /** As the global settings say. */
  | 'DEFAULT'
  /** Up to 1080 lines. */
  | 'FULL_HD'
  /** Up to 720 lines. */
  | 'HD'
  /** Up to 576 lines. */
  | 'SD';

/** A new reception. */
export type ReceptionCreateInput = {
  /** Dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** How many digits complete a number without #, 1 to 30; null: only # does. */
  digits?: number | null | undefined;
  /** Encryption of calls; DEFAULT when left out. */
  encryption?: EncryptionSetting | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Location from which foreign numbers are looked up. */
  lookupLocationId?: string | number | null | undefined;
  /** Regular expression in RE2's syntax that the whole number must match, at most 250 characters; any when left out. */
  matchString?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** DEFAULT when left out. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name over all services, 1 to 250 characters. */
  name: string;
  /** What is called instead: \1 to \9 stand for the groups of matchString, \0 for the number. At most 250 characters; the number itself when left out. */
  replaceString?: string | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** The theme; the deployment's when left out. */
  themeId?: string | number | null | undefined;
};

/** Removal of a reception. */
export type ReceptionRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The reception. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a reception. */
export type ReceptionUpdateInput = {
  /** Replaces all dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** What may be sent. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** How many digits complete a number without #, 1 to 30; null: only # does. */
  digits?: number | null | undefined;
  /** Encryption of calls. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The reception. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Location from which foreign numbers are looked up; null: none. */
  lookupLocationId?: string | number | null | undefined;
  /** Regular expression in RE2's syntax that the whole number must match, at most 250 characters; empty: any. */
  matchString?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** What is called instead: \1 to \9 stand for the groups of matchString, \0 for the number. At most 250 characters; empty: the number itself. */
  replaceString?: string | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
};

/** How a server is reached. */
export type ServerTransport =
  /** A connection. */
  | 'TCP'
  /** A connection over TLS. */
  | 'TLS'
  /** Datagrams. */
  | 'UDP';

/** What can be set in many services at once; fields that are left out keep their value. */
export type ServicePatch = {
  /** Guests may enter. */
  allowGuests?: boolean | null | undefined;
  /** Who is dialled when the first participant was admitted, at most 100; replaces all of them. */
  automaticParticipants?: Array<string | number> | null | undefined;
  /** What may be sent. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** How long a call lasts, 5 to 600 seconds. */
  duration?: number | null | undefined;
  /** A frame around who speaks. */
  enableActiveSpeakerIndication?: boolean | null | undefined;
  /** Chat. */
  enableChat?: ChatSetting | null | undefined;
  /** Names over the pictures. */
  enableOverlayText?: boolean | null | undefined;
  /** Encryption of calls. */
  encryption?: EncryptionSetting | null | undefined;
  /** Who presents is the main speaker, whoever talks. */
  forcePresenterIntoMain?: boolean | null | undefined;
  /** Layout that guests see. */
  guestLayout?: Layout | null | undefined;
  /** Guests may present. */
  guestsCanPresent?: boolean | null | undefined;
  /** Whether guests see each other. */
  guestsCanSeeGuests?: GuestsCanSeeGuests | null | undefined;
  /** Layout that hosts see. */
  hostLayout?: Layout | null | undefined;
  /** Layout of meeting rooms. */
  layout?: Layout | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Guests are muted when they enter. */
  muteAllGuests?: boolean | null | undefined;
  /** Null: no limit. */
  participantLimit?: number | null | undefined;
  /** Who answers for it: an e-mail address. */
  primaryOwnerEmail?: string | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
};

/** Selects services of one kind; all given conditions must hold. */
export type ServiceSearch = {
  /** Has exactly this alias. */
  alias?: string | null | undefined;
  /** Name, description, tag, owner or alias contains this, ignoring case. */
  search?: string | null | undefined;
  /** Has exactly this tag, ignoring case. */
  tag?: string | null | undefined;
};

/** Removal of many services. */
export type ServicesRemoveInput = {
  /** Makes a repeat of this call a no-op, service by service. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 1000 services. */
  ids: Array<string | number>;
};

/** One change of many services. */
export type ServicesUpdateInput = {
  /** Makes a repeat of this call a no-op, service by service. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 1000 services. */
  ids: Array<string | number>;
  /** What to set; a service whose kind does not have one of the settings is refused. */
  set: ServicePatch;
};

/** Credentials of an administrator. */
export type SignInInput = {
  /** Password. */
  password: string;
  /** Who knows the password: LOCAL, when left out, or LDAP. A password goes nowhere else. */
  source?: SignInSource | null | undefined;
  /** User name, case-insensitive. */
  username: string;
};

/** Tries settings out, without saving them or signing anybody in. */
export type SignInSettingsTestInput = {
  /** As in signInSettingsUpdate: what would change. */
  ldap?: LdapSettingsInput | null | undefined;
  /** As in signInSettingsUpdate: what would change. */
  oidc?: OidcSettingsInput | null | undefined;
  /** Their password; left out: none is tried. It counts as an attempt to sign in. */
  password?: string | null | undefined;
  /** As in signInSettingsUpdate: what would change. */
  publicUrl?: string | null | undefined;
  /** OIDC or LDAP. */
  source: SignInSource;
  /** Somebody of the directory; left out: nobody is looked for. */
  username?: string | null | undefined;
};

/** A change of how administrators sign in. */
export type SignInSettingsUpdateInput = {
  /** Refuse with CONFLICT when the settings have changed since. */
  expectedRevision?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The directory. */
  ldap?: LdapSettingsInput | null | undefined;
  /** Local accounts may sign in. Only somebody who signed in in a way that stays, and stays as it is, may switch them off. */
  local?: boolean | null | undefined;
  /** The OpenID provider. */
  oidc?: OidcSettingsInput | null | undefined;
  /** How browsers reach the web interface; empty: what the Management Node was started with. */
  publicUrl?: string | null | undefined;
};

/** Ways to sign in. */
export type SignInSource =
  /** A directory (LDAP, Active Directory). */
  | 'LDAP'
  /** An account of this deployment. */
  | 'LOCAL'
  /** An OpenID provider. */
  | 'OIDC';

/** Why a snapshot was sent. */
export type SnapshotReason =
  /** First message without `after`. */
  | 'INITIAL'
  /** `after` is older than the server remembers, or unknown to it. */
  | 'POSITION_EXPIRED'
  /** The reader's rights changed. */
  | 'SCOPE_CHANGED'
  /** The reader fell behind. */
  | 'SLOW_CONSUMER';

/** A server that tells a caller under which address the world sees it. */
export type StunServerInput = {
  /** Host name or IP address. */
  address: string;
  /** 1 to 65535; 3478 when left out. */
  port?: number | null | undefined;
};

/** A server that log lines are sent to. */
export type SyslogServerInput = {
  /** Host name or IP address. */
  address: string;
  /** 1 to 65535; 514, over TLS 6514, when left out. */
  port?: number | null | undefined;
  /** UDP when left out. */
  transport?: ServerTransport | null | undefined;
};

/** A new test call. */
export type TestCallCreateInput = {
  /** Dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** How long a call lasts, 5 to 600 seconds; 20 when left out. */
  duration?: number | null | undefined;
  /** Encryption of calls; DEFAULT when left out. */
  encryption?: EncryptionSetting | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** DEFAULT when left out. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name over all services, 1 to 250 characters. */
  name: string;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** The theme; the deployment's when left out. */
  themeId?: string | number | null | undefined;
};

/** Removal of a test call. */
export type TestCallRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The test call. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a test call. */
export type TestCallUpdateInput = {
  /** Replaces all dialable names. */
  aliases?: Array<MeetingRoomAliasInput> | null | undefined;
  /** What may be sent. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** How long a call lasts, 5 to 600 seconds. */
  duration?: number | null | undefined;
  /** Encryption of calls. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The test call. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Most kbit/s that we ask a participant to send, 128 to 8192; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** Most kbit/s that we send to a participant, 128 to 8192; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
};

/** A server that relays media. */
export type TurnServerInput = {
  /** Host name or IP address. */
  address: string;
  /** At most 250 characters, write-only. Left out, it stays that of the entry before with the same address, port, transport and user name; null: none. */
  password?: string | null | undefined;
  /** 1 to 65535; 3478, over TLS 5349, when left out. */
  port?: number | null | undefined;
  /** UDP when left out. */
  transport?: ServerTransport | null | undefined;
  /** User name, at most 250 characters. */
  username?: string | null | undefined;
};

/** Why a mutation was refused. */
export type UserErrorCode =
  /** Another service uses this alias. */
  | 'ALIAS_TAKEN'
  /** User name or password is wrong, or the account is disabled or locked. */
  | 'BAD_CREDENTIALS'
  /** The object changed since `expectedRevision`. */
  | 'CONFLICT'
  /** The value is malformed or out of range. */
  | 'INVALID'
  /** The object is still used by others. */
  | 'IN_USE'
  /** Another object uses this name. */
  | 'NAME_TAKEN'
  /** The state of the object does not allow it. */
  | 'NOT_ALLOWED'
  /** The object does not exist. */
  | 'NOT_FOUND'
  /** Too many attempts; wait. */
  | 'RATE_LIMITED'
  /** A required value is missing. */
  | 'REQUIRED';

/** With which certificate the web side is served. */
export type WebCertificateAssignInput = {
  /** The certificate; null: as the command lines of the Management Nodes say. */
  certificateId?: string | number | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A new webhook. */
export type WebhookCreateInput = {
  /** Yes when left out. */
  enabled?: boolean | null | undefined;
  /** Makes a repeat of this call a no-op, which answers with the same secret. */
  idempotencyKey?: string | null | undefined;
  /** Send names and addresses of participants along; the creator needs personal:read. No when left out. */
  includePersonalData?: boolean | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** Events whose type begins with one of these: at most 50, of 1 to 128 bytes each. All when left out. */
  typePrefixes?: Array<string> | null | undefined;
  /** https://…; http:// only to a loopback address. */
  url: string;
};

/** Which parked deliveries to give up. */
export type WebhookDeliveryDiscardInput = {
  /** The event; all parked ones when left out. */
  position?: string | null | undefined;
  /** The webhook. */
  webhookId: string | number;
};

/** Which parked deliveries to try again. */
export type WebhookDeliveryRetryInput = {
  /** The event; all parked ones when left out. */
  position?: string | null | undefined;
  /** The webhook. */
  webhookId: string | number;
};

/** What became of a delivery. */
export type WebhookDeliveryState =
  /** It was taken. */
  | 'DELIVERED'
  /** It was given up for good. */
  | 'DISCARDED'
  /** It was given up; retry or discard it. */
  | 'PARKED'
  /** Not tried yet. */
  | 'PENDING'
  /** It failed and is tried again. */
  | 'RETRYING';

/** Removal of a webhook. */
export type WebhookRemoveInput = {
  /** Refuse with CONFLICT when the webhook has changed since. */
  expectedRevision?: string | null | undefined;
  /** The webhook. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Which events to deliver once more. */
export type WebhookReplayInput = {
  /** The events after this position; 0: from the first on. */
  after: string;
  /** The webhook. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Up to this one; up to the end of the log when left out. */
  through?: string | null | undefined;
};

/** A new secret for a webhook. */
export type WebhookRotateSecretInput = {
  /** The webhook. */
  id: string | number;
  /** Makes a repeat of this call a no-op, which answers with the same secret. */
  idempotencyKey?: string | null | undefined;
};

/** Which webhook to test. */
export type WebhookTestInput = {
  /** The webhook. */
  id: string | number;
};

/** A change of a webhook. */
export type WebhookUpdateInput = {
  /** Deliver to it. */
  enabled?: boolean | null | undefined;
  /** Refuse with CONFLICT when the webhook has changed since. */
  expectedRevision?: string | null | undefined;
  /** The webhook. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Send names and addresses of participants along; needs personal:read. */
  includePersonalData?: boolean | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** Events whose type begins with one of these; null or empty: all. */
  typePrefixes?: Array<string> | null | undefined;
  /** https://…; http:// only to a loopback address. */
  url?: string | null | undefined;
};

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { name: string, scopes: Array<string>, expiresAt: string | null }, server: { version: string, deploymentName: string } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { providerUrl: string | null, userErrors: Array<{ message: string }> } };

export type AdministratorsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type AdministratorsQuery = { administrators: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, username: string, displayName: string, role: AdministratorRole, enabled: boolean, lastSignInAt: string | null }> } };

export type AdministratorCreateMutationVariables = Exact<{
  input: AdministratorCreateInput;
}>;


export type AdministratorCreateMutation = { administratorCreate: { administrator: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorUpdateMutationVariables = Exact<{
  input: AdministratorUpdateInput;
}>;


export type AdministratorUpdateMutation = { administratorUpdate: { administrator: { id: string, enabled: boolean } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorRemoveMutationVariables = Exact<{
  input: AdministratorRemoveInput;
}>;


export type AdministratorRemoveMutation = { administratorRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ApiTokensQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, scopes: Array<string>, eventStreams: Array<string>, eventTypes: Array<string>, createdAt: string, expiresAt: string | null, revoked: boolean }> } };

export type ApiTokenCreateMutationVariables = Exact<{
  input: ApiTokenCreateInput;
}>;


export type ApiTokenCreateMutation = { apiTokenCreate: { secret: string | null, apiToken: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ApiTokenRevokeMutationVariables = Exact<{
  input: ApiTokenRevokeInput;
}>;


export type ApiTokenRevokeMutation = { apiTokenRevoke: { apiToken: { id: string, revoked: boolean } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditQuery = { audit: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, occurredAt: string, source: string | null, action: AuditAction, summary: string, actor: { kind: EventActorKind, name: string | null }, entity: { id: string | null, kind: string, name: string }, changes: Array<{ path: Array<string> }> }> } };

export type AuditEntryQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditEntryQuery = { node:
    | { __typename: 'Administrator' }
    | { __typename: 'Alarm' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditEntry', id: string, position: string, occurredAt: string, source: string | null, action: AuditAction, eventType: string, summary: string, correlation: string | null, actor: { kind: EventActorKind, id: string | null, name: string | null }, entity: { id: string | null, kind: string, name: string }, changes: Array<{ path: Array<string>, before: unknown, after: unknown, secret: boolean }> }
    | { __typename: 'Auditorium' }
    | { __typename: 'AutomaticParticipant' }
    | { __typename: 'Certificate' }
    | { __typename: 'CloudAccount' }
    | { __typename: 'ConferenceParticipant' }
    | { __typename: 'ConferenceRecord' }
    | { __typename: 'ConferencingNode' }
    | { __typename: 'Device' }
    | { __typename: 'GatewayRule' }
    | { __typename: 'GlobalSettings' }
    | { __typename: 'Location' }
    | { __typename: 'MeetingRoom' }
    | { __typename: 'NodeHistoryEntry' }
    | { __typename: 'PolicyProfile' }
    | { __typename: 'Reception' }
    | { __typename: 'Role' }
    | { __typename: 'Session' }
    | { __typename: 'SignInSettings' }
    | { __typename: 'TestCall' }
    | { __typename: 'Theme' }
    | { __typename: 'Webhook' }
   | null };

export type AuditStateQueryVariables = Exact<{
  id: string | number;
  at: string;
}>;


export type AuditStateQuery = { auditState: { position: string, at: string, state: unknown, entity: { kind: string, name: string } } | null };

export type CertificatesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CertificateFilter | null | undefined;
}>;


export type CertificatesQuery = { certificates: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, installed: boolean, subject: string, issuer: string, dnsNames: Array<string>, ipAddresses: Array<string>, notAfter: string | null, daysLeft: number | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> }> } };

export type CertificateFieldsFragment = { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> };

export type CertificateQueryVariables = Exact<{
  id: string | number;
}>;


export type CertificateQuery = { certificate: { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null };

export type CertificateUploadMutationVariables = Exact<{
  input: CertificateUploadInput;
}>;


export type CertificateUploadMutation = { certificateUpload: { certificate: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateRequestCreateMutationVariables = Exact<{
  input: CertificateRequestCreateInput;
}>;


export type CertificateRequestCreateMutation = { certificateRequestCreate: { certificate: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateInstallMutationVariables = Exact<{
  input: CertificateInstallInput;
}>;


export type CertificateInstallMutation = { certificateInstall: { certificate: { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateUpdateMutationVariables = Exact<{
  input: CertificateUpdateInput;
}>;


export type CertificateUpdateMutation = { certificateUpdate: { certificate: { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateRemoveMutationVariables = Exact<{
  input: CertificateRemoveInput;
}>;


export type CertificateRemoveMutation = { certificateRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebCertificateAssignMutationVariables = Exact<{
  input: WebCertificateAssignInput;
}>;


export type WebCertificateAssignMutation = { webCertificateAssign: { certificate: { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: NodeHistoryFilter | null | undefined;
}>;


export type NodeHistoryQuery = { nodeHistory: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, position: string, time: string, nodeId: string, nodeName: string, locationName: string, kind: NodeHistoryKind, reason: string, actor: { kind: string, name: string } }> } };

export type ConferenceHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ConferenceHistoryFilter | null | undefined;
}>;


export type ConferenceHistoryQuery = { conferenceHistory: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, serviceName: string, startedAt: string, endedAt: string | null, participantCount: number, peakParticipants: number, nodeName: string, locationName: string }> } };

export type ConferenceRecordQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ConferenceRecordQuery = { conferenceRecord: { id: string, serviceName: string, tag: string, startedAt: string, endedAt: string | null, endReason: string | null, participantCount: number, peakParticipants: number, nodeName: string, locationName: string, participants: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, displayName: string, alias: string, role: ParticipantRole, protocol: string, vendor: string, remote: string, nodeName: string, joinedAt: string, leftAt: string | null, leaveReason: string | null, erased: boolean }> } } | null };

export type ParticipantEraseMutationVariables = Exact<{
  input: ParticipantEraseInput;
}>;


export type ParticipantEraseMutation = { participantErase: { erasedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: LocationFilter | null | undefined;
}>;


export type LocationsQuery = { locations: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, description: string, nodeCount: number, overflowLocation1: { id: string, name: string } | null }> } };

export type LocationQueryVariables = Exact<{
  id: string | number;
}>;


export type LocationQuery = { location: { id: string, revision: string, name: string, description: string, mtu: number, mediaDscp: number, signallingDscp: number, nodeCount: number, overflowLocation1: { id: string } | null, overflowLocation2: { id: string } | null } | null };

export type LocationChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type LocationChoicesQuery = { locations: { nodes: Array<{ id: string, name: string }> } };

export type LocationCreateMutationVariables = Exact<{
  input: LocationCreateInput;
}>;


export type LocationCreateMutation = { locationCreate: { location: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationUpdateMutationVariables = Exact<{
  input: LocationUpdateInput;
}>;


export type LocationUpdateMutation = { locationUpdate: { location: { id: string, revision: string, name: string, description: string, mtu: number, mediaDscp: number, signallingDscp: number, nodeCount: number, overflowLocation1: { id: string } | null, overflowLocation2: { id: string } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationRemoveMutationVariables = Exact<{
  input: LocationRemoveInput;
}>;


export type LocationRemoveMutation = { locationRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type EventRowFragment = { position: string, createdAt: string, type: string, stream: string, revision: string, actor: { kind: EventActorKind, name: string | null } | null };

export type EventsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventsQuery = { events: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ position: string, createdAt: string, type: string, stream: string, revision: string, actor: { kind: EventActorKind, name: string | null } | null }> } };

export type EventTailSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventTailSubscription = { events:
    | { __typename: 'Event', position: string, createdAt: string, type: string, stream: string, revision: string, actor: { kind: EventActorKind, name: string | null } | null }
    | { __typename: 'EventBookmark', position: string, caughtUp: boolean }
   };

export type EventQueryVariables = Exact<{
  position: string;
}>;


export type EventQuery = { event: { id: string, position: string, stream: string, revision: string, type: string, createdAt: string, occurredAt: string | null, source: string | null, correlation: string | null, causation: string | null, data: unknown, problem: string | null, actor: { kind: EventActorKind, id: string | null, name: string | null } | null } | null };

export type EventLogQueryVariables = Exact<{ [key: string]: never; }>;


export type EventLogQuery = { eventLog: { kind: EventLogKind, oldestPosition: string | null, newestPosition: string, updatedAt: string | null, events: string | null, bytes: string | null, walBytes: string | null } };

export type NodesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ConferencingNodeFilter | null | undefined;
}>;


export type NodesQuery = { conferencingNodes: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, address: string, state: NodeState, maintenance: boolean, mediaLoad: number | null, maxHd: number | null, version: string | null, location: { id: string, name: string } }> } };

export type NodeFieldsFragment = { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } };

export type NodeQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeQuery = { conferencingNode: { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null };

export type NodeLocationChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type NodeLocationChoicesQuery = { locations: { nodes: Array<{ id: string, name: string }> } };

export type NodeCreateMutationVariables = Exact<{
  input: ConferencingNodeCreateInput;
}>;


export type NodeCreateMutation = { conferencingNodeCreate: { conferencingNode: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeUpdateMutationVariables = Exact<{
  input: ConferencingNodeUpdateInput;
}>;


export type NodeUpdateMutation = { conferencingNodeUpdate: { conferencingNode: { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeRemoveMutationVariables = Exact<{
  input: ConferencingNodeRemoveInput;
}>;


export type NodeRemoveMutation = { conferencingNodeRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeProvisionMutationVariables = Exact<{
  input: ConferencingNodeProvisionInput;
}>;


export type NodeProvisionMutation = { conferencingNodeProvision: { document: string | null, fileName: string | null, expiresAt: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeMaintenanceMutationVariables = Exact<{
  input: ConferencingNodeSetMaintenanceInput;
}>;


export type NodeMaintenanceMutation = { conferencingNodeSetMaintenance: { conferencingNode: { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeRevokeMutationVariables = Exact<{
  input: ConferencingNodeRevokeInput;
}>;


export type NodeRevokeMutation = { conferencingNodeRevoke: { conferencingNode: { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeCertificateChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type NodeCertificateChoicesQuery = { certificates: { nodes: Array<{ id: string, name: string, installed: boolean }> } };

export type NodeAssignCertificateMutationVariables = Exact<{
  input: ConferencingNodeAssignCertificateInput;
}>;


export type NodeAssignCertificateMutation = { conferencingNodeAssignCertificate: { conferencingNode: { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoomsCreateMutationVariables = Exact<{
  input: MeetingRoomsCreateInput;
}>;


export type RoomsCreateMutation = { meetingRoomsCreate: { results: Array<{ index: number, id: string | null, userErrors: Array<{ field: Array<string> | null, message: string }> }>, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesUpdateMutationVariables = Exact<{
  input: ServicesUpdateInput;
}>;


export type ServicesUpdateMutation = { servicesUpdate: { results: Array<{ index: number, userErrors: Array<{ message: string }> }>, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesRemoveMutationVariables = Exact<{
  input: ServicesRemoveInput;
}>;


export type ServicesRemoveMutation = { servicesRemove: { results: Array<{ index: number, userErrors: Array<{ message: string }> }>, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServiceKindQueryVariables = Exact<{
  id: string | number;
}>;


export type ServiceKindQuery = { node:
    | { __typename: 'Administrator', id: string }
    | { __typename: 'Alarm', id: string }
    | { __typename: 'ApiToken', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Auditorium', id: string }
    | { __typename: 'AutomaticParticipant', id: string }
    | { __typename: 'Certificate', id: string }
    | { __typename: 'CloudAccount', id: string }
    | { __typename: 'ConferenceParticipant', id: string }
    | { __typename: 'ConferenceRecord', id: string }
    | { __typename: 'ConferencingNode', id: string }
    | { __typename: 'Device', id: string }
    | { __typename: 'GatewayRule', id: string }
    | { __typename: 'GlobalSettings', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'MeetingRoom', id: string }
    | { __typename: 'NodeHistoryEntry', id: string }
    | { __typename: 'PolicyProfile', id: string }
    | { __typename: 'Reception', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'SignInSettings', id: string }
    | { __typename: 'TestCall', id: string }
    | { __typename: 'Theme', id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type AliasMoveMutationVariables = Exact<{
  input: AliasMoveInput;
}>;


export type AliasMoveMutation = { aliasMove: { service:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesFindQueryVariables = Exact<{
  search: string;
}>;


export type ServicesFindQuery = { services: { totalCount: number, nodes: Array<
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
    > } };

export type RoomsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: MeetingRoomFilter | null | undefined;
}>;


export type RoomsQuery = { meetingRooms: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, description: string, tag: string, hasHostPin: boolean, allowGuests: boolean, participantLimit: number | null, aliases: Array<{ alias: string }> }> } };

export type RoomFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, aliases: Array<{ alias: string, description: string }> };

export type RoomQueryVariables = Exact<{
  id: string | number;
}>;


export type RoomQuery = { meetingRoom: { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, aliases: Array<{ alias: string, description: string }> } | null };

export type RoomCreateMutationVariables = Exact<{
  input: MeetingRoomCreateInput;
}>;


export type RoomCreateMutation = { meetingRoomCreate: { meetingRoom: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoomUpdateMutationVariables = Exact<{
  input: MeetingRoomUpdateInput;
}>;


export type RoomUpdateMutation = { meetingRoomUpdate: { meetingRoom: { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoomRemoveMutationVariables = Exact<{
  input: MeetingRoomRemoveInput;
}>;


export type RoomRemoveMutation = { meetingRoomRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
}>;


export type AuditoriumsQuery = { auditoriums: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, description: string, tag: string, hasHostPin: boolean, allowGuests: boolean, participantLimit: number | null, aliases: Array<{ alias: string }> }> } };

export type AuditoriumFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> };

export type AuditoriumQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditoriumQuery = { auditorium: { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> } | null };

export type AuditoriumCreateMutationVariables = Exact<{
  input: AuditoriumCreateInput;
}>;


export type AuditoriumCreateMutation = { auditoriumCreate: { auditorium: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumUpdateMutationVariables = Exact<{
  input: AuditoriumUpdateInput;
}>;


export type AuditoriumUpdateMutation = { auditoriumUpdate: { auditorium: { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumRemoveMutationVariables = Exact<{
  input: AuditoriumRemoveInput;
}>;


export type AuditoriumRemoveMutation = { auditoriumRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
}>;


export type ReceptionsQuery = { receptions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, description: string, tag: string, matchString: string, replaceString: string, aliases: Array<{ alias: string }> }> } };

export type ReceptionFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> };

export type ReceptionQueryVariables = Exact<{
  id: string | number;
}>;


export type ReceptionQuery = { reception: { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> } | null };

export type ReceptionCreateMutationVariables = Exact<{
  input: ReceptionCreateInput;
}>;


export type ReceptionCreateMutation = { receptionCreate: { reception: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionUpdateMutationVariables = Exact<{
  input: ReceptionUpdateInput;
}>;


export type ReceptionUpdateMutation = { receptionUpdate: { reception: { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionRemoveMutationVariables = Exact<{
  input: ReceptionRemoveInput;
}>;


export type ReceptionRemoveMutation = { receptionRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
}>;


export type TestCallsQuery = { testCalls: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, description: string, tag: string, duration: number, aliases: Array<{ alias: string }> }> } };

export type TestCallFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, duration: number, aliases: Array<{ alias: string, description: string }> };

export type TestCallQueryVariables = Exact<{
  id: string | number;
}>;


export type TestCallQuery = { testCall: { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, duration: number, aliases: Array<{ alias: string, description: string }> } | null };

export type TestCallCreateMutationVariables = Exact<{
  input: TestCallCreateInput;
}>;


export type TestCallCreateMutation = { testCallCreate: { testCall: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallUpdateMutationVariables = Exact<{
  input: TestCallUpdateInput;
}>;


export type TestCallUpdateMutation = { testCallUpdate: { testCall: { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, duration: number, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallRemoveMutationVariables = Exact<{
  input: TestCallRemoveInput;
}>;


export type TestCallRemoveMutation = { testCallRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GlobalSettingsFieldsFragment = { id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number };

export type GlobalSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type GlobalSettingsQuery = { globalSettings: { id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number } };

export type GlobalSettingsUpdateMutationVariables = Exact<{
  input: GlobalSettingsUpdateInput;
}>;


export type GlobalSettingsUpdateMutation = { globalSettingsUpdate: { globalSettings: { id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInSettingsFieldsFragment = { id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } };

export type SignInSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInSettingsQuery = { signInSettings: { id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } }, roles: { nodes: Array<{ id: string, name: string }> } };

export type SignInSettingsUpdateMutationVariables = Exact<{
  input: SignInSettingsUpdateInput;
}>;


export type SignInSettingsUpdateMutation = { signInSettingsUpdate: { signInSettings: { id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInSettingsTestMutationVariables = Exact<{
  input: SignInSettingsTestInput;
}>;


export type SignInSettingsTestMutation = { signInSettingsTest: { passed: boolean | null, steps: Array<{ name: string, ok: boolean, detail: string }>, person: { username: string, displayName: string, subject: string, groups: Array<string>, matchedGroups: Array<string>, roles: Array<{ id: string, name: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInPageQuery = { signInPage: { banner: string, local: boolean, directory: string | null, provider: string | null, providerUrl: string | null } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { viewer: { name: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type ProjectionFieldsFragment = { name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null };

export type ProjectionsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectionsQuery = { projections: Array<{ name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null }> };

export type ProjectionRebuildMutationVariables = Exact<{
  input: ProjectionRebuildInput;
}>;


export type ProjectionRebuildMutation = { projectionRebuild: { projection: { name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ProjectionRetryMutationVariables = Exact<{
  input: ProjectionRetryInput;
}>;


export type ProjectionRetryMutation = { projectionRetry: { projection: { name: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhooksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, url: string, typePrefixes: Array<string>, enabled: boolean, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { position: string, through: string } | null }> } };

export type WebhookFieldsFragment = { id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null };

export type WebhookQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookQuery = { webhook: { id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null } | null };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  states?: Array<WebhookDeliveryState> | WebhookDeliveryState | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhook: { id: string, deliveries: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ position: string, eventType: string, stream: string, replay: boolean, state: WebhookDeliveryState, attempts: number, lastAttemptAt: string | null, nextAttemptAt: string | null, statusCode: number | null, error: string | null, durationMs: number | null }> } } | null };

export type WebhookCreateMutationVariables = Exact<{
  input: WebhookCreateInput;
}>;


export type WebhookCreateMutation = { webhookCreate: { secret: string | null, webhook: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookUpdateMutationVariables = Exact<{
  input: WebhookUpdateInput;
}>;


export type WebhookUpdateMutation = { webhookUpdate: { webhook: { id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookRemoveMutationVariables = Exact<{
  input: WebhookRemoveInput;
}>;


export type WebhookRemoveMutation = { webhookRemove: { removedId: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookRotateSecretMutationVariables = Exact<{
  input: WebhookRotateSecretInput;
}>;


export type WebhookRotateSecretMutation = { webhookRotateSecret: { secret: string | null, webhook: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookTestMutationVariables = Exact<{
  input: WebhookTestInput;
}>;


export type WebhookTestMutation = { webhookTest: { delivered: boolean, statusCode: number | null, durationMs: number | null, error: string | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookReplayMutationVariables = Exact<{
  input: WebhookReplayInput;
}>;


export type WebhookReplayMutation = { webhookReplay: { webhook: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookDeliveryRetryMutationVariables = Exact<{
  input: WebhookDeliveryRetryInput;
}>;


export type WebhookDeliveryRetryMutation = { webhookDeliveryRetry: { count: number, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookDeliveryDiscardMutationVariables = Exact<{
  input: WebhookDeliveryDiscardInput;
}>;


export type WebhookDeliveryDiscardMutation = { webhookDeliveryDiscard: { count: number, userErrors: Array<{ code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LiveLocationFieldsFragment = { id: string, name: string };

export type LiveNodeFieldsFragment = { id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null };

export type NodeLoadFieldsFragment = { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string };

export type LiveConferenceFieldsFragment = { id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, nodeIds: Array<string>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> };

export type LiveViewSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LiveViewSubscription = { liveView:
    | { __typename: 'LiveViewBookmark', position: string, serverTime: string }
    | { __typename: 'LiveViewDelta', previousPosition: string, position: string, removed: Array<string>, locations: Array<{ id: string, name: string }>, nodes: Array<{ id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null }>, conferences: Array<{ id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, nodeIds: Array<string>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> }>, loads: Array<{ nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string }> }
    | { __typename: 'LiveViewSnapshot', position: string, reason: SnapshotReason, locations: Array<{ id: string, name: string }>, nodes: Array<{ id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null }>, conferences: Array<{ id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, nodeIds: Array<string>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> }> }
   };

export type ConferenceControlMutationVariables = Exact<{
  input: ConferenceControlInput;
}>;


export type ConferenceControlMutation = { conferenceControl: { done: boolean, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type ParticipantControlMutationVariables = Exact<{
  input: ParticipantControlInput;
}>;


export type ParticipantControlMutation = { participantControl: { done: boolean, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export const CertificateFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateFieldsFragment, unknown>;
export const EventRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventRowFragment, unknown>;
export const NodeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeFieldsFragment, unknown>;
export const RoomFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomFieldsFragment, unknown>;
export const AuditoriumFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumFieldsFragment, unknown>;
export const ReceptionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionFieldsFragment, unknown>;
export const TestCallFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallFieldsFragment, unknown>;
export const GlobalSettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}}]}}]} as unknown as DocumentNode<GlobalSettingsFieldsFragment, unknown>;
export const SignInSettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsFieldsFragment, unknown>;
export const ProjectionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionFieldsFragment, unknown>;
export const WebhookFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookFieldsFragment, unknown>;
export const LiveLocationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<LiveLocationFieldsFragment, unknown>;
export const NodeLoadFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}}]} as unknown as DocumentNode<NodeLoadFieldsFragment, unknown>;
export const LiveNodeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}}]} as unknown as DocumentNode<LiveNodeFieldsFragment, unknown>;
export const LiveConferenceFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveConferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveConference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","name":{"kind":"Name","value":"guestsMuted"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"muted"}},{"kind":"Field","name":{"kind":"Name","value":"presenting"}},{"kind":"Field","name":{"kind":"Name","value":"hasMedia"}}]}}]}}]} as unknown as DocumentNode<LiveConferenceFieldsFragment, unknown>;
export const ViewerDocument = {"__meta__":{"hash":"sha256:41025e96802f8e988ae0888085e2d172f51acb839d243a37094900f06557b1e8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const SignOutDocument = {"__meta__":{"hash":"sha256:2dccf73f070eab4779dba81902d5cf7814c2de2a42e870e03e7493053726ba97"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerUrl"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const AdministratorsDocument = {"__meta__":{"hash":"sha256:820d568439a5ff39d0848bf7b9b8951114da19175f554b5c587c3874ab22d335"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Administrators"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administrators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastSignInAt"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorsQuery, AdministratorsQueryVariables>;
export const AdministratorCreateDocument = {"__meta__":{"hash":"sha256:b57df5ffa0b188ef0bc043794184c15658c54f909fc1e3ae1032a06e33cbd2c3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorCreateMutation, AdministratorCreateMutationVariables>;
export const AdministratorUpdateDocument = {"__meta__":{"hash":"sha256:a5c99f154a2ca00c27064c349fa3bf5aca67ddb816d62d035dcfeca49f975a20"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorUpdateMutation, AdministratorUpdateMutationVariables>;
export const AdministratorRemoveDocument = {"__meta__":{"hash":"sha256:20a47bb121bdb35e4549a272a057dfbd783cee9fcc8343847f44423b011e1915"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorRemoveMutation, AdministratorRemoveMutationVariables>;
export const ApiTokensDocument = {"__meta__":{"hash":"sha256:f459f51e653f6a857d05cece52247db2e3b1637f66a65cc50897e6c60d96fe14"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"eventStreams"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokensQuery, ApiTokensQueryVariables>;
export const ApiTokenCreateDocument = {"__meta__":{"hash":"sha256:df5accae12c40d8044ac5b70703d7c7df898b2c6617136bf3e248aeec972c853"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApiTokenCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokenCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokenCreateMutation, ApiTokenCreateMutationVariables>;
export const ApiTokenRevokeDocument = {"__meta__":{"hash":"sha256:e1a820728cc2d4ee0b74e80868f948fa1473e1a7a69585180753ced0b2f32da7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApiTokenRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokenRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revoked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokenRevokeMutation, ApiTokenRevokeMutationVariables>;
export const AuditDocument = {"__meta__":{"hash":"sha256:d86234116c2f7e40e98ec8ae52db88a9b98ec6f9506f8d6f863aa906ceb35efc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Audit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditQuery, AuditQueryVariables>;
export const AuditEntryDocument = {"__meta__":{"hash":"sha256:4fc859b42ef9e4276fe80e98c3bf840baf3fa1672134fbd9f077835479d90581"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEntry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEntry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"correlation"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditEntryQuery, AuditEntryQueryVariables>;
export const AuditStateDocument = {"__meta__":{"hash":"sha256:5fb24022c671c1d23c004cbbbd75edcba4f060ecfa775bb995c9c19b521c86d0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<AuditStateQuery, AuditStateQueryVariables>;
export const CertificatesDocument = {"__meta__":{"hash":"sha256:24b7f1a1cf1ab96c5fb01f247c18cf9c6ba277cbb98e745f50482ccde2d4f427"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Certificates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CertificatesQuery, CertificatesQueryVariables>;
export const CertificateDocument = {"__meta__":{"hash":"sha256:fefae1ec2a097c381cf371b1ab9cf81aa87107cd3530d1892ef31b84b271decb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Certificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateQuery, CertificateQueryVariables>;
export const CertificateUploadDocument = {"__meta__":{"hash":"sha256:54bec55d3cfbd04c0c298c5fa21a4a426d3eca0be4d9afd282add318984690b7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateUploadMutation, CertificateUploadMutationVariables>;
export const CertificateRequestCreateDocument = {"__meta__":{"hash":"sha256:83e5cb42bb5cc29834d72befcbe4c6c0dbe9beceb8e0c4d310338f160e5ff8b0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateRequestCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateRequestCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateRequestCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateRequestCreateMutation, CertificateRequestCreateMutationVariables>;
export const CertificateInstallDocument = {"__meta__":{"hash":"sha256:00ea90470669b974ffa975dcd76b00139bb69d9878b116d7683e87de944c72e2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateInstall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateInstallInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateInstall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateInstallMutation, CertificateInstallMutationVariables>;
export const CertificateUpdateDocument = {"__meta__":{"hash":"sha256:62acbc1cc62006c2c22c767563aa736b91b98d74fbc1dfd5e8836842dd1e1af3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateUpdateMutation, CertificateUpdateMutationVariables>;
export const CertificateRemoveDocument = {"__meta__":{"hash":"sha256:5b76758bd4fc0543471f92f32745f0a662ed226d76620a73ed87e9b6acca9e73"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateRemoveMutation, CertificateRemoveMutationVariables>;
export const WebCertificateAssignDocument = {"__meta__":{"hash":"sha256:0418609697de8645e0451c7c090050d685dd79ce5ee795728f2db2dc3d2ecbf2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebCertificateAssign"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebCertificateAssignInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webCertificateAssign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<WebCertificateAssignMutation, WebCertificateAssignMutationVariables>;
export const NodeHistoryDocument = {"__meta__":{"hash":"sha256:ca069f214c1800350d4330d89ae8a258eb87dd1564e4b7df6e87680d79a3feeb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NodeHistoryFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodeHistoryQuery, NodeHistoryQueryVariables>;
export const ConferenceHistoryDocument = {"__meta__":{"hash":"sha256:82c9ef302fb51124d2eb53787650e0a395712ea5eefd1b88c39867ea5d638b83"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConferenceHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferenceHistoryFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"peakParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceHistoryQuery, ConferenceHistoryQueryVariables>;
export const ConferenceRecordDocument = {"__meta__":{"hash":"sha256:26df49e00159dddd73880e27bd263eb0f51dcefcf63f0090bc688ca2e2724da6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConferenceRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"peakParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"leftAt"}},{"kind":"Field","name":{"kind":"Name","value":"leaveReason"}},{"kind":"Field","name":{"kind":"Name","value":"erased"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceRecordQuery, ConferenceRecordQueryVariables>;
export const ParticipantEraseDocument = {"__meta__":{"hash":"sha256:952725242b02f3a3b98095fc2e23b41b049f159bc16fa73c3b17c8ead87a6f6b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ParticipantErase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ParticipantEraseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"participantErase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"erasedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ParticipantEraseMutation, ParticipantEraseMutationVariables>;
export const LocationsDocument = {"__meta__":{"hash":"sha256:9558bf8bcef48baf4c17fb66094751c487bfe06f6b6f54c95f0c60e87efc9440"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Locations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LocationsQuery, LocationsQueryVariables>;
export const LocationDocument = {"__meta__":{"hash":"sha256:0b033f53aa4c23a0e142fb1a133c3f02a7c6a25ae077a40ad776b4fe607b5f17"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Location"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"mtu"}},{"kind":"Field","name":{"kind":"Name","value":"mediaDscp"}},{"kind":"Field","name":{"kind":"Name","value":"signallingDscp"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation2"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<LocationQuery, LocationQueryVariables>;
export const LocationChoicesDocument = {"__meta__":{"hash":"sha256:950efa31e79be8dfc7fc40da38035d5e1229cdec9b685112ad0c13bfd66a62ce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocationChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<LocationChoicesQuery, LocationChoicesQueryVariables>;
export const LocationCreateDocument = {"__meta__":{"hash":"sha256:5141fb7f6dd1a54d43deb40368f2e86fb2246ddfd0f1615e2d9d9e809d40f4df"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LocationCreateMutation, LocationCreateMutationVariables>;
export const LocationUpdateDocument = {"__meta__":{"hash":"sha256:27d098471a7c0296179f22f1a71527b41115464f756d28fe9cd1c85b3ebc172f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"mtu"}},{"kind":"Field","name":{"kind":"Name","value":"mediaDscp"}},{"kind":"Field","name":{"kind":"Name","value":"signallingDscp"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation2"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LocationUpdateMutation, LocationUpdateMutationVariables>;
export const LocationRemoveDocument = {"__meta__":{"hash":"sha256:5e60bef919293c4238a92df930d8f9de5c32047c881450cb841adaf1ce62693f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LocationRemoveMutation, LocationRemoveMutationVariables>;
export const EventsDocument = {"__meta__":{"hash":"sha256:5b95dc6c86b221b6fa5c87741d2ad7a52c8649079bc993a7e59d0f3a323349a6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventsQuery, EventsQueryVariables>;
export const EventTailDocument = {"__meta__":{"hash":"sha256:a3d555fbe5cef0217f762320cf83289ff8186ab314380df391daad9fa4e76d6f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"EventTail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventRow"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventBookmark"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"caughtUp"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventTailSubscription, EventTailSubscriptionVariables>;
export const EventDocument = {"__meta__":{"hash":"sha256:306f9bc36628ec6bce397a88c1fe6fc22db68d82ab9cf1a31d04eab2d089dd2d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Event"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"position"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"position"},"value":{"kind":"Variable","name":{"kind":"Name","value":"position"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"correlation"}},{"kind":"Field","name":{"kind":"Name","value":"causation"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<EventQuery, EventQueryVariables>;
export const EventLogDocument = {"__meta__":{"hash":"sha256:eac332b52107e354542ad671ff47061419ef549b91aa00e34999d2750f42bfec"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventLog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventLog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"oldestPosition"}},{"kind":"Field","name":{"kind":"Name","value":"newestPosition"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"walBytes"}}]}}]}}]} as unknown as DocumentNode<EventLogQuery, EventLogQueryVariables>;
export const NodesDocument = {"__meta__":{"hash":"sha256:5aa8b5a6cbd53e923e6919590095fea53cc5a79659e55ff35282f46c260e0f06"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodesQuery, NodesQueryVariables>;
export const NodeDocument = {"__meta__":{"hash":"sha256:a1b3da78deb575deb503fb05f938510599aee4af211c9ec8711d0b0e672f43e2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Node"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeQuery, NodeQueryVariables>;
export const NodeLocationChoicesDocument = {"__meta__":{"hash":"sha256:343aaa7a57038cf131baacc27db43d767c10ec920e33f8ae08543742fa9059d3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeLocationChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<NodeLocationChoicesQuery, NodeLocationChoicesQueryVariables>;
export const NodeCreateDocument = {"__meta__":{"hash":"sha256:8f85d54d090996965a2ff3d638fd4dddebd10a56a0ebe0b8d239b8b310ba39e1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeCreateMutation, NodeCreateMutationVariables>;
export const NodeUpdateDocument = {"__meta__":{"hash":"sha256:e173e3df63b218174ff0656415f6331a2f14a590c996b677d00f8930d2b8544f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeUpdateMutation, NodeUpdateMutationVariables>;
export const NodeRemoveDocument = {"__meta__":{"hash":"sha256:961988ad76545fbcd71db03b08039d0bba9c6084cca1e7137fb063ec5667b71a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeRemoveMutation, NodeRemoveMutationVariables>;
export const NodeProvisionDocument = {"__meta__":{"hash":"sha256:0851384607a130e45ce10497bb83ae4aee19d18352029d7728f30e3dc58e82a5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeProvision"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeProvisionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeProvision"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeProvisionMutation, NodeProvisionMutationVariables>;
export const NodeMaintenanceDocument = {"__meta__":{"hash":"sha256:e9842933ca3b447ea5e66d0c8637a8d134a49f719565e6486dda1b6f90472587"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeMaintenance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeSetMaintenanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeSetMaintenance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeMaintenanceMutation, NodeMaintenanceMutationVariables>;
export const NodeRevokeDocument = {"__meta__":{"hash":"sha256:12b36b1f433d654d4d242ec5458f36829a5b4bc3f3d6e61730ecbc3d9c0c2a6c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeRevokeMutation, NodeRevokeMutationVariables>;
export const NodeCertificateChoicesDocument = {"__meta__":{"hash":"sha256:6583892e827a9c213e2f97c1245d7c1baa3d8fa023e131716986176b571cf5eb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeCertificateChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}}]}}]}}]}}]} as unknown as DocumentNode<NodeCertificateChoicesQuery, NodeCertificateChoicesQueryVariables>;
export const NodeAssignCertificateDocument = {"__meta__":{"hash":"sha256:5035d1850bac5ccd8b9c6045ccffada4608e4d9ba63410e233db149b8ce5df8d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeAssignCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeAssignCertificateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeAssignCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeAssignCertificateMutation, NodeAssignCertificateMutationVariables>;
export const RoomsCreateDocument = {"__meta__":{"hash":"sha256:ec50548135b6951df0223ebf5e7a0821d4088c6f3f84a95f3a8ec0367dee8e36"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomsCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomsCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomsCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomsCreateMutation, RoomsCreateMutationVariables>;
export const ServicesUpdateDocument = {"__meta__":{"hash":"sha256:0f54d3a40dee7ec27221734bc691a4ba5c60bb784f1856bebc82aa91b5bf5411"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ServicesUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServicesUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servicesUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesUpdateMutation, ServicesUpdateMutationVariables>;
export const ServicesRemoveDocument = {"__meta__":{"hash":"sha256:16a31c8beefd844ba92f25687cb91342e646c1008ba14fe48505042cb7596239"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ServicesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServicesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servicesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesRemoveMutation, ServicesRemoveMutationVariables>;
export const ServiceKindDocument = {"__meta__":{"hash":"sha256:49d0395557c8a4118c71315228ebd2cd0b10c1495dbfd7c8ebcaf175946288ac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServiceKind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ServiceKindQuery, ServiceKindQueryVariables>;
export const AliasMoveDocument = {"__meta__":{"hash":"sha256:4b67558d757dbb7fcfdef0f64b5e84ad29dfe4779dd7b1f985731abedd9467fe"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AliasMove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AliasMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aliasMove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"service"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AliasMoveMutation, AliasMoveMutationVariables>;
export const ServicesFindDocument = {"__meta__":{"hash":"sha256:ae097c52a5f466cf2517e9e5d5f56d58345be6773df5680dfc4835696be24bc8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServicesFind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesFindQuery, ServicesFindQueryVariables>;
export const RoomsDocument = {"__meta__":{"hash":"sha256:0a441b09d11a31edff8224959a7b529e526580ab2d029082331c6e9d486fda1b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Rooms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRooms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RoomsQuery, RoomsQueryVariables>;
export const RoomDocument = {"__meta__":{"hash":"sha256:fd314a796302228f29930b35ca810ee5bf4a7e0a47653ec7b5d8f23ec22b610c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Room"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomQuery, RoomQueryVariables>;
export const RoomCreateDocument = {"__meta__":{"hash":"sha256:aae564f08c96c6b345681b7a7fafa527d8fd7a8ba320e3b184444b9fdc58c935"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomCreateMutation, RoomCreateMutationVariables>;
export const RoomUpdateDocument = {"__meta__":{"hash":"sha256:1db8d1d7a63941d555e864e259dd0048f2916d11aea842d885631e4be7eef45d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomUpdateMutation, RoomUpdateMutationVariables>;
export const RoomRemoveDocument = {"__meta__":{"hash":"sha256:a1b6e3ac568dcb91bfef40d84da2e7cf27e3101edae7b41849fc83addb31c93a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomRemoveMutation, RoomRemoveMutationVariables>;
export const AuditoriumsDocument = {"__meta__":{"hash":"sha256:be75e82d5da90eee4b91f7fafd52b0b5e24be7b2542ae7e7405e5a5b4b51f9c3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Auditoriums"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriums"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumsQuery, AuditoriumsQueryVariables>;
export const AuditoriumDocument = {"__meta__":{"hash":"sha256:cdaf68610c1febcff48e0f8961fc4a541402845ebad83e0641276972a7caa03b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Auditorium"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditoriumFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumQuery, AuditoriumQueryVariables>;
export const AuditoriumCreateDocument = {"__meta__":{"hash":"sha256:524c6d158a69e30f21f7216d3d6f9a493fff36b61fbce8bdeb628d1deca4940d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumCreateMutation, AuditoriumCreateMutationVariables>;
export const AuditoriumUpdateDocument = {"__meta__":{"hash":"sha256:98d908b4b83d792487e3847ed486d84628078a2621e10d286248770919130dac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditoriumFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumUpdateMutation, AuditoriumUpdateMutationVariables>;
export const AuditoriumRemoveDocument = {"__meta__":{"hash":"sha256:013e4a6f3db75d8ad9df826dcfef668c58e3de62752b5c17b7ea44ccc1b87460"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumRemoveMutation, AuditoriumRemoveMutationVariables>;
export const ReceptionsDocument = {"__meta__":{"hash":"sha256:f05db2604369a3ccd7d64042435cc7ac2f1d205a56524385662f01a3b5363ca0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Receptions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionsQuery, ReceptionsQueryVariables>;
export const ReceptionDocument = {"__meta__":{"hash":"sha256:fc014f7f9ac8e4a9a0dfc4dfdea7112d49f039462edd3db50e5d1cc52181a9a3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Reception"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reception"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReceptionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionQuery, ReceptionQueryVariables>;
export const ReceptionCreateDocument = {"__meta__":{"hash":"sha256:030a0fe2449b361377840de7cea8c719a5f2737892f83dc5833f13f101d64e78"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reception"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionCreateMutation, ReceptionCreateMutationVariables>;
export const ReceptionUpdateDocument = {"__meta__":{"hash":"sha256:ec4d31b9a8c3345b4975db160db660524219844b640580fb0286873217e1ae8a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reception"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReceptionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionUpdateMutation, ReceptionUpdateMutationVariables>;
export const ReceptionRemoveDocument = {"__meta__":{"hash":"sha256:f5ae2ef7b5da9e6e2aeef6ee8760c7c22ce72aa7210588adc7772c9545837264"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionRemoveMutation, ReceptionRemoveMutationVariables>;
export const TestCallsDocument = {"__meta__":{"hash":"sha256:5a759548df017073a2b7e09d9a99024819e62a58bbf42edf861fbd99aa62b976"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TestCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCalls"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TestCallsQuery, TestCallsQueryVariables>;
export const TestCallDocument = {"__meta__":{"hash":"sha256:5b7c3989ef09b96e027f1e1123856f4070832ab57be68b11dca038ae490c5614"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TestCall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TestCallFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallQuery, TestCallQueryVariables>;
export const TestCallCreateDocument = {"__meta__":{"hash":"sha256:aabe81a755bc6f8c29c0d6f99a86093a77ff6ea3c082f03292fb81926e5ad4fb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestCallCreateMutation, TestCallCreateMutationVariables>;
export const TestCallUpdateDocument = {"__meta__":{"hash":"sha256:7aa7f2b9a810d0a1fd6fccfc82f522d125d8d7c14bad4773bcfa2cee4cf32d6c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TestCallFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallUpdateMutation, TestCallUpdateMutationVariables>;
export const TestCallRemoveDocument = {"__meta__":{"hash":"sha256:c3559dad4a8484f136c63beed6dce1f57f5eb2ec591456a3b66bb467bf68b150"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestCallRemoveMutation, TestCallRemoveMutationVariables>;
export const GlobalSettingsDocument = {"__meta__":{"hash":"sha256:d71a05ce7bdeb401beac8eecaa859146bf992e007613b4fc47cedb1b7da3b254"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GlobalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GlobalSettingsFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}}]}}]} as unknown as DocumentNode<GlobalSettingsQuery, GlobalSettingsQueryVariables>;
export const GlobalSettingsUpdateDocument = {"__meta__":{"hash":"sha256:ceef77b2ce3c34b4aaf49e47e18cd60e199392f5b066cddb2a9f334a08a378c3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GlobalSettingsUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettingsUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettingsUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GlobalSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}}]}}]} as unknown as DocumentNode<GlobalSettingsUpdateMutation, GlobalSettingsUpdateMutationVariables>;
export const SignInSettingsDocument = {"__meta__":{"hash":"sha256:831be777e306ec3c278c9ef95616523a1c47729ad29bd40fd2f1fd557deb8582"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SignInSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsQuery, SignInSettingsQueryVariables>;
export const SignInSettingsUpdateDocument = {"__meta__":{"hash":"sha256:b55d2da3eebb17b41f1b4b66a9dad478dd965dc4d75281626831d00a8f6f9a53"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInSettingsUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettingsUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettingsUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SignInSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsUpdateMutation, SignInSettingsUpdateMutationVariables>;
export const SignInSettingsTestDocument = {"__meta__":{"hash":"sha256:911951d4753fe6c3a3eb1f4e6b348e5efe963f1e80f16d98e7accc1dafacfdc3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInSettingsTest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettingsTestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettingsTest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"matchedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsTestMutation, SignInSettingsTestMutationVariables>;
export const SignInPageDocument = {"__meta__":{"hash":"sha256:efd02e5f8b5ca72747eb5f3c8b0425a396da329be00540e4a506b9a12f11645b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"banner"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"directory"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"providerUrl"}}]}}]}}]} as unknown as DocumentNode<SignInPageQuery, SignInPageQueryVariables>;
export const SignInDocument = {"__meta__":{"hash":"sha256:635cbf5d66908dcbcf6927ed71cc29526267038df49517cdb624dd716a98e84d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const ProjectionsDocument = {"__meta__":{"hash":"sha256:240232a7e9a2683bfef6f423bf20ba3970a75dc97d2197baddd36a928b44fef1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Projections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionsQuery, ProjectionsQueryVariables>;
export const ProjectionRebuildDocument = {"__meta__":{"hash":"sha256:c01131ffa440eab0fc91169d7659b70c944d8314f309bbfdb908cad87fa6d989"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProjectionRebuild"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionRebuildInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectionRebuild"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionRebuildMutation, ProjectionRebuildMutationVariables>;
export const ProjectionRetryDocument = {"__meta__":{"hash":"sha256:1df1fa0e30151cd29c74e5f4ebcb568b3d09a8acc08c711d87cbe73fb7ca01ea"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProjectionRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionRetryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectionRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectionRetryMutation, ProjectionRetryMutationVariables>;
export const WebhooksDocument = {"__meta__":{"hash":"sha256:91c8e33ffbd6bb85d826b3ffbda471e15d747c85af2209b6d37aaf510de61886"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"through"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDocument = {"__meta__":{"hash":"sha256:824d6d8a5a7e255cb60631efd5beb6e5546bfe0951f207114bbf8ada1e34d31d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookQuery, WebhookQueryVariables>;
export const WebhookDeliveriesDocument = {"__meta__":{"hash":"sha256:bb1ec9c44f8a8dca3d3f61e70071447327cdfe7098c804e206e75c1fbb91e486"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryState"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"replay"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const WebhookCreateDocument = {"__meta__":{"hash":"sha256:5012e4203c1fb41258603710a2efee724c3223ce8511c2b55ee9f2197a378581"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookCreateMutation, WebhookCreateMutationVariables>;
export const WebhookUpdateDocument = {"__meta__":{"hash":"sha256:d57c508af5e312967cd8abdf602a7eee5e8e64ecc3980e3fe3ef2dcf5c61e260"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookUpdateMutation, WebhookUpdateMutationVariables>;
export const WebhookRemoveDocument = {"__meta__":{"hash":"sha256:c0779ce6b48e13baf3c24c792ae8f393075d2cbce553df882d52ed68bf6d1896"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookRemoveMutation, WebhookRemoveMutationVariables>;
export const WebhookRotateSecretDocument = {"__meta__":{"hash":"sha256:8701635b8f5e9600789014dceb5fb40db2f3eaf0a49740f7eda8dd7bf58c5ef5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookRotateSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookRotateSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRotateSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookRotateSecretMutation, WebhookRotateSecretMutationVariables>;
export const WebhookTestDocument = {"__meta__":{"hash":"sha256:b8b73a80a2a845a428213819a626cd8e1d670c06a26f5482d1a48bd3874cd392"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookTest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookTestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookTest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivered"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookTestMutation, WebhookTestMutationVariables>;
export const WebhookReplayDocument = {"__meta__":{"hash":"sha256:2e2390d1640f39b5fd8a707b6bdf7d5534c9c2d890ae69d752a15a39aee54963"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookReplay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookReplayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookReplayMutation, WebhookReplayMutationVariables>;
export const WebhookDeliveryRetryDocument = {"__meta__":{"hash":"sha256:2d869049aaf83647f2222922f6c8b83d0acdcace8869144b511ab12657ce1bb4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookDeliveryRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryRetryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveryRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveryRetryMutation, WebhookDeliveryRetryMutationVariables>;
export const WebhookDeliveryDiscardDocument = {"__meta__":{"hash":"sha256:7553f2d0d5662f32e52456599ea3aaba4ea40fd533707226af9e380da7c80ef2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookDeliveryDiscard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryDiscardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveryDiscard"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveryDiscardMutation, WebhookDeliveryDiscardMutationVariables>;
export const LiveViewDocument = {"__meta__":{"hash":"sha256:6e0cdca2ccf178546f1dc6cdd3ddf4c98168f67843eb866658877d7479932ba7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveView"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveView"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveNodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveConferenceFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewDelta"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previousPosition"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveNodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveConferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"removed"}},{"kind":"Field","name":{"kind":"Name","value":"loads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewBookmark"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"serverTime"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveConferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveConference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","name":{"kind":"Name","value":"guestsMuted"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"muted"}},{"kind":"Field","name":{"kind":"Name","value":"presenting"}},{"kind":"Field","name":{"kind":"Name","value":"hasMedia"}}]}}]}}]} as unknown as DocumentNode<LiveViewSubscription, LiveViewSubscriptionVariables>;
export const ConferenceControlDocument = {"__meta__":{"hash":"sha256:5236750f44aa92626ebb88d57fe6a902fa5ba4ede411dd2bb2084a99d6241bb0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConferenceControl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferenceControlInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceControl"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceControlMutation, ConferenceControlMutationVariables>;
export const ParticipantControlDocument = {"__meta__":{"hash":"sha256:a0cefa9afc97d413ba9ccc2202aaa3d6307ff7e7ffe5b7e51564f36e6f4c3184"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ParticipantControl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ParticipantControlInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"participantControl"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ParticipantControlMutation, ParticipantControlMutationVariables>;