package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	shell "github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/bursting/replay"
	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
)

// burstingDouble shows what it is told to.
type burstingDouble struct {
	mu      sync.Mutex // guards below
	status  *shell.Status
	changed chan struct{}
	refusal error // of simulations
}

func (d *burstingDouble) set(s *shell.Status) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status = s
	if d.changed != nil {
		close(d.changed)
		d.changed = nil
	}
}

func (d *burstingDouble) Status() *shell.Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.status
}

func (d *burstingDouble) Changed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.changed == nil {
		d.changed = make(chan struct{})
	}
	return d.changed
}

func (*burstingDouble) Check(context.Context, string) (shell.Check, error) {
	return shell.Check{
		Findings: []shell.Finding{{Permission: "ec2:DescribeInstances", Tried: true, Granted: true}},
		Machines: []bursting.Machine{{ID: "i-1", TagValue: "other", State: "stopped", Addresses: []string{"10.0.0.9"}}},
	}, nil
}

func (*burstingDouble) Ports() []shell.Port {
	return []shell.Port{{Protocol: "TCP", Port: "8443", Peer: "participants", Purpose: "client API"}}
}

func (d *burstingDouble) Simulate(_ context.Context, order shell.Order) (shell.Simulation, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refusal != nil {
		return shell.Simulation{}, d.refusal
	}
	return shell.Simulation{Calls: 3, Outcomes: []shell.Outcome{{Variant: order.Variants[0], Outcome: replay.Outcome{NodeTime: 90 * time.Minute}}}}, nil
}

// large is a status of so many locations and burst nodes.
func large(locations, nodes int) *shell.Status {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s := &shell.Status{
		View: bursting.View{At: at, Enabled: true}, Settings: bursting.Settings{Enabled: true, ThresholdHD: 5, MinLifetime: 50 * time.Minute},
		Locations: map[string]string{}, Nodes: map[string]shell.NodeName{}, Prices: map[string]shell.Price{"a": {PerHour: "0.50", Currency: "EUR"}},
		Forecasts: map[string][]shell.Point{},
	}
	for i := range locations {
		id := "l" + string(rune('0'+i%10)) + strings.Repeat("x", i/10)
		s.Locations[id] = "Location " + id
		s.View.Overflows = append(s.View.Overflows, bursting.LocationView{
			Location: id, Name: s.Locations[id], MaxHD: 20, FreeHD: i % 20, ThresholdHD: 5, Level: bursting.LevelApproaching, Principals: []string{id},
			Used: capacity.HD, Total: 2 * capacity.HD,
		})
	}
	for i := range nodes {
		id := "n" + string(rune('0'+i%10)) + strings.Repeat("y", i/10)
		s.View.Nodes = append(s.View.Nodes, bursting.NodeView{
			Node: id, Name: id, Location: "l0", Account: "a", State: bursting.NodeRunning, StartedAt: at.Add(-2 * time.Hour), MaxHD: 20,
			Why: bursting.WhyBusy, WhyText: "It carries 3 calls.", LastEvent: events.DeriveID(id), CanStop: true,
			Machine: &events.CloudMachine{AccountID: "a", InstanceID: "i-" + id, Address: "10.0.0.1"},
		})
	}
	s.View.Issues = []bursting.Issue{{
		Code: bursting.IssueBadCredentials, Severity: bursting.SeverityError, Subject: bursting.Subject{Kind: bursting.SubjectAccount, ID: "a", Name: "Frankfurt"},
		Text: "The cloud does not accept the key.", Remedy: "Enter another one.", Since: at,
	}}
	return s
}

const statusFields = `enabled evaluatedAt issues { code severity subjectId text remedy since }
	overflowLocations { location { id name } mediaLoadPercent maxHd availableHd thresholdHd state principals { name } forecast { at availableHd } }
	nodes { node { id name } location { name } account { name } instance { id address } state startedAt costSoFar { amount currency }
		whyCode why lastEvent { reason kind } canStart canStop earliestStopAt }`

func TestBurstingStatus(t *testing.T) {
	s := newStack(t)
	a := s.ask(s.reader, `{ burstingStatus { enabled evaluatedAt nodes { state } } }`, nil)
	if !strings.Contains(string(a.raw), `"evaluatedAt":null`) {
		t.Errorf("nobody knows yet: %s", a.raw)
	}
	status := large(1, 1)
	node := status.View.Nodes[0].Node
	s.append(events.BurstNodeStream(node), events.NodeBurstRunning{ID: node, Attempt: "1"})
	status.View.Nodes[0].LastEvent = events.DeriveID(events.BurstNodeStream(node) + "0")
	s.bursting.set(status)
	a = s.ask(s.reader, `{ burstingStatus { `+statusFields+` } }`, nil)
	for _, want := range []string{
		`"enabled":true`, `"code":"bad-credentials","severity":"ERROR","subjectId":"` + encodeID(kindCloudAccount, "a") + `"`,
		`"mediaLoadPercent":50,"maxHd":20,"availableHd":0,"thresholdHd":5,"state":"APPROACHING"`, `"state":"RUNNING"`,
		`"costSoFar":{"amount":"1.00","currency":"EUR"}`, `"lastEvent":{"reason":"The machine runs and the node takes calls.","kind":"BURST_RUNNING"}`, `"canStop":true`,
	} {
		if !strings.Contains(string(a.raw), want) {
			t.Errorf("no %s in %s", want, a.raw)
		}
	}
}

