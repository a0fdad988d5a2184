package esdbserver

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"google.golang.org/grpc"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

// proposal is one append as a client asks for it.
type proposal struct {
	stream   string
	expected store.Expected
	events   []store.NewEvent
	bytes    int // of payload and metadata, as the client sent them
}

// add takes one more event.
func (p *proposal) add(m *wire.ProposedMessage, limit int) error {
	p.bytes += len(m.GetData()) + len(m.GetCustomMetadata())
	if p.bytes > limit || len(p.events) >= store.MaxBatch {
		return tooLarge(limit)
	}
	typ, contentType := m.GetMetadata()[metaType], m.GetMetadata()[metaContentType]
	if typ == "" || contentType == "" {
		return missingMetadata()
	}
	id, err := parseUUID(m.GetId())
	if err != nil {
		return err
	}
	data, meta, err := wrap(m.GetData(), m.GetCustomMetadata(), contentType == contentJSON)
	if err != nil {
		return err
	}
	if len(data) > store.MaxDataBytes || len(meta) > store.MaxMetaBytes {
		return tooLarge(limit)
	}
	p.events = append(p.events, store.NewEvent{ID: id, Type: typ, Data: data, Meta: meta})
	return nil
}

// allowed says whether the principal may do it.
func (p *proposal) allowed(by *Principal) error {
	if !by.mayWriteStream(p.stream) {
		return accessDenied("stream " + p.stream)
	}
	for i := range p.events {
		if !by.mayWriteType(p.stream, p.events[i].Type) {
			return accessDenied("event type " + p.events[i].Type)
		}
	}
	return nil
}

// append serves Streams.Append: options, then events, then one answer.
func (s *Server) append(stream grpc.ServerStream) error {
	ctx, cancel := context.WithTimeout(stream.Context(), s.cfg.Limits.Deadline)
	defer cancel()
	req := new(streams.AppendReq)
	if err := stream.RecvMsg(req); err != nil {
		return receiveFault(err, "the options of the append are missing")
	}
	p, err := newProposal(req.GetOptions())
	if err != nil {
		return err
	}
	if err := p.allowed(principalFrom(ctx)); err != nil {
		return hearOut(stream, err)
	}
	for {
		req := new(streams.AppendReq)
		if err := stream.RecvMsg(req); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if req.GetProposedMessage() == nil {
			return invalid("an event is expected after the options")
		}
		if err := p.add(req.GetProposedMessage(), s.cfg.Limits.AppendBytes); err != nil {
			return hearOut(stream, err)
		}
	}
	if err := p.allowed(principalFrom(ctx)); err != nil {
		return err
	}
	done, err := s.write(ctx, p)
	var wrong *store.WrongExpected
	if errors.As(err, &wrong) {
		return stream.SendMsg(wrongAnswer(p.expected, wrong))
	} else if err != nil {
		return storeFault(p.stream, err)
	}
	return stream.SendMsg(&streams.AppendResp{Result: &streams.AppendResp_Success{Success: done}})
}

// heardOut bounds what is received of an append that is refused already.
const heardOut = 32 << 20

// hearOut receives what a client still sends, and drops it, before it is told
// of the refusal: a client that finds its call ended while it sends says that
// it could not send, and not why.
func hearOut(stream grpc.ServerStream, refusal error) error {
	for bytes := 0; bytes < heardOut; {
		req := new(streams.AppendReq)
		if err := stream.RecvMsg(req); err != nil {
			return refusal // the end, usually
		}
		m := req.GetProposedMessage()
		bytes += len(m.GetData()) + len(m.GetCustomMetadata()) + 256
	}
	return refusal
}

func receiveFault(err error, missing string) error {
	if errors.Is(err, io.EOF) {
		return invalid(missing)
	}
	return err
}

func newProposal(o *streams.StreamState) (*proposal, error) {
	if o == nil {
		return nil, invalid("the options of the append are missing")
	}
	name, err := streamName(o.GetStreamIdentifier())
	if err != nil {
		return nil, err
	}
	expected, err := expectation(o)
	if err != nil {
		return nil, err
	}
	return &proposal{stream: name, expected: expected}, nil
}

func expectation(o *streams.StreamState) (store.Expected, error) {
	switch x := o.GetExpectedStreamRevision().(type) {
	case *streams.StreamState_Revision:
		return at(x.Revision)
	case *streams.StreamState_NoStream:
		return store.NoStream(), nil
	case *streams.StreamState_Any:
		return store.Any(), nil
	case *streams.StreamState_StreamExists:
		return store.Exists(), nil
	default:
		return store.Expected{}, invalid("no expected revision")
	}
}

