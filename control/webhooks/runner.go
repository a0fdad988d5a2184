package webhooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// takeMax bounds the events that are put into the queue in one transaction.
const takeMax = 256

// key names a delivery that is being sent.
type key struct {
	lane     lane
	position events.Position
}

// runner delivers to one webhook. Its fields belong to the goroutine of run;
// readers and attempts speak to it through channels.
type runner struct {
	w       *Webhooks
	fence   int64
	id      string
	hook    webhook.State
	configs <-chan webhook.State
	poke    <-chan struct{}

	place   place
	through events.Position // read up to here; place.position is what was written
	waiting [lanes]int      // in the queue
	live    *reader
	again   *reader // of a replay
	// hold is a change of the webhook that was met in the log. What follows it
	// is read when that configuration has come.
	hold events.Revision

	slots    [lanes]int
	sending  [lanes]int
	flights  map[key]struct{}
	results  chan outcome
	attempts sync.WaitGroup
}

func newRunner(w *Webhooks, fence int64, hook webhook.State, configs <-chan webhook.State, poke <-chan struct{}) *runner {
	l := w.config.Limits
	return &runner{
		w: w, fence: fence, id: hook.ID, hook: hook, configs: configs, poke: poke,
		slots: [lanes]int{l.Live, l.Replay, l.Apart}, flights: map[key]struct{}{},
		results: make(chan outcome, l.Live+l.Replay+l.Apart), // so that no attempt waits to tell
	}
}

// run works until the context ends or something breaks that it cannot mend.
func (r *runner) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer func() {
		cancel()
		r.live.stop()
		r.again.stop()
		r.attempts.Wait()
	}()
	if err := r.open(ctx); err != nil {
		return fmt.Errorf("webhook %s: %w", r.id, err)
	}
	poll := time.NewTicker(r.w.config.Limits.Poll)
	defer poll.Stop()
	due := time.NewTimer(0)
	defer due.Stop()
	for {
		err := r.wait(ctx, due.C, poll.C)
		if err == nil {
			err = r.follow(ctx)
		}
		var next time.Duration
		if err == nil {
			next, err = r.dispatch(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("webhook %s: %w", r.id, err)
		}
		due.Reset(next)
	}
}

func (r *runner) open(ctx context.Context) error {
	var err error
	if r.place, err = r.w.queue.open(ctx, r.fence, r.id, r.hook.Created, r.hook.Revision); err != nil {
		return err
	}
	r.through = r.place.position
	if r.waiting, err = r.w.queue.counts(ctx, r.id); err != nil {
		return err
	}
	if err := r.configure(ctx, r.hook); err != nil {
		return err
	}
	return r.follow(ctx)
}

// wait waits for something to do, and does the part of it that comes with it.
func (r *runner) wait(ctx context.Context, due, poll <-chan time.Time) error {
	live, again := r.live.channel(), r.again.channel()
	room := r.w.config.Limits.Queue - r.waiting[laneLive]
	if room <= 0 {
		live = nil // the webhook lags from here on
	}
	replayRoom := r.w.config.Limits.ReplayQueue - r.waiting[laneReplay]
	if replayRoom <= 0 {
		again = nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-due:
		return nil
	case o := <-r.results:
		return r.finish(ctx, o)
	case next := <-live:
		return r.take(ctx, next, min(room, takeMax))
	case next := <-again:
		return r.takeReplay(ctx, next, min(replayRoom, takeMax))
	case hook := <-r.configs:
		return r.configure(ctx, hook)
	case <-r.poke:
		return r.refresh(ctx)
	case <-poll:
		return r.refresh(ctx)
	}
}

// refresh looks for what others have ordered, and writes how far it has read.
func (r *runner) refresh(ctx context.Context) error {
	var err error
	if r.waiting, err = r.w.queue.counts(ctx, r.id); err != nil {
		return err
	}
	if r.through > r.place.position {
		if err := r.w.queue.moveTo(ctx, r.fence, r.id, r.through); err != nil {
			return err
		}
		r.place.position = r.through
	}
	return nil
}

// configure works with another configuration from now on. Attempts that are
// under way end with the old one.
func (r *runner) configure(ctx context.Context, hook webhook.State) error {
	if !slices.Equal(hook.Settings.TypePrefixes, r.hook.Settings.TypePrefixes) {
		r.live.stop()
		r.again.stop()
		r.live, r.again = nil, nil
		// What the readers had ready was chosen by the old types and is dropped.
	}
	r.hook = hook
	if hook.Revision == r.place.config {
		return nil
	}
	if err := r.w.queue.reconfigure(ctx, r.fence, r.id, hook.Revision, time.Now()); err != nil {
		return err
	}
	r.place.config, r.place.paused = hook.Revision, time.Time{}
	return nil
}

func (r *runner) filter() store.Filter {
	return store.Filter{TypePrefixes: r.hook.Settings.TypePrefixes}
}

// follow sees to it that the log is read, and that an ordered replay begins
// and ends.
func (r *runner) follow(ctx context.Context) error {
	if r.live == nil && r.hook.Revision >= r.hold {
		filter := r.filter()
		if len(filter.TypePrefixes) > 0 { // its own changes are looked for, see meet
			filter.TypePrefixes = append(slices.Clone(filter.TypePrefixes), ownTypes)
		}
		r.live = r.w.read(ctx, r.id, r.through, filter)
	}
	order, now := r.hook.Replay, &r.place.replay
	if r.sending[laneReplay] > 0 { // neither begins nor ends meanwhile
		return nil
	}
	if order != nil && order.Ordered > now.ordered {
		r.again.stop()
		r.again = nil
		begun := replay{ordered: order.Ordered, running: true, after: order.After, through: order.Through, position: order.After}
		if err := r.w.queue.beginReplay(ctx, r.fence, r.id, begun); err != nil {
			return err
		}
		*now, r.waiting[laneReplay] = begun, 0
	}
	if !now.running {
		return nil
	}
	read := now.position >= now.through
	switch {
	case read && r.waiting[laneReplay] == 0:
		if err := r.w.queue.endReplay(ctx, r.fence, r.id); err != nil {
			return err
		}
		now.running = false
	case !read && r.again == nil:
		r.again = r.w.read(ctx, r.id, now.position, r.filter())
	}
	if read {
		r.again.stop()
		r.again = nil
	}
	return nil
}

