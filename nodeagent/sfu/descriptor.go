package sfu

import "encoding/binary"

// descriptor is what the payload of a video packet says about itself.
type descriptor struct {
	key     bool  // first packet of a picture that needs no other
	pixels  int   // of a VP8 key picture; 0: unknown
	picAt   uint8 // offset of the picture id; 0: none
	picWide bool  // 15 bits, otherwise 7
	pic     uint16
	tl0At   uint8 // offset of TL0PICIDX; 0: none
	tl0     uint8
}

func describe(c codec, payload []byte) descriptor {
	switch c {
	case codecVP8:
		return describeVP8(payload)
	case codecVP9:
		return describeVP9(payload)
	case codecH264:
		return descriptor{key: keyH264(payload)}
	default:
		return descriptor{}
	}
}

// describeVP8 reads RFC 7741.
func describeVP8(b []byte) descriptor {
	var d descriptor
	if len(b) < 1 {
		return d
	}
	at := 1
	if b[0]&0x80 != 0 { // X
		if len(b) < 2 {
			return d
		}
		x := b[1]
		at = 2
		if x&0x80 != 0 { // I
			if !d.readPic(b, at) {
				return descriptor{}
			}
			at++
			if d.picWide {
				at++
			}
		}
		if x&0x40 != 0 { // L
			if at >= len(b) {
				return descriptor{}
			}
			d.tl0At, d.tl0 = uint8(at), b[at]
			at++
		}
		if x&0x30 != 0 { // T or K
			at++
		}
	}
	d.key = b[0]&0x1f == 0x10 && at < len(b) && b[at]&1 == 0 // S, partition 0, not P
	if d.key && at+10 <= len(b) {
		w := binary.LittleEndian.Uint16(b[at+6:]) & 0x3fff
		h := binary.LittleEndian.Uint16(b[at+8:]) & 0x3fff
		d.pixels = int(w) * int(h)
	}
	return d
}

// describeVP9 reads RFC 9628.
func describeVP9(b []byte) descriptor {
	var d descriptor
	if len(b) < 1 {
		return d
	}
	at := 1
	if b[0]&0x80 != 0 { // I
		if !d.readPic(b, at) {
			return descriptor{}
		}
		at++
		if d.picWide {
			at++
		}
	}
	base := true
	if b[0]&0x20 != 0 { // L
		if at >= len(b) {
			return descriptor{}
		}
		base = b[at]>>1&7 == 0 // spatial id
		at++
		if b[0]&0x10 == 0 { // not flexible: TL0PICIDX
			if at >= len(b) {
				return descriptor{}
			}
			d.tl0At, d.tl0 = uint8(at), b[at]
		}
	}
	d.key = b[0]&0x48 == 0x08 && base // B, not P
	return d
}

func (d *descriptor) readPic(b []byte, at int) bool {
	if at >= len(b) {
		return false
	}
	if b[at]&0x80 == 0 {
		d.picAt, d.pic = uint8(at), uint16(b[at]&0x7f)
		return true
	}
	if at+1 >= len(b) {
		return false
	}
	d.picAt, d.picWide = uint8(at), true
	d.pic = binary.BigEndian.Uint16(b[at:]) & 0x7fff
	return true
}

// keyH264 finds the start of a picture a decoder can begin with. Senders put
// the parameter sets before each IDR picture, so those open the gate; a lone
// IDR would not decode.
func keyH264(b []byte) bool {
	const (
		nalSPS   = 7
		nalSTAPA = 24
		nalFUA   = 28
	)
	if len(b) < 2 {
		return false
	}
	switch b[0] & 0x1f {
	case nalSPS:
		return true
	case nalFUA:
		return b[1]&0x80 != 0 && b[1]&0x1f == nalSPS
	case nalSTAPA:
		for i := 1; i+2 < len(b); {
			n := int(binary.BigEndian.Uint16(b[i:]))
			i += 2
			if n == 0 || i+n > len(b) {
				return false
			}
			if b[i]&0x1f == nalSPS {
				return true
			}
			i += n
		}
	}
	return false
}

// rewriteDescriptor copies payload to dst[:0] with its picture ids moved by
// the offsets. A VP8 picture id always leaves as 15 bits: receivers unwrap it
// as such, and sources of both widths take turns in a slot.
func rewriteDescriptor(dst, payload []byte, c codec, d descriptor, pic uint16, tl0 uint8) []byte {
	dst = dst[:0]
	if d.picAt == 0 {
		dst = append(dst, payload...)
	} else {
		at := int(d.picAt)
		dst = append(dst, payload[:at]...)
		switch {
		case d.picWide:
			dst = binary.BigEndian.AppendUint16(dst, 0x8000|((d.pic+pic)&0x7fff))
			at += 2
		case c == codecVP8:
			dst = binary.BigEndian.AppendUint16(dst, 0x8000|((d.pic+pic)&0x7fff))
			at++
		default: // VP9 with 7 bits: the ids stay within their width
			dst = append(dst, uint8(d.pic+pic)&0x7f)
			at++
		}
		dst = append(dst, payload[at:]...)
	}
	if d.tl0At != 0 {
		at := int(d.tl0At) + len(dst) - len(payload)
		dst[at] = d.tl0 + tl0
	}
	return dst
}
