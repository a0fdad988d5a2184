package sfu

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"github.com/pion/rtp"
)

// received is what arrived on one line.
type received struct {
	reports atomic.Int32 // sender reports

	mu      sync.Mutex
	packets int
	last    byte // marker of the last packet
	seen    map[byte]int
	seqs    map[uint16]int
	rtx     map[uint16]int // those of them that came as retransmissions
	headers []rtp.Header
	keys    []bool
	markers []byte
	pics    []uint16
}

func (r *received) again(seq uint16) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rtx[seq]++
}

func (r *received) take(p *rtp.Packet, video bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.packets++
	r.seqs[p.SequenceNumber]++
	marker, key := byte(0), false
	if len(p.Payload) > 0 {
		marker = p.Payload[0]
	}
	if video && len(p.Payload) > 6 {
		marker = p.Payload[6]
		key = p.Payload[0]&0x10 != 0 && p.Payload[5]&1 == 0
		r.pics = append(r.pics, binary.BigEndian.Uint16(p.Payload[2:])&0x7fff)
	}
	r.last = marker
	r.seen[marker]++
	r.headers = append(r.headers, p.Header)
	r.keys = append(r.keys, key)
	r.markers = append(r.markers, marker)
}
