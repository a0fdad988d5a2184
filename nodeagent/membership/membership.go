// Package membership is what a Conferencing Node knows of the others: who is
// live, how loaded, and which conferences are at home where. Nodes find each
// other from the configuration and tell each other by gossip, so it works while
// the Management Node is away.
//
// It may import domain/capacity, nodeagent/link and hashicorp/memberlist.
package membership

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"net/netip"
	"slices"

	"github.com/parley-video/parley/domain/capacity"
)

// Member is a live node as gossip knows it, this one included.
type Member struct {
	ID         string
	LocationID string
	// Proxying nodes forward the media of their callers and host nothing.
	Proxying bool
	// AlwaysOn is false of nodes that are started when needed.
	AlwaysOn    bool
	Maintenance bool
	Weight      int
	// Address is where the node is reached by others, TCP and UDP.
	Address netip.AddrPort
	// ClientURL is where participants reach it.
	ClientURL string
	// Boot tells two lives of one node apart; a later one is higher.
	Boot     uint64
	Capacity capacity.Tokens
	Used     capacity.Tokens
}

// Claim says that a node is the home of a service's running conference.
type Claim struct {
	NodeID       string
	ServiceID    string
	ConferenceID string
	Term         uint64
}

// View answers from memory and is safe for concurrent use. Members that are
// suspected but not yet declared dead are live.
type View interface {
	// Self is this node.
	Self() Member
	// Live lists the live nodes by id, this one included.
	Live() []Member
	// Member finds a live node.
	Member(id string) (Member, bool)
	// Claims lists the homes of a service's conferences on live nodes, by node.
	// Normally there is at most one.
	Claims(serviceID string) []Claim
	// ClaimsOf lists the homes of a conference likewise.
	ClaimsOf(conferenceID string) []Claim
	// Changed is closed at the next change of who is live or of any claim.
	// Loads change without it.
	Changed() <-chan struct{}
}

// Announcer tells the others about this node.
type Announcer interface {
	// Claim says that this node is home of a service's conference, and Release
	// that it is not any more.
	Claim(c Claim)
	Release(serviceID, conferenceID string)
	// SetLoad says what the node carries; at most the newest is told, at most
	// once a second unless it changed by a tenth of the capacity.
	SetLoad(capacity, used capacity.Tokens)
	// Suspect is a hint that a connection to a node broke: it is looked at at once
	// whether it is there.
	Suspect(nodeID string)
}

// Rank orders nodes by rendezvous hashing of a key: every node that knows the
// same nodes gets the same order, and a node that goes or comes moves only the
// keys that it was first for.
func Rank(key string, ids []string) []string {
	type scored struct {
		id    string
		score uint64
	}
	list := make([]scored, len(ids))
	for i, id := range ids {
		list[i] = scored{id, score(key, id)}
	}
	slices.SortFunc(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
	})
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.id
	}
	return out
}

// Homes orders the nodes that may be home of a service that has no conference
// yet, the best first. It is empty only when nobody hosts conferences.
func Homes(serviceID string, members []Member) []string {
	for _, suits := range []func(Member) bool{
		func(m Member) bool { return !m.Proxying && m.AlwaysOn && !m.Maintenance },
		func(m Member) bool { return !m.Proxying && !m.Maintenance },
		func(m Member) bool { return !m.Proxying },
	} {
		var ids []string
		for _, m := range members {
			if suits(m) {
				ids = append(ids, m.ID)
			}
		}
		if len(ids) > 0 {
			return Rank(serviceID, ids)
		}
	}
	return nil
}

// score mixes a key and an id so that no bit of either shows: FNV alone keeps
// the order of ids that differ in their last letter.
func score(key, id string) uint64 {
	h := fnv.New64a()
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(key)))
	h.Write(n[:])
	h.Write([]byte(key))
	h.Write([]byte(id))
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
