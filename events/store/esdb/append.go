package esdb

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/EventStore/EventStore-Client-Go/v4/protos/shared"
	"github.com/EventStore/EventStore-Client-Go/v4/protos/streams"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// append tries until the outcome is certain. An attempt that ends in doubt is
// repeated unchanged where a repeat cannot write twice, which is where the
// expected revision is exact; elsewhere the caller is told of the doubt.
func (s *Store) append(ctx context.Context, stream string, expected store.Expected, batch []store.NewEvent) (store.Appended, error) {
	ctx, end, err := s.begin(ctx)
	if err != nil {
		return store.Appended{}, err
	}
	defer end()
	_, at := expected.Revision()
	exact := at || expected.IsNoStream()
	doubt := false
	var last error
	for pause := newPause(); ; {
		var a attempt
		f := s.once(ctx, func(ctx context.Context, n *node) *failure {
			a = attempt{stream: stream, expected: expected, batch: batch}
			return a.run(ctx, n)
		})
		doubt = doubt || f != nil && a.sent && f.kind == transient
		switch {
		case f == nil && a.wrong != nil:
			appended, err := s.settle(ctx, a, doubt)
			return appended, inDoubt(doubt, err)
		case f == nil:
			s.saw(a.appended.Position)
			return a.appended, nil
		case f.kind == deleted:
			return store.Appended{}, inDoubt(doubt, f.err)
		case cause(ctx) != nil:
			return store.Appended{}, inDoubt(doubt, because(cause(ctx), last))
		case f.kind == refused, f.kind == conflict, doubt && !exact:
			return store.Appended{}, inDoubt(doubt, f.err)
		}
		last = f.err
		if err := pause.wait(ctx); err != nil {
			return store.Appended{}, inDoubt(doubt, because(err, last))
		}
	}
}

// inDoubt marks an error of an append that may have been written.
func inDoubt(doubt bool, err error) error {
	var wrong *store.WrongExpected
	if !doubt || err == nil || errors.As(err, &wrong) {
		return err
	}
	return fmt.Errorf("%w: %w", store.ErrAmbiguous, err)
}

// settle looks whether what is not as expected is so because the batch stands
// there already. It does not leave that to the server alone, whose memory of
// event ids is bounded.
func (s *Store) settle(ctx context.Context, a attempt, doubt bool) (store.Appended, error) {
	first, exact := a.first()
	last := first + events.Revision(len(a.batch)) - 1
	if exact && a.wrong.Exists && last <= a.wrong.Actual {
		page, err := s.readPage(ctx, a.stream, first, store.Forwards, len(a.batch))
		switch {
		case errors.Is(err, store.ErrNotFound): // truncated: nothing to compare with
		case err != nil:
			return store.Appended{}, err
		case same(page.Events, a.batch, first):
			e := page.Events[len(page.Events)-1]
			// What only our own attempt wrote is not a repeat.
			return store.Appended{Revision: e.Revision, Position: e.Position, Repeated: !doubt}, nil
		}
	}
	return store.Appended{}, a.wrong
}

func same(list []store.Event, batch []store.NewEvent, first events.Revision) bool {
	if len(list) != len(batch) {
		return false
	}
	for i := range list {
		if list[i].ID != batch[i].ID || list[i].Revision != first+events.Revision(i) { // an index
			return false
		}
	}
	return true
}

// attempt is one try of an append.
type attempt struct {
	stream   string
	expected store.Expected
	batch    []store.NewEvent

	sent     bool // all of it was sent: from here on it may be written
	appended store.Appended
	wrong    *store.WrongExpected
}

// first is the revision of the batch's first event, where the expectation says.
func (a *attempt) first() (events.Revision, bool) {
	if r, ok := a.expected.Revision(); ok {
		return r + 1, true
	}
	return 0, a.expected.IsNoStream()
}

func (a *attempt) run(ctx context.Context, n *node) *failure {
	ctx, cancel := context.WithCancel(ctx) // ends the call on the server when we leave early
	defer cancel()
	var trailer metadata.MD
	fail := func(err error) *failure {
		f := judge(err, trailer)
		return &f
	}
	call, err := n.streams.Append(ctx, grpc.Trailer(&trailer))
	if err != nil {
		return fail(err)
	}
	err = call.Send(appendHeader(a.stream, a.expected))
	for i := 0; err == nil && i < len(a.batch); i++ {
		err = call.Send(&streams.AppendReq{Content: &streams.AppendReq_ProposedMessage_{ProposedMessage: proposed(&a.batch[i])}})
	}
	if err != nil && !errors.Is(err, io.EOF) { // EOF: the server has answered already
		return fail(err)
	}
	a.sent = true
	response, err := call.CloseAndRecv()
	if err != nil {
		return fail(err)
	}
	return a.read(response)
}

