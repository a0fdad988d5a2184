package link

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// TypeWebCertificate is of a message of the control plane that older nodes pass
// over.
const TypeWebCertificate Type = "web-certificate"

// WebCertificate is what the node is to serve participants with, whole: empty
// means that there is none for it, so that it uses what it would use otherwise.
// The control plane sends it when it differs from what Hello says.
type WebCertificate struct {
	Chain string `json:"chain"` // PEM, the server's own first
	Key   string `json:"key"`   // PEM, PKCS #8
}

// MessageType implements Message.
func (WebCertificate) MessageType() Type { return TypeWebCertificate }

// Digest tells certificates apart (hex SHA-256 of the chain's text); empty when
// there is none. It tells nothing about the key.
func (c WebCertificate) Digest() string {
	if c.Chain == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(c.Chain))
	return hex.EncodeToString(sum[:])
}

const redacted = "[web certificate]"

// String keeps the key out of formatted text.
func (c WebCertificate) String() string { return redacted }

// GoString keeps the key out of %#v.
func (c WebCertificate) GoString() string { return redacted }

// maxPEM bounds a chain or a key, in bytes.
const maxPEM = 64 << 10

func (c *checker) webCertificate(m WebCertificate) {
	for field, text := range map[string]string{"chain": m.Chain, "key": m.Key} {
		if len(text) > maxPEM {
			c.fail(field, fmt.Sprintf("is longer than %d bytes", maxPEM))
		}
	}
	if (m.Chain == "") != (m.Key == "") {
		c.fail("key", "goes with the chain")
	}
}
