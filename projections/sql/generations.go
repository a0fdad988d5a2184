package sql

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// Compatible is a Projection whose queries can read the tables of other
// versions too: those stay served while its own are folded.
type Compatible interface {
	Reads(version int64) bool
}

// record is a generation as it stands in the checkpoint table.
type record struct {
	version, number, position int64
	serving, live             bool
	tables                    []string
	parked                    *string
}

// Open implements projections.Handler. It finds the newest tables of this
// version or makes them, and chooses what queries read meanwhile.
func (h *Handler) Open(ctx context.Context) (events.Position, error) {
	var build, serve *generation
	var position int64
	stale, live := false, false
	err := h.db.Update(ctx, func(w writer) error {
		stale = false
		if err := h.check(ctx, w); err != nil {
			return err
		}
		records, err := h.records(ctx, w)
		if err != nil {
			return err
		}
		own, serving := h.choose(records)
		for i := range records {
			stale = stale || (&records[i] != own && records[i].version <= h.p.Version())
		}
		if own == nil {
			if own, err = h.create(ctx, w, h.highest(records)+1); err != nil {
				return err
			}
		}
		if serving == nil {
			serving = own
			h.markServing(ctx, w, own)
		}
		position, live = own.position, own.live
		build = h.generation(own.version, own.number, own.tables)
		serve = build
		if serving != own {
			serve = h.generation(serving.version, serving.number, serving.tables)
		}
		return w.Flush(ctx)
	})
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", h.p.Name(), err)
	}
	h.mu.Lock()
	h.build, h.serve, h.refused = build, serve, false
	h.mu.Unlock()
	h.stale, h.staleAt, h.live = stale, time.Now(), live
	h.position = events.Position(position) // written by us
	return h.position, nil
}

// choose picks the newest tables of this version, and the ones to serve:
// of this version if there are any, else of another that queries can read.
// Tables of this version that are not those that it has now come from a program
// which was changed without raising it: they are old ones too.
func (h *Handler) choose(records []record) (own, serving *record) {
	compatible, _ := h.p.(Compatible)
	for i := range records {
		r := &records[i]
		if r.version == h.p.Version() && slices.Equal(r.tables, h.tables(r.version, r.number)) {
			if own == nil || r.number > own.number {
				own = r
			}
			if r.serving {
				serving = r
			}
		}
	}
	for i := range records {
		r := &records[i]
		if serving == nil && r.serving && r.version != h.p.Version() && compatible != nil && compatible.Reads(r.version) {
			serving = r
		}
	}
	return own, serving
}

func (h *Handler) records(ctx context.Context, r reader) ([]record, error) {
	var all []record
	err := r.Each(ctx, `SELECT version, generation, position, serving, live, parked, tables FROM parley_projections
		WHERE name = $1 ORDER BY version DESC, generation`, []any{h.p.Name()}, func(scan Scan) error {
		var rec record
		var serving, live int64
		var tables string
		if err := scan(&rec.version, &rec.number, &rec.position, &serving, &live, &rec.parked, &tables); err != nil {
			return err
		}
		rec.serving, rec.live = serving != 0, live != 0
		all = append(all, rec)
		return json.Unmarshal([]byte(tables), &all[len(all)-1].tables)
	})
	return all, err
}

// tables are the full names of a generation's tables.
func (h *Handler) tables(version, number int64) []string {
	var full []string
	for _, t := range h.p.Tables() {
		full = append(full, fmt.Sprintf("%s_%s_v%d_%d", h.p.Name(), t, version, number))
	}
	return full
}

// highest is the number of the newest generation of this version.
func (h *Handler) highest(records []record) int64 {
	var n int64
	for _, r := range records {
		if r.version == h.p.Version() {
			n = max(n, r.number)
		}
	}
	return n
}