func (a *attempt) read(response *streams.AppendResp) *failure {
	if wrong := response.GetWrongExpectedVersion(); wrong != nil {
		a.wrong = &store.WrongExpected{Stream: a.stream, Expected: a.expected}
		if r, ok := wrong.GetCurrentRevisionOption().(*streams.AppendResp_WrongExpectedVersion_CurrentRevision); ok {
			a.wrong.Actual, a.wrong.Exists = events.Revision(r.CurrentRevision), true
		}
		return nil
	}
	success := response.GetSuccess()
	revision, ok := success.GetCurrentRevisionOption().(*streams.AppendResp_Success_CurrentRevision)
	position := success.GetPosition()
	if !ok || position == nil {
		// An old server that knows the batch but not where: it is compared.
		first, exact := a.first()
		if exact {
			a.wrong = &store.WrongExpected{Stream: a.stream, Expected: a.expected, Exists: true, Actual: first + events.Revision(len(a.batch)) - 1}
			return nil
		}
		return &failure{kind: transient, err: fmt.Errorf("%w: the server does not say where it wrote", store.ErrUnavailable)}
	}
	a.appended = store.Appended{Revision: events.Revision(revision.CurrentRevision), Position: events.Position(position.GetCommitPosition())}
	return nil
}

func appendHeader(stream string, expected store.Expected) *streams.AppendReq {
	o := &streams.AppendReq_Options{StreamIdentifier: identifier(stream)}
	switch revision, exact := expected.Revision(); {
	case exact:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Revision{Revision: uint64(revision)}
	case expected.IsNoStream():
		o.ExpectedStreamRevision = &streams.AppendReq_Options_NoStream{NoStream: &shared.Empty{}}
	case expected.IsExists():
		o.ExpectedStreamRevision = &streams.AppendReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.AppendReq_Options_Any{Any: &shared.Empty{}}
	}
	return &streams.AppendReq{Content: &streams.AppendReq_Options_{Options: o}}
}

func identifier(stream string) *shared.StreamIdentifier {
	return &shared.StreamIdentifier{StreamName: []byte(stream)}
}

func proposed(e *store.NewEvent) *streams.AppendReq_ProposedMessage {
	return &streams.AppendReq_ProposedMessage{
		Id: &shared.UUID{Value: &shared.UUID_Structured_{Structured: &shared.UUID_Structured{
			MostSignificantBits:  int64(binary.BigEndian.Uint64(e.ID[:8])), // the bits as they are
			LeastSignificantBits: int64(binary.BigEndian.Uint64(e.ID[8:])), // the bits as they are
		}}},
		Metadata:       map[string]string{metaType: e.Type, metaContentType: "application/json"},
		Data:           e.Data,
		CustomMetadata: e.Meta,
	}
}

// tombstone is tried again only as long as it certainly was not done: the
// server tells a second one merely that the stream has ended.
func (s *Store) tombstone(ctx context.Context, stream string, expected store.Expected) (store.Appended, error) {
	ctx, end, err := s.begin(ctx)
	if err != nil {
		return store.Appended{}, err
	}
	defer end()
	var last error
	for pause := newPause(); ; {
		var appended store.Appended
		began := false
		f := s.once(ctx, func(ctx context.Context, n *node) *failure {
			began = true
			var trailer metadata.MD
			response, err := n.streams.Tombstone(ctx, tombstoneRequest(stream, expected), grpc.Trailer(&trailer))
			if err != nil {
				f := judge(err, trailer)
				return &f
			}
			appended = store.Appended{Revision: store.LastRevision, Position: events.Position(response.GetPosition().GetCommitPosition())}
			return nil
		})
		switch {
		case f == nil:
			s.saw(appended.Position)
			return appended, nil
		case f.kind == conflict:
			return store.Appended{}, s.conflicted(ctx, stream, expected, f)
		case began && f.kind == transient:
			if err := cause(ctx); err != nil {
				return store.Appended{}, inDoubt(true, err)
			}
			return store.Appended{}, inDoubt(true, f.err)
		case cause(ctx) != nil:
			return store.Appended{}, because(cause(ctx), last)
		case f.kind != moved && f.kind != transient:
			return store.Appended{}, f.err
		}
		last = f.err
		if err := pause.wait(ctx); err != nil {
			return store.Appended{}, because(err, last)
		}
	}
}

// conflicted says how a stream is that is not as expected.
func (s *Store) conflicted(ctx context.Context, stream string, expected store.Expected, f *failure) error {
	wrong := &store.WrongExpected{Stream: stream, Expected: expected}
	if n, err := strconv.ParseInt(f.actual, 10, 64); err == nil {
		if n >= 0 {
			wrong.Actual, wrong.Exists = events.Revision(n), true
		}
		return wrong
	}
	page, err := s.readPage(ctx, stream, store.LastRevision, store.Backwards, 1)
	switch {
	case errors.Is(err, store.ErrNotFound):
	case err != nil:
		return err
	case len(page.Events) > 0:
		wrong.Actual, wrong.Exists = page.Events[0].Revision, true
	}
	return wrong
}

func tombstoneRequest(stream string, expected store.Expected) *streams.TombstoneReq {
	o := &streams.TombstoneReq_Options{StreamIdentifier: identifier(stream)}
	switch revision, exact := expected.Revision(); {
	case exact:
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Revision{Revision: uint64(revision)}
	case expected.IsNoStream():
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_NoStream{NoStream: &shared.Empty{}}
	case expected.IsExists():
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_StreamExists{StreamExists: &shared.Empty{}}
	default:
		o.ExpectedStreamRevision = &streams.TombstoneReq_Options_Any{Any: &shared.Empty{}}
	}
	return &streams.TombstoneReq{Options: o}
}
