package dial_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/link/dial"
	"github.com/parley-video/parley/nodeagent/link/linktest"
)

func TestConfigNamesWhatIsWrong(t *testing.T) {
	_, err := dial.New(dial.Config{URL: "http://x"})
	for _, field := range []string{"URL", "NodeID", "BootTime", "TLS", "Outbox", "Configuration", "Calls", "Log"} {
		if err == nil || !strings.Contains(err.Error(), "dial: "+field) {
			t.Errorf("%s is not named by %v", field, err)
		}
	}
}

func TestHelloSaysWhoTheNodeIs(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		r.calls.SetLoad(link.Report{CapacityTokens: 480})
		p := <-r.peers
		got := linktest.Hear[link.Hello](t, p)
		want := link.Hello{
			Version: link.Version, NodeID: nodeID, Epoch: "epoch-1", Software: "1.0", BootTime: got.BootTime,
			CapacityTokens: got.CapacityTokens, ClientURL: "https://node.test", ClusterAddress: "192.0.2.1:8445",
		}
		if got != want || got.BootTime.Location() != time.UTC {
			t.Errorf("hello %+v, want %+v", got, want)
		}
	})
}

// TestTheNodeIsElsewhere: its next Hello says so, and comes at once.
func TestTheNodeIsElsewhere(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		p := <-r.peers
		linktest.Hear[link.Hello](t, p)
		p.Say(link.Welcome{Version: link.Version, Time: time.Now()})
		synctest.Wait()
		r.dialer.SetPlace("https://node.test", "192.0.2.1:8445") // where it is
		r.dialer.SetPlace("https://elsewhere.test", "192.0.2.2:8445")
		began := time.Now()
		p.End()
		p = <-r.peers
		if got := linktest.Hear[link.Hello](t, p); got.ClientURL != "https://elsewhere.test" || got.ClusterAddress != "192.0.2.2:8445" {
			t.Errorf("hello %+v", got)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("said after %v", took)
		}
		p.Say(link.Welcome{Version: link.Version, Time: time.Now()})
		synctest.Wait()
		r.dialer.SetPlace("https://elsewhere.test", "192.0.2.2:8445")
		time.Sleep(time.Second)
		synctest.Wait()
		select {
		case <-r.peers:
			t.Error("linked anew without need")
		default:
		}
	})
}

func TestRefusalsAreToldAndTriedAgain(t *testing.T) {
	for _, code := range []string{
		link.CodeUnknownNode, link.CodeNotEnrolled, link.CodeRevoked, link.CodeVersion, link.CodeDuplicate,
		link.CodeMalformed, link.CodeUnavailable,
	} {
		t.Run(code, func(t *testing.T) {
			withPeer(t, func(t *testing.T, r *rig) {
				p := <-r.peers
				linktest.Hear[link.Hello](t, p)
				p.SayRaw(websocket.TextMessage, []byte(`{"type":"mood","ignorable":true,"body":{}}`))
				p.Say(link.Refused{Code: code, Message: "no"})
				synctest.Wait()
				var refused link.Refused
				if s := r.dialer.State(); s.Connected || !errors.As(s.Err, &refused) || refused.Code != code {
					t.Errorf("state %+v", s)
				}
				r.welcome(0)
				synctest.Wait()
				if s := r.dialer.State(); !s.Connected || s.Err != nil {
					t.Errorf("state %+v", s)
				}
			})
		})
	}
}

