package caller

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// stamp is at the end of everything that a caller sends: whose it is, which in
// order, and when it was sent. A decoder does not look there.
type stamp struct {
	face   int
	number uint32
	sent   time.Time
}

const stampSize = 1 + 4 + 8 + 4

// sign fills b up to size with zeros and the stamp.
func (s stamp) sign(b []byte, size int) []byte {
	b = append(b, make([]byte, max(size-len(b)-stampSize, 0))...)
	b = append(b, byte(s.face))
	b = binary.BigEndian.AppendUint32(b, s.number)
	b = binary.BigEndian.AppendUint64(b, uint64(s.sent.UnixNano()))
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// readStamp reports false of what was not sent by a caller, or came broken.
func readStamp(b []byte) (stamp, bool) {
	at := len(b) - stampSize
	if at < 0 || crc32.ChecksumIEEE(b[:len(b)-4]) != binary.BigEndian.Uint32(b[len(b)-4:]) {
		return stamp{}, false
	}
	return stamp{
		face: int(b[at]), number: binary.BigEndian.Uint32(b[at+1:]),
		sent: time.Unix(0, int64(binary.BigEndian.Uint64(b[at+5:]))),
	}, true
}

// picture is a frame of a face's video that fills its packets: a key frame that
// decodes, or one of so many packets that follows.
func picture(s stamp, key bool, parts, packetSize int) []byte {
	if !key {
		return s.sign([]byte{0x01}, parts*packetSize) // the lowest bit: no key frame
	}
	b := Face(s.face)
	packets := (len(b) + stampSize + packetSize - 1) / packetSize
	return s.sign(b, packets*packetSize)
}

func isKey(frame []byte) bool { return len(frame) > 0 && frame[0]&1 == 0 }

// opus is a packet of a face's voice. Nobody decodes it: its first byte says
// fullband, mono, 20 ms, as an encoder's would.
func opus(s stamp) []byte { return s.sign([]byte{0xf8}, 60) }
