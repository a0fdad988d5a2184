package sfu

import "sync"

// historySize is about two seconds of 2.5 Mbit/s video.
const historySize = 512

type remembered struct {
	valid  bool
	gen    uint32
	seq    uint16
	ts     uint32
	marker bool
	desc   descriptor
	buf    []byte
}

// history keeps the last packets of one incoming stream for all its receivers.
type history struct {
	mu   sync.RWMutex
	ring [historySize]remembered
}

func (h *history) put(p *packet, gen uint32) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := &h.ring[p.seq%historySize]
	r.valid, r.gen, r.seq, r.ts, r.marker, r.desc = true, gen, p.seq, p.ts, p.marker, p.desc
	r.buf = append(r.buf[:0], p.payload...)
}

// get copies a packet into p, its payload into buf.
func (h *history) get(seq uint16, gen uint32, buf []byte, p *packet) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	r := &h.ring[seq%historySize]
	if !r.valid || r.seq != seq || r.gen != gen {
		return false
	}
	p.seq, p.ts, p.marker, p.desc = r.seq, r.ts, r.marker, r.desc
	p.payload = append(buf[:0], r.buf...)
	return true
}

// forget gives the memory back.
func (h *history) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ring = [historySize]remembered{}
}
