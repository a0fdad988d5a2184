package webhooks_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/internal/seal"
	"github.com/parley-video/parley/internal/sqldb"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

func stopped(t *testing.T, stop func() error) {
	t.Helper()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// order lists what was got, as stream@revision, an R behind replays.
func order(requests []got) string {
	var out []string
	for _, g := range requests {
		one := fmt.Sprintf("%s@%d", strings.TrimPrefix(g.subject(), "conference-"), g.revision())
		if g.replay {
			one += "R"
		}
		out = append(out, one)
	}
	return strings.Join(out, " ")
}

func TestRetryAfterHoldsUpTheWholeWebhook(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
			rec.answer = func(w http.ResponseWriter, _ *http.Request, g got, n int) int {
				if g.subject() == "conference-a" && n == 1 {
					w.Header().Set("Retry-After", time.Now().Add(10*time.Minute).UTC().Format(http.TimeFormat))
					return status
				}
				return http.StatusAccepted
			}
			id, secret := r.create(conferences())
			rec.trust(secret)
			stop := r.start()
			r.happen("a", 1)
			synctest.Wait()
			began := time.Now()
			r.happen("b", 1)
			synctest.Wait()
			if s := r.status(id); s.Pending != 2 || s.PausedUntil == nil || s.PausedUntil.Sub(began).Round(time.Second) != 10*time.Minute {
				t.Errorf("%+v", s)
			}
			stopped(t, stop) // a new process keeps to it as well
			r.open()
			stop = r.start()
			pass(10*time.Minute - time.Second)
			if got := order(rec.all()); got != "a@0" {
				t.Error(got)
			}
			pass(time.Second)
			if n := rec.taken(); n != 2 {
				t.Errorf("%d taken: %s", n, order(rec.all()))
			}
			stopped(t, stop)
		})
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "x": 0, "-5": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "99999999999": 24 * time.Hour, "999999999999999999999": 0,
		"Sat, 21 Nov 2026 12:00:30 GMT": 30 * time.Second, "Sat, 21 Nov 2026 11:00:00 GMT": 0, "Sat, 21 Nov 2099 11:00:00 GMT": 24 * time.Hour,
	} {
		if got := webhooks.RetryAfter(text, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestAnswersThatEndADelivery(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		rec.answer = func(w http.ResponseWriter, _ *http.Request, g got, _ int) int {
			switch g.revision() {
			case 0:
				return http.StatusGone
			case 1:
				w.Header().Set("Location", "https://elsewhere.test/")
				return http.StatusTemporaryRedirect
			}
			return http.StatusNoContent
		}
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 3)
		synctest.Wait()
		if got := order(rec.all()); got != "a@0 a@1" {
			t.Error(got)
		}
		d := r.deliveries(id)
		if len(d) != 3 || d[2].State != webhooks.Parked || d[2].Status != 410 || d[2].Attempts != 1 ||
			d[1].State != webhooks.Retrying || !strings.Contains(d[1].Error, "redirect") || d[0].State != webhooks.Pending {
			t.Errorf("%+v", d)
		}
		stopped(t, stop)
	})
}

func TestDisabledKeepsItsPlaceAndAChangeWakes(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		broken := true
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int {
			if broken {
				return http.StatusInternalServerError
			}
			return http.StatusOK
		}
		r.happen("before", 1) // it gets what follows its creation
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 1)
		pass(50 * time.Hour)
		r.execute(webhook.Update{ID: id, Patch: webhook.Patch{Enabled: domain.Some(false)}})
		synctest.Wait()
		n := len(rec.all())
		r.happen("a", 2)
		pass(100 * time.Hour)
		if s := r.status(id); s.Pending != 1 || *s.Lag != 2 || len(rec.all()) != n {
			t.Errorf("%+v lag %d, %d requests", s, *s.Lag, len(rec.all())-n)
		}
		// Its time is not over though 72 h have passed, and it is tried at once.
		r.execute(webhook.Update{ID: id, Patch: webhook.Patch{Enabled: domain.Some(true)}})
		synctest.Wait()
		if s := r.status(id); s.Parked != 0 || s.Pending != 3 || len(rec.all()) != n+1 {
			t.Errorf("%+v, %d requests", s, len(rec.all())-n)
		}
		pass(20 * time.Hour)
		broken = false
		n = len(rec.all())
		r.execute(webhook.Update{ID: id, Patch: webhook.Patch{URL: domain.Some("https://receiver.test/other")}})
		synctest.Wait()
		if got := order(rec.all()[n:]); got != "a@0 a@1 a@2" {
			t.Error(got)
		}
		stopped(t, stop)
	})
}