func TestRefusedInsteadOfTheUpgrade(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"code":"not-enrolled","message":"no"}`))
		}))
		r.start()
		synctest.Wait()
		var refused link.Refused
		if s := r.dialer.State(); !errors.As(s.Err, &refused) || refused.Code != link.CodeNotEnrolled {
			t.Errorf("state %+v", s)
		}
	})
}

// A node's certificate is good for its own addresses; the holder must not be
// able to play the control plane there.
func TestANodeCannotPoseAsTheControlPlane(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		config, _ := linktest.NodeTLS(t, r.ca, "evil") // good for linktest.Host too
		r.serveTLS(http.NotFoundHandler(), config)
		r.start()
		synctest.Wait()
		if s := r.dialer.State(); !errors.Is(s.Err, pki.ErrNode) {
			t.Errorf("state %+v", s)
		}
	})
}

func TestControlPlaneOfAnotherAuthority(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		config, err := linktest.CA(t).ServerTLS([]string{linktest.Host}, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		r.serveTLS(http.NotFoundHandler(), config)
		r.start()
		synctest.Wait()
		if s := r.dialer.State(); s.Connected || s.Err == nil || !strings.Contains(s.Err.Error(), "certificate") {
			t.Errorf("state %+v", s)
		}
	})
}

func TestBreachesOfTheProtocolEndTheLink(t *testing.T) {
	for name, breach := range map[string]string{
		"garbage":             "]",
		"unknown":             `{"type":"new","body":{}}`,
		"a node's words":      `{"type":"config-applied","body":{"position":"p"}}`,
		"acknowledged beyond": `{"type":"facts-ack","body":{"seq":9}}`,
	} {
		t.Run(name, func(t *testing.T) {
			withPeer(t, func(t *testing.T, r *rig) {
				p := r.welcome(0)
				p.SayRaw(websocket.TextMessage, []byte(breach))
				p.End()
				synctest.Wait()
				if s := r.dialer.State(); s.Connected || !errors.Is(s.Err, link.ErrMalformed) && !errors.Is(s.Err, link.ErrUnknownType) {
					t.Errorf("state %+v", s)
				}
				r.welcome(0) // and it comes back
			})
		})
	}
}

func TestUnknownIgnorableMessagesArePassedOver(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		p := r.welcome(0)
		p.SayRaw(websocket.TextMessage, []byte(`{"type":"mood","ignorable":true,"body":7}`))
		p.Say(link.Command{ID: "x", Type: link.CommandLockConference})
		if got := next[link.CommandResult](t, p); got.ID != "x" {
			t.Errorf("result %+v", got)
		}
	})
}

func TestBackoff(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.net.SetDown(true)
		r.start()
		time.Sleep(time.Hour)
		// At most 15 s apart, on average half of it.
		if n := r.net.Dialed(); n < 240 || n > 1000 {
			t.Errorf("dialed %d times in an hour", n)
		}
		if s := r.dialer.State(); s.Connected || s.Err == nil {
			t.Errorf("state %+v", s)
		}
	})
}

func TestControlPlaneThatGoesSilent(t *testing.T) {
	withHub(t, func(t *testing.T, r *rig) {
		synctest.Wait()
		if !r.dialer.State().Connected {
			t.Fatalf("state %+v", r.dialer.State())
		}
		r.net.Freeze()
		time.Sleep(40 * time.Second)
		if !r.dialer.State().Connected {
			t.Errorf("state %+v", r.dialer.State())
		}
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if s := r.dialer.State(); !s.Connected || time.Since(s.Since) > 30*time.Second {
			t.Errorf("state %+v", s)
		}
		if h := r.control.History(); len(h) < 3 || h[len(h)-1] != "+a" {
			t.Errorf("history %q", h)
		}
	})
}

func TestControlPlaneThatNeverWelcomes(t *testing.T) {
	withPeer(t, func(t *testing.T, r *rig) {
		linktest.Hear[link.Hello](t, <-r.peers)
		began := time.Now()
		r.welcome(0)
		if took := time.Since(began); took < 60*time.Second || took > 70*time.Second {
			t.Errorf("dialed again after %v", took)
		}
	})
}

func TestRunEndsAtOnceWhateverTheLinkDoes(t *testing.T) {
	for name, prepare := range map[string]func(r *rig){
		"linked":  func(*rig) {},
		"stalled": func(r *rig) { r.net.Stall() },
		"silent":  func(r *rig) { r.net.Freeze() },
		"down":    func(r *rig) { r.net.SetDown(true); r.net.Cut() },
	} {
		t.Run(name, func(t *testing.T) {
			withHub(t, func(t *testing.T, r *rig) {
				synctest.Wait()
				prepare(r)
				time.Sleep(3 * time.Second)
				began := time.Now()
				r.stop()
				if took := time.Since(began); took > 10*time.Second {
					t.Errorf("took %v", took)
				}
				if r.dialer.State().Connected {
					t.Error("still connected")
				}
			})
		})
	}
}
