package backplane

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

// Of a packet on the wire, in bytes.
const (
	headerLen = 12
	osnLen    = 2 // the source's sequence number, before the payload
	tagLen    = 16
	mkiLen    = 4
	overhead  = headerLen + osnLen + tagLen + mkiLen

	keyLen, saltLen = 16, 12
)

var errMKIReused = errors.New("names another key already")

const profile = srtp.ProtectionProfileAeadAes128Gcm

// Life of a key.
const (
	keyTime    = time.Hour
	keyPackets = 1 << 40
	// lastKeyTime is how long a key opens packets that is followed by none: who is
	// not talked to any more, for its certificate is void, has nothing to send.
	lastKeyTime = 2 * keyTime
	// oldKeyTime is how long a key opens packets after the next one has come.
	oldKeyTime = time.Minute
	// maxKeys of a neighbour are kept at a time.
	maxKeys = 4
)

// secret is a master key as it crosses between nodes, under mutual TLS only.
type secret struct {
	MKI  uint32 `json:"mki"` // names it; never 0
	Key  []byte `json:"key"`
	Salt []byte `json:"salt"`
}

func newSecret(mki uint32) secret {
	b := make([]byte, keyLen+saltLen)
	_, _ = rand.Read(b) // never fails
	return secret{MKI: mki, Key: b[:keyLen], Salt: b[keyLen:]}
}

// random32 is never 0.
func random32() uint32 {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return max(binary.BigEndian.Uint32(b[:]), 1)
}

// context makes an SRTP context of the key. Each stream has its own, so that
// what a stream leaves behind goes with it; that nonces are never used twice
// rests on a stream's SSRC being its alone for the life of the neighbour's keys,
// and on its packet numbers going up by one.
func (s secret) context(opts ...srtp.ContextOption) (*srtp.Context, error) {
	var mki [mkiLen]byte
	binary.BigEndian.PutUint32(mki[:], s.MKI)
	return srtp.CreateContext(s.Key, s.Salt, profile, append(opts, srtp.MasterKeyIndicator(mki[:]))...)
}

// sendKey is a key that this node seals with.
type sendKey struct {
	secret
	born int64
	rtcp *srtp.Context
	used uint64 // packets; guarded by outbox.mu
}

func newSendKey(mki uint32, now int64) (*sendKey, error) {
	k := &sendKey{secret: newSecret(mki), born: now}
	var err error
	k.rtcp, err = k.context()
	return k, err
}

// worn says that it should be followed by another.
func (k *sendKey) worn(now int64) bool { return k.used >= keyPackets || now-k.born >= int64(keyTime) }

// openKey is a key that a neighbour seals with. Its context for SRTCP belongs to
// the neighbour's main goroutine, those of streams to their lanes.
type openKey struct {
	secret
	until int64 // when it opens nothing any more
	rtcp  *srtp.Context
}

// keyset is the keys that open what comes from a neighbour, the newest last. It
// is never changed.
type keyset []*openKey

func (s keyset) find(mki uint32) *openKey {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].MKI == mki {
			return s[i]
		}
	}
	return nil
}

// newest names the newest key; 0: there is none.
func (s keyset) newest() uint32 {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].MKI
}

// with has a key be the newest. It may have been told before: requests overtake
// each other.
func (s keyset) with(k secret, now int64) (keyset, error) {
	fresh := s.find(k.MKI)
	switch {
	case fresh == nil:
		fresh = &openKey{secret: k}
		var err error
		if fresh.rtcp, err = k.context(srtp.SRTCPReplayProtection(window)); err != nil {
			return s, err
		}
	case !bytes.Equal(fresh.Key, k.Key) || !bytes.Equal(fresh.Salt, k.Salt):
		return s, errMKIReused
	default:
		fresh = &openKey{secret: k, rtcp: fresh.rtcp}
	}
	fresh.until = now + int64(lastKeyTime)
	out := make(keyset, 0, len(s)+1)
	for _, old := range s {
		if old.MKI == k.MKI {
			continue
		}
		aged := *old
		aged.until = min(aged.until, now+int64(oldKeyTime))
		out = append(out, &aged)
	}
	out = append(out, fresh)
	if extra := len(out) - maxKeys; extra > 0 {
		out = out[extra:]
	}
	return out, nil
}

// at drops the keys whose time is over.
func (s keyset) at(now int64) keyset {
	for i, k := range s {
		if k.until <= now {
			out := append(keyset{}, s[:i]...)
			for _, k := range s[i+1:] {
				if k.until > now {
					out = append(out, k)
				}
			}
			return out
		}
	}
	return s
}

// putHeader writes the RTP header of a packet.
func putHeader(b []byte, p *Packet, ssrc uint32, seq uint16) {
	b[0], b[1] = 0x80, payloadType(p.Codec)
	if p.Marker {
		b[1] |= 0x80
	}
	binary.BigEndian.PutUint16(b[2:], seq)
	binary.BigEndian.PutUint32(b[4:], p.TS)
	binary.BigEndian.PutUint32(b[8:], ssrc)
}

// clockRate is the RTP clock of a codec, in ticks per second.
func clockRate(c Codec) int64 {
	if c == CodecOpus {
		return 48_000
	}
	return 90_000
}

// Payload types are the codecs' numbers from 96 on.
const firstPT = 96

func payloadType(c Codec) uint8 { return firstPT + uint8(c) }

func codecOf(h *rtp.Header) (Codec, bool) {
	c := Codec(h.PayloadType - firstPT)
	return c, h.PayloadType > firstPT && c <= CodecH264
}