func TestTypesAreChosen(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		id, secret := r.create(webhook.Patch{TypePrefixes: domain.Some([]string{"conference.ended"})})
		rec.trust(secret)
		stop := r.start()
		at := r.happen("a", 3)
		pass(11 * time.Second) // places that nothing was queued for are written by and by
		if s := r.status(id); s.Position != at || len(rec.all()) != 0 {
			t.Errorf("%+v, %d requests", s, len(rec.all()))
		}
		// Every event is sent as was configured before it, however fast they are
		// read.
		want := []string{}
		for i := range 30 {
			types := []string{"conference."}
			if i%2 == 1 {
				types = []string{"node."}
			} else {
				want = append(want, fmt.Sprintf("a@%d", i+3))
			}
			r.execute(webhook.Update{ID: id, Patch: webhook.Patch{TypePrefixes: domain.Some(types)}})
			r.happen("a", 1)
			synctest.Wait() // a later change may count for what was not read before it
		}
		synctest.Wait()
		if got := order(rec.all()); got != strings.Join(want, " ") {
			t.Error(got)
		}
		stopped(t, stop)
	}, limited(webhooks.Limits{}))
}

func TestRemovalForgets(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int { return http.StatusInternalServerError }
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 5)
		synctest.Wait()
		r.execute(webhook.Remove{ID: id})
		synctest.Wait()
		n := len(rec.all())
		pass(time.Hour)
		if len(rec.all()) != n {
			t.Error("a removed webhook is sent to")
		}
		for _, table := range []string{"webhooks_state", "webhooks_queue", "webhooks_log"} {
			var rows int
			if err := r.config.DB.View(t.Context(), func(q sqldb.Querier) error {
				_, err := sqldb.Get(t.Context(), q, `SELECT COUNT(*) FROM `+table, nil, &rows)
				return err
			}); err != nil || rows != 0 {
				t.Errorf("%s: %d rows, %v", table, rows, err)
			}
		}
		if _, err := r.Status(t.Context(), id); !errors.Is(err, webhooks.ErrNotFound) {
			t.Error(err)
		}
		stopped(t, stop)
	})
}

func TestReplay(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int {
			time.Sleep(time.Second)
			return http.StatusOK
		}
		first := r.happen("a", 1)
		r.happen("a", 3)
		r.happen("b", 2)
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 1)
		synctest.Wait()
		receipt, err := r.Replay(t.Context(), admin, id, first, nil)
		if err != nil || !receipt.Changed {
			t.Fatal(receipt, err)
		}
		r.happen("a", 2)
		pass(1500 * time.Millisecond)
		if s := r.status(id); s.Replay == nil || s.Replay.After != first || s.Replay.Through <= first {
			t.Errorf("%+v", s.Replay)
		}
		pass(time.Minute)
		var live, again []got
		for _, g := range rec.all() {
			if flag, _ := g.event.Extensions()["parleyreplay"].(bool); flag != g.replay {
				t.Errorf("attribute %v, header %v", flag, g.replay)
			}
			if g.replay {
				again = append(again, g)
			} else {
				live = append(live, g)
			}
		}
		if got := order(live); got != "a@4 a@5 a@6" {
			t.Error(got)
		}
		ofA := slices.DeleteFunc(slices.Clone(again), func(g got) bool { return g.subject() != "conference-a" })
		if got := order(ofA); got != "a@1R a@2R a@3R a@4R" || len(again) != 6 {
			t.Error(order(again))
		}
		if s := r.status(id); s.Replay != nil || s.Pending != 0 {
			t.Errorf("%+v", s)
		}
		if _, err := r.Replay(t.Context(), admin, id, 1<<40, nil); !domain.IsRefusal(err, domain.CodeInvalid) {
			t.Error(err)
		}
		stopped(t, stop)
	})
}

