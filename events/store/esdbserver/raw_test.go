package esdbserver_test

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/esdbtest"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
	"github.com/parley-video/parley/events/store/memory"
)

const service = "/event_store.client.streams.Streams/"

// rawClient speaks to a server without an official client in between.
type rawClient struct {
	t    *testing.T
	conn *grpc.ClientConn
	log  *memory.Store
}

func raw(t *testing.T, change func(*esdbserver.Config)) *rawClient {
	t.Helper()
	log := memory.New()
	cfg := esdbtest.Config(log)
	if change != nil {
		change(&cfg)
	}
	return &rawClient{t: t, log: log, conn: dialRaw(t, esdbtest.Serve(t, cfg, "127.0.0.1:0").Addr)}
}

func dialRaw(t *testing.T, addr string) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func (c *rawClient) append(stream string, n int, typ string) {
	c.t.Helper()
	for range n {
		if _, err := c.log.Append(testContext(c.t), stream, store.Any(), storeEvent(typ)); err != nil {
			c.t.Fatal(err)
		}
	}
}

// open begins a call of which only the answers are a stream.
func (c *rawClient) open(ctx context.Context, method string, req any) grpc.ClientStream {
	c.t.Helper()
	s, err := c.conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, service+method)
	if err != nil {
		c.t.Fatal(err)
	}
	if req != nil {
		if err := s.SendMsg(req); err != nil && !errors.Is(err, io.EOF) {
			c.t.Fatal(err)
		}
		if err := s.CloseSend(); err != nil {
			c.t.Fatal(err)
		}
	}
	return s
}

// read gives all answers to a read, and its error with the trailers.
func (c *rawClient) read(o *streams.ReadReq_Options) ([]*streams.ReadResp, metadata.MD, error) {
	s := c.open(testContext(c.t), "Read", &streams.ReadReq{Options: o})
	var list []*streams.ReadResp
	for {
		m := new(streams.ReadResp)
		err := s.RecvMsg(m)
		if errors.Is(err, io.EOF) {
			return list, s.Trailer(), nil
		}
		if err != nil {
			return list, s.Trailer(), err
		}
		list = append(list, m)
	}
}

func identifier(name string) *wire.StreamIdentifier {
	return &wire.StreamIdentifier{StreamName: []byte(name)}
}

func readStream(name string) *streams.ReadReq_Options {
	return &streams.ReadReq_Options{
		StreamOption: &streams.ReadReq_Options_Stream{Stream: &streams.ReadReq_StreamOptions{
			StreamIdentifier: identifier(name), RevisionOption: &streams.ReadReq_StreamOptions_Start{Start: &wire.Empty{}},
		}},
		CountOption:  &streams.ReadReq_Options_Count{Count: 100},
		FilterOption: &streams.ReadReq_Options_NoFilter{NoFilter: &wire.Empty{}},
		UuidOption:   &wire.UUIDOption{Content: &wire.UUIDOption_Structured{Structured: &wire.Empty{}}},
	}
}

func readAll() *streams.ReadReq_Options {
	o := readStream("")
	o.StreamOption = &streams.ReadReq_Options_All{All: &streams.ReadReq_AllOptions{
		AllOption: &streams.ReadReq_AllOptions_Start{Start: &wire.Empty{}},
	}}
	return o
}

func filtered(f *wire.FilterOptions) *streams.ReadReq_Options {
	o := readAll()
	o.FilterOption = &streams.ReadReq_Options_Filter{Filter: f}
	return o
}

func byRegex(pattern string) *wire.FilterOptions {
	return &wire.FilterOptions{
		Filter: &wire.FilterOptions_EventType{EventType: &wire.FilterOptions_Expression{Regex: pattern}},
		Window: &wire.FilterOptions_Count{Count: &wire.Empty{}}, CheckpointIntervalMultiplier: 1,
	}
}

// wantStatus fails unless the error has the code and the trailers.
func wantStatus(t *testing.T, err error, md metadata.MD, code codes.Code, trailers ...string) {
	t.Helper()
	if status.Code(err) != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
	for i := 0; i < len(trailers); i += 2 {
		if got := strings.Join(md.Get(trailers[i]), ","); got != trailers[i+1] {
			t.Errorf("trailer %s is %q, want %q", trailers[i], got, trailers[i+1])
		}
	}
}

