package control_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/controltest"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

var ada = events.Actor{Kind: events.ActorAdministrator, ID: "ada", Name: "Ada"}

func keyed(key string) control.Envelope { return control.Envelope{Actor: ada, IdempotencyKey: key} }

func expecting(revision events.Revision) control.Envelope {
	r := uint64(revision)
	return control.Envelope{Actor: ada, ExpectedRevision: &r}
}

func do(t *testing.T, r *controltest.Rig, env control.Envelope, cmd domain.Command) control.Receipt {
	t.Helper()
	receipt, err := r.Executor.Execute(t.Context(), env, cmd)
	if err != nil {
		t.Fatalf("%s: %v", cmd.CommandName(), err)
	}
	return receipt
}

func refused(t *testing.T, r *controltest.Rig, env control.Envelope, cmd domain.Command, code domain.Code, field string) {
	t.Helper()
	_, err := r.Executor.Execute(t.Context(), env, cmd)
	got, ok := domain.AsRefusals(err)
	if !ok || len(got) != 1 || got[0].Code != code || strings.Join(got[0].Field, ".") != field {
		t.Fatalf("%s: %v, want %s %s", cmd.CommandName(), err, code, field)
	}
}

func newLocation(name string) location.Create {
	return location.Create{Patch: location.Patch{Name: domain.Some(name)}}
}

func newRoom(name string, aliases ...string) service.Create {
	return service.Create{Type: events.ServiceConference, Patch: service.Patch{Name: domain.Some(name), Aliases: dialled(aliases...)}}
}

func dialled(aliases ...string) domain.Opt[[]events.Alias] {
	list := make([]events.Alias, len(aliases))
	for i, a := range aliases {
		list[i] = events.Alias{Alias: a}
	}
	return domain.Some(list)
}

func newNode(name, locationID string) node.Create {
	return node.Create{Patch: node.Patch{
		Name: domain.Some(name), LocationID: domain.Some(locationID), Address: domain.Some("127.0.0.1"),
	}}
}

func TestRepeats(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		r := controltest.New(t, s)
		first := do(t, r, keyed("k"), newLocation("Oslo"))
		if first.Repeated || !first.Changed || first.ID == "" || first.Stream != "location-"+first.ID || first.Position == 0 {
			t.Fatalf("receipt %+v", first)
		}
		mtu := location.Update{ID: first.ID, Patch: location.Patch{MTU: domain.Some(1400)}}
		second := do(t, r, keyed("k"), mtu) // the same key, another command
		if second.Repeated || second.Revision != 1 {
			t.Fatalf("receipt %+v", second)
		}
		do(t, r, keyed("l"), location.Update{ID: first.ID, Patch: location.Patch{MTU: domain.Some(1300)}})

		// A process that was just started repeats what it does not remember.
		for _, rig := range []*controltest.Rig{r, controltest.New(t, s)} {
			again := do(t, rig, keyed("k"), newLocation("Oslo"))
			if !again.Repeated || again.Changed || again.ID != first.ID || again.Revision != 0 || again.Position != first.Position {
				t.Errorf("repeated create: %+v, want like %+v", again, first)
			}
			again = do(t, rig, keyed("k"), mtu)
			if !again.Repeated || again.Revision != 1 || again.Position != second.Position {
				t.Errorf("repeated update: %+v, want like %+v", again, second)
			}
		}
		if n := len(controltest.Stream(t, s, first.Stream)); n != 3 {
			t.Errorf("%d events, want 3", n)
		}
		other := control.Envelope{Actor: events.Actor{Kind: events.ActorToken, ID: "ada"}, IdempotencyKey: "k"}
		refused(t, r, other, newLocation("Oslo"), domain.CodeNameTaken, "name") // another caller's key
		refused(t, r, keyed(strings.Repeat("k", 101)), newLocation("x"), domain.CodeInvalid, "idempotencyKey")
	})
}

func TestRepeatAtTheSameTime(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		rigs := []*controltest.Rig{controltest.New(t, s), controltest.New(t, s)}
		ids := make([]string, 12)
		var all sync.WaitGroup
		for i := range ids {
			all.Go(func() {
				receipt, err := rigs[i%2].Executor.Execute(t.Context(), keyed("k"), newRoom("Daily", "a", "b"))
				if err != nil {
					t.Error(err)
				}
				ids[i] = receipt.ID
			})
		}
		all.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("ids %v", ids)
			}
		}
		if n := len(controltest.Stream(t, s, "service-"+ids[0])); n != 1 {
			t.Errorf("%d events, want 1", n)
		}
		checkClaims(t, s)
	})
}