// TestReplayIsReplacedAndGoesOn: another order ends the first; a new process
// goes on where the old one was.
func TestReplayIsReplacedAndGoesOn(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int {
			time.Sleep(time.Second)
			return http.StatusOK
		}
		r.happen("a", 10)
		mid := r.happen("a", 1)
		end := r.happen("a", 10)
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		if _, err := r.Replay(t.Context(), admin, id, 0, &end); err != nil {
			t.Fatal(err)
		}
		pass(2500 * time.Millisecond)
		if _, err := r.Replay(t.Context(), admin, id, mid, &end); err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Second)
		stopped(t, stop)
		r.open()
		stop = r.start()
		pass(time.Minute)
		count := map[int]int{}
		for _, g := range rec.all() {
			if g.taken {
				count[g.revision()]++
			}
		}
		for rev := range 21 {
			switch {
			case rev < 2 && count[rev] == 0, rev > 10 && count[rev] == 0, rev > 4 && rev < 10 && count[rev] > 0:
				t.Errorf("revision %d came %d times", rev, count[rev])
			}
		}
		if s := r.status(id); s.Replay != nil {
			t.Errorf("%+v", s.Replay)
		}
		stopped(t, stop)
	}, limited(webhooks.Limits{ReplayQueue: 3}))
}

func TestRotation(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		id, old := r.create(conferences())
		stop := r.start()
		rec.trust(old)
		env := admin
		env.IdempotencyKey = "rotate"
		secret, _, err := r.RotateSecret(t.Context(), env, id)
		if err != nil || secret == old {
			t.Fatal(err)
		}
		if again, receipt, err := r.RotateSecret(t.Context(), env, id); again != secret || !receipt.Repeated || err != nil {
			t.Errorf("the repeat: %v %v", receipt, err)
		}
		synctest.Wait()
		r.happen("a", 1) // signed with both: the old one alone verifies it
		synctest.Wait()
		rec.secrets = []string{secret} // and so does the new one
		r.happen("a", 1)
		synctest.Wait()
		if n := len(strings.Fields(rec.all()[1].header.Get("webhook-signature"))); n != 2 || len(rec.all()) != 2 {
			t.Errorf("%d signatures, %d requests", n, len(rec.all()))
		}
		pass(webhooks.Overlap)
		r.happen("a", 1)
		synctest.Wait()
		if n := len(strings.Fields(rec.all()[2].header.Get("webhook-signature"))); n != 1 {
			t.Errorf("%d signatures after the overlap", n)
		}
		stopped(t, stop)
	})
}

func TestRetryAndDiscard(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		gone := true
		rec.answer = func(http.ResponseWriter, *http.Request, got, int) int {
			if gone {
				return http.StatusGone
			}
			return http.StatusOK
		}
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 4)
		r.happen("b", 1)
		synctest.Wait()
		parked := r.deliveries(id, webhooks.Parked)
		if len(parked) != 5 {
			t.Fatalf("%+v", parked)
		}
		at := parked[4].Position // the first event
		if n, err := r.Discard(t.Context(), id, &at); n != 1 || err != nil {
			t.Error(n, err)
		}
		if n, err := r.Discard(t.Context(), id, &at); n != 0 || err != nil {
			t.Error("again", n, err)
		}
		gone = false
		at = parked[1].Position // the last one of a
		if n, err := r.Retry(t.Context(), id, &at); n != 1 || err != nil {
			t.Error(n, err)
		}
		synctest.Wait()
		if n, err := r.Retry(t.Context(), id, nil); n != 3 || err != nil {
			t.Error(n, err)
		}
		synctest.Wait()
		after := rec.all()[5:]
		ofA := slices.DeleteFunc(slices.Clone(after), func(g got) bool { return g.subject() != "conference-a" })
		if got := order(ofA); got != "a@3 a@1 a@2" || len(after) != 4 {
			t.Error(order(after))
		}
		if d := r.deliveries(id, webhooks.Discarded); len(d) != 1 || d[0].Revision != 0 || d[0].Status != 410 {
			t.Errorf("%+v", d)
		}
		if s := r.status(id); s.Parked != 0 || s.Pending != 0 {
			t.Errorf("%+v", s)
		}
		stopped(t, stop)
	})
}