func TestInvalidReads(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 1, "x")
	long := strings.Repeat("a", 1025)
	backwardsSubscription := readAll()
	backwardsSubscription.ReadDirection = streams.ReadReq_BACKWARDS
	backwardsSubscription.CountOption = &streams.ReadReq_Options_Subscription{}
	noCount := readStream("a-1")
	noCount.CountOption = nil
	noRevision := readStream("a-1")
	noRevision.GetStream().RevisionOption = nil
	streamFilter := readStream("a-1")
	streamFilter.FilterOption = &streams.ReadReq_Options_Filter{Filter: byRegex("x")}
	manyPrefixes := byRegex("")
	manyPrefixes.GetEventType().Prefix = make([]string, 257)
	for name, o := range map[string]*streams.ReadReq_Options{
		"no options":             nil,
		"neither":                {CountOption: &streams.ReadReq_Options_Count{Count: 1}},
		"no count":               noCount,
		"no revision":            noRevision,
		"no stream name":         readStream(""),
		"control character":      readStream("a\n"),
		"stream name too long":   readStream(strings.Repeat("s", store.MaxStreamBytes+1)),
		"filter of a stream":     streamFilter,
		"lookahead":              filtered(byRegex("^(?!a)")),
		"regex too long":         filtered(byRegex(long)),
		"bad regex":              filtered(byRegex("(")),
		"empty filter":           filtered(byRegex("")),
		"filter of nothing":      filtered(&wire.FilterOptions{}),
		"too many prefixes":      filtered(manyPrefixes),
		"backwards subscription": backwardsSubscription,
	} {
		t.Run(name, func(t *testing.T) {
			_, md, err := c.read(o)
			wantStatus(t, err, md, codes.InvalidArgument)
		})
	}
}

// Ids come in the form that was asked for, and the fast encoding says what the
// generated messages understand.
func TestEventsOnTheWire(t *testing.T) {
	c := raw(t, nil)
	id, err := events.ParseID("00000000-0000-4000-8000-0000000000ff")
	if err != nil {
		t.Fatal(err)
	}
	at, err := c.log.Append(testContext(t), "a-1", store.Any(), store.NewEvent{ID: id, Type: "x", Data: []byte(`{"a":1}`), Meta: []byte(`{"m":2}`)})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []bool{false, true} {
		o := readStream("a-1")
		if text {
			o.UuidOption = &wire.UUIDOption{Content: &wire.UUIDOption_String_{String_: &wire.Empty{}}}
		}
		got, _, err := c.read(o)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d answers, %v", len(got), err)
		}
		e := got[0].GetEvent().GetEvent()
		switch s := e.GetId().GetStructured(); {
		case text && e.GetId().GetString_() != id.String():
			t.Errorf("id %v, want the text %s", e.GetId(), id)
		case !text && (s.GetMostSignificantBits() != 0x4000 || s.GetLeastSignificantBits() != -0x7fffffffffffff01):
			t.Errorf("id %v, want two numbers", e.GetId())
		}
		if string(e.GetStreamIdentifier().GetStreamName()) != "a-1" || e.GetStreamRevision() != 0 ||
			e.GetCommitPosition() != uint64(at.Position) || e.GetPreparePosition() != uint64(at.Position) ||
			got[0].GetEvent().GetCommitPosition() != uint64(at.Position) ||
			string(e.GetData()) != `{"a":1}` || string(e.GetCustomMetadata()) != `{"m":2}` || len(e.GetMetadata()) != 3 ||
			e.GetMetadata()["type"] != "x" || e.GetMetadata()["content-type"] != "application/json" || e.GetMetadata()["created"] == "" {
			t.Errorf("event %v", e)
		}
	}
}

// Where a stream ends is told to those who say that they understand it, and
// to nobody else.
func TestStreamPositions(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 5, "x")
	if _, err := c.log.Append(testContext(t), "$$a-1", store.Any(), store.NewEvent{
		ID: events.DeriveID("meta"), Type: "$metadata", Data: []byte(`{"$tb":5}`),
	}); err != nil {
		t.Fatal(err)
	}
	got, _, err := c.read(readStream("a-1"))
	if err != nil || len(got) != 0 {
		t.Errorf("an old client got %v, %v", got, err)
	}
	o := readStream("a-1")
	o.ControlOption = &streams.ReadReq_ControlOption{Compatibility: 1}
	got, _, err = c.read(o)
	if err != nil || len(got) != 2 || got[0].GetFirstStreamPosition() != 5 || got[1].GetLastStreamPosition() != 4 {
		t.Errorf("a new client got %v, %v", got, err)
	}
}

func TestPositionBeyondTheEnd(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 1, "x")
	o := readAll()
	o.GetAll().AllOption = &streams.ReadReq_AllOptions_Position{Position: &wire.Position{CommitPosition: 99, PreparePosition: 99}}
	if got, _, err := c.read(o); err != nil || len(got) != 0 {
		t.Errorf("a read got %v, %v", got, err)
	}
	o.CountOption = &streams.ReadReq_Options_Subscription{Subscription: &streams.ReadReq_SubscriptionOptions{}}
	_, md, err := c.read(o)
	wantStatus(t, err, md, codes.OutOfRange)
}

