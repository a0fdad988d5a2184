package sfu

import (
	"context"
	"errors"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/nodeagent/media"
)

func TestPublicAddressReplacesTheLocalOne(t *testing.T) {
	t.Parallel()
	e, err := New(Config{
		Listen: netip.MustParseAddrPort("127.0.0.1:0"),
		Public: []netip.Addr{netip.MustParseAddr("203.0.113.7")},
	})
	if err != nil {
		t.Fatal(err)
	}
	runEngine(t, e)
	room, _ := openRoom(t, e)
	call, answer, err := room.Answer(context.Background(), "a", "1", chromiumOffer, all)
	if err != nil {
		t.Fatal(err)
	}
	defer call.Close()
	if !strings.Contains(answer, " 203.0.113.7 ") || strings.Contains(answer, "127.0.0.1") {
		t.Errorf("candidates of the answer:\n%s", answer)
	}
}

// candidates are the addresses that the answer to a new call offers.
func candidates(t *testing.T, room media.Room, participant string) string {
	t.Helper()
	call, answer, err := room.Answer(context.Background(), participant, "1", chromiumOffer, all)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(call.Close)
	found := map[string]bool{}
	for line := range strings.Lines(answer) {
		if fields := strings.Fields(line); len(fields) > 4 && strings.HasPrefix(line, "a=candidate:") {
			found[fields[4]] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(found)), " ")
}

func TestPublicAddressChangesForNewCalls(t *testing.T) {
	t.Parallel()
	e, err := New(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	public := func(list ...string) (out []netip.Addr) {
		for _, a := range list {
			out = append(out, netip.MustParseAddr(a))
		}
		return out
	}
	if err := e.SetPublic(public("203.0.113.7")); err != nil { // before it runs
		t.Fatal(err)
	}
	runEngine(t, e)
	room, _ := openRoom(t, e)
	if got := candidates(t, room, "a"); got != "203.0.113.7" {
		t.Errorf("first call: %q", got)
	}
	if err := e.SetPublic(public("203.0.113.8")); err != nil {
		t.Fatal(err)
	}
	if got := candidates(t, room, "b"); got != "203.0.113.8" {
		t.Errorf("after another address: %q", got)
	}
	if err := e.SetPublic(public("0.0.0.0")); err == nil {
		t.Error("no address is taken for one")
	}
	if got := candidates(t, room, "c"); got != "203.0.113.8" {
		t.Errorf("after a bad address: %q", got)
	}
	if err := e.SetPublic(nil); err != nil {
		t.Fatal(err)
	}
	if got := candidates(t, room, "d"); got != "127.0.0.1" {
		t.Errorf("after none: %q", got)
	}
}

func TestCertificateIsRenewed(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	first, err := e.certificate(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	same, err := e.certificate(time.Now().Add(10 * 24 * time.Hour))
	if err != nil || !first.Equals(same) {
		t.Errorf("changes too soon: %v", err)
	}
	next, err := e.certificate(time.Now().Add(25 * 24 * time.Hour))
	if err != nil || first.Equals(next) {
		t.Errorf("is not renewed: %v", err)
	}
}

func TestEngineEnds(t *testing.T) {
	t.Parallel()
	idle, err := New(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	if idle.Addr().Port() == 0 {
		t.Error("no port")
	}
	if _, err := New(Config{Listen: idle.Addr()}); err == nil {
		t.Error("a port is taken twice")
	}
	idle.Close() // never ran
	idle.Close()
	if err := idle.Run(context.Background()); !errors.Is(err, media.ErrClosed) {
		t.Errorf("run after close: %v", err)
	}

	e, err := New(Config{Listen: netip.MustParseAddrPort("127.0.0.1:0")})
	if err != nil {
		t.Fatal(err)
	}
	rec := &recorder{}
	room, err := e.OpenRoom("r", rec.take)
	if err != nil {
		t.Fatal(err)
	}
	early, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := room.Answer(early, "a", "1", chromiumOffer, all); !errors.Is(err, context.Canceled) {
		t.Errorf("answer before the engine runs: %v", err)
	}
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	<-e.Ready()
	if _, _, err := room.Answer(context.Background(), "a", "1", chromiumOffer, all); err != nil {
		t.Fatal(err)
	}
	end()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
	if !rec.has(media.Ended{ParticipantID: "a", CallID: "1", Reason: "closed"}) {
		t.Errorf("the call did not end: %v", rec.all())
	}
	if _, err := e.OpenRoom("late", rec.take); !errors.Is(err, media.ErrClosed) {
		t.Errorf("room of an ended engine: %v", err)
	}
	e.Close()
}
