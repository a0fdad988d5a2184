package conferencing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/config"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
	"github.com/parley-video/parley/nodeagent/peer"
	"github.com/parley-video/parley/nodeagent/reach"
)

// cluster is the node among the others: requests, gossip and media between
// nodes, all of them at one port.
type cluster struct {
	peer   *peer.Peer
	gossip *membership.Gossip
	trunk  *backplane.Backplane
	reach  *reach.Watch
}

// newCluster binds the cluster port and puts what uses it on top. Which nodes
// there are, and where, is what the configuration and gossip say, neither of
// which needs the Management Node.
func (n *Node) newCluster() (c cluster, err error) {
	boot, err := nextBoot(filepath.Join(n.o.Data, "boot"), time.Now())
	if err != nil {
		return cluster{}, err
	}
	c.peer, err = peer.New(peer.Config{
		Listen: n.o.ClusterListen, NodeID: n.identity.NodeID,
		Certificate: n.keeper.ServerCertificate, Roots: n.identity.Roots(),
		Known: n.known,
		Void: func(id string) []string {
			node, _ := n.config.Node(id)
			return node.VoidCertificates
		},
		Address: n.reach, Log: n.o.Log,
	})
	if err != nil {
		return cluster{}, err
	}
	// A name is nothing to gossip with: the node keeps to itself.
	address, _ := netip.ParseAddrPort(n.clusterAddress(c.peer))
	c.gossip, err = membership.New(membership.Config{
		NodeID: n.identity.NodeID, Boot: boot, Address: address, ClientURL: n.clientURL(),
		Network: c.peer, Records: records{n.config}, Log: n.o.Log,
	})
	if err != nil {
		return cluster{}, errors.Join(err, c.peer.Close())
	}
	c.trunk = backplane.New(backplane.Config{
		Peers: c.peer, Socket: c.peer, Directory: directory{n.known, n.reach, n.bootOf}, Log: n.o.Log, MTU: n.mtu(),
	})
	c.reach = reach.New(reach.Config{
		NodeID: n.identity.NodeID, Peers: c.peer, Gossip: c.gossip, Media: c.trunk, Records: n.config, Address: n.reach, Log: n.o.Log,
	})
	return c, nil
}

// known says whether another node has a record.
func (n *Node) known(id string) bool {
	_, known := n.config.Node(id)
	return known
}

// bootOf tells the lives of another node apart; 0: gossip does not know it.
func (n *Node) bootOf(id string) uint64 {
	m, _ := n.cluster.gossip.Member(id)
	return m.Boot
}

// reach is the address of another node: where gossip knows it to be, or else
// where it was when it was linked last.
func (n *Node) reach(id string) (string, bool) {
	if m, live := n.cluster.gossip.Member(id); live && m.Address.IsValid() {
		return m.Address.String(), true
	}
	node, known := n.config.Node(id)
	return node.ClusterAddress, known && node.ClusterAddress != ""
}

func (n *Node) clusterAddress(p *peer.Peer) string {
	address, fqdn := n.place()
	return clusterAddress(p.LocalAddr(), address, fqdn)
}

func (n *Node) clientURL() string {
	address, fqdn := n.place()
	return clientURL(n.o, n.secure(), fqdn, address)
}

// place is what the node's record says of where it is, or said at enrolment, as
// long as no configuration has come.
func (n *Node) place() (address, fqdn string) {
	if self, ok := n.config.Self(); ok {
		return self.Address, self.FQDN
	}
	return n.identity.Address, n.identity.FQDN
}

// mtu is that of the node's location; 0: not known yet.
func (n *Node) mtu() int {
	self, _ := n.config.Self()
	location, _ := n.config.Location(cmp.Or(self.LocationID, n.identity.LocationID))
	return location.MTU
}

// loadPause is between looks at what the node carries.
const loadPause = 100 * time.Millisecond

// tellLoad tells the other nodes what this one carries.
func (n *Node) tellLoad(ctx context.Context) error {
	look := time.NewTicker(loadPause)
	defer look.Stop()
	for {
		_, used := n.calls.Gauges()
		n.cluster.gossip.SetLoad(n.capacity(), used)
		select {
		case <-look.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// records is the configuration as gossip needs it: with its keys.
type records struct{ *config.Store }

// Settings implements membership.Records.
func (r records) Settings() link.Settings {
	s := r.Store.Settings()
	s.ClusterKeys, s.ClusterKeysSince = r.ClusterKeys()
	return s
}

// directory is where the other nodes are, for media: those that have a record. A
// node that gossip takes for dead is there still: whether media gets through
// shows by itself, and gossip may be wrong.
type directory struct {
	known func(id string) bool
	reach func(id string) (address string, known bool)
	boot  func(id string) uint64 // 0: unknown
}

// Find implements backplane.Directory.
func (d directory) Find(id string) (backplane.Node, bool) {
	if !d.known(id) {
		return backplane.Node{}, false
	}
	address, _ := d.reach(id)
	at, _ := netip.ParseAddrPort(address) // to a name nothing can be sent
	return backplane.Node{Address: at, Boot: d.boot(id)}, true
}

// nextBoot is a number that this life of the node has and no other, higher than
// every one before, whatever became of the clock. It is kept in a file.
func nextBoot(path string, now time.Time) (uint64, error) {
	raw, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("number of this life of the node: %w", err)
	}
	// What cannot be read was cut off by a crash; the clock will do.
	last, _ := strconv.ParseUint(strings.TrimSpace(string(raw)), 10, 64)
	boot := max(last+1, uint64(max(now.UnixMicro(), 1)))
	if err := pki.WriteSecret(path, []byte(strconv.FormatUint(boot, 10)+"\n")); err != nil {
		return 0, fmt.Errorf("number of this life of the node: %w", err)
	}
	return boot, nil
}
