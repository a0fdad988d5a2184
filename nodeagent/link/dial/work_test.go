package dial_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

func TestReportsEveryFifteenSecondsAndOnChange(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		r.control.Configure(nil)
		time.Sleep(2 * time.Second) // the first configuration is a change
		synctest.Wait()
		had := len(r.control.Reports())
		count := func(what string, least, most int) {
			t.Helper()
			synctest.Wait()
			all := r.control.Reports()
			if n := len(all) - had; n < least || n > most {
				t.Errorf("%s: %d reports, want %d to %d", what, n, least, most)
			}
			had = len(all)
		}
		time.Sleep(10 * time.Minute)
		count("nothing changes", 40, 41)
		var last time.Time
		for _, report := range r.control.Reports()[had-30:] {
			if pause := report.Time.Sub(last); !last.IsZero() && pause > 15*time.Second {
				t.Errorf("%v between reports", pause)
			}
			last = report.Time
		}
		for i := range 100 { // ten times a second
			r.calls.SetLoad(link.Report{UsedTokens: int64(i + 1)})
			time.Sleep(100 * time.Millisecond)
		}
		count("all changes", 9, 11)
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		all := r.control.Reports()
		if got := all[len(all)-1]; got.UsedTokens != 100 || got.ConfigPosition != "p1" {
			t.Errorf("last report %+v", got)
		}
		had = len(all)
		a, b := link.ConferenceGauge{ID: "a"}, link.ConferenceGauge{ID: "b"}
		r.calls.SetLoad(link.Report{Conferences: []link.ConferenceGauge{a, b}})
		time.Sleep(3 * time.Second)
		count("a change", 1, 1)
		for range 10 {
			r.calls.SetLoad(link.Report{Conferences: []link.ConferenceGauge{b, a}})
			time.Sleep(500 * time.Millisecond)
			r.calls.SetLoad(link.Report{Conferences: []link.ConferenceGauge{a, b}})
			time.Sleep(500 * time.Millisecond)
		}
		count("another order", 0, 1)
		r.outbox.Append(1)
		time.Sleep(2 * time.Second)
		count("a fact", 0, 1)
	})
}

func entities(t *testing.T, n int) []link.Entity {
	t.Helper()
	var all []link.Entity
	for i := range n {
		id := fmt.Sprintf("s%04d", i)
		e, err := link.NewEntity(link.KindService, id, link.Service{ID: id, Name: fmt.Sprintf("%02000d", i)})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func TestConfigurationFollowsTheControlPlane(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		synctest.Wait() // the empty snapshot has come
		r.control.Configure(entities(t, 2000))
		settle := func(what string, chunks, snapshots, deltas, n int) {
			t.Helper()
			time.Sleep(time.Minute)
			synctest.Wait()
			c, s, d := r.config.Counts()
			if c < chunks || s != snapshots || d != deltas || r.config.Len() != n || r.config.Position() != r.control.Position() {
				t.Errorf("%s: %d chunks, %d snapshots, %d deltas, %d entities at %s; want %d, %d, %d, %d at %s",
					what, c, s, d, r.config.Len(), r.config.Position(), chunks, snapshots, deltas, n, r.control.Position())
			}
		}
		settle("first delta", 1, 1, 1, 2000)
		r.control.Configure(entities(t, 1), link.EntityRef{Kind: link.KindService, ID: "s0007"})
		settle("delta", 1, 1, 2, 1999)
		r.net.Cut()
		r.control.Configure(entities(t, 8))
		settle("delta after a cut", 1, 1, 3, 2000)
		r.config.Fail(1)
		r.control.Configure(entities(t, 1))
		settle("delta that fails once", 1, 1, 4, 2000)
		r.net.SetDown(true)
		r.net.Cut()
		synctest.Wait()
		r.config.Stand("of another deployment")
		r.net.SetDown(false)
		settle("position that leads nowhere", 9, 2, 4, 2000)
		r.config.Fail(1) // in the middle of a snapshot
		r.control.Leap(nil)
		settle("forgotten deltas", 17, 3, 4, 2000)
		if h := r.control.History(); h[len(h)-1] != "+a" {
			t.Errorf("history %q", h)
		}
	})
}

func TestSnapshotThatFailsMidwayIsAskedForAgain(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		p := r.welcome(0)
		r.config.Fail(1)
		for i := range 3 {
			p.Say(link.ConfigSnapshot{Position: "p9", First: i == 0, Last: i == 2})
		}
		if got := next[link.ConfigApplied](t, p); got.Position != "" {
			t.Errorf("stands at %q after a snapshot that failed", got.Position)
		}
		if chunks, _, _ := r.config.Counts(); chunks != 0 {
			t.Errorf("%d chunks of the failed snapshot were applied", chunks)
		}
		p.Say(link.ConfigSnapshot{Position: "p9", First: true, Last: true})
		if got := next[link.ConfigApplied](t, p); got.Position != "p9" {
			t.Errorf("stands at %q", got.Position)
		}
		p.Say(link.ConfigDelta{From: "p8", To: "p10"}) // does not follow
		if got := next[link.ConfigApplied](t, p); got.Position != "p9" {
			t.Errorf("stands at %q", got.Position)
		}
	})
}

