package sfu

import (
	"fmt"
	"testing"

	"github.com/parley-video/parley/nodeagent/backplane"
	"github.com/parley-video/parley/nodeagent/media"
)

func TestFit(t *testing.T) {
	const k = 1000
	take := func(use purpose, rate int, paused bool) passing {
		y := &relay{}
		y.paused.Store(paused)
		return passing{relay: y, use: use, rate: rate * k}
	}
	for _, c := range []struct {
		name  string
		limit int
		list  []passing
		want  string // each as kind and rate, - paused
	}{
		{"no limit", 0, []passing{take(camera, 900, false), take(microphone, 40, false)}, "m40 c900"},
		{"all fit", 2000, []passing{take(camera, 900, true), take(slides, 500, false)}, "s500 c900"},
		{"the large picture waits", 700, []passing{take(camera, 900, false), take(camera, 200, false), take(microphone, 40, false)}, "m40 c200 -c900"},
		{"slides before faces", 700, []passing{take(camera, 200, false), take(slides, 600, false)}, "s600 -c200"},
		{"back with a fifth to spare", 1000, []passing{take(camera, 900, true)}, "-c900"},
		{"sound always goes", 50, []passing{take(microphone, 40, false), take(microphone, 45, false), take(camera, 10, false)}, "m40 m45 -c10"},
	} {
		got := ""
		for i, pause := range fit(c.limit*k, c.list) {
			mark := ""
			if pause {
				mark = "-"
			}
			got += fmt.Sprintf(" %s%c%d", mark, "mcs"[c.list[i].use], c.list[i].rate/k)
		}
		if got[1:] != c.want {
			t.Errorf("%s: %s, want %s", c.name, got[1:], c.want)
		}
	}
}

// A way that carries little gets the small picture and the sound, and the large
// one again when it carries more.
func TestThinWay(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	s := newScript(e)
	room, _ := openRoom(t, e)
	a := cam("a", "n2", true, "q", "f") // 200 and 400 kbit/s
	a.Sources = append(a.Sources, media.Source{ParticipantID: "a", Purpose: media.PurposeMicrophone, Codec: "opus", Active: true, Layers: []media.SourceLayer{{Rate: 40000}}})
	room.SetRemote([]media.Remote{a, {ParticipantID: "b", Via: "n3"}})
	outs := map[string]*taker{}
	attach := func(name string, id backplane.StreamID) {
		t.Helper()
		outs[name] = &taker{}
		if !e.Attach("n3", "r1", id, outs[name]) {
			t.Fatalf("%s is refused", name)
		}
	}
	large := backplane.StreamID{ParticipantID: "a", Purpose: backplane.Camera, Layer: "f"}
	attach("q", backplane.StreamID{ParticipantID: "a", Purpose: backplane.Camera, Layer: "q"})
	attach("f", large)
	attach("m", backplane.StreamID{ParticipantID: "a", Purpose: backplane.Microphone})
	taken := func(want string) {
		t.Helper()
		eventually(t, "taken is "+want, func() bool { return s.taken("n2", "r1") == want })
	}
	taken("a.m a.cf a.cq")
	f := far{sink: s.sink(t, "n2", "a.cf"), mark: 'A'}
	eventually(t, "the large one comes", func() bool {
		f.picture(false)
		n, _ := outs["f"].got()
		return n > 5
	})
	s.estimate.Store(400_000)
	taken("a.m a.cq")
	before, _ := outs["f"].got()
	q := far{sink: s.sink(t, "n2", "a.cq"), mark: 'a'}
	eventually(t, "the small one comes", func() bool {
		f.picture(false)
		q.picture(false)
		n, _ := outs["q"].got()
		return n > 5
	})
	if n, _ := outs["f"].got(); n > before {
		t.Errorf("%d pictures go where there is no room", n-before)
	}
	// Who takes it anew waits, too.
	e.Detach("n3", "r1", large)
	attach("f", large)
	if got := s.taken("n2", "r1"); got != "a.m a.cq" {
		t.Errorf("taken is %s", got)
	}
	s.estimate.Store(800_000)
	taken("a.m a.cf a.cq")
	s.estimate.Store(0)
	f.sink = s.sink(t, "n2", "a.cf")
	eventually(t, "the large one comes again", func() bool {
		f.picture(false)
		n, _ := outs["f"].got()
		return n > 5
	})
}

// A picture that is held back on its way gives place to a smaller one, and is
// tried again.
func TestHeldBack(t *testing.T) {
	t.Parallel()
	e := startEngine(t)
	s := newScript(e)
	room, rec := openRoom(t, e)
	b := newClient(t, "b", 'B', browser)
	enter(room, rec, all, b)
	room.SetRemote([]media.Remote{cam("a", "n2", true, "q", "f")})
	room.SetStage(staged("a", "b"))
	eventually(t, "the large one is taken", func() bool { return s.taken("n2", "r1") == "a.cf" })
	f := far{sink: s.sink(t, "n2", "a.cf"), mark: 'F'}
	f.picture(true)
	f.show(b, "3", false)
	eventually(t, "it stops, and the small one is taken", func() bool { return s.taken("n2", "r1") == "a.cf a.cq" })
	q := far{sink: s.sink(t, "n2", "a.cq"), mark: 'Q', seq: 700}
	q.show(b, "3", true)
	eventually(t, "the large one is let go", func() bool {
		q.picture(false)
		return s.taken("n2", "r1") == "a.cq"
	})
	r, ok := room.(*Room)
	if !ok {
		t.Fatal("no room")
	}
	r.mu.Lock()
	r.stream(backplane.StreamID{ParticipantID: "a", Purpose: backplane.Camera, Layer: "f"}).dull -= int64(tryAgain)
	r.mu.Unlock()
	eventually(t, "the large one is tried", func() bool {
		q.picture(false)
		return s.taken("n2", "r1") == "a.cf a.cq"
	})
	f.sink = s.sink(t, "n2", "a.cf")
	f.show(b, "3", true)
	eventually(t, "and shown", func() bool {
		f.picture(false)
		q.picture(false)
		return s.taken("n2", "r1") == "a.cf"
	})
}
