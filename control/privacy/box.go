package privacy

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"

	"github.com/parley-video/parley/events"
)

// Scheme is how personal data is sealed: AES-256-GCM with the subject's key and
// a random nonce. A subject has a handful of sealed values, so that a nonce does
// not come twice. Bound to the value are its stream, event and field. What is
// sealed is the value as JSON, quotes and all, so that it comes back byte for
// byte, padded so that its length tells little.
const Scheme = 1

// The sealed form is a JSON string of this and base64.
const boxPrefix = "p1."

// padding is what the length of sealed values is a multiple of.
const padding = 32

var errBox = errors.New("does not open with its subject's key")

func newAEAD(key [keySize]byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// binding is what a value is sealed for. Names of streams have no NUL in them.
func binding(stream string, id events.ID, field string) []byte {
	b := make([]byte, 0, len(stream)+len(id)+len(field)+2)
	b = append(append(b, stream...), 0)
	b = append(append(b, id[:]...), 0)
	return append(b, field...)
}

// sealValue gives the JSON string to write instead of a value.
func sealValue(aead cipher.AEAD, value, bound []byte) ([]byte, error) {
	padded := (len(value)/padding + 1) * padding
	plain := make([]byte, padded)
	plain[copy(plain, value)] = 1
	box := make([]byte, aead.NonceSize(), aead.NonceSize()+padded+aead.Overhead())
	if _, err := rand.Read(box); err != nil {
		return nil, err
	}
	box = aead.Seal(box, box, plain, bound)
	out := append([]byte{'"'}, boxPrefix...)
	out = base64.RawURLEncoding.AppendEncode(out, box)
	return append(out, '"'), nil
}

// isBox reports whether a JSON value looks like a sealed one.
func isBox(value []byte) bool {
	return len(value) > len(boxPrefix)+2 && value[0] == '"' && bytes.HasPrefix(value[1:], []byte(boxPrefix))
}

// openValue gives the value that was sealed.
func openValue(aead cipher.AEAD, value, bound []byte) ([]byte, error) {
	box, err := base64.RawURLEncoding.Strict().AppendDecode(nil, value[1+len(boxPrefix):len(value)-1])
	size := aead.NonceSize()
	if err != nil || len(box) < size {
		return nil, errBox
	}
	plain, err := aead.Open(nil, box[:size], box[size:], bound)
	if err != nil {
		return nil, errBox
	}
	plain = bytes.TrimRight(plain, "\x00")
	if len(plain) == 0 {
		return nil, errBox
	}
	return plain[:len(plain)-1], nil
}
