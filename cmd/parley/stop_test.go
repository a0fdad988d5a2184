package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStoppedNodeTellsItsEnd: the ends of the conferences of a node that is
// stopped are in the log before the node is gone. It may never come back.
func TestStoppedNodeTellsItsEnd(t *testing.T) {
	e := startExample(t, t.TempDir(), freePorts(t, devPorts(1)), "--nodes", "1")
	e.online(t, 1)
	client := newTestAPI(t, strings.TrimSuffix(e.Meet[0], "/meet/team"))
	for _, name := range []string{"Ann", "Ben"} {
		path := "/api/client/v2/conferences/team/request_token"
		header := http.Header{"Content-Type": {"application/json"}}
		status, raw, err := client.post(t.Context(), path, header, bytes.NewReader(fmt.Appendf(nil, `{"display_name":%q}`, name)))
		if err != nil || status != http.StatusOK {
			t.Fatalf("%s joins: status %d, %v: %s", name, status, err, raw)
		}
	}
	eventually(t, 10*time.Second, "joins in the log", func() error {
		if got := kindsOf(e.api.log(t), "conference."); len(got) != 3 {
			return fmt.Errorf("%q", got)
		}
		return nil
	})
	if err := syscall.Kill(e.Processes["amsterdam-1"], syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"conference.participant-left.v1 node-shutdown", "conference.participant-left.v1 node-shutdown",
		"conference.ended.v1 node-shutdown", "node.disconnected.v1 closed",
	}
	eventually(t, 20*time.Second, "the end of the node in the log", func() error {
		got := kindsOf(e.api.log(t), "conference.participant-left", "conference.ended", "node.disconnected")
		if len(got) < len(want) {
			return fmt.Errorf("%q", got)
		}
		if !slices.Equal(got[:len(want)], want) {
			t.Fatalf("got %q, want %q", got, want)
		}
		return nil
	})
	e.interrupt(t, 30*time.Second)
}

// kindsOf lists the events whose names begin with one of the prefixes, with
// their reasons.
func kindsOf(log []logged, prefixes ...string) (kinds []string) {
	for _, l := range log {
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(l.Type, p) }) {
			continue
		}
		var is struct{ Reason string }
		_ = json.Unmarshal(l.Data, &is) // most have none
		kinds = append(kinds, strings.TrimSpace(l.Type+" "+is.Reason))
	}
	return kinds
}
