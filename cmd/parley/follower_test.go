package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

const nodeClients = "../../events/store/esdbserver/testdata/node"

// follower is a program with an official Node client that writes down every
// event of a conference.
type follower struct {
	file string
	args []string
	cmd  *exec.Cmd
	said output
}

func (f *follower) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	f.cmd = exec.CommandContext(ctx, "node", f.args...)
	f.cmd.Dir = nodeClients
	f.cmd.Stdout, f.cmd.Stderr = &f.said, &f.said
	if err := f.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

func (f *follower) kill() {
	_ = f.cmd.Process.Kill() // it may have ended with the server
	_ = f.cmd.Wait()
}

func (f *follower) lines(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(f.file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
}

// TestNodeClientFollowsAMeeting: official clients at the example's own address
// get every event of a meeting in order; killed and started again with their
// checkpoint, and with the server killed beneath them, they miss none and
// repeat none.
func TestNodeClientFollowsAMeeting(t *testing.T) {
	if os.Getenv("PARLEY_TEST_NODE") == "" {
		t.Skip("PARLEY_TEST_NODE is not set: the official Node clients are not driven")
	}
	e := startExample(t, t.TempDir(), freePorts(t, devPorts(2)), "--nodes", "2")
	e.online(t, 2)
	var followers []*follower
	for _, client := range []string{"@eventstore/db-client", "@kurrent/kurrentdb-client"} {
		file := filepath.Join(t.TempDir(), "seen")
		f := &follower{file: file, args: []string{"follow.mjs", client, e.ESDB, file, "conference-"}}
		f.start(t)
		defer func() { f.kill() }()
		followers = append(followers, f)
	}
	same := func(what string, atLeast int) {
		t.Helper()
		eventually(t, time.Minute, what, func() error {
			want := conferenceLines(e.api.log(t))
			if len(want) < atLeast {
				return fmt.Errorf("%d events in the log, want %d", len(want), atLeast)
			}
			for _, f := range followers {
				if got := f.lines(t); !slices.Equal(got, want) {
					return fmt.Errorf("%s has %q, the log %q; it said %s", f.args[1], got, want, f.said.String())
				}
			}
			return nil
		})
	}
	e.meet(t, "team", "Ann", "Ben")
	same("the beginning of the meeting", 3)
	for _, f := range followers {
		f.kill()
	}
	e.meet(t, "team", "Cleo") // while nobody follows
	e.meet(t, "phonebox", "Dan")
	for _, f := range followers {
		f.start(t)
	}
	same("what happened meanwhile", 6)
	if err := syscall.Kill(e.Processes["management"], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	e.meet(t, "team", "Eve") // calls do not need the Management Node
	eventually(t, time.Minute, "the Management Node again", func() error { return e.api.ready(t.Context()) })
	for _, f := range followers {
		f.kill()
		f.start(t)
	}
	same("what happened while the server was gone", 7)
	e.interrupt(t, 30*time.Second)
}

// meet has people join a room of the example without media.
func (e *example) meet(t *testing.T, room string, names ...string) {
	t.Helper()
	client := newTestAPI(t, strings.TrimSuffix(e.Meet[0], "/meet/team"))
	for _, name := range names {
		status, raw, err := client.post(t.Context(), "/api/client/v2/conferences/"+room+"/request_token",
			http.Header{"Content-Type": {"application/json"}}, bytes.NewReader(fmt.Appendf(nil, `{"display_name":%q,"control_only":true}`, name)))
		if err != nil || status != http.StatusOK {
			t.Fatalf("%s joins %s: status %d, %v: %s", name, room, status, err, raw)
		}
	}
}

// conferenceLines is what a follower writes.
func conferenceLines(log []logged) (lines []string) {
	for _, l := range log {
		if strings.HasPrefix(l.Stream, "conference-") {
			lines = append(lines, fmt.Sprintf("%s %s %d %s", l.Position, l.Stream, l.Revision, l.Type))
		}
	}
	return lines
}
