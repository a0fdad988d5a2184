// Package certificates makes requests for certificates, and has the ones that
// an administrator brought at hand for whoever serves them: opened, and as the
// log has them now.
//
// It imports control, domain, events and the vocabulary of nodeagent/link. A
// Keeper is safe for concurrent use and starts nothing; it follows changes while
// its Run does, in every Management Node.
package certificates

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/certificate"
	"github.com/parley-video/parley/domain/certificate/assignment"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// Executor is what a Keeper needs of control.
type Executor interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
	Certificate(ctx context.Context, id string) (certificate.State, error)
	CertificateAssignments(ctx context.Context) (assignment.State, error)
}

// Opener opens sealed keys; internal/seal has one.
type Opener interface {
	Open(context string, sealed events.Sealed) (string, error)
}

// Keeper has the certificates at hand.
type Keeper struct {
	executor Executor
	opener   Opener
	log      *slog.Logger
	web      atomic.Pointer[tls.Certificate] // nil: none
	wake     chan struct{}                   // capacity 1

	mu      sync.Mutex // guards waiting
	waiting map[string]chan struct{}
}

// New makes a Keeper that has nothing at hand before Load.
func New(executor Executor, opener Opener, log *slog.Logger) *Keeper {
	return &Keeper{
		executor: executor, opener: opener, log: log,
		wake: make(chan struct{}, 1), waiting: map[string]chan struct{}{},
	}
}

// Request makes a key and a request for a certificate of it.
func (k *Keeper) Request(ctx context.Context, env control.Envelope, name string, spec certificate.Spec) (control.Receipt, error) {
	cmd := certificate.Request{Name: name, Spec: spec}
	if spec.Check() == nil { // otherwise the decider says what is wrong
		var err error
		if cmd.Key, cmd.PublicKey, cmd.PEM, err = makeRequest(spec.Normalised()); err != nil {
			return control.Receipt{}, fmt.Errorf("make a certificate request: %w", err)
		}
	}
	return k.executor.Execute(ctx, env, cmd)
}

func makeRequest(spec certificate.Spec) (key domain.Secret, publicKey, request string, err error) {
	private, err := makeKey(spec.KeyType)
	if err != nil {
		return key, "", "", err
	}
	template := &x509.CertificateRequest{Subject: spec.Subject(), DNSNames: spec.DNSNames}
	for _, text := range spec.IPAddresses {
		template.IPAddresses = append(template.IPAddresses, net.ParseIP(text))
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, template, private)
	if err != nil {
		return key, "", "", err
	}
	text, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return key, "", "", err
	}
	public, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		return key, "", "", err
	}
	key = domain.Plaintext(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: text})))
	return key, certificate.PublicKeyDigest(public),
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})), nil
}

func makeKey(kind events.CertificateKeyType) (crypto.Signer, error) {
	switch kind {
	case events.KeyRSA2048:
		return rsa.GenerateKey(rand.Reader, 2048)
	case events.KeyRSA4096:
		return rsa.GenerateKey(rand.Reader, 4096)
	default:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
}

// Web is the certificate of the web side; nil when none is assigned.
func (k *Keeper) Web() *tls.Certificate { return k.web.Load() }

// Changed says that the web side's certificate may be another one now. It does
// not block.
func (k *Keeper) Changed() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// NodeChanged says that a node's certificate may be another one now. It does
// not block.
func (k *Keeper) NodeChanged(nodeID string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if waits, ok := k.waiting[nodeID]; ok {
		close(waits)
		delete(k.waiting, nodeID)
	}
}

// Run follows changes until ctx ends.
func (k *Keeper) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-k.wake:
		}
		if err := k.Load(ctx); err != nil && ctx.Err() == nil {
			k.log.Error("the certificate of the web side cannot be read; the one before stays", slog.Any("error", err))
		}
	}
}

// Load has the web side's certificate at hand as the log has it now.
func (k *Keeper) Load(ctx context.Context) error {
	s, err := k.executor.CertificateAssignments(ctx)
	if err != nil {
		return fmt.Errorf("load the web certificate: %w", err)
	}
	material, err := k.material(ctx, s.Web)
	if err != nil {
		return fmt.Errorf("load the web certificate: %w", err)
	}
	if material.Chain == "" {
		if k.web.Swap(nil) != nil {
			k.log.Info("no certificate is assigned to the web side any more")
		}
		return nil
	}
	pair, err := tls.X509KeyPair([]byte(material.Chain), []byte(material.Key))
	if err != nil {
		return fmt.Errorf("load the web certificate %s: %w", s.Web, err)
	}
	before := k.web.Swap(&pair)
	if before != nil && before.Leaf.Equal(pair.Leaf) {
		return nil
	}
	k.log.Info("the web side is served with an assigned certificate",
		slog.String("certificate", s.Web), slog.Time("until", pair.Leaf.NotAfter))
	return nil
}

// errKey says that a key is not what it was when it was sealed.
var errKey = errors.New("the private key cannot be opened")

// material is a certificate with its key; empty when there is none.
func (k *Keeper) material(ctx context.Context, id string) (link.WebCertificate, error) {
	if id == "" {
		return link.WebCertificate{}, nil
	}
	c, err := k.executor.Certificate(ctx, id)
	if err != nil || !c.Installed() {
		return link.WebCertificate{}, err
	}
	key, err := k.opener.Open(id, c.Key)
	if err != nil {
		return link.WebCertificate{}, fmt.Errorf("certificate %s: %w: %w", id, errKey, err)
	}
	return link.WebCertificate{Chain: c.Chain, Key: key}, nil
}

// Next waits until the certificate that a node is to serve is another one than
// the one that it has, by digest.
func (k *Keeper) Next(ctx context.Context, nodeID, have string) (link.WebCertificate, error) {
	for {
		changed := k.waitFor(nodeID) // before looking, so as to miss nothing
		s, err := k.executor.CertificateAssignments(ctx)
		if err != nil {
			return link.WebCertificate{}, err
		}
		c, err := k.material(ctx, s.Nodes[nodeID])
		switch {
		case errors.Is(err, errKey): // trying again does not help; the node keeps what it has
			k.log.Error("a node is not given its certificate", slog.String("node", nodeID), slog.Any("error", err))
		case err != nil:
			return link.WebCertificate{}, err
		case c.Digest() != have:
			return c, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return link.WebCertificate{}, ctx.Err()
		}
	}
}

func (k *Keeper) waitFor(nodeID string) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.waiting[nodeID] == nil {
		k.waiting[nodeID] = make(chan struct{})
	}
	return k.waiting[nodeID]
}
