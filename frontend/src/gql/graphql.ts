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

/** Which administrators. */
export type AdministratorFilter = {
  /** They may sign in, or not. */
  enabled?: boolean | null | undefined;
  /** They have this role. */
  roleId?: string | number | null | undefined;
  /** User name or display name contains this, ignoring case. */
  search?: string | null | undefined;
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

/** A new password. */
export type AdministratorSetPasswordInput = {
  /** The administrator. */
  id: string | number;
  /** 12 to 128 characters. */
  password: string;
};

/** Unlocking of an administrator. */
export type AdministratorUnlockInput = {
  /** The administrator. Whoever unlocks an account must have all rights that it has. */
  id: string | number;
};

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

/** Taking note of an alarm. */
export type AlarmAcknowledgeInput = {
  /** The alarm. Refused with NOT_ALLOWED when it was lowered, or raised anew, meanwhile. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** What is being done about it, at most 250 characters. */
  note?: string | null | undefined;
};

/** Which alarms. */
export type AlarmFilter = {
  /** Only those that somebody has taken note of, or only others. */
  acknowledged?: boolean | null | undefined;
  /** Only those that are raised, or only those that are not any more. */
  active?: boolean | null | undefined;
  /** Of one of these kinds. */
  kind?: Array<AlarmKind> | null | undefined;
  /** Of one of these levels. */
  level?: Array<AlarmLevel> | null | undefined;
  /** About this object. */
  subjectId?: string | number | null | undefined;
};

/** What an alarm is about; docs/alarms.md tells when each is raised and lowered, and what to do. */
export type AlarmKind =
  /** Too many wrong passwords were tried for an account. */
  | 'ADMINISTRATOR_LOCKED_OUT'
  /** Somebody is blocked for guessing PINs or aliases. */
  | 'BREAK_IN_ATTEMPTS'
  /** Something is wrong with dynamic bursting; the details say what, and what to do. */
  | 'BURSTING'
  /** Calls were turned away for want of capacity. */
  | 'CAPACITY_REACHED'
  /** A certificate has expired. */
  | 'CERTIFICATE_EXPIRED'
  /** A certificate expires within 30 days (warning) or 7 (error). */
  | 'CERTIFICATE_EXPIRING'
  /** The disk with a Management Node's data directory is filling. */
  | 'DISK_FILLING'
  /** One of several Management Nodes has not been seen for a minute. */
  | 'MANAGEMENT_NODE_UNREACHABLE'
  /** Conferencing Nodes that run do not reach each other. */
  | 'NODES_APART'
  /** A Conferencing Node's clock differs from the Management Node's. */
  | 'NODE_CLOCK_SKEW'
  /** A Conferencing Node knows nothing of conferences that it has begun: it has lost its disk. */
  | 'NODE_CONFERENCES_LOST'
  /** What happens on a Conferencing Node does not reach the log as fast as it happens. */
  | 'NODE_FACTS_QUEUED'
  /** A Conferencing Node takes no new calls. */
  | 'NODE_IN_MAINTENANCE'
  /** A Conferencing Node has not taken over the configuration. */
  | 'NODE_OUT_OF_STEP'
  /** A Conferencing Node was restarted that was not in maintenance. */
  | 'NODE_RESTARTED'
  /** A Conferencing Node has not reported for a minute (warning) or two (error). */
  | 'NODE_UNREACHABLE'
  /** A read model has stopped at an event that it cannot apply. */
  | 'PROJECTION_PARKED'
  /** A provisioning document was presented that is of no use. */
  | 'PROVISIONING_REFUSED'
  /** Deliveries to a webhook were given up. */
  | 'WEBHOOK_DELIVERIES_PARKED'
  /** A webhook is disabled. */
  | 'WEBHOOK_DISABLED'
  /** Deliveries to a webhook have failed for five minutes. */
  | 'WEBHOOK_FAILING';

/** How bad an alarm is. */
export type AlarmLevel =
  /** Something does not work. */
  | 'ERROR'
  /** Good to know. */
  | 'INFO'
  /** Something will not work soon, or works badly. */
  | 'WARNING';

/** What an alarm can concern. */
export type AlarmSubjectKind =
  /** A local administrator. */
  | 'ADMINISTRATOR'
  /** The deployment's own certificate authority. */
  | 'AUTHORITY'
  /** A schedule by which burst nodes run. */
  | 'BURST_SCHEDULE'
  /** A certificate that an administrator brought. */
  | 'CERTIFICATE'
  /** An account at a cloud. */
  | 'CLOUD_ACCOUNT'
  /** The deployment as a whole. */
  | 'DEPLOYMENT'
  /** A system location. */
  | 'LOCATION'
  /** A machine at a cloud. */
  | 'MACHINE'
  /** A Management Node. */
  | 'MANAGEMENT_NODE'
  /** A Conferencing Node. */
  | 'NODE'
  /** A read model. */
  | 'PROJECTION'
  /** A webhook. */
  | 'WEBHOOK';

/** An alias that goes to another service. */
export type AliasMoveInput = {
  /** The alias, in any case of its letters. */
  alias: string;
  /** The service whose alias it is believed to be: when a third has it by now, the move is refused with CONFLICT. Null: whoever has it. */
  fromServiceId?: string | number | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The service that gets it. */
  toServiceId: string | number;
};

/** What an alias leads to. */
export type AliasOutcome =
  /** A device, by a gateway rule, if it is registered when it is called. */
  | 'DEVICE'
  /** Somebody outside, by a gateway rule. */
  | 'EXTERNAL'
  /** Nobody: the call fails. */
  | 'NOT_FOUND'
  /** A service. */
  | 'SERVICE';

/** What came of a step. */
export type AliasStepReason =
  /** There is no alias. */
  | 'ALIAS_EMPTY'
  /** The alias is longer than one can be. */
  | 'ALIAS_TOO_LONG'
  /** Whoever answers outside is called. */
  | 'CALLED_OUTSIDE'
  /** A device may register with the alias. */
  | 'DEVICE_FOUND'
  /** A device may register with the alias, but no rule leads to it. */
  | 'DEVICE_NEEDS_RULE'
  /** No device may register with the alias. */
  | 'DEVICE_NONE'
  /** The Virtual Reception takes the digits. */
  | 'RECEPTION_CAPTURED'
  /** The Virtual Reception does not take the digits. */
  | 'RECEPTION_REFUSED'
  /** The rule's pattern cannot be used. */
  | 'RULE_BROKEN'
  /** The rule is for registered callers. */
  | 'RULE_CALLER_NOT_REGISTERED'
  /** The rule is disabled. */
  | 'RULE_DISABLED'
  /** The rule fits. It ends the search. */
  | 'RULE_MATCHED'
  /** No rule fits. */
  | 'RULE_NONE'
  /** The rule is for calls in another direction. */
  | 'RULE_OTHER_DIRECTION'
  /** The rule is for another location. */
  | 'RULE_OTHER_LOCATION'
  /** The rule is for other protocols. */
  | 'RULE_OTHER_PROTOCOL'
  /** The rule's pattern does not fit. */
  | 'RULE_PATTERN_DIFFERS'
  /** A service has exactly this alias. */
  | 'SERVICE_FOUND'
  /** No service has it. */
  | 'SERVICE_NONE'
  /** Services do not answer calls out of conferences. */
  | 'SERVICE_NOT_ASKED';

/** What a step looked at. */
export type AliasStepSubject =
  /** The alias itself. */
  | 'ALIAS'
  /** A device. */
  | 'DEVICE'
  /** The world outside. */
  | 'OUTSIDE'
  /** A Virtual Reception. */
  | 'RECEPTION'
  /** A gateway rule. */
  | 'RULE'
  /** A service. */
  | 'SERVICE';

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

/** Which API tokens. */
export type ApiTokenFilter = {
  /** Name or description contains this, ignoring case. */
  search?: string | null | undefined;
  /** They are in one of these states. */
  states?: Array<ApiTokenState> | null | undefined;
};

/** End of an API token. */
export type ApiTokenRevokeInput = {
  /** The token. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Whether an API token is good. */
export type ApiTokenState =
  /** It is good. */
  | 'ACTIVE'
  /** Its end is over. */
  | 'EXPIRED'
  /** It was revoked. */
  | 'REVOKED';

/** A change of what an API token is called. */
export type ApiTokenUpdateInput = {
  /** What it is for; null clears it. */
  description?: string | null | undefined;
  /** Refuse with CONFLICT when the token has changed since. */
  expectedRevision?: string | null | undefined;
  /** The token. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Name, 1 to 250 characters. */
  name?: string | null | undefined;
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

/** A new automatically dialled participant. */
export type AutomaticParticipantCreateInput = {
  /** 1 to 250 characters; of a stream that is dialled by hand its address, rtmp:// or rtmps://. */
  alias: string;
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** Digits, * and #; a comma waits for two seconds. At most 250. */
  dtmfSequence?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** IF_MULTIPLE when left out. */
  keepConferenceAlive?: KeepConferenceAlive | null | undefined;
  /** That on which the conference begins when left out. */
  locationId?: string | number | null | undefined;
  /** rtmp:// or rtmps://, at most 1,000 characters; RTMP only. */
  presentationUrl?: string | null | undefined;
  /** SIP, H323 or RTMP; SIP when left out. */
  protocol?: CallProtocol | null | undefined;
  /** At most 250 characters. */
  remoteDisplayName?: string | null | undefined;
  /** GUEST when left out. */
  role?: DialRole | null | undefined;
  /** MANUAL when left out. */
  routing?: DialRouting | null | undefined;
  /** False when left out. */
  streaming?: boolean | null | undefined;
};

/** Selects automatically dialled participants; all given conditions must hold. */
export type AutomaticParticipantFilter = {
  /** Is dialled from this location. */
  locationId?: string | number | null | undefined;
  /** Has this protocol. */
  protocol?: CallProtocol | null | undefined;
  /** Alias, description or display name contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Removal of an automatically dialled participant. */
export type AutomaticParticipantRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The automatically dialled participant. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of an automatically dialled participant. */
export type AutomaticParticipantUpdateInput = {
  /** What is dialled. */
  alias?: string | null | undefined;
  /** What the participant may send and receive. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Null or empty: nothing is sent. */
  dtmfSequence?: string | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The automatically dialled participant. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Whether the participant keeps the conference alive. */
  keepConferenceAlive?: KeepConferenceAlive | null | undefined;
  /** Null: that on which the conference begins. */
  locationId?: string | number | null | undefined;
  /** Null or empty: content is not streamed apart. */
  presentationUrl?: string | null | undefined;
  /** SIP, H323 or RTMP. */
  protocol?: CallProtocol | null | undefined;
  /** Null or empty: the alias is shown. */
  remoteDisplayName?: string | null | undefined;
  /** Role in the conference. */
  role?: DialRole | null | undefined;
  /** How the participant is reached. */
  routing?: DialRouting | null | undefined;
  /** It is a stream or recording. */
  streaming?: boolean | null | undefined;
};

/** Removal of many automatically dialled participants. */
export type AutomaticParticipantsRemoveInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The participants, 1 to 100, each once. */
  ids: Array<string | number>;
};

/** Whether the nodes of a backplane are of one location. */
export type BackplaneKind =
  /** They are of two. */
  | 'GEO'
  /** They are. */
  | 'LOCAL';

/** A burst node to start. */
export type BurstNodeStartInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Node. */
  nodeId: string | number;
  /** Why, for the node's history; at most 250 characters. */
  note?: string | null | undefined;
};

/** A burst node to stop. */
export type BurstNodeStopInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Node. */
  nodeId: string | number;
  /** Why, for the node's history; at most 250 characters. */
  note?: string | null | undefined;
};

/** A new schedule. */
export type BurstScheduleCreateInput = {
  /** When a window begins, in the five fields of cron: minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** How long a window lasts, in minutes, 5 to 10080; null: 60. */
  durationMinutes?: number | null | undefined;
  /** Whether it is to be followed; null: yes. */
  enabled?: boolean | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** So many minutes before a window begins its nodes are started, 0 to 120; null: 10. */
  leadMinutes?: number | null | undefined;
  /** Location whose burst nodes run. */
  locationId: string | number;
  /** 1 to 250 characters, unique. */
  name: string;
  /** How many nodes, 1 to 1000; null: 1. */
  nodes?: number | null | undefined;
  /** Time zone of those fields, such as Europe/Oslo. */
  timeZone: string;
};

/** Selects schedules. */
export type BurstScheduleFilter = {
  /** Name or description contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Order of schedules. */
export type BurstScheduleOrder = {
  /** Direction. */
  direction: OrderDirection;
  /** Field. */
  field: BurstScheduleOrderField;
};

/** Fields by which schedules are ordered. */
export type BurstScheduleOrderField =
  /** By creation time. */
  | 'CREATED_AT'
  /** By name. */
  | 'NAME';

/** A schedule to remove. */
export type BurstScheduleRemoveInput = {
  /** Refuse with CONFLICT when the schedule has changed since. */
  expectedRevision?: string | null | undefined;
  /** Schedule. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a schedule. */
export type BurstScheduleUpdateInput = {
  /** When a window begins, in the five fields of cron. */
  cron?: string | null | undefined;
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** How long a window lasts, in minutes, 5 to 10080. */
  durationMinutes?: number | null | undefined;
  /** Whether it is to be followed. */
  enabled?: boolean | null | undefined;
  /** Refuse with CONFLICT when the schedule has changed since. */
  expectedRevision?: string | null | undefined;
  /** Schedule. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** So many minutes before a window begins its nodes are started, 0 to 120. */
  leadMinutes?: number | null | undefined;
  /** Location whose burst nodes run. */
  locationId?: string | number | null | undefined;
  /** 1 to 250 characters, unique. */
  name?: string | null | undefined;
  /** How many nodes, 1 to 1000. */
  nodes?: number | null | undefined;
  /** Time zone of those fields, such as Europe/Oslo. */
  timeZone?: string | null | undefined;
};

/** Removal of many schedules. */
export type BurstSchedulesRemoveInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The schedules, 1 to 100, each once. */
  ids: Array<string | number>;
};

/** What is to become of a node. */
export type BurstingConversionTarget =
  /** It always runs. */
  | 'ALWAYS_ON'
  /** It is started when it is needed. */
  | 'BURST';

/** Direction of a connection, as the machine of a node sees it. */
export type BurstingDirection =
  /** To the node. */
  | 'INBOUND'
  /** From the node. */
  | 'OUTBOUND';

/** How near a location is to its threshold. */
export type BurstingLevel =
  /** Two HD calls above the threshold, or less. */
  | 'APPROACHING'
  /** Enough is free. */
  | 'OK'
  /** At the threshold, or below. */
  | 'REACHED';

/** What a burst node does. */
export type BurstingNodeState =
  /** It takes no new calls, and is to be stopped. */
  | 'DRAINING'
  /** The last start failed, and nothing was done since. */
  | 'FAILED'
  /** Its machine is to be started; the cloud has not accepted yet. */
  | 'REQUESTED'
  /** It takes calls. */
  | 'RUNNING'
  /** Its machine starts. */
  | 'STARTING'
  /** Its machine is stopped. */
  | 'STOPPED'
  /** Its machine stops. */
  | 'STOPPING'
  /** There is no machine, or nobody knows what it does. */
  | 'UNKNOWN';

/** How bad something is. */
export type BurstingSeverity =
  /** Bursting does not work, or calls are turned away. */
  | 'ERROR'
  /** Worth knowing. */
  | 'INFO'
  /** A part of it does not work, or costs money for nothing. */
  | 'WARNING';

/** What to simulate. */
export type BurstingSimulateInput = {
  /** Beginning of the demand in the log. */
  from: string;
  /** Its end, at most 31 days later. */
  to: string;
  /** Settings to compare, 1 to 8; the first is what the others are compared with. */
  variants: Array<BurstingVariantInput>;
};

/** What leads to a start or a stop of a burst node. */
export type BurstingTrigger =
  /** An overflow location had reached its threshold. */
  | 'CASCADE'
  /** Nobody needed it any more. */
  | 'IDLE'
  /** Somebody asked for it. */
  | 'MANUAL'
  /** It was done at the cloud. */
  | 'PROVIDER'
  /** A schedule wanted it. */
  | 'SCHEDULE'
  /** A location had reached its threshold. */
  | 'THRESHOLD'
  /** The node is upgraded. */
  | 'UPGRADE';

/** Settings to simulate; what is left out is as it is now. */
export type BurstingVariantInput = {
  /** Currency of the price, ISO 4217. */
  currency?: string | null | undefined;
  /** Whether nodes are started and stopped at all. */
  enabled?: boolean | null | undefined;
  /** Minutes that a node runs at least, 5 to 1440. */
  minLifetimeMinutes?: number | null | undefined;
  /** Name, to tell variants apart. */
  name?: string | null | undefined;
  /** Price of an hour of a node, a decimal number; null: that of the cloud accounts, where all that have one have the same; empty: none. */
  pricePerHour?: string | null | undefined;
  /** Minutes from a start until the node takes calls, 1 to 60; null: as it usually took. */
  startMinutes?: number | null | undefined;
  /** Threshold in HD calls, 1 to 1000. */
  thresholdHd?: number | null | undefined;
};

/** Where a call goes. */
export type CallDirection =
  /** Into the platform. */
  | 'INCOMING'
  /** Dialled out of a conference. */
  | 'OUTGOING';

/** What a call or a device speaks. */
export type CallProtocol =
  /** H.323. */
  | 'H323'
  /** RTMP. */
  | 'RTMP'
  /** SIP. */
  | 'SIP'
  /** WebRTC, which browsers speak. */
  | 'WEBRTC';

/** Where a call comes from. */
export type CallSourceInput = {
  /** Where the call goes. */
  direction?: CallDirection;
  /** Location of the node that takes or places the call; left out: one that no rule names. */
  locationId?: string | number | null | undefined;
  /** Protocol of the caller; it does not matter for outgoing calls. */
  protocol?: CallProtocol;
  /** The caller is a registered device; it does not matter for outgoing calls. */
  registered?: boolean;
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

/** A new account. */
export type CloudAccountCreateInput = {
  /** Empty: the machine itself has the rights. */
  accessKeyId?: string | null | undefined;
  /** Certificates in PEM form that vouch for the endpoint, at most 64 KB. */
  caCertificates?: string | null | undefined;
  /** Three letters of ISO 4217, such as EUR. */
  currency?: string | null | undefined;
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** Whether it is to be used. */
  enabled?: boolean | null | undefined;
  /** Address to ask in place of the provider's own: https, or http to this machine. */
  endpoint?: string | null | undefined;
  /** External identifier of the role. */
  externalId?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 250 characters, unique. */
  name: string;
  /** What a running machine costs an hour, such as 0.34; with a currency. */
  pricePerHour?: string | null | undefined;
  /** Who runs the cloud. */
  provider?: CloudProvider | null | undefined;
  /** Such as eu-central-1; not with scripts. */
  region?: string | null | undefined;
  /** Role to assume, such as arn:aws:iam::123456789012:role/parley. */
  roleArn?: string | null | undefined;
  /** Name of the folder of the operator's scripts; with STATIC only. */
  scripts?: string | null | undefined;
  /** Secret of the access key; never shown again. */
  secretAccessKey?: string | null | undefined;
  /** Tag of machines that may be started and stopped; null: parley-cloud. */
  tagKey?: string | null | undefined;
  /** Value of the tag; null: what tells this deployment from others. */
  tagValue?: string | null | undefined;
};

/** Selects accounts. */
export type CloudAccountFilter = {
  /** Name, description, region or access key contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Order of accounts. */
export type CloudAccountOrder = {
  /** Direction. */
  direction: OrderDirection;
  /** Field. */
  field: CloudAccountOrderField;
};

/** Fields by which accounts are ordered. */
export type CloudAccountOrderField =
  /** By creation time. */
  | 'CREATED_AT'
  /** By name. */
  | 'NAME';

/** An account to remove. */
export type CloudAccountRemoveInput = {
  /** Refuse with CONFLICT when the account has changed since. */
  expectedRevision?: string | null | undefined;
  /** Account. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of an account. */
export type CloudAccountUpdateInput = {
  /** Empty: the machine itself has the rights. */
  accessKeyId?: string | null | undefined;
  /** Certificates in PEM form that vouch for the endpoint, at most 64 KB. */
  caCertificates?: string | null | undefined;
  /** Three letters of ISO 4217, such as EUR. */
  currency?: string | null | undefined;
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** Whether it is to be used. */
  enabled?: boolean | null | undefined;
  /** Address to ask in place of the provider's own: https, or http to this machine. */
  endpoint?: string | null | undefined;
  /** Refuse with CONFLICT when the account has changed since. */
  expectedRevision?: string | null | undefined;
  /** External identifier of the role. */
  externalId?: string | null | undefined;
  /** Account. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 250 characters, unique. */
  name?: string | null | undefined;
  /** What a running machine costs an hour, such as 0.34; with a currency. */
  pricePerHour?: string | null | undefined;
  /** Who runs the cloud. */
  provider?: CloudProvider | null | undefined;
  /** Such as eu-central-1; not with scripts. */
  region?: string | null | undefined;
  /** Role to assume, such as arn:aws:iam::123456789012:role/parley. */
  roleArn?: string | null | undefined;
  /** Name of the folder of the operator's scripts; with STATIC only. */
  scripts?: string | null | undefined;
  /** Secret of the access key; never shown again. */
  secretAccessKey?: string | null | undefined;
  /** Tag of machines that may be started and stopped; null: parley-cloud. */
  tagKey?: string | null | undefined;
  /** Value of the tag; null: what tells this deployment from others. */
  tagValue?: string | null | undefined;
};

/** Clouds. More will come. */
export type CloudProvider =
  /** Amazon Web Services. */
  | 'AWS'
  /** Another cloud, kept by scripts of the operator. */
  | 'STATIC';

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

/** What changed about a node of a conference. */
export type ConferenceNodeChangeKind =
  /** It has to do with the conference from now on, or again. */
  | 'ENTERED'
  /** It runs the conference from now on. */
  | 'HOME_CHANGED'
  /** It is done with the conference, which goes on elsewhere. */
  | 'LEFT';

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

/** Order of Conferencing Nodes. */
export type ConferencingNodeOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ConferencingNodeOrderField;
};

/** What Conferencing Nodes can be ordered by. */
export type ConferencingNodeOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME';

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
  /** Remove it although it has not drained. Without this, a node that has ever dialled in is refused with NOT_ALLOWED until it is in maintenance and the last call on it has ended, and a burst node until its machine is stopped. */
  force?: boolean | null | undefined;
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
  /** Agrees that another location or role ends the calls that run on the node. Without it, such a change is NOT_ALLOWED while there are any, and the refusal tells how many. */
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

/** Removal of many Conferencing Nodes. */
export type ConferencingNodesRemoveInput = {
  /** Remove those that have not drained, too: see conferencingNodeRemove. */
  force?: boolean | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The nodes, 1 to 100, each once. */
  ids: Array<string | number>;
  /** Why, for the history. */
  reason?: string | null | undefined;
};

/** Maintenance mode of many nodes. */
export type ConferencingNodesSetMaintenanceInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The nodes, 1 to 100, each once. */
  ids: Array<string | number>;
  /** In or out. */
  maintenance: boolean;
  /** Why, at most 250 characters. */
  reason?: string | null | undefined;
};

/** Warnings. More may be added. */
export type ConfigurationWarningCode =
  /** Burst nodes are never started: no location tries theirs first. */
  | 'BURST_IN_SECOND_OVERFLOW_ONLY'
  /** Burst nodes are never started: no location overflows into theirs. */
  | 'BURST_LOCATION_UNUSED'
  /** A burst node counts as always on. */
  | 'BURST_NODE_ALWAYS_ON'
  /** A burst node hosts no conferences. */
  | 'BURST_NODE_PROXYING'
  /** A service has the alias of a device, and gets its calls. */
  | 'DEVICE_ALIAS_OF_SERVICE'
  /** A location has proxying nodes only and nothing that transcodes for it. */
  | 'EDGE_WITHOUT_TRANSCODING_LOCATION'
  /** A location has burst nodes beside nodes that always run. */
  | 'MIXED_BURSTING'
  /** A location has proxying beside transcoding nodes. */
  | 'MIXED_ROLES'
  /** A location has nodes behind static NAT beside others. */
  | 'MIXED_STATIC_NAT'
  /** A location has no overflow location although the deployment bursts. */
  | 'NO_OVERFLOW'
  /** Locations overflow in a circle. */
  | 'OVERFLOW_LOOP'
  /** An overflow location has no node that hosts conferences. */
  | 'OVERFLOW_WITHOUT_NODES'
  /** Clients are to use TURN only and are told of no server. */
  | 'RELAY_ONLY_WITHOUT_TURN'
  /** A gateway rule is neither for incoming nor for outgoing calls. */
  | 'RULE_WITHOUT_CALLS'
  /** A transcoding location has no node that hosts conferences. */
  | 'TRANSCODING_LOCATION_WITHOUT_NODES'
  /** A TURN server has no user name or no password. */
  | 'TURN_WITHOUT_CREDENTIALS';

/** A new device. */
export type DeviceCreateInput = {
  /** 1 to 250 characters, unique over devices. */
  alias: string;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** E-mail address, at most 250 characters. */
  ownerEmail?: string | null | undefined;
  /** At most 100 characters; none is needed when left out. */
  password?: string | null | undefined;
  /** SIP, H323 and WEBRTC when left out. */
  protocols?: Array<CallProtocol> | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** At most 250 characters; the alias when left out. */
  username?: string | null | undefined;
};

/** Selects devices; all given conditions must hold. */
export type DeviceFilter = {
  /** Has exactly this alias. */
  alias?: string | null | undefined;
  /** May register with this protocol. */
  protocol?: CallProtocol | null | undefined;
  /** Alias, description, tag, owner or user name contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Removal of a device. */
export type DeviceRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The device. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a device. */
export type DeviceUpdateInput = {
  /** Unique over devices. */
  alias?: string | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The device. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** E-mail address. */
  ownerEmail?: string | null | undefined;
  /** New password; null or empty: none is needed. */
  password?: string | null | undefined;
  /** Replaces all protocols. */
  protocols?: Array<CallProtocol> | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** Null or empty: the alias. */
  username?: string | null | undefined;
};

/** Removal of many devices. */
export type DevicesRemoveInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The devices, 1 to 100, each once. */
  ids: Array<string | number>;
};

/** Role of somebody who is dialled. */
export type DialRole =
  /** Guest. */
  | 'GUEST'
  /** Host. */
  | 'HOST';

/** How an automatically dialled participant is reached. */
export type DialRouting =
  /** The alias is dialled with the record's own protocol. */
  | 'MANUAL'
  /** The gateway rules for calls out of conferences say where to. */
  | 'ROUTING_RULE';

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

/** A call that is to be placed: received by a location, or by a node. One of the two is given. */
export type ExplainPlacementInput = {
  /** In place of that of the service; VIDEO without one. */
  callType?: CallType | null | undefined;
  /** Location that receives the call. */
  locationId?: string | number | null | undefined;
  /** In place of that of the service; DEFAULT without one. */
  maxQuality?: QualitySetting | null | undefined;
  /** Node that receives the call. Of a proxying one the caller's media goes through a proxying node of its location, too. */
  nodeId?: string | number | null | undefined;
  /** Service that is called: its call type, quality and running conference count. */
  serviceId?: string | number | null | undefined;
};

/** A new gateway rule. */
export type GatewayRuleCreateInput = {
  /** VIDEO when left out. */
  callType?: CallType | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** True when left out. */
  enabled?: boolean | null | undefined;
  /** DEFAULT when left out. */
  encryption?: EncryptionSetting | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** True when left out. */
  incoming?: boolean | null | undefined;
  /** False when left out. */
  matchFullAlias?: boolean | null | undefined;
  /** Regular expression (RE2) for the whole alias, at most 250 characters. */
  matchString: string;
  /** 128 to 8192 kbit/s; no limit when left out. */
  maxCallRateIn?: number | null | undefined;
  /** 128 to 8192 kbit/s; no limit when left out. */
  maxCallRateOut?: number | null | undefined;
  /** DEFAULT when left out. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** False when left out. */
  onlyIfRegistered?: boolean | null | undefined;
  /** False when left out. */
  outgoing?: boolean | null | undefined;
  /** That of the node that takes the call when left out. */
  outgoingLocationId?: string | number | null | undefined;
  /** SIP, H323 or RTMP; SIP when left out. */
  outgoingProtocol?: CallProtocol | null | undefined;
  /** 1 to 200; 100 when left out. */
  priority?: number | null | undefined;
  /** All when left out. A rule for incoming calls needs one. */
  protocols?: Array<CallProtocol> | null | undefined;
  /** At most 250 characters; its capture groups must exist in the pattern. */
  replaceString?: string | null | undefined;
  /** Any location when left out. */
  sourceLocationId?: string | number | null | undefined;
  /** Free text, at most 250 characters. */
  tag?: string | null | undefined;
  /** REGISTERED_OR_EXTERNAL when left out. */
  target?: GatewayRuleTarget | null | undefined;
  /** The theme; the deployment's when left out. */
  themeId?: string | number | null | undefined;
  /** False when left out. */
  treatAsTrusted?: boolean | null | undefined;
};

/** Selects gateway rules; all given conditions must hold. */
export type GatewayRuleFilter = {
  /** Is enabled, or is not. */
  enabled?: boolean | null | undefined;
  /** Names this location. */
  locationId?: string | number | null | undefined;
  /** Name, description, tag, pattern or replacement contains this, ignoring case. */
  search?: string | null | undefined;
};

/** A new place for a gateway rule: before or behind another one, just one of the two. */
export type GatewayRuleMoveInput = {
  /** The rule that it is to be asked right behind. */
  afterId?: string | number | null | undefined;
  /** The rule that it is to be asked right before. */
  beforeId?: string | number | null | undefined;
  /** Refuse with CONFLICT when the rule has changed since. */
  expectedRevision?: string | null | undefined;
  /** The rule to move. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Removal of a gateway rule. */
export type GatewayRuleRemoveInput = {
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The gateway rule. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Whom the outgoing leg of a gateway call may reach. */
export type GatewayRuleTarget =
  /** A device that is registered with the alias; without one the call fails. */
  | 'REGISTERED_ONLY'
  /** A device that is registered with the alias, or else whoever answers to it outside. */
  | 'REGISTERED_OR_EXTERNAL';

/** A change of a gateway rule. */
export type GatewayRuleUpdateInput = {
  /** What the outgoing leg may send. */
  callType?: CallType | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Rules that are disabled are not asked. */
  enabled?: boolean | null | undefined;
  /** Encryption of media. */
  encryption?: EncryptionSetting | null | undefined;
  /** Refuse with CONFLICT when it has changed since. */
  expectedRevision?: string | null | undefined;
  /** The gateway rule. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** It is for calls into the platform. */
  incoming?: boolean | null | undefined;
  /** The pattern is held against the alias with its scheme and parameters. */
  matchFullAlias?: boolean | null | undefined;
  /** Regular expression (RE2) for the whole alias. */
  matchString?: string | null | undefined;
  /** 128 to 8192 kbit/s; null: no limit. */
  maxCallRateIn?: number | null | undefined;
  /** 128 to 8192 kbit/s; null: no limit. */
  maxCallRateOut?: number | null | undefined;
  /** Highest quality. */
  maxQuality?: QualitySetting | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** It is for incoming calls of registered devices only. */
  onlyIfRegistered?: boolean | null | undefined;
  /** It is for calls that are dialled out of a conference. */
  outgoing?: boolean | null | undefined;
  /** Null: that of the node that takes the call. */
  outgoingLocationId?: string | number | null | undefined;
  /** SIP, H323 or RTMP. */
  outgoingProtocol?: CallProtocol | null | undefined;
  /** 1 to 200. */
  priority?: number | null | undefined;
  /** Replaces all protocols. */
  protocols?: Array<CallProtocol> | null | undefined;
  /** Null or empty: the alias stays as it is. */
  replaceString?: string | null | undefined;
  /** Null: any location. */
  sourceLocationId?: string | number | null | undefined;
  /** Free text. */
  tag?: string | null | undefined;
  /** Whom the outgoing leg may reach. */
  target?: GatewayRuleTarget | null | undefined;
  /** The theme; null: the deployment's. */
  themeId?: string | number | null | undefined;
  /** Who is called is told to treat the caller as part of the own organisation. */
  treatAsTrusted?: boolean | null | undefined;
};

/** What to do to several gateway rules. */
export type GatewayRulesAction =
  /** Do not let them be asked. */
  | 'DISABLE'
  /** Let them be asked. */
  | 'ENABLE'
  /** Remove them. */
  | 'REMOVE';

/** Something to do to several gateway rules. */
export type GatewayRulesApplyInput = {
  /** What to do to them. */
  action: GatewayRulesAction;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The rules, 1 to 100, each once. */
  ids: Array<string | number>;
};

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

/** Whether a participant who was dialled keeps the conference alive. */
export type KeepConferenceAlive =
  /** As long as the participant is there. */
  | 'ALWAYS'
  /** As long as somebody else is there, too. */
  | 'IF_MULTIPLE'
  /** Never. */
  | 'NEVER';

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

/** Order of locations. */
export type LocationOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: LocationOrderField;
};

/** What locations can be ordered by. */
export type LocationOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME';

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

/** Removal of many locations. */
export type LocationsRemoveInput = {
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** The locations, 1 to 100, each once. */
  ids: Array<string | number>;
};

/** How good media is, by the share of packets that is lost, before repair. */
export type MediaQuality =
  /** Less than 10 % is lost. */
  | 'BAD'
  /** Less than 1 % is lost. */
  | 'GOOD'
  /** Less than 3 % is lost. */
  | 'OK'
  /** More is lost. */
  | 'TERRIBLE'
  /** Nobody could tell yet. */
  | 'UNKNOWN';

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

/** Order of meeting rooms. */
export type MeetingRoomOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: MeetingRoomOrderField;
};

/** What meeting rooms can be ordered by. */
export type MeetingRoomOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME';

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
  /** Of this life of the machine of the node in nodeId. */
  attempt?: string | null | undefined;
  /** At or after. */
  from?: string | null | undefined;
  /** Of these kinds; at most 50. */
  kinds?: Array<NodeHistoryKind> | null | undefined;
  /** While the node was in this location. */
  locationId?: string | number | null | undefined;
  /** Of this node. */
  nodeId?: string | number | null | undefined;
  /** Every word of it begins a word of the reason, of the name that the node or its location had, or of who caused it; case does not matter. At most 250 bytes. A page may be cut short by it: then it has fewer entries than there are, and pageInfo says where to go on. */
  search?: string | null | undefined;
  /** Led to by one of these; at most 50. */
  triggers?: Array<BurstingTrigger> | null | undefined;
  /** Before. */
  until?: string | null | undefined;
};

/** What can happen to a node. */
export type NodeHistoryKind =
  /** A burst node's machine has another public address. */
  | 'BURST_ADDRESS_CHANGED'
  /** A burst node takes no new calls, and is to be stopped. */
  | 'BURST_DRAINING'
  /** Something could not be done to a burst node's machine. */
  | 'BURST_FAILED'
  /** A burst node takes calls again, and is not stopped. */
  | 'BURST_KEPT'
  /** A burst node takes calls. */
  | 'BURST_RUNNING'
  /** The cloud starts a burst node's machine. */
  | 'BURST_STARTING'
  /** A burst node's machine is to be started. */
  | 'BURST_START_REQUESTED'
  /** A burst node's machine has stopped. */
  | 'BURST_STOPPED'
  /** A burst node's machine is to be stopped. */
  | 'BURST_STOP_REQUESTED'
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
  /** The last call has ended in maintenance. */
  | 'DRAINED'
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
  /** As configured, and reports. */
  | 'READY'
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
  | 'STALE'
  /** Link up; the node has not taken over the configuration yet, or not reported. */
  | 'STARTING';

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

/** Direction of an order. */
export type OrderDirection =
  /** Ascending. */
  | 'ASC'
  /** Descending. */
  | 'DESC';

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

/** Why a call is rejected. */
export type PlacementRejection =
  /** Every location that was tried is full, at least for this conference. */
  | 'CAPACITY_EXCEEDED'
  /** No proxying node of the receiving location has room. */
  | 'EDGE_CAPACITY_EXCEEDED'
  /** The nodes that could carry it are in maintenance or silent. */
  | 'NO_NODE_AVAILABLE'
  /** None of the locations has a node that hosts conferences. */
  | 'NO_TRANSCODING_NODE';

/** Why a location is tried. */
export type PlacementStepKind =
  /** It is the first overflow location. */
  | 'OVERFLOW1'
  /** It is the second overflow location. */
  | 'OVERFLOW2'
  /** It carries the media of calls that are received there. */
  | 'TRANSCODING';

/** What became of a candidate. */
export type PlacementVerdict =
  /** It is taken. */
  | 'CHOSEN'
  /** Another one is as good and comes first. */
  | 'COMES_AFTER'
  /** As many nodes of its location as may carry the conference. */
  | 'CONFERENCE_NODE_LIMIT'
  /** Too little is free; of a location: nothing in it can take this call. */
  | 'FULL'
  /** Another one has more to give. */
  | 'LESS_FREE'
  /** Another one is to be tried first. */
  | 'LOWER_WEIGHT'
  /** It takes no new calls. */
  | 'MAINTENANCE'
  /** All that could are in maintenance or silent. */
  | 'NONE_UP'
  /** An earlier location has room. */
  | 'NOT_NEEDED'
  /** Another one carries the conference already. */
  | 'NOT_PRESENT'
  /** Nothing in the location hosts conferences. */
  | 'NO_NODES'
  /** It hosts no conferences. */
  | 'PROXYING'
  /** It was tried before. */
  | 'REPEATED'
  /** It has not reported for two minutes, or never. */
  | 'STALE'
  /** There is no such location. */
  | 'UNKNOWN';

/** A new policy profile. */
export type PolicyProfileCreateInput = {
  /** Ask it for pictures of participants. */
  avatar?: boolean | null | undefined;
  /** Free text, at most 250 characters. */
  description?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Ask it which location is to carry media. */
  mediaLocation?: boolean | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** Ask it for properties of a participant. */
  participantProperties?: boolean | null | undefined;
  /** At most 250 characters, write-only. */
  password?: string | null | undefined;
  /** Ask it whether a device may register. */
  registrations?: boolean | null | undefined;
  /** Ask it what a dialled alias leads to. */
  serviceConfiguration?: boolean | null | undefined;
  /** Base of the addresses that are asked, https or http, without query and fragment. */
  url: string;
  /** User name, at most 250 characters. */
  username?: string | null | undefined;
};

/** Selects policy profiles. */
export type PolicyProfileFilter = {
  /** Name, description or address contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Order of policy profiles. */
export type PolicyProfileOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: PolicyProfileOrderField;
};

/** What policy profiles can be ordered by. */
export type PolicyProfileOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME';

/** Removal of a policy profile. */
export type PolicyProfileRemoveInput = {
  /** Refuse with CONFLICT when the policy profile has changed since. */
  expectedRevision?: string | null | undefined;
  /** The policy profile. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a policy profile. */
export type PolicyProfileUpdateInput = {
  /** Ask it for pictures of participants. */
  avatar?: boolean | null | undefined;
  /** Free text. */
  description?: string | null | undefined;
  /** Refuse with CONFLICT when the policy profile has changed since. */
  expectedRevision?: string | null | undefined;
  /** The policy profile. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Ask it which location is to carry media. */
  mediaLocation?: boolean | null | undefined;
  /** Unique name. */
  name?: string | null | undefined;
  /** Ask it for properties of a participant. */
  participantProperties?: boolean | null | undefined;
  /** Write-only; null: none. */
  password?: string | null | undefined;
  /** Ask it whether a device may register. */
  registrations?: boolean | null | undefined;
  /** Ask it what a dialled alias leads to. */
  serviceConfiguration?: boolean | null | undefined;
  /** Base of the addresses that are asked. */
  url?: string | null | undefined;
  /** User name; null: none. */
  username?: string | null | undefined;
};

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

/** A call that somebody might make. */
export type ResolveAliasInput = {
  /** What is dialled, at most 1,000 characters; with scheme and parameters if it has any. */
  alias: string;
  /** What is keyed in, at most 50 digits, if the alias leads to a Virtual Reception; left out: nothing, and the Reception is the answer. */
  receptionDigits?: string | null | undefined;
  /** Where the call comes from. */
  source: CallSourceInput;
};

/** A new role. */
export type RoleCreateInput = {
  /** What it is for, at most 1,000 characters. */
  description?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name: string;
  /** Its permissions, at least one; the creator must have them all. */
  scopes: Array<string>;
};

/** Which roles. */
export type RoleFilter = {
  /** Only built-in ones, or only others. */
  builtIn?: boolean | null | undefined;
  /** They have this permission. */
  scope?: string | null | undefined;
  /** Name or description contains this, ignoring case. */
  search?: string | null | undefined;
};

/** Removal of a role. */
export type RoleRemoveInput = {
  /** The role. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** A change of a role. */
export type RoleUpdateInput = {
  /** What it is for; null clears it. */
  description?: string | null | undefined;
  /** Refuse with CONFLICT when the role has changed since. */
  expectedRevision?: string | null | undefined;
  /** The role. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Unique name, 1 to 250 characters. */
  name?: string | null | undefined;
  /** All of its permissions, at least one. Whoever changes a role must have all that it has and all that it gets. */
  scopes?: Array<string> | null | undefined;
};

/** How a server is reached. */
export type ServerTransport =
  /** A connection. */
  | 'TCP'
  /** A connection over TLS. */
  | 'TLS'
  /** Datagrams. */
  | 'UDP';

/** Order of services. */
export type ServiceOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ServiceOrderField;
};

/** What services can be ordered by. */
export type ServiceOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME';

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

/** End of a session. */
export type SessionEndInput = {
  /** The session. */
  id: string | number;
};

/** Which sessions. */
export type SessionFilter = {
  /** Of this account. */
  administratorId?: string | number | null | undefined;
  /** The caller's own only. */
  own?: boolean | null | undefined;
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

/** A new theme. */
export type ThemeCreateInput = {
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 250 characters, unique. */
  name: string;
};

/** Kinds of file. */
export type ThemeFileKind =
  /** themeconfig.json. */
  | 'CONFIGURATION'
  /** A screen: JPEG or SVG. */
  | 'PICTURE'
  /** A sound: WAV, 48 kHz, mono, 16-bit PCM. */
  | 'SOUND';

/** Files to take out of a theme. */
export type ThemeFilesRemoveInput = {
  /** Refuse with CONFLICT when the theme has changed since. */
  expectedRevision?: string | null | undefined;
  /** Theme. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** Names of files, at most 100. */
  names: Array<string>;
};

/** Selects themes. */
export type ThemeFilter = {
  /** Name or description contains this, ignoring case. */
  search?: string | null | undefined;
};

/** A theme to remove. */
export type ThemeRemoveInput = {
  /** Refuse with CONFLICT when the theme has changed since. */
  expectedRevision?: string | null | undefined;
  /** Theme. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
};

/** Which theme provides a file. */
export type ThemeSource =
  /** What is built in. */
  | 'BASE'
  /** The deployment's default theme. */
  | 'DEFAULT'
  /** None: nothing is shown, or heard. */
  | 'NONE'
  /** The theme itself. */
  | 'OWN';

/** A change of a theme. */
export type ThemeUpdateInput = {
  /** At most 250 characters. */
  description?: string | null | undefined;
  /** Refuse with CONFLICT when the theme has changed since. */
  expectedRevision?: string | null | undefined;
  /** Theme. */
  id: string | number;
  /** Makes a repeat of this call a no-op. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 250 characters, unique. */
  name?: string | null | undefined;
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


export type ViewerQuery = { viewer: { __typename: 'Viewer', name: string, scopes: Array<string>, expiresAt: string | null }, server: { __typename: 'Server', version: string, deploymentName: string, siteBanner: string } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { __typename: 'SignOutPayload', providerUrl: string | null, userErrors: Array<{ __typename: 'UserError', message: string }> } };

export type AdministratorsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AdministratorFilter | null | undefined;
}>;


export type AdministratorsQuery = { administrators: { __typename: 'AdministratorConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Administrator', id: string, username: string, displayName: string, enabled: boolean, lastSignInAt: string | null, assignedRole: { __typename: 'Role', id: string, name: string }, lock: { __typename: 'AdministratorLock', until: string } | null, external: { __typename: 'ExternalAccount', source: SignInSource } | null }> } };

export type AdministratorQueryVariables = Exact<{
  id: string | number;
}>;


export type AdministratorQuery = { node:
    | { __typename: 'Administrator', id: string, revision: string, username: string, displayName: string, enabled: boolean, createdAt: string, lastSignInAt: string | null, assignedRole: { __typename: 'Role', id: string, name: string }, lock: { __typename: 'AdministratorLock', since: string, until: string, attempts: number, source: string | null } | null, external: { __typename: 'ExternalAccount', source: SignInSource, authority: string, groups: Array<string>, roles: Array<{ __typename: 'Role', id: string, name: string }> } | null }
    | { __typename: 'Alarm' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'Auditorium' }
    | { __typename: 'AutomaticParticipant' }
    | { __typename: 'BurstSchedule' }
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

export type AdministratorCreateMutationVariables = Exact<{
  input: AdministratorCreateInput;
}>;


export type AdministratorCreateMutation = { administratorCreate: { __typename: 'AdministratorCreatePayload', administrator: { __typename: 'Administrator', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorUpdateMutationVariables = Exact<{
  input: AdministratorUpdateInput;
}>;


export type AdministratorUpdateMutation = { administratorUpdate: { __typename: 'AdministratorUpdatePayload', administrator: { __typename: 'Administrator', id: string, revision: string, username: string, displayName: string, enabled: boolean, createdAt: string, lastSignInAt: string | null, assignedRole: { __typename: 'Role', id: string, name: string }, lock: { __typename: 'AdministratorLock', since: string, until: string, attempts: number, source: string | null } | null, external: { __typename: 'ExternalAccount', source: SignInSource, authority: string, groups: Array<string>, roles: Array<{ __typename: 'Role', id: string, name: string }> } | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorSetPasswordMutationVariables = Exact<{
  input: AdministratorSetPasswordInput;
}>;


export type AdministratorSetPasswordMutation = { administratorSetPassword: { __typename: 'AdministratorSetPasswordPayload', administrator: { __typename: 'Administrator', id: string, revision: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorUnlockMutationVariables = Exact<{
  input: AdministratorUnlockInput;
}>;


export type AdministratorUnlockMutation = { administratorUnlock: { __typename: 'AdministratorUnlockPayload', administrator: { __typename: 'Administrator', id: string, revision: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AdministratorRemoveMutationVariables = Exact<{
  input: AdministratorRemoveInput;
}>;


export type AdministratorRemoveMutation = { administratorRemove: { __typename: 'AdministratorRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ApiTokensQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ApiTokenFilter | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { __typename: 'ApiTokenConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'ApiToken', id: string, revision: string, name: string, description: string, state: ApiTokenState, scopes: Array<string>, eventStreams: Array<string>, eventTypes: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, lastUsedFrom: string | null }> } };

export type ApiTokenCreateMutationVariables = Exact<{
  input: ApiTokenCreateInput;
}>;


export type ApiTokenCreateMutation = { apiTokenCreate: { __typename: 'ApiTokenCreatePayload', secret: string | null, apiToken: { __typename: 'ApiToken', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ApiTokenUpdateMutationVariables = Exact<{
  input: ApiTokenUpdateInput;
}>;


export type ApiTokenUpdateMutation = { apiTokenUpdate: { __typename: 'ApiTokenUpdatePayload', apiToken: { __typename: 'ApiToken', id: string, revision: string, name: string, description: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ApiTokenRevokeMutationVariables = Exact<{
  input: ApiTokenRevokeInput;
}>;


export type ApiTokenRevokeMutation = { apiTokenRevoke: { __typename: 'ApiTokenRevokePayload', apiToken: { __typename: 'ApiToken', id: string, state: ApiTokenState } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type PermissionsQueryVariables = Exact<{ [key: string]: never; }>;


export type PermissionsQuery = { permissions: Array<{ __typename: 'Permission', scope: string, group: string, name: string, description: string }> };

export type RolesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: RoleFilter | null | undefined;
}>;


export type RolesQuery = { roles: { __typename: 'RoleConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Role', id: string, name: string, description: string, scopes: Array<string>, builtIn: boolean, administratorCount: number }> } };

export type RoleQueryVariables = Exact<{
  id: string | number;
}>;


export type RoleQuery = { role: { __typename: 'Role', id: string, revision: string, name: string, description: string, scopes: Array<string>, builtIn: boolean, administratorCount: number, createdAt: string | null } | null };

export type RoleCreateMutationVariables = Exact<{
  input: RoleCreateInput;
}>;


export type RoleCreateMutation = { roleCreate: { __typename: 'RoleCreatePayload', role: { __typename: 'Role', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoleUpdateMutationVariables = Exact<{
  input: RoleUpdateInput;
}>;


export type RoleUpdateMutation = { roleUpdate: { __typename: 'RoleUpdatePayload', role: { __typename: 'Role', id: string, revision: string, name: string, description: string, scopes: Array<string>, builtIn: boolean, administratorCount: number, createdAt: string | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoleRemoveMutationVariables = Exact<{
  input: RoleRemoveInput;
}>;


export type RoleRemoveMutation = { roleRemove: { __typename: 'RoleRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SessionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: SessionFilter | null | undefined;
}>;


export type SessionsQuery = { sessions: { __typename: 'SessionConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Session', id: string, username: string, current: boolean, startedAt: string, startedFrom: string | null, lastActiveAt: string | null, lastActiveFrom: string | null, idle: boolean, expiresAt: string, administrator: { __typename: 'Administrator', id: string } | null }> } };

export type SessionEndMutationVariables = Exact<{
  input: SessionEndInput;
}>;


export type SessionEndMutation = { sessionEnd: { __typename: 'SessionEndPayload', endedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AlarmFieldsFragment = { id: string, kind: AlarmKind, level: AlarmLevel, active: boolean, details: string, since: string, raisedAt: string, loweredAt: string | null, loweredReason: string | null, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null, position: string, subject: { kind: AlarmSubjectKind, id: string | null, name: string }, numbers: Array<{ name: string, value: string }> };

export type AlarmsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AlarmsSubscription = { alarms: { position: string, complete: boolean, alarms: Array<{ id: string, kind: AlarmKind, level: AlarmLevel, active: boolean, details: string, since: string, raisedAt: string, loweredAt: string | null, loweredReason: string | null, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null, position: string, subject: { kind: AlarmSubjectKind, id: string | null, name: string }, numbers: Array<{ name: string, value: string }> }>, counts: { error: number, warning: number, info: number, unacknowledged: number } } };

export type AlarmHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AlarmFilter | null | undefined;
}>;


export type AlarmHistoryQuery = { alarms: { __typename: 'AlarmConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Alarm', id: string, kind: AlarmKind, level: AlarmLevel, active: boolean, details: string, since: string, raisedAt: string, loweredAt: string | null, loweredReason: string | null, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null, position: string, subject: { kind: AlarmSubjectKind, id: string | null, name: string }, numbers: Array<{ name: string, value: string }> }> } };

export type AlarmAcknowledgeMutationVariables = Exact<{
  input: AlarmAcknowledgeInput;
}>;


export type AlarmAcknowledgeMutation = { alarmAcknowledge: { __typename: 'AlarmAcknowledgePayload', alarm: { __typename: 'Alarm', id: string, kind: AlarmKind, level: AlarmLevel, active: boolean, details: string, since: string, raisedAt: string, loweredAt: string | null, loweredReason: string | null, acknowledgedAt: string | null, acknowledgedBy: string | null, note: string | null, position: string, subject: { kind: AlarmSubjectKind, id: string | null, name: string }, numbers: Array<{ name: string, value: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditQuery = { audit: { __typename: 'AuditConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'AuditEntry', id: string, occurredAt: string, source: string | null, action: AuditAction, summary: string, actor: { __typename: 'EventActor', kind: EventActorKind, name: string | null }, entity: { __typename: 'AuditEntity', id: string | null, kind: string, name: string }, changes: Array<{ __typename: 'AuditChange', path: Array<string> }> }> } };

export type AuditEntryQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditEntryQuery = { node:
    | { __typename: 'Administrator' }
    | { __typename: 'Alarm' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditEntry', id: string, position: string, occurredAt: string, source: string | null, action: AuditAction, eventType: string, summary: string, correlation: string | null, actor: { __typename: 'EventActor', kind: EventActorKind, id: string | null, name: string | null }, entity: { __typename: 'AuditEntity', id: string | null, kind: string, name: string }, changes: Array<{ __typename: 'AuditChange', path: Array<string>, before: unknown, after: unknown, secret: boolean }> }
    | { __typename: 'Auditorium' }
    | { __typename: 'AutomaticParticipant' }
    | { __typename: 'BurstSchedule' }
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


export type AuditStateQuery = { auditState: { __typename: 'AuditState', position: string, at: string, state: unknown, entity: { __typename: 'AuditEntity', kind: string, name: string } } | null };

export type BurstingNodeFieldsFragment = { state: BurstingNodeState, startedAt: string | null, maxHd: number, mediaLoadPercent: number, calls: number, why: string, canStart: boolean, cannotStart: string, canStop: boolean, cannotStop: string, earliestStopAt: string | null, giveUpAt: string | null, holdUntil: string | null, node: { id: string, name: string }, location: { id: string, name: string }, account: { id: string, name: string } | null, instance: { id: string, name: string, state: string, address: string, publicAddress: string, type: string } | null, costSoFar: { amount: string, currency: string } | null, lastEvent: { id: string, time: string, kind: NodeHistoryKind, reason: string } | null, failure: { code: string, permission: string, message: string, at: string | null } | null };

export type BurstingLocationFieldsFragment = { mediaLoadPercent: number, maxHd: number, availableHd: number, pendingHd: number, thresholdHd: number, state: BurstingLevel, location: { id: string, name: string }, overflows: Array<{ id: string, name: string }>, principals: Array<{ id: string, name: string }>, forecast: Array<{ at: string, availableHd: number }>, recent: Array<{ at: string, availableHd: number }> };

export type BurstingStatusSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type BurstingStatusSubscription = { burstingStatus: { enabled: boolean, thresholdHd: number, minLifetimeMinutes: number, evaluatedAt: string | null, awaiting: string | null, issues: Array<{ code: string, severity: BurstingSeverity, subjectKind: string, subjectId: string | null, subjectName: string, text: string, remedy: string, since: string | null }>, principalLocations: Array<{ mediaLoadPercent: number, maxHd: number, availableHd: number, pendingHd: number, thresholdHd: number, state: BurstingLevel, location: { id: string, name: string }, overflows: Array<{ id: string, name: string }>, principals: Array<{ id: string, name: string }>, forecast: Array<{ at: string, availableHd: number }>, recent: Array<{ at: string, availableHd: number }> }>, overflowLocations: Array<{ mediaLoadPercent: number, maxHd: number, availableHd: number, pendingHd: number, thresholdHd: number, state: BurstingLevel, location: { id: string, name: string }, overflows: Array<{ id: string, name: string }>, principals: Array<{ id: string, name: string }>, forecast: Array<{ at: string, availableHd: number }>, recent: Array<{ at: string, availableHd: number }> }>, nodes: Array<{ state: BurstingNodeState, startedAt: string | null, maxHd: number, mediaLoadPercent: number, calls: number, why: string, canStart: boolean, cannotStart: string, canStop: boolean, cannotStop: string, earliestStopAt: string | null, giveUpAt: string | null, holdUntil: string | null, node: { id: string, name: string }, location: { id: string, name: string }, account: { id: string, name: string } | null, instance: { id: string, name: string, state: string, address: string, publicAddress: string, type: string } | null, costSoFar: { amount: string, currency: string } | null, lastEvent: { id: string, time: string, kind: NodeHistoryKind, reason: string } | null, failure: { code: string, permission: string, message: string, at: string | null } | null }>, accounts: Array<{ enabled: boolean, answeredAt: string | null, machines: number, account: { id: string, name: string }, failure: { code: string, permission: string, message: string, at: string | null } | null }> } };

export type BurstNodeStartMutationVariables = Exact<{
  input: BurstNodeStartInput;
}>;


export type BurstNodeStartMutation = { burstNodeStart: { __typename: 'BurstNodeStartPayload', nodeId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type BurstNodeStopMutationVariables = Exact<{
  input: BurstNodeStopInput;
}>;


export type BurstNodeStopMutation = { burstNodeStop: { __typename: 'BurstNodeStopPayload', nodeId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type BurstSchedulesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: BurstScheduleFilter | null | undefined;
  orderBy?: BurstScheduleOrder | null | undefined;
}>;


export type BurstSchedulesQuery = { burstSchedules: { __typename: 'BurstScheduleConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'BurstSchedule', id: string, name: string, description: string, nodes: number, cron: string, timeZone: string, leadMinutes: number, durationMinutes: number, enabled: boolean, location: { __typename: 'Location', id: string, name: string } | null, windows: Array<{ __typename: 'BurstScheduleWindow', startsAt: string, from: string, until: string }> }> } };

export type BurstScheduleFieldsFragment = { id: string, revision: string, name: string, description: string, nodes: number, cron: string, timeZone: string, leadMinutes: number, durationMinutes: number, enabled: boolean, location: { id: string, name: string } | null, windows: Array<{ startsAt: string, from: string, until: string }> };

export type BurstScheduleQueryVariables = Exact<{
  id: string | number;
}>;


export type BurstScheduleQuery = { burstSchedule: { __typename: 'BurstSchedule', id: string, revision: string, name: string, description: string, nodes: number, cron: string, timeZone: string, leadMinutes: number, durationMinutes: number, enabled: boolean, location: { id: string, name: string } | null, windows: Array<{ startsAt: string, from: string, until: string }> } | null };

export type BurstScheduleCreateMutationVariables = Exact<{
  input: BurstScheduleCreateInput;
}>;


export type BurstScheduleCreateMutation = { burstScheduleCreate: { __typename: 'BurstScheduleCreatePayload', burstSchedule: { __typename: 'BurstSchedule', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type BurstScheduleUpdateMutationVariables = Exact<{
  input: BurstScheduleUpdateInput;
}>;


export type BurstScheduleUpdateMutation = { burstScheduleUpdate: { __typename: 'BurstScheduleUpdatePayload', burstSchedule: { __typename: 'BurstSchedule', id: string, revision: string, name: string, description: string, nodes: number, cron: string, timeZone: string, leadMinutes: number, durationMinutes: number, enabled: boolean, location: { id: string, name: string } | null, windows: Array<{ startsAt: string, from: string, until: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type BurstScheduleRemoveMutationVariables = Exact<{
  input: BurstScheduleRemoveInput;
}>;


export type BurstScheduleRemoveMutation = { burstScheduleRemove: { __typename: 'BurstScheduleRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type BurstSchedulesRemoveMutationVariables = Exact<{
  input: BurstSchedulesRemoveInput;
}>;


export type BurstSchedulesRemoveMutation = { burstSchedulesRemove: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type CloudAccountChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type CloudAccountChoicesQuery = { choices: { __typename: 'CloudAccountConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'CloudAccount', id: string, name: string }> } };

export type BurstingSetupQueryVariables = Exact<{
  accountId: string | number;
}>;


export type BurstingSetupQuery = { burstingSetup: { __typename: 'BurstingSetup', provider: CloudProvider, iamPolicy: string, assumePolicy: string | null, trustPolicy: string | null, diskKeyPolicy: string | null, rightsHelp: string, tagKey: string, tagValue: string, userDataHelp: string, account: { __typename: 'BurstingPlace', id: string, name: string }, ports: Array<{ __typename: 'BurstingPort', direction: BurstingDirection, protocol: string, port: string, source: string, purpose: string }> } };

export type CloudAccountCheckQueryVariables = Exact<{
  id: string | number;
}>;


export type CloudAccountCheckQuery = { cloudAccountCheck: { __typename: 'CloudAccountCheck', findings: Array<{ __typename: 'CloudAccountFinding', permission: string, instanceId: string, tried: boolean, granted: boolean, message: string }>, failure: { __typename: 'BurstingFailure', code: string, permission: string, message: string } | null, machines: Array<{ __typename: 'CloudAccountMachine', id: string, name: string, tagValue: string, tagMatches: boolean, state: string, addresses: Array<string>, publicAddress: string, type: string, node: { __typename: 'BurstingPlace', id: string, name: string } | null }> } };

export type BurstingConversionQueryVariables = Exact<{
  nodeId: string | number;
  to: BurstingConversionTarget;
}>;


export type BurstingConversionQuery = { burstingConversion: { __typename: 'BurstingConversion', done: boolean, node: { __typename: 'BurstingPlace', id: string, name: string }, steps: Array<{ __typename: 'BurstingConversionStep', code: string, text: string, done: boolean, remedy: string }> } };

export type BurstingSimulateQueryVariables = Exact<{
  input: BurstingSimulateInput;
}>;


export type BurstingSimulateQuery = { burstingSimulate: { __typename: 'BurstingSimulation', from: string, to: string, calls: number, outcomes: Array<{ __typename: 'BurstingOutcome', name: string, thresholdHd: number, minLifetimeMinutes: number, rejectedCalls: number, starts: number, nodeHours: number, minutesAboveThreshold: number, cost: { __typename: 'BurstingCost', amount: string, currency: string } | null, timeline: Array<{ __typename: 'BurstingOutcomePoint', at: string, usedHd: number, maxHd: number, nodes: number, rejectedCalls: number }> }> } };

export type BurstingPresentQueryVariables = Exact<{ [key: string]: never; }>;


export type BurstingPresentQuery = { globalSettings: { __typename: 'GlobalSettings', burstingEnabled: boolean, burstingThreshold: number, burstingMinLifetime: number } };

export type CertificatesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CertificateFilter | null | undefined;
}>;


export type CertificatesQuery = { certificates: { __typename: 'CertificateConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Certificate', id: string, name: string, installed: boolean, subject: string, issuer: string, dnsNames: Array<string>, ipAddresses: Array<string>, notAfter: string | null, daysLeft: number | null, usedByWeb: boolean, usedByNodes: Array<{ __typename: 'CertificateUser', id: string, name: string }>, warnings: Array<{ __typename: 'CertificateWarning', code: CertificateWarningCode, message: string }> }> } };

export type CertificateFieldsFragment = { id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> };

export type CertificateQueryVariables = Exact<{
  id: string | number;
}>;


export type CertificateQuery = { certificate: { __typename: 'Certificate', id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null };

export type CertificateUploadMutationVariables = Exact<{
  input: CertificateUploadInput;
}>;


export type CertificateUploadMutation = { certificateUpload: { __typename: 'CertificateUploadPayload', certificate: { __typename: 'Certificate', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateRequestCreateMutationVariables = Exact<{
  input: CertificateRequestCreateInput;
}>;


export type CertificateRequestCreateMutation = { certificateRequestCreate: { __typename: 'CertificateRequestCreatePayload', certificate: { __typename: 'Certificate', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateInstallMutationVariables = Exact<{
  input: CertificateInstallInput;
}>;


export type CertificateInstallMutation = { certificateInstall: { __typename: 'CertificateInstallPayload', certificate: { __typename: 'Certificate', id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateUpdateMutationVariables = Exact<{
  input: CertificateUpdateInput;
}>;


export type CertificateUpdateMutation = { certificateUpdate: { __typename: 'CertificateUpdatePayload', certificate: { __typename: 'Certificate', id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CertificateRemoveMutationVariables = Exact<{
  input: CertificateRemoveInput;
}>;


export type CertificateRemoveMutation = { certificateRemove: { __typename: 'CertificateRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebCertificateAssignMutationVariables = Exact<{
  input: WebCertificateAssignInput;
}>;


export type WebCertificateAssignMutation = { webCertificateAssign: { __typename: 'WebCertificateAssignPayload', certificate: { __typename: 'Certificate', id: string, revision: string, name: string, installed: boolean, subject: string, issuer: string, serial: string, fingerprint: string, keyType: string, dnsNames: Array<string>, ipAddresses: Array<string>, notBefore: string | null, notAfter: string | null, daysLeft: number | null, selfSigned: boolean, chain: string | null, request: string | null, usedByWeb: boolean, usedByNodes: Array<{ id: string, name: string }>, warnings: Array<{ code: CertificateWarningCode, message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CloudAccountsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CloudAccountFilter | null | undefined;
  orderBy?: CloudAccountOrder | null | undefined;
}>;


export type CloudAccountsQuery = { cloudAccounts: { __typename: 'CloudAccountConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'CloudAccount', id: string, name: string, description: string, provider: CloudProvider, region: string, accessKeyId: string, roleArn: string, tagKey: string, tagValue: string, enabled: boolean, scripts: string }> } };

export type CloudAccountFieldsFragment = { id: string, revision: string, name: string, description: string, provider: CloudProvider, region: string, accessKeyId: string, hasSecretKey: boolean, roleArn: string, externalId: string, endpoint: string, caCertificates: string, tagKey: string, tagValue: string, enabled: boolean, scripts: string, pricePerHour: string, currency: string };

export type CloudAccountQueryVariables = Exact<{
  id: string | number;
}>;


export type CloudAccountQuery = { cloudAccount: { __typename: 'CloudAccount', id: string, revision: string, name: string, description: string, provider: CloudProvider, region: string, accessKeyId: string, hasSecretKey: boolean, roleArn: string, externalId: string, endpoint: string, caCertificates: string, tagKey: string, tagValue: string, enabled: boolean, scripts: string, pricePerHour: string, currency: string } | null };

export type CloudAccountCreateMutationVariables = Exact<{
  input: CloudAccountCreateInput;
}>;


export type CloudAccountCreateMutation = { cloudAccountCreate: { __typename: 'CloudAccountCreatePayload', cloudAccount: { __typename: 'CloudAccount', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CloudAccountUpdateMutationVariables = Exact<{
  input: CloudAccountUpdateInput;
}>;


export type CloudAccountUpdateMutation = { cloudAccountUpdate: { __typename: 'CloudAccountUpdatePayload', cloudAccount: { __typename: 'CloudAccount', id: string, revision: string, name: string, description: string, provider: CloudProvider, region: string, accessKeyId: string, hasSecretKey: boolean, roleArn: string, externalId: string, endpoint: string, caCertificates: string, tagKey: string, tagValue: string, enabled: boolean, scripts: string, pricePerHour: string, currency: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type CloudAccountRemoveMutationVariables = Exact<{
  input: CloudAccountRemoveInput;
}>;


export type CloudAccountRemoveMutation = { cloudAccountRemove: { __typename: 'CloudAccountRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type DevicesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: DeviceFilter | null | undefined;
}>;


export type DevicesQuery = { devices: { __typename: 'DeviceConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Device', id: string, alias: string, description: string, ownerEmail: string, hasPassword: boolean, protocols: Array<CallProtocol>, shadowedBy:
        | { __typename: 'Auditorium', id: string, name: string }
        | { __typename: 'MeetingRoom', id: string, name: string }
        | { __typename: 'Reception', id: string, name: string }
        | { __typename: 'TestCall', id: string, name: string }
       | null }> } };

export type DeviceFieldsFragment = { id: string, revision: string, alias: string, description: string, tag: string, ownerEmail: string, username: string, hasPassword: boolean, protocols: Array<CallProtocol>, shadowedBy:
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
    | { id: string, name: string }
   | null };

export type DeviceQueryVariables = Exact<{
  id: string | number;
}>;


export type DeviceQuery = { device: { __typename: 'Device', id: string, revision: string, alias: string, description: string, tag: string, ownerEmail: string, username: string, hasPassword: boolean, protocols: Array<CallProtocol>, shadowedBy:
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
      | { id: string, name: string }
     | null } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type DeviceCreateMutationVariables = Exact<{
  input: DeviceCreateInput;
}>;


export type DeviceCreateMutation = { deviceCreate: { __typename: 'DeviceCreatePayload', device: { __typename: 'Device', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type DeviceUpdateMutationVariables = Exact<{
  input: DeviceUpdateInput;
}>;


export type DeviceUpdateMutation = { deviceUpdate: { __typename: 'DeviceUpdatePayload', device: { __typename: 'Device', id: string, revision: string, alias: string, description: string, tag: string, ownerEmail: string, username: string, hasPassword: boolean, protocols: Array<CallProtocol>, shadowedBy:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type DeviceRemoveMutationVariables = Exact<{
  input: DeviceRemoveInput;
}>;


export type DeviceRemoveMutation = { deviceRemove: { __typename: 'DeviceRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type DevicesRemoveMutationVariables = Exact<{
  input: DevicesRemoveInput;
}>;


export type DevicesRemoveMutation = { devicesRemove: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type AutomaticParticipantsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AutomaticParticipantFilter | null | undefined;
}>;


export type AutomaticParticipantsQuery = { automaticParticipants: { __typename: 'AutomaticParticipantConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'AutomaticParticipant', id: string, alias: string, description: string, protocol: CallProtocol, role: DialRole, routing: DialRouting, streaming: boolean, serviceCount: number }> } };

export type AutomaticParticipantFieldsFragment = { id: string, revision: string, alias: string, description: string, protocol: CallProtocol, role: DialRole, callType: CallType, routing: DialRouting, dtmfSequence: string, remoteDisplayName: string, presentationUrl: string, streaming: boolean, keepConferenceAlive: KeepConferenceAlive, serviceCount: number, location: { id: string, name: string } | null };

export type AutomaticParticipantQueryVariables = Exact<{
  id: string | number;
}>;


export type AutomaticParticipantQuery = { automaticParticipant: { __typename: 'AutomaticParticipant', id: string, revision: string, alias: string, description: string, protocol: CallProtocol, role: DialRole, callType: CallType, routing: DialRouting, dtmfSequence: string, remoteDisplayName: string, presentationUrl: string, streaming: boolean, keepConferenceAlive: KeepConferenceAlive, serviceCount: number, location: { id: string, name: string } | null } | null, services: { __typename: 'ServiceConnection', totalCount: number, nodes: Array<
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
    > } };

export type AutomaticParticipantCreateMutationVariables = Exact<{
  input: AutomaticParticipantCreateInput;
}>;


export type AutomaticParticipantCreateMutation = { automaticParticipantCreate: { __typename: 'AutomaticParticipantCreatePayload', automaticParticipant: { __typename: 'AutomaticParticipant', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AutomaticParticipantUpdateMutationVariables = Exact<{
  input: AutomaticParticipantUpdateInput;
}>;


export type AutomaticParticipantUpdateMutation = { automaticParticipantUpdate: { __typename: 'AutomaticParticipantUpdatePayload', automaticParticipant: { __typename: 'AutomaticParticipant', id: string, revision: string, alias: string, description: string, protocol: CallProtocol, role: DialRole, callType: CallType, routing: DialRouting, dtmfSequence: string, remoteDisplayName: string, presentationUrl: string, streaming: boolean, keepConferenceAlive: KeepConferenceAlive, serviceCount: number, location: { id: string, name: string } | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AutomaticParticipantRemoveMutationVariables = Exact<{
  input: AutomaticParticipantRemoveInput;
}>;


export type AutomaticParticipantRemoveMutation = { automaticParticipantRemove: { __typename: 'AutomaticParticipantRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AutomaticParticipantsRemoveMutationVariables = Exact<{
  input: AutomaticParticipantsRemoveInput;
}>;


export type AutomaticParticipantsRemoveMutation = { automaticParticipantsRemove: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type ResolveAliasQueryVariables = Exact<{
  input: ResolveAliasInput;
}>;


export type ResolveAliasQuery = { resolveAlias: { __typename: 'AliasResolution', outcome: AliasOutcome, alias: string, service:
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
     | null, rule: { __typename: 'GatewayRule', id: string, name: string } | null, device: { __typename: 'Device', id: string, alias: string } | null, steps: Array<{ __typename: 'AliasStep', subject: AliasStepSubject, id: string | null, name: string | null, reason: AliasStepReason, message: string, alias: string, becomes: string | null }> } };

export type NodeHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: NodeHistoryFilter | null | undefined;
}>;


export type NodeHistoryQuery = { nodeHistory: { __typename: 'NodeHistoryConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'NodeHistoryEntry', id: string, position: string, time: string, nodeId: string, nodeName: string, locationName: string, kind: NodeHistoryKind, trigger: BurstingTrigger | null, attempt: string | null, reason: string, actor: { __typename: 'Actor', kind: string, name: string } }> } };

export type ConferenceHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ConferenceHistoryFilter | null | undefined;
}>;


export type ConferenceHistoryQuery = { conferenceHistory: { __typename: 'ConferenceHistoryConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'ConferenceRecord', id: string, serviceName: string, startedAt: string, endedAt: string | null, participantCount: number, peakParticipants: number, nodeName: string, locationName: string }> } };

export type ConferenceRecordQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ConferenceRecordQuery = { conferenceRecord: { __typename: 'ConferenceRecord', id: string, serviceName: string, tag: string, startedAt: string, endedAt: string | null, endReason: string | null, participantCount: number, peakParticipants: number, nodeName: string, locationName: string, nodeChanges: Array<{ __typename: 'ConferenceNodeChange', at: string, kind: ConferenceNodeChangeKind, nodeName: string, previousNodeName: string, reason: string }>, backplanes: Array<{ __typename: 'ConferenceBackplane', id: string, kind: BackplaneKind, nodeName: string, peerName: string, openedAt: string, closedAt: string | null, quality: MediaQuality, lossPercent: number | null, octets: string, lost: string, repaired: string }>, participants: { __typename: 'ConferenceParticipantConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'ConferenceParticipant', id: string, displayName: string, alias: string, role: ParticipantRole, protocol: string, vendor: string, remote: string, nodeName: string, joinedAt: string, leftAt: string | null, leaveReason: string | null, erased: boolean, moves: Array<{ __typename: 'ParticipantMove', at: string, nodeName: string }> }> } } | null };

export type ParticipantEraseMutationVariables = Exact<{
  input: ParticipantEraseInput;
}>;


export type ParticipantEraseMutation = { participantErase: { __typename: 'ParticipantErasePayload', erasedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: LocationFilter | null | undefined;
  orderBy?: LocationOrder | null | undefined;
}>;


export type LocationsQuery = { locations: { __typename: 'LocationConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Location', id: string, name: string, description: string, nodeCount: number, transcodingLocation: { __typename: 'Location', id: string, name: string } | null, overflowLocation1: { __typename: 'Location', id: string, name: string } | null }> } };

export type LocationFieldsFragment = { id: string, revision: string, name: string, description: string, mtu: number, mediaDscp: number, signallingDscp: number, nodeCount: number, useRelayCandidatesOnly: boolean, burstingThreshold: number | null, pinProtection: ProtectionSetting, aliasProtection: ProtectionSetting, dnsServers: Array<string>, ntpServers: Array<string>, transcodingLocation: { id: string, name: string } | null, overflowLocation1: { id: string, name: string } | null, policyProfile: { id: string, name: string } | null, overflowLocation2: { id: string, name: string } | null, syslogServers: Array<{ address: string, port: number, transport: ServerTransport }>, stunServers: Array<{ address: string, port: number }>, turnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }>, clientStunServers: Array<{ address: string, port: number }>, clientTurnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }> };

export type LocationQueryVariables = Exact<{
  id: string | number;
}>;


export type LocationQuery = { location: { __typename: 'Location', id: string, revision: string, name: string, description: string, mtu: number, mediaDscp: number, signallingDscp: number, nodeCount: number, useRelayCandidatesOnly: boolean, burstingThreshold: number | null, pinProtection: ProtectionSetting, aliasProtection: ProtectionSetting, dnsServers: Array<string>, ntpServers: Array<string>, transcodingLocation: { id: string, name: string } | null, overflowLocation1: { id: string, name: string } | null, policyProfile: { id: string, name: string } | null, overflowLocation2: { id: string, name: string } | null, syslogServers: Array<{ address: string, port: number, transport: ServerTransport }>, stunServers: Array<{ address: string, port: number }>, turnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }>, clientStunServers: Array<{ address: string, port: number }>, clientTurnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }> } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type LocationCreateMutationVariables = Exact<{
  input: LocationCreateInput;
}>;


export type LocationCreateMutation = { locationCreate: { __typename: 'LocationCreatePayload', location: { __typename: 'Location', id: string } | null, warnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationUpdateMutationVariables = Exact<{
  input: LocationUpdateInput;
}>;


export type LocationUpdateMutation = { locationUpdate: { __typename: 'LocationUpdatePayload', location: { __typename: 'Location', id: string, revision: string, name: string, description: string, mtu: number, mediaDscp: number, signallingDscp: number, nodeCount: number, useRelayCandidatesOnly: boolean, burstingThreshold: number | null, pinProtection: ProtectionSetting, aliasProtection: ProtectionSetting, dnsServers: Array<string>, ntpServers: Array<string>, transcodingLocation: { id: string, name: string } | null, overflowLocation1: { id: string, name: string } | null, policyProfile: { id: string, name: string } | null, overflowLocation2: { id: string, name: string } | null, syslogServers: Array<{ address: string, port: number, transport: ServerTransport }>, stunServers: Array<{ address: string, port: number }>, turnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }>, clientStunServers: Array<{ address: string, port: number }>, clientTurnServers: Array<{ address: string, port: number, transport: ServerTransport, username: string, hasPassword: boolean }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationRemoveMutationVariables = Exact<{
  input: LocationRemoveInput;
}>;


export type LocationRemoveMutation = { locationRemove: { __typename: 'LocationRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LocationsRemoveMutationVariables = Exact<{
  input: LocationsRemoveInput;
}>;


export type LocationsRemoveMutation = { locationsRemove: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type EventRowFragment = { position: string, createdAt: string, type: string, stream: string, revision: string, actor: { kind: EventActorKind, name: string | null } | null };

export type EventsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventsQuery = { events: { __typename: 'EventConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Event', position: string, createdAt: string, type: string, stream: string, revision: string, actor: { kind: EventActorKind, name: string | null } | null }> } };

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


export type EventQuery = { event: { __typename: 'Event', id: string, position: string, stream: string, revision: string, type: string, createdAt: string, occurredAt: string | null, source: string | null, correlation: string | null, causation: string | null, data: unknown, problem: string | null, actor: { __typename: 'EventActor', kind: EventActorKind, id: string | null, name: string | null } | null } | null };

export type EventLogQueryVariables = Exact<{ [key: string]: never; }>;


export type EventLogQuery = { eventLog: { __typename: 'EventLog', kind: EventLogKind, oldestPosition: string | null, newestPosition: string, updatedAt: string | null, events: string | null, bytes: string | null, walBytes: string | null } };

export type NodesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ConferencingNodeFilter | null | undefined;
  orderBy?: ConferencingNodeOrder | null | undefined;
}>;


export type NodesQuery = { conferencingNodes: { __typename: 'ConferencingNodeConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'ConferencingNode', id: string, name: string, address: string, state: NodeState, maintenance: boolean, mediaLoad: number | null, maxHd: number | null, version: string | null, location: { __typename: 'Location', id: string, name: string } }> } };

export type NodeFieldsFragment = { id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } };

export type NodeQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeQuery = { conferencingNode: { __typename: 'ConferencingNode', id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type NodeCreateMutationVariables = Exact<{
  input: ConferencingNodeCreateInput;
}>;


export type NodeCreateMutation = { conferencingNodeCreate: { __typename: 'ConferencingNodeCreatePayload', conferencingNode: { __typename: 'ConferencingNode', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeUpdateMutationVariables = Exact<{
  input: ConferencingNodeUpdateInput;
}>;


export type NodeUpdateMutation = { conferencingNodeUpdate: { __typename: 'ConferencingNodeUpdatePayload', conferencingNode: { __typename: 'ConferencingNode', id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeRemoveMutationVariables = Exact<{
  input: ConferencingNodeRemoveInput;
}>;


export type NodeRemoveMutation = { conferencingNodeRemove: { __typename: 'ConferencingNodeRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeProvisionMutationVariables = Exact<{
  input: ConferencingNodeProvisionInput;
}>;


export type NodeProvisionMutation = { conferencingNodeProvision: { __typename: 'ConferencingNodeProvisionPayload', document: string | null, fileName: string | null, expiresAt: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeMaintenanceMutationVariables = Exact<{
  input: ConferencingNodeSetMaintenanceInput;
}>;


export type NodeMaintenanceMutation = { conferencingNodeSetMaintenance: { __typename: 'ConferencingNodeSetMaintenancePayload', conferencingNode: { __typename: 'ConferencingNode', id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeRevokeMutationVariables = Exact<{
  input: ConferencingNodeRevokeInput;
}>;


export type NodeRevokeMutation = { conferencingNodeRevoke: { __typename: 'ConferencingNodeRevokePayload', conferencingNode: { __typename: 'ConferencingNode', id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodeAssignCertificateMutationVariables = Exact<{
  input: ConferencingNodeAssignCertificateInput;
}>;


export type NodeAssignCertificateMutation = { conferencingNodeAssignCertificate: { __typename: 'ConferencingNodeAssignCertificatePayload', conferencingNode: { __typename: 'ConferencingNode', id: string, revision: string, name: string, description: string, role: ConferencingNodeRole, address: string, fqdn: string, alwaysOn: boolean, capacityHd: number | null, mediaPriorityWeight: number, staticNatAddress: string, secondaryAddress: string, ipv6Address: string, cloudBursting: boolean, maintenance: boolean, maintenanceReason: string, state: NodeState, version: string | null, bootTime: string | null, clientUrl: string | null, maxHd: number | null, mediaLoad: number | null, certificateExpiresAt: string | null, lastReportAt: string | null, configPosition: string | null, configInStep: boolean | null, drain: { conferences: number, calls: number, callsAtStart: number, drained: boolean } | null, linkCertificate: { serial: string, fingerprint: string, issuedAt: string, expiresAt: string, renewalPending: boolean } | null, provisioning: { state: NodeProvisioningState, issuedAt: string | null, expiresAt: string | null, revokedAt: string | null, refusals: Array<{ position: string, occurredAt: string, reason: NodeProvisioningRefusalReason, remote: string | null, count: number }> }, webCertificate: { id: string, name: string } | null, location: { id: string, name: string } } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type NodesMaintenanceMutationVariables = Exact<{
  input: ConferencingNodesSetMaintenanceInput;
}>;


export type NodesMaintenanceMutation = { conferencingNodesSetMaintenance: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type NodesRemoveMutationVariables = Exact<{
  input: ConferencingNodesRemoveInput;
}>;


export type NodesRemoveMutation = { conferencingNodesRemove: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> }> } };

export type NodeTimelineQueryVariables = Exact<{
  id: string | number;
  first: number;
}>;


export type NodeTimelineQuery = { nodeHistory: { __typename: 'NodeHistoryConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'NodeHistoryEntry', id: string, time: string, reason: string }> } };

export type ExplainPlacementQueryVariables = Exact<{
  input: ExplainPlacementInput;
}>;


export type ExplainPlacementQuery = { explainPlacement: { __typename: 'PlacementExplanation', message: string, rejection: PlacementRejection | null, callHd: number, reserveHd: number, conferenceId: string | null, decidedAt: string, node: { __typename: 'ConferencingNode', id: string, name: string } | null, edges: Array<{ __typename: 'PlacementCandidate', verdict: PlacementVerdict, message: string, present: boolean, neededHd: number, freeHd: number, node: { id: string, name: string } }>, locations: Array<{ __typename: 'PlacementStep', step: PlacementStepKind, verdict: PlacementVerdict, message: string, location: { __typename: 'Location', id: string, name: string } | null, candidates: Array<{ __typename: 'PlacementCandidate', verdict: PlacementVerdict, message: string, present: boolean, neededHd: number, freeHd: number, node: { id: string, name: string } }> }> } };

export type PlacementCandidateFieldsFragment = { verdict: PlacementVerdict, message: string, present: boolean, neededHd: number, freeHd: number, node: { id: string, name: string } };

export type PolicyProfilesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: PolicyProfileFilter | null | undefined;
  orderBy?: PolicyProfileOrder | null | undefined;
}>;


export type PolicyProfilesQuery = { policyProfiles: { __typename: 'PolicyProfileConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'PolicyProfile', id: string, name: string, description: string, url: string, username: string, hasPassword: boolean, serviceConfiguration: boolean, mediaLocation: boolean, participantProperties: boolean, avatar: boolean, registrations: boolean }> } };

export type PolicyProfileFieldsFragment = { id: string, revision: string, name: string, description: string, url: string, username: string, hasPassword: boolean, serviceConfiguration: boolean, mediaLocation: boolean, participantProperties: boolean, avatar: boolean, registrations: boolean };

export type PolicyProfileQueryVariables = Exact<{
  id: string | number;
}>;


export type PolicyProfileQuery = { policyProfile: { __typename: 'PolicyProfile', id: string, revision: string, name: string, description: string, url: string, username: string, hasPassword: boolean, serviceConfiguration: boolean, mediaLocation: boolean, participantProperties: boolean, avatar: boolean, registrations: boolean } | null, locations: { __typename: 'LocationConnection', totalCount: number, nodes: Array<{ __typename: 'Location', id: string, name: string }> } };

export type PolicyProfileCreateMutationVariables = Exact<{
  input: PolicyProfileCreateInput;
}>;


export type PolicyProfileCreateMutation = { policyProfileCreate: { __typename: 'PolicyProfileCreatePayload', policyProfile: { __typename: 'PolicyProfile', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type PolicyProfileUpdateMutationVariables = Exact<{
  input: PolicyProfileUpdateInput;
}>;


export type PolicyProfileUpdateMutation = { policyProfileUpdate: { __typename: 'PolicyProfileUpdatePayload', policyProfile: { __typename: 'PolicyProfile', id: string, revision: string, name: string, description: string, url: string, username: string, hasPassword: boolean, serviceConfiguration: boolean, mediaLocation: boolean, participantProperties: boolean, avatar: boolean, registrations: boolean } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type PolicyProfileRemoveMutationVariables = Exact<{
  input: PolicyProfileRemoveInput;
}>;


export type PolicyProfileRemoveMutation = { policyProfileRemove: { __typename: 'PolicyProfileRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GatewayRulesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: GatewayRuleFilter | null | undefined;
}>;


export type GatewayRulesQuery = { gatewayRules: { __typename: 'GatewayRuleConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'GatewayRule', id: string, revision: string, name: string, priority: number, enabled: boolean, incoming: boolean, outgoing: boolean, matchString: string, replaceString: string, outgoingProtocol: CallProtocol, sourceLocation: { __typename: 'Location', id: string, name: string } | null }> } };

export type GatewayRuleFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, priority: number, enabled: boolean, incoming: boolean, outgoing: boolean, protocols: Array<CallProtocol>, onlyIfRegistered: boolean, matchString: string, matchFullAlias: boolean, replaceString: string, callType: CallType, target: GatewayRuleTarget, outgoingProtocol: CallProtocol, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, treatAsTrusted: boolean, sourceLocation: { id: string, name: string } | null, outgoingLocation: { id: string, name: string } | null };

export type GatewayRuleQueryVariables = Exact<{
  id: string | number;
}>;


export type GatewayRuleQuery = { gatewayRule: { __typename: 'GatewayRule', id: string, revision: string, name: string, description: string, tag: string, priority: number, enabled: boolean, incoming: boolean, outgoing: boolean, protocols: Array<CallProtocol>, onlyIfRegistered: boolean, matchString: string, matchFullAlias: boolean, replaceString: string, callType: CallType, target: GatewayRuleTarget, outgoingProtocol: CallProtocol, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, treatAsTrusted: boolean, sourceLocation: { id: string, name: string } | null, outgoingLocation: { id: string, name: string } | null } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type GatewayRuleCreateMutationVariables = Exact<{
  input: GatewayRuleCreateInput;
}>;


export type GatewayRuleCreateMutation = { gatewayRuleCreate: { __typename: 'GatewayRuleCreatePayload', gatewayRule: { __typename: 'GatewayRule', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GatewayRuleUpdateMutationVariables = Exact<{
  input: GatewayRuleUpdateInput;
}>;


export type GatewayRuleUpdateMutation = { gatewayRuleUpdate: { __typename: 'GatewayRuleUpdatePayload', gatewayRule: { __typename: 'GatewayRule', id: string, revision: string, name: string, description: string, tag: string, priority: number, enabled: boolean, incoming: boolean, outgoing: boolean, protocols: Array<CallProtocol>, onlyIfRegistered: boolean, matchString: string, matchFullAlias: boolean, replaceString: string, callType: CallType, target: GatewayRuleTarget, outgoingProtocol: CallProtocol, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, treatAsTrusted: boolean, sourceLocation: { id: string, name: string } | null, outgoingLocation: { id: string, name: string } | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GatewayRuleRemoveMutationVariables = Exact<{
  input: GatewayRuleRemoveInput;
}>;


export type GatewayRuleRemoveMutation = { gatewayRuleRemove: { __typename: 'GatewayRuleRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GatewayRuleMoveMutationVariables = Exact<{
  input: GatewayRuleMoveInput;
}>;


export type GatewayRuleMoveMutation = { gatewayRuleMove: { __typename: 'GatewayRuleMovePayload', gatewayRule: { __typename: 'GatewayRule', id: string, revision: string, priority: number } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GatewayRulesApplyMutationVariables = Exact<{
  input: GatewayRulesApplyInput;
}>;


export type GatewayRulesApplyMutation = { gatewayRulesApply: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkResult', id: string, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> }> } };

export type RoomsCreateMutationVariables = Exact<{
  input: MeetingRoomsCreateInput;
}>;


export type RoomsCreateMutation = { meetingRoomsCreate: { __typename: 'MeetingRoomsCreatePayload', results: Array<{ __typename: 'ServiceResult', index: number, id: string | null, userErrors: Array<{ __typename: 'UserError', field: Array<string> | null, message: string }> }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesUpdateMutationVariables = Exact<{
  input: ServicesUpdateInput;
}>;


export type ServicesUpdateMutation = { servicesUpdate: { __typename: 'ServicesUpdatePayload', results: Array<{ __typename: 'ServiceResult', index: number, userErrors: Array<{ __typename: 'UserError', message: string }> }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesRemoveMutationVariables = Exact<{
  input: ServicesRemoveInput;
}>;


export type ServicesRemoveMutation = { servicesRemove: { __typename: 'ServicesRemovePayload', results: Array<{ __typename: 'ServiceResult', index: number, userErrors: Array<{ __typename: 'UserError', message: string }> }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

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
    | { __typename: 'BurstSchedule', id: string }
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


export type AliasMoveMutation = { aliasMove: { __typename: 'AliasMovePayload', service:
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
     | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ServicesFindQueryVariables = Exact<{
  search: string;
}>;


export type ServicesFindQuery = { services: { __typename: 'ServiceConnection', totalCount: number, nodes: Array<
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
    > } };

export type ParticipantChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ParticipantChoicesQuery = { choices: { __typename: 'AutomaticParticipantConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'AutomaticParticipant', id: string, name: string }> } };

export type ParticipantNameQueryVariables = Exact<{
  id: string | number;
}>;


export type ParticipantNameQuery = { automaticParticipant: { __typename: 'AutomaticParticipant', id: string, alias: string } | null };

export type RoomsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: MeetingRoomFilter | null | undefined;
  orderBy?: MeetingRoomOrder | null | undefined;
}>;


export type RoomsQuery = { meetingRooms: { __typename: 'MeetingRoomConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'MeetingRoom', id: string, name: string, description: string, tag: string, hasHostPin: boolean, allowGuests: boolean, participantLimit: number | null, aliases: Array<{ __typename: 'MeetingRoomAlias', alias: string }> }> } };

export type RoomFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, layout: Layout, aliases: Array<{ alias: string, description: string }> };

export type RoomQueryVariables = Exact<{
  id: string | number;
}>;


export type RoomQuery = { meetingRoom: { __typename: 'MeetingRoom', id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, layout: Layout, aliases: Array<{ alias: string, description: string }> } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type RoomCreateMutationVariables = Exact<{
  input: MeetingRoomCreateInput;
}>;


export type RoomCreateMutation = { meetingRoomCreate: { __typename: 'MeetingRoomCreatePayload', meetingRoom: { __typename: 'MeetingRoom', id: string } | null, warnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoomUpdateMutationVariables = Exact<{
  input: MeetingRoomUpdateInput;
}>;


export type RoomUpdateMutation = { meetingRoomUpdate: { __typename: 'MeetingRoomUpdatePayload', meetingRoom: { __typename: 'MeetingRoom', id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, layout: Layout, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type RoomRemoveMutationVariables = Exact<{
  input: MeetingRoomRemoveInput;
}>;


export type RoomRemoveMutation = { meetingRoomRemove: { __typename: 'MeetingRoomRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
  orderBy?: ServiceOrder | null | undefined;
}>;


export type AuditoriumsQuery = { auditoriums: { __typename: 'AuditoriumConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Auditorium', id: string, name: string, description: string, tag: string, hasHostPin: boolean, allowGuests: boolean, participantLimit: number | null, aliases: Array<{ __typename: 'MeetingRoomAlias', alias: string }> }> } };

export type AuditoriumFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, hostLayout: Layout, guestLayout: Layout, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> };

export type AuditoriumQueryVariables = Exact<{
  id: string | number;
}>;


export type AuditoriumQuery = { auditorium: { __typename: 'Auditorium', id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, hostLayout: Layout, guestLayout: Layout, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type AuditoriumCreateMutationVariables = Exact<{
  input: AuditoriumCreateInput;
}>;


export type AuditoriumCreateMutation = { auditoriumCreate: { __typename: 'AuditoriumCreatePayload', auditorium: { __typename: 'Auditorium', id: string } | null, warnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumUpdateMutationVariables = Exact<{
  input: AuditoriumUpdateInput;
}>;


export type AuditoriumUpdateMutation = { auditoriumUpdate: { __typename: 'AuditoriumUpdatePayload', auditorium: { __typename: 'Auditorium', id: string, revision: string, name: string, description: string, tag: string, primaryOwnerEmail: string, hasHostPin: boolean, allowGuests: boolean, hasGuestPin: boolean, guestsCanPresent: boolean, muteAllGuests: boolean, enableChat: ChatSetting, participantLimit: number | null, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, automaticParticipants: Array<string>, enableOverlayText: boolean, enableActiveSpeakerIndication: boolean, hostLayout: Layout, guestLayout: Layout, guestsCanSeeGuests: GuestsCanSeeGuests, forcePresenterIntoMain: boolean, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type AuditoriumRemoveMutationVariables = Exact<{
  input: AuditoriumRemoveInput;
}>;


export type AuditoriumRemoveMutation = { auditoriumRemove: { __typename: 'AuditoriumRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
  orderBy?: ServiceOrder | null | undefined;
}>;


export type ReceptionsQuery = { receptions: { __typename: 'ReceptionConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Reception', id: string, name: string, description: string, tag: string, matchString: string, replaceString: string, aliases: Array<{ __typename: 'MeetingRoomAlias', alias: string }> }> } };

export type ReceptionFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, lookupLocationId: string | null, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> };

export type ReceptionQueryVariables = Exact<{
  id: string | number;
}>;


export type ReceptionQuery = { reception: { __typename: 'Reception', id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, lookupLocationId: string | null, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type ReceptionCreateMutationVariables = Exact<{
  input: ReceptionCreateInput;
}>;


export type ReceptionCreateMutation = { receptionCreate: { __typename: 'ReceptionCreatePayload', reception: { __typename: 'Reception', id: string } | null, warnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionUpdateMutationVariables = Exact<{
  input: ReceptionUpdateInput;
}>;


export type ReceptionUpdateMutation = { receptionUpdate: { __typename: 'ReceptionUpdatePayload', reception: { __typename: 'Reception', id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, lookupLocationId: string | null, matchString: string, replaceString: string, digits: number | null, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ReceptionRemoveMutationVariables = Exact<{
  input: ReceptionRemoveInput;
}>;


export type ReceptionRemoveMutation = { receptionRemove: { __typename: 'ReceptionRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ServiceSearch | null | undefined;
  orderBy?: ServiceOrder | null | undefined;
}>;


export type TestCallsQuery = { testCalls: { __typename: 'TestCallConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'TestCall', id: string, name: string, description: string, tag: string, duration: number, aliases: Array<{ __typename: 'MeetingRoomAlias', alias: string }> }> } };

export type TestCallFieldsFragment = { id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, duration: number, aliases: Array<{ alias: string, description: string }> };

export type TestCallQueryVariables = Exact<{
  id: string | number;
}>;


export type TestCallQuery = { testCall: { __typename: 'TestCall', id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, duration: number, aliases: Array<{ alias: string, description: string }> } | null, configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type TestCallCreateMutationVariables = Exact<{
  input: TestCallCreateInput;
}>;


export type TestCallCreateMutation = { testCallCreate: { __typename: 'TestCallCreatePayload', testCall: { __typename: 'TestCall', id: string } | null, warnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode }>, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallUpdateMutationVariables = Exact<{
  input: TestCallUpdateInput;
}>;


export type TestCallUpdateMutation = { testCallUpdate: { __typename: 'TestCallUpdatePayload', testCall: { __typename: 'TestCall', id: string, revision: string, name: string, description: string, tag: string, callType: CallType, maxQuality: QualitySetting, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, themeId: string | null, duration: number, aliases: Array<{ alias: string, description: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type TestCallRemoveMutationVariables = Exact<{
  input: TestCallRemoveInput;
}>;


export type TestCallRemoveMutation = { testCallRemove: { __typename: 'TestCallRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type GlobalSettingsFieldsFragment = { id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number, defaultThemeId: string | null, pinProtection: boolean, pinAttemptLimit: number, aliasProtection: boolean, aliasAttemptLimit: number, breakInAllowList: Array<string>, signInBanner: string, siteBanner: string, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, enableDialout: boolean, burstingEnabled: boolean, burstingThreshold: number, burstingMinLifetime: number, liveViewShowConferences: boolean, conferenceHistoryDays: number };

export type GlobalSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type GlobalSettingsQuery = { globalSettings: { __typename: 'GlobalSettings', id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number, defaultThemeId: string | null, pinProtection: boolean, pinAttemptLimit: number, aliasProtection: boolean, aliasAttemptLimit: number, breakInAllowList: Array<string>, signInBanner: string, siteBanner: string, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, enableDialout: boolean, burstingEnabled: boolean, burstingThreshold: number, burstingMinLifetime: number, liveViewShowConferences: boolean, conferenceHistoryDays: number } };

export type GlobalSettingsUpdateMutationVariables = Exact<{
  input: GlobalSettingsUpdateInput;
}>;


export type GlobalSettingsUpdateMutation = { globalSettingsUpdate: { __typename: 'GlobalSettingsUpdatePayload', globalSettings: { __typename: 'GlobalSettings', id: string, revision: string, deploymentName: string, enableChat: boolean, maxQuality: QualitySetting, pinEntryTimeout: number, waitingForHostTimeout: number, guestsOnlyTimeout: number, lastParticipantTimeout: number, sessionIdleTimeout: number, defaultThemeId: string | null, pinProtection: boolean, pinAttemptLimit: number, aliasProtection: boolean, aliasAttemptLimit: number, breakInAllowList: Array<string>, signInBanner: string, siteBanner: string, encryption: EncryptionSetting, maxCallRateIn: number | null, maxCallRateOut: number | null, enableDialout: boolean, burstingEnabled: boolean, burstingThreshold: number, burstingMinLifetime: number, liveViewShowConferences: boolean, conferenceHistoryDays: number } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInSettingsFieldsFragment = { id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } };

export type SignInSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInSettingsQuery = { signInSettings: { __typename: 'SignInSettings', id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } }, roles: { __typename: 'RoleConnection', nodes: Array<{ __typename: 'Role', id: string, name: string }> } };

export type SignInSettingsUpdateMutationVariables = Exact<{
  input: SignInSettingsUpdateInput;
}>;


export type SignInSettingsUpdateMutation = { signInSettingsUpdate: { __typename: 'SignInSettingsUpdatePayload', signInSettings: { __typename: 'SignInSettings', id: string, revision: string, local: boolean, publicUrl: string, redirectUrl: string | null, oidc: { enabled: boolean, name: string, issuer: string, clientId: string, hasClientSecret: boolean, scopes: Array<string>, usernameClaim: string, groupsClaim: string, caCertificates: string, signOutAtProvider: boolean, mappings: Array<{ group: string, role: { id: string, name: string } }> }, ldap: { enabled: boolean, name: string, servers: Array<string>, security: LdapSecurity, permitPlaintext: boolean, caCertificates: string, bindDn: string, hasBindPassword: boolean, baseDn: string, userFilter: string, usernameAttribute: string, displayNameAttribute: string, idAttribute: string, groupsFrom: LdapGroupsFrom, memberOfAttribute: string, groupBaseDn: string, groupFilter: string, nestedGroups: boolean, timeout: number, mappings: Array<{ group: string, role: { id: string, name: string } }> } } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInSettingsTestMutationVariables = Exact<{
  input: SignInSettingsTestInput;
}>;


export type SignInSettingsTestMutation = { signInSettingsTest: { __typename: 'SignInSettingsTestPayload', passed: boolean | null, steps: Array<{ __typename: 'SignInTestStep', name: string, ok: boolean, detail: string }>, person: { __typename: 'SignInTestPerson', username: string, displayName: string, subject: string, groups: Array<string>, matchedGroups: Array<string>, roles: Array<{ __typename: 'Role', id: string, name: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type SignInPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInPageQuery = { signInPage: { __typename: 'SignInPage', banner: string, local: boolean, directory: string | null, provider: string | null, providerUrl: string | null } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { __typename: 'SignInPayload', viewer: { __typename: 'Viewer', name: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> } };

export type ProjectionFieldsFragment = { name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null };

export type ProjectionsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectionsQuery = { projections: Array<{ __typename: 'Projection', name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null }> };

export type ProjectionRebuildMutationVariables = Exact<{
  input: ProjectionRebuildInput;
}>;


export type ProjectionRebuildMutation = { projectionRebuild: { __typename: 'ProjectionRebuildPayload', projection: { __typename: 'Projection', name: string, position: string, lag: string | null, lagSeconds: number | null, state: ProjectionState, error: string | null, eventsPerSecond: number, leader: boolean, rebuilding: { position: string, target: string } | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ProjectionRetryMutationVariables = Exact<{
  input: ProjectionRetryInput;
}>;


export type ProjectionRetryMutation = { projectionRetry: { __typename: 'ProjectionRetryPayload', projection: { __typename: 'Projection', name: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ThemeFieldsFragment = { id: string, revision: string, name: string, description: string, isDefault: boolean, files: Array<{ key: string, kind: ThemeFileKind, name: string, size: number }>, fallback: Array<{ key: string, kind: ThemeFileKind, source: ThemeSource, name: string | null, url: string | null }> };

export type ThemesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ThemeFilter | null | undefined;
}>;


export type ThemesQuery = { themes: { __typename: 'ThemeConnection', totalCount: number, nodes: Array<{ __typename: 'Theme', id: string, name: string, description: string, isDefault: boolean, updatedAt: string, files: Array<{ __typename: 'ThemeFile', name: string }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } };

export type ThemeQueryVariables = Exact<{
  id: string | number;
}>;


export type ThemeQuery = { theme: { __typename: 'Theme', id: string, revision: string, name: string, description: string, isDefault: boolean, files: Array<{ key: string, kind: ThemeFileKind, name: string, size: number }>, fallback: Array<{ key: string, kind: ThemeFileKind, source: ThemeSource, name: string | null, url: string | null }> } | null };

export type ThemeCreateMutationVariables = Exact<{
  input: ThemeCreateInput;
}>;


export type ThemeCreateMutation = { themeCreate: { __typename: 'ThemeCreatePayload', theme: { __typename: 'Theme', id: string, revision: string, name: string, description: string, isDefault: boolean, files: Array<{ key: string, kind: ThemeFileKind, name: string, size: number }>, fallback: Array<{ key: string, kind: ThemeFileKind, source: ThemeSource, name: string | null, url: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ThemeUpdateMutationVariables = Exact<{
  input: ThemeUpdateInput;
}>;


export type ThemeUpdateMutation = { themeUpdate: { __typename: 'ThemeUpdatePayload', theme: { __typename: 'Theme', id: string, revision: string, name: string, description: string, isDefault: boolean, files: Array<{ key: string, kind: ThemeFileKind, name: string, size: number }>, fallback: Array<{ key: string, kind: ThemeFileKind, source: ThemeSource, name: string | null, url: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ThemeFilesRemoveMutationVariables = Exact<{
  input: ThemeFilesRemoveInput;
}>;


export type ThemeFilesRemoveMutation = { themeFilesRemove: { __typename: 'ThemeFilesRemovePayload', theme: { __typename: 'Theme', id: string, revision: string, name: string, description: string, isDefault: boolean, files: Array<{ key: string, kind: ThemeFileKind, name: string, size: number }>, fallback: Array<{ key: string, kind: ThemeFileKind, source: ThemeSource, name: string | null, url: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ThemeRemoveMutationVariables = Exact<{
  input: ThemeRemoveInput;
}>;


export type ThemeRemoveMutation = { themeRemove: { __typename: 'ThemeRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type ConfigurationWarningsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConfigurationWarningsQuery = { configurationWarnings: Array<{ __typename: 'ConfigurationWarning', code: ConfigurationWarningCode, message: string, remedy: string, subjectName: string, subject:
      | { __typename: 'Administrator', id: string }
      | { __typename: 'Alarm', id: string }
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'AuditEntry', id: string }
      | { __typename: 'Auditorium', id: string }
      | { __typename: 'AutomaticParticipant', id: string }
      | { __typename: 'BurstSchedule', id: string }
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
     | null }> };

export type WebhooksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { __typename: 'WebhookConnection', totalCount: number, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'Webhook', id: string, name: string, url: string, typePrefixes: Array<string>, enabled: boolean, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { __typename: 'WebhookReplay', position: string, through: string } | null }> } };

export type WebhookFieldsFragment = { id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null };

export type WebhookQueryVariables = Exact<{
  id: string | number;
}>;


export type WebhookQuery = { webhook: { __typename: 'Webhook', id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null } | null };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  states?: Array<WebhookDeliveryState> | WebhookDeliveryState | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhook: { __typename: 'Webhook', id: string, deliveries: { __typename: 'WebhookDeliveryConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ __typename: 'WebhookDelivery', position: string, eventType: string, stream: string, replay: boolean, state: WebhookDeliveryState, attempts: number, lastAttemptAt: string | null, nextAttemptAt: string | null, statusCode: number | null, error: string | null, durationMs: number | null }> } } | null };

export type WebhookCreateMutationVariables = Exact<{
  input: WebhookCreateInput;
}>;


export type WebhookCreateMutation = { webhookCreate: { __typename: 'WebhookCreatePayload', secret: string | null, webhook: { __typename: 'Webhook', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookUpdateMutationVariables = Exact<{
  input: WebhookUpdateInput;
}>;


export type WebhookUpdateMutation = { webhookUpdate: { __typename: 'WebhookUpdatePayload', webhook: { __typename: 'Webhook', id: string, revision: string, name: string, url: string, typePrefixes: Array<string>, includePersonalData: boolean, enabled: boolean, createdAt: string, position: string, lag: string | null, pending: number, parked: number, failingSince: string | null, lastError: string | null, lastSuccessAt: string | null, pausedUntil: string | null, replay: { after: string, through: string, position: string } | null } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookRemoveMutationVariables = Exact<{
  input: WebhookRemoveInput;
}>;


export type WebhookRemoveMutation = { webhookRemove: { __typename: 'WebhookRemovePayload', removedId: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookRotateSecretMutationVariables = Exact<{
  input: WebhookRotateSecretInput;
}>;


export type WebhookRotateSecretMutation = { webhookRotateSecret: { __typename: 'WebhookRotateSecretPayload', secret: string | null, webhook: { __typename: 'Webhook', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookTestMutationVariables = Exact<{
  input: WebhookTestInput;
}>;


export type WebhookTestMutation = { webhookTest: { __typename: 'WebhookTestPayload', delivered: boolean, statusCode: number | null, durationMs: number | null, error: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookReplayMutationVariables = Exact<{
  input: WebhookReplayInput;
}>;


export type WebhookReplayMutation = { webhookReplay: { __typename: 'WebhookReplayPayload', webhook: { __typename: 'Webhook', id: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookDeliveryRetryMutationVariables = Exact<{
  input: WebhookDeliveryRetryInput;
}>;


export type WebhookDeliveryRetryMutation = { webhookDeliveryRetry: { __typename: 'WebhookDeliveryRetryPayload', count: number, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type WebhookDeliveryDiscardMutationVariables = Exact<{
  input: WebhookDeliveryDiscardInput;
}>;


export type WebhookDeliveryDiscardMutation = { webhookDeliveryDiscard: { __typename: 'WebhookDeliveryDiscardPayload', count: number, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, field: Array<string> | null, message: string }> } };

export type LiveLocationFieldsFragment = { id: string, name: string };

export type LiveNodeFieldsFragment = { id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null };

export type NodeLoadFieldsFragment = { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string };

export type LiveConferenceFieldsFragment = { id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, homeNodeId: string, nodeIds: Array<string>, mediaNodeIds: Array<string>, backplanes: Array<{ id: string, kind: BackplaneKind, nodeIds: Array<string>, since: string, load: { backplaneId: string, conferenceId: string, quality: MediaQuality, lossPercent: number, bitrate: string, rttMs: number } | null }>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, mediaNodeId: string | null, edgeNodeId: string | null, placementStep: PlacementStepKind | null, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> };

export type BackplaneLoadFieldsFragment = { backplaneId: string, conferenceId: string, quality: MediaQuality, lossPercent: number, bitrate: string, rttMs: number };

export type LiveViewSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LiveViewSubscription = { liveView:
    | { __typename: 'LiveViewBookmark', position: string, serverTime: string }
    | { __typename: 'LiveViewDelta', previousPosition: string, position: string, removed: Array<string>, locations: Array<{ id: string, name: string }>, nodes: Array<{ id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null }>, conferences: Array<{ id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, homeNodeId: string, nodeIds: Array<string>, mediaNodeIds: Array<string>, backplanes: Array<{ id: string, kind: BackplaneKind, nodeIds: Array<string>, since: string, load: { backplaneId: string, conferenceId: string, quality: MediaQuality, lossPercent: number, bitrate: string, rttMs: number } | null }>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, mediaNodeId: string | null, edgeNodeId: string | null, placementStep: PlacementStepKind | null, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> }>, loads: Array<{ nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string }>, backplaneLoads: Array<{ backplaneId: string, conferenceId: string, quality: MediaQuality, lossPercent: number, bitrate: string, rttMs: number }>, alarms: { error: number, warning: number }, rejectedCalls: Array<{ locationId: string, reason: string, count: number }> }
    | { __typename: 'LiveViewSnapshot', position: string, reason: SnapshotReason, locations: Array<{ id: string, name: string }>, nodes: Array<{ id: string, name: string, locationId: string, address: string, role: ConferencingNodeRole, state: NodeState, maintenance: boolean, maxHd: number, version: string, load: { nodeId: string, mediaLoad: number, usedHd: number, reportedAt: string } | null }>, conferences: Array<{ id: string, serviceId: string, name: string, tag: string, startedAt: string, locked: boolean, guestsMuted: boolean, homeNodeId: string, nodeIds: Array<string>, mediaNodeIds: Array<string>, backplanes: Array<{ id: string, kind: BackplaneKind, nodeIds: Array<string>, since: string, load: { backplaneId: string, conferenceId: string, quality: MediaQuality, lossPercent: number, bitrate: string, rttMs: number } | null }>, participants: Array<{ id: string, displayName: string, role: ParticipantRole, protocol: string, nodeId: string, mediaNodeId: string | null, edgeNodeId: string | null, placementStep: PlacementStepKind | null, joinedAt: string, waiting: boolean, muted: boolean, presenting: boolean, hasMedia: boolean }> }>, alarms: { error: number, warning: number }, rejectedCalls: Array<{ locationId: string, reason: string, count: number }> }
   };

export type ConferenceControlMutationVariables = Exact<{
  input: ConferenceControlInput;
}>;


export type ConferenceControlMutation = { conferenceControl: { __typename: 'ConferenceControlPayload', done: boolean, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> } };

export type ParticipantControlMutationVariables = Exact<{
  input: ParticipantControlInput;
}>;


export type ParticipantControlMutation = { participantControl: { __typename: 'ParticipantControlPayload', done: boolean, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> } };

export type ParticipantPlacementsQueryVariables = Exact<{
  id: string | number;
}>;


export type ParticipantPlacementsQuery = { node:
    | { __typename: 'Administrator' }
    | { __typename: 'Alarm' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'Auditorium' }
    | { __typename: 'AutomaticParticipant' }
    | { __typename: 'BurstSchedule' }
    | { __typename: 'Certificate' }
    | { __typename: 'CloudAccount' }
    | { __typename: 'ConferenceParticipant', placements: Array<{ __typename: 'CallPlacement', decidedAt: string, message: string, callHd: number, reserveHd: number, locations: Array<{ __typename: 'PlacedLocation', locationName: string, step: PlacementStepKind | null, verdict: PlacementVerdict | null, message: string, candidates: Array<{ __typename: 'PlacedCandidate', nodeName: string, verdict: PlacementVerdict | null, message: string, present: boolean, neededHd: number, freeHd: number }> }>, edges: Array<{ __typename: 'PlacedCandidate', nodeName: string, verdict: PlacementVerdict | null, message: string, present: boolean, neededHd: number, freeHd: number }> }> }
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

export type PlacedCandidateFieldsFragment = { nodeName: string, verdict: PlacementVerdict | null, message: string, present: boolean, neededHd: number, freeHd: number };

export type ChoiceNameQueryVariables = Exact<{
  id: string | number;
}>;


export type ChoiceNameQuery = { node:
    | { __typename: 'Administrator', id: string }
    | { __typename: 'Alarm', id: string }
    | { __typename: 'ApiToken', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Auditorium', name: string, id: string }
    | { __typename: 'AutomaticParticipant', id: string }
    | { __typename: 'BurstSchedule', id: string }
    | { __typename: 'Certificate', id: string }
    | { __typename: 'CloudAccount', id: string }
    | { __typename: 'ConferenceParticipant', id: string }
    | { __typename: 'ConferenceRecord', id: string }
    | { __typename: 'ConferencingNode', name: string, id: string }
    | { __typename: 'Device', id: string }
    | { __typename: 'GatewayRule', id: string }
    | { __typename: 'GlobalSettings', id: string }
    | { __typename: 'Location', name: string, id: string }
    | { __typename: 'MeetingRoom', name: string, id: string }
    | { __typename: 'NodeHistoryEntry', id: string }
    | { __typename: 'PolicyProfile', name: string, id: string }
    | { __typename: 'Reception', name: string, id: string }
    | { __typename: 'Role', name: string, id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'SignInSettings', id: string }
    | { __typename: 'TestCall', name: string, id: string }
    | { __typename: 'Theme', name: string, id: string }
    | { __typename: 'Webhook', id: string }
   | null };

export type LocationChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type LocationChoicesQuery = { choices: { __typename: 'LocationConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'Location', id: string, name: string }> } };

export type NodeChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type NodeChoicesQuery = { choices: { __typename: 'ConferencingNodeConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'ConferencingNode', id: string, name: string }> } };

export type ServiceChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ServiceChoicesQuery = { choices: { __typename: 'ServiceConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<
      | { __typename: 'Auditorium', id: string, name: string }
      | { __typename: 'MeetingRoom', id: string, name: string }
      | { __typename: 'Reception', id: string, name: string }
      | { __typename: 'TestCall', id: string, name: string }
    > } };

export type ThemeChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type ThemeChoicesQuery = { choices: { __typename: 'ThemeConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'Theme', id: string, name: string }> } };

export type RoleChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type RoleChoicesQuery = { choices: { __typename: 'RoleConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'Role', id: string, name: string }> } };

export type PolicyProfileChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type PolicyProfileChoicesQuery = { choices: { __typename: 'PolicyProfileConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'PolicyProfile', id: string, name: string }> } };

export type CertificateChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type CertificateChoicesQuery = { choices: { __typename: 'CertificateConnection', pageInfo: { __typename: 'PageInfo', hasNextPage: boolean }, nodes: Array<{ __typename: 'Certificate', id: string, name: string, isUsable: boolean }> } };

export const AlarmFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredReason"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<AlarmFieldsFragment, unknown>;
export const BurstingNodeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstingNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"publicAddress"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoadPercent"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"costSoFar"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"lastEvent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"canStart"}},{"kind":"Field","name":{"kind":"Name","value":"cannotStart"}},{"kind":"Field","name":{"kind":"Name","value":"canStop"}},{"kind":"Field","name":{"kind":"Name","value":"cannotStop"}},{"kind":"Field","name":{"kind":"Name","value":"earliestStopAt"}},{"kind":"Field","name":{"kind":"Name","value":"giveUpAt"}},{"kind":"Field","name":{"kind":"Name","value":"holdUntil"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<BurstingNodeFieldsFragment, unknown>;
export const BurstingLocationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstingLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoadPercent"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}},{"kind":"Field","name":{"kind":"Name","value":"pendingHd"}},{"kind":"Field","name":{"kind":"Name","value":"thresholdHd"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"overflows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"principals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"forecast"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}}]}}]}}]} as unknown as DocumentNode<BurstingLocationFieldsFragment, unknown>;
export const BurstScheduleFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstScheduleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstSchedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"}},{"kind":"Field","name":{"kind":"Name","value":"cron"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"leadMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"durationMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"windows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"count"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<BurstScheduleFieldsFragment, unknown>;
export const CertificateFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateFieldsFragment, unknown>;
export const CloudAccountFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CloudAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accessKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"hasSecretKey"}},{"kind":"Field","name":{"kind":"Name","value":"roleArn"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"tagKey"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"scripts"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerHour"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<CloudAccountFieldsFragment, unknown>;
export const DeviceFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeviceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Device"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"ownerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"shadowedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<DeviceFieldsFragment, unknown>;
export const AutomaticParticipantFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AutomaticParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"routing"}},{"kind":"Field","name":{"kind":"Name","value":"dtmfSequence"}},{"kind":"Field","name":{"kind":"Name","value":"remoteDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"presentationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"streaming"}},{"kind":"Field","name":{"kind":"Name","value":"keepConferenceAlive"}},{"kind":"Field","name":{"kind":"Name","value":"serviceCount"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantFieldsFragment, unknown>;
export const LocationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Location"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"mtu"}},{"kind":"Field","name":{"kind":"Name","value":"mediaDscp"}},{"kind":"Field","name":{"kind":"Name","value":"signallingDscp"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"transcodingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"useRelayCandidatesOnly"}},{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation2"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dnsServers"}},{"kind":"Field","name":{"kind":"Name","value":"ntpServers"}},{"kind":"Field","name":{"kind":"Name","value":"syslogServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"turnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientStunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientTurnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}}]}}]} as unknown as DocumentNode<LocationFieldsFragment, unknown>;
export const EventRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventRowFragment, unknown>;
export const NodeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeFieldsFragment, unknown>;
export const PlacementCandidateFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlacementCandidateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacementCandidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"neededHd"}},{"kind":"Field","name":{"kind":"Name","value":"freeHd"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<PlacementCandidateFieldsFragment, unknown>;
export const PolicyProfileFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProfileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"serviceConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLocation"}},{"kind":"Field","name":{"kind":"Name","value":"participantProperties"}},{"kind":"Field","name":{"kind":"Name","value":"avatar"}},{"kind":"Field","name":{"kind":"Name","value":"registrations"}}]}}]} as unknown as DocumentNode<PolicyProfileFieldsFragment, unknown>;
export const GatewayRuleFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GatewayRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"outgoing"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"onlyIfRegistered"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"matchFullAlias"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"outgoingProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"treatAsTrusted"}},{"kind":"Field","name":{"kind":"Name","value":"sourceLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outgoingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<GatewayRuleFieldsFragment, unknown>;
export const RoomFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"layout"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomFieldsFragment, unknown>;
export const AuditoriumFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"hostLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumFieldsFragment, unknown>;
export const ReceptionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"lookupLocationId"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionFieldsFragment, unknown>;
export const TestCallFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallFieldsFragment, unknown>;
export const GlobalSettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"defaultThemeId"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"pinAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"breakInAllowList"}},{"kind":"Field","name":{"kind":"Name","value":"signInBanner"}},{"kind":"Field","name":{"kind":"Name","value":"siteBanner"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialout"}},{"kind":"Field","name":{"kind":"Name","value":"burstingEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"burstingMinLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"liveViewShowConferences"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceHistoryDays"}}]}}]} as unknown as DocumentNode<GlobalSettingsFieldsFragment, unknown>;
export const SignInSettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsFieldsFragment, unknown>;
export const ProjectionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionFieldsFragment, unknown>;
export const ThemeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThemeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fallback"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ThemeFieldsFragment, unknown>;
export const WebhookFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookFieldsFragment, unknown>;
export const LiveLocationFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<LiveLocationFieldsFragment, unknown>;
export const NodeLoadFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}}]} as unknown as DocumentNode<NodeLoadFieldsFragment, unknown>;
export const LiveNodeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}}]} as unknown as DocumentNode<LiveNodeFieldsFragment, unknown>;
export const BackplaneLoadFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BackplaneLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BackplaneLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backplaneId"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceId"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"lossPercent"}},{"kind":"Field","name":{"kind":"Name","value":"bitrate"}},{"kind":"Field","name":{"kind":"Name","value":"rttMs"}}]}}]} as unknown as DocumentNode<BackplaneLoadFieldsFragment, unknown>;
export const LiveConferenceFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveConferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveConference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","name":{"kind":"Name","value":"guestsMuted"}},{"kind":"Field","name":{"kind":"Name","value":"homeNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"mediaNodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"backplanes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BackplaneLoadFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"edgeNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"placementStep"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"muted"}},{"kind":"Field","name":{"kind":"Name","value":"presenting"}},{"kind":"Field","name":{"kind":"Name","value":"hasMedia"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BackplaneLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BackplaneLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backplaneId"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceId"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"lossPercent"}},{"kind":"Field","name":{"kind":"Name","value":"bitrate"}},{"kind":"Field","name":{"kind":"Name","value":"rttMs"}}]}}]} as unknown as DocumentNode<LiveConferenceFieldsFragment, unknown>;
export const PlacedCandidateFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlacedCandidateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedCandidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"neededHd"}},{"kind":"Field","name":{"kind":"Name","value":"freeHd"}}]}}]} as unknown as DocumentNode<PlacedCandidateFieldsFragment, unknown>;
export const ViewerDocument = {"__meta__":{"hash":"sha256:ca79eb915722886810441de8e35503040691c1c2e29f81e6b987689b20d29beb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"siteBanner"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const SignOutDocument = {"__meta__":{"hash":"sha256:a221621b82daa1015ded4f1301839b1e05c9e0573450dd04b2b38ed1ad641975"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"providerUrl"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const AdministratorsDocument = {"__meta__":{"hash":"sha256:561e8a9e877eeb971c215010c9d169e9059fcd41e6b7c85e3973bf01bf971bf3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Administrators"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administrators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"assignedRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastSignInAt"}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"external"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorsQuery, AdministratorsQueryVariables>;
export const AdministratorDocument = {"__meta__":{"hash":"sha256:9e8d965dd5b7d3f72b3d32024754b171fe2fd7a38cd63547588962b56a040604"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Administrator"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Administrator"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSignInAt"}},{"kind":"Field","name":{"kind":"Name","value":"assignedRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"external"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorQuery, AdministratorQueryVariables>;
export const AdministratorCreateDocument = {"__meta__":{"hash":"sha256:4b37fb1a51f4eb1fdda28e6f264d362994ca2b296f8a678fac1c70d6e08ab175"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorCreateMutation, AdministratorCreateMutationVariables>;
export const AdministratorUpdateDocument = {"__meta__":{"hash":"sha256:4a4d96f2870239630f64ac5ee1e8d1b2b5a345e56aa84d0a40e5862214062029"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSignInAt"}},{"kind":"Field","name":{"kind":"Name","value":"assignedRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"external"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorUpdateMutation, AdministratorUpdateMutationVariables>;
export const AdministratorSetPasswordDocument = {"__meta__":{"hash":"sha256:4c695e7c587ea07fb78f0b531d2464f69896bf950352528851422c6176436746"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorSetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorSetPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorSetPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorSetPasswordMutation, AdministratorSetPasswordMutationVariables>;
export const AdministratorUnlockDocument = {"__meta__":{"hash":"sha256:b842820e7997744a78fccb10979fb37a51f1a5a898782efa07834bd422e8375b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorUnlock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorUnlockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorUnlock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorUnlockMutation, AdministratorUnlockMutationVariables>;
export const AdministratorRemoveDocument = {"__meta__":{"hash":"sha256:5386bca280acbed55ec163e6c7417cc6c93d106a59032373cbc6f35b471d0d49"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministratorRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministratorRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administratorRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministratorRemoveMutation, AdministratorRemoveMutationVariables>;
export const ApiTokensDocument = {"__meta__":{"hash":"sha256:dae4fa5c0305c484a929226d46b601d503248fd5f1f4af5ff5ac37e314b55997"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiTokens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"eventStreams"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedFrom"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokensQuery, ApiTokensQueryVariables>;
export const ApiTokenCreateDocument = {"__meta__":{"hash":"sha256:57166f000764840e1ff0d0cd3757ad760f437d061237a9f6922c259cf478e91b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApiTokenCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokenCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokenCreateMutation, ApiTokenCreateMutationVariables>;
export const ApiTokenUpdateDocument = {"__meta__":{"hash":"sha256:8367b8c11dad21c27e70eab6e1a3ab7215cd1d00e01f1052e8944cd423a28a5f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApiTokenUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokenUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokenUpdateMutation, ApiTokenUpdateMutationVariables>;
export const ApiTokenRevokeDocument = {"__meta__":{"hash":"sha256:4e146ae1838e48c4ac636e579c26a8b3edc2bfb586793f27782ca9c51e870f2c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApiTokenRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApiTokenRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiTokenRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"apiToken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApiTokenRevokeMutation, ApiTokenRevokeMutationVariables>;
export const PermissionsDocument = {"__meta__":{"hash":"sha256:b68ce82a9cca6b115683837bf36847c6c0bb940428d7cc70989abf51a73d2dad"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<PermissionsQuery, PermissionsQueryVariables>;
export const RolesDocument = {"__meta__":{"hash":"sha256:a7aca922f854a284d838ee9b811543a3f4a106e14aeab09fa9738a3e1e5d1948"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Roles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RoleFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"builtIn"}},{"kind":"Field","name":{"kind":"Name","value":"administratorCount"}}]}}]}}]}}]} as unknown as DocumentNode<RolesQuery, RolesQueryVariables>;
export const RoleDocument = {"__meta__":{"hash":"sha256:c49901ddbc228b0b14ce996d281e39af4568b3586275288da1860baa44eb20d2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Role"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"builtIn"}},{"kind":"Field","name":{"kind":"Name","value":"administratorCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]} as unknown as DocumentNode<RoleQuery, RoleQueryVariables>;
export const RoleCreateDocument = {"__meta__":{"hash":"sha256:2f4380ec04fad4e408d80ff65b94e8e932c2a05ed7a6a1f912af8bf6946525cd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoleCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RoleCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoleCreateMutation, RoleCreateMutationVariables>;
export const RoleUpdateDocument = {"__meta__":{"hash":"sha256:3168810386d26203a72f7db2c711f5461d7a8a0a81f632b79976717c5f63ebf8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoleUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RoleUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"builtIn"}},{"kind":"Field","name":{"kind":"Name","value":"administratorCount"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoleUpdateMutation, RoleUpdateMutationVariables>;
export const RoleRemoveDocument = {"__meta__":{"hash":"sha256:474dc38ec4d390d73519808ce66c73e1440b605e06e54f3c60820b1b1207929c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoleRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RoleRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoleRemoveMutation, RoleRemoveMutationVariables>;
export const SessionsDocument = {"__meta__":{"hash":"sha256:fff823f39f13d63abd1192c0eef5d5c27483f0ef21577451443d021310e8580d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"administrator"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"lastActiveAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastActiveFrom"}},{"kind":"Field","name":{"kind":"Name","value":"idle"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const SessionEndDocument = {"__meta__":{"hash":"sha256:dfd4ce3e0fab8e7db5935a448f92aeb3c130221e385746b77028fc550cded095"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionEnd"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEndInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionEnd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"endedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SessionEndMutation, SessionEndMutationVariables>;
export const AlarmsDocument = {"__meta__":{"hash":"sha256:a3a67de703cb0b3a3b12a94ec121746139e1ea66360020f02e7760f6c8488236"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Alarms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"alarms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"warning"}},{"kind":"Field","name":{"kind":"Name","value":"info"}},{"kind":"Field","name":{"kind":"Name","value":"unacknowledged"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredReason"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<AlarmsSubscription, AlarmsSubscriptionVariables>;
export const AlarmHistoryDocument = {"__meta__":{"hash":"sha256:d69b8eb3740fe3013cea8ef243886807d5cea175780cdb0158c0fa38653efa28"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AlarmHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AlarmFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredReason"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<AlarmHistoryQuery, AlarmHistoryQueryVariables>;
export const AlarmAcknowledgeDocument = {"__meta__":{"hash":"sha256:ec1ec6bf03884b2a686f3ef3e2a0591ef6e663fa661045119e4eb082f023e811"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AlarmAcknowledge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlarmAcknowledgeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alarmAcknowledge"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alarm"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlarmFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlarmFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alarm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"details"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredAt"}},{"kind":"Field","name":{"kind":"Name","value":"loweredReason"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedBy"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"numbers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<AlarmAcknowledgeMutation, AlarmAcknowledgeMutationVariables>;
export const AuditDocument = {"__meta__":{"hash":"sha256:f9cbaff35b0da64f2c8a4a1eb857bb4626885aaae078ae041b44d24797b64ae6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Audit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditQuery, AuditQueryVariables>;
export const AuditEntryDocument = {"__meta__":{"hash":"sha256:018574b6ee3f517c15318108aac52b3778e21a6cd97e4568de3eff73295a8840"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEntry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEntry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"correlation"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditEntryQuery, AuditEntryQueryVariables>;
export const AuditStateDocument = {"__meta__":{"hash":"sha256:beafb9595c47f7d3407f3c8a88d4f32a7550cc7bb942937772dfdab7bee37626"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditState"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditState"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<AuditStateQuery, AuditStateQueryVariables>;
export const BurstingStatusDocument = {"__meta__":{"hash":"sha256:47c4e83e09deb5110af8ecd43b5c68b3ddf6aa02b743fdc1f8916c166d02d419"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BurstingStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstingStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"thresholdHd"}},{"kind":"Field","name":{"kind":"Name","value":"minLifetimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"evaluatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"awaiting"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"principalLocations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BurstingLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BurstingLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BurstingNodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"answeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"machines"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstingLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoadPercent"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}},{"kind":"Field","name":{"kind":"Name","value":"pendingHd"}},{"kind":"Field","name":{"kind":"Name","value":"thresholdHd"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"overflows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"principals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"forecast"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"availableHd"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstingNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"publicAddress"}},{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoadPercent"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"costSoFar"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"lastEvent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"canStart"}},{"kind":"Field","name":{"kind":"Name","value":"cannotStart"}},{"kind":"Field","name":{"kind":"Name","value":"canStop"}},{"kind":"Field","name":{"kind":"Name","value":"cannotStop"}},{"kind":"Field","name":{"kind":"Name","value":"earliestStopAt"}},{"kind":"Field","name":{"kind":"Name","value":"giveUpAt"}},{"kind":"Field","name":{"kind":"Name","value":"holdUntil"}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<BurstingStatusSubscription, BurstingStatusSubscriptionVariables>;
export const BurstNodeStartDocument = {"__meta__":{"hash":"sha256:c39093f6ec384c0ea0e018825ed6d130cc63a48d36e53aff401aa274ececc5b7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstNodeStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstNodeStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstNodeStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BurstNodeStartMutation, BurstNodeStartMutationVariables>;
export const BurstNodeStopDocument = {"__meta__":{"hash":"sha256:0749cf1a565c26e58a622c425ca35c8061b8bba1848018f714c653a43647653a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstNodeStop"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstNodeStopInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstNodeStop"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BurstNodeStopMutation, BurstNodeStopMutationVariables>;
export const BurstSchedulesDocument = {"__meta__":{"hash":"sha256:a2147c12b2f10193fa40206ef7006224554ab476ef44703205180612e7290ede"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstSchedules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstScheduleFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstScheduleOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstSchedules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"}},{"kind":"Field","name":{"kind":"Name","value":"cron"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"leadMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"durationMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"windows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"count"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BurstSchedulesQuery, BurstSchedulesQueryVariables>;
export const BurstScheduleDocument = {"__meta__":{"hash":"sha256:f661212f73f3b5c2dd9de3a1f69fd4e2e4bee208e8de67797c4ffbc4dc36e8d8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"BurstScheduleFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstScheduleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstSchedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"}},{"kind":"Field","name":{"kind":"Name","value":"cron"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"leadMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"durationMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"windows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"count"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<BurstScheduleQuery, BurstScheduleQueryVariables>;
export const BurstScheduleCreateDocument = {"__meta__":{"hash":"sha256:9b4f735b9856a125cb5a9ff4f651a29fee7ecc4807013aad219d340ab6caa341"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstScheduleCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstScheduleCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstScheduleCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"burstSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BurstScheduleCreateMutation, BurstScheduleCreateMutationVariables>;
export const BurstScheduleUpdateDocument = {"__meta__":{"hash":"sha256:29897fea493e7e0a2ae1d325185b40341b6f6c78ab77de57013b8f4e60adf5df"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstScheduleUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstScheduleUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstScheduleUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"burstSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"BurstScheduleFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BurstScheduleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BurstSchedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"}},{"kind":"Field","name":{"kind":"Name","value":"cron"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"leadMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"durationMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"windows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"count"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]} as unknown as DocumentNode<BurstScheduleUpdateMutation, BurstScheduleUpdateMutationVariables>;
export const BurstScheduleRemoveDocument = {"__meta__":{"hash":"sha256:309d3a2ced3a4b0ebc15457b3b6384ed15673183b0d04a7ffc6f03a83ec64ff2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstScheduleRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstScheduleRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstScheduleRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BurstScheduleRemoveMutation, BurstScheduleRemoveMutationVariables>;
export const BurstSchedulesRemoveDocument = {"__meta__":{"hash":"sha256:d8e3a282eb6d72f7321f45a5e2b9238b74051909defcfd558e0201599a72b28c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BurstSchedulesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstSchedulesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstSchedulesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BurstSchedulesRemoveMutation, BurstSchedulesRemoveMutationVariables>;
export const CloudAccountChoicesDocument = {"__meta__":{"hash":"sha256:1f4615e667b51252289353fa36e5dd1c7a86963dcc15b7e9c13adc53416d6a6f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloudAccountChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"cloudAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CloudAccountChoicesQuery, CloudAccountChoicesQueryVariables>;
export const BurstingSetupDocument = {"__meta__":{"hash":"sha256:dc2e891ed93cc79e79ab36df0989a87094f4e3124e03148ca692817a827336a8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstingSetup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstingSetup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"iamPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"assumePolicy"}},{"kind":"Field","name":{"kind":"Name","value":"trustPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"diskKeyPolicy"}},{"kind":"Field","name":{"kind":"Name","value":"rightsHelp"}},{"kind":"Field","name":{"kind":"Name","value":"tagKey"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"ports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userDataHelp"}}]}}]}}]} as unknown as DocumentNode<BurstingSetupQuery, BurstingSetupQueryVariables>;
export const CloudAccountCheckDocument = {"__meta__":{"hash":"sha256:ea8a5bf1cddc70b2071a6ca4d29a098ab3b92d06c4324b62f3a6fc78c93ba42d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloudAccountCheck"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccountCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"instanceId"}},{"kind":"Field","name":{"kind":"Name","value":"tried"}},{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"machines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"tagMatches"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"addresses"}},{"kind":"Field","name":{"kind":"Name","value":"publicAddress"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CloudAccountCheckQuery, CloudAccountCheckQueryVariables>;
export const BurstingConversionDocument = {"__meta__":{"hash":"sha256:6eb4f35fe42d02db404856e2bf59019d586388bc5b7c25d9572e599b49c7e09a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstingConversion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingConversionTarget"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstingConversion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"nodeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nodeId"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]}}]}}]} as unknown as DocumentNode<BurstingConversionQuery, BurstingConversionQueryVariables>;
export const BurstingSimulateDocument = {"__meta__":{"hash":"sha256:4f2fb6fe98a7d203523a10de4d3993c47060cfb74abf763ed115a48fc087580c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstingSimulate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BurstingSimulateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"burstingSimulate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"thresholdHd"}},{"kind":"Field","name":{"kind":"Name","value":"minLifetimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedCalls"}},{"kind":"Field","name":{"kind":"Name","value":"starts"}},{"kind":"Field","name":{"kind":"Name","value":"nodeHours"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"minutesAboveThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"timeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedCalls"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BurstingSimulateQuery, BurstingSimulateQueryVariables>;
export const BurstingPresentDocument = {"__meta__":{"hash":"sha256:b3356a0c17cb860fa844c2b22fd4bc639d22bdb8fd7254e04cf4bfa7d590399c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BurstingPresent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"burstingEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"burstingMinLifetime"}}]}}]}}]} as unknown as DocumentNode<BurstingPresentQuery, BurstingPresentQueryVariables>;
export const CertificatesDocument = {"__meta__":{"hash":"sha256:68657d18b4dd3f1c7077506d6ad3766f4fe99e37390f0682913893a195815e77"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Certificates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CertificatesQuery, CertificatesQueryVariables>;
export const CertificateDocument = {"__meta__":{"hash":"sha256:7808b060ed4d00d802606d9a054e6cd1ac15823724321e4133049f03078e0a2c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Certificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateQuery, CertificateQueryVariables>;
export const CertificateUploadDocument = {"__meta__":{"hash":"sha256:8af77ea7cfde78a7014bb91aebff7693e83b72f4d8b8fc05ee4e74be1750b5c0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateUploadMutation, CertificateUploadMutationVariables>;
export const CertificateRequestCreateDocument = {"__meta__":{"hash":"sha256:da9374485d7a61a04b595d7f1da269741dce0b699491a243b31021ce293f3554"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateRequestCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateRequestCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateRequestCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateRequestCreateMutation, CertificateRequestCreateMutationVariables>;
export const CertificateInstallDocument = {"__meta__":{"hash":"sha256:0ff77d57e7d8585fd60b8965c965c7f1bc2a3fb9e24b08de77c061965e7cb74a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateInstall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateInstallInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateInstall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateInstallMutation, CertificateInstallMutationVariables>;
export const CertificateUpdateDocument = {"__meta__":{"hash":"sha256:e27ca4e7b2d7bce1cb4a053f05e1053c7bd0370f0d3315f12fc14c33ea1dd247"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<CertificateUpdateMutation, CertificateUpdateMutationVariables>;
export const CertificateRemoveDocument = {"__meta__":{"hash":"sha256:8ef7d0e0bcc9a7a3ec6944ea6ea67282ca049cabe496611cf0aba8200133c0e0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CertificateRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CertificateRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"certificateRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateRemoveMutation, CertificateRemoveMutationVariables>;
export const WebCertificateAssignDocument = {"__meta__":{"hash":"sha256:ffb3d185315bc5bf4b2447faa33a9e54badd39f943495de72383134009c83414"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebCertificateAssign"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebCertificateAssignInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webCertificateAssign"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"certificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CertificateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CertificateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Certificate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"installed"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"keyType"}},{"kind":"Field","name":{"kind":"Name","value":"dnsNames"}},{"kind":"Field","name":{"kind":"Name","value":"ipAddresses"}},{"kind":"Field","name":{"kind":"Name","value":"notBefore"}},{"kind":"Field","name":{"kind":"Name","value":"notAfter"}},{"kind":"Field","name":{"kind":"Name","value":"daysLeft"}},{"kind":"Field","name":{"kind":"Name","value":"selfSigned"}},{"kind":"Field","name":{"kind":"Name","value":"chain"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"usedByWeb"}},{"kind":"Field","name":{"kind":"Name","value":"usedByNodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<WebCertificateAssignMutation, WebCertificateAssignMutationVariables>;
export const CloudAccountsDocument = {"__meta__":{"hash":"sha256:cb3efb1b37d7051ef8ed8977c0f4a6fb58353bdc7577f0a7d45d5854d66332fa"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloudAccounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccountFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccountOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accessKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"roleArn"}},{"kind":"Field","name":{"kind":"Name","value":"tagKey"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"scripts"}}]}}]}}]}}]} as unknown as DocumentNode<CloudAccountsQuery, CloudAccountsQueryVariables>;
export const CloudAccountDocument = {"__meta__":{"hash":"sha256:473d0c62ecbc7a1b39b6716e174498ae0ad8039fd80d353d94cff8180f7f7b0a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloudAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CloudAccountFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CloudAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accessKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"hasSecretKey"}},{"kind":"Field","name":{"kind":"Name","value":"roleArn"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"tagKey"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"scripts"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerHour"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<CloudAccountQuery, CloudAccountQueryVariables>;
export const CloudAccountCreateDocument = {"__meta__":{"hash":"sha256:12b7688ee788e41fa1daa28daac90812585ff41e704bf203d1be532c55ef113f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloudAccountCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccountCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccountCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cloudAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloudAccountCreateMutation, CloudAccountCreateMutationVariables>;
export const CloudAccountUpdateDocument = {"__meta__":{"hash":"sha256:69f12a1dfb7aae40b8e27098f64fdcd837251143ecfb1c8ff08c97d78c57757f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloudAccountUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccountUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccountUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cloudAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CloudAccountFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CloudAccountFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"region"}},{"kind":"Field","name":{"kind":"Name","value":"accessKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"hasSecretKey"}},{"kind":"Field","name":{"kind":"Name","value":"roleArn"}},{"kind":"Field","name":{"kind":"Name","value":"externalId"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"tagKey"}},{"kind":"Field","name":{"kind":"Name","value":"tagValue"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"scripts"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerHour"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<CloudAccountUpdateMutation, CloudAccountUpdateMutationVariables>;
export const CloudAccountRemoveDocument = {"__meta__":{"hash":"sha256:e6a3996d72d0fa2f7dedef00d67c1a7cd896755e32c21d264bbf6f7cb721ad2d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloudAccountRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloudAccountRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cloudAccountRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloudAccountRemoveMutation, CloudAccountRemoveMutationVariables>;
export const DevicesDocument = {"__meta__":{"hash":"sha256:a0351f923778034fa5e677e3d4bceda14884b5a134be7fa3ee86fff5d422cd61"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Devices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"devices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"ownerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"shadowedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DevicesQuery, DevicesQueryVariables>;
export const DeviceDocument = {"__meta__":{"hash":"sha256:7be37ceca6f856db640593efa92929bce0f02c24e003ce554c2e6798f8c8a517"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Device"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"device"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeviceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeviceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Device"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"ownerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"shadowedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<DeviceQuery, DeviceQueryVariables>;
export const DeviceCreateDocument = {"__meta__":{"hash":"sha256:0debb0e3223659540e24dfa7f813e2f2c7be2336f3811fb23c0af7ef77da2f05"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeviceCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeviceCreateMutation, DeviceCreateMutationVariables>;
export const DeviceUpdateDocument = {"__meta__":{"hash":"sha256:27e699b361e244e63afde38f1d494b55112bc0f7d1d52df5d3848c76dbe0269f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeviceUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeviceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeviceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Device"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"ownerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"shadowedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<DeviceUpdateMutation, DeviceUpdateMutationVariables>;
export const DeviceRemoveDocument = {"__meta__":{"hash":"sha256:c477128c03a924f8498edfd8f607663f011f98cd8badc8a9b1e6b06b2325cb26"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeviceRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deviceRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeviceRemoveMutation, DeviceRemoveMutationVariables>;
export const DevicesRemoveDocument = {"__meta__":{"hash":"sha256:36de4a39a13702a6ae26d84e9c4c7fdcd3e884792e4bf9a2549333e42a114e52"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DevicesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DevicesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"devicesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DevicesRemoveMutation, DevicesRemoveMutationVariables>;
export const AutomaticParticipantsDocument = {"__meta__":{"hash":"sha256:908acd0e4139c90db11241a1af4a9ef95d3bf9e0ed0b613a5c308e54d22264b0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AutomaticParticipants"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipantFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"routing"}},{"kind":"Field","name":{"kind":"Name","value":"streaming"}},{"kind":"Field","name":{"kind":"Name","value":"serviceCount"}}]}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantsQuery, AutomaticParticipantsQueryVariables>;
export const AutomaticParticipantDocument = {"__meta__":{"hash":"sha256:4556ed6cd5c32a1eae5d5a0dab6c4303e4616931544f5996c0c0ea3fd6199b26"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AutomaticParticipant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AutomaticParticipantFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"automaticParticipantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AutomaticParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"routing"}},{"kind":"Field","name":{"kind":"Name","value":"dtmfSequence"}},{"kind":"Field","name":{"kind":"Name","value":"remoteDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"presentationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"streaming"}},{"kind":"Field","name":{"kind":"Name","value":"keepConferenceAlive"}},{"kind":"Field","name":{"kind":"Name","value":"serviceCount"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantQuery, AutomaticParticipantQueryVariables>;
export const AutomaticParticipantCreateDocument = {"__meta__":{"hash":"sha256:7ed8892c8abd28e3d2945c23518c83ef71cea7c2bf1b097ade3ac091d93d0393"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AutomaticParticipantCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipantCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipantCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantCreateMutation, AutomaticParticipantCreateMutationVariables>;
export const AutomaticParticipantUpdateDocument = {"__meta__":{"hash":"sha256:95407b6e21c35ba430b102d37add1431bb5aa28133efec26e4bd49861b9193ef"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AutomaticParticipantUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipantUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipantUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AutomaticParticipantFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AutomaticParticipantFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"routing"}},{"kind":"Field","name":{"kind":"Name","value":"dtmfSequence"}},{"kind":"Field","name":{"kind":"Name","value":"remoteDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"presentationUrl"}},{"kind":"Field","name":{"kind":"Name","value":"streaming"}},{"kind":"Field","name":{"kind":"Name","value":"keepConferenceAlive"}},{"kind":"Field","name":{"kind":"Name","value":"serviceCount"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantUpdateMutation, AutomaticParticipantUpdateMutationVariables>;
export const AutomaticParticipantRemoveDocument = {"__meta__":{"hash":"sha256:5e1ce860db219192d3fc22c4ddb3573664bf6bd054128429556c3f100f4c060b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AutomaticParticipantRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipantRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipantRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantRemoveMutation, AutomaticParticipantRemoveMutationVariables>;
export const AutomaticParticipantsRemoveDocument = {"__meta__":{"hash":"sha256:4f7f3cbbeb6b012b51046493bfaf19c98657fa571911ca418f74e312fc61200e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AutomaticParticipantsRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AutomaticParticipantsRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipantsRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AutomaticParticipantsRemoveMutation, AutomaticParticipantsRemoveMutationVariables>;
export const ResolveAliasDocument = {"__meta__":{"hash":"sha256:8de7ac16c6795ce1d9548fc9b7fcec778b724982c0e5d11070c5e8e870261d70"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ResolveAlias"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResolveAliasInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resolveAlias"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"service"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"becomes"}}]}}]}}]}}]} as unknown as DocumentNode<ResolveAliasQuery, ResolveAliasQueryVariables>;
export const NodeHistoryDocument = {"__meta__":{"hash":"sha256:324789ed3fd06ab080d58b6703cb8bea343e253ecc0ff10dce911fcab1ab1749"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"NodeHistoryFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodeHistoryQuery, NodeHistoryQueryVariables>;
export const ConferenceHistoryDocument = {"__meta__":{"hash":"sha256:da15de989ce29f6c3d0c2dabb33c5b977625dc766fc332bc66a008ad0e97d53d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConferenceHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferenceHistoryFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"peakParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceHistoryQuery, ConferenceHistoryQueryVariables>;
export const ConferenceRecordDocument = {"__meta__":{"hash":"sha256:aa6ae40a9d676206aee71cc85d40c546f2c7a3eff05bfc78101d6bffb64a77ff"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConferenceRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceName"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"}},{"kind":"Field","name":{"kind":"Name","value":"participantCount"}},{"kind":"Field","name":{"kind":"Name","value":"peakParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"nodeChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"previousNodeName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"backplanes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"peerName"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"lossPercent"}},{"kind":"Field","name":{"kind":"Name","value":"octets"}},{"kind":"Field","name":{"kind":"Name","value":"lost"}},{"kind":"Field","name":{"kind":"Name","value":"repaired"}}]}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"leftAt"}},{"kind":"Field","name":{"kind":"Name","value":"leaveReason"}},{"kind":"Field","name":{"kind":"Name","value":"erased"}},{"kind":"Field","name":{"kind":"Name","value":"moves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"nodeName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceRecordQuery, ConferenceRecordQueryVariables>;
export const ParticipantEraseDocument = {"__meta__":{"hash":"sha256:e774605cdd94b49a1e99324ee37dae656f18f670acccc5b9887f12e9ab57e5a7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ParticipantErase"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ParticipantEraseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"participantErase"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"erasedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ParticipantEraseMutation, ParticipantEraseMutationVariables>;
export const LocationsDocument = {"__meta__":{"hash":"sha256:ac2b3f20d378cbf2a9115eb16c55fcd81fcbdc2f9130588c903a05663cf4d97e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Locations"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"transcodingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LocationsQuery, LocationsQueryVariables>;
export const LocationDocument = {"__meta__":{"hash":"sha256:b9d02f01316df85f70c578bf8d2e7894d464979931047edfc1c475615a653b67"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Location"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"location"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Location"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"mtu"}},{"kind":"Field","name":{"kind":"Name","value":"mediaDscp"}},{"kind":"Field","name":{"kind":"Name","value":"signallingDscp"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"transcodingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"useRelayCandidatesOnly"}},{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation2"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dnsServers"}},{"kind":"Field","name":{"kind":"Name","value":"ntpServers"}},{"kind":"Field","name":{"kind":"Name","value":"syslogServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"turnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientStunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientTurnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}}]}}]} as unknown as DocumentNode<LocationQuery, LocationQueryVariables>;
export const LocationCreateDocument = {"__meta__":{"hash":"sha256:1b569f09a8230b44cac8282d896a900a714a2acec1cbb9ac35c578cb50c830c8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LocationCreateMutation, LocationCreateMutationVariables>;
export const LocationUpdateDocument = {"__meta__":{"hash":"sha256:c965c5831d6140081ba68d96c4d286c19a28f5b557142c07798827a22676e009"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Location"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"mtu"}},{"kind":"Field","name":{"kind":"Name","value":"mediaDscp"}},{"kind":"Field","name":{"kind":"Name","value":"signallingDscp"}},{"kind":"Field","name":{"kind":"Name","value":"nodeCount"}},{"kind":"Field","name":{"kind":"Name","value":"transcodingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation1"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"useRelayCandidatesOnly"}},{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"overflowLocation2"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dnsServers"}},{"kind":"Field","name":{"kind":"Name","value":"ntpServers"}},{"kind":"Field","name":{"kind":"Name","value":"syslogServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"turnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientStunServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}}]}},{"kind":"Field","name":{"kind":"Name","value":"clientTurnServers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"port"}},{"kind":"Field","name":{"kind":"Name","value":"transport"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}}]}}]}}]} as unknown as DocumentNode<LocationUpdateMutation, LocationUpdateMutationVariables>;
export const LocationRemoveDocument = {"__meta__":{"hash":"sha256:d84cd8c475e52143af69893bb6de842915b2e481fbb4444901a018c73596a95a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LocationRemoveMutation, LocationRemoveMutationVariables>;
export const LocationsRemoveDocument = {"__meta__":{"hash":"sha256:352b014c7f5c757882e392363fcaa78597ec993e066bab59d31291571754aa0d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LocationsRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocationsRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationsRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LocationsRemoveMutation, LocationsRemoveMutationVariables>;
export const EventsDocument = {"__meta__":{"hash":"sha256:5debf989a75f064dd80377d45582843fd3755d5ac5aa44fe4267cd71f0357e5a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventsQuery, EventsQueryVariables>;
export const EventTailDocument = {"__meta__":{"hash":"sha256:a3d555fbe5cef0217f762320cf83289ff8186ab314380df391daad9fa4e76d6f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"EventTail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"EventFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventRow"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventBookmark"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"caughtUp"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<EventTailSubscription, EventTailSubscriptionVariables>;
export const EventDocument = {"__meta__":{"hash":"sha256:09f7aa93bf95ea18bd44da6f3f12e8cfdf9baa044549601f6ec70289b6e11050"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Event"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"position"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"position"},"value":{"kind":"Variable","name":{"kind":"Name","value":"position"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"correlation"}},{"kind":"Field","name":{"kind":"Name","value":"causation"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<EventQuery, EventQueryVariables>;
export const EventLogDocument = {"__meta__":{"hash":"sha256:3ea41fd99bf22f2fac3cf0fc661be3a6ee5ba319268639219dc511c2f3c39044"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventLog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventLog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"oldestPosition"}},{"kind":"Field","name":{"kind":"Name","value":"newestPosition"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"events"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"walBytes"}}]}}]}}]} as unknown as DocumentNode<EventLogQuery, EventLogQueryVariables>;
export const NodesDocument = {"__meta__":{"hash":"sha256:42fdb6a3183de55db06e0bb56f2bb1c8ec8939ef17aefad784f388b2eee763e7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodesQuery, NodesQueryVariables>;
export const NodeDocument = {"__meta__":{"hash":"sha256:6bbddacda90724a4c81cec04ec436d76c3a8697bffc7cc6faf0a9029d5119823"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Node"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeQuery, NodeQueryVariables>;
export const NodeCreateDocument = {"__meta__":{"hash":"sha256:0ac4ee987606ebe6f573c763c96508410680bedbdcb15ac5db091a46682481cd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeCreateMutation, NodeCreateMutationVariables>;
export const NodeUpdateDocument = {"__meta__":{"hash":"sha256:d795bbfeb892f1a244c19ef26d47a2272265cf6dec1e2486c7572892e2b1cca2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeUpdateMutation, NodeUpdateMutationVariables>;
export const NodeRemoveDocument = {"__meta__":{"hash":"sha256:389246f0acdd4da0667ce2e6119cb871be3a495b5853db64b7d64440a71b9eb5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeRemoveMutation, NodeRemoveMutationVariables>;
export const NodeProvisionDocument = {"__meta__":{"hash":"sha256:2281e0a059e9c9c8e332ad180bc0a480083b5dd68ef0813434da18a6c8fe56b6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeProvision"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeProvisionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeProvision"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NodeProvisionMutation, NodeProvisionMutationVariables>;
export const NodeMaintenanceDocument = {"__meta__":{"hash":"sha256:0b93cf88d26c5349a98429738757671ecdb044e91a1514cffe908e239bd4d38c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeMaintenance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeSetMaintenanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeSetMaintenance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeMaintenanceMutation, NodeMaintenanceMutationVariables>;
export const NodeRevokeDocument = {"__meta__":{"hash":"sha256:1edeaa47ee9f8bce1391559c5a9a9ecb50e477d0e8cd994d4cfd9eff500fe1e3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeRevokeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeRevokeMutation, NodeRevokeMutationVariables>;
export const NodeAssignCertificateDocument = {"__meta__":{"hash":"sha256:31ac1fe7ef5ad8a958052648a110649209e62e8634a32e16454d07588bb77af6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodeAssignCertificate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodeAssignCertificateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodeAssignCertificate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"conferencingNode"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"fqdn"}},{"kind":"Field","name":{"kind":"Name","value":"alwaysOn"}},{"kind":"Field","name":{"kind":"Name","value":"capacityHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaPriorityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"staticNatAddress"}},{"kind":"Field","name":{"kind":"Name","value":"secondaryAddress"}},{"kind":"Field","name":{"kind":"Name","value":"ipv6Address"}},{"kind":"Field","name":{"kind":"Name","value":"cloudBursting"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceReason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"bootTime"}},{"kind":"Field","name":{"kind":"Name","value":"clientUrl"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastReportAt"}},{"kind":"Field","name":{"kind":"Name","value":"configPosition"}},{"kind":"Field","name":{"kind":"Name","value":"configInStep"}},{"kind":"Field","name":{"kind":"Name","value":"drain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferences"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"callsAtStart"}},{"kind":"Field","name":{"kind":"Name","value":"drained"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"serial"}},{"kind":"Field","name":{"kind":"Name","value":"fingerprint"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"renewalPending"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provisioning"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remote"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"webCertificate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<NodeAssignCertificateMutation, NodeAssignCertificateMutationVariables>;
export const NodesMaintenanceDocument = {"__meta__":{"hash":"sha256:196ec20dae7f7ba647e963dab29d6a5e65ce15d3a088720f2c8dc39ad8d34f14"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodesMaintenance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodesSetMaintenanceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodesSetMaintenance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodesMaintenanceMutation, NodesMaintenanceMutationVariables>;
export const NodesRemoveDocument = {"__meta__":{"hash":"sha256:3385619a65d93327dfe2cf76184e0dd061b400159ecf4c743516f258fdceefde"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NodesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNodesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferencingNodesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NodesRemoveMutation, NodesRemoveMutationVariables>;
export const NodeTimelineDocument = {"__meta__":{"hash":"sha256:9dfff93790c1f11792f1885b3273c3da24cf3f8d93d917876fe39c3ac61bb8c4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeTimeline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"nodeId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<NodeTimelineQuery, NodeTimelineQueryVariables>;
export const ExplainPlacementDocument = {"__meta__":{"hash":"sha256:8905baf328be58f0a268bdd7a437204d03e2b136f01bfc1d543e763a06b0153f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplainPlacement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExplainPlacementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"explainPlacement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"rejection"}},{"kind":"Field","name":{"kind":"Name","value":"callHd"}},{"kind":"Field","name":{"kind":"Name","value":"reserveHd"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceId"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlacementCandidateFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlacementCandidateFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlacementCandidateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacementCandidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"neededHd"}},{"kind":"Field","name":{"kind":"Name","value":"freeHd"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ExplainPlacementQuery, ExplainPlacementQueryVariables>;
export const PolicyProfilesDocument = {"__meta__":{"hash":"sha256:60b43f7b68d9fd5b4d71db54aa569cfb43efc91c9e44e79bd90b6562344cb03e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyProfiles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfileFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfileOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyProfiles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"serviceConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLocation"}},{"kind":"Field","name":{"kind":"Name","value":"participantProperties"}},{"kind":"Field","name":{"kind":"Name","value":"avatar"}},{"kind":"Field","name":{"kind":"Name","value":"registrations"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyProfilesQuery, PolicyProfilesQueryVariables>;
export const PolicyProfileDocument = {"__meta__":{"hash":"sha256:cf545eb81c0b1e588fb04f236530cbfa8be333050459a96f52a2e6168ad5039a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProfileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"policyProfileId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProfileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"serviceConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLocation"}},{"kind":"Field","name":{"kind":"Name","value":"participantProperties"}},{"kind":"Field","name":{"kind":"Name","value":"avatar"}},{"kind":"Field","name":{"kind":"Name","value":"registrations"}}]}}]} as unknown as DocumentNode<PolicyProfileQuery, PolicyProfileQueryVariables>;
export const PolicyProfileCreateDocument = {"__meta__":{"hash":"sha256:85b6492a25665c46c4aa718c9c6fc439f22f1fa6deb7df7af0b6883353a668cb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PolicyProfileCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfileCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyProfileCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyProfileCreateMutation, PolicyProfileCreateMutationVariables>;
export const PolicyProfileUpdateDocument = {"__meta__":{"hash":"sha256:9bef59960ac39d764981f3b4929da774e92901b2206e46c9882c1faf532289e5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PolicyProfileUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfileUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyProfileUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"policyProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProfileFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProfileFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"hasPassword"}},{"kind":"Field","name":{"kind":"Name","value":"serviceConfiguration"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLocation"}},{"kind":"Field","name":{"kind":"Name","value":"participantProperties"}},{"kind":"Field","name":{"kind":"Name","value":"avatar"}},{"kind":"Field","name":{"kind":"Name","value":"registrations"}}]}}]} as unknown as DocumentNode<PolicyProfileUpdateMutation, PolicyProfileUpdateMutationVariables>;
export const PolicyProfileRemoveDocument = {"__meta__":{"hash":"sha256:1dade304a2f73ff81aa993a33d5bff02dc88dbe70fcb5b6b77a4329db4876e74"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PolicyProfileRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfileRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyProfileRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyProfileRemoveMutation, PolicyProfileRemoveMutationVariables>;
export const GatewayRulesDocument = {"__meta__":{"hash":"sha256:63587e47e09f20a3296d9f95fd7069f375860217cbffef0d7d160f1cc8295176"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GatewayRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRuleFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"outgoing"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"outgoingProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"sourceLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GatewayRulesQuery, GatewayRulesQueryVariables>;
export const GatewayRuleDocument = {"__meta__":{"hash":"sha256:790ed94c7c3d6fdaff9fe13e5c49610a32b6f9a992cf457c115d221fc192fe04"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GatewayRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GatewayRuleFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GatewayRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"outgoing"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"onlyIfRegistered"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"matchFullAlias"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"outgoingProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"treatAsTrusted"}},{"kind":"Field","name":{"kind":"Name","value":"sourceLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outgoingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<GatewayRuleQuery, GatewayRuleQueryVariables>;
export const GatewayRuleCreateDocument = {"__meta__":{"hash":"sha256:8ab187ad377e8510d261dd6d239e8d20e530dd6add0fa917eb6256b7f6638479"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GatewayRuleCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRuleCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRuleCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"gatewayRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GatewayRuleCreateMutation, GatewayRuleCreateMutationVariables>;
export const GatewayRuleUpdateDocument = {"__meta__":{"hash":"sha256:15724d47fc6dcbea16c1382572d6d757287e2cbc3eb7b9cd1d744aea0bc75c11"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GatewayRuleUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRuleUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRuleUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"gatewayRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GatewayRuleFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GatewayRuleFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"outgoing"}},{"kind":"Field","name":{"kind":"Name","value":"protocols"}},{"kind":"Field","name":{"kind":"Name","value":"onlyIfRegistered"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"matchFullAlias"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"outgoingProtocol"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"treatAsTrusted"}},{"kind":"Field","name":{"kind":"Name","value":"sourceLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outgoingLocation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<GatewayRuleUpdateMutation, GatewayRuleUpdateMutationVariables>;
export const GatewayRuleRemoveDocument = {"__meta__":{"hash":"sha256:be075dc7814776d543901dcc579d6971ced792817d368730a610fe361d119095"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GatewayRuleRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRuleRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRuleRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GatewayRuleRemoveMutation, GatewayRuleRemoveMutationVariables>;
export const GatewayRuleMoveDocument = {"__meta__":{"hash":"sha256:c37a2d778a631f707f2e80e9d63a36daf76356883793f2b77b496ef543ba2b7f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GatewayRuleMove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRuleMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRuleMove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"gatewayRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GatewayRuleMoveMutation, GatewayRuleMoveMutationVariables>;
export const GatewayRulesApplyDocument = {"__meta__":{"hash":"sha256:addca8236e9a51af985f10699067fca75c18ae921e5f0f5a21cf8eb39a8a38ba"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GatewayRulesApply"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GatewayRulesApplyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gatewayRulesApply"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GatewayRulesApplyMutation, GatewayRulesApplyMutationVariables>;
export const RoomsCreateDocument = {"__meta__":{"hash":"sha256:c4d4bfee993d18bc740c4ff10e91b996a7f47733d5de66da403c9146dc321432"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomsCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomsCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomsCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomsCreateMutation, RoomsCreateMutationVariables>;
export const ServicesUpdateDocument = {"__meta__":{"hash":"sha256:c72c77089e644b37c07b856379f1e6ba7a77de78f7861a15f877f0dc58e66ac9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ServicesUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServicesUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servicesUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesUpdateMutation, ServicesUpdateMutationVariables>;
export const ServicesRemoveDocument = {"__meta__":{"hash":"sha256:ee69ae0eeeb240ac957f0d400089763d4dfd4c05927889d9276590dbef4bc4d3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ServicesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ServicesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servicesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesRemoveMutation, ServicesRemoveMutationVariables>;
export const ServiceKindDocument = {"__meta__":{"hash":"sha256:49d0395557c8a4118c71315228ebd2cd0b10c1495dbfd7c8ebcaf175946288ac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServiceKind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ServiceKindQuery, ServiceKindQueryVariables>;
export const AliasMoveDocument = {"__meta__":{"hash":"sha256:1e9739962d21d95928cf2eb8d5347ecfa271096058eebef037c9ad74eb654dcd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AliasMove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AliasMoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aliasMove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"service"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AliasMoveMutation, AliasMoveMutationVariables>;
export const ServicesFindDocument = {"__meta__":{"hash":"sha256:34311518383d0fcd5e0d2c803d9ce1fb035ee03a0d9cf988e301e84424fb9808"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServicesFind"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ServicesFindQuery, ServicesFindQueryVariables>;
export const ParticipantChoicesDocument = {"__meta__":{"hash":"sha256:c2eecc98774f86777dfbca73bd4244cab903912f923a3cb090a5f1de5aaf1e98"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ParticipantChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"automaticParticipants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"ALIAS"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","alias":{"kind":"Name","value":"name"},"name":{"kind":"Name","value":"alias"}}]}}]}}]}}]} as unknown as DocumentNode<ParticipantChoicesQuery, ParticipantChoicesQueryVariables>;
export const ParticipantNameDocument = {"__meta__":{"hash":"sha256:7cfdf78ee83dab33e157cefa2dcced9b5a1a4b32a7ab072b444914f38cfd6d1f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ParticipantName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"automaticParticipant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]} as unknown as DocumentNode<ParticipantNameQuery, ParticipantNameQueryVariables>;
export const RoomsDocument = {"__meta__":{"hash":"sha256:9dd38215411d20abc3ac32c7d710f682ab0fd6a7dcff22b3f8c2c8c5679c3821"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Rooms"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRooms"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RoomsQuery, RoomsQueryVariables>;
export const RoomDocument = {"__meta__":{"hash":"sha256:e5bf5addffd266031bedc00a54756d5a93ea8906dbe334c664bca4fd92c9f30d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Room"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"layout"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomQuery, RoomQueryVariables>;
export const RoomCreateDocument = {"__meta__":{"hash":"sha256:ba5d7915c393a19530eff08db678aa4cc612d855f83b23ecb7e299f6ab5b6c15"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomCreateMutation, RoomCreateMutationVariables>;
export const RoomUpdateDocument = {"__meta__":{"hash":"sha256:3261243132f3227f4d1e295f968aad4b0448c347fa6f8277ddb025b0acc94532"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"meetingRoom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoomFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoomFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoom"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"layout"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<RoomUpdateMutation, RoomUpdateMutationVariables>;
export const RoomRemoveDocument = {"__meta__":{"hash":"sha256:b121dfa836e6c432725b70aee981d42acdfbe07d00c8c2dccead0f0fa06f05ac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoomRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingRoomRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meetingRoomRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoomRemoveMutation, RoomRemoveMutationVariables>;
export const AuditoriumsDocument = {"__meta__":{"hash":"sha256:c98dcb261f3fe63b9353497eaabaeb58b16e31ed7c08b678139bc05a13e3dc2e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Auditoriums"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriums"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumsQuery, AuditoriumsQueryVariables>;
export const AuditoriumDocument = {"__meta__":{"hash":"sha256:a7859cc4b05754f7011b92fab7eb04bb905e4350cd9d378c89f7b68ec0b592fb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Auditorium"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditoriumFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"hostLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumQuery, AuditoriumQueryVariables>;
export const AuditoriumCreateDocument = {"__meta__":{"hash":"sha256:6b073717acbb820ef91323e92b45ce3c21cd4631947ebc30e39aa6ef3a6a9373"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumCreateMutation, AuditoriumCreateMutationVariables>;
export const AuditoriumUpdateDocument = {"__meta__":{"hash":"sha256:a7bab562e3866019dc5ba1bfb4275cc820b5626b0b97ffd8105ec0a065cfddf3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"auditorium"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AuditoriumFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AuditoriumFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auditorium"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"primaryOwnerEmail"}},{"kind":"Field","name":{"kind":"Name","value":"hasHostPin"}},{"kind":"Field","name":{"kind":"Name","value":"allowGuests"}},{"kind":"Field","name":{"kind":"Name","value":"hasGuestPin"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanPresent"}},{"kind":"Field","name":{"kind":"Name","value":"muteAllGuests"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"participantLimit"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"automaticParticipants"}},{"kind":"Field","name":{"kind":"Name","value":"enableOverlayText"}},{"kind":"Field","name":{"kind":"Name","value":"enableActiveSpeakerIndication"}},{"kind":"Field","name":{"kind":"Name","value":"hostLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestLayout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsCanSeeGuests"}},{"kind":"Field","name":{"kind":"Name","value":"forcePresenterIntoMain"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<AuditoriumUpdateMutation, AuditoriumUpdateMutationVariables>;
export const AuditoriumRemoveDocument = {"__meta__":{"hash":"sha256:0c9b9017a48e00dc7e7f0a4a106aaef3e74efed2a31f26112de11f8296e3e55f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuditoriumRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditoriumRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditoriumRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AuditoriumRemoveMutation, AuditoriumRemoveMutationVariables>;
export const ReceptionsDocument = {"__meta__":{"hash":"sha256:282e87faeebb4695cb30a9df4b42a50fd98bcf57b8f02f67b4b0a9c836b91d00"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Receptions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionsQuery, ReceptionsQueryVariables>;
export const ReceptionDocument = {"__meta__":{"hash":"sha256:b291db39c50440d3bcfee8c1ad69ff2ff8661d43c956f9427d6411d582a4a3f3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Reception"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reception"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReceptionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"lookupLocationId"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionQuery, ReceptionQueryVariables>;
export const ReceptionCreateDocument = {"__meta__":{"hash":"sha256:fc09ef44065c06a53601804be2ed6e97434927272f87c5634fe15dc17df4d6ee"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reception"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionCreateMutation, ReceptionCreateMutationVariables>;
export const ReceptionUpdateDocument = {"__meta__":{"hash":"sha256:fa870707c2798b7a2d7f94a62ec7de779425d1c63f8488de8bf3fc618eccb663"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reception"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ReceptionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ReceptionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reception"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"lookupLocationId"}},{"kind":"Field","name":{"kind":"Name","value":"matchString"}},{"kind":"Field","name":{"kind":"Name","value":"replaceString"}},{"kind":"Field","name":{"kind":"Name","value":"digits"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ReceptionUpdateMutation, ReceptionUpdateMutationVariables>;
export const ReceptionRemoveDocument = {"__meta__":{"hash":"sha256:f5960b4d5d63264c79b6627a27a9ab3cfef593a818a6a2d2cedc7114aa73269c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceptionRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceptionRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receptionRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceptionRemoveMutation, ReceptionRemoveMutationVariables>;
export const TestCallsDocument = {"__meta__":{"hash":"sha256:044037e22bc3e2304c05cc49ad3e8cb7d056ff45c22788c2ab4a6579ada38bba"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TestCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceSearch"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCalls"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TestCallsQuery, TestCallsQueryVariables>;
export const TestCallDocument = {"__meta__":{"hash":"sha256:052d6d5ade99cec1d94cffca5059f6faa5caf517309017ce1567350e70603225"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TestCall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TestCallFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"subjectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallQuery, TestCallQueryVariables>;
export const TestCallCreateDocument = {"__meta__":{"hash":"sha256:5a797530ff1d2cb7794584dac75761573f68369b35054cffdea578c4465e9068"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"testCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestCallCreateMutation, TestCallCreateMutationVariables>;
export const TestCallUpdateDocument = {"__meta__":{"hash":"sha256:dbb8fcaf7d81a42a43bebd82c7c49801353283e7371c0f6b7eff0e6b3f2eb875"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"testCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TestCallFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TestCallFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"themeId"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<TestCallUpdateMutation, TestCallUpdateMutationVariables>;
export const TestCallRemoveDocument = {"__meta__":{"hash":"sha256:491883e34d126bc74ae3f574bab84b799af8a8ddf05f16f2a8346cff11936949"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestCallRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestCallRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testCallRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestCallRemoveMutation, TestCallRemoveMutationVariables>;
export const GlobalSettingsDocument = {"__meta__":{"hash":"sha256:827c8049cd3cb103003a6b50bc6086e2246c0862f0d630637358f7bda1a9cd6f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GlobalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GlobalSettingsFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"defaultThemeId"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"pinAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"breakInAllowList"}},{"kind":"Field","name":{"kind":"Name","value":"signInBanner"}},{"kind":"Field","name":{"kind":"Name","value":"siteBanner"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialout"}},{"kind":"Field","name":{"kind":"Name","value":"burstingEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"burstingMinLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"liveViewShowConferences"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceHistoryDays"}}]}}]} as unknown as DocumentNode<GlobalSettingsQuery, GlobalSettingsQueryVariables>;
export const GlobalSettingsUpdateDocument = {"__meta__":{"hash":"sha256:f7b48c16e0ca257c1a7712c9607395d5ff04065b055cac6e6333d5c87d762a3c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GlobalSettingsUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettingsUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"globalSettingsUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"globalSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GlobalSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GlobalSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentName"}},{"kind":"Field","name":{"kind":"Name","value":"enableChat"}},{"kind":"Field","name":{"kind":"Name","value":"maxQuality"}},{"kind":"Field","name":{"kind":"Name","value":"pinEntryTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"waitingForHostTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"guestsOnlyTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"lastParticipantTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"sessionIdleTimeout"}},{"kind":"Field","name":{"kind":"Name","value":"defaultThemeId"}},{"kind":"Field","name":{"kind":"Name","value":"pinProtection"}},{"kind":"Field","name":{"kind":"Name","value":"pinAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"aliasProtection"}},{"kind":"Field","name":{"kind":"Name","value":"aliasAttemptLimit"}},{"kind":"Field","name":{"kind":"Name","value":"breakInAllowList"}},{"kind":"Field","name":{"kind":"Name","value":"signInBanner"}},{"kind":"Field","name":{"kind":"Name","value":"siteBanner"}},{"kind":"Field","name":{"kind":"Name","value":"encryption"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateIn"}},{"kind":"Field","name":{"kind":"Name","value":"maxCallRateOut"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialout"}},{"kind":"Field","name":{"kind":"Name","value":"burstingEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"burstingThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"burstingMinLifetime"}},{"kind":"Field","name":{"kind":"Name","value":"liveViewShowConferences"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceHistoryDays"}}]}}]} as unknown as DocumentNode<GlobalSettingsUpdateMutation, GlobalSettingsUpdateMutationVariables>;
export const SignInSettingsDocument = {"__meta__":{"hash":"sha256:31666f0168cc61770515f63d80dfc38d765c694a165f51034cc55fac0c573567"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SignInSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsQuery, SignInSettingsQueryVariables>;
export const SignInSettingsUpdateDocument = {"__meta__":{"hash":"sha256:5bafd5a7a5e5d6f654dc68653b3efc9d08a75c290849de2b981fc1eb15d023f9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInSettingsUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettingsUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettingsUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"signInSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SignInSettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SignInSettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"publicUrl"}},{"kind":"Field","name":{"kind":"Name","value":"redirectUrl"}},{"kind":"Field","name":{"kind":"Name","value":"oidc"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"hasClientSecret"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"usernameClaim"}},{"kind":"Field","name":{"kind":"Name","value":"groupsClaim"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"signOutAtProvider"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ldap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"security"}},{"kind":"Field","name":{"kind":"Name","value":"permitPlaintext"}},{"kind":"Field","name":{"kind":"Name","value":"caCertificates"}},{"kind":"Field","name":{"kind":"Name","value":"bindDn"}},{"kind":"Field","name":{"kind":"Name","value":"hasBindPassword"}},{"kind":"Field","name":{"kind":"Name","value":"baseDn"}},{"kind":"Field","name":{"kind":"Name","value":"userFilter"}},{"kind":"Field","name":{"kind":"Name","value":"usernameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"displayNameAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"idAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupsFrom"}},{"kind":"Field","name":{"kind":"Name","value":"memberOfAttribute"}},{"kind":"Field","name":{"kind":"Name","value":"groupBaseDn"}},{"kind":"Field","name":{"kind":"Name","value":"groupFilter"}},{"kind":"Field","name":{"kind":"Name","value":"nestedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"timeout"}},{"kind":"Field","name":{"kind":"Name","value":"mappings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsUpdateMutation, SignInSettingsUpdateMutationVariables>;
export const SignInSettingsTestDocument = {"__meta__":{"hash":"sha256:a0d93db3035ddaa997c60f8ca88722175145443c518e322dd2ee1e1ad6a79d0e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignInSettingsTest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSettingsTestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInSettingsTest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"matchedGroups"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInSettingsTestMutation, SignInSettingsTestMutationVariables>;
export const SignInPageDocument = {"__meta__":{"hash":"sha256:b70ed3357c8082014f59b3028579f41a81703a4d379589635719e12c1543e5f5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signInPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"banner"}},{"kind":"Field","name":{"kind":"Name","value":"local"}},{"kind":"Field","name":{"kind":"Name","value":"directory"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"providerUrl"}}]}}]}}]} as unknown as DocumentNode<SignInPageQuery, SignInPageQueryVariables>;
export const SignInDocument = {"__meta__":{"hash":"sha256:ae5cba7d45dc0c23a340af55df94e58b5863c01f77bb35cfa906dff7759a2516"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const ProjectionsDocument = {"__meta__":{"hash":"sha256:c177b31c4dd6eadd428bb53bb5837794324e427d248e4876831b8da85bd3ac5a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Projections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionsQuery, ProjectionsQueryVariables>;
export const ProjectionRebuildDocument = {"__meta__":{"hash":"sha256:3a51cfacb6ffec76560dbab161866379f7720613e5b67381cd4cbf6c61725768"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProjectionRebuild"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionRebuildInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectionRebuild"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Projection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"eventsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"leader"}},{"kind":"Field","name":{"kind":"Name","value":"rebuilding"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}}]}}]} as unknown as DocumentNode<ProjectionRebuildMutation, ProjectionRebuildMutationVariables>;
export const ProjectionRetryDocument = {"__meta__":{"hash":"sha256:5e74df21676954dbd8051d1f07afe356d74ed0ae326747867e30cc6fb6f517b3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProjectionRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProjectionRetryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projectionRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProjectionRetryMutation, ProjectionRetryMutationVariables>;
export const ThemesDocument = {"__meta__":{"hash":"sha256:606160d2596105afdcb66917bff333b15ad90abef373c54b9ef3238b2053601b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Themes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ThemeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"themes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ThemesQuery, ThemesQueryVariables>;
export const ThemeDocument = {"__meta__":{"hash":"sha256:638b4a4467a9b17a7ab713420893d6123bf49132bf7ebf4ae314908429aa4830"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Theme"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"theme"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThemeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThemeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fallback"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ThemeQuery, ThemeQueryVariables>;
export const ThemeCreateDocument = {"__meta__":{"hash":"sha256:7da00f437f012a39677d22ddfdd4bdaaa885272e3f5844b3c6e1b51e48a8a5cf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ThemeCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ThemeCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"themeCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"theme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThemeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThemeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fallback"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ThemeCreateMutation, ThemeCreateMutationVariables>;
export const ThemeUpdateDocument = {"__meta__":{"hash":"sha256:e96a13b155746a9b4ad14f2d7039122670373035c06b67df9e957b471270c7ca"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ThemeUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ThemeUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"themeUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"theme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThemeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThemeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fallback"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ThemeUpdateMutation, ThemeUpdateMutationVariables>;
export const ThemeFilesRemoveDocument = {"__meta__":{"hash":"sha256:6a1e119811acf7e10c7db2f48e66c5a7bbd13139488718c6cc157527fa9d52ce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ThemeFilesRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ThemeFilesRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"themeFilesRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"theme"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThemeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThemeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fallback"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<ThemeFilesRemoveMutation, ThemeFilesRemoveMutationVariables>;
export const ThemeRemoveDocument = {"__meta__":{"hash":"sha256:34b599b8a9c76c5091fc237151b8be2942a94554c0d7fd95d181e3a6fe4e8f24"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ThemeRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ThemeRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"themeRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ThemeRemoveMutation, ThemeRemoveMutationVariables>;
export const ConfigurationWarningsDocument = {"__meta__":{"hash":"sha256:92c47e0e264e1e77aa85e5a92bacc0f9c8bbae55c7bf2a5204350d11bd7674bf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConfigurationWarnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"configurationWarnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"subjectName"}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ConfigurationWarningsQuery, ConfigurationWarningsQueryVariables>;
export const WebhooksDocument = {"__meta__":{"hash":"sha256:394d2812b49681f8adbf65e9e49b5ee54d4feed311c0b6132df8189c853e4d96"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"through"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDocument = {"__meta__":{"hash":"sha256:d353c46166e6bf9121af48ed76bf0f218915e10a84165d531a114e2ac05e6bde"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookQuery, WebhookQueryVariables>;
export const WebhookDeliveriesDocument = {"__meta__":{"hash":"sha256:1e6d31396801d4ae902398ec109db2e7044bb3dc0eb7cf2dd15badad032bd725"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"states"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryState"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"Variable","name":{"kind":"Name","value":"states"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"stream"}},{"kind":"Field","name":{"kind":"Name","value":"replay"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const WebhookCreateDocument = {"__meta__":{"hash":"sha256:8b2a51e9159c992b426bf4d06196da1df2ac8101d796d68448fb2cc9f7973c67"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookCreateMutation, WebhookCreateMutationVariables>;
export const WebhookUpdateDocument = {"__meta__":{"hash":"sha256:6c58f860a5cb8de13f10039636ee71048faa186b1198bf7de417f60a1bf7ad0c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookUpdate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookUpdateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookUpdate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefixes"}},{"kind":"Field","name":{"kind":"Name","value":"includePersonalData"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"parked"}},{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastSuccessAt"}},{"kind":"Field","name":{"kind":"Name","value":"pausedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"replay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"after"}},{"kind":"Field","name":{"kind":"Name","value":"through"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]} as unknown as DocumentNode<WebhookUpdateMutation, WebhookUpdateMutationVariables>;
export const WebhookRemoveDocument = {"__meta__":{"hash":"sha256:ff1bec1e31681dff7cfb0a81a73300a15fef059447e1b190ae66ba21da1e93ab"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookRemove"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookRemoveInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRemove"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"removedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookRemoveMutation, WebhookRemoveMutationVariables>;
export const WebhookRotateSecretDocument = {"__meta__":{"hash":"sha256:ff117041d654956d1786be3bfc75a23d63b6841ebc0b84bc38cebb732154a8da"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookRotateSecret"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookRotateSecretInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookRotateSecret"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookRotateSecretMutation, WebhookRotateSecretMutationVariables>;
export const WebhookTestDocument = {"__meta__":{"hash":"sha256:598a70a037a1133b93426964dfdddc14107692cc3bbf75e21179f7197b04622f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookTest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookTestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookTest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"delivered"}},{"kind":"Field","name":{"kind":"Name","value":"statusCode"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookTestMutation, WebhookTestMutationVariables>;
export const WebhookReplayDocument = {"__meta__":{"hash":"sha256:7b79c136043aba68ee6015747a72d0ef1913a6eb7234a9ba9b3e9192d093b899"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookReplay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookReplayInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookReplay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookReplayMutation, WebhookReplayMutationVariables>;
export const WebhookDeliveryRetryDocument = {"__meta__":{"hash":"sha256:396337afb4e1fd74778537b086808b16b3148bf2b1c564abfc7dfb0b62af147d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookDeliveryRetry"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryRetryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveryRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveryRetryMutation, WebhookDeliveryRetryMutationVariables>;
export const WebhookDeliveryDiscardDocument = {"__meta__":{"hash":"sha256:2b12b0f84ff79a5e7dea7d4dfef6575d9536d574c84fd0ec84d6c961e325711f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WebhookDeliveryDiscard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryDiscardInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookDeliveryDiscard"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WebhookDeliveryDiscardMutation, WebhookDeliveryDiscardMutationVariables>;
export const LiveViewDocument = {"__meta__":{"hash":"sha256:89aab7044a5e1fa26ee898719b6ec466d991b7dcf9ffe9b17eec4b81f0479ce3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveView"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liveView"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveNodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveConferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alarms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"warning"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejectedCalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewDelta"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previousPosition"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveLocationFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveNodeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conferences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveConferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"removed"}},{"kind":"Field","name":{"kind":"Name","value":"loads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"backplaneLoads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BackplaneLoadFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"alarms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"warning"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejectedCalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveViewBookmark"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"serverTime"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NodeLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NodeLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaLoad"}},{"kind":"Field","name":{"kind":"Name","value":"usedHd"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BackplaneLoadFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BackplaneLoad"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backplaneId"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceId"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"lossPercent"}},{"kind":"Field","name":{"kind":"Name","value":"bitrate"}},{"kind":"Field","name":{"kind":"Name","value":"rttMs"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveLocationFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveLocation"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveNodeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"address"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"maintenance"}},{"kind":"Field","name":{"kind":"Name","value":"maxHd"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NodeLoadFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveConferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LiveConference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"serviceId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","name":{"kind":"Name","value":"guestsMuted"}},{"kind":"Field","name":{"kind":"Name","value":"homeNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"mediaNodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"backplanes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nodeIds"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"load"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BackplaneLoadFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"participants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"mediaNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"edgeNodeId"}},{"kind":"Field","name":{"kind":"Name","value":"placementStep"}},{"kind":"Field","name":{"kind":"Name","value":"joinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"muted"}},{"kind":"Field","name":{"kind":"Name","value":"presenting"}},{"kind":"Field","name":{"kind":"Name","value":"hasMedia"}}]}}]}}]} as unknown as DocumentNode<LiveViewSubscription, LiveViewSubscriptionVariables>;
export const ConferenceControlDocument = {"__meta__":{"hash":"sha256:1c2f048db4896b7dad19d624d845bef0c5713a8d278b9ad4d555dcf3a680bcab"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConferenceControl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConferenceControlInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"conferenceControl"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ConferenceControlMutation, ConferenceControlMutationVariables>;
export const ParticipantControlDocument = {"__meta__":{"hash":"sha256:e39affcc9fb0e9843def0cd640197c2229974c3474cd34d2a6f03ccd29896875"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ParticipantControl"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ParticipantControlInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"participantControl"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ParticipantControlMutation, ParticipantControlMutationVariables>;
export const ParticipantPlacementsDocument = {"__meta__":{"hash":"sha256:5742bc705f137a0a1e2c815f599cb6e4034c73a6487c606336f25de99a930a0d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ParticipantPlacements"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferenceParticipant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"callHd"}},{"kind":"Field","name":{"kind":"Name","value":"reserveHd"}},{"kind":"Field","name":{"kind":"Name","value":"locations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"locationName"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlacedCandidateFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlacedCandidateFields"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlacedCandidateFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedCandidate"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeName"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"neededHd"}},{"kind":"Field","name":{"kind":"Name","value":"freeHd"}}]}}]} as unknown as DocumentNode<ParticipantPlacementsQuery, ParticipantPlacementsQueryVariables>;
export const ChoiceNameDocument = {"__meta__":{"hash":"sha256:05715495540d1c2c8742eed0a67f1dd5005117bb4ffd9b985424373f852f7d7f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChoiceName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Location"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConferencingNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Service"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Theme"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Role"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyProfile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ChoiceNameQuery, ChoiceNameQueryVariables>;
export const LocationChoicesDocument = {"__meta__":{"hash":"sha256:b439b70b8596fc61c766fad24f6be28273966fee8290dc9a3e637813d005b2c9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LocationChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"locations"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<LocationChoicesQuery, LocationChoicesQueryVariables>;
export const NodeChoicesDocument = {"__meta__":{"hash":"sha256:e986da9ed19fc1ef8bb4136cf86b6eb00fa950bde4d81fd2e70858d2004152b0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"conferencingNodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<NodeChoicesQuery, NodeChoicesQueryVariables>;
export const ServiceChoicesDocument = {"__meta__":{"hash":"sha256:ac9d9efaba2f41b3ee235321ec83ec958167066950f47f55a10e68c6d82c2dcf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServiceChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"services"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ServiceChoicesQuery, ServiceChoicesQueryVariables>;
export const ThemeChoicesDocument = {"__meta__":{"hash":"sha256:d083cd5d7456b20e9a3e5ee9001626c15afc2705a16a329149d3aa21964f438b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ThemeChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"themes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ThemeChoicesQuery, ThemeChoicesQueryVariables>;
export const RoleChoicesDocument = {"__meta__":{"hash":"sha256:31a818c0c92a65da34da849ddb13d9d749f7e560f5f34b226f34ae03c5f42889"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RoleChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"roles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RoleChoicesQuery, RoleChoicesQueryVariables>;
export const PolicyProfileChoicesDocument = {"__meta__":{"hash":"sha256:6d60daf409ee9e652936f8fc31b6affaf4c21609ae68908e10959690bda99315"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyProfileChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"policyProfiles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<PolicyProfileChoicesQuery, PolicyProfileChoicesQueryVariables>;
export const CertificateChoicesDocument = {"__meta__":{"hash":"sha256:f80d54d53fd70999a2dcdb9b4dc364816ef7142c8887cd0d24208a28e2499940"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CertificateChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"choices"},"name":{"kind":"Name","value":"certificates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"isUsable"},"name":{"kind":"Name","value":"installed"}}]}}]}}]}}]} as unknown as DocumentNode<CertificateChoicesQuery, CertificateChoicesQueryVariables>;