// create makes a new set of tables.
func (h *Handler) create(ctx context.Context, w writer, number int64) (*record, error) {
	rec := &record{version: h.p.Version(), number: number, tables: h.tables(h.p.Version(), number)}
	g := h.generation(rec.version, number, rec.tables)
	for _, ddl := range h.p.Schema() {
		w.Queue(ctx, h.db.dialect(g.replace.Replace(ddl)))
	}
	tables, err := json.Marshal(rec.tables)
	if err != nil {
		return nil, err
	}
	w.Queue(ctx, `INSERT INTO parley_projections (name, version, generation, position, serving, tables) VALUES ($1, $2, $3, 0, 0, $4)`,
		h.p.Name(), rec.version, number, string(tables))
	return rec, w.Flush(ctx)
}

var coverPattern = regexp.MustCompile(` COVER\((\w+)\)`)

// dialect puts in what the databases call differently.
func (db *DB) dialect(ddl string) string {
	cover := ""
	if db.Covers() {
		cover = ", $1"
	}
	return db.Dialect(coverPattern.ReplaceAllString(ddl, cover))
}

func (h *Handler) markServing(ctx context.Context, w writer, rec *record) {
	w.Queue(ctx, `UPDATE parley_projections SET serving = CASE WHEN generation = $3 THEN 1 ELSE 0 END WHERE name = $1 AND version = $2`,
		h.p.Name(), rec.version, rec.number)
}

func (h *Handler) drop(ctx context.Context, w writer, rec record) {
	for _, t := range rec.tables {
		w.Queue(ctx, "DROP TABLE IF EXISTS "+t)
	}
	w.Queue(ctx, `DELETE FROM parley_projections WHERE name = $1 AND version = $2 AND generation = $3`,
		h.p.Name(), rec.version, rec.number)
}

// generation knows the tables' full names. A table that another version does
// not have keeps its short one, which no statement gets past.
func (h *Handler) generation(version, number int64, tables []string) *generation {
	var pairs []string
	for i, full := range h.tables(version, number) {
		if slices.Contains(tables, full) {
			pairs = append(pairs, "{"+h.p.Tables()[i]+"}", full)
		}
	}
	return &generation{version: version, number: number, tables: tables, replace: strings.NewReplacer(pairs...)}
}

// flip serves the tables that were folded beside the old ones, and drops
// those: older versions, and other generations of this one. When other
// processes may be reading them it drops them later.
func (h *Handler) flip(ctx context.Context) error {
	drop := h.lease == nil || h.disposable()
	h.mu.Lock()
	defer h.mu.Unlock()
	left := false
	err := h.db.Update(ctx, func(w writer) error {
		left = false
		if err := errors.Join(h.check(ctx, w), h.announce(ctx, w)); err != nil {
			return err
		}
		records, err := h.records(ctx, w)
		if err != nil {
			return err
		}
		for i := range records {
			r := records[i]
			switch {
			case r.version == h.build.version && r.number == h.build.number:
				h.markServing(ctx, w, &r)
			case r.version > h.build.version || r.version == h.build.version && r.number > h.build.number:
			case drop:
				h.drop(ctx, w, r)
			default:
				left = true
			}
		}
		return w.Flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("serve rebuilt %s: %w", h.p.Name(), err)
	}
	h.serve, h.stale, h.staleAt = h.build, left, time.Now()
	return nil
}

// Rebuild implements projections.Rebuilder: the next Open finds new, empty
// tables to fold into, while queries go on reading the present ones.
func (h *Handler) Rebuild(ctx context.Context) error {
	return h.db.Update(ctx, func(w writer) error {
		records, err := h.records(ctx, w)
		if err != nil {
			return err
		}
		_, err = h.create(ctx, w, h.highest(records)+1)
		return err
	})
}

// Reset implements projections.Handler: all tables go, since they were folded
// from another log.
func (h *Handler) Reset(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.db.Update(ctx, func(w writer) error {
		if err := errors.Join(h.check(ctx, w), h.announce(ctx, w)); err != nil {
			return err
		}
		records, err := h.records(ctx, w)
		if err != nil {
			return err
		}
		for _, r := range records {
			h.drop(ctx, w, r)
		}
		return w.Flush(ctx)
	})
	if err != nil {
		return fmt.Errorf("reset %s: %w", h.p.Name(), err)
	}
	h.build, h.serve = nil, nil
	return nil
}
