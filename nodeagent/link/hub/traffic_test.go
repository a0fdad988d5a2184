package hub_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestBreachesOfTheProtocolEndTheLink(t *testing.T) {
	type step func(r *rig, p *linktest.Peer)
	say := func(all ...link.Message) step {
		return func(_ *rig, p *linktest.Peer) {
			for _, m := range all {
				p.Try(m) // the link may end before the last
			}
		}
	}
	text := func(s string) step {
		return func(_ *rig, p *linktest.Peer) { p.SayRaw(websocket.TextMessage, []byte(s)) }
	}
	for name, do := range map[string]step{
		"garbage":                text("]"),
		"deep garbage":           text(strings.Repeat("[", 100_000)),
		"not UTF-8":              text("{\"type\":\"\xff\"}"),
		"binary":                 func(_ *rig, p *linktest.Peer) { p.SayRaw(websocket.BinaryMessage, []byte("{}")) },
		"unknown, not ignorable": text(`{"type":"new","body":{}}`),
		"huge number":            text(`{"type":"report","body":{"usedTokens":1` + strings.Repeat("0", 1<<20) + `}}`),
		"hello again":            say(hello("a")),
		"words of the other":     say(link.FactsAck{Seq: 1}),
		"gap between facts":      say(facts(1, 3), facts(5, 6)),
		"applied unasked":        say(link.ConfigApplied{Position: "p0"}, link.ConfigApplied{Position: "p0"}),
		"too many facts": func(r *rig, p *linktest.Peer) {
			r.control.OnRecord = func(ctx context.Context, _ []link.Fact) (uint64, error) { <-ctx.Done(); return 0, ctx.Err() }
			for seq := range uint64(10) {
				p.Try(facts(seq+1, seq+1))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				p := r.welcomed("a")
				do(r, p)
				ended(t, p, link.CodeMalformed, websocket.ClosePolicyViolation)
				r.history("+a", "-a malformed")
			})
		})
	}
}

func TestOversizeMessage(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		go func() { _ = p.Conn.WriteMessage(websocket.TextMessage, make([]byte, link.MaxMessage+1)) }()
		ended(t, p, "", websocket.CloseMessageTooBig)
		r.history("+a", "-a malformed")
	})
}

func TestUnknownIgnorableMessagesAndFieldsArePassedOver(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		p.SayRaw(websocket.TextMessage, []byte(`{"type":"mood","ignorable":true,"body":{"is":"fine"}}`))
		p.SayRaw(websocket.TextMessage, []byte(`{"type":"report","later":1,"body":{"usedTokens":7,"later":{"a":1}}}`))
		synctest.Wait()
		if got := r.control.Reports(); len(got) != 1 || got[0].UsedTokens != 7 {
			t.Errorf("reports %+v", got)
		}
		r.history("+a")
		p.Conn.Close()
	})
}

func TestReportsBeyondTheRateAreDropped(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.welcomed("a")
		for i := range 100 {
			p.Say(link.Report{UsedTokens: int64(i)})
		}
		synctest.Wait()
		if got := len(r.control.Reports()); got != 4 {
			t.Errorf("%d reports at once, want 4", got)
		}
		time.Sleep(time.Second)
		p.Say(link.Report{})
		synctest.Wait()
		if got := len(r.control.Reports()); got != 5 {
			t.Errorf("%d reports a second later, want 5", got)
		}
		p.Conn.Close()
	})
}

// reading lets the library answer pings until the link ends.
func reading(p *linktest.Peer) (done chan [2]string) {
	done = make(chan [2]string, 1)
	go func() {
		refused, closed := p.End()
		done <- [2]string{refused, fmt.Sprint(closed)}
	}()
	return done
}

func TestHowLinksEnd(t *testing.T) {
	t.Run("lost", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.welcomed("a")
			r.net.Cut()
			r.history("+a", "-a lost")
		})
	})
	t.Run("silent", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.welcomed("a")
			r.net.Freeze()
			time.Sleep(44 * time.Second)
			r.history("+a")
			time.Sleep(20 * time.Second)
			synctest.Wait()
			if got := r.control.History(); len(got) != 2 || got[1] != "-a timeout" {
				t.Errorf("history %q", got)
			}
		})
	})
	t.Run("alive without a word", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			done := reading(r.welcomed("a"))
			time.Sleep(time.Hour)
			r.history("+a")
			r.net.Cut()
			<-done
		})
	})
	t.Run("revoked", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			done := reading(r.welcomed("a"))
			time.Sleep(90 * time.Second)
			r.history("+a")
			r.control.Enrol("a", "of another certificate")
			began := time.Now()
			if got := <-done; got != [2]string{link.CodeRevoked, "1008"} {
				t.Errorf("ended %q", got)
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %v", took)
			}
			r.history("+a", "-a revoked")
		})
	})
	t.Run("disconnected", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			p := r.welcomed("a")
			r.hub.Disconnect("a", link.Refused{Code: link.CodeUnknownNode, Message: "removed"})
			r.hub.Disconnect("b", link.Refused{Code: link.CodeUnknownNode, Message: "has none"})
			ended(t, p, link.CodeUnknownNode, websocket.ClosePolicyViolation)
			r.history("+a", "-a revoked")
		})
	})
	t.Run("shutdown", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			done := reading(r.welcomed("a"))
			r.stop()
			if got := <-done; got != [2]string{link.CodeUnavailable, "1008"} {
				t.Errorf("ended %q", got)
			}
			r.history("+a", "-a shutdown")
		})
	})
	t.Run("slow", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			p := r.welcomed("a") // and reads no more
			big := strings.Repeat("x", 1<<20)
			e, err := link.NewEntity(link.KindService, "s", link.Service{ID: "s", Name: big})
			if err != nil {
				t.Fatal(err)
			}
			r.control.Configure([]link.Entity{e})
			time.Sleep(20 * time.Second)
			r.history("+a", "-a slow")
			p.Conn.NetConn().Close()
		})
	})
}

func TestASlowNodeDoesNotHoldUpAnother(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		slow, quick := r.welcomed("a"), r.welcomed("b")
		e, err := link.NewEntity(link.KindService, "s", link.Service{ID: "s", Name: strings.Repeat("x", 1<<20)})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		r.control.Configure([]link.Entity{e})
		if d := linktest.Hear[link.ConfigDelta](t, quick); d.To != "p1" || time.Since(began) != 0 {
			t.Errorf("delta to %s after %v", d.To, time.Since(began))
		}
		quick.Conn.Close()
		slow.Conn.NetConn().Close()
	})
}
