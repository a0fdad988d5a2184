// Package esdb is the event store on an EventStoreDB or KurrentDB server, or a
// cluster of them, or another Parley's log that is served over the same
// protocol.
//
// It may import events, events/store, gRPC, and of the EventStoreDB client
// module the connection strings and the generated protocol; see
// docs/adr/0010-own-connection-to-eventstoredb.md for why not the rest. A Store
// is safe for concurrent use. Every call ends with its context or after
// Options.Timeout, whichever comes first, also while the server is away.
//
// Calls run in the goroutine of the caller. Open starts none; the first
// Subscribe starts one that follows the end of the log for all subscriptions
// (and one that watches it), which Close ends and waits for. Besides these
// there are gRPC's own, for each connection.
package esdb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Options say which server, and how patient to be with it.
type Options struct {
	// ConnectionString begins with esdb:// (one server, or a list of members
	// of a cluster) or esdb+discover:// (a name that stands for a cluster).
	// kurrentdb:// and kurrentdb+discover:// mean the same. It may hold a
	// password and is never logged.
	ConnectionString string
	// Logger is told of connections lost and found. Required.
	Logger *slog.Logger
	// Timeout bounds every call beside its context; 0 means the connection
	// string's defaultDeadline, or else 10 s.
	Timeout time.Duration
	// Watch is how often the live end is compared with the server's, so that a
	// subscription that died without a word is noticed; 0 means 15 s.
	Watch time.Duration
}

const (
	defaultTimeout = 10 * time.Second
	defaultWatch   = 15 * time.Second
)

// Store is the log on a server.
type Store struct {
	log     *slog.Logger
	timeout time.Duration
	link    *link
	live    *live
	tail    *tail
	seen    atomic.Uint64 // the highest position that was met

	root      context.Context // ends when Close begins
	cancel    context.CancelFunc
	closeOnce sync.Once
	closeErr  error
}

var (
	_ store.Store      = (*Store)(nil)
	_ store.Tombstoner = (*Store)(nil)
	_ store.Describer  = (*Store)(nil)
)

// Open connects and asks for the end of the log, so that a wrong address or
// password is found at once. It goes on trying until the context ends or
// Options.Timeout has passed; then the error is ErrUnavailable, or ErrRefused
// when the server answers but does not let us in.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Logger == nil || o.Timeout < 0 || o.Watch < 0 {
		return nil, fmt.Errorf("%w: event store without a logger, or with a negative time", store.ErrInvalid)
	}
	conf, err := parse(o.ConnectionString)
	if err != nil {
		return nil, fmt.Errorf("open event store: %w", err)
	}
	if o.Timeout == 0 {
		o.Timeout = conf.timeout
	}
	if o.Watch == 0 {
		o.Watch = defaultWatch
	}
	s := &Store{
		log: o.Logger, timeout: o.Timeout, link: newLink(conf, o.Logger),
		live: newLive(),
	}
	s.root, s.cancel = context.WithCancel(context.Background())
	s.tail = newTail(s, o.Watch)
	if _, _, err := s.end(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open event store at %s: %w", conf.where(), err), s.Close())
	}
	return s, nil
}

// Append implements store.Store. Whether an append repeats an earlier one is
// known for sure only where the stream has gone on since: Repeated may be
// false for a repeat, as the protocol does not say.
func (s *Store) Append(ctx context.Context, stream string, expected store.Expected, batch ...store.NewEvent) (store.Appended, error) {
	if err := store.CheckAppend(stream, expected, batch); err != nil {
		return store.Appended{}, err
	}
	appended, err := s.append(ctx, stream, expected, batch)
	return appended, wrap("append "+stream, err)
}

// Tombstone implements store.Tombstoner. The server does not say which
// revision the tombstone has; the answer's is store.LastRevision.
func (s *Store) Tombstone(ctx context.Context, stream string, expected store.Expected) (store.Appended, error) {
	if err := store.CheckTombstone(stream, expected); err != nil {
		return store.Appended{}, err
	}
	appended, err := s.tombstone(ctx, stream, expected)
	return appended, wrap("tombstone "+stream, err)
}

// Describe implements store.Describer: where the log ends. The rest of it the
// protocol does not tell.
func (s *Store) Describe(ctx context.Context) (store.Info, error) {
	at, created, err := s.end(ctx)
	if err != nil {
		return store.Info{}, fmt.Errorf("describe log: %w", err)
	}
	return store.Info{
		Newest: at, Updated: created,
		Events: store.Unknown, Bytes: store.Unknown, WALBytes: store.Unknown,
	}, nil
}

// wrap adds the operation to an error, but for a refusal that says it itself.
func wrap(operation string, err error) error {
	var wrong *store.WrongExpected
	if err == nil || errors.As(err, &wrong) {
		return err
	}
	return fmt.Errorf("%s: %w", operation, err)
}

// Close implements store.Store: calls under way end with ErrClosed.
func (s *Store) Close() error {
	s.closeOnce.Do(func() {
		s.cancel()
		s.tail.stop()
		s.closeErr = s.link.close()
	})
	return s.closeErr
}

// begin gives a call its bounds: its context, the time-out, and Close.
// context.Cause tells which of them ended it.
func (s *Store) begin(ctx context.Context) (bounded context.Context, end func(), err error) {
	if s.root.Err() != nil {
		return nil, nil, store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	bounded, cancelTimeout := context.WithTimeoutCause(ctx, s.timeout, errTimeout)
	bounded, cancel := context.WithCancelCause(bounded)
	stop := context.AfterFunc(s.root, func() { cancel(store.ErrClosed) })
	return bounded, func() {
		stop()
		cancel(nil)
		cancelTimeout()
	}, nil
}

func (s *Store) saw(p events.Position) {
	for {
		old := s.seen.Load()
		if uint64(p) <= old || s.seen.CompareAndSwap(old, uint64(p)) {
			return
		}
	}
}