func TestExpectedRevision(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	made := do(t, r, keyed("k"), newLocation("Oslo"))
	update := func(mtu int) location.Update {
		return location.Update{ID: made.ID, Patch: location.Patch{MTU: domain.Some(mtu)}}
	}
	second := do(t, r, expecting(made.Revision), update(1400))
	refused(t, r, expecting(made.Revision), update(1300), domain.CodeConflict, "")
	refused(t, r, expecting(second.Revision+1), update(1300), domain.CodeConflict, "")
	refused(t, r, expecting(0), settings.Update{}, domain.CodeConflict, "") // nothing written yet

	repeat := expecting(second.Revision)
	repeat.IdempotencyKey = "u"
	do(t, r, repeat, update(1300))
	if again := do(t, r, repeat, update(1300)); !again.Repeated {
		t.Errorf("a repeat conflicts with itself: %+v", again)
	}
	same := do(t, r, control.Envelope{Actor: ada}, update(1300))
	if same.Changed || same.Revision != 2 || same.Position == 0 {
		t.Errorf("a change of nothing: %+v", same)
	}
}

func TestConcurrentUpdatesAllHappen(t *testing.T) {
	controltest.Each(t, func(t *testing.T, s store.Store) {
		rigs := []*controltest.Rig{controltest.New(t, s), controltest.New(t, s)}
		made := do(t, rigs[0], keyed("k"), newLocation("Oslo"))
		patches := []location.Patch{
			{MTU: domain.Some(1400)},
			{MediaDSCP: domain.Some(46)},
			{SignallingDSCP: domain.Some(24)},
			{Description: domain.Some("d")},
		}
		var all sync.WaitGroup
		for i, p := range patches {
			all.Go(func() {
				if _, err := rigs[i%2].Executor.Execute(t.Context(), control.Envelope{Actor: ada}, location.Update{ID: made.ID, Patch: p}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		evs := controltest.Stream(t, s, made.Stream)
		want := events.LocationSettings{Name: "Oslo", Description: "d", MTU: 1400, MediaDSCP: 46, SignallingDSCP: 24}
		if last, ok := evs[len(evs)-1].(events.LocationUpdated); !ok || !reflect.DeepEqual(last.Settings, want) || len(evs) != 5 {
			t.Errorf("%d events, last %+v, want %+v", len(evs), evs[len(evs)-1], want)
		}
	})
}

func TestIdentifiers(t *testing.T) {
	r := controltest.New(t, controltest.Memory(t))
	for _, id := range []string{"", "nobody", "../x", "a b", strings.Repeat("x", 65), "\x00"} {
		refused(t, r, keyed("k"), location.Remove{ID: id}, domain.CodeNotFound, "id")
		refused(t, r, keyed("k"), node.Connect{ID: id}, domain.CodeNotFound, "id")
	}
	refused(t, r, keyed("k"), newNode("n", "nowhere"), domain.CodeNotFound, "locationId")
	refused(t, r, keyed("k"), newNode("n", "../x"), domain.CodeNotFound, "locationId")
	fixed := newLocation("Oslo")
	fixed.ID = "oslo"
	if made := do(t, r, keyed("k"), fixed); made.ID != "oslo" {
		t.Errorf("a given id became %s", made.ID)
	}
	if _, err := r.Executor.Execute(t.Context(), keyed("k"), strange{}); err == nil {
		t.Error("an unknown command was executed")
	}
}

type strange struct{}

func (strange) CommandName() string { return "strange" }
func (strange) AggregateID() string { return "1" }

func TestMetadata(t *testing.T) {
	s := controltest.Memory(t)
	r := controltest.New(t, s)
	env := control.Envelope{Actor: ada, Source: "10.1.1.1", Correlation: "trace", Causation: "cause"}
	do(t, r, env, newLocation("Oslo"))
	for _, rec := range controltest.Recorded(t, s, store.Filter{}) {
		m := rec.Meta
		if m.Actor != ada || m.Source != "10.1.1.1" || m.Correlation != "trace" || m.Causation != "cause" || m.Time.IsZero() {
			t.Errorf("%s: metadata %+v", rec.Type, m)
		}
	}
}

// No secret is ever in the log, in no form that can be read without the key.
func TestSecretsAreSealed(t *testing.T) {
	s := controltest.Memory(t)
	r := controltest.New(t, s)
	room := newRoom("Daily", "a")
	room.HostPIN, room.GuestPIN = domain.Some(domain.Plaintext("73501946")), domain.Some(domain.Plaintext("46197305"))
	made := do(t, r, keyed("k"), room)
	do(t, r, keyed("k"), administrator.Create{Username: "ada", Password: domain.Plaintext("correct horse battery")})
	pin := func(p string) service.Update {
		return service.Update{ID: made.ID, Patch: service.Patch{GuestPIN: domain.Some(domain.Plaintext(p))}}
	}
	if same := do(t, r, control.Envelope{Actor: ada}, pin("46197305")); same.Changed {
		t.Error("the same PIN is a change")
	}
	refused(t, r, keyed("u"), pin("73501946"), domain.CodeInvalid, "guestPin") // what the host has, known only sealed

	page, err := s.ReadAll(t.Context(), 0, store.Forwards, store.Filter{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Events {
		for _, secret := range []string{"73501946", "46197305", "correct horse", "argon2id"} {
			if strings.Contains(string(e.Data)+string(e.Meta), secret) {
				t.Errorf("%s shows %q: %s", e.Type, secret, e.Data)
			}
		}
	}
	created := controltest.Stream(t, s, made.Stream)[0].(events.ServiceCreated)
	if plain, err := r.Sealer.Open(made.ID, created.Settings.HostPIN); err != nil || plain != "73501946" {
		t.Errorf("the host PIN opens as %q, %v", plain, err)
	}
}

func TestAmbiguousAppendIsRepeated(t *testing.T) {
	inner := controltest.Memory(t)
	fails := 3
	s := &controltest.Faulty{Store: inner, After: func(stream string, _ []store.NewEvent) error {
		if strings.HasPrefix(stream, "location-") && fails > 0 {
			fails--
			return fmt.Errorf("connection lost: %w", store.ErrAmbiguous)
		}
		return nil
	}}
	made := do(t, controltest.New(t, s), keyed("k"), newLocation("Oslo"))
	if n := len(controltest.Stream(t, inner, made.Stream)); n != 1 || fails != 0 {
		t.Errorf("%d events, %d failures left", n, fails)
	}
}

func TestUnavailableIsAFailure(t *testing.T) {
	s := &controltest.Faulty{Store: controltest.Memory(t), Before: func(string, []store.NewEvent) error {
		return store.ErrUnavailable
	}}
	_, err := controltest.New(t, s).Executor.Execute(t.Context(), keyed("k"), newLocation("Oslo"))
	if _, isRefusal := domain.AsRefusals(err); !errors.Is(err, store.ErrUnavailable) || isRefusal {
		t.Errorf("error %v, want ErrUnavailable", err)
	}
}

func TestCancelledCommand(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := controltest.New(t, controltest.Memory(t)).Executor.Execute(ctx, keyed("k"), newLocation("Oslo"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// The end of a conference that is larger than one append.
func TestEndOfALargeConference(t *testing.T) {
	s := controltest.Memory(t)
	r := controltest.New(t, s)
	const people = 600
	batch := []events.Event{events.ConferenceStarted{ID: "c", NodeID: "n"}}
	for i := range people {
		batch = append(batch, events.ParticipantJoined{ConferenceID: "c", ParticipantID: fmt.Sprint(i)})
	}
	appendAll(t, s, "conference-c", batch)
	done := do(t, r, control.Envelope{Actor: ada}, conference.End{ID: "c", Reason: "node-lost"})
	evs := controltest.Stream(t, s, "conference-c")
	if want := 1 + people + people + 1; len(evs) != want || int(done.Revision) != want-1 {
		t.Fatalf("%d events, revision %d; want %d", len(evs), done.Revision, want)
	}
	if again := do(t, r, control.Envelope{Actor: ada}, conference.End{ID: "c"}); again.Changed {
		t.Errorf("ended twice: %+v", again)
	}
}