// TestFencing: when a second process begins, the first writes nothing more.
func TestFencing(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open sqldbtest.Open) {
		r := newRig(t, controltest.Memory(t), open(t))
		first, err := r.Claim(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		wrote := 0
		write := func(fence int64) error {
			return r.Write(t.Context(), fence, func(sqldb.Tx) error { wrote++; return nil })
		}
		if err := write(first); err != nil || wrote != 1 {
			t.Fatal(err)
		}
		second, err := r.Claim(t.Context())
		if err != nil || second <= first {
			t.Fatal(second, err)
		}
		if err := write(first); !errors.Is(err, webhooks.ErrFenced) || wrote != 1 {
			t.Errorf("%v, %d writes", err, wrote)
		}
		if err := write(second); err != nil || wrote != 2 {
			t.Error(err)
		}
	})
}

func TestASecondRunEndsTheFirst(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		id, secret := r.create(conferences())
		rec.trust(secret)
		first := r.start()
		r.happen("a", 1)
		synctest.Wait()
		r.open() // another process
		second := r.start()
		synctest.Wait()
		r.happen("a", 1)
		r.happen("b", 1)
		pass(time.Minute)
		if err := first(); !errors.Is(err, webhooks.ErrFenced) {
			t.Errorf("the first Run: %v", err)
		}
		r.happen("a", 1)
		synctest.Wait()
		if s := r.status(id); s.Pending != 0 || rec.taken() != 4 {
			t.Errorf("%+v, %d taken", s, rec.taken())
		}
		stopped(t, second)
	})
}

func TestCreateOnceMore(t *testing.T) {
	inBubble(t, func(t *testing.T, _ *receiver, r *rig) {
		env := admin
		env.IdempotencyKey = "once"
		p := webhook.Patch{Name: domain.Some("CRM"), URL: domain.Some("https://crm.test")}
		secret, receipt, err := r.Create(t.Context(), env, p)
		if err != nil {
			t.Fatal(err)
		}
		again, repeated, err := r.Create(t.Context(), env, p)
		if err != nil || again != secret || repeated.ID != receipt.ID || !repeated.Repeated {
			t.Errorf("%v %v", repeated, err)
		}
		if _, _, err := r.Create(t.Context(), admin, p); !domain.IsRefusal(err, domain.CodeNameTaken) {
			t.Error(err)
		}
		key, ok := webhook.Key(secret)
		if !ok || len(key) != 32 {
			t.Errorf("a key of %d bytes", len(key))
		}
		for _, rec := range controltest.Stream(t, r.Store, events.WebhookStream(receipt.ID)) {
			if strings.Contains(fmt.Sprintf("%+v", rec), secret) {
				t.Error("the secret stands in the log")
			}
		}
	})
}