func at(revision uint64) (store.Expected, error) {
	if revision >= math.MaxInt64 {
		return store.Expected{}, invalid(fmt.Sprintf("expected revision %d is out of range", revision))
	}
	return store.At(events.Revision(revision)), nil
}

// wrongAnswer tells of a stream that is not as expected, in the words of old
// clients and of new ones.
func wrongAnswer(expected store.Expected, wrong *store.WrongExpected) *streams.AppendResp {
	w := &streams.AppendResp_WrongExpectedVersion{
		CurrentRevisionOption_20_6_0: &streams.AppendResp_WrongExpectedVersion_NoStream_20_6_0{NoStream_20_6_0: empty},
		CurrentRevisionOption:        &streams.AppendResp_WrongExpectedVersion_CurrentNoStream{CurrentNoStream: empty},
	}
	if wrong.Exists {
		actual := uint64(wrong.Actual)
		w.CurrentRevisionOption_20_6_0 = &streams.AppendResp_WrongExpectedVersion_CurrentRevision_20_6_0{CurrentRevision_20_6_0: actual}
		w.CurrentRevisionOption = &streams.AppendResp_WrongExpectedVersion_CurrentRevision{CurrentRevision: actual}
	}
	switch r, exact := expected.Revision(); {
	case exact:
		w.ExpectedRevisionOption_20_6_0 = &streams.AppendResp_WrongExpectedVersion_ExpectedRevision_20_6_0{ExpectedRevision_20_6_0: uint64(r)}
		w.ExpectedRevisionOption = &streams.AppendResp_WrongExpectedVersion_ExpectedRevision{ExpectedRevision: uint64(r)}
	case expected.IsExists():
		w.ExpectedRevisionOption_20_6_0 = &streams.AppendResp_WrongExpectedVersion_StreamExists_20_6_0{StreamExists_20_6_0: empty}
		w.ExpectedRevisionOption = &streams.AppendResp_WrongExpectedVersion_ExpectedStreamExists{ExpectedStreamExists: empty}
	case expected.IsNoStream():
		w.ExpectedRevisionOption = &streams.AppendResp_WrongExpectedVersion_ExpectedNoStream{ExpectedNoStream: empty}
	default:
		w.ExpectedRevisionOption_20_6_0 = &streams.AppendResp_WrongExpectedVersion_Any_20_6_0{Any_20_6_0: empty}
		w.ExpectedRevisionOption = &streams.AppendResp_WrongExpectedVersion_ExpectedAny{ExpectedAny: empty}
	}
	return &streams.AppendResp{Result: &streams.AppendResp_WrongExpectedVersion_{WrongExpectedVersion: w}}
}

// write carries an append out.
func (s *Server) write(ctx context.Context, p *proposal) (*streams.Appended, error) {
	if original, ok := originalStream(p.stream); ok {
		return s.writeMetadata(ctx, p, original)
	}
	m, err := s.metadata.of(ctx, p.stream)
	if err != nil {
		return nil, err
	}
	if m.softDeleted() {
		if err := s.revive(ctx, p); err != nil {
			return nil, err
		}
	}
	done, err := s.store(ctx, p)
	if err != nil || len(p.events) == 0 {
		return done, err
	}
	return done, s.unhide(ctx, p, done)
}

// unhide shows what was appended while somebody else deleted the stream: the
// deletion came first.
func (s *Server) unhide(ctx context.Context, p *proposal, done *streams.Appended) error {
	for {
		m, err := s.metadata.of(ctx, p.stream)
		if err != nil || !m.softDeleted() || uint64(m.position) > done.GetPosition().GetCommitPosition() {
			return err
		}
		first := events.Revision(done.GetCurrentRevision()) + 1 - events.Revision(len(p.events))
		if err := s.truncate(ctx, p.stream, first); err != nil {
			return err
		}
	}
}

func (s *Server) store(ctx context.Context, p *proposal) (*streams.Appended, error) {
	if len(p.events) == 0 {
		return s.writeNothing(ctx, p)
	}
	done, err := s.cfg.Store.Append(ctx, p.stream, p.expected, p.events...)
	if err != nil {
		return nil, err
	}
	return &streams.Appended{
		CurrentRevisionOption: &streams.Appended_CurrentRevision{CurrentRevision: uint64(done.Revision)},
		PositionOption: &streams.Appended_Position{Position: &wire.Position{
			CommitPosition: uint64(done.Position), PreparePosition: uint64(done.Position),
		}},
	}, nil
}

