package bursting

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

func filter() store.Filter {
	return store.Filter{TypePrefixes: append(bursting.TypePrefixes(), "cloudaccount.")}
}

// once does a round and says in what time the next is due.
func (b *Bursting) once(ctx context.Context) time.Duration {
	b.turn.Lock()
	defer b.turn.Unlock()
	ctx, cancel := context.WithTimeout(ctx, roundTime)
	defer cancel()
	if err := b.look(ctx); err != nil {
		b.undecided(ctx, err)
		return paceMost
	}
	b.failing = time.Time{}
	decisions, view := bursting.React(b.state, b.seen)
	if view.Awaiting == "" {
		b.trend.add(view)
	}
	b.show(view)
	if b.lease == nil {
		return paceMost
	}
	b.share(ctx)
	b.askAccounts(denied(view))
	if b.act(decisions) {
		return 0
	}
	if view.Next.IsZero() {
		return paceMost
	}
	return min(max(view.Next.Sub(b.seen.Now), 0), paceMost)
}

// undecidedAfter is for how long rounds may fail before everybody is told.
const undecidedAfter = time.Minute

// undecided says that a round failed: the log at once, the others when it does
// not pass. What was seen last stays up, with its time.
func (b *Bursting) undecided(ctx context.Context, err error) {
	now := b.c.Clock.Now().UTC()
	if b.failing.IsZero() {
		b.failing = now
		if !errors.Is(ctx.Err(), context.Canceled) {
			b.c.Log.LogAttrs(ctx, slog.LevelError, "bursting cannot be decided on; it is tried again", slog.Any("error", err))
		}
	}
	if now.Sub(b.failing) < undecidedAfter {
		return
	}
	s := &Status{}
	if last := b.Status(); last != nil {
		*s = *last
	}
	s.View.Issues = slices.DeleteFunc(slices.Clone(s.View.Issues), func(i bursting.Issue) bool { return i.Code == bursting.IssueUndecided })
	s.View.Issues = slices.Insert(s.View.Issues, 0, bursting.Issue{
		Code: bursting.IssueUndecided, Severity: bursting.SeverityError, Subject: bursting.Subject{Kind: bursting.SubjectDeployment}, Since: b.failing,
		Text:   fmt.Sprintf("Nothing is started or stopped at present, since not all is known that it depends on: %v.", err),
		Remedy: "See the health of the read models and the event log; calls go on meanwhile.",
	})
	b.set(s)
}

// denied are the accounts that are said to lack a right.
func denied(view bursting.View) map[string]bool {
	all := map[string]bool{}
	for _, i := range view.Issues {
		if i.Code == bursting.IssuePermissionDenied && i.Subject.Kind == bursting.SubjectAccount {
			all[i.Subject.ID] = true
		}
	}
	return all
}

