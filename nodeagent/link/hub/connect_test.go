package hub_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/hub"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestWelcomeTellsVersionAndRecordedFacts(t *testing.T) {
	for _, c := range []struct{ speaks, answered int }{{1, 1}, {2, 1}, {1000, 1}} {
		bubble(t, func(t *testing.T, r *rig) {
			r.control.Take("a", "epoch-1", []link.Fact{{Seq: 6}, {Seq: 7}}, 7)
			p := r.connect(r.enrolled("a"))
			h := hello("a")
			h.Version = c.speaks
			p.Say(h)
			want := link.Welcome{Version: c.answered, Time: time.Now().UTC(), AckedSeq: 7}
			if got := linktest.Hear[link.Welcome](t, p); got != want {
				t.Errorf("welcome %+v, want %+v", got, want)
			}
			if got := r.hub.Connected(); !slices.Equal(got, []string{"a"}) {
				t.Errorf("connected %q", got)
			}
			r.history("+a")
			_ = p.Conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
			p.End()
			r.history("+a", "-a closed")
			if got := r.hub.Connected(); len(got) != 0 {
				t.Errorf("connected %q after the end", got)
			}
		})
	}
}

func TestRefusedBeforeTheUpgrade(t *testing.T) {
	refused := func(t *testing.T, resp *http.Response, status int, code string) {
		t.Helper()
		if resp == nil {
			t.Fatal("no answer")
		}
		var got link.Refused
		if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || resp.StatusCode != status || got.Code != code {
			t.Errorf("answered %d %+v (%v), want %d %s", resp.StatusCode, got, err, status, code)
		}
	}
	t.Run("no certificate", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			_, resp, _ := linktest.Connect(t, r.net, linktest.Stranger(r.ca))
			refused(t, resp, http.StatusForbidden, link.CodeNotEnrolled)
		})
	})
	t.Run("certificate of the control plane", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			own, err := r.ca.ServerCertificate([]string{linktest.Host}, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			config := linktest.Stranger(r.ca)
			config.Certificates = append(config.Certificates, own)
			if p, resp, err := linktest.Connect(t, r.net, config); err == nil {
				p.Conn.Close()
				t.Errorf("connected with a server's certificate (%v)", resp.Status)
			}
		})
	})
	t.Run("certificate of another authority", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			config, fingerprint := linktest.NodeTLS(t, linktest.CA(t), "a")
			r.control.Enrol("a", fingerprint)
			config.RootCAs = r.ca.Pool()
			p, _, err := linktest.Connect(t, r.net, config)
			if err == nil {
				p.Conn.Close()
				t.Error("connected")
			}
			r.history()
		})
	})
	t.Run("shutting down", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			r.stop()
			_, resp, _ := linktest.Connect(t, r.net, r.enrolled("a"))
			refused(t, resp, http.StatusServiceUnavailable, link.CodeUnavailable)
		})
	})
}

func TestRefusedHello(t *testing.T) {
	type step func(r *rig, p *linktest.Peer)
	say := func(m link.Message) step { return func(_ *rig, p *linktest.Peer) { p.Say(m) } }
	raw := func(kind int, s string) step { return func(_ *rig, p *linktest.Peer) { p.SayRaw(kind, []byte(s)) } }
	enrolledIs := func(err error) step {
		return func(r *rig, p *linktest.Peer) {
			r.control.OnEnrolled = func(context.Context, string) error { return err }
			p.Say(hello("a"))
		}
	}
	port := func(code string) error { return link.Refused{Code: code, Message: "x"} }
	for name, c := range map[string]struct {
		do     step
		code   string
		closed int
	}{
		"unknown node":  {enrolledIs(port(link.CodeUnknownNode)), link.CodeUnknownNode, websocket.ClosePolicyViolation},
		"not enrolled":  {enrolledIs(port(link.CodeNotEnrolled)), link.CodeNotEnrolled, websocket.ClosePolicyViolation},
		"revoked":       {enrolledIs(port(link.CodeRevoked)), link.CodeRevoked, websocket.ClosePolicyViolation},
		"version":       {enrolledIs(port(link.CodeVersion)), link.CodeVersion, websocket.ClosePolicyViolation},
		"port fails":    {enrolledIs(errors.New("disk")), link.CodeUnavailable, websocket.ClosePolicyViolation},
		"another id":    {say(hello("b")), link.CodeNotEnrolled, websocket.ClosePolicyViolation},
		"not hello":     {say(link.ConfigApplied{}), link.CodeMalformed, websocket.ClosePolicyViolation},
		"garbage":       {raw(websocket.TextMessage, "\x00\xff{"), link.CodeMalformed, websocket.ClosePolicyViolation},
		"empty":         {raw(websocket.TextMessage, ""), link.CodeMalformed, websocket.ClosePolicyViolation},
		"binary":        {raw(websocket.BinaryMessage, "{}"), link.CodeMalformed, websocket.ClosePolicyViolation},
		"unknown":       {raw(websocket.TextMessage, `{"type":"new","body":{}}`), link.CodeMalformed, websocket.ClosePolicyViolation},
		"no epoch":      {raw(websocket.TextMessage, `{"type":"hello","body":{"version":1,"nodeId":"a"}}`), link.CodeMalformed, websocket.ClosePolicyViolation},
		"version 0":     {raw(websocket.TextMessage, `{"type":"hello","body":{"version":0,"nodeId":"a","epoch":"e"}}`), link.CodeMalformed, websocket.ClosePolicyViolation},
		"more than 64k": {raw(websocket.TextMessage, strings.Repeat("x", 64<<10+1)), "", websocket.CloseMessageTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				p := r.connect(r.enrolled("a"))
				c.do(r, p)
				ended(t, p, c.code, c.closed)
				r.history()
			})
		})
	}
}

