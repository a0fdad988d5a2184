package client

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestOverTheNetwork joins, listens and leaves over a real connection.
func TestOverTheNetwork(t *testing.T) {
	r := newRig(t)
	r.deps.Ping = 40 * time.Millisecond
	r.start()
	defer r.stop()
	server := httptest.NewUnstartedServer(r.handler)
	// Streams must outlive the server's own limit on answers.
	server.Config.WriteTimeout = 100 * time.Millisecond
	server.Start()
	defer server.Close()
	a := r.join("standup", "Ann", "")
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+Prefix+"conferences/standup/events?token="+a.token, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	var names []string
	pings := 0
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		name, ok := strings.CutPrefix(lines.Text(), "event: ")
		if !ok {
			continue
		}
		if name == "ping" {
			if pings++; pings == 5 {
				a.post("release_token", "").want(t, 200, "true")
			}
			continue
		}
		names = append(names, name)
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream broke: %v", err)
	}
	want := "hello conference_update participant_sync_begin participant_create participant_sync_end stage disconnect"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
