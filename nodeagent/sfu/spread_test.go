package sfu

import (
	"fmt"
	"testing"

	"github.com/parley-video/parley/nodeagent/media"
)

// last finds the latest event of a kind.
func last[E media.Event](r *recorder) (e E, n int) {
	for _, x := range r.all() {
		if x, ok := x.(E); ok {
			e = x
			n++
		}
	}
	return e, n
}

func TestSourcesAreTold(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', shape{mic: true, audio: 1})
	enter(room, rec, all, a, b)
	told := func() string {
		e, _ := last[media.SourcesChanged](rec)
		text := ""
		for _, s := range e.Sources {
			text += fmt.Sprintf("%s %s %s %v %d; ", s.ParticipantID, s.Purpose, s.Codec, s.Active, len(s.Layers))
		}
		return text
	}
	both := "a camera vp8 true 1; a microphone opus true 1; b microphone opus true 1; "
	eventually(t, "what both send", func() bool { return told() == both })
	eventually(t, "rates", func() bool {
		e, _ := last[media.SourcesChanged](rec)
		return e.Sources[0].Layers[0].Rate > 0 && e.Sources[1].Layers[0].Rate > 0
	})
	// What others send is not repeated.
	room.SetRemote([]media.Remote{cam("z", "n2", true, "")})
	muted := all
	muted.Muted = true
	room.SetPolicy("a", muted)
	eventually(t, "a may not be heard", func() bool {
		return told() == "a camera vp8 true 1; a microphone opus false 1; b microphone opus true 1; "
	})
	room.SetPolicy("a", all)
	eventually(t, "all", func() bool { return told() == both })
	_, before := last[media.SourcesChanged](rec)
	room.Resend()
	eventually(t, "once more", func() bool {
		_, n := last[media.SourcesChanged](rec)
		return n > before && told() == both
	})
	a.leave()
	eventually(t, "a is gone", func() bool { return told() == "b microphone opus true 1; " })
	b.call.Close()
	eventually(t, "nobody", func() bool { return told() == "" })
}

// Of whom nothing is known what is shown goes on, by the way that is right now.
func TestWhatIsUnknownHolds(t *testing.T) {
	t.Parallel()
	opened, _ := openRoom(t, startEngine(t))
	room := opened.(*Room)
	look := func() (sources int, via string) {
		room.mu.Lock()
		defer room.mu.Unlock()
		return len(room.participants["z"].remote), room.participants["z"].via
	}
	room.SetRemote([]media.Remote{cam("z", "n2", true, "")})
	room.SetRemote([]media.Remote{{ParticipantID: "z", Policy: all, Via: "n3", Unknown: true}})
	if n, via := look(); n != 1 || via != "n3" {
		t.Errorf("%d sources by %s", n, via)
	}
	room.SetRemote([]media.Remote{{ParticipantID: "z", Policy: all, Via: "n3"}})
	if n, _ := look(); n != 0 {
		t.Errorf("%d sources of who sends nothing", n)
	}
}

// A rate that moves a little is not worth a word.
func TestRatesAreCoarse(t *testing.T) {
	l := newLayer(&source{purpose: camera}, "f", codecVP8)
	var told []int
	for _, rate := range []int{0, 1000, 1200, 1250, 1300, 1100, 980, 970, 0} {
		l.rate = rate
		if n := l.describeSelf().Rate; len(told) == 0 || told[len(told)-1] != n {
			told = append(told, n)
		}
	}
	if fmt.Sprint(told) != "[0 1000 1300 970 0]" {
		t.Errorf("told %v", told)
	}
}

func TestStageFromElsewhere(t *testing.T) {
	t.Parallel()
	room, rec := openRoom(t, startEngine(t))
	a, b, c := newClient(t, "a", 'A', browser), newClient(t, "b", 'B', browser), newClient(t, "c", 'C', browser)
	enter(room, rec, all, a, b, c)
	b.gets("3", 'A', 10)
	if _, n := last[media.VoicesHeard](rec); n > 0 {
		t.Error("voices are told though the stage is decided here")
	}
	room.SetStage(staged("c", "b", "a"))
	a.gets("3", 'C', 10)
	b.gets("3", 'C', 10)
	_, before := last[media.StageChanged](rec)
	a.level.Store(20) // speaks, and stays where it is said to be
	eventually(t, "a is heard", func() bool {
		e, _ := last[media.VoicesHeard](rec)
		return len(e.Levels) == 1 && e.Levels["a"] == 107
	})
	for range 20 {
		_, n := last[media.VoicesHeard](rec)
		eventually(t, "a is heard again", func() bool { _, m := last[media.VoicesHeard](rec); return m > n })
	}
	if _, n := last[media.StageChanged](rec); n != before || rec.holder("b", "main", 0) != "c" {
		t.Error("the room decides about a stage that is decided elsewhere")
	}
	a.level.Store(127)
	eventually(t, "once more when nobody is heard", func() bool {
		e, _ := last[media.VoicesHeard](rec)
		return len(e.Levels) == 0
	})
	_, heard := last[media.VoicesHeard](rec)
	room.Resend()
	eventually(t, "on request", func() bool { _, n := last[media.VoicesHeard](rec); return n > heard })
	room.SetStage([]media.Voice{})
	eventually(t, "an empty stage is a stage", func() bool { return rec.holder("b", "main", 0) == "" })
	room.SetStage(nil)
	b.gets("3", 'A', 10) // who spoke last
	eventually(t, "the stage is ours again", func() bool {
		e, n := last[media.StageChanged](rec)
		return n > before && len(e.Stage) == 3 && e.Stage[0].ParticipantID == "a"
	})
}
