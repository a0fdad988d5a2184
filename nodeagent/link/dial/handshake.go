package dial

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// errRestarted: the outbox has a new epoch, with which to say Hello again.
var errRestarted = errors.New("the control plane knows later facts than the outbox: it was put back from a backup and goes on under a new epoch")

// errRedial: the node wants to show another certificate, or to say that it is
// reached elsewhere.
var errRedial = errors.New("dialling again, with another certificate or place")

// link carries one connection from its beginning to its end.
func (d *Dialer) link(ctx context.Context, control string) error {
	select {
	case <-d.redial: // this connection shows and says the newest anyway
	default:
	}
	conn, err := d.connect(ctx, control)
	if err != nil {
		return err
	}
	defer hangUp(conn)
	// A read or write that hangs when ctx ends must not hang for long.
	stop := context.AfterFunc(ctx, func() { _ = conn.NetConn().SetDeadline(time.Now().Add(closeTimeout)) })
	defer stop()
	welcome, err := d.greet(ctx, conn)
	if err != nil {
		return err
	}
	if err := d.settle(ctx, welcome); err != nil {
		return err
	}
	d.enter(true, nil)
	if d.cfg.Credentials != nil {
		d.cfg.Credentials.Welcomed(welcome.Time)
	}
	d.cfg.Log.Info("linked to the control plane", slog.String("url", control), slog.Uint64("acked", welcome.AckedSeq))
	return newSession(ctx, d, conn, welcome.AckedSeq).serve()
}

// hangUp closes at once, without TLS's own farewell: a peer that does not read
// would hold that up for seconds, and with it the way to another Management Node.
// Whoever says that the link ends does so before.
func hangUp(conn *websocket.Conn) {
	if c, ok := conn.NetConn().(*tls.Conn); ok {
		_ = c.NetConn().Close()
	}
	_ = conn.Close() // the end is the end
}

func (d *Dialer) connect(ctx context.Context, control string) (*websocket.Conn, error) {
	config := d.cfg.TLS.Clone()
	config.VerifyConnection = pki.RefuseNode
	dialer := websocket.Dialer{
		NetDialContext: d.cfg.DialContext, TLSClientConfig: config, HandshakeTimeout: d.pace.handshake,
		ReadBufferSize: 4096, WriteBufferSize: 4096,
	}
	target := "wss" + strings.TrimPrefix(strings.TrimRight(control, "/"), "https") + link.PathConnect
	conn, resp, err := dialer.DialContext(ctx, target, nil)
	if err == nil {
		return conn, nil
	}
	if resp != nil {
		defer resp.Body.Close()
		return nil, fmt.Errorf("connect to %s: %w", control, refusedHTTP(resp))
	}
	return nil, fmt.Errorf("connect to %s: %w", control, err)
}

// refusedHTTP is what the control plane said instead of switching protocols.
func refusedHTTP(resp *http.Response) error {
	var refused link.Refused
	if err := json.NewDecoder(io.LimitReader(resp.Body, 4096)).Decode(&refused); err == nil && refused.Code != "" {
		return refused
	}
	return fmt.Errorf("answered %s", resp.Status)
}

// greet says Hello and waits for Welcome.
func (d *Dialer) greet(ctx context.Context, conn *websocket.Conn) (link.Welcome, error) {
	load := d.cfg.Calls.Load()
	digest := ""
	if d.cfg.WebCertificate != nil {
		digest = d.cfg.WebCertificate.Digest()
	}
	at := d.where()
	hello, err := link.Encode(link.Hello{
		WebCertificate: digest,
		Version:        link.Version, NodeID: d.cfg.NodeID, Epoch: d.cfg.Outbox.Epoch(), Software: d.cfg.Software,
		BootTime: d.cfg.BootTime.UTC(), CapacityTokens: load.CapacityTokens, ClientURL: at.clientURL,
		ConfigPosition: d.cfg.Configuration.Position(), ClusterAddress: at.clusterAddress,
	})
	if err != nil {
		return link.Welcome{}, err
	}
	now := time.Now()
	err = errors.Join(conn.SetWriteDeadline(now.Add(d.pace.write)), conn.SetReadDeadline(now.Add(d.pace.welcome)))
	if err != nil {
		return link.Welcome{}, err
	}
	conn.SetReadLimit(link.MaxMessage)
	if ctx.Err() != nil {
		return link.Welcome{}, ctx.Err()
	}
	if err := conn.WriteMessage(websocket.TextMessage, hello); err != nil {
		return link.Welcome{}, fmt.Errorf("say hello: %w", err)
	}
	for {
		m, err := read(conn)
		if err != nil {
			return link.Welcome{}, fmt.Errorf("await welcome: %w", err)
		}
		switch m := m.(type) {
		case link.Welcome:
			return m, nil
		case link.Refused:
			return link.Welcome{}, m
		case link.Ignored:
		default:
			return link.Welcome{}, fmt.Errorf("await welcome: got %s: %w", m.MessageType(), link.ErrMalformed)
		}
	}
}

// settle lets go of the facts that the control plane has.
func (d *Dialer) settle(ctx context.Context, w link.Welcome) error {
	if w.AckedSeq <= d.cfg.Outbox.Last() {
		return d.cfg.Outbox.Ack(ctx, w.AckedSeq)
	}
	if err := d.cfg.Outbox.Restart(ctx); err != nil {
		return err
	}
	return fmt.Errorf("acknowledged %d: %w", w.AckedSeq, errRestarted)
}

// read gives the next message.
func read(conn *websocket.Conn) (link.Message, error) {
	kind, b, err := conn.ReadMessage()
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage {
		return nil, fmt.Errorf("binary message: %w", link.ErrMalformed)
	}
	return link.Decode(b)
}
