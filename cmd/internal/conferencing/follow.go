package conferencing

import (
	"context"
	"net/netip"

	"github.com/parley-video/parley/nodeagent/link"
)

// follow does what the node's own record asks of it beyond what others look up
// there: it offers the address that static NAT gives it, and ends its part in all
// conferences when it becomes another node by moving or changing its role. It
// returns when ctx ends.
func (n *Node) follow(ctx context.Context) error {
	var last link.Node
	known := false
	for {
		changed := n.config.Changed()
		if self, ok := n.config.Self(); ok {
			n.offer(self)
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
