package pki

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"sync"
	"time"
)

// ServerCertificate makes a key and a certificate for the Management Node's
// link listener, good for the hosts by which nodes reach it.
func (c *CA) ServerCertificate(hosts []string, now time.Time) (tls.Certificate, error) {
	key, keyPEM, err := NewKey()
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "Parley Management Node"},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if err := addHosts(template, hosts); err != nil {
		return tls.Certificate{}, fmt.Errorf("make server certificate: %w", err)
	}
	issued, err := c.sign(template, key.Public(), now, serverLife)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make server certificate: %w", err)
	}
	return tls.X509KeyPair(issued.PEM, keyPEM)
}

// ServerTLS is what the link listener speaks: TLS 1.3, and a client certificate
// of this CA from those who have one (a node that enrols has none yet). The
// server's own certificate lives in memory only and is made anew before it ends.
func (c *CA) ServerTLS(hosts []string, now func() time.Time) (*tls.Config, error) {
	first, err := c.ServerCertificate(hosts, now())
	if err != nil {
		return nil, err
	}
	current := &first // never written to: a handshake may read it
	var mu sync.Mutex // guards which one current is
	return &tls.Config{
		MinVersion: tls.VersionTLS13,
		ClientAuth: tls.VerifyClientCertIfGiven,
		ClientCAs:  c.Pool(),
		Time:       now,
		NextProtos: []string{"http/1.1"}, // a WebSocket needs it
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			mu.Lock()
			defer mu.Unlock()
			if !needsRenewal(current.Leaf, now()) {
				return current, nil
			}
			next, err := c.ServerCertificate(hosts, now())
			if err != nil {
				return nil, err
			}
			current = &next
			return current, nil
		},
	}, nil
}

// RenewAt is when two thirds of a certificate's life are over.
func RenewAt(cert *x509.Certificate) time.Time {
	life := cert.NotAfter.Sub(cert.NotBefore)
	if life > 2*backdate {
		life -= backdate // which was never lived
	}
	return cert.NotAfter.Add(-life / 3)
}

// needsRenewal says that less than a third of a certificate's life is left.
func needsRenewal(cert *x509.Certificate, now time.Time) bool {
	return cert.NotAfter.Sub(now) < cert.NotAfter.Sub(cert.NotBefore)/3
}

// SelfSigned makes a certificate and key (PEM) for a web server of the hosts
// that nobody vouches for yet.
func SelfSigned(hosts []string, now time.Time) (certPEM, keyPEM []byte, err error) {
	key, keyPEM, err := NewKey()
	if err != nil {
		return nil, nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, nil, fmt.Errorf("make self-signed certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "Parley"},
		NotBefore:             now.Add(-backdate),
		NotAfter:              now.Add(serverLife),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	if err := addHosts(template, hosts); err != nil {
		return nil, nil, fmt.Errorf("make self-signed certificate: %w", err)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, fmt.Errorf("make self-signed certificate: %w", err)
	}
	return encodeCert(der), keyPEM, nil
}
