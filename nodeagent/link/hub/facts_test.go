package hub_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

// facts makes the facts from one number to another.
func facts(from, to uint64) link.Facts {
	var all []link.Fact
	for seq := from; seq <= to; seq++ {
		all = append(all, link.Fact{Seq: seq, Time: time.Now(), Type: link.FactConferenceLocked, Data: []byte(`{"conferenceId":"c"}`)})
	}
	return link.Facts{Facts: all}
}

// recorded checks that the log holds exactly the facts 1 to last, in order.
func recorded(t *testing.T, c *linktest.Control, last int) {
	t.Helper()
	all := c.Log("a", "epoch-1")
	if len(all) != last {
		t.Errorf("%d facts in the log, want %d", len(all), last)
	}
	for i, f := range all {
		if f.Seq != uint64(i)+1 {
			t.Fatalf("fact %d in the log is number %d", i+1, f.Seq)
		}
	}
}

func TestFactsAreAcknowledgedOnlyWhenRecorded(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		const slow = 20 * time.Second
		r.control.OnRecord = func(context.Context, []link.Fact) (uint64, error) { time.Sleep(slow); return 0, nil }
		p := r.welcomed("a")
		began := time.Now()
		p.Say(facts(1, 256))
		if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != 256 {
			t.Errorf("acknowledged %d", ack.Seq)
		}
		if took := time.Since(began); took != slow {
			t.Errorf("acknowledged after %v, recorded after %v", took, slow)
		}
		recorded(t, r.control, 256)
		p.Conn.Close()
	})
}

func TestRepeatedFactsAreAcknowledgedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		for _, m := range []link.Facts{facts(1, 10), facts(1, 10), facts(5, 12), facts(13, 13)} {
			p.Say(m)
			want := m.Facts[len(m.Facts)-1].Seq
			if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != want {
				t.Errorf("acknowledged %d, want %d", ack.Seq, want)
			}
		}
		recorded(t, r.control, 13)
		p.Conn.Close()
	})
}

func TestRecordIsTriedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var calls []int
		r.control.OnRecord = func(_ context.Context, f []link.Fact) (uint64, error) {
			if calls = append(calls, len(f)); len(calls) <= 3 {
				return f[0].Seq, errors.New("disk") // takes one, fails on the rest
			}
			return 0, nil
		}
		p := r.welcomed("a")
		p.Say(facts(1, 10))
		for _, want := range []uint64{1, 2, 3, 10} {
			if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != want {
				t.Errorf("acknowledged %d, want %d", ack.Seq, want)
			}
		}
		recorded(t, r.control, 10)
		p.Conn.Close()
	})
}

// An error after the last fact was taken is no reason to ask again, nor to fall.
func TestRecordThatFailsAfterTheLastFact(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.OnRecord = func(_ context.Context, f []link.Fact) (uint64, error) {
			return f[len(f)-1].Seq, errors.New("disk")
		}
		p := r.welcomed("a")
		for _, m := range []link.Facts{facts(1, 4), facts(5, 5)} {
			p.Say(m)
			if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != m.Facts[len(m.Facts)-1].Seq {
				t.Errorf("acknowledged %d", ack.Seq)
			}
		}
		recorded(t, r.control, 5)
		p.Conn.Close()
	})
}

func TestRecordThatFailsLongKeepsTheLink(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		tries := 0
		r.control.OnRecord = func(context.Context, []link.Fact) (uint64, error) {
			if tries++; tries <= 10 {
				return 0, errors.New("disk")
			}
			return 0, nil
		}
		p := r.welcomed("a")
		p.Say(facts(1, 1))
		synctest.Wait()
		for range 8 { // the window
			p.Say(facts(2, 2))
		}
		began := time.Now()
		if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != 1 || time.Since(began) < time.Minute {
			t.Errorf("acknowledged %d after %v", ack.Seq, time.Since(began))
		}
		r.history("+a")
		p.Conn.Close()
	})
}

func TestRecordRefuses(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.OnRecord = func(context.Context, []link.Fact) (uint64, error) {
			return 0, link.Refused{Code: link.CodeUnknownNode}
		}
		p := r.welcomed("a")
		p.Say(facts(1, 1))
		ended(t, p, link.CodeUnknownNode, websocket.ClosePolicyViolation)
		r.history("+a", "-a unavailable")
		recorded(t, r.control, 0)
	})
}

func TestFactsMissingSinceTheLogAreTakenAllTheSame(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.Take("a", "epoch-1", facts(1, 3).Facts, 3)
		p := r.welcomed("a")
		p.Say(facts(6, 7))
		if ack := linktest.Hear[link.FactsAck](t, p); ack.Seq != 7 {
			t.Errorf("acknowledged %d", ack.Seq)
		}
		p.Conn.Close()
	})
}

func TestLinkThatDiesWhileRecording(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.control.OnRecord = func(ctx context.Context, _ []link.Fact) (uint64, error) {
			<-ctx.Done()
			return 0, ctx.Err()
		}
		p := r.welcomed("a")
		p.Say(facts(1, 3))
		synctest.Wait()
		r.net.Cut()
		r.history("+a", "-a lost")
		recorded(t, r.control, 0)
	})
}