// What happened last says who wanted it: only whoever may read the history sees it.
func TestBurstingWithoutHistory(t *testing.T) {
	s := newStack(t)
	status := large(1, 1)
	node := status.View.Nodes[0].Node
	s.append(events.BurstNodeStream(node), events.NodeBurstRunning{ID: node, Attempt: "1"})
	status.View.Nodes[0].LastEvent = events.DeriveID(events.BurstNodeStream(node) + "0")
	s.bursting.set(status)
	secret := s.token("no history", "config:read", "graphql:adhoc")
	if a := s.ask(secret, `{ burstingStatus { nodes { state lastEvent { reason } } } }`, nil); !strings.Contains(string(a.raw), `{"state":"RUNNING","lastEvent":null}`) {
		t.Errorf("%s", a.raw)
	}
}

// A node whose machine runs, or is on its way, is not forgotten.
func TestNodeRemoveDuringAttempt(t *testing.T) {
	s := newStack(t)
	status := large(1, 1)
	node := status.View.Nodes[0].Node
	status.View.Nodes[0].StartedFor = &events.BurstReason{Trigger: events.BurstManual}
	s.bursting.set(status)
	remove := func(force bool) answer {
		return s.ask(s.writer, `mutation($id: ID!, $force: Boolean) { conferencingNodeRemove(input: {id: $id, force: $force}) { removedId userErrors { message } } }`,
			map[string]any{"id": encodeID(kindNode, node), "force": force})
	}
	s.append(events.NodeStream(node), events.NodeCreated{ID: node, Settings: events.NodeSettings{Name: node, Address: "10.0.0.1", CloudBursting: true}})
	if a := remove(false); !strings.Contains(string(a.raw), "stop it first") {
		t.Errorf("%s", a.raw)
	}
	if a := remove(true); !strings.Contains(string(a.raw), `"userErrors":[]`) {
		t.Errorf("%s", a.raw)
	}
}

// A change is pushed; a slow reader gets the newest alone.
func TestBurstingSubscription(t *testing.T) {
	s := newStack(t)
	s.bursting.set(large(1, 1))
	ctx := graphql.StartOperationTrace(auth.WithCall(t.Context(), auth.Call{Principal: auth.Principal{
		Kind: auth.KindToken, ID: "t", Scopes: []string{access.ScopeConfigRead, access.ScopeGraphQLAdHoc},
	}}))
	exec := newExecutor(s.deps)
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: `subscription { burstingStatus { thresholdHd nodes { state } } }`})
	if errs != nil {
		t.Fatal(errs)
	}
	stream, err := newBurstingStreams(exec, s.deps).Open(ctx, op, "")
	if err != nil || stream == nil {
		t.Fatal(stream, err)
	}
	defer stream.Close()
	if f, err := stream.Next(ctx); err != nil || !strings.Contains(string(f.Payload), `"thresholdHd":5`) {
		t.Fatal(string(f.Payload), err)
	}
	for i := range 3 {
		next := large(1, 0)
		next.Settings.ThresholdHD = 7 + i
		s.bursting.set(next)
	}
	if f, err := stream.Next(ctx); err != nil || !strings.Contains(string(f.Payload), `"thresholdHd":9`) {
		t.Fatal(string(f.Payload), err)
	}
}

