package certificate

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// Limits of what is uploaded.
const (
	MaxChain = 10       // certificates
	MaxText  = 64 << 10 // bytes
	minRSA   = 2048     // bits
	maxRSA   = 8192     // bits; more keeps every visitor waiting
)

// chain is the server's own certificate and those who vouch for it, in order.
type chain []*x509.Certificate

// readChain reads a chain and says what is wrong with it. It is empty when it
// cannot be read at all.
func readChain(check *domain.Checker, text string, now time.Time) chain {
	if strings.TrimSpace(text) == "" {
		check.Refuse(domain.CodeRequired, "A certificate is required.", "chain")
		return nil
	}
	c, why := parseChain(text)
	if why == "" {
		why = c.problem(now)
	}
	check.Invalid(why == "", why, "chain")
	return c
}

func parseChain(text string) (chain, string) {
	if len(text) > MaxText {
		return nil, fmt.Sprintf("At most %d bytes are allowed.", MaxText)
	}
	var c chain
	rest := []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		switch {
		case strings.Contains(block.Type, "PRIVATE KEY"):
			return nil, "There is a private key among the certificates; it belongs into the field for the key."
		case block.Type == "CERTIFICATE REQUEST" || block.Type == "NEW CERTIFICATE REQUEST":
			return nil, "This is a request. The authority makes a certificate of it, and that one is wanted here."
		case block.Type != "CERTIFICATE":
			return nil, fmt.Sprintf("There is something else than certificates: %.40q.", block.Type)
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Sprintf("Certificate %d cannot be read.", len(c)+1)
		}
		c = append(c, cert)
		if len(c) > MaxChain {
			return nil, fmt.Sprintf("At most %d certificates are allowed.", MaxChain)
		}
	}
	switch {
	case len(c) == 0:
		return nil, "This is not a certificate in PEM; it would begin with -----BEGIN CERTIFICATE-----."
	case strings.Contains(string(rest), "-----BEGIN"):
		return nil, fmt.Sprintf("What follows certificate %d is damaged.", len(c))
	}
	return c, ""
}

// problem says why nobody would be served well with the chain; empty when they
// would.
func (c chain) problem(now time.Time) string {
	leaf := c[0]
	if leaf.IsCA && (len(c) > 1 || !selfSigned(leaf)) {
		return "The first certificate is one of an authority; the server's own must come first."
	}
	for i, cert := range c {
		if i > 0 && c[i-1].CheckSignatureFrom(cert) != nil {
			return fmt.Sprintf("Certificate %d (%s) did not sign certificate %d (%s): the chain is broken or not in order, the server's own first.",
				i+1, name(cert), i, name(c[i-1]))
		}
		if now.After(cert.NotAfter) {
			return fmt.Sprintf("The certificate of %s expired on %s.", name(cert), day(cert.NotAfter))
		}
		if why := weak(cert, i > 0 && selfSigned(cert)); why != "" {
			return fmt.Sprintf("The certificate of %s is weak: %s.", name(cert), why)
		}
	}
	switch {
	case leaf.KeyUsage != 0 && leaf.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageCertSign) == 0:
		return "The certificate may not be used for signatures, which TLS needs."
	case !servesTLS(leaf):
		return "The certificate is not meant for servers (extended key usage)."
	case len(leaf.DNSNames)+len(leaf.IPAddresses) == 0:
		return "The certificate names no host (subject alternative names); browsers accept none like it."
	}
	return ""
}

func servesTLS(cert *x509.Certificate) bool {
	return len(cert.ExtKeyUsage)+len(cert.UnknownExtKeyUsage) == 0 ||
		slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageServerAuth) || slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageAny)
}

// weak says what is weak about a certificate. The signature of a root is not
// what makes anybody trust it.
func weak(cert *x509.Certificate, root bool) string {
	if why := weakKey(cert.PublicKey); why != "" {
		return why
	}
	switch cert.SignatureAlgorithm {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		if !root {
			return "it is signed with " + cert.SignatureAlgorithm.String()
		}
	}
	return ""
}

func weakKey(public any) string {
	switch k := public.(type) {
	case *rsa.PublicKey:
		if bits := k.N.BitLen(); bits < minRSA || bits > maxRSA {
			return fmt.Sprintf("its RSA key has %d bits, and %d to %d are wanted", bits, minRSA, maxRSA)
		}
	case *ecdsa.PublicKey:
		if !slices.Contains([]elliptic.Curve{elliptic.P256(), elliptic.P384(), elliptic.P521()}, k.Curve) {
			return "its key is on a curve that browsers do not know"
		}
	case ed25519.PublicKey:
		return "browsers do not know keys of its kind (Ed25519)"
	default:
		return "its key is of an unknown kind"
	}
	return ""
}

func selfSigned(cert *x509.Certificate) bool {
	return slices.Equal(cert.RawIssuer, cert.RawSubject) &&
		cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature) == nil
}

// name is what people call a certificate.
func name(cert *x509.Certificate) string {
	for _, n := range append([]string{cert.Subject.CommonName}, cert.DNSNames...) {
		if n != "" {
			return fmt.Sprintf("%.64q", n)
		}
	}
	return "number " + cert.SerialNumber.Text(16)
}

// pem is the chain without what people put around it.
func (c chain) pem() string {
	var b strings.Builder
	for _, cert := range c {
		_ = pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}) // a Builder takes everything
	}
	return b.String()
}

// publicKey is the digest of the key that the certificate is of.
func (c chain) publicKey() string { return PublicKeyDigest(c[0].RawSubjectPublicKeyInfo) }

// PublicKeyDigest is the hex SHA-256 of a public key (DER, PKIX).
func PublicKeyDigest(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

func (c chain) info() events.CertificateInfo {
	leaf := c[0]
	sum := sha256.Sum256(leaf.Raw)
	info := events.CertificateInfo{
		Subject: leaf.Subject.String(), Issuer: leaf.Issuer.String(), Serial: leaf.SerialNumber.Text(16),
		Fingerprint: hex.EncodeToString(sum[:]), KeyType: keyType(leaf.PublicKey),
		NotBefore: leaf.NotBefore.UTC(), NotAfter: leaf.NotAfter.UTC(),
		DNSNames: slices.Clone(leaf.DNSNames), IPAddresses: texts(leaf.IPAddresses), SelfSigned: selfSigned(leaf),
	}
	for _, cert := range c[1:] {
		if cert.NotAfter.Before(info.NotAfter) {
			info.NotAfter = cert.NotAfter.UTC()
		}
	}
	return info
}

func keyType(public any) events.CertificateKeyType {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return events.CertificateKeyType(fmt.Sprintf("rsa-%d", k.N.BitLen()))
	case *ecdsa.PublicKey:
		return events.CertificateKeyType("ecdsa-" + strings.ToLower(strings.ReplaceAll(k.Curve.Params().Name, "-", "")))
	default:
		return ""
	}
}

func texts[T fmt.Stringer](ips []T) []string {
	var out []string
	for _, ip := range ips {
		out = append(out, ip.String())
	}
	return out
}
