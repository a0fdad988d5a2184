package esdbserver_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/memory"
)

var nodeClients = []string{"@eventstore/db-client", "@kurrent/kurrentdb-client"}

const nodeFolder = "testdata/node"

// needNode skips unless PARLEY_TEST_NODE says that the clients are installed
// (npm ci in testdata/node); then they must be.
func needNode(t *testing.T) {
	t.Helper()
	if os.Getenv("PARLEY_TEST_NODE") == "" {
		t.Skip("PARLEY_TEST_NODE is not set: the official Node clients are not driven")
	}
	for _, name := range nodeClients {
		if _, err := os.Stat(filepath.Join(nodeFolder, "node_modules", filepath.FromSlash(name), "package.json")); err != nil {
			t.Fatalf("PARLEY_TEST_NODE is set, but %s is not installed: run npm ci in events/store/esdbserver/%s", name, nodeFolder)
		}
	}
}

// node makes a program of its own, which is killed at the test's end.
func node(t *testing.T, program, client, connection string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "node", append([]string{program, client, connection}, args...)...)
	cmd.Dir = nodeFolder
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	return cmd, &said
}

func TestNodeClients(t *testing.T) {
	needNode(t)
	for _, client := range nodeClients {
		t.Run(client, func(t *testing.T) {
			t.Parallel()
			connection := esdbtest.StartTLS(t, memory.New())
			stranger := strings.Replace(connection, esdbtest.Password, "wrong", 1)
			cmd, said := node(t, "streams.mjs", client, connection, stranger)
			if err := cmd.Run(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
		})
	}
}

// A follower of all conferences, killed again and again and restarted with
// what it has written, misses no event and writes none twice.
func TestNodeFollowerIsKilled(t *testing.T) {
	needNode(t)
	for _, client := range nodeClients {
		t.Run(client, func(t *testing.T) {
			t.Parallel()
			log := memory.New()
			cfg := esdbtest.Config(log)
			cfg.Insecure = nil
			cfg.Authenticator = esdbserver.AuthenticatorFunc(func(_ context.Context, _, password string) (esdbserver.Principal, error) {
				if password != "secret-token" {
					return esdbserver.Principal{}, esdbserver.ErrUnauthenticated
				}
				return esdbserver.Principal{ID: "token/1", Streams: []string{"conference-"}}, nil
			})
			server := esdbtest.ServeTLS(t, cfg)
			file := filepath.Join(t.TempDir(), "seen")
			var want []string
			for run := range 4 {
				cmd, said := node(t, "follow.mjs", client, server.ConnectionString("token", "secret-token"), file, "conference-")
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				before := len(want)
				for i := range 100 {
					want = append(want, meet(t, log, fmt.Sprintf("conference-%d", i%3)))
					meet(t, log, "settings")
				}
				until := before + 50 // killed while events are on their way
				if run == 3 {
					until = len(want)
				}
				waitLines(t, file, until, said)
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait() // killed
			}
			if got := lines(t, file); !slices.Equal(got, want) {
				t.Errorf("%d lines, want %d; they differ", len(got), len(want))
			}
		})
	}
}

// meet appends one event and gives the line that a follower makes of it.
func meet(t *testing.T, log store.Store, stream string) string {
	t.Helper()
	at, err := log.Append(testContext(t), stream, store.Any(), store.NewEvent{
		ID: events.ID(uuid.New()), Type: "conference.participant-joined.v1", Data: []byte(`{}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d %s %d conference.participant-joined.v1", at.Position, stream, at.Revision)
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// waitLines waits for a program that has no other way to tell us.
func waitLines(t *testing.T, file string, n int, said *bytes.Buffer) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if l := lines(t, file); len(l) >= n && l[0] != "" {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%d lines after 30 s, want %d\n%s", len(lines(t, file)), n, said)
		}
	}
}
