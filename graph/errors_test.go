package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/graph/scalar"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

func TestEveryRefusalCodeIsInTheSchema(t *testing.T) {
	for _, code := range []domain.Code{
		domain.CodeRequired, domain.CodeInvalid, domain.CodeNameTaken, domain.CodeAliasTaken, domain.CodeNotFound,
		domain.CodeConflict, domain.CodeInUse, domain.CodeNotAllowed, domain.CodeBadCredentials, domain.CodeRateLimited,
	} {
		list, err := userErrors(fmt.Errorf("wrapped: %w", domain.Refuse(code, "No.", "a", "0")))
		if err != nil || len(list) != 1 || list[0].Code != model.UserErrorCode(code) || strings.Join(list[0].Field, ".") != "a.0" {
			t.Errorf("%s: %v %v", code, list, err)
		}
	}
	if _, err := userErrors(domain.Refuse("ODD", "No.")); err == nil {
		t.Error("a code that the schema does not know was let through")
	}
	if _, err := userErrors(errors.New("disk full")); err == nil {
		t.Error("a failure was taken for a refusal")
	}
}

func TestPresenter(t *testing.T) {
	const hidden = "secret path /var/lib"
	for name, tc := range map[string]struct {
		err           error
		code          apierr.Code
		message, logs string
	}{
		"unknown":         {errors.New(hidden), apierr.Internal, hiddenMessage, "ERROR"},
		"panic":           {recoverPanic(t.Context(), hidden), apierr.Internal, hiddenMessage, "stack="},
		"ours":            {fmt.Errorf("deep: %w", apierr.BadArgument("first", "no")), apierr.BadUserInput, "first: no", ""},
		"with a cause":    {apierr.Wrap(apierr.Unavailable, errors.New(hidden), "later"), apierr.Unavailable, "later", "cause="},
		"in a list":       {gqlerror.List{apierr.New(apierr.Forbidden, "no").GraphQL()}, apierr.Forbidden, "no", ""},
		"scalar":          {fmt.Errorf("x: %w", &scalar.InputError{Message: "bad"}), apierr.BadUserInput, "bad", ""},
		"store is away":   {fmt.Errorf("%s: %w", hidden, store.ErrUnavailable), apierr.Unavailable, "try again later", "WARN"},
		"store is closed": {store.ErrClosed, apierr.Unavailable, "try again later", "WARN"},
		"parked":          {projections.ErrParked, apierr.Unavailable, "try again later", "WARN"},
		"not ready":       {projections.ErrNotReady, apierr.Unavailable, "try again later", "WARN"},
		"too slow":        {context.DeadlineExceeded, apierr.Unavailable, "try again later", "WARN"},
		"cursor":          {fmt.Errorf("page: %w", projections.ErrCursor), apierr.BadUserInput, "after: this is not a cursor of this list and order", ""},
		"gqlgen's own":    {&gqlerror.Error{Message: hidden}, apierr.Internal, hiddenMessage, "ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			p := presenter{log: slog.New(slog.NewTextHandler(&log, nil))}
			ctx := auth.WithCall(t.Context(), auth.Call{TraceID: "0af7651916cd43dd8448eb211c80319c"})
			got := p.present(ctx, graphql.ErrorOnPath(ctx, tc.err))
			if got.Extensions["code"] != string(tc.code) || got.Message != tc.message || got.Extensions["traceId"] != "0af7651916cd43dd8448eb211c80319c" {
				t.Errorf("presented %v %v", got.Message, got.Extensions)
			}
			lines := strings.Count(log.String(), "\n")
			if (tc.logs == "") != (lines == 0) || lines > 1 || !strings.Contains(log.String(), tc.logs) {
				t.Errorf("log %q", log.String())
			}
		})
	}
}

// broken is an inventory behind which something is wrong.
type broken struct {
	Inventory
	fail func() error
}

func (b broken) Location(context.Context, string) (inventory.Location, error) {
	return inventory.Location{}, b.fail()
}

