package sfu

import "encoding/binary"

// packet is an incoming RTP packet. payload points into the read buffer and is
// valid until the next read.
type packet struct {
	seq     uint16
	ts      uint32
	pt      uint8
	marker  bool
	payload []byte
	at      int64 // arrival, nanoseconds on the engine's monotonic clock
	level   uint8 // RFC 6464, 0 loudest, 127 silent
	leveled bool
	desc    descriptor
}

// parsePacket reads a decrypted RTP packet without allocating. It is not
// trusting: the far end chose the bytes.
func parsePacket(b []byte, levelID uint8, p *packet) bool {
	if len(b) < 12 || b[0]>>6 != 2 {
		return false
	}
	p.marker = b[1]&0x80 != 0
	p.pt = b[1] & 0x7f
	p.seq = binary.BigEndian.Uint16(b[2:])
	p.ts = binary.BigEndian.Uint32(b[4:])
	p.level, p.leveled = 127, false
	at := 12 + 4*int(b[0]&0x0f)
	end := len(b)
	if b[0]&0x20 != 0 { // padding
		pad := int(b[end-1])
		if pad == 0 || pad > end-at {
			return false
		}
		end -= pad
	}
	if at > end {
		return false
	}
	if b[0]&0x10 != 0 { // extensions
		if at+4 > end {
			return false
		}
		profile := binary.BigEndian.Uint16(b[at:])
		n := 4 * int(binary.BigEndian.Uint16(b[at+2:]))
		at += 4
		if at+n > end {
			return false
		}
		if levelID != 0 {
			if v := findExtension(profile, b[at:at+n], levelID); len(v) >= 1 {
				p.level, p.leveled = v[0]&0x7f, true
			}
		}
		at += n
	}
	p.payload = b[at:end]
	return true
}

// findExtension reads RFC 8285 one-byte and two-byte forms.
func findExtension(profile uint16, b []byte, want uint8) []byte {
	twoByte := profile&0xfff0 == 0x1000
	if !twoByte && profile != 0xbede {
		return nil
	}
	for i := 0; i < len(b); {
		if b[i] == 0 { // padding
			i++
			continue
		}
		var id uint8
		var n int
		if twoByte {
			if i+2 > len(b) {
				return nil
			}
			id, n = b[i], int(b[i+1])
			i += 2
		} else {
			id, n = b[i]>>4, int(b[i]&0x0f)+1
			if id == 15 {
				return nil
			}
			i++
		}
		if i+n > len(b) {
			return nil
		}
		if id == want {
			return b[i : i+n]
		}
		i += n
	}
	return nil
}
