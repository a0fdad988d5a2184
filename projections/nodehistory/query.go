package nodehistory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const columns = "at, id, position, time, node_id, node_name, location_id, location_name, class, attempt, event_type, reason, " +
	"actor_kind, actor_id, actor_name"

// Entries reads a page, newest first. Its TotalCount is not filled in.
//
// A search may take long where words are frequent that are seldom together. It
// is cut short then: the page has fewer entries than were asked for, perhaps
// none, and HasNextPage; its Next reads on.
func (h *History) Entries(ctx context.Context, q Query) (Page, error) {
	page, err := h.entries(ctx, q)
	if err != nil {
		return page, fmt.Errorf("list node history: %w", err)
	}
	return page, nil
}

func (h *History) entries(ctx context.Context, q Query) (Page, error) {
	page := Page{}
	if err := projections.CheckFirst(q.First); err != nil {
		return page, err
	}
	s, err := seekOf(q)
	if err != nil {
		return page, err
	}
	page.HasPreviousPage = q.After != ""
	// One more than wanted tells whether there is more.
	found, cut, err := h.read(ctx, s, q.First+1)
	if err != nil {
		return page, err
	}
	if page.HasNextPage = len(found) > q.First || cut != nil; len(found) > q.First {
		found, cut = found[:q.First], nil
	}
	for _, f := range found {
		page.Edges = append(page.Edges, projections.Edge[Entry]{Cursor: cursorAt(f.at), Node: f.entry})
		page.Next = cursorAt(f.at)
	}
	if cut != nil {
		page.Next = cursorAt(*cut)
	}
	return page, nil
}

func cursorAt(at int64) string { return projections.Cursor{List: list, Num: at}.Encode() }

// list is what cursors belong to.
const list = Name + " by time"

type found struct {
	at    int64
	entry Entry
}

// read reads up to limit entries. cut is the place from which on nothing was
// looked at, if there is more.
func (h *History) read(ctx context.Context, s seek, limit int) (all []found, cut *int64, err error) {
	if s.classes != nil && len(s.classes) == 0 {
		return nil, nil, nil // kinds and triggers that never meet
	}
	if len(s.words) == 0 {
		all, err = h.collect(ctx, s.page(h.db, limit))
		return all, nil, err
	}
	// What is frequent shows among the newest. That many are looked at, and the
	// rest is left to the index of words.
	floor, err := h.floor(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	newest := s
	if floor != nil {
		newest.from = max(s.from, *floor)
	}
	all, err = h.collect(ctx, newest.page(h.db, limit))
	if err != nil || floor == nil || len(all) == limit {
		return all, nil, err
	}
	s.before = *floor
	brief, cancel := context.WithTimeout(ctx, h.bounds.search)
	defer cancel()
	rest, err := h.collect(brief, s.indexed(h.db.Shared(), limit-len(all)))
	if err != nil && brief.Err() != nil && ctx.Err() == nil {
		return all, floor, nil
	}
	return append(all, rest...), nil, err
}

// floor is the place down to which the newest entries are looked at for words;
// nil when there are no more.
func (h *History) floor(ctx context.Context, s seek) (floor *int64, err error) {
	err = h.handler.View(ctx, func(r *sql.Reader) error {
		st := s.floor(h.bounds.each(s))
		_, err := r.Get(ctx, st.text(), st.args, &floor)
		return err
	})
	return floor, err
}

func (h *History) collect(ctx context.Context, st *statement) (all []found, err error) {
	err = h.handler.View(ctx, func(r *sql.Reader) error {
		return r.Each(ctx, st.text(), st.args, func(s sql.Scan) error {
			f, err := scan(s)
			all = append(all, f)
			return err
		})
	})
	return all, err
}

// bounds are how far a search goes: as many of the newest entries as a database
// looks through in some milliseconds, and as long in its index of words.
type bounds struct {
	newest int
	least  int // of each class, when there are many
	search time.Duration
}

// each is how many of the newest entries are looked at, of each class when there
// are some. Those of one node, location or class do not stand side by side, which
// takes longer.
func (b bounds) each(s seek) int {
	n := b.newest
	if s.q.NodeID != "" || s.q.LocationID != "" || len(s.classes) > 0 {
		n /= 4
	}
	return max(n/max(len(s.classes), 1), b.least)
}

func boundsOf(shared bool) bounds {
	if shared {
		return bounds{newest: 30_000, least: 500, search: time.Second}
	}
	return bounds{newest: 8_000, least: 100, search: time.Second}
}

// Entry reads one entry by its event's identifier, or fails with
// projections.ErrNotFound.
func (h *History) Entry(ctx context.Context, id string) (Entry, error) {
	rows, err := h.EntriesByID(ctx, []string{id})
	entry, found := rows[id]
	if err == nil && !found {
		err = fmt.Errorf("get node history entry %s: %w", id, projections.ErrNotFound)
	}
	return entry, err
}

// EntriesByID reads entries by their events' identifiers. Those that are not
// there are left out.
func (h *History) EntriesByID(ctx context.Context, ids []string) (map[string]Entry, error) {
	all := make(map[string]Entry, len(ids))
	err := h.handler.View(ctx, func(r *sql.Reader) error {
		return sql.InTurn(ids, func(marks string, args []any) error {
			return r.Each(ctx, "SELECT "+columns+" FROM {entries} WHERE id IN ("+marks+")", args, func(s sql.Scan) error {
				f, err := scan(s)
				all[f.entry.ID] = f.entry
				return err
			})
		})
	})
	if err != nil {
		return nil, fmt.Errorf("get %d node history entries: %w", len(ids), err)
	}
	return all, nil
}

func scan(s sql.Scan) (found, error) {
	var f found
	e := &f.entry
	var position, time int64
	var class, actor string
	err := s(&f.at, &e.ID, &position, &time, &e.NodeID, &e.NodeName, &e.LocationID, &e.LocationName, &class, &e.Attempt, &e.EventType, &e.Reason,
		&actor, &e.Actor.ID, &e.Actor.Name)
	kind, trigger, _ := strings.Cut(class, "/")
	e.Position = events.Position(position) // written by us
	e.Time, e.Kind, e.Trigger, e.Actor.Kind = projections.FromMicros(time), Kind(kind), events.BurstTrigger(trigger), events.ActorKind(actor)
	return f, err
}

// classOf is under which an entry is found. A trigger that is not known here is
// nothing to filter by.
func classOf(kind Kind, trigger events.BurstTrigger) string {
	if !slices.Contains(Triggers, trigger) {
		return string(kind)
	}
	return string(kind) + "/" + string(trigger)
}

// classesOf are those of some kinds and triggers; none of either means all. nil:
// everything.
func classesOf(kinds []Kind, triggers []events.BurstTrigger) []string {
	if len(kinds) == 0 && len(triggers) == 0 {
		return nil
	}
	all := []string{}
	for _, kind := range triggered {
		if len(kinds) == 0 || slices.Contains(kinds, kind) {
			some := triggers
			if len(triggers) == 0 {
				some = Triggers
			}
			for _, t := range some {
				all = append(all, string(kind)+"/"+string(t))
			}
		}
	}
	if len(triggers) == 0 {
		for _, kind := range kinds {
			all = append(all, string(kind))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
