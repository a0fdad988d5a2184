package membership

import (
	"encoding/binary"
	"errors"
	"net/netip"

	"github.com/parley-video/parley/domain/capacity"
)

// What comes off the wire is from whoever knows a cluster key. It is bounded
// and checked all the same, and may be longer than this version knows: what
// follows the known fields is skipped.

// errWire: it is not what nodes tell each other.
var errWire = errors.New("malformed gossip")

const (
	metaVersion  = 1
	maxID        = 64      // bytes of an identifier
	maxURL       = 300     // bytes of a client URL that fits into metadata
	maxListed    = 10_000  // nodes in one message
	maxToldClaim = 100_000 // claims in one message
)

// Kinds of user messages, by their first byte.
const (
	kindState   = 1 + iota // how a node fares; gossip
	kindClaim              // a claim or its release; gossip
	kindAsk                // which nodes' claims to tell; to one node
	kindTell               // all claims of some nodes; the answer
	kindCheck              // whether a node answers; to it, or to one that passes it on
	kindAnswers            // it does; the same way back
	kindEcho               // whether a packet as long as this one comes through; to one node
	kindEchoed             // it did
)

// meta is what a node says of itself in every message that it is alive.
type meta struct {
	boot        uint64
	maintenance bool
	address     netip.AddrPort
	clientURL   string // empty if it is too long: others have it from the configuration
}

func (m meta) encode() []byte {
	w := writer{metaVersion}
	w.uint(m.boot)
	flags := byte(0)
	if m.maintenance {
		flags |= 1
	}
	w = append(w, flags)
	a, _ := m.address.MarshalBinary() // never fails
	w.bytes(a)
	url := m.clientURL
	if len(url) > maxURL {
		url = ""
	}
	w.string(url)
	return w
}

func decodeMeta(b []byte) (meta, error) {
	r := reader{b: b}
	if r.byte() < metaVersion {
		return meta{}, errWire
	}
	m := meta{boot: r.boot(), maintenance: r.byte()&1 != 0}
	if err := m.address.UnmarshalBinary(r.bytes(64)); err != nil {
		return meta{}, errWire
	}
	m.clientURL = r.string(maxURL)
	return m, r.err
}

// state is how a node fares. The higher boot, then the higher seq is newer.
type state struct {
	node     string
	boot     uint64
	seq      uint64
	capacity capacity.Tokens
	used     capacity.Tokens
	claims   uint64 // the version of the last claim or release
}

func (w *writer) state(s state) {
	w.string(s.node)
	w.uint(s.boot)
	w.uint(s.seq)
	w.uint(uint64(max(s.capacity, 0)))
	w.uint(uint64(max(s.used, 0)))
	w.uint(s.claims)
}

func (r *reader) state() state {
	return state{
		node: r.string(maxID), boot: r.boot(), seq: r.version(),
		capacity: r.tokens(), used: r.tokens(), claims: r.version(),
	}
}

// claimed is a claim, or its release, with its place among all of its node's.
type claimed struct {
	claim    Claim // its node's id is beside it
	version  uint64
	released bool
}

func (w *writer) claimed(c claimed) {
	w.uint(c.version)
	flags := byte(0)
	if c.released {
		flags |= 1
	}
	*w = append(*w, flags)
	w.string(c.claim.ServiceID)
	w.string(c.claim.ConferenceID)
	w.uint(c.claim.Term)
}

func (r *reader) claimed(node string) claimed {
	c := claimed{version: r.version(), released: r.byte()&1 != 0}
	c.claim = Claim{NodeID: node, ServiceID: r.string(maxID), ConferenceID: r.string(maxID), Term: r.uint()}
	return c
}

// books are all claims of one life of a node, up to a version.
type books struct {
	node    string
	boot    uint64
	version uint64
	claims  []claimed
}

// message is a user message. Which fields count is said by kind.
type message struct {
	kind   byte
	state  state    // of kindState
	node   string   // of kindClaim whose, of the others who says it
	boot   uint64   // of kindClaim
	claim  claimed  // of kindClaim
	nodes  []string // of kindAsk
	books  []books  // of kindTell
	target string   // of kindCheck whom, of kindAnswers for whom
	via    string   // of both: who passes it on; empty: nobody
	nonce  uint64   // of kindCheck and kindEcho, and of their answers the same
}

