package sfu

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/parley-video/parley/nodeagent/media"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// browser is the shape of our own client, with fewer thumbnails:
// 0 mic + audio, 1 and 2 audio, 3 camera + main, 4 and 5 thumbnails, 6 slides.
var browser = shape{mic: true, audio: 2, camera: true, thumbs: 2, slides: true}

func openRoom(t testing.TB, e *Engine) (media.Room, *recorder) {
	t.Helper()
	rec := &recorder{}
	room, err := e.OpenRoom("r1", rec.take)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(room.Close)
	return room, rec
}

func TestThreeSeeAndHearEachOther(t *testing.T) {
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	// Nobody speaks: the first to come is on top, so a is in the others' main.
	b.gets("3", 'A', 20)
	c.gets("3", 'A', 20)
	a.gets("3", 'B', 20)
	a.gets("4", 'C', 20)
	for _, x := range []*client{a, b, c} {
		for _, m := range []byte{'A', 'B', 'C'} {
			heard := x.count("0", m) + x.count("1", m) + x.count("2", m)
			if m == x.marker && heard > 0 {
				t.Errorf("%s hears itself", x.id)
			}
			if m != x.marker {
				eventually(t, x.id+" hears "+string(m), func() bool {
					return x.count("0", m)+x.count("1", m)+x.count("2", m) > 20
				})
			}
			for _, line := range []string{"3", "4", "5", "6"} {
				if m == x.marker && x.count(line, m) > 0 {
					t.Errorf("%s sees itself on line %s", x.id, line)
				}
			}
		}
		eventually(t, x.id+" connected", func() bool {
			return rec.has(media.Connected{ParticipantID: x.id, CallID: "call-" + x.id})
		})
	}
	if got := rec.holder("a", "main", 0); got != "b" {
		t.Errorf("main of a is %q", got)
	}
}
