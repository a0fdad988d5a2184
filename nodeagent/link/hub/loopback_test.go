package hub_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// TestTwoHundredNodesAtOnce is the whole over real sockets and clocks: all
// connect at once, tell facts, take the configuration and a command each.
func TestTwoHundredNodesAtOnce(t *testing.T) {
	const nodes, factsEach = 200, 300
	control, ca := linktest.NewControl(), linktest.CA(t)
	control.Configure(services(t, 100, 1000))
	h, err := hub.New(hub.Config{
		CA: ca, Nodes: control, Enrolment: control, Renewal: control, Facts: control, Lifecycle: control, Configs: control,
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	config, err := ca.ServerTLS([]string{linktest.Host}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h.Handler(), ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: 10 * time.Second}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { _ = server.Serve(tls.NewListener(listener, config)) })
	all.Go(func() { _ = h.Run(ctx) })
	defer func() { cancel(); server.Close(); all.Wait() }()

	to := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", listener.Addr().String())
	}
	outboxes := make([]*linktest.Outbox, nodes)
	copies := make([]*linktest.Configuration, nodes)
	for i := range nodes {
		id := fmt.Sprintf("n%03d", i)
		client, fingerprint := linktest.NodeTLS(t, ca, id)
		control.Enrol(id, fingerprint)
		outboxes[i], copies[i] = linktest.NewOutbox(), &linktest.Configuration{}
		outboxes[i].Append(factsEach)
		d, err := dial.New(dial.Config{
			URL: "https://" + linktest.Host, TLS: client, NodeID: id, BootTime: time.Now(), Outbox: outboxes[i],
			Configuration: copies[i], Calls: &linktest.Calls{}, Log: slog.New(slog.DiscardHandler), DialContext: to,
		})
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() { _ = d.Run(ctx) })
	}
	control.Await(t, "all links and facts", func() bool {
		return control.Logged() == nodes*factsEach && len(h.Connected()) == nodes
	})
	for i := range nodes {
		c := link.Command{Type: link.CommandLockConference}
		if _, err := h.Command(ctx, fmt.Sprintf("n%03d", i), c); err != nil {
			t.Errorf("command to node %d: %v", i, err)
		}
	}
	// Each report that follows a change of configuration says so.
	control.Await(t, "all copies", func() bool {
		for i := range nodes {
			if copies[i].Len() != 100 {
				return false
			}
		}
		return true
	})
}