// writeNothing answers an append without events: it only checks.
func (s *Server) writeNothing(ctx context.Context, p *proposal) (*streams.Appended, error) {
	last, exists, err := s.head(ctx, p.stream)
	if err != nil {
		return nil, err
	}
	if err := compare(p.stream, p.expected, last.Revision, exists); err != nil {
		return nil, err
	}
	if !exists {
		return &streams.Appended{
			CurrentRevisionOption: &streams.Appended_NoStream{NoStream: empty},
			PositionOption:        &streams.Appended_NoPosition{NoPosition: empty},
		}, nil
	}
	return &streams.Appended{
		CurrentRevisionOption: &streams.Appended_CurrentRevision{CurrentRevision: uint64(last.Revision)},
		PositionOption: &streams.Appended_Position{Position: &wire.Position{
			CommitPosition: uint64(last.Position), PreparePosition: uint64(last.Position),
		}},
	}, nil
}

// compare checks an expectation without appending.
func compare(stream string, expected store.Expected, last events.Revision, exists bool) error {
	ok := true
	switch r, exact := expected.Revision(); {
	case exact:
		ok = exists && last == r
	case expected.IsNoStream():
		ok = !exists
	case expected.IsExists():
		ok = exists
	}
	if ok {
		return nil
	}
	return &store.WrongExpected{Stream: stream, Expected: expected, Actual: last, Exists: exists}
}

// revive makes a deleted stream ready for an append: what it had stays hidden,
// and the next event takes the next revision. To callers the stream is as if
// it were not there, but its numbers go on.
func (s *Server) revive(ctx context.Context, p *proposal) error {
	last, exists, err := s.head(ctx, p.stream)
	if err != nil {
		return err
	}
	if p.expected.IsExists() {
		return streamDeleted(p.stream)
	}
	if r, exact := p.expected.Revision(); exact && (!exists || r != last.Revision) {
		return s.repeated(ctx, p, last, exists)
	}
	if p.expected.IsNoStream() && exists {
		p.expected = store.At(last.Revision)
	}
	next := events.Revision(0)
	if exists {
		next = last.Revision + 1
	}
	return s.truncate(ctx, p.stream, next)
}

// repeated lets an append through that was written before the deletion, so
// that the store can say so, and refuses any other.
func (s *Server) repeated(ctx context.Context, p *proposal, last store.Event, exists bool) error {
	wrong := compare(p.stream, p.expected, last.Revision, exists)
	r, _ := p.expected.Revision()
	if len(p.events) == 0 || !exists || r >= last.Revision {
		return wrong
	}
	page, err := s.cfg.Store.ReadStream(ctx, p.stream, r+1, store.Forwards, 1)
	if err != nil {
		return err
	}
	if len(page.Events) == 0 || page.Events[0].ID != p.events[0].ID {
		return wrong
	}
	return nil
}

// truncate writes $tb into a deleted stream's metadata. Somebody else may have
// done it in between, which is as good.
func (s *Server) truncate(ctx context.Context, stream string, before events.Revision) error {
	m, err := s.metadata.read(ctx, stream)
	if err != nil {
		return err
	}
	_, err = s.setTruncateBefore(ctx, stream, &m, before)
	var wrong *store.WrongExpected
	if err != nil && !errors.As(err, &wrong) {
		return fmt.Errorf("truncate %s: %w", stream, err)
	}
	return nil
}

// setTruncateBefore changes the metadata that was read, unless it has changed.
func (s *Server) setTruncateBefore(ctx context.Context, stream string, m *streamMetadata, before events.Revision) (store.Appended, error) {
	data, err := m.withTruncateBefore(before)
	if err != nil {
		return store.Appended{}, err
	}
	expected := store.NoStream()
	if m.exists {
		expected = store.At(m.revision)
	}
	event := store.NewEvent{ID: randomID(), Type: metadataType, Data: data}
	done, err := s.cfg.Store.Append(ctx, metaPrefix+stream, expected, event)
	s.metadata.forget(stream)
	return done, err
}

// writeMetadata appends to a metadata stream. Metadata for a deleted stream
// brings the stream back, but not what it had.
func (s *Server) writeMetadata(ctx context.Context, p *proposal, original string) (*streams.Appended, error) {
	if original == "" || strings.HasPrefix(original, metaPrefix) {
		return nil, invalid("metadata has no metadata")
	}
	if err := s.checkTombstone(ctx, original, p.stream); err != nil {
		return nil, err
	}
	before, err := s.metadata.of(ctx, original)
	if err != nil {
		return nil, err
	}
	done, err := s.store(ctx, p)
	s.metadata.forget(original)
	if err != nil || !before.softDeleted() || len(p.events) == 0 {
		return done, err
	}
	last, exists, err := s.head(ctx, original)
	if err != nil {
		return nil, err
	}
	next := events.Revision(0)
	if exists {
		next = last.Revision + 1
	}
	return done, s.truncate(ctx, original, next)
}

func randomID() events.ID {
	var id events.ID
	_, _ = rand.Read(id[:]) // never fails
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}
