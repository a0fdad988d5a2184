package esdbserver_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/esdbserver/persistent"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/internal/sqldb/sqldbtest"
)

// door is a server with persistent subscriptions that can be restarted at its
// address, with the state that it had.
type door struct {
	t      *testing.T
	cfg    esdbserver.Config
	server *esdbtest.Server
}

func openDoor(t *testing.T, s store.Store, state persistent.Store) *door {
	t.Helper()
	d := &door{t: t, cfg: esdbtest.Config(s)}
	d.cfg.Persistent = state
	d.server = esdbtest.Serve(t, d.cfg, "127.0.0.1:0")
	return d
}

func (d *door) restart() {
	d.t.Helper()
	d.server.Stop()
	d.server = esdbtest.Serve(d.t, d.cfg, d.server.Addr)
}

func (d *door) dial() *esdb.Client { return dial(d.t, d.server.ConnectionString("", "")) }

// fileState is a state in a file.
func fileState(t *testing.T) persistent.Store {
	t.Helper()
	s, err := persistent.OpenSQL(t.Context(), sqldbtest.SQLite(t, filepath.Join(t.TempDir(), "state.db")))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func appendTo(t testing.TB, c *esdb.Client, stream string, n int) []esdb.EventData {
	t.Helper()
	list := newEvents("t", n)
	if _, err := c.AppendToStream(testContext(t), stream, esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, list...); err != nil {
		t.Fatal(err)
	}
	return list
}

// group is a group on a stream, or on the whole log.
type group struct {
	t      testing.TB
	client *esdb.Client
	stream string
	name   string
}

func newGroup(t testing.TB, c *esdb.Client, stream string, change func(*esdb.PersistentSubscriptionSettings)) group {
	t.Helper()
	s := esdb.SubscriptionSettingsDefault()
	if change != nil {
		change(&s)
	}
	g := group{t: t, client: c, stream: stream, name: "g"}
	err := c.CreatePersistentSubscription(testContext(t), stream, g.name, esdb.PersistentStreamSubscriptionOptions{
		Settings: &s, StartFrom: esdb.Start{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g group) subscribe(buffer uint32) *esdb.PersistentSubscription {
	g.t.Helper()
	sub, err := g.client.SubscribeToPersistentSubscription(testContext(g.t), g.stream, g.name, esdb.SubscribeToPersistentSubscriptionOptions{BufferSize: buffer})
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { _ = sub.Close() })
	return sub
}

func (g group) info() *esdb.PersistentSubscriptionInfo {
	g.t.Helper()
	i, err := g.client.GetPersistentSubscriptionInfo(testContext(g.t), g.stream, g.name, esdb.GetPersistentSubscriptionOptions{})
	if err != nil {
		g.t.Fatal(err)
	}
	return i
}

// take receives n messages, noted as revision, with "*n" for the n-th retry.
func take(t testing.TB, sub *esdb.PersistentSubscription, n int) (string, []*esdb.ResolvedEvent) {
	t.Helper()
	var notes []string
	var list []*esdb.ResolvedEvent
	for range n {
		e := sub.Recv()
		if e.EventAppeared == nil {
			t.Fatalf("after %v: %+v", notes, e.SubscriptionDropped)
		}
		note := fmt.Sprint(e.EventAppeared.Event.OriginalEvent().EventNumber)
		if e.EventAppeared.RetryCount > 0 {
			note += fmt.Sprintf("*%d", e.EventAppeared.RetryCount)
		}
		notes = append(notes, note)
		list = append(list, e.EventAppeared.Event)
	}
	return strings.Join(notes, " "), list
}

func expectTake(t testing.TB, sub *esdb.PersistentSubscription, want string) []*esdb.ResolvedEvent {
	t.Helper()
	got, list := take(t, sub, len(strings.Fields(want)))
	if got != want {
		t.Fatalf("received %q, want %q", got, want)
	}
	return list
}

func ack(t testing.TB, sub *esdb.PersistentSubscription, list ...*esdb.ResolvedEvent) {
	t.Helper()
	if err := sub.Ack(list...); err != nil {
		t.Fatal(err)
	}
}

func nack(t testing.TB, sub *esdb.PersistentSubscription, a esdb.NackAction, list ...*esdb.ResolvedEvent) {
	t.Helper()
	if err := sub.Nack("because", a, list...); err != nil {
		t.Fatal(err)
	}
}

// dropped is the status with which a subscription ends.
func dropped(t testing.TB, sub *esdb.PersistentSubscription) *status.Status {
	t.Helper()
	for {
		if e := sub.Recv(); e.SubscriptionDropped != nil {
			return status.Convert(e.SubscriptionDropped.Error)
		}
	}
}

func TestPersistentGoClientReadsAcknowledgesAndRefuses(t *testing.T) {
	d := openDoor(t, memory.New(), fileState(t))
	c := d.dial()
	want := appendTo(t, c, "integration-a", 4)
	g := newGroup(t, c, "integration-a", func(s *esdb.PersistentSubscriptionSettings) { s.MaxRetryCount = 1; s.ExtraStatistics = true })
	sub := g.subscribe(2)
	list := expectTake(t, sub, "0 1")
	for i, e := range list {
		if o := e.OriginalEvent(); o.EventID != want[i].EventID || string(o.Data) != string(want[i].Data) || o.Position.Commit == 0 {
			t.Fatalf("%+v", o)
		}
	}
	nack(t, sub, esdb.NackActionRetry, list[0])
	list[0] = expectTake(t, sub, "0*1")[0]
	nack(t, sub, esdb.NackActionUnknown, list[0]) // once too often: it is parked
	nack(t, sub, esdb.NackActionSkip, list[1])
	list = expectTake(t, sub, "2 3")
	nack(t, sub, esdb.NackActionPark, list[0])
	if i := g.info(); i.Stats.TotalInFlightMessages > 2 || len(i.Connections) != 1 || i.Connections[0].Username != "admin" ||
		len(i.Connections[0].ExtraStatistics) != 14 || *i.Stats.LastKnownEventRevision != 3 {
		t.Fatalf("%+v %+v", i.Stats, i.Connections)
	}
	nack(t, sub, esdb.NackActionStop, list[1])
	if s := dropped(t, sub); s.Code() != codes.Canceled || !strings.Contains(s.Message(), "dropped") {
		t.Fatal(s)
	}
	if i := g.info(); i.Stats.ParkedMessagesCount != 2 || len(i.Connections) != 0 {
		t.Fatalf("%+v", i.Stats)
	}
	sub = g.subscribe(10)
	ack(t, sub, expectTake(t, sub, "3*1")...)

	replay := func(stopAt int) {
		t.Helper()
		err := c.ReplayParkedMessages(testContext(t), g.stream, g.name, esdb.ReplayParkedMessagesOptions{StopAt: stopAt})
		if err != nil {
			t.Fatal(err)
		}
	}
	replay(1)
	ack(t, sub, expectTake(t, sub, "0")...)
	replay(0) // no limit
	ack(t, sub, expectTake(t, sub, "2")...)
	if i := g.info(); i.Stats.ParkedMessagesCount != 0 {
		t.Fatalf("%+v", i.Stats)
	}
}

func TestPersistentGoClientManagesGroups(t *testing.T) {
	ctx := testContext(t)
	c := openDoor(t, memory.New(), fileState(t)).dial()
	g := newGroup(t, c, "integration-a", nil)
	wantCode(t, c.CreatePersistentSubscription(ctx, g.stream, g.name, esdb.PersistentStreamSubscriptionOptions{}), esdb.ErrorCodeResourceAlreadyExists)
	wantCode(t, c.DeletePersistentSubscription(ctx, g.stream, "other", esdb.DeletePersistentSubscriptionOptions{}), esdb.ErrorCodeResourceNotFound)
	wantCode(t, c.UpdatePersistentSubscription(ctx, g.stream, "other", esdb.PersistentStreamSubscriptionOptions{}), esdb.ErrorCodeResourceNotFound)
	wantCode(t, c.ReplayParkedMessages(ctx, g.stream, "other", esdb.ReplayParkedMessagesOptions{}), esdb.ErrorCodeResourceNotFound)
	_, err := c.SubscribeToPersistentSubscription(ctx, g.stream, "other", esdb.SubscribeToPersistentSubscriptionOptions{})
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)
	_, err = c.ListPersistentSubscriptionsForStream(ctx, "integration-none", esdb.ListPersistentSubscriptionsOptions{})
	wantCode(t, err, esdb.ErrorCodeResourceNotFound)

	sub := g.subscribe(10)
	s := esdb.PersistentSubscriptionSettings{
		StartFrom: esdb.Revision(7), ResolveLinkTos: true, ExtraStatistics: true, MaxRetryCount: 3, CheckpointLowerBound: 4, CheckpointUpperBound: 5,
		MaxSubscriberCount: 1, LiveBufferSize: 60, ReadBatchSize: 7, HistoryBufferSize: 80, ConsumerStrategyName: esdb.ConsumerStrategyPinned,
		MessageTimeout: 9000, CheckpointAfter: 1500,
	}
	err = c.UpdatePersistentSubscription(ctx, g.stream, g.name, esdb.PersistentStreamSubscriptionOptions{Settings: &s, StartFrom: esdb.Revision(7)})
	if err != nil {
		t.Fatal(err)
	}
	if st := dropped(t, sub); st.Code() != codes.Canceled {
		t.Fatal(st)
	}
	if got := *g.info().Settings; got != s {
		t.Fatalf("settings %+v, want %+v", got, s)
	}
	g.subscribe(10)
	_, err = c.SubscribeToPersistentSubscription(ctx, g.stream, g.name, esdb.SubscribeToPersistentSubscriptionOptions{})
	if err == nil || !strings.Contains(err.Error(), "as many consumers") {
		t.Fatal(err)
	}

	err = c.CreatePersistentSubscriptionToAll(ctx, "all", esdb.PersistentAllSubscriptionOptions{
		StartFrom: esdb.Start{}, Filter: &esdb.SubscriptionFilter{Type: esdb.StreamFilterType, Prefixes: []string{"integration-x"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := c.ListAllPersistentSubscriptions(ctx, esdb.ListPersistentSubscriptionsOptions{})
	if err != nil || len(list) != 2 || list[0].EventSource != "$all" || list[1].EventSource != g.stream {
		t.Fatalf("%+v, %v", list, err)
	}
	bad := esdb.SubscriptionSettingsDefault()
	bad.ReadBatchSize = 0
	err = c.CreatePersistentSubscription(ctx, "integration-b", "g", esdb.PersistentStreamSubscriptionOptions{Settings: &bad})
	if status.Code(errors.Unwrap(err)) != codes.InvalidArgument || !strings.Contains(err.Error(), "read batch size") {
		t.Fatal(err)
	}
	if err := c.RestartPersistentSubscriptionSubsystem(ctx, esdb.RestartPersistentSubscriptionSubsystemOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := c.DeletePersistentSubscriptionToAll(ctx, "all", esdb.DeletePersistentSubscriptionOptions{}); err != nil {
		t.Fatal(err)
	}
}

func TestPersistentGroupOnTheWholeLogIsFiltered(t *testing.T) {
	ctx := testContext(t)
	c := openDoor(t, memory.New(), fileState(t)).dial()
	for name, filter := range map[string]*esdb.SubscriptionFilter{
		"prefix": {Type: esdb.StreamFilterType, Prefixes: []string{"integration-x"}},
		"regex":  {Type: esdb.StreamFilterType, Regex: "^integration-x.*"},
		"all":    nil,
	} {
		err := c.CreatePersistentSubscriptionToAll(ctx, name, esdb.PersistentAllSubscriptionOptions{StartFrom: esdb.Start{}, Filter: filter})
		if err != nil {
			t.Fatal(err)
		}
	}
	appendTo(t, c, "integration-x1", 2)
	appendTo(t, c, "integration-y", 2)
	appendTo(t, c, "integration-x2", 1)
	for name, want := range map[string]string{"prefix": "0 1 0", "regex": "0 1 0", "all": "0 1 0 1 0"} {
		sub, err := c.SubscribeToPersistentSubscriptionToAll(ctx, name, esdb.SubscribeToPersistentSubscriptionOptions{})
		if err != nil {
			t.Fatal(err)
		}
		list := expectTake(t, sub, want)
		ack(t, sub, list...)
		if name != "all" && list[2].OriginalEvent().StreamID != "integration-x2" {
			t.Fatalf("%+v", list[2].OriginalEvent())
		}
		_ = sub.Close()
	}
}

// TestPersistentSubscriptionSurvivesARestart: with the Go client, whose
// consumers the restart drops.
func TestPersistentSubscriptionSurvivesARestart(t *testing.T) {
	d := openDoor(t, memory.New(), fileState(t))
	c := d.dial()
	appendTo(t, c, "integration-a", 60)
	g := newGroup(t, c, "integration-a", nil)
	seen := map[uint64]int{}
	handle := func(sub *esdb.PersistentSubscription, n int) {
		_, list := take(t, sub, n)
		for _, e := range list {
			seen[e.OriginalEvent().EventNumber]++
		}
		ack(t, sub, list...)
	}
	a, b := g.subscribe(5), g.subscribe(5)
	for range 2 {
		handle(a, 5)
		handle(b, 5)
	}
	if _, list := take(t, a, 2); len(list) == 2 {
		nack(t, a, esdb.NackActionPark, list[0])
	}
	// The server has heard all of that once it answers about the group.
	for g.info().Stats.ParkedMessagesCount != 1 {
		if t.Context().Err() != nil {
			t.Fatal("nothing was parked")
		}
	}
	d.restart()
	if s := dropped(t, a); !strings.Contains(s.Message(), "shutting down") {
		t.Fatal(s)
	}
	c2 := d.dial()
	g.client = c2
	if i := g.info(); i.Stats.ParkedMessagesCount != 1 || i.Stats.LastCheckpointedEventRevision == nil {
		t.Fatalf("%+v", i.Stats)
	}
	appendTo(t, c2, "integration-a", 5)
	sub := g.subscribe(100)
	for len(seen) < 64 { // 65 events, of which one is parked
		handle(sub, 1)
	}
	if err := c2.ReplayParkedMessages(testContext(t), g.stream, g.name, esdb.ReplayParkedMessagesOptions{}); err != nil {
		t.Fatal(err)
	}
	for len(seen) < 65 {
		handle(sub, 1)
	}
}

func TestPersistentGroupSeesWhatMetadataLeaves(t *testing.T) {
	ctx := testContext(t)
	c := openDoor(t, memory.New(), fileState(t)).dial()
	appendTo(t, c, "integration-a", 10)
	meta := esdb.StreamMetadata{}
	meta.SetMaxCount(3)
	if _, err := c.SetStreamMetadata(ctx, "integration-a", esdb.AppendToStreamOptions{ExpectedRevision: esdb.Any{}}, meta); err != nil {
		t.Fatal(err)
	}
	sub := newGroup(t, c, "integration-a", nil).subscribe(10)
	ack(t, sub, expectTake(t, sub, "7 8 9")...)
	if _, err := c.DeleteStream(ctx, "integration-a", esdb.DeleteStreamOptions{ExpectedRevision: esdb.Any{}}); err != nil {
		t.Fatal(err)
	}
	appendTo(t, c, "integration-a", 1)
	expectTake(t, sub, "10")
}

func TestPersistentGroupsBelongToTheirOwner(t *testing.T) {
	cert, ca := esdbtest.Certificate(t, "localhost", "127.0.0.1")
	cfg := esdbtest.Config(memory.New())
	cfg.Insecure, cfg.Persistent = nil, persistent.NewMemory()
	cfg.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	people := map[string]esdbserver.Principal{
		"admin": {ID: "admin", Name: "admin", Admin: true, PersonalData: true},
		"one":   {ID: "one", Name: "one", Streams: []string{"integration-a", "conference-"}},
		"two":   {ID: "two", Name: "two"},
	}
	cfg.Authenticator = esdbserver.AuthenticatorFunc(func(_ context.Context, _, password string) (esdbserver.Principal, error) {
		p, ok := people[password]
		if !ok {
			return p, esdbserver.ErrUnauthenticated
		}
		return p, nil
	})
	cfg.View = func(p esdbserver.Principal, e store.Event) store.Event {
		if !p.PersonalData {
			e.Data = []byte(`{"hidden":true}`)
		}
		return e
	}
	server := esdbtest.Serve(t, cfg, "127.0.0.1:0")
	server.CAFile = ca
	ctx := testContext(t)
	admin := dial(t, server.ConnectionString("admin", "admin"))
	one, two := dial(t, server.ConnectionString("token", "one")), dial(t, server.ConnectionString("token", "two"))

	appendTo(t, admin, "integration-a", 1)
	appendTo(t, admin, "integration-b", 1)
	appendTo(t, admin, "conference-1", 1)
	all := esdb.PersistentAllSubscriptionOptions{StartFrom: esdb.Start{}}
	if err := one.CreatePersistentSubscriptionToAll(ctx, "g", all); err != nil {
		t.Fatal(err)
	}
	wantCode(t, one.CreatePersistentSubscription(ctx, "integration-b", "g", esdb.PersistentStreamSubscriptionOptions{}), esdb.ErrorCodeAccessDenied)
	wantCode(t, one.CreatePersistentSubscription(ctx, "$system", "g", esdb.PersistentStreamSubscriptionOptions{}), esdb.ErrorCodeAccessDenied)
	_, err := two.SubscribeToPersistentSubscriptionToAll(ctx, "g", esdb.SubscribeToPersistentSubscriptionOptions{})
	wantCode(t, err, esdb.ErrorCodeAccessDenied)
	wantCode(t, two.DeletePersistentSubscriptionToAll(ctx, "g", esdb.DeletePersistentSubscriptionOptions{}), esdb.ErrorCodeAccessDenied)
	changed := all
	changed.Settings = new(esdb.PersistentSubscriptionSettings)
	*changed.Settings = esdb.SubscriptionSettingsDefault()
	wantCode(t, two.UpdatePersistentSubscriptionToAll(ctx, "g", changed), esdb.ErrorCodeAccessDenied)
	wantCode(t, two.ReplayParkedMessagesToAll(ctx, "g", esdb.ReplayParkedMessagesOptions{}), esdb.ErrorCodeAccessDenied)
	wantCode(t, one.RestartPersistentSubscriptionSubsystem(ctx, esdb.RestartPersistentSubscriptionSubsystemOptions{}), esdb.ErrorCodeAccessDenied)
	for who, want := range map[*esdb.Client]int{admin: 1, one: 1, two: 0} {
		list, err := who.ListAllPersistentSubscriptions(ctx, esdb.ListPersistentSubscriptionsOptions{})
		if err != nil || len(list) != want {
			t.Fatalf("%d groups, want %d; %v", len(list), want, err)
		}
	}

	for who, data := range map[*esdb.Client]string{one: `{"hidden":true}`, admin: `{"n":0}`} {
		sub, err := who.SubscribeToPersistentSubscriptionToAll(ctx, "g", esdb.SubscribeToPersistentSubscriptionOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, list := take(t, sub, 2)
		streams := []string{list[0].OriginalEvent().StreamID, list[1].OriginalEvent().StreamID}
		slices.Sort(streams)
		if !slices.Equal(streams, []string{"conference-1", "integration-a"}) || string(list[0].OriginalEvent().Data) != data {
			t.Fatalf("%v %s", streams, list[0].OriginalEvent().Data)
		}
		_ = sub.Close()
		for { // until the server has noticed: the other one gets what this one had
			i, err := admin.GetPersistentSubscriptionInfoToAll(ctx, "g", esdb.GetPersistentSubscriptionOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if len(i.Connections) == 0 {
				break
			}
		}
	}
}

func TestServerWithoutPersistentSubscriptionsSaysSo(t *testing.T) {
	c := dial(t, esdbtest.Start(t, memory.New()))
	err := c.CreatePersistentSubscription(testContext(t), "integration-a", "g", esdb.PersistentStreamSubscriptionOptions{})
	if status.Code(errors.Unwrap(err)) != codes.Unimplemented {
		t.Fatal(err)
	}
}

// TestPersistentClosedConsumersAreNoFailures: clients come and go; that is not logged.
func TestPersistentClosedConsumersAreNoFailures(t *testing.T) {
	var log bytes.Buffer
	cfg := esdbtest.Config(memory.New())
	cfg.Persistent, cfg.Logger = persistent.NewMemory(), slog.New(slog.NewTextHandler(&log, nil))
	server := esdbtest.Serve(t, cfg, "127.0.0.1:0")
	c := dial(t, server.ConnectionString("", ""))
	g := newGroup(t, c, "integration-a", nil)
	appendTo(t, c, g.stream, 50)
	for range 20 {
		sub := g.subscribe(50)
		take(t, sub, 1)
		_ = sub.Close()
		for len(g.info().Connections) > 0 {
			if t.Context().Err() != nil {
				t.Fatal("still connected")
			}
		}
		err := c.UpdatePersistentSubscription(testContext(t), g.stream, g.name, esdb.PersistentStreamSubscriptionOptions{
			Settings: settings(), StartFrom: esdb.Start{},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	server.Stop()
	if log.Len() > 0 {
		t.Fatal(log.String())
	}
}

func settings() *esdb.PersistentSubscriptionSettings {
	s := esdb.SubscriptionSettingsDefault()
	s.MaxRetryCount = 1000
	return &s
}
