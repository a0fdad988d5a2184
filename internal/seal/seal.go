// Package seal encrypts secrets before they enter the event log, so that
// deleting the key erases them.
//
// It owns the key file. Sealing is AES-256-GCM with a synthetic nonce, derived
// from the key, the context and the text: equal secrets in one context have
// equal sealed forms, so that a change which changes nothing is recognised,
// while equal secrets in different contexts do not show that they are equal.
// The context is authenticated: what was sealed for one service cannot be
// opened for another.
//
// The package imports events for the type of a sealed secret. A Sealer is safe
// for concurrent use and starts nothing.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/parley-video/parley/events"
)

// KeySize is the length of a key, in bytes.
const KeySize = 32

// prefix names the form; another algorithm gets another one.
const prefix = "s1."

// Errors of Open, compared with errors.Is.
var (
	// ErrMalformed: the text is not a sealed secret.
	ErrMalformed = errors.New("malformed sealed secret")
	// ErrKey: the secret was sealed with another key or for another context,
	// or it was changed.
	ErrKey = errors.New("sealed secret does not open with this key")
)

// Sealer seals and opens secrets.
type Sealer struct {
	aead  cipher.AEAD
	nonce []byte // key of the nonces
}

// New makes a Sealer from a key of KeySize bytes.
func New(key []byte) (*Sealer, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("seal: key of %d bytes, want %d", len(key), KeySize)
	}
	encryption, err := hkdf.Expand(sha256.New, key, "parley seal encryption", 32)
	if err != nil {
		return nil, fmt.Errorf("seal: derive key: %w", err)
	}
	nonce, err := hkdf.Expand(sha256.New, key, "parley seal nonce", 32)
	if err != nil {
		return nil, fmt.Errorf("seal: derive key: %w", err)
	}
	block, err := aes.NewCipher(encryption)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return &Sealer{aead: aead, nonce: nonce}, nil
}

// Seal encrypts a secret for a context. The empty text stays empty: it means
// "not set".
func (s *Sealer) Seal(context, plaintext string) (events.Sealed, error) {
	if plaintext == "" {
		return "", nil
	}
	nonce := s.nonceFor(context, plaintext)
	box := s.aead.Seal(nonce, nonce, []byte(plaintext), []byte(context))
	return events.Sealed(prefix + base64.RawURLEncoding.EncodeToString(box)), nil
}

// nonceFor puts the length of the context in front, so that no two pairs of
// context and text look alike.
func (s *Sealer) nonceFor(context, plaintext string) []byte {
	mac := hmac.New(sha256.New, s.nonce)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(context))))
	mac.Write([]byte(context))
	mac.Write([]byte(plaintext))
	return mac.Sum(nil)[:s.aead.NonceSize()]
}

// Open decrypts a secret.
func (s *Sealer) Open(context string, sealed events.Sealed) (string, error) {
	if sealed == "" {
		return "", nil
	}
	text, ok := strings.CutPrefix(string(sealed), prefix)
	if !ok {
		return "", fmt.Errorf("open: %w: unknown form", ErrMalformed)
	}
	box, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return "", fmt.Errorf("open: %w", ErrMalformed)
	}
	size := s.aead.NonceSize()
	if len(box) < size+s.aead.Overhead() {
		return "", fmt.Errorf("open: %w: too short", ErrMalformed)
	}
	plain, err := s.aead.Open(nil, box[:size], box[size:], []byte(context))
	if err != nil {
		return "", fmt.Errorf("open: %w", ErrKey)
	}
	return string(plain), nil
}
