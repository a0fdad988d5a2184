package bursting

// Ports are those that have to be open at the machines of burst nodes. They are
// what nodes use unless they are started otherwise; docs/operations.md has them
// too.
func (b *Bursting) Ports() []Port {
	const everybody, nodes = "participants", "the other Conferencing Nodes"
	list := []Port{
		{Protocol: "TCP", Port: "8443", Peer: everybody, Purpose: "the client API and the participants' pages"},
		{Protocol: "UDP", Port: "8443", Peer: everybody, Purpose: "media"},
		{Protocol: "TCP", Port: "8445", Peer: nodes, Purpose: "requests and gossip between nodes"},
		{Protocol: "UDP", Port: "8445", Peer: nodes, Purpose: "gossip and media between nodes"},
		{Outbound: true, Protocol: "TCP", Port: "8445", Peer: nodes, Purpose: "requests and gossip between nodes"},
		{Outbound: true, Protocol: "UDP", Port: "8445", Peer: nodes, Purpose: "gossip and media between nodes"},
	}
	for _, port := range b.c.LinkPorts {
		list = append(list, Port{Outbound: true, Protocol: "TCP", Port: port, Peer: "the Management Nodes", Purpose: "the node link"})
	}
	return append(list, Port{Outbound: true, Protocol: "TCP", Port: "80", Peer: "169.254.169.254", Purpose: "the provisioning document in the machine's metadata"})
}
