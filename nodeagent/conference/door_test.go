package conference

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/nodeagent/link"
)

// ada is a host with a key.
func ada(t *testing.T, n *node) (*Seat, string) {
	t.Helper()
	ticket, err := n.reg.Join(t.Context(), JoinRequest{Alias: "standup", DisplayName: "Ada", PIN: "1234", PINGiven: true, Protocol: "webrtc", Remote: "192.0.2.9"})
	if err != nil {
		t.Fatal(err)
	}
	seat, err := n.reg.Authenticate("standup", ticket.Token)
	if err != nil {
		t.Fatal(err)
	}
	return seat, ticket.ResumeKey
}

// Who has a seat never left: neither maintenance nor those who guess PINs keep it
// from coming back, and neither does a PIN that it types wrong.
func TestASeatIsKeptWhateverTheDoorSays(t *testing.T) {
	for name, c := range map[string]struct {
		close func(*node)
		pin   string
		want  Code // of who has no seat
	}{
		"a PIN is missing":   {func(*node) {}, "", CodePINRequired},
		"the PIN is wrong":   {func(*node) {}, "0000", CodeInvalidPIN},
		"maintenance":        {func(n *node) { n.config.maintenance(true) }, "1234", CodeMaintenance},
		"too many guesses":   {guessed, "1234", CodeUnknownAlias},
		"and one more guess": {guessed, "0000", CodeUnknownAlias},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNode(t, guarded())
				n.start()
				defer n.stop()
				seat, key := ada(t, n)
				c.close(n)
				rejected := rejections(n)
				again := JoinRequest{Alias: "standup", DisplayName: "Ada", PIN: c.pin, PINGiven: c.pin != "", Protocol: "webrtc", Remote: "192.0.2.9"}
				back := again
				back.Resume = key
				for range 3 {
					ticket, err := n.reg.Join(t.Context(), back)
					if err != nil || ticket.Self.ID != seat.ParticipantID() {
						t.Fatalf("%s, %v", ticket.Self.ID, err)
					}
					back.Resume = ticket.ResumeKey
				}
				if got := rejections(n); got != rejected {
					t.Errorf("%d refusals recorded of who came in", got-rejected)
				}
				if got := len(n.reg.services.failures["svc"]); c.want == CodeInvalidPIN && got != 0 {
					t.Errorf("%d guesses counted of who came in", got)
				}
				back.Resume = "nonsense"
				for what, q := range map[string]JoinRequest{"without a key": again, "with a key that nobody has": back} {
					if _, err := n.reg.Join(t.Context(), q); code(err) != c.want {
						t.Errorf("%s: %v, want %s", what, err, c.want)
					}
				}
			})
		})
	}
}

func rejections(n *node) int {
	synctest.Wait()
	return n.outbox.count(link.FactCallRejected)
}

// guessed blocks the service.
func guessed(n *node) {
	for range guardLimit + 1 {
		_, _, _ = n.try("standup", "0000")
	}
}

// A key that nobody has buys no guess at the PIN, and no more than some questions
// to the home.
func TestAKeyThatNobodyHasIsNoWayAroundThePIN(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		seat, key := ada(t, n)
		q := JoinRequest{Alias: "standup", DisplayName: "X", PIN: "0000", PINGiven: true, Protocol: "webrtc", Remote: "192.0.2.7", Resume: "nonsense"}
		for i := range guardLimit + 1 {
			if _, err := n.reg.Join(t.Context(), q); code(err) != CodeInvalidPIN {
				t.Fatalf("guess %d: %v", i+1, err)
			}
		}
		q.PIN = "1234"
		if _, err := n.reg.Join(t.Context(), q); code(err) != CodeUnknownAlias {
			t.Errorf("with the right PIN after all: %v", err)
		}
		if got := rejections(n); got != guardLimit+1 { // with the block
			t.Errorf("%d refusals recorded", got)
		}
		// From there no key is looked at any more; from elsewhere it is.
		q.Resume = key
		if _, err := n.reg.Join(t.Context(), q); code(err) != CodeUnknownAlias {
			t.Errorf("a key from where many were wrong: %v", err)
		}
		q.Remote = "192.0.2.9"
		if ticket, err := n.reg.Join(t.Context(), q); err != nil || ticket.Self.ID != seat.ParticipantID() {
			t.Errorf("a key from elsewhere: %v", err)
		}
	})
}

// While the home is asked, a PIN counts as wrong: however many are tried at once,
// no more are judged than one by one.
func TestPINsThatAreTriedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, guarded())
		n.start()
		defer n.stop()
		host, guest := n.join("1234"), n.join("none")
		home := n.reg.homes["svc"]
		held, release := make(chan struct{}), make(chan struct{})
		go func() { _ = home.do(context.Background(), func(time.Time) { close(held); <-release }) }()
		<-held
		var mu sync.Mutex
		judged := 0
		var tries sync.WaitGroup
		for range 50 {
			tries.Go(func() {
				if err := guest.EnterPIN(context.Background(), "0000"); code(err) != CodeInvalidPIN {
					t.Errorf("%v", err)
				}
				mu.Lock()
				defer mu.Unlock()
				judged++
			})
		}
		synctest.Wait()
		mu.Lock()
		if asked := 50 - judged; asked != guardLimit+1 {
			t.Errorf("%d are put to the home at once", asked)
		}
		mu.Unlock()
		close(release)
		tries.Wait()
		stay(t, guardWindow, host, guest)
		for range 2 * guardLimit { // right ones do not count
			if err := host.EnterPIN(t.Context(), "1234"); err != nil {
				t.Fatal(err)
			}
		}
		if err := guest.EnterPIN(t.Context(), "1234"); err != nil {
			t.Error(err)
		}
	})
}