func TestFailuresAreHiddenAndLoggedOnce(t *testing.T) {
	fail := func() error { return nil }
	s := newStack(t, func(d *Deps) { d.Inventory = broken{d.Inventory, func() error { return fail() }} })
	ask := func() answer {
		return s.ask(s.reader, `query { location(id: "`+encodeID(kindLocation, "x")+`") { id } viewer { name } }`, nil)
	}
	for name, f := range map[string]func() error{
		"error": func() error { return errors.New("no such table: rows_7") },
		"panic": func() error { panic("no such table: rows_7") },
	} {
		fail = f
		before := strings.Count(s.log.String(), "rows_7")
		a := ask()
		checkErrors(t, a)
		if a.code() != string(apierr.Internal) || strings.Contains(a.raw, "rows_7") || a.Data["viewer"] == nil {
			t.Errorf("%s: %s", name, a.raw)
		}
		trace := fmt.Sprint(a.Errors[0].Extensions["traceId"])
		if n := strings.Count(s.log.String(), "rows_7") - before; n != 1 || !strings.Contains(s.log.String(), trace) {
			t.Errorf("%s: logged %d times:\n%s", name, n, s.log)
		}
	}
}

// A command stands even when the read model cannot show what it did.
func TestMutationWithoutReadModel(t *testing.T) {
	s := newStack(t, func(d *Deps) {
		d.Inventory = broken{d.Inventory, func() error { return errors.New("disk on fire") }}
	})
	a := s.ask(s.writer, `mutation { locationCreate(input: {name: "Oslo"}) { location { id } position userErrors { code } } }`, nil)
	payload, _ := a.Data["locationCreate"].(map[string]any)
	if len(a.Errors) > 0 || payload["location"] != nil || payload["position"] == nil {
		t.Errorf("answer %s", a.raw)
	}
	if !strings.Contains(s.log.String(), "disk on fire") {
		t.Error("nobody was told")
	}
}

// late is a runner whose read models never get there.
type late struct{ Projections }

func (late) WaitFor(context.Context, string, events.Position) error { return context.DeadlineExceeded }

func TestMinPositionThatIsNotReached(t *testing.T) {
	s := newStack(t, func(d *Deps) { d.Projections = late{d.Projections} })
	a := s.ask(s.reader, `query { locations(minPosition: "99") { totalCount } }`, nil)
	if a.code() != string(apierr.Unavailable) || !strings.Contains(a.raw, "minPosition") {
		t.Errorf("answer %s", a.raw)
	}
	if a := s.ask(s.reader, `query { locations { totalCount } }`, nil); len(a.Errors) > 0 {
		t.Errorf("without minPosition: %s", a.raw)
	}
}

