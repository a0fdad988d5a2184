package events

import (
	"crypto/sha1" // RFC 9562 version 5 identifiers are defined over SHA-1
	"encoding/hex"
	"fmt"
)

// ID is the identifier of an event, an RFC 9562 UUID.
type ID [16]byte

// String is the canonical 36-character text form.
func (id ID) String() string {
	var b [36]byte
	hex.Encode(b[0:8], id[0:4])
	b[8] = '-'
	hex.Encode(b[9:13], id[4:6])
	b[13] = '-'
	hex.Encode(b[14:18], id[6:8])
	b[18] = '-'
	hex.Encode(b[19:23], id[8:10])
	b[23] = '-'
	hex.Encode(b[24:36], id[10:16])
	return string(b[:])
}

// MarshalText implements encoding.TextMarshaler.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *ID) UnmarshalText(b []byte) error {
	parsed, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}

// ParseID reads the canonical text form.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, fmt.Errorf("event id %q is not a UUID", s)
	}
	compact := s[0:8] + s[9:13] + s[14:18] + s[19:23] + s[24:36]
	if _, err := hex.Decode(id[:], []byte(compact)); err != nil {
		return ID{}, fmt.Errorf("event id %q is not a UUID", s)
	}
	return id, nil
}

// namespace separates Parley's derived identifiers from everybody else's.
var namespace = ID{0x0b, 0x7c, 0x5e, 0x9a, 0x31, 0x4f, 0x4d, 0x0e, 0x9a, 0x55, 0x5c, 0x1f, 0x6d, 0x2b, 0x83, 0x4c}

// DeriveID makes a version 5 UUID from a cause. The same cause always gives
// the same identifier, which is what makes a repeated append a no-op.
func DeriveID(cause string) ID {
	h := sha1.New() // see above
	h.Write(namespace[:])
	h.Write([]byte(cause))
	var id ID
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

// CommandEventID identifies the index-th event caused by a command.
func CommandEventID(idempotencyKey, command string, index int) ID {
	return DeriveID(fmt.Sprintf("command/%s/%s/%d", command, idempotencyKey, index))
}

// FactEventID identifies the index-th event recorded from a node's fact.
func FactEventID(epoch string, seq uint64, index int) ID {
	return DeriveID(fmt.Sprintf("fact/%s/%d/%d", epoch, seq, index))
}
