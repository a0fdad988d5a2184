package nodes

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/enrolment"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/nodeagent/link"
)

// How refused attempts to enrol are gathered: whoever tries again within
// refusalWindow is counted, and recorded at its end. Of newcomers, whoever they
// are, refusalBurst are recorded at once and one more every refusalEvery;
// others are counted by reason alone, as are those beyond maxRefusals. Whoever
// has a document of the node, which only a copy of it explains, is none of
// these: strangers, of whom there may be any number, cannot hide it. For each
// node and reason maxRemotes of them are told apart, and the others recorded as
// one, so that they cannot fill the log either.
const (
	refusalWindow = 10 * time.Minute
	refusalFlush  = time.Minute
	refusalEvery  = 10 * time.Second
	refusalBurst  = 20
	maxRefusals   = 512
	maxRemotes    = 16
)

// Refusals records refused attempts to enrol, so that no stranger can fill the
// log. It is safe for concurrent use; Run records what was counted.
type Refusals struct {
	executor Executor
	log      *slog.Logger
	now      func() time.Time
	fresh    *rate.Limiter

	mu   sync.Mutex // guards seen
	seen map[refusalKey]refusalCount
}

type refusalKey struct {
	nodeID, remote string // empty: several
	reason         events.ProvisioningRefusal
}

// proven says that somebody had a document of the node, as only its secret
// tells: see node.CheckSecret.
func (k refusalKey) proven() bool {
	switch k.reason {
	case events.RefusedReplayed, events.RefusedVoid, events.RefusedExpired:
		return k.nodeID != ""
	default:
		return false
	}
}

type refusalCount struct {
	since time.Time
	count int  // not recorded yet
	due   bool // what could not be recorded waits no longer than for the next flush
}

// NewRefusals makes a Refusals; now is time.Now when nil.
func NewRefusals(executor Executor, log *slog.Logger, now func() time.Time) *Refusals {
	if now == nil {
		now = time.Now
	}
	return &Refusals{
		executor: executor, log: log, now: now, seen: map[refusalKey]refusalCount{},
		fresh: rate.NewLimiter(rate.Every(refusalEvery), refusalBurst),
	}
}

// Reasons of refusals, by their codes on the link.
var refusalReasons = map[string]events.ProvisioningRefusal{
	link.CodeReplayed: events.RefusedReplayed, link.CodeExpired: events.RefusedExpired, link.CodeVoid: events.RefusedVoid,
	link.CodeUnknownNode: events.RefusedUnknownNode, link.CodeSecret: events.RefusedBadSecret,
}

// Refused notes an attempt that was refused with a code of the link; remote is
// host and port. Other codes than those of documents are passed over.
func (r *Refusals) Refused(ctx context.Context, nodeID, code, remote string) {
	reason, ok := refusalReasons[code]
	if !ok {
		return
	}
	key, fresh := r.note(refusalKey{nodeID: plainID(nodeID), remote: network(remote), reason: reason})
	if fresh {
		r.record(ctx, key, 1)
	}
}

// note counts an attempt, and says under what and whether it is to be recorded
// at once.
func (r *Refusals) note(key refusalKey) (refusalKey, bool) {
	now := r.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.again(key) {
		return key, false
	}
	switch {
	case key.proven():
		if r.remotes(key) < maxRemotes {
			break
		}
		key.remote = ""
		if r.again(key) {
			return key, false
		}
	case len(r.seen) >= maxRefusals || !r.fresh.AllowN(now, 1):
		key = refusalKey{reason: key.reason}
		if !r.again(key) {
			r.seen[key] = refusalCount{since: now, count: 1}
		}
		return key, false
	}
	r.seen[key] = refusalCount{since: now}
	return key, true
}

// again counts an attempt that is not the first one. The caller holds mu.
func (r *Refusals) again(key refusalKey) bool {
	c, known := r.seen[key]
	if known {
		c.count++
		r.seen[key] = c
	}
	return known
}

// remotes is whence attempts with a node's documents came. The caller holds mu.
func (r *Refusals) remotes(key refusalKey) int {
	n := 0
	for k := range r.seen {
		if k.nodeID == key.nodeID && k.reason == key.reason {
			n++
		}
	}
	return n
}

// Run records what was counted until ctx ends, and then the rest.
func (r *Refusals) Run(ctx context.Context) error {
	tick := time.NewTicker(refusalFlush)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			r.flush(ctx, false)
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
			defer cancel()
			r.flush(end, true)
			return nil
		}
	}
}

// flushTime bounds what is recorded at the end.
const flushTime = 2 * time.Second

func (r *Refusals) flush(ctx context.Context, all bool) {
	now := r.now()
	due := map[refusalKey]int{}
	r.mu.Lock()
	for key, c := range r.seen {
		if !all && !c.due && now.Sub(c.since) < refusalWindow {
			continue
		}
		delete(r.seen, key)
		if c.count > 0 {
			due[key] = c.count
			r.seen[key] = refusalCount{since: now} // whoever goes on is counted on
		}
	}
	r.mu.Unlock()
	for key, count := range due {
		r.record(ctx, key, count)
	}
}

// record puts attempts into the stream of the node, if there is one. What
// cannot be recorded is in the process's own log, and is counted on.
func (r *Refusals) record(ctx context.Context, key refusalKey, count int) {
	var err error
	if key.nodeID != "" && key.reason != events.RefusedUnknownNode {
		_, err = r.executor.Execute(ctx, bySystem(), node.RefuseProvisioning{
			ID: key.nodeID, Reason: key.reason, Remote: key.remote, Count: count,
		})
	}
	if key.nodeID == "" || key.reason == events.RefusedUnknownNode || domain.IsRefusal(err, domain.CodeNotFound) {
		_, err = r.executor.Execute(ctx, bySystem(), enrolment.Refuse{
			NodeID: key.nodeID, Reason: key.reason, Remote: key.remote, Count: count,
		})
	}
	if err != nil {
		r.postpone(key, count)
	}
	if err != nil && !errors.Is(ctx.Err(), context.Canceled) {
		r.log.Error("refused attempts to enrol cannot be recorded", slog.String("node", key.nodeID),
			slog.String("reason", string(key.reason)), slog.Int("count", count), slog.Any("error", err))
	}
}

// postpone counts attempts that could not be recorded.
func (r *Refusals) postpone(key refusalKey, count int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, known := r.seen[key]
	if !known {
		c.since = r.now()
	}
	c.count, c.due = c.count+count, true
	r.seen[key] = c
}

// plainID is what a stranger calls a node, when it can be what a node is
// called.
func plainID(id string) string {
	odd := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	}
	if len(id) > enrolment.MaxID || strings.ContainsFunc(id, odd) {
		return ""
	}
	return id
}

// network is the source of a host and port, empty when it is no address.
func network(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return ""
	}
	return domain.Network(host)
}
