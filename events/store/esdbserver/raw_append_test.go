package esdbserver_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

func anyState(stream string) *streams.StreamState {
	return &streams.StreamState{StreamIdentifier: identifier(stream), ExpectedStreamRevision: &streams.StreamState_Any{Any: &wire.Empty{}}}
}

func proposed(data string) *wire.ProposedMessage {
	return &wire.ProposedMessage{
		Id:       &wire.UUID{Value: &wire.UUID_String_{String_: uuid.NewString()}},
		Metadata: map[string]string{"type": "x", "content-type": "application/json"}, Data: []byte(data),
	}
}

// appendRaw makes one append; the server may end it before all is sent.
func (c *rawClient) appendRaw(list ...*streams.AppendReq) (*streams.AppendResp, metadata.MD, error) {
	s := c.open(testContext(c.t), "Append", nil)
	for _, m := range list {
		if err := s.SendMsg(m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			c.t.Fatal(err)
		}
	}
	if err := s.CloseSend(); err != nil {
		c.t.Fatal(err)
	}
	resp := new(streams.AppendResp)
	err := s.RecvMsg(resp)
	return resp, s.Trailer(), err
}

func options(o *streams.StreamState) *streams.AppendReq {
	return &streams.AppendReq{Content: &streams.AppendReq_Options{Options: o}}
}

func message(m *wire.ProposedMessage) *streams.AppendReq {
	return &streams.AppendReq{Content: &streams.AppendReq_ProposedMessage{ProposedMessage: m}}
}

func TestInvalidAppends(t *testing.T) {
	c := raw(t, func(cfg *esdbserver.Config) { cfg.Limits.AppendBytes = 1000 })
	noType := proposed(`{}`)
	delete(noType.Metadata, "type")
	noContentType := proposed(`{}`)
	delete(noContentType.Metadata, "content-type")
	noID, badID := proposed(`{}`), proposed(`{}`)
	noID.Id = nil
	badID.Id = &wire.UUID{Value: &wire.UUID_String_{String_: "no"}}
	tombstone := proposed(`{}`)
	tombstone.Metadata["type"] = store.TombstoneType
	outOfRange := anyState("a-1")
	outOfRange.ExpectedStreamRevision = &streams.StreamState_Revision{Revision: 1 << 63}
	missing := []string{"exception", "missing-required-metadata-property", "required-metadata-properties", "type,content-type"}
	large := []string{"exception", "maximum-append-size-exceeded", "maximum-append-size", "1000"}
	for name, test := range map[string]struct {
		list     []*streams.AppendReq
		trailers []string
	}{
		"nothing":         {nil, nil},
		"event first":     {[]*streams.AppendReq{message(proposed(`{}`))}, nil},
		"options twice":   {[]*streams.AppendReq{options(anyState("a-1")), options(anyState("a-1"))}, nil},
		"no expectation":  {[]*streams.AppendReq{options(&streams.StreamState{StreamIdentifier: identifier("a-1")})}, nil},
		"no stream name":  {[]*streams.AppendReq{options(anyState(""))}, nil},
		"out of range":    {[]*streams.AppendReq{options(outOfRange)}, nil},
		"no type":         {[]*streams.AppendReq{options(anyState("a-1")), message(noType)}, missing},
		"no content type": {[]*streams.AppendReq{options(anyState("a-1")), message(noContentType)}, missing},
		"no id":           {[]*streams.AppendReq{options(anyState("a-1")), message(noID)}, nil},
		"bad id":          {[]*streams.AppendReq{options(anyState("a-1")), message(badID)}, nil},
		"tombstone":       {[]*streams.AppendReq{options(anyState("a-1")), message(tombstone)}, nil},
		"too large":       {[]*streams.AppendReq{options(anyState("a-1")), message(proposed(strings.Repeat("x", 1001)))}, large},
		"together too large": {[]*streams.AppendReq{
			options(anyState("a-1")), message(proposed(strings.Repeat("x", 600))), message(proposed(strings.Repeat("x", 600))),
		}, large},
		"metadata of metadata": {[]*streams.AppendReq{options(anyState("$$$$a")), message(proposed(`{}`))}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, md, err := c.appendRaw(test.list...)
			wantStatus(t, err, md, codes.InvalidArgument, test.trailers...)
		})
	}
	page, err := c.log.ReadAll(testContext(t), 0, store.Forwards, store.Filter{System: true}, 10)
	if err != nil || len(page.Events) != 0 {
		t.Errorf("something was written: %v, %v", page, err)
	}
}