func TestFeaturesAndGossip(t *testing.T) {
	c := raw(t, func(cfg *esdbserver.Config) { cfg.Insecure = nil }) // nobody needs credentials for these
	var features wire.SupportedMethods
	if err := c.conn.Invoke(testContext(t), "/event_store.client.server_features.ServerFeatures/GetSupportedMethods", &wire.Empty{}, &features); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, m := range features.GetMethods() {
		names[m.GetServiceName()+"/"+m.GetMethodName()] = strings.Join(m.GetFeatures(), ",")
	}
	if features.GetEventStoreServerVersion() != "24.10.0" || names["event_store.client.streams.streams/batchappend"] != "deadline_duration" {
		t.Errorf("features %v", &features)
	}
	for name := range names {
		if name != strings.ToLower(name) {
			t.Errorf("%s is not lower case", name)
		}
	}
	var cluster wire.ClusterInfo
	if err := c.conn.Invoke(testContext(t), "/event_store.client.gossip.Gossip/Read", &wire.Empty{}, &cluster); err != nil {
		t.Fatal(err)
	}
	m := cluster.GetMembers()
	if len(m) != 1 || m[0].GetState() != wire.MemberInfo_LEADER || !m[0].GetIsAlive() {
		t.Fatalf("cluster %v", &cluster)
	}
	// Clients refuse an id that is no UUID by its version and variant.
	id := m[0].GetInstanceId().GetStructured()
	if id.GetMostSignificantBits()>>12&0xf != 4 || uint64(id.GetLeastSignificantBits())>>62 != 2 { // the bits count
		t.Errorf("instance id %x", id)
	}
	u, err := url.Parse("//" + c.conn.Target())
	if err != nil {
		t.Fatal(err)
	}
	if e := m[0].GetHttpEndPoint(); e.GetAddress() != "127.0.0.1" || u.Port() == "" || e.GetPort() == 0 {
		t.Errorf("endpoint %v, want %s", e, c.conn.Target())
	}
	_, md, err := c.read(readAll())
	wantStatus(t, err, md, codes.Unauthenticated)
}

func TestTrailers(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 3, "x")
	c.append("gone", 1, "x")
	if _, err := c.log.Tombstone(testContext(t), "gone", store.Any()); err != nil {
		t.Fatal(err)
	}
	unary := func(method, stream string, o *streams.StreamState) (metadata.MD, error) {
		var md metadata.MD
		o.StreamIdentifier = identifier(stream)
		err := c.conn.Invoke(testContext(t), service+method, &streams.DeleteReq{Options: o}, new(streams.Deleted), grpc.Trailer(&md))
		return md, err
	}
	at := func(r uint64) *streams.StreamState {
		return &streams.StreamState{ExpectedStreamRevision: &streams.StreamState_Revision{Revision: r}}
	}
	none := &streams.StreamState{ExpectedStreamRevision: &streams.StreamState_NoStream{NoStream: &wire.Empty{}}}
	exists := &streams.StreamState{ExpectedStreamRevision: &streams.StreamState_StreamExists{StreamExists: &wire.Empty{}}}
	for _, method := range []string{"Delete", "Tombstone"} {
		md, err := unary(method, "a-1", at(7))
		wantStatus(t, err, md, codes.FailedPrecondition, "exception", "wrong-expected-version", "stream-name", "a-1", "expected-version", "7", "actual-version", "2")
		md, err = unary(method, "a-1", none)
		wantStatus(t, err, md, codes.FailedPrecondition, "exception", "wrong-expected-version", "expected-version", "-1", "actual-version", "2")
		md, err = unary(method, "nothing", exists)
		wantStatus(t, err, md, codes.FailedPrecondition, "exception", "wrong-expected-version", "expected-version", "-4", "actual-version", "")
		md, err = unary(method, "gone", exists)
		wantStatus(t, err, md, codes.FailedPrecondition, "exception", "stream-deleted", "stream-name", "gone")
		md, err = unary(method, "a-1", &streams.StreamState{})
		wantStatus(t, err, md, codes.InvalidArgument)
	}
	_, md, err := c.read(readStream("gone"))
	wantStatus(t, err, md, codes.FailedPrecondition, "exception", "stream-deleted", "stream-name", "gone")
	got, _, err := c.read(readStream("nothing"))
	if err != nil || len(got) != 1 || string(got[0].GetStreamNotFound().GetStreamIdentifier().GetStreamName()) != "nothing" {
		t.Errorf("a stream that is not there: %v, %v", got, err)
	}
}