func TestConferenceControl(t *testing.T) {
	s := newStack(t)
	home, conference, participant := "11111111-1111-4111-8111-111111111111", "c1", "p1"
	s.append(events.NodeStream(home), events.NodeCreated{ID: home, Settings: events.NodeSettings{Name: "n", LocationID: "l"}})
	s.append(events.ConferenceStream(conference),
		events.ConferenceStarted{ID: conference, ServiceID: "s", NodeID: home, LocationID: "l"},
		events.ParticipantJoined{ConferenceID: conference, ParticipantID: participant, NodeID: home, LocationID: "l", Role: events.RoleGuest})
	const control = `mutation($c: ID!, $p: ID!) { participantControl(input: {conferenceId: $c, participantId: $p, action: MUTE}) { done userErrors { code field message } } }`
	ids := map[string]any{"c": encodeID(kindConference, conference), "p": encodeID(kindParticipant, participant)}

	if a := s.ask(s.writer, control, ids); !strings.Contains(a.raw, `"done":true`) {
		t.Fatalf("answer %s", a.raw)
	}
	got := s.nodes.got[0]
	if s.nodes.at[0] != home || got.Type != link.CommandMuteParticipant || got.ConferenceID != conference ||
		got.ParticipantID != participant || got.By != "writer" || got.ID == "" {
		t.Errorf("node %s was told %+v", s.nodes.at[0], got)
	}
	for name, tc := range map[string]struct {
		result link.CommandResult
		err    error
		want   string
	}{
		"ended":       {link.CommandResult{Code: "unknown-conference"}, nil, `"code":"NOT_FOUND","field":["conferenceId"]`},
		"left":        {link.CommandResult{Code: "unknown-participant"}, nil, `"code":"NOT_FOUND","field":["participantId"]`},
		"refused":     {link.CommandResult{Code: "refused", Message: "Hosts only."}, nil, `"code":"NOT_ALLOWED","field":null,"message":"Hosts only."`},
		"unreachable": {link.CommandResult{}, fmt.Errorf("command: %w", ErrNodeUnreachable), `"code":"NOT_ALLOWED"`},
		"too slow":    {link.CommandResult{}, context.DeadlineExceeded, `"code":"UNAVAILABLE"`},
		"broken":      {link.CommandResult{}, errors.New("odd"), `"code":"INTERNAL"`},
	} {
		s.nodes.answerWith(func(string, link.Command) (link.CommandResult, error) { return tc.result, tc.err })
		if a := s.ask(s.writer, control, ids); !strings.Contains(a.raw, tc.want) || strings.Contains(a.raw, `"done":true`) {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
}

// A conference on several nodes hears what any of them is told.
func TestConferenceControlGoesByAnotherNode(t *testing.T) {
	s := newStack(t)
	ids := []string{"11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"}
	for i, id := range ids {
		s.append(events.NodeStream(id), events.NodeCreated{ID: id, Settings: events.NodeSettings{Name: fmt.Sprint("n", i), LocationID: "l"}})
	}
	story := []events.Event{events.ConferenceStarted{ID: "c1", ServiceID: "s", NodeID: ids[0], LocationID: "l"}}
	for i, id := range ids {
		story = append(story, events.ParticipantJoined{ConferenceID: "c1", ParticipantID: fmt.Sprint("p", i), NodeID: id, LocationID: "l", Role: events.RoleGuest})
	}
	s.append(events.ConferenceStream("c1"), story...)
	const lock = `mutation($c: ID!) { conferenceControl(input: {conferenceId: $c, action: LOCK}) { done userErrors { code field message } } }`
	for name, tc := range map[string]struct {
		answers map[string]string // code by node; absent: unreachable
		asked   []string
		want    string
	}{
		"home":             {map[string]string{ids[0]: ""}, ids[:1], `"done":true`},
		"home unreachable": {map[string]string{ids[1]: ""}, ids[:2], `"done":true`},
		"home elsewhere":   {map[string]string{ids[0]: "unknown-conference", ids[1]: "unknown-conference", ids[2]: ""}, ids, `"done":true`},
		"refused":          {map[string]string{ids[0]: "refused"}, ids[:1], `"code":"NOT_ALLOWED"`},
		"over":             {map[string]string{ids[0]: "unknown-conference", ids[2]: "unknown-conference"}, ids, `"code":"NOT_FOUND","field":["conferenceId"]`},
		"none":             {nil, ids, `None of the conference's nodes is connected`},
	} {
		var asked, commands []string
		s.nodes.answerWith(func(node string, c link.Command) (link.CommandResult, error) {
			asked, commands = append(asked, node), append(commands, c.ID)
			code, reached := tc.answers[node]
			if !reached {
				return link.CommandResult{}, ErrNodeUnreachable
			}
			return link.CommandResult{ID: c.ID, Code: code}, nil
		})
		if a := s.ask(s.writer, lock, map[string]any{"c": encodeID(kindConference, "c1")}); !strings.Contains(a.raw, tc.want) {
			t.Errorf("%s: %s", name, a.raw)
		}
		if !slices.Equal(asked, tc.asked) || len(slices.Compact(commands)) != 1 {
			t.Errorf("%s: asked %q as %q, want %q", name, asked, commands, tc.asked)
		}
	}
}

func TestDepsAreChecked(t *testing.T) {
	_, err := New(Deps{})
	for _, name := range []string{"Commands", "Accounts", "Inventory", "Access", "LiveView", "Nodes", "Provisioning", "LogEnd", "Now", "Log"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not missed: %v", name, err)
		}
	}
}

func TestIdempotencyKeysOfCallersDoNotMeet(t *testing.T) {
	s := newStack(t)
	other := s.token("other writer", "config:write", "graphql:adhoc")
	create := func(secret, name string) string {
		return s.ask(secret, `mutation($n: String!) { locationCreate(input: {idempotencyKey: "same", name: $n}) { location { name } userErrors { code } } }`,
			map[string]any{"n": name}).raw
	}
	if got := create(s.writer, "Oslo"); !strings.Contains(got, "Oslo") {
		t.Fatal(got)
	}
	if got := create(other, "Bergen"); !strings.Contains(got, "Bergen") {
		t.Errorf("the other caller got %s", got)
	}
	if got := s.ask(s.writer, `mutation { locationCreate(input: {name: "x", idempotencyKey: "`+strings.Repeat("k", control.MaxIdempotencyKey+1)+`"}) { userErrors { code field } } }`, nil).raw; !strings.Contains(got, `["idempotencyKey"]`) {
		t.Errorf("a long key: %s", got)
	}
}