func TestBurstSchedules(t *testing.T) {
	s := newStack(t)
	place := encodeID(kindLocation, s.execute("", location.Create{Patch: location.Patch{Name: domain.Some("Oslo")}}).ID)
	a := s.ask(s.writer, `mutation($in: BurstScheduleCreateInput!) { burstScheduleCreate(input: $in) {
		burstSchedule { id name nodes leadMinutes location { name } windows(count: 2) { startsAt from until } } userErrors { code field } } }`,
		map[string]any{"in": map[string]any{"name": "Mondays", "locationId": place, "cron": "0 8 * * 1", "timeZone": "Europe/Oslo", "nodes": 2}})
	var out struct {
		Data struct {
			BurstScheduleCreate struct {
				BurstSchedule struct {
					ID, Name string
					Nodes    int
					Location struct{ Name string }
					Windows  []struct{ StartsAt, From, Until time.Time }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(a.raw), &out); err != nil {
		t.Fatal(err)
	}
	got := out.Data.BurstScheduleCreate.BurstSchedule
	if got.Name != "Mondays" || got.Nodes != 2 || got.Location.Name != "Oslo" || len(got.Windows) != 2 {
		t.Fatalf("%s", a.raw)
	}
	if w := got.Windows[0]; w.From.Weekday() != time.Monday || w.From.Sub(w.StartsAt) != 10*time.Minute || w.Until.Sub(w.From) != time.Hour {
		t.Errorf("%+v", w)
	}
	a = s.ask(s.writer, `mutation($in: BurstScheduleUpdateInput!) { burstScheduleUpdate(input: $in) { burstSchedule { enabled } userErrors { code field } } }`,
		map[string]any{"in": map[string]any{"id": got.ID, "timeZone": "Oslo"}})
	if !strings.Contains(string(a.raw), `"code":"INVALID","field":["timeZone"]`) {
		t.Errorf("%s", a.raw)
	}
	s.ask(s.writer, `mutation($in: BurstSchedulesRemoveInput!) { burstSchedulesRemove(input: $in) { __typename } }`, map[string]any{"in": map[string]any{"ids": []string{got.ID}}})
	if a = s.ask(s.writer, `{ burstSchedules { totalCount } }`, nil); !strings.Contains(string(a.raw), `"totalCount":0`) {
		t.Errorf("%s", a.raw)
	}
}

// A variant that says nothing of a price has that of the accounts; an empty one
// has none.
func TestSimulateWithThePriceOfTheAccounts(t *testing.T) {
	s := newStack(t)
	s.bursting.set(large(1, 1))
	for variant, want := range map[string]string{
		`{}`:                                   `"cost":{"amount":"0.75","currency":"EUR"}`,
		`{pricePerHour: null}`:                 `"cost":{"amount":"0.75","currency":"EUR"}`,
		`{pricePerHour: ""}`:                   `"cost":null`,
		`{pricePerHour: "2", currency: "USD"}`: `"cost":{"amount":"3.00","currency":"USD"}`,
	} {
		a := s.ask(s.writer, `{ burstingSimulate(input: {from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", variants: [`+variant+`]}) { outcomes { cost { amount currency } } } }`, nil)
		if !strings.Contains(string(a.raw), want) {
			t.Errorf("%s: %s", variant, a.raw)
		}
	}
}

// Why there is no outcome is for whoever asked; what else is wrong is for the log.
func TestSimulateSaysWhyNot(t *testing.T) {
	for refusal, want := range map[error]string{
		shell.ErrSimulating:         "another simulation is under way",
		shell.ErrTooLong:            "the replay took longer than 25s",
		errors.New("no such table"): "the demand cannot be replayed now",
	} {
		s := newStack(t)
		s.bursting.refusal = refusal
		a := s.ask(s.writer, `{ burstingSimulate(input: {from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", variants: [{}]}) { calls } }`, nil)
		if text := string(a.raw); !strings.Contains(text, want) || !strings.Contains(text, "UNAVAILABLE") || strings.Contains(text, "table") {
			t.Errorf("%v: %s", refusal, text)
		}
	}
}

// Who has a key and a role needs two policies, each where it belongs.
func TestSetupHasTheRole(t *testing.T) {
	s := newStack(t)
	create := func(name, more string) string {
		a := s.ask(s.writer, `mutation { cloudAccountCreate(input: {name: "`+name+`", tagValue: "v"`+more+`}) { cloudAccount { id } userErrors { field message } } }`, nil)
		var out struct {
			Data struct {
				CloudAccountCreate struct{ CloudAccount struct{ ID string } }
			}
		}
		if err := json.Unmarshal([]byte(a.raw), &out); err != nil || out.Data.CloudAccountCreate.CloudAccount.ID == "" {
			t.Fatal(err, string(a.raw))
		}
		return out.Data.CloudAccountCreate.CloudAccount.ID
	}
	for more, want := range map[string]string{
		`, region: "eu-central-1"`: `"provider":"AWS","assumePolicy":null`,
		`, region: "eu-central-1", roleArn: "arn:aws:iam::123456789012:role/parley"`: `\"Resource\": \"arn:aws:iam::123456789012:role/parley\"`,
		`, provider: STATIC, scripts: "oslo"`:                                        `"provider":"STATIC","assumePolicy":null`,
	} {
		a := s.ask(s.writer, `{ burstingSetup(accountId: "`+create(fmt.Sprint(len(more)), more)+`") { provider assumePolicy } }`, nil)
		if !strings.Contains(string(a.raw), want) {
			t.Errorf("%s: %s", more, a.raw)
		}
	}
}

// The policies are for one region, trust by the external identifier, and are none
// of other clouds.
func TestSetupPolicies(t *testing.T) {
	text := func(p *string) string {
		if p == nil {
			return "none"
		}
		return strings.Join(strings.Fields(*p), " ")
	}
	s := events.CloudAccountSettings{Provider: events.CloudAWS, Region: "eu-central-1", TagKey: "k", TagValue: "v"}
	machines := machinePolicy(s)
	if got := text(&machines); !strings.Contains(got, `"arn:*:ec2:eu-central-1:*:instance/*"`) || strings.Contains(got, "kms") || strings.Contains(got, "Principal") {
		t.Error(got)
	}
	if got := text(diskKeyPolicy(s)); !strings.Contains(got, `"kms:CreateGrant"`) || !strings.Contains(got, `"kms:GrantIsForAWSResource": "true"`) || !strings.Contains(got, `"kms:ViaService": "ec2.eu-central-1.*"`) {
		t.Error(got)
	}
	if got := text(trustPolicy(s)); got != "none" {
		t.Error(got)
	}
	s.RoleARN = "arn:aws-cn:iam::123456789012:role/a:b"
	if got := text(trustPolicy(s)); !strings.Contains(got, `"AWS": "arn:aws-cn:iam::123456789012:root"`) || strings.Contains(got, "Resource") || strings.Contains(got, "ExternalId") {
		t.Error(got)
	}
	s.ExternalID = "x7"
	if got := text(trustPolicy(s)); !strings.Contains(got, `"sts:ExternalId": "x7"`) {
		t.Error(got)
	}
	s = events.CloudAccountSettings{Provider: events.CloudStatic, Scripts: "oslo"}
	if machinePolicy(s) != "" || diskKeyPolicy(s) != nil || trustPolicy(s) != nil {
		t.Error("policies of EC2 for scripts")
	}
}

// What is too large, or makes no sense, names the argument at fault.
func TestSimulateNamesTheArgument(t *testing.T) {
	s := newStack(t)
	ask := func(input string) answer {
		return s.ask(s.reader, `{ burstingSimulate(input: {`+input+`}) { calls outcomes { nodeHours } } }`, nil)
	}
	const week = `from: "2026-11-01T00:00:00Z", to: "2026-11-08T00:00:00Z"`
	for _, c := range []struct {
		refusal           error
		input, code, want string
	}{
		{nil, week + `, variants: [{}]`, "", `"calls":3,"outcomes":[{"nodeHours":1.5}]`},
		{nil, `from: "2026-11-08T00:00:00Z", to: "2026-11-01T00:00:00Z", variants: [{}]`, "BAD_USER_INPUT", "input.to: must be after from"},
		{nil, `from: "2026-10-01T00:00:00Z", to: "2026-11-08T00:00:00Z", variants: [{}]`, "BAD_USER_INPUT", "input.to: must be at most 31 days after from"},
		{nil, week + `, variants: []`, "BAD_USER_INPUT", "input.variants: must be from 1 to 8"},
		{nil, week + `, variants: [{}, {thresholdHd: 0}]`, "BAD_USER_INPUT", "input.variants.1.thresholdHd: must be from 1 to 1000"},
		{nil, week + `, variants: [{pricePerHour: "cheap"}]`, "BAD_USER_INPUT", "input.variants.0.pricePerHour: must be a decimal number"},
		{fmt.Errorf("read: %w", &shell.LimitError{Field: "from", Message: "there were too many calls; choose a shorter time"}), week + `, variants: [{}]`, "LIMIT_EXCEEDED", "input.from: there were too many calls; choose a shorter time"},
	} {
		s.bursting.refusal = c.refusal
		if a := ask(c.input); a.code() != c.code || !strings.Contains(a.raw, c.want) {
			t.Errorf("%s: %s", c.input, a.raw)
		}
	}
}

// The policy allows what has the account's tag, and nothing else.
func TestPolicyHasTheTag(t *testing.T) {
	text := machinePolicy(events.CloudAccountSettings{Provider: events.CloudAWS, TagKey: "parley-cloud", TagValue: `par"ley`})
	var out struct {
		Statement []struct{ Condition map[string]map[string]string }
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if out.Statement[1].Condition["StringEquals"]["ec2:ResourceTag/parley-cloud"] != `par"ley` || strings.Contains(text, "Terminate") {
		t.Error(text)
	}
}

func BenchmarkBurstingStatus(b *testing.B) {
	status := large(500, 2000)
	for b.Loop() {
		_ = modelBurstingStatus(status)
	}
}