// A wrong revision is in the answer, in the words of old and new clients.
func TestWrongExpectedAnswer(t *testing.T) {
	c := raw(t, nil)
	c.append("a-1", 3, "x")
	o := anyState("a-1")
	o.ExpectedStreamRevision = &streams.StreamState_Revision{Revision: 1}
	resp, _, err := c.appendRaw(options(o), message(proposed(`{}`)))
	w := resp.GetWrongExpectedVersion()
	if err != nil || w.GetCurrentRevision() != 2 || w.GetCurrentRevision_20_6_0() != 2 || w.GetExpectedRevision() != 1 || w.GetExpectedRevision_20_6_0() != 1 {
		t.Errorf("answer %v, %v", resp, err)
	}
	o = anyState("nothing")
	o.ExpectedStreamRevision = &streams.StreamState_StreamExists{StreamExists: &wire.Empty{}}
	resp, _, err = c.appendRaw(options(o), message(proposed(`{}`)))
	if w := resp.GetWrongExpectedVersion(); err != nil || w.GetCurrentNoStream() == nil || w.GetExpectedStreamExists() == nil {
		t.Errorf("answer %v, %v", resp, err)
	}
}

// An append of no events checks, and tells where the stream is.
func TestEmptyAppend(t *testing.T) {
	c := raw(t, nil)
	resp, _, err := c.appendRaw(options(anyState("nothing")))
	if err != nil || resp.GetSuccess().GetNoStream() == nil {
		t.Errorf("answer %v, %v", resp, err)
	}
	c.append("a-1", 3, "x")
	resp, _, err = c.appendRaw(options(anyState("a-1")))
	if err != nil || resp.GetSuccess().GetCurrentRevision() != 2 || resp.GetSuccess().GetPosition().GetCommitPosition() == 0 {
		t.Errorf("answer %v, %v", resp, err)
	}
}

// What is no JSON comes back as it went in, also metadata that looks like ours.
func TestForeignPayloads(t *testing.T) {
	c := raw(t, nil)
	for name, p := range map[string]struct{ contentType, data, meta string }{
		"bytes":               {"application/octet-stream", "\x00\xff\x80", "\x01\x02"},
		"nothing":             {"application/octet-stream", "", ""},
		"JSON as bytes":       {"application/octet-stream", `{"a":1}`, `{"b":2}`},
		"JSON":                {"application/json", `{"a": 1 }`, `{"b":2}`},
		"JSON that is none":   {"application/json", `{"a":`, ``},
		"no payload":          {"application/json", ``, ``},
		"metadata is no JSON": {"application/json", `{}`, `no`},
		"metadata like ours":  {"application/json", `"aGk="`, `{"$foreign":{"json":true}}`},
	} {
		t.Run(name, func(t *testing.T) {
			m := proposed(p.data)
			m.Metadata["content-type"], m.CustomMetadata = p.contentType, []byte(p.meta)
			stream := "f-" + uuid.NewString()
			if resp, _, err := c.appendRaw(options(anyState(stream)), message(m)); err != nil || resp.GetSuccess() == nil {
				t.Fatalf("%v, %v", resp, err)
			}
			got, _, err := c.read(readStream(stream))
			if err != nil || len(got) != 1 {
				t.Fatalf("%v, %v", got, err)
			}
			e := got[0].GetEvent().GetEvent()
			if string(e.GetData()) != p.data || string(e.GetCustomMetadata()) != p.meta || e.GetMetadata()["content-type"] != p.contentType {
				t.Errorf("got %q %q %s, want %q", e.GetData(), e.GetCustomMetadata(), e.GetMetadata(), p)
			}
		})
	}
}

// batcher is a BatchAppend call of a test.
type batcher struct {
	t *testing.T
	s grpc.ClientStream
}

func (c *rawClient) batcher() *batcher {
	return &batcher{t: c.t, s: c.open(testContext(c.t), "BatchAppend", nil)}
}

func (b *batcher) send(id byte, final bool, o *streams.BatchAppendReq_Options, list ...*wire.ProposedMessage) {
	b.t.Helper()
	req := &streams.BatchAppendReq{CorrelationId: correlation(id), Options: o, ProposedMessages: list, IsFinal: final}
	if err := b.s.SendMsg(req); err != nil {
		b.t.Fatal(err)
	}
}

func (b *batcher) receive() *streams.BatchAppendResp {
	b.t.Helper()
	resp := new(streams.BatchAppendResp)
	if err := b.s.RecvMsg(resp); err != nil {
		b.t.Fatal(err)
	}
	return resp
}

func correlation(id byte) *wire.UUID {
	return &wire.UUID{Value: &wire.UUID_String_{String_: events.ID{15: id}.String()}}
}

func batchAny(stream string) *streams.BatchAppendReq_Options {
	return &streams.BatchAppendReq_Options{
		StreamIdentifier:       identifier(stream),
		ExpectedStreamPosition: &streams.BatchAppendReq_Options_Any{Any: &wire.Empty{}},
	}
}

