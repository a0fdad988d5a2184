package bursting

import (
	"cmp"
	"net"
	"net/url"
	"slices"
	"strconv"
)

// NodePorts are the ports at which nodes are reached.
type NodePorts struct {
	Client  []string // by participants: TCP, and UDP for media
	Cluster []string // by each other: TCP and UDP
}

// DefaultNodePorts are what nodes use unless they are started otherwise.
// docs/operations.md has them too.
func DefaultNodePorts() NodePorts {
	return NodePorts{Client: []string{"8443"}, Cluster: []string{"8445"}}
}

// Add notes where a node is reached: its URL for participants, and host:port for
// other nodes.
func (p *NodePorts) Add(clientURL, clusterAddress string) {
	if u, err := url.Parse(clientURL); err == nil && u.Host != "" {
		port := u.Port()
		if port == "" {
			port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
		}
		p.Client = insert(p.Client, port)
	}
	if _, port, err := net.SplitHostPort(clusterAddress); err == nil {
		p.Cluster = insert(p.Cluster, port)
	}
}

// insert keeps ports in order, each once.
func insert(list []string, port string) []string {
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || number == 0 {
		return list
	}
	i, found := slices.BinarySearchFunc(list, port, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	if found {
		return list
	}
	return slices.Insert(list, i, port)
}

// Ports are those that have to be open at the machines of burst nodes: the ones
// in use, as nodes and Management Nodes say themselves, and those by default while
// no node has said so. Where media are taken in is not said: at the port for
// participants, unless a node is started otherwise.
func (b *Bursting) Ports() []Port {
	const everybody, nodes = "participants", "the other Conferencing Nodes"
	used, usual := NodePorts{}, DefaultNodePorts()
	if b.c.NodePorts != nil {
		used = b.c.NodePorts()
	}
	if len(used.Client) == 0 {
		used.Client = usual.Client
	}
	if len(used.Cluster) == 0 {
		used.Cluster = usual.Cluster
	}
	var list []Port
	for _, port := range used.Client {
		list = append(list,
			Port{Protocol: "TCP", Port: port, Peer: everybody, Purpose: "the client API and the participants' pages"},
			Port{Protocol: "UDP", Port: port, Peer: everybody, Purpose: "media"})
	}
	for _, outbound := range []bool{false, true} {
		for _, port := range used.Cluster {
			list = append(list,
				Port{Outbound: outbound, Protocol: "TCP", Port: port, Peer: nodes, Purpose: "requests and gossip between nodes"},
				Port{Outbound: outbound, Protocol: "UDP", Port: port, Peer: nodes, Purpose: "gossip and media between nodes"})
		}
	}
	for _, port := range b.c.LinkPorts {
		list = append(list, Port{Outbound: true, Protocol: "TCP", Port: port, Peer: "the Management Nodes", Purpose: "the node link"})
	}
	return append(list, Port{Outbound: true, Protocol: "TCP", Port: "80", Peer: "169.254.169.254", Purpose: "the provisioning document in the machine's metadata"})
}