// TestTheLogWasPutBack: a state database that is ahead of the log neither
// stops a webhook nor has it send something else than it meant to.
func TestTheLogWasPutBack(t *testing.T) {
	for _, c := range []struct {
		what   string
		since  int // events that the log has got since
		want   string
		parked int
	}{
		{what: "to a shorter one", want: "a@0 a@1 a@2"},
		{what: "to one that has grown since", since: 40, want: "a@0 a@1 a@2", parked: 30},
	} {
		t.Run(c.what, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "state.db")
			synctest.Test(t, func(t *testing.T) {
				db := sqldbtest.SQLite(t, path)
				env := admin
				env.IdempotencyKey = "once"
				p := conferences()
				p.Name, p.URL = domain.Some("CRM"), domain.Some("https://receiver.test")
				rec := newReceiver(t)
				rec.answer = func(http.ResponseWriter, *http.Request, got, int) int { return http.StatusInternalServerError }
				r := newRig(t, controltest.Memory(t), db, via(rec))
				rec.trust(secretOf(t, r, env, p))
				stop := r.start()
				r.happen("a", 1)
				r.happen("lost", 30)
				synctest.Wait()
				stopped(t, stop)

				rec = newReceiver(t)
				r = newRig(t, controltest.Memory(t), db, via(rec))
				rec.trust(secretOf(t, r, env, p))
				r.happen("a", 1)
				r.happen("b", c.since)
				stop = r.start()
				pass(time.Minute)
				r.happen("a", 2)
				synctest.Wait()
				ofA := slices.DeleteFunc(rec.all(), func(g got) bool { return g.subject() == "conference-b" })
				if got := order(ofA); got != c.want {
					t.Error(got)
				}
				id := rec.all()[0].event.Extensions()["parleywebhook"].(string) // the SDK has it as text
				d := r.deliveries(id, webhooks.Parked)
				if len(d) != c.parked || len(d) > 0 && d[0].Error != "The event is not in the log any more." {
					t.Errorf("%d parked", len(d))
				}
				if s := r.status(id); s.Pending != 0 || *s.Lag != 0 {
					t.Errorf("%+v", s)
				}
				stopped(t, stop)
			})
		})
	}
}

// secretOf is the secret of a webhook that was, or is now, created.
func secretOf(t *testing.T, r *rig, env control.Envelope, p webhook.Patch) string {
	t.Helper()
	secret, _, err := r.Create(t.Context(), env, p)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// TestSecretsThatCannotBeRead: the key is gone. A new secret mends it at once.
func TestSecretsThatCannotBeRead(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		id, _ := r.create(conferences())
		other, err := seal.New([]byte(strings.Repeat("k", seal.KeySize)))
		if err != nil {
			t.Fatal(err)
		}
		r.config.Secrets = other
		r.open()
		stop := r.start()
		r.happen("a", 1)
		synctest.Wait()
		if s := r.status(id); s.LastError != "The webhook's secret cannot be read. Give it a new one." || len(rec.all()) != 0 {
			t.Errorf("%+v", s)
		}
		stopped(t, stop)
		// As if the new key were the one that control seals with.
		r.config.Secrets = openers{r.Sealer, other}
		r.open()
		stop = r.start()
		secret, _, err := r.RotateSecret(t.Context(), admin, id)
		if err != nil {
			t.Fatal(err)
		}
		rec.trust(secret)
		synctest.Wait()
		if s := r.status(id); s.Pending != 0 || rec.taken() != 1 {
			t.Errorf("%+v", s)
		}
		stopped(t, stop)
	})
}

// openers opens the newest secret only: what came before was of another key.
type openers struct{ first, other *seal.Sealer }

func (o openers) Open(context string, sealed events.Sealed) (string, error) {
	plain, err := o.first.Open(context, sealed)
	if err != nil {
		return o.other.Open(context, sealed)
	}
	return plain, nil
}

// TestAViewThatPanics parks one event and leaves the process alone.
func TestAViewThatPanics(t *testing.T) {
	inBubble(t, func(t *testing.T, rec *receiver, r *rig) {
		id, secret := r.create(conferences())
		rec.trust(secret)
		stop := r.start()
		r.happen("a", 2)
		synctest.Wait()
		d := r.deliveries(id)
		if len(d) != 2 || d[1].State != webhooks.Parked || d[0].State != webhooks.Delivered {
			t.Errorf("%+v", d)
		}
		stopped(t, stop)
	}, func(c *webhooks.Config) {
		c.View = func(e store.Event, personal bool) (webhooks.View, error) {
			if e.Revision == 0 {
				panic("malformed")
			}
			return webhooks.Redacted(e, personal)
		}
	})
}
