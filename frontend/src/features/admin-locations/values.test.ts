import { expect, test } from "vitest";
import type { LocationFieldsFragment } from "../../gql/graphql";
import { compare } from "../../ui/admin/compare";
import { besideAddress, inputOf, keepsPassword, locationLabels, newRelay, passwordLost, type Relay, serverCount, valuesOf } from "./values";

const empty = valuesOf(null);

test("an empty form asks for nothing special", () => {
  expect(inputOf({ ...empty, name: "Oslo" })).toMatchObject({ name: "Oslo", mtu: 1500, overflowLocation1: null, transcodingLocation: null, dnsServers: [], turnServers: [] });
});

test("a password that was not typed is not sent, so that it stays", () => {
  const relays = [
    { ...newRelay, address: "a", username: "u", hasPassword: true },
    { ...newRelay, address: "b", port: "99", transport: "TLS", password: "new" },
  ];
  const { turnServers } = inputOf({ ...empty, turnServers: relays });
  expect(turnServers[0]).toEqual({ address: "a", port: null, transport: "UDP", username: "u" });
  expect(turnServers[1]).toEqual({ address: "b", port: 99, transport: "TLS", username: "", password: "new" });
});

test("a refused entry is marked at its address", () => {
  expect(
    besideAddress([
      { code: "INVALID", field: ["dnsServers", "1"], message: "" },
      { code: "INVALID", field: ["syslogServers", "0", "port"], message: "" },
      { code: "INVALID", field: ["dnsServers"], message: "" },
      { code: "X", message: "" },
    ])?.map((r) => r.field?.join(".")),
  ).toEqual(["dnsServers.1.address", "syslogServers.0.port", "dnsServers", undefined]);
});

test("two versions differ in words, and passwords do not show", () => {
  const mine = { ...empty, overflowLocation1: { id: "1", name: "Rome" }, turnServers: [{ ...newRelay, address: "a", port: "1", password: "secret" }] };
  expect(serverCount(mine)).toBe(1);
  const found = compare(mine, empty, locationLabels);
  expect(found).toEqual([
    { label: "First overflow location", mine: "Rome", theirs: "none" },
    { label: "TURN servers", mine: "a:1 UDP with a new password", theirs: "" },
  ]);
});

test("a changed entry asks for its password again", () => {
  const saved = { address: "turn.example.org", port: 3478, transport: "UDP", username: "u", hasPassword: true };
  const [row] = valuesOf({ turnServers: [saved], dnsServers: [], ntpServers: [], syslogServers: [], stunServers: [], clientStunServers: [], clientTurnServers: [] } as unknown as LocationFieldsFragment).turnServers as [Relay];
  const of = (change: Partial<Relay>) => [keepsPassword({ ...row, ...change }), passwordLost({ ...row, ...change }) !== null];
  expect(of({})).toEqual([true, false]);
  expect(of({ port: "" }), "the port is the same one").toEqual([true, false]);
  expect(of({ address: " TURN.example.org" }), "the host is the same one").toEqual([true, false]);
  for (const change of [{ address: "other" }, { port: "99" }, { transport: "TCP" }, { username: "v" }]) expect(of(change)).toEqual([false, true]);
  expect(of({ address: "other", password: "new" })).toEqual([false, false]);
  expect(passwordLost(newRelay)).toBeNull();
});
