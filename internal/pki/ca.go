// Package pki is the deployment's own certificate authority: it vouches for
// Conferencing Nodes and for the Management Node on the node link, and for
// nobody else.
//
// It imports the standard library only and starts no goroutine. A CA is
// immutable and safe for concurrent use. Keys are ECDSA P-256. Time comes in as
// an argument; randomness is crypto/rand.
package pki

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// NodeLife is how long the certificate of a node lives, unless somebody wants
// it otherwise. A node renews its own after two thirds, so one that is switched
// off may stay so for eight months. What ends a node's access is its record,
// asked at every connect; the end of a certificate is the backstop behind it.
const NodeLife = 2 * 365 * 24 * time.Hour

// How long other certificates live.
const (
	caLife     = 20 * 365 * 24 * time.Hour
	serverLife = 397 * 24 * time.Hour
	// backdate keeps a certificate valid for a peer whose clock is behind.
	backdate = time.Hour
)

// The files of a CA directory. caFile holds certificate and key together so
// that there is never one without the other; CertificateFile is the certificate
// alone, for others to read.
const (
	caFile          = "ca.pem"
	CertificateFile = "ca.crt"
)

// What Load may fail with, compared with errors.Is.
var (
	// ErrNotFound: there is no CA in the directory.
	ErrNotFound = errors.New("no certificate authority")
	// ErrCorrupt: the CA's file cannot be read as one.
	ErrCorrupt = errors.New("certificate authority is corrupt")
	// ErrPermissions: others than the owner may read a private key.
	ErrPermissions = errors.New("private key is readable by others")
)

// CA is a certificate authority.
type CA struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// Load reads the CA of a directory.
func Load(dir string) (*CA, error) {
	path := filepath.Join(dir, caFile)
	b, err := ReadSecret(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("load %s: %w", path, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", path, err)
	}
	ca, err := parseCA(b)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w: %w", path, ErrCorrupt, err)
	}
	return ca, nil
}

// LoadOrCreate reads the CA of a directory, or makes one when there is none.
// Two processes that do so at once end up with the same one.
func LoadOrCreate(dir string, now time.Time) (*CA, error) {
	ca, err := Load(dir)
	if err == nil {
		return ca, ca.publish(dir)
	}
	if !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	fresh, text, err := newCA(now)
	if err != nil {
		return nil, fmt.Errorf("create certificate authority: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create certificate authority: %w", err)
	}
	err = createSecret(filepath.Join(dir, caFile), text)
	if errors.Is(err, os.ErrExist) {
		return Load(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("create certificate authority: %w", err)
	}
	return fresh, fresh.publish(dir)
}

// publish writes the certificate alone, unless an earlier start did.
func (c *CA) publish(dir string) error {
	path := filepath.Join(dir, CertificateFile)
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, c.PEM()) {
		return nil
	}
	if err := os.WriteFile(path, c.PEM(), 0o644); err != nil { // public
		return fmt.Errorf("publish the authority's certificate: %w", err)
	}
	return nil
}

func newCA(now time.Time) (*CA, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "Parley deployment CA", SerialNumber: serial.Text(16)[:8]},
		NotBefore:             now.Add(-backdate),
		NotAfter:              now.Add(caLife),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	keyPEM, err := encodeKey(key)
	if err != nil {
		return nil, nil, err
	}
	text := append(encodeCert(der), keyPEM...)
	ca, err := parseCA(text)
	return ca, text, err
}

func parseCA(b []byte) (*CA, error) {
	cert, rest, err := ParseCertificate(b)
	if err != nil {
		return nil, err
	}
	key, err := ParseKey(rest)
	if err != nil {
		return nil, err
	}
	if !cert.IsCA {
		return nil, errors.New("certificate is not one of an authority")
	}
	if !key.PublicKey.Equal(cert.PublicKey) {
		return nil, errors.New("key does not belong to the certificate")
	}
	return &CA{cert: cert, key: key}, nil
}

// PEM is the CA's certificate, for others to trust.
func (c *CA) PEM() []byte { return encodeCert(c.cert.Raw) }

// ExpiresAt is when the CA ends, and everything that it vouches for.
func (c *CA) ExpiresAt() time.Time { return c.cert.NotAfter.UTC() }

// Pool trusts this CA and nobody else.
func (c *CA) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(c.cert)
	return pool
}

// Derive makes key material of the CA's private key: the same in every process
// that has the CA, another one for every label, and nothing that leads back.
func (c *CA) Derive(label string, size int) ([]byte, error) {
	secret, err := c.key.Bytes()
	if err != nil {
		return nil, fmt.Errorf("derive a key for %s: %w", label, err)
	}
	key, err := hkdf.Key(sha256.New, secret, nil, label, size)
	if err != nil {
		return nil, fmt.Errorf("derive a key for %s: %w", label, err)
	}
	return key, nil
}

// sign fills in what all certificates of the CA have in common.
func (c *CA) sign(template *x509.Certificate, public crypto.PublicKey, now time.Time, life time.Duration) (Issued, error) {
	serial, err := newSerial()
	if err != nil {
		return Issued{}, err
	}
	template.SerialNumber = serial
	template.NotBefore = now.Add(-backdate)
	template.NotAfter = now.Add(life)
	if template.NotAfter.After(c.cert.NotAfter) {
		template.NotAfter = c.cert.NotAfter
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.BasicConstraintsValid = true
	der, err := x509.CreateCertificate(rand.Reader, template, c.cert, public, c.key)
	if err != nil {
		return Issued{}, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return Issued{}, err
	}
	return Issued{
		PEM: encodeCert(der), Serial: serial.Text(16), Fingerprint: Fingerprint(cert), ExpiresAt: cert.NotAfter.UTC(),
	}, nil
}

func newSerial() (*big.Int, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return nil, err
	}
	b[0] = b[0]&0x7f | 0x40 // positive, and always of the same length
	return new(big.Int).SetBytes(b), nil
}

// ParseCertificate reads the first PEM block, which must be a certificate, and
// gives what follows it.
func ParseCertificate(b []byte) (*x509.Certificate, []byte, error) {
	block, rest := pem.Decode(b)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, nil, errors.New("no PEM block CERTIFICATE")
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	return cert, rest, err
}

// ParseKey reads an ECDSA P-256 private key in PEM (PKCS #8).
func ParseKey(b []byte) (*ecdsa.PrivateKey, error) {
	block, _ := pem.Decode(b)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, errors.New("no PEM block PRIVATE KEY")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	ec, ok := key.(*ecdsa.PrivateKey)
	if !ok || ec.Curve != elliptic.P256() {
		return nil, errors.New("key is not ECDSA P-256")
	}
	return ec, nil
}

func encodeCert(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}
