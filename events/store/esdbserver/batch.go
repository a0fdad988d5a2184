package esdbserver

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/streams"
)

const (
	// Appends of one call run side by side, but those of one stream in turn.
	batchLanes = 16
	laneQueue  = 32 // appends that wait in a lane; then the client waits
	// openBatches and openBytes bound appends of which the end has not come.
	openBatches = 1024
	openBytes   = 16 << 20
)

// batch is one append of a BatchAppend call.
type batch struct {
	proposal
	correlation *wire.UUID
	options     *streams.BatchAppendReq_Options
	deadline    time.Time
	failed      error // why it will not be written; what still comes of it is dropped
}

// batcher is one BatchAppend call. The receiving goroutine owns open; each lane
// has a goroutine of its own.
type batcher struct {
	server *Server
	caller *caller
	ctx    context.Context // of the call that this is
	lanes  [batchLanes]chan *batch
	group  *errgroup.Group
	seed   maphash.Seed
	open   map[string]*batch
	bytes  int // of the open ones

	sending sync.Mutex // a stream takes one message at a time
	out     grpc.ServerStream
}

// batchAppend serves Streams.BatchAppend: appends come in parts, interleaved,
// and are answered in the order in which they are done.
func (s *Server) batchAppend(stream grpc.ServerStream) error {
	ctx, release, err := s.long(stream.Context())
	if err != nil {
		return err
	}
	defer release()
	group, running := errgroup.WithContext(ctx)
	b := &batcher{
		server: s, caller: callerFrom(ctx), ctx: running, group: group,
		seed: maphash.MakeSeed(), open: make(map[string]*batch), out: stream,
	}
	in := newInbox[streams.BatchAppendReq](s, running, stream)
	group.Go(func() error {
		defer b.closeLanes()
		return b.receive(in)
	})
	err = group.Wait()
	if ctx.Err() != nil {
		return ended(ctx)
	}
	return storeFault("", err)
}

func (b *batcher) receive(in *inbox[streams.BatchAppendReq]) error {
	for {
		req, err := in.next(b.ctx)
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := b.server.rights.refresh(b.ctx, b.caller); err != nil {
			return err
		}
		if err := b.take(req); err != nil {
			return err
		}
	}
}

// take adds a part to its append, and hands the append on when it is whole.
func (b *batcher) take(req *streams.BatchAppendReq) error {
	id, err := parseUUID(req.GetCorrelationId())
	if err != nil {
		return err
	}
	key := string(id[:])
	p := b.open[key]
	if p == nil {
		if len(b.open) >= openBatches {
			return newFault(codes.ResourceExhausted, "too many appends are open", "")
		}
		if req.GetOptions() == nil {
			return invalid("an append begins with its options")
		}
		p = b.begin(req)
		b.open[key] = p
	}
	b.bytes -= p.bytes
	if p.failed == nil && time.Now().After(p.deadline) { // says more than what is wrong with the rest
		p.failed = context.DeadlineExceeded
	}
	p.add(req.GetProposedMessages(), b.server.cfg.Limits.AppendBytes)
	b.bytes += p.bytes
	if b.bytes > openBytes {
		return newFault(codes.ResourceExhausted, "the open appends are too large", "")
	}
	if !req.GetIsFinal() {
		return nil
	}
	delete(b.open, key)
	b.bytes -= p.bytes
	if p.failed == nil {
		p.failed = p.allowed(b.caller.principal)
	}
	return b.queue(p)
}

func (b *batcher) begin(req *streams.BatchAppendReq) *batch {
	o := req.GetOptions()
	p := &batch{correlation: req.GetCorrelationId(), options: o}
	p.stream, p.failed = streamName(o.GetStreamIdentifier())
	if p.failed == nil {
		p.expected, p.failed = batchExpectation(o)
	}
	now := time.Now()
	p.deadline = now.Add(b.server.cfg.Limits.Deadline)
	if d, ok := deadlineOf(o, now); ok && d.Before(p.deadline) {
		p.deadline = d
	}
	return p
}

// add takes a part's events.
func (p *batch) add(list []*wire.ProposedMessage, limit int) {
	for i := 0; i < len(list) && p.failed == nil; i++ {
		p.failed = p.proposal.add(list[i], limit)
	}
	if p.failed != nil {
		p.events, p.bytes = nil, 0
	}
}

// deadlineOf reads the two forms of a deadline. One client puts a point in
// time into the field for a duration: nobody means forty years.
func deadlineOf(o *streams.BatchAppendReq_Options, now time.Time) (time.Time, bool) {
	const longest = 10 * 365 * 24 * 60 * 60 // seconds
	switch x := o.GetDeadlineOption().(type) {
	case *streams.BatchAppendReq_Options_Deadline_21_10_0:
		return x.Deadline_21_10_0.AsTime(), true
	case *streams.BatchAppendReq_Options_Deadline:
		if x.Deadline.GetSeconds() > longest {
			return time.Unix(x.Deadline.GetSeconds(), int64(x.Deadline.GetNanos())), true
		}
		return now.Add((&durationpb.Duration{Seconds: x.Deadline.GetSeconds(), Nanos: x.Deadline.GetNanos()}).AsDuration()), true
	default:
		return time.Time{}, false
	}
}

func batchExpectation(o *streams.BatchAppendReq_Options) (store.Expected, error) {
	switch x := o.GetExpectedStreamPosition().(type) {
	case *streams.BatchAppendReq_Options_StreamPosition:
		return at(x.StreamPosition)
	case *streams.BatchAppendReq_Options_NoStream:
		return store.NoStream(), nil
	case *streams.BatchAppendReq_Options_Any:
		return store.Any(), nil
	case *streams.BatchAppendReq_Options_StreamExists:
		return store.Exists(), nil
	default:
		return store.Expected{}, invalid("no expected revision")
	}
}

