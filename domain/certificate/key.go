package certificate

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"

	"github.com/parley-video/parley/domain"
)

// checkKey says what is wrong with a private key, or that it is of another
// certificate. It never repeats anything of it.
func checkKey(check *domain.Checker, c chain, text string) {
	key, why := parseKey(text)
	if why != "" {
		check.Refuse(domain.CodeInvalid, why, "key")
		return
	}
	if len(c) == 0 {
		return // there is nothing to compare it with
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	check.Invalid(err == nil && PublicKeyDigest(der) == c.publicKey(), "This key does not belong to the certificate.", "key")
}

// NormaliseKey gives a private key in the one form in which keys are kept (PEM,
// PKCS #8); false when it cannot be read, of which the decider says why.
func NormaliseKey(text string) (string, bool) {
	key, why := parseKey(text)
	if why != "" {
		return "", false
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", false
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), true
}

func parseKey(text string) (crypto.Signer, string) {
	if len(text) > MaxText {
		return nil, fmt.Sprintf("At most %d bytes are allowed.", MaxText)
	}
	block, rest := keyBlock([]byte(text))
	switch {
	case block == nil:
		return nil, "This is not a private key in PEM; it would begin with -----BEGIN PRIVATE KEY-----."
	case block.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED"):
		return nil, "The key is protected by a passphrase; give it without (openssl pkey -in FILE)."
	case strings.Contains(string(rest), "PRIVATE KEY-----"):
		return nil, "There is more than one key."
	}
	key, err := decodeKey(block)
	if err != nil {
		return nil, "The private key cannot be read."
	}
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if k.Validate() != nil {
			return nil, "The private key is damaged."
		}
		return k, ""
	case *ecdsa.PrivateKey:
		return k, ""
	default:
		return nil, "Keys of this kind are not supported; use RSA or ECDSA."
	}
}

// keyBlock finds the private key; OpenSSL puts parameters of the curve before.
func keyBlock(rest []byte) (*pem.Block, []byte) {
	for {
		var block *pem.Block
		block, rest = pem.Decode(rest)
		if block == nil || strings.Contains(block.Type, "PRIVATE KEY") {
			return block, rest
		}
	}
}

func decodeKey(block *pem.Block) (any, error) {
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		return x509.ParseECPrivateKey(block.Bytes)
	default:
		return x509.ParsePKCS8PrivateKey(block.Bytes)
	}
}
