package conferencing

import (
	"github.com/parley-video/parley/nodeagent/peer"
)

// newPeer binds the cluster port. Which nodes there are, and where, is what the
// configuration says; it need not be new.
func (n *Node) newPeer() (*peer.Peer, error) {
	return peer.New(peer.Config{
		Listen: n.o.ClusterListen, NodeID: n.identity.NodeID,
		Certificate: n.keeper.ServerCertificate, Roots: n.identity.Roots(),
		Known: func(id string) bool {
			_, known := n.config.Node(id)
			return known
		},
		Void: func(id string) []string {
			node, _ := n.config.Node(id)
			return node.VoidCertificates
		},
		Address: func(id string) (string, bool) {
			node, known := n.config.Node(id)
			return node.ClusterAddress, known && node.ClusterAddress != ""
		},
		Log: n.o.Log,
	})
}
