// Package cluster is what several Management Nodes of one deployment agree on:
// who of them is there, which of them holds a lease, and messages between them.
//
// A Cluster is either Shared, over a PostgreSQL database that all of them use,
// or Alone, for the one Management Node of an embedded deployment. Both keep
// the same promises, which clustertest holds them to, so that nobody above has
// to know which it is:
//
//   - Of everything that is done under a lease at most one process does it at
//     a time. The work's context ends before another process can take the
//     lease over, measured on this machine's monotonic clock; and Lease.Check
//     refuses, in the transaction itself, what a process tries that was stopped
//     for so long that it has not noticed.
//   - Every holder has a greater epoch than those before it.
//   - A process that dies loses its leases within TTL.
//
// Lease.Check is the only fence. Work that appends to the event log is safe
// without it as long as it decides on what the log says and appends with the
// expected revision, as all commands do: done twice it does nothing.
//
// It imports internal/sqldb and the standard library. All methods are safe for
// concurrent use; Run owns the goroutines of a Cluster, Hold those of a lease.
package cluster

import (
	"context"
	"errors"
	"time"

	"github.com/parley-video/parley/internal/sqldb"
)

// ErrLost says that the lease is not this process's any more. It is the cause
// of the context of the work.
var ErrLost = errors.New("the lease was lost")

// Errors of Call, compared with errors.Is.
var (
	// ErrNoMember: there is no such member. The call was not sent.
	ErrNoMember = errors.New("no such member")
	// ErrNoAnswer: the call was sent; what came of it is not known.
	ErrNoAnswer = errors.New("the member did not answer")
	// ErrTooLong: a call or its answer has more than MaxBody bytes.
	ErrTooLong = errors.New("message between members is too long")
)

// MaxBody is how long the body of a call, or of its answer, may be.
const MaxBody = 5000

// Cluster is the Management Nodes of a deployment.
type Cluster interface {
	// Self is this process. Its ID is of this start only.
	Self() Member
	// Members are those that are there now, this one included.
	Members(ctx context.Context) ([]Member, error)
	// Known are those, and those that are not seen any more although they have
	// not left. They are given up after an hour.
	Known(ctx context.Context) ([]Member, error)
	// Hold does work while this process holds the lease of a name, again and
	// again until ctx ends. The work's context ends with the lease; Hold gives
	// the lease back, and tries to get it again, after the work has returned.
	// Work that returns by itself ends Hold with its error.
	Hold(ctx context.Context, name string, work func(context.Context, Lease) error) error
	// Topic receives when somebody has announced a topic since the last
	// receipt, or when an announcement may have been missed. It never closes.
	// All calls with one name share one channel.
	Topic(name string) <-chan struct{}
	// Announce says something on a topic to all members, when the transaction
	// commits. Without one it is said at once.
	Announce(ctx context.Context, tx sqldb.Tx, topic string) error
	// Call asks a member and waits for its answer, at most as long as ctx. A
	// deadline is added when there is none.
	Call(ctx context.Context, member, topic string, body []byte) ([]byte, error)
	// Handle answers calls of a topic. It is called before Run; the handler is
	// called by several goroutines, with a context that has a deadline. What
	// it gives is the answer; an error is none, and the caller hears ErrNoAnswer.
	Handle(topic string, handler func(ctx context.Context, body []byte) ([]byte, error))
	// Shared says that there can be other members.
	Shared() bool
	// Run keeps this member among the others until ctx ends, then takes it out.
	Run(ctx context.Context) error
}

// Member is one Management Node, from a start to its end.
type Member struct {
	ID      string
	Name    string // for people
	URL     string // of its web side
	Started time.Time
	Seen    time.Time
	Silent  time.Duration // since Seen, by the clock that Seen is of
}

// Lease is the right to do what its name stands for.
type Lease interface {
	Name() string
	// Epoch grows with every holder.
	Epoch() int64
	// Check fails with ErrLost unless the lease is still this process's. Nobody
	// can take it over before the transaction has ended. It belongs at the
	// beginning of a transaction.
	Check(ctx context.Context, tx sqldb.Tx) error
}