// queue puts an append into its stream's lane.
func (b *batcher) queue(p *batch) error {
	n := maphash.String(b.seed, p.stream) % batchLanes
	if b.lanes[n] == nil {
		lane := make(chan *batch, laneQueue)
		b.lanes[n] = lane
		b.group.Go(func() error { return b.work(lane) })
	}
	select {
	case b.lanes[n] <- p:
		return nil
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	}
}

func (b *batcher) closeLanes() {
	for _, lane := range b.lanes {
		if lane != nil {
			close(lane)
		}
	}
}

func (b *batcher) work(lane <-chan *batch) error {
	for p := range lane {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		answer := b.carryOut(p)
		b.sending.Lock()
		err := b.out.SendMsg(answer)
		b.sending.Unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *batcher) carryOut(p *batch) *streams.BatchAppendResp {
	answer := &streams.BatchAppendResp{CorrelationId: p.correlation, StreamIdentifier: p.options.GetStreamIdentifier()}
	switch x := p.options.GetExpectedStreamPosition().(type) {
	case *streams.BatchAppendReq_Options_StreamPosition:
		answer.ExpectedStreamPosition = &streams.BatchAppendResp_StreamPosition{StreamPosition: x.StreamPosition}
	case *streams.BatchAppendReq_Options_NoStream:
		answer.ExpectedStreamPosition = &streams.BatchAppendResp_NoStream{NoStream: empty}
	case *streams.BatchAppendReq_Options_Any:
		answer.ExpectedStreamPosition = &streams.BatchAppendResp_Any{Any: empty}
	case *streams.BatchAppendReq_Options_StreamExists:
		answer.ExpectedStreamPosition = &streams.BatchAppendResp_StreamExists{StreamExists: empty}
	}
	err := p.failed
	if err == nil {
		ctx, cancel := context.WithDeadline(b.ctx, p.deadline)
		defer cancel()
		var done *streams.Appended
		if done, err = b.server.write(ctx, &p.proposal); err == nil {
			answer.Result = &streams.BatchAppendResp_Success{Success: done}
			return answer
		}
	}
	answer.Result = &streams.BatchAppendResp_Error{Error: b.status(p, err)}
	return answer
}

// detailPrefix begins the type URLs of details: clients go by the protocol's
// names of messages.
const detailPrefix = "type.googleapis.com/event_store.client."

// status says in an answer what other calls say in trailers.
func (b *batcher) status(p *batch, err error) *wire.Status {
	var wrong *store.WrongExpected
	if errors.As(err, &wrong) {
		return detailed(codes.AlreadyExists, err.Error(), "WrongExpectedVersion", wrongDetail(p.expected, wrong))
	}
	err = storeFault(p.stream, err)
	b.server.logInternal(b.ctx, "/"+streamsName+"/BatchAppend", err)
	s := status.Convert(err)
	var f *fault
	exception := ""
	if errors.As(err, &f) && len(f.trailers) > 1 {
		exception = f.trailers[1]
	}
	switch {
	case exception == "access-denied":
		return detailed(s.Code(), s.Message(), "AccessDenied", empty)
	case exception == "stream-deleted":
		return detailed(s.Code(), s.Message(), "StreamDeleted", &wire.StreamDeleted{StreamIdentifier: p.options.GetStreamIdentifier()})
	case exception == "maximum-append-size-exceeded":
		limit := uint32(min(b.server.cfg.Limits.AppendBytes, 1<<30)) // bounded
		return detailed(s.Code(), s.Message(), "MaximumAppendSizeExceeded", &wire.MaximumAppendSizeExceeded{MaxAppendSize: limit})
	case s.Code() == codes.DeadlineExceeded:
		return detailed(s.Code(), s.Message(), "Timeout", empty)
	case s.Code() == codes.InvalidArgument:
		return detailed(s.Code(), s.Message(), "BadRequest", &wire.BadRequest{Message: s.Message()})
	default:
		return detailed(s.Code(), s.Message(), "Unknown", empty)
	}
}

func detailed(code codes.Code, message, name string, detail proto.Message) *wire.Status {
	value, err := proto.Marshal(detail)
	if err != nil {
		message = fmt.Sprintf("%s (%v)", message, err)
	}
	return &wire.Status{
		Code:    int32(code), // a small number
		Message: message, Details: &anypb.Any{TypeUrl: detailPrefix + name, Value: value},
	}
}

func wrongDetail(expected store.Expected, wrong *store.WrongExpected) *wire.WrongExpectedVersion {
	d := &wire.WrongExpectedVersion{CurrentStreamRevisionOption: &wire.WrongExpectedVersion_CurrentNoStream{CurrentNoStream: empty}}
	if wrong.Exists {
		d.CurrentStreamRevisionOption = &wire.WrongExpectedVersion_CurrentStreamRevision{CurrentStreamRevision: uint64(wrong.Actual)}
	}
	switch r, exact := expected.Revision(); {
	case exact:
		d.ExpectedStreamPositionOption = &wire.WrongExpectedVersion_ExpectedStreamPosition{ExpectedStreamPosition: uint64(r)}
	case expected.IsExists():
		d.ExpectedStreamPositionOption = &wire.WrongExpectedVersion_ExpectedStreamExists{ExpectedStreamExists: empty}
	case expected.IsNoStream():
		d.ExpectedStreamPositionOption = &wire.WrongExpectedVersion_ExpectedNoStream{ExpectedNoStream: empty}
	default:
		d.ExpectedStreamPositionOption = &wire.WrongExpectedVersion_ExpectedAny{ExpectedAny: empty}
	}
	return d
}
