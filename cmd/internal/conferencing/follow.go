package conferencing

import (
	"context"
	"net/netip"

	"github.com/parley-video/parley/nodeagent/link"
)

// follow does what the node's own record asks of it beyond what others look up
// there: it says where it is reached, offers the address that static NAT gives
// it, keeps to its location's MTU, and ends its part in all conferences when it
// becomes another node by moving or changing its role. It returns when ctx ends.
func (n *Node) follow(ctx context.Context) error {
	var last link.Node
	known := false
	for {
		changed := n.config.Changed()
		n.cluster.trunk.SetMTU(n.mtu())
		if self, ok := n.config.Self(); ok {
			n.tellPlace()
			n.offer(self)
			if options := n.o.stuck(last, self); known && len(options) > 0 {
				n.o.Log.Warn("the node's record says that it is elsewhere; these options still say the old place: change them and start the node again",
					"options", options, "address", self.Address, "host", self.FQDN, "static NAT address", self.StaticNATAddress)
			}
			if known && moved(last, self) {
				n.o.Log.Warn("the node has another location or role; its calls end", "location", self.LocationID, "role", self.Role)
				n.calls.Vacate()
			}
			last, known = self, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
	}
}

// tellPlace has other nodes, participants and the control plane told where the
// node is reached now.
func (n *Node) tellPlace() {
	at, client := n.clusterAddress(n.cluster.peer), n.clientURL()
	address, _ := netip.ParseAddrPort(at)
	n.cluster.gossip.SetAddress(address)
	n.cluster.gossip.SetClientURL(client)
	n.dialer.SetPlace(client, at)
}

// moved reports whether a node's record makes another node of it.
func moved(before, after link.Node) bool {
	return before.LocationID != after.LocationID || before.Role != after.Role
}

// offer has callers told of the address outside static NAT, unless the command
// line says which.
func (n *Node) offer(self link.Node) {
	if len(n.o.MediaPublic) > 0 {
		return
	}
	var public []netip.Addr
	if a, err := netip.ParseAddr(self.StaticNATAddress); err == nil {
		public = append(public, a)
	}
	if err := n.engine.SetPublic(public); err != nil {
		n.o.Log.Error("static NAT address", "address", self.StaticNATAddress, "error", err)
	}
}
