import type { CallProtocol, DeviceFieldsFragment, DeviceUpdateInput } from "../../gql/graphql";
import { protocolNames, protocols } from "../../ui/admin/calls";
import type { Labels } from "../../ui/admin/compare";
import { secretInput, type Sent } from "../../ui/admin/inputs";

/** What the form holds. The password is write-only: empty means "as it is" for a device that has one. */
export interface DeviceValues {
  alias: string;
  description: string;
  tag: string;
  ownerEmail: string;
  username: string;
  hasPassword: boolean;
  password: string;
  clearPassword: boolean;
  protocols: string[];
}

/** What devices register with. */
export const registering = protocols.filter((p) => p.value !== "RTMP");

export const deviceLabels: Labels<DeviceValues> = {
  alias: "Alias",
  description: "Description",
  tag: "Tag",
  ownerEmail: "Owner",
  username: "User name",
  password: { label: "Password", secret: (v) => ({ isSaved: v.hasPassword, isTyped: v.password !== "", isCleared: v.clearPassword }) },
  protocols: { label: "Protocols", show: protocolNames },
};

export const deviceValues = (d: DeviceFieldsFragment | null): DeviceValues => ({
  alias: d?.alias ?? "",
  description: d?.description ?? "",
  tag: d?.tag ?? "",
  ownerEmail: d?.ownerEmail ?? "",
  username: d?.username ?? "",
  hasPassword: d?.hasPassword ?? false,
  password: "",
  clearPassword: false,
  protocols: d ? [...d.protocols] : registering.map((p) => p.value),
});

/** The API's input. A password that was not touched is left out, so that it stays. */
export const deviceInput = (v: DeviceValues) => ({ ...plain(v), ...secretInput("password", v.password, v.clearPassword) });

const plain = (v: DeviceValues) =>
  ({
    alias: v.alias,
    description: v.description,
    tag: v.tag,
    ownerEmail: v.ownerEmail,
    username: v.username,
    protocols: v.protocols as CallProtocol[],
  }) satisfies Sent<DeviceUpdateInput, "password">;