func TestCommandIsDoneOnceAndAnsweredAgain(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.calls.OnExecute = func(_ context.Context, c link.Command) link.CommandResult {
			return link.CommandResult{Code: link.ResultRefused, Message: c.ConferenceID}
		}
		c := link.Command{ID: "x", Type: link.CommandLockConference, ConferenceID: "c"}
		want := link.CommandResult{ID: "x", Code: link.ResultRefused, Message: "c"}
		for range 2 { // also over another connection
			p := r.welcome(0)
			for range 2 {
				p.Say(c)
				if got := next[link.CommandResult](t, p); got != want {
					t.Errorf("result %+v", got)
				}
			}
			r.net.Cut()
		}
		if got := r.calls.Executed(); !slices.Equal(got, []string{"x"}) {
			t.Errorf("executed %q", got)
		}
	})
}

// TestWhatTheNodeDidNotKnowItIsAskedAgain: a conference may come to it meanwhile.
func TestWhatTheNodeDidNotKnowItIsAskedAgain(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.calls.OnExecute = func(_ context.Context, c link.Command) link.CommandResult {
			if len(r.calls.Executed()) == 1 {
				return link.CommandResult{Code: link.ResultUnknownConference}
			}
			return link.CommandResult{}
		}
		p := r.welcome(0)
		for _, want := range []string{link.ResultUnknownConference, ""} {
			p.Say(link.Command{ID: "x", Type: link.CommandLockConference, ConferenceID: "c"})
			if got := next[link.CommandResult](t, p); got.Code != want {
				t.Errorf("result %+v, want %q", got, want)
			}
		}
	})
}

func TestCommandUnderWayWhenTheLinkEndsIsFinished(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		var ended error
		r.calls.OnExecute = func(ctx context.Context, _ link.Command) link.CommandResult {
			time.Sleep(2 * time.Second)
			ended = ctx.Err()
			return link.CommandResult{}
		}
		p := r.welcome(0)
		p.Say(link.Command{ID: "x", Type: link.CommandLockConference})
		synctest.Wait()
		r.net.Cut()
		p = r.welcome(0)
		p.Say(link.Command{ID: "x", Type: link.CommandLockConference})
		if got := next[link.CommandResult](t, p); got.ID != "x" || got.Code != "" {
			t.Errorf("result %+v", got)
		}
		if got := r.calls.Executed(); len(got) != 1 || ended != nil {
			t.Errorf("executed %q, ended %v", got, ended)
		}
	})
}

func TestCommandsTakeTurnsAndHaveATime(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.calls.OnExecute = func(ctx context.Context, _ link.Command) link.CommandResult {
			<-ctx.Done()
			return link.CommandResult{Code: link.ResultRefused}
		}
		p := r.welcome(0)
		began := time.Now()
		for i := range 80 {
			p.Say(link.Command{ID: fmt.Sprint(i), Type: link.CommandLockConference})
			if i == 0 {
				synctest.Wait() // it is under way, and not waiting
			}
		}
		busy := 0
		for range 15 { // one is under way, 64 wait
			if got := next[link.CommandResult](t, p); got.Code == link.ResultRefused && got.Message != "" {
				busy++
			}
		}
		if busy != 15 || time.Since(began) != 0 {
			t.Errorf("%d turned away after %v", busy, time.Since(began))
		}
		if got := next[link.CommandResult](t, p); got.ID != "0" || time.Since(began) != 4*time.Second {
			t.Errorf("result %+v after %v", got, time.Since(began))
		}
		r.net.Cut()
	})
}

func TestCommandEndToEnd(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		synctest.Wait()
		c := link.Command{ID: "x", Type: link.CommandAdmitParticipant, ConferenceID: "c", ParticipantID: "p", By: "ann"}
		for range 2 {
			if got, err := r.hub.Command(t.Context(), nodeID, c); err != nil || got != (link.CommandResult{ID: "x"}) {
				t.Errorf("result %+v, %v", got, err)
			}
		}
		if got := r.calls.Executed(); len(got) != 1 {
			t.Errorf("executed %q", got)
		}
	})
}

// A configuration that comes while the figures are taken is not in them, and so not
// in the report: that would confirm a drain with figures of before it.
func TestAReportIsNoNewerThanItsFigures(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		r.control.Configure(nil)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		had := len(r.control.Reports())
		r.calls.WhenAsked(func() { r.config.Stand("after") })
		r.calls.SetLoad(link.Report{UsedTokens: 7})
		time.Sleep(3 * time.Second)
		synctest.Wait()
		var got []string
		for _, report := range r.control.Reports()[had:] {
			got = append(got, fmt.Sprint(report.UsedTokens, " at ", report.ConfigPosition))
		}
		if want := []string{"7 at p1", "7 at after"}; !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	})
}