// Appends come in parts, interleaved, and are answered each.
func TestBatchAppend(t *testing.T) {
	c := raw(t, nil)
	b := c.batcher()
	b.send(1, false, batchAny("a-1"), proposed(`1`))
	b.send(2, false, batchAny("b-1"), proposed(`1`))
	b.send(1, false, nil, proposed(`2`), proposed(`3`))
	b.send(2, true, nil)
	if r := b.receive(); r.GetCorrelationId().GetString_() != correlation(2).GetString_() || r.GetSuccess().GetCurrentRevision() != 0 ||
		string(r.GetStreamIdentifier().GetStreamName()) != "b-1" || r.GetAny() == nil || r.GetSuccess().GetPosition().GetCommitPosition() == 0 {
		t.Errorf("answer %v", r)
	}
	b.send(1, true, nil, proposed(`4`))
	if r := b.receive(); r.GetSuccess().GetCurrentRevision() != 3 {
		t.Errorf("answer %v", r)
	}
	// The same stream again and again: in the order in which they were sent.
	for i := range byte(100) {
		b.send(10+i, true, batchAny("c-1"), proposed(`0`))
	}
	for i := range byte(100) {
		if r := b.receive(); r.GetCorrelationId().GetString_() != correlation(10+i).GetString_() || r.GetSuccess().GetCurrentRevision() != uint64(i) {
			t.Fatalf("answer %d is %v", i, r)
		}
	}
	if err := b.s.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if err := b.s.RecvMsg(new(streams.BatchAppendResp)); !errors.Is(err, io.EOF) {
		t.Errorf("the call ended with %v", err)
	}
}

// Errors of one append leave the others alone. Their details bear the
// protocol's names.
func TestBatchAppendErrors(t *testing.T) {
	c := raw(t, func(cfg *esdbserver.Config) { cfg.Limits.AppendBytes = 1000 })
	c.append("a-1", 3, "x")
	c.append("gone", 1, "x")
	if _, err := c.log.Tombstone(testContext(t), "gone", store.Any()); err != nil {
		t.Fatal(err)
	}
	wrong := batchAny("a-1")
	wrong.ExpectedStreamPosition = &streams.BatchAppendReq_Options_StreamPosition{StreamPosition: 1}
	late, lateInTime := batchAny("a-1"), batchAny("a-1")
	late.DeadlineOption = &streams.BatchAppendReq_Options_Deadline_21_10_0{Deadline_21_10_0: timestamppb.New(time.Now().Add(-time.Second))}
	asDuration := timestamppb.New(time.Now().Add(-time.Second)) // as one client does
	lateInTime.DeadlineOption = &streams.BatchAppendReq_Options_Deadline{Deadline: &durationpb.Duration{Seconds: asDuration.GetSeconds(), Nanos: asDuration.GetNanos()}}
	noExpectation := batchAny("a-1")
	noExpectation.ExpectedStreamPosition = nil
	b := c.batcher()
	for name, test := range map[string]struct {
		o      *streams.BatchAppendReq_Options
		data   string
		code   codes.Code
		detail string
	}{
		"wrong revision":          {wrong, `1`, codes.AlreadyExists, "WrongExpectedVersion"},
		"tombstoned":              {batchAny("gone"), `1`, codes.FailedPrecondition, "StreamDeleted"},
		"too large":               {batchAny("a-1"), strings.Repeat("x", 1001), codes.InvalidArgument, "MaximumAppendSizeExceeded"},
		"late":                    {late, `1`, codes.DeadlineExceeded, "Timeout"},
		"late, time for duration": {lateInTime, `1`, codes.DeadlineExceeded, "Timeout"},
		"no expectation":          {noExpectation, `1`, codes.InvalidArgument, "BadRequest"},
		"no stream":               {batchAny(""), `1`, codes.InvalidArgument, "BadRequest"},
	} {
		t.Run(name, func(t *testing.T) {
			b.send(1, true, test.o, proposed(test.data))
			e := b.receive().GetError()
			if codes.Code(e.GetCode()) != test.code || e.GetDetails().GetTypeUrl() != "type.googleapis.com/event_store.client."+test.detail { // a code
				t.Errorf("answer %v", e)
			}
		})
	}
	future := batchAny("a-1")
	inTime := timestamppb.New(time.Now().Add(10 * time.Second))
	future.DeadlineOption = &streams.BatchAppendReq_Options_Deadline{Deadline: &durationpb.Duration{Seconds: inTime.GetSeconds(), Nanos: inTime.GetNanos()}}
	b.send(1, true, future, proposed(`1`))
	if r := b.receive(); r.GetSuccess().GetCurrentRevision() != 3 {
		t.Errorf("answer %v", r)
	}
}

// A call that is no sequence of appends ends.
func TestBatchAppendWithoutOptions(t *testing.T) {
	b := raw(t, nil).batcher()
	b.send(1, true, nil, proposed(`1`))
	err := b.s.RecvMsg(new(streams.BatchAppendResp))
	wantStatus(t, err, nil, codes.InvalidArgument)
}