// look reads what the log has new, and sees everything else.
func (b *Bursting) look(ctx context.Context) error {
	if err := b.read(ctx); err != nil {
		return err
	}
	world, err := b.c.World(ctx)
	if err != nil {
		return fmt.Errorf("see locations and nodes: %w", err)
	}
	if b.lease == nil {
		b.receive(ctx)
	}
	now := b.c.Clock.Now().UTC()
	b.idle.Observe(world.Nodes, now)
	b.readyAfter(world.Nodes)
	obs := bursting.Observation{Now: now, Settings: world.Settings, Locations: world.Locations, Nodes: world.Nodes}
	if len(world.Awaited) > 0 {
		obs.Awaited = &bursting.Awaited{Nodes: world.Awaited, Until: now.Add(world.AwaitedFor)}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, id := range sortedKeys(b.accounts) {
		a := b.accounts[id]
		told := b.asked.accounts[id]
		one := bursting.Account{ID: id, Name: a.Settings.Name, Enabled: a.Settings.Enabled, TagKey: a.Settings.TagKey, TagValue: a.Settings.TagValue, Region: a.Settings.Region, ConfiguredAt: a.at}
		if told != nil && told.of(a.Account) {
			one.AskedAt, one.Machines, one.Failure, one.Since = told.AskedAt, told.Machines, told.Failure, told.Since
			one.CheckedAt, one.Granted = told.CheckedAt, told.Granted
		}
		obs.Accounts = append(obs.Accounts, one)
	}
	obs.Operations = b.asked.reports()
	b.seen, b.known = obs, b.known || obs.Awaited == nil
	return nil
}

// readyAfter remembers how much was known of nodes when they became ready. Of
// those that were before the first look at which all had reported it is not known.
func (b *Bursting) readyAfter(nodes []bursting.Node) {
	next := make(map[string]*int, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		if !n.Ready {
			continue
		}
		after, before := b.ready[n.ID]
		if !before && b.known {
			after = new(b.state.Lives[n.ID].Events)
		}
		next[n.ID], n.ReadyAfter = after, after
	}
	b.ready = next
}

func (b *Bursting) read(ctx context.Context) error {
	for {
		recs, next, end, err := b.journal.ReadAll(ctx, b.through, filter())
		if err != nil {
			return err
		}
		for _, rec := range recs {
			b.apply(rec)
		}
		b.through = max(b.through, next)
		if end {
			return nil
		}
	}
}

// apply folds an event once: those that were recorded here were folded then.
func (b *Bursting) apply(rec events.Recorded) {
	if id, ok := strings.CutPrefix(rec.Stream, events.BurstNodeStream("")); ok {
		if l := b.state.Lives[id]; l.Exists && rec.Revision <= l.Revision {
			return
		}
	}
	switch e := rec.Event.(type) {
	case events.CloudAccountCreated:
		b.accounts[e.ID] = &configured{Account{e.ID, e.Settings, e.SecretKey}, b.c.Clock.At(rec.Created).UTC()}
	case events.CloudAccountUpdated:
		b.accounts[e.ID] = &configured{Account{e.ID, e.Settings, e.SecretKey}, b.c.Clock.At(rec.Created).UTC()}
	case events.CloudAccountRemoved:
		delete(b.accounts, e.ID)
	default:
		b.state.Apply(rec)
	}
}

// byBursting is who does what bursting decides.
var byBursting = events.Actor{Kind: events.ActorProcess, ID: "bursting", Name: "bursting"}

// act records decisions, and has done what belongs to them. It reports whether
// anything was recorded: then more may be due at once.
func (b *Bursting) act(decisions []bursting.Decision) bool {
	recorded := false
	for _, d := range decisions {
		if b.lease.Err() != nil {
			return recorded
		}
		if d.Event != nil {
			if !b.record(d) {
				continue
			}
			recorded = true
		}
		b.perform(d)
	}
	return recorded
}

// record appends a decision at the revision that it was made on. One that lost a
// race is made again in the next round, if it still is the right one.
func (b *Bursting) record(d bursting.Decision) bool {
	stream := events.BurstNodeStream(d.Node)
	life := b.state.Lives[d.Node]
	expected, revision := store.NoStream(), events.Revision(0)
	if life.Exists {
		expected, revision = store.At(life.Revision), life.Revision+1
	}
	meta := events.Metadata{Actor: byBursting, Time: b.seen.Now}
	if life.Exists {
		meta.Causation = life.LastID.String()
	}
	entry := journal.Entry{
		ID: events.DeriveID(fmt.Sprintf("bursting/%s/%s/%d/%s/%s", b.term, stream, revision, d.Event.EventType(), d.Attempt)), Event: d.Event, Meta: meta,
	}
	ctx, cancel := context.WithTimeout(b.lease, roundTime)
	defer cancel()
	done, err := b.journal.Append(ctx, stream, expected, entry)
	switch {
	case err == nil:
	case journal.IsWrongExpected(err) || b.lease.Err() != nil:
		return false
	default:
		b.c.Log.LogAttrs(ctx, slog.LevelError, "a decision about a burst node could not be recorded; it is made again",
			slog.String("node", d.Node), slog.String("event", d.Event.EventType()), slog.Any("error", err))
		return false
	}
	b.apply(events.Recorded{
		ID: entry.ID, Stream: stream, Revision: done.Revision, Position: done.Position, Type: d.Event.EventType(),
		Created: b.seen.Now, Meta: meta, Event: d.Event,
	})
	return true
}

// show puts up what everybody sees.
func (b *Bursting) show(view bursting.View) {
	s := &Status{
		View: view, Settings: b.seen.Settings, Accounts: b.seen.Accounts,
		Locations: make(map[string]string, len(b.seen.Locations)), Nodes: make(map[string]NodeName, len(b.seen.Nodes)),
		Prices: map[string]Price{}, Forecasts: map[string][]Point{}, Recent: map[string][]Point{},
	}
	for _, l := range b.seen.Locations {
		s.Locations[l.ID] = l.Name
	}
	for _, n := range b.seen.Nodes {
		s.Nodes[n.ID] = NodeName{n.Name, []string{n.Address}}
	}
	for id, a := range b.accounts {
		if a.Settings.PricePerHour != "" {
			s.Prices[id] = Price{a.Settings.PricePerHour, a.Settings.Currency}
		}
	}
	for _, list := range [][]bursting.LocationView{view.Principals, view.Overflows} {
		for _, l := range list {
			s.Recent[l.Location] = b.trend.recent(l.Location)
			if points := b.trend.forecast(l, view.At); points != nil {
				s.Forecasts[l.Location] = points
			}
		}
	}
	b.set(s)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
