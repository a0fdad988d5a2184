package auth_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parley-video/parley/graph/auth"
)

// book is a Verifier that says what it is told to.
type book struct {
	mu     sync.Mutex
	who    auth.Principal
	err    error
	asked  int
	active int
}

func (b *book) Verify(_ context.Context, _ auth.Credential, activity bool) (auth.Principal, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked++
	if activity {
		b.active++
	}
	return b.who, b.err
}

func (b *book) set(who auth.Principal, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.who, b.err = who, err
}

func TestGuard(t *testing.T) {
	reader := auth.Principal{Kind: auth.KindToken, ID: "1", Scopes: []string{"a", "b"}}
	expiring := func(in time.Duration) auth.Principal {
		p := reader
		p.ExpiresAt = time.Now().Add(in)
		return p
	}
	for name, tc := range map[string]struct {
		begin  func() auth.Principal
		then   func(b *book, g *auth.Guard)
		reason error
		after  time.Duration
	}{
		"revoked before it was watched": {
			func() auth.Principal { return reader },
			func(b *book, _ *auth.Guard) { b.set(auth.Principal{}, auth.ErrUnauthenticated) },
			auth.ErrExpired, auth.FirstCheck,
		},
		"revoked, noticed by itself": {
			func() auth.Principal { return reader },
			func(b *book, _ *auth.Guard) {
				time.AfterFunc(2*auth.FirstCheck, func() { b.set(auth.Principal{}, auth.ErrUnauthenticated) })
			},
			auth.ErrExpired, auth.FirstCheck + auth.GuardInterval,
		},
		"another reach": {
			func() auth.Principal { return reader },
			func(b *book, g *auth.Guard) {
				b.set(auth.Principal{Kind: auth.KindToken, ID: "1", Scopes: []string{"a", "b"}, EventTypes: []string{"node."}}, nil)
				g.Recheck()
			},
			auth.ErrScopesChanged, 0,
		},
		"revoked, told": {
			func() auth.Principal { return reader },
			func(b *book, g *auth.Guard) { b.set(auth.Principal{}, auth.ErrUnauthenticated); g.Recheck() },
			auth.ErrExpired, 0,
		},
		"other rights": {
			func() auth.Principal { return reader },
			func(b *book, g *auth.Guard) {
				b.set(auth.Principal{Kind: auth.KindToken, ID: "1", Scopes: []string{"a"}}, nil)
				g.Recheck()
			},
			auth.ErrScopesChanged, 0,
		},
		"expires between two checks": {
			func() auth.Principal { return expiring(time.Second) },
			func(*book, *auth.Guard) {},
			auth.ErrExpired, time.Second,
		},
		"expires while nobody answers": {
			func() auth.Principal { return expiring(time.Minute) },
			func(b *book, _ *auth.Guard) { b.set(auth.Principal{}, errors.New("down")) },
			auth.ErrExpired, time.Minute,
		},
		"nobody answers": {
			func() auth.Principal { return reader },
			func(b *book, _ *auth.Guard) { b.set(auth.Principal{}, errors.New("down")) },
			nil, 0,
		},
		"the same rights in another order": {
			func() auth.Principal { return reader },
			func(b *book, _ *auth.Guard) {
				b.set(auth.Principal{Kind: auth.KindToken, ID: "1", Scopes: []string{"b", "a", "a"}}, nil)
			},
			nil, 0,
		},
		"prolonged": {
			func() auth.Principal { return expiring(time.Minute) },
			func(b *book, _ *auth.Guard) { b.set(expiring(24*time.Hour), nil) },
			nil, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &book{}
				b.set(tc.begin(), nil)
				g := auth.NewGuard(b)
				begun := time.Now()
				ended := make(chan error, 2)
				stop := g.Watch(auth.Call{Principal: tc.begin(), Credential: auth.Credential{Token: "x"}}, func(reason error) { ended <- reason })
				tc.then(b, g)
				select {
				case reason := <-ended:
					if !errors.Is(reason, tc.reason) || tc.reason == nil {
						t.Errorf("ended by %v, want %v", reason, tc.reason)
					}
					if took := time.Since(begun); took != tc.after {
						t.Errorf("ended after %s, want %s", took, tc.after)
					}
				case <-time.After(time.Hour):
					if tc.reason != nil {
						t.Errorf("never ended, want %v", tc.reason)
					}
				}
				stop()
				b.mu.Lock()
				defer b.mu.Unlock()
				if b.active > 0 {
					t.Error("a check counted as activity")
				}
				if b.asked > int(time.Hour/auth.GuardInterval)+2 {
					t.Errorf("asked %d times in an hour", b.asked)
				}
			})
		})
	}
}

func TestGuardStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &book{err: auth.ErrUnauthenticated}
		g := auth.NewGuard(b)
		stop := g.Watch(auth.Call{}, func(error) { t.Error("ended after stop") })
		stop()
		g.Recheck()
		time.Sleep(time.Hour) // of the virtual clock
		if b.asked > 0 {
			t.Errorf("asked %d times after stop", b.asked)
		}
	})
}
