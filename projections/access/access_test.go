package access_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/projectiontest"
)

type feed struct {
	t *testing.T
	*access.Access
	position events.Position
}

func newFeed(t *testing.T) *feed { return &feed{t: t, Access: access.New()} }

func (f *feed) add(list ...events.Event) {
	f.t.Helper()
	for _, e := range list {
		f.position++
		at := projectiontest.Epoch.Add(time.Duration(f.position) * time.Minute)
		r := events.Recorded{Position: f.position, Revision: events.Revision(f.position), Type: e.EventType(), Event: e, Meta: events.Metadata{Time: at}}
		if _, err := f.Commit(context.Background(), projections.Batch{Events: []events.Recorded{r}, Through: f.position}); err != nil {
			f.t.Fatal(err)
		}
	}
}

var ada = events.AdministratorCreated{ID: "a", Username: "Ada", Role: "read-write", PasswordHash: "sealed"}

func signIn(id, session string) events.AdministratorSignedIn {
	return events.AdministratorSignedIn{ID: id, SessionID: session, ExpiresAt: projectiontest.Epoch.Add(8 * time.Hour)}
}

func TestSessionsEnd(t *testing.T) {
	for name, ends := range map[string][]events.Event{
		"sign-out":       {events.AdministratorSignedOut{ID: "a", SessionID: "s1"}},
		"password":       {events.AdministratorPasswordChanged{ID: "a", PasswordHash: "other"}},
		"removal":        {events.AdministratorRemoved{ID: "a"}},
		"disabling":      {events.AdministratorUpdated{ID: "a", Role: "read-write"}},
		"and comes back": {events.AdministratorUpdated{ID: "a"}, events.AdministratorUpdated{ID: "a", Enabled: true}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFeed(t)
			f.add(ada, signIn("a", "s1"))
			s, err := f.Session(t.Context(), "a", "s1")
			if err != nil || s.Account.ID != "a" || !s.ValidAt(projectiontest.Epoch) || s.ValidAt(s.ExpiresAt) {
				t.Fatalf("%+v, %v", s, err)
			}
			changed := f.Changed()
			f.add(ends...)
			if _, err := f.Session(t.Context(), "a", "s1"); !errors.Is(err, projections.ErrNotFound) {
				t.Errorf("session after its end: %v", err)
			}
			select {
			case <-changed:
			default:
				t.Error("open streams are not told")
			}
		})
	}
}

func TestSessionsOutliveWhatDoesNotConcernThem(t *testing.T) {
	f := newFeed(t)
	f.add(ada, events.AdministratorCreated{ID: "b", Username: "bob"}, signIn("a", "s1"), signIn("a", "s2"), signIn("b", "s3"),
		events.AdministratorSignedOut{ID: "a", SessionID: "s2"}, events.AdministratorUpdated{ID: "a", Role: "read-only", Enabled: true},
		events.AdministratorRemoved{ID: "b"}, events.AdministratorSignedOut{ID: "a", SessionID: "s3"})
	s, err := f.Session(t.Context(), "a", "s1")
	if a := s.Account; err != nil || a.Role != "read-only" || a.LastSignInAt == nil {
		t.Errorf("%+v, %v", a, err)
	}
	// A sign-in long after drops the sessions that have expired unseen.
	late := signIn("a", "s9")
	f.position += 60 * 24
	late.ExpiresAt = late.ExpiresAt.Add(48 * time.Hour)
	f.add(late)
	if _, err := f.Session(t.Context(), "a", "s1"); !errors.Is(err, projections.ErrNotFound) {
		t.Errorf("expired session is kept: %v", err)
	}
}

func TestTokens(t *testing.T) {
	f := newFeed(t)
	expires := projectiontest.Epoch.Add(time.Hour)
	f.add(events.TokenCreated{ID: "t", Name: "ci", Scopes: []string{"config:read"}, Digest: "d1", ExpiresAt: &expires})
	token, err := f.Token(t.Context(), "t")
	if err != nil || token.ID != "t" || !token.ValidAt(projectiontest.Epoch) || token.ValidAt(expires) {
		t.Errorf("%+v, %v", token, err)
	}
	f.add(events.TokenRevoked{ID: "t"})
	if token, err := f.Token(t.Context(), "t"); err != nil || !token.Revoked || token.ValidAt(projectiontest.Epoch) {
		t.Errorf("%+v, %v", token, err)
	}
}

func TestPages(t *testing.T) {
	f := newFeed(t)
	for i := range 5 {
		f.add(events.AdministratorCreated{ID: fmt.Sprint("a", i), Username: fmt.Sprintf("u%d", 9-i)})
		f.add(events.TokenCreated{ID: fmt.Sprint("t", i), Name: "same", Digest: fmt.Sprint(i)})
	}
	var names []string
	after := ""
	for {
		p, err := f.Administrators(t.Context(), access.AdministratorQuery{First: 2, After: after})
		if err != nil || p.TotalCount != 5 {
			t.Fatal(p.TotalCount, err)
		}
		for _, a := range p.Nodes() {
			names = append(names, a.Username)
		}
		if !p.HasNextPage {
			break
		}
		after = *p.EndCursor()
	}
	if got := fmt.Sprint(names); got != "[u5 u6 u7 u8 u9]" {
		t.Error(got)
	}
	p, err := f.Tokens(t.Context(), access.TokenQuery{First: 3})
	if err != nil || !p.HasNextPage {
		t.Fatal(p, err)
	}
	if p, err = f.Tokens(t.Context(), access.TokenQuery{First: 3, After: *p.EndCursor()}); err != nil || len(p.Edges) != 2 || p.Edges[0].Node.ID != "t3" || p.HasNextPage {
		t.Errorf("second page %+v, %v", p, err)
	}
	if _, err := f.Tokens(t.Context(), access.TokenQuery{First: 3, After: after}); !errors.Is(err, projections.ErrCursor) {
		t.Errorf("cursor of another list: %v", err)
	}
	for _, first := range []int{-1, projections.MaxPage + 1} {
		if _, err := f.Tokens(t.Context(), access.TokenQuery{First: first}); !errors.Is(err, projections.ErrPageSize) {
			t.Errorf("first %d: %v", first, err)
		}
	}
}
