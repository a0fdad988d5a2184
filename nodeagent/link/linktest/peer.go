package linktest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// Host is the name by which the control plane's certificate goes.
const Host = "control.test"

// CA makes an authority in a directory of the test.
func CA(t testing.TB) *pki.CA {
	t.Helper()
	ca, err := pki.LoadOrCreate(t.TempDir(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

// NodeTLS makes a node's certificate; its fingerprint comes with it.
func NodeTLS(t testing.TB, ca *pki.CA, nodeID string) (*tls.Config, string) {
	t.Helper()
	key, keyPEM, err := pki.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	request, err := pki.NewRequest(key)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := ca.SignNode(request, nodeID, []string{"192.0.2.1", Host}, time.Now(), pki.NodeLife)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.X509KeyPair(issued.PEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{
		MinVersion: tls.VersionTLS13, RootCAs: ca.Pool(), ServerName: Host, Certificates: []tls.Certificate{pair},
	}, issued.Fingerprint
}

// Stranger is a client of ca without a certificate.
func Stranger(ca *pki.CA) *tls.Config {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca.PEM())
	return &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: pool, ServerName: Host}
}

// patient is how long a peer listens: on a virtual clock, to the end of any link.
const patient = 3 * time.Hour

// Peer is one side of a link that does what the test says.
type Peer struct {
	t    testing.TB
	Conn *websocket.Conn
}

// NewPeer wraps a connection.
func NewPeer(t testing.TB, conn *websocket.Conn) *Peer { return &Peer{t, conn} }

// Connect dials the control plane as a node would. The response is that of a
// refusal.
func Connect(t testing.TB, n *Network, config *tls.Config) (*Peer, *http.Response, error) {
	d := websocket.Dialer{NetDialContext: n.Dial, TLSClientConfig: config, HandshakeTimeout: 10 * time.Second}
	conn, resp, err := d.Dial("wss://"+Host+link.PathConnect, nil)
	if err != nil {
		return nil, resp, err
	}
	return NewPeer(t, conn), resp, nil
}

// Say sends a message.
func (p *Peer) Say(m link.Message) {
	p.t.Helper()
	b, err := link.Encode(m)
	if err != nil {
		p.t.Fatal(err)
	}
	p.SayRaw(websocket.TextMessage, b)
}

// Try sends a message to a peer that may have gone.
func (p *Peer) Try(m link.Message) {
	p.t.Helper()
	b, err := link.Encode(m)
	if err != nil {
		p.t.Fatal(err)
	}
	_ = p.Conn.WriteMessage(websocket.TextMessage, b)
}

// SayRaw sends a frame.
func (p *Peer) SayRaw(kind int, b []byte) {
	p.t.Helper()
	if err := p.Conn.WriteMessage(kind, b); err != nil {
		p.t.Fatalf("write: %v", err)
	}
}

// Hear gives the next message.
func (p *Peer) Hear() link.Message {
	p.t.Helper()
	m, err := p.hear()
	if err != nil {
		p.t.Fatalf("read: %v", err)
	}
	return m
}

func (p *Peer) hear() (link.Message, error) {
	if err := p.Conn.SetReadDeadline(time.Now().Add(patient)); err != nil {
		return nil, err
	}
	_, b, err := p.Conn.ReadMessage()
	if err != nil {
		return nil, err
	}
	return link.Decode(b)
}

// End reads to the end of the link. It gives the code of Refused, empty when
// there was none, and the code of the close frame, 0 when there was none.
func (p *Peer) End() (refused string, closed int) {
	p.t.Helper()
	defer p.Conn.Close() // the end is the end
	for {
		m, err := p.hear()
		var e *websocket.CloseError
		if errors.As(err, &e) {
			return refused, e.Code
		}
		if err != nil {
			return refused, 0
		}
		if r, ok := m.(link.Refused); ok {
			refused = r.Code
		}
	}
}

// Hear gives the next message, which must be a T.
func Hear[T link.Message](t testing.TB, p *Peer) T {
	t.Helper()
	m := p.Hear()
	v, ok := m.(T)
	if !ok {
		t.Fatalf("heard %T %+v, want %T", m, m, v)
	}
	return v
}