// take puts live events into the queue.
func (r *runner) take(ctx context.Context, first reading, n int) error {
	list, through, err := r.live.batch(first, n)
	if errors.Is(err, store.ErrBeyondEnd) {
		return r.relocate(ctx)
	}
	list, through = r.meet(list, through)
	r.through = max(r.through, through)
	if len(list) == 0 {
		return nil // refresh writes it; it is not worth a write each time
	}
	if err := r.w.queue.take(ctx, r.fence, r.id, list, r.through, time.Now()); err != nil {
		return err
	}
	r.place.position = r.through
	r.waiting[laneLive] += len(list)
	return nil
}

// ownTypes begins the types of the events that change a webhook.
const ownTypes = "webhook."

// meet ends a batch at a change of this webhook that has not come as its
// configuration yet: an event may not be missed, or sent to the old address,
// because it was read faster than the change before it.
func (r *runner) meet(list []store.Event, through events.Position) ([]store.Event, events.Position) {
	own := events.WebhookStream(r.id)
	for i := range list {
		if e := &list[i]; e.Stream == own && e.Revision > r.hook.Revision {
			r.hold, through, list = e.Revision, e.Position, list[:i+1]
			r.live.stop()
			r.live = nil
			break
		}
	}
	chosen := r.filter()
	return slices.DeleteFunc(list, func(e store.Event) bool { return !chosen.Match(e.Stream, e.Type) }), through
}

// relocate goes on at the log's end: the log was put back to an earlier state,
// all of which the webhook has passed.
func (r *runner) relocate(ctx context.Context) error {
	end, err := r.w.journal.End(ctx)
	if err != nil {
		return err
	}
	r.w.config.Log.WarnContext(ctx, "a webhook's place lies beyond the end of the log; going on at its end",
		slog.String("webhook", r.id), slog.String("place", r.through.String()), slog.String("end", end.String()))
	if err := r.w.queue.cut(ctx, r.fence, r.id, end); err != nil {
		return err
	}
	r.live.stop()
	r.live, r.through, r.place.position = nil, end, end
	r.waiting, err = r.w.queue.counts(ctx, r.id)
	return err
}

// takeReplay puts events of the replay into the queue.
func (r *runner) takeReplay(ctx context.Context, first reading, n int) error {
	list, through, err := r.again.batch(first, n)
	if err != nil { // the log was put back: what was to be replayed is gone
		through = r.place.replay.through
	}
	now := &r.place.replay
	list = slices.DeleteFunc(list, func(e store.Event) bool { return e.Position > now.through })
	through = min(max(through, now.position), now.through)
	if len(list) == 0 && through == now.position {
		return nil
	}
	if err := r.w.queue.takeReplay(ctx, r.fence, r.id, now.ordered, list, through, time.Now()); err != nil {
		return err
	}
	now.position = through
	r.waiting[laneReplay] += len(list)
	return nil
}

// finish records what became of attempts: of this one, and of all that have
// ended meanwhile.
func (r *runner) finish(ctx context.Context, first outcome) error {
	list := []outcome{first}
	for more := true; more; {
		select {
		case o := <-r.results:
			list = append(list, o)
		default:
			more = false
		}
	}
	for _, o := range list {
		delete(r.flights, key{o.job.lane, o.job.position})
		r.sending[o.job.lane]--
		if until := o.ended.Add(o.wait); o.wait > 0 && until.After(r.place.paused) {
			r.place.paused = until
		}
	}
	left, err := r.w.queue.finish(ctx, r.fence, r.id, list)
	for l := range left {
		r.waiting[l] -= left[l]
	}
	return err
}

// idle is how long a runner may sleep that has nothing to do.
const idle = time.Hour

// dispatch sends what is due, as far as there are slots, and says when there
// will be more to do by itself.
func (r *runner) dispatch(ctx context.Context) (time.Duration, error) {
	now := time.Now()
	if wait := r.place.paused.Sub(now); wait > 0 {
		return wait, nil
	}
	sleep := idle
	for l := range lane(lanes) {
		free := r.slots[l] - r.sending[l]
		if free <= 0 || r.waiting[l] == 0 {
			continue
		}
		jobs, next, err := r.w.queue.due(ctx, r.id, l, now, r.slots[l])
		if err != nil {
			return 0, err
		}
		for _, j := range jobs {
			if _, sent := r.flights[key{l, j.position}]; !sent && r.sending[l] < r.slots[l] {
				r.start(ctx, j)
			}
		}
		if !next.IsZero() {
			sleep = min(sleep, max(next.Sub(now), 0))
		}
	}
	return sleep, nil
}

func (r *runner) start(ctx context.Context, j job) {
	r.flights[key{j.lane, j.position}] = struct{}{}
	r.sending[j.lane]++
	hook := r.hook
	r.attempts.Go(func() {
		o := r.w.attempt(ctx, hook, j)
		if ctx.Err() == nil { // else it says nothing about the receiver
			r.results <- o // never full: there is a place for every slot
		}
	})
}