func (m message) encode() []byte {
	w := writer{m.kind}
	switch m.kind {
	case kindState:
		w.state(m.state)
	case kindClaim:
		w.string(m.node)
		w.uint(m.boot)
		w.claimed(m.claim)
	case kindAsk:
		w.string(m.node)
		w.uint(uint64(len(m.nodes)))
		for _, id := range m.nodes {
			w.string(id)
		}
	case kindTell:
		w.string(m.node)
		w.uint(uint64(len(m.books)))
		for _, b := range m.books {
			w.string(b.node)
			w.uint(b.boot)
			w.uint(b.version)
			w.uint(uint64(len(b.claims)))
			for _, c := range b.claims {
				w.claimed(c)
			}
		}
	case kindCheck, kindAnswers:
		w.string(m.node)
		w.string(m.target)
		w.string(m.via)
		w.uint(m.nonce)
	case kindEcho, kindEchoed:
		w.string(m.node)
		w.string(m.target)
		w.uint(m.nonce)
	}
	return w
}

func decodeMessage(b []byte) (message, error) {
	r := reader{b: b}
	m := message{kind: r.byte()}
	switch m.kind {
	case kindState:
		m.state = r.state()
	case kindClaim:
		m.node, m.boot = r.string(maxID), r.boot()
		m.claim = r.claimed(m.node)
	case kindAsk:
		m.node = r.string(maxID)
		for range r.count(maxListed) {
			m.nodes = append(m.nodes, r.string(maxID))
		}
	case kindTell:
		m.node = r.string(maxID)
		left := maxToldClaim
		for range r.count(maxListed) {
			b := books{node: r.string(maxID), boot: r.boot(), version: r.version()}
			n := r.count(left)
			left -= n
			for range n {
				b.claims = append(b.claims, r.claimed(b.node))
			}
			m.books = append(m.books, b)
		}
	case kindCheck, kindAnswers:
		m.node, m.target, m.via, m.nonce = r.string(maxID), r.string(maxID), r.string(maxID), r.uint()
	case kindEcho, kindEchoed:
		m.node, m.target, m.nonce = r.string(maxID), r.string(maxID), r.uint()
	default:
		return message{}, errWire
	}
	if r.err != nil {
		return message{}, r.err
	}
	return m, nil
}

// digest is what two nodes compare now and then: whose they are and how every
// node fares that they know.
type digest struct {
	node   string
	states []state
}

func (d digest) encode() []byte {
	var w writer
	w.string(d.node)
	w.uint(uint64(len(d.states)))
	for _, s := range d.states {
		w.state(s)
	}
	return w
}

func decodeDigest(b []byte) (digest, error) {
	r := reader{b: b}
	d := digest{node: r.string(maxID)}
	for range r.count(maxListed) {
		d.states = append(d.states, r.state())
	}
	if r.err != nil {
		return digest{}, r.err
	}
	return d, nil
}

type writer []byte

func (w *writer) uint(v uint64) { *w = binary.AppendUvarint(*w, v) }

func (w *writer) bytes(b []byte) {
	w.uint(uint64(len(b)))
	*w = append(*w, b...)
}

func (w *writer) string(s string) {
	w.uint(uint64(len(s)))
	*w = append(*w, s...)
}

// reader reads what a writer wrote. After the first error everything is zero.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() {
	r.b, r.err = nil, errWire
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.fail()
		return 0
	}
	b := r.b[0]
	r.b = r.b[1:]
	return b
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

// boot is a number of microseconds; the bound is far from now, and there are more
// after it.
func (r *reader) boot() uint64 { return r.below(1 << 53) }

// version counts what a node says in one life.
func (r *reader) version() uint64 { return r.below(1 << 48) }

func (r *reader) below(bound uint64) uint64 {
	v := r.uint()
	if v >= bound {
		r.fail()
		return 0
	}
	return v
}

// tokens are never negative and leave room for sums.
func (r *reader) tokens() capacity.Tokens {
	v := r.uint()
	if v > 1<<40 {
		r.fail()
		return 0
	}
	return capacity.Tokens(v)
}

// count is that of a list: each of its items takes a byte at least.
func (r *reader) count(limit int) int {
	v := r.uint()
	if v > uint64(limit) || v > uint64(len(r.b)) {
		r.fail()
		return 0
	}
	return int(v)
}

func (r *reader) bytes(limit int) []byte {
	n := r.count(limit)
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) string(limit int) string { return string(r.bytes(limit)) }
