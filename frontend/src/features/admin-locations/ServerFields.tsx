import { Alert } from "@patternfly/react-core";
import type { Control } from "react-hook-form";
import { Fold } from "../../ui/admin/Fold";
import { type Part, RowsField } from "../../ui/admin/RowsField";
import { keepsPassword, type LocationValues, newRelay, newServer, newTransportServer, passwordLost, type Relay } from "./values";

const address: Part = { name: "address", label: "Address" };
const port: Part = { name: "port", label: "Port", type: "number" };
const transport: Part = { name: "transport", label: "Transport", options: ["UDP", "TCP", "TLS"].map((value) => ({ value, label: value })) };
const relay: Part[] = [
  address,
  port,
  transport,
  { name: "username", label: "User name" },
  { name: "password", label: "Password", type: "password", placeholder: (row) => (keepsPassword(row as unknown as Relay) ? "One is set; empty keeps it" : "Password"), mind: (row) => passwordLost(row as unknown as Relay) },
];

/** The servers that a location names. They are kept; the section says that nothing more is done with them yet. */
export function ServerFields({ control, count }: { control: Control<LocationValues>; count: number }) {
  return (
    <Fold title={`Servers of this location (${count})`} isOpen={count > 0}>
      <Alert variant="info" isInline isPlain title="These are stored and checked now. The nodes do not use them yet." />
      <RowsField control={control} name="dnsServers" label="DNS servers" entry="DNS server" help="IP addresses." parts={[address]} empty={{ address: "" }} />
      <RowsField control={control} name="ntpServers" label="NTP servers" entry="NTP server" parts={[address]} empty={{ address: "" }} />
      <RowsField control={control} name="syslogServers" label="Syslog servers" entry="syslog server" help="Without a port: 514, over TLS 6514." parts={[address, port, transport]} empty={newTransportServer} />
      <RowsField control={control} name="stunServers" label="STUN servers of the nodes" entry="STUN server" help="Without a port: 3478." parts={[address, port]} empty={newServer} />
      <RowsField control={control} name="turnServers" label="TURN servers of the nodes" entry="TURN server" help="Without a port: 3478, over TLS 5349." parts={relay} empty={newRelay} />
      <RowsField control={control} name="clientStunServers" label="STUN servers of clients" entry="STUN server of clients" parts={[address, port]} empty={newServer} />
      <RowsField control={control} name="clientTurnServers" label="TURN servers of clients" entry="TURN server of clients" parts={relay} empty={newRelay} />
    </Fold>
  );
}
