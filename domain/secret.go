package domain

import "github.com/parley-video/parley/events"

// Secret is a PIN or a password on its way into the log. Whoever makes a
// command sets Plain; control sets Sealed; only Sealed gets into an event. An
// empty Plain means "none".
type Secret struct {
	Plain  string
	Sealed events.Sealed
}

// Plaintext is a secret that is not sealed yet.
func Plaintext(s string) Secret { return Secret{Plain: s} }

const redacted = "[secret]"

// String keeps the secret out of formatted text.
func (s Secret) String() string { return redacted }

// GoString keeps the secret out of %#v.
func (s Secret) GoString() string { return redacted }

// MarshalText keeps the secret out of JSON, logs and other encodings.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
