package token_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/domain/domaintest"
	"github.com/parley-video/parley/events"
)

var decider = domaintest.Decider[token.Command, token.State]{
	Initial: token.Initial, Decide: token.Decide, Evolve: token.Evolve, Claims: token.Claims,
}

func TestCreate(t *testing.T) {
	now := domaintest.Time
	reader := access.RoleScopes(access.RoleReadOnly)
	for _, c := range []struct {
		what    string
		cmd     token.Create
		want    events.TokenCreated
		refused []string
	}{
		{
			what: "sorted and once", cmd: token.Create{Name: " ci ", Scopes: []string{"liveview:read", "config:read", "liveview:read"}},
			want: events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{"config:read", "liveview:read"}, Digest: "d"},
		},
		{
			what: "with an end", cmd: token.Create{Name: "ci", Scopes: []string{"config:read"}, ExpiresAt: new(now.Add(1))},
			want: events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{"config:read"}, Digest: "d", ExpiresAt: new(now.Add(1))},
		},
		{what: "nothing", refused: []string{"REQUIRED name", "REQUIRED scopes"}},
		{what: "long name", cmd: token.Create{Name: strings.Repeat("x", 251), Scopes: []string{"config:read"}}, refused: []string{"INVALID name"}},
		{what: "unknown scope", cmd: token.Create{Name: "ci", Scopes: []string{"config:read", "root"}}, refused: []string{"INVALID scopes.1"}},
		{what: "more than the creator has", cmd: token.Create{Name: "ci", Scopes: []string{"config:write"}}, refused: []string{"NOT_ALLOWED scopes.0"}},
		{
			what: "with a reach", cmd: token.Create{Name: "ci", Scopes: []string{"events:read"}, Reach: access.Reach{Streams: []string{"node-", "conference-", "node-"}, Types: []string{"conference."}}},
			want: events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{"events:read"}, Digest: "d", EventStreams: []string{"conference-", "node-"}, EventTypes: []string{"conference."}},
		},
		{
			what: "within the creator's reach", cmd: token.Create{Name: "ci", Scopes: []string{"events:read"}, Reach: access.Reach{Streams: []string{"node-a"}, Types: []string{"x"}}, Within: access.Reach{Streams: []string{"node-", "b"}}},
			want: events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{"events:read"}, Digest: "d", EventStreams: []string{"node-a"}, EventTypes: []string{"x"}},
		},
		{
			what: "beyond the creator's reach", cmd: token.Create{Name: "ci", Scopes: []string{"events:read"}, Reach: access.Reach{Streams: []string{"node-1", "nod"}}, Within: access.Reach{Streams: []string{"node-"}, Types: []string{"node."}}},
			refused: []string{"NOT_ALLOWED eventStreams.1", "NOT_ALLOWED eventTypes"},
		},
		{
			what: "odd reach", cmd: token.Create{Name: "ci", Scopes: []string{"events:read"}, Reach: access.Reach{Streams: []string{"", strings.Repeat("x", 201), strings.Repeat("x", 200), "$ce-"}, Types: []string{strings.Repeat("x", 129), "a\nb", "\xff"}}},
			refused: []string{"INVALID eventStreams.0", "INVALID eventStreams.1", "INVALID eventStreams.3", "INVALID eventTypes.0", "INVALID eventTypes.1", "INVALID eventTypes.2"},
		},
		{
			what: "too long a reach", cmd: token.Create{Name: "ci", Scopes: []string{"events:read"}, Reach: access.Reach{Types: slices.Repeat([]string{"x"}, 51)}},
			refused: []string{"INVALID eventTypes"},
		},
		{what: "ended already", cmd: token.Create{Name: "ci", Scopes: []string{"config:read"}, ExpiresAt: new(now)}, refused: []string{"INVALID expiresAt"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			c.cmd.ID, c.cmd.Digest, c.cmd.Now, c.cmd.Allowed = "1", "d", now, reader
			out := decider.Given(t).When(c.cmd)
			if c.refused != nil {
				out.Refused(c.refused...)
				return
			}
			out.Then(c.want)
		})
	}
}

func TestRevoke(t *testing.T) {
	created := events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{"config:read"}, Digest: "d", ExpiresAt: new(domaintest.Time)}
	decider.Given(t).When(token.Revoke{ID: "1"}).Refused("NOT_FOUND id")
	c := decider.Given(t, created)
	if !c.State.Valid(domaintest.Time.Add(-time.Second)) || c.State.Valid(domaintest.Time) {
		t.Error("the token is not valid exactly until its end")
	}
	c = c.When(token.Revoke{ID: "1"}).Then(events.TokenRevoked{ID: "1"}).When(token.Revoke{ID: "1"}).Then()
	if c.State.Valid(domaintest.Time.Add(-time.Second)) {
		t.Error("a revoked token is valid")
	}
	c.When(token.Create{ID: "1"}).Refused("CONFLICT")
}

// Nobody handles a token that may do more than they may.
func TestOthersTokens(t *testing.T) {
	narrow := events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{access.ScopeEventsRead}, Digest: "d", EventStreams: []string{"node-"}}
	wide := events.TokenCreated{ID: "1", Name: "ci", Scopes: []string{access.ScopeEventsRead}, Digest: "d"}
	few, enough := domain.Some([]access.Scope{access.ScopeAccessWrite}), domain.Some([]access.Scope{access.ScopeAccessWrite, access.ScopeEventsRead})
	for _, c := range []struct {
		what  string
		given events.TokenCreated
		by    token.Caller
		may   bool
	}{
		{"the platform", wide, token.Caller{}, true},
		{"with its scopes", wide, token.Caller{Scopes: enough}, true},
		{"without one", wide, token.Caller{Scopes: few}, false},
		{"out of reach", wide, token.Caller{Scopes: enough, Within: access.Reach{Streams: []string{"node-"}}}, false},
		{"of another reach", narrow, token.Caller{Scopes: enough, Within: access.Reach{Streams: []string{"conference-"}}}, false},
		{"within reach", narrow, token.Caller{Scopes: enough, Within: access.Reach{Streams: []string{"node-"}}}, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			revoke := decider.Given(t, c.given).When(token.Revoke{ID: "1", By: c.by})
			update := decider.Given(t, c.given).When(token.Update{ID: "1", Name: domain.Some("other"), By: c.by})
			if !c.may {
				revoke.Refused("NOT_ALLOWED id")
				update.Refused("NOT_ALLOWED id")
				return
			}
			revoke.Then(events.TokenRevoked{ID: "1"})
			update.Then(events.TokenUpdated{ID: "1", Name: "other"})
		})
	}
}