func TestWrongAndRevokedCertificates(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		old := r.enrolled("a")
		unknown, _ := linktest.NodeTLS(t, r.ca, "b")
		r.enrolled("a") // enrolled anew: the first certificate is void
		for config, want := range map[string]string{"a": link.CodeRevoked, "b": link.CodeUnknownNode} {
			tlsConfig := old
			if config == "b" {
				tlsConfig = unknown
			}
			p := r.connect(tlsConfig)
			p.Say(hello(config))
			ended(t, p, want, websocket.ClosePolicyViolation)
		}
	})
}

func TestSilenceBeforeHello(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		p := r.connect(r.enrolled("a"))
		began := time.Now()
		ended(t, p, link.CodeUnavailable, websocket.ClosePolicyViolation)
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestFailureToRecordTheConnection(t *testing.T) {
	for name, c := range map[string]struct {
		err     error
		code    string
		history []string
	}{
		// Whether a failed write is in the log is not known: its end has to be.
		"fails":   {errors.New("disk"), link.CodeUnavailable, []string{"-a unavailable"}},
		"refuses": {link.Refused{Code: link.CodeVersion}, link.CodeVersion, nil},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.control.OnConnected = func(context.Context, link.Hello) error { return c.err }
				p := r.connect(r.enrolled("a"))
				p.Say(hello("a"))
				ended(t, p, c.code, websocket.ClosePolicyViolation)
				r.history(c.history...)
				if _, err := r.hub.Command(t.Context(), "a", link.Command{Type: link.CommandLockConference}); !errors.Is(err, hub.ErrNotConnected) {
					t.Errorf("command: %v", err)
				}
			})
		})
	}
}

func TestSecondLinkOfANode(t *testing.T) {
	later := hello("a")
	later.BootTime = later.BootTime.Add(time.Minute)
	otherEpoch := hello("a")
	otherEpoch.Epoch = "epoch-2"
	t.Run("first is alive", func(t *testing.T) {
		bubble(t, func(t *testing.T, r *rig) {
			config := r.enrolled("a")
			first, second := r.connect(config), r.connect(config)
			first.Say(hello("a"))
			linktest.Hear[link.Welcome](t, first)
			done := make(chan struct{})
			go func() { defer close(done); first.End() }() // answers pings
			second.Say(hello("a"))
			ended(t, second, link.CodeDuplicate, websocket.ClosePolicyViolation)
			r.history("+a")
			r.hub.Disconnect("a", link.Refused{Code: link.CodeRevoked})
			<-done
		})
	})
	for name, kill := range map[string]func(*linktest.Network){
		"first is dead": (*linktest.Network).Freeze, "first is stuck": (*linktest.Network).Stall,
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				config := r.enrolled("a")
				first := r.connect(config)
				first.Say(hello("a"))
				linktest.Hear[link.Welcome](t, first)
				synctest.Wait()
				kill(r.net)
				second := r.connect(config)
				began := time.Now()
				second.Say(hello("a"))
				linktest.Hear[link.Welcome](t, second)
				if took := time.Since(began); took < 3*time.Second || took > 6*time.Second {
					t.Errorf("took over after %v", took)
				}
				r.history("+a", "-a replaced", "+a")
			})
		})
	}
	for name, newer := range map[string]link.Hello{"later boot": later, "other epoch": otherEpoch} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				config := r.enrolled("a")
				first, second := r.connect(config), r.connect(config)
				first.Say(hello("a"))
				linktest.Hear[link.Welcome](t, first)
				second.Say(newer)
				ended(t, first, link.CodeDuplicate, websocket.ClosePolicyViolation)
				linktest.Hear[link.Welcome](t, second)
				r.history("+a", "-a replaced", "+a")
			})
		})
	}
}
