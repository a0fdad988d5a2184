package nodehistory

import (
	"context"
	"maps"
	"slices"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections/sql"
)

// read asks for the nodes and locations that events name, and which of their
// places are free.
func (b *batch) read(ctx context.Context, tx *sql.Tx, list []events.Recorded) error {
	nodes, locations, places := map[string]bool{}, map[string]bool{}, map[int64]bool{}
	for i := range list {
		h, _ := happeningOf(list[i], func(id string) (string, bool) {
			locations[sql.Plain(id)] = true
			return "", false
		})
		switch body := list[i].Event.(type) {
		case events.NodeUpdated:
			h.id = body.ID
			locations[sql.Plain(body.Settings.LocationID)] = true
		case events.NodeCreated:
			locations[sql.Plain(body.Settings.LocationID)] = true
		}
		if h.id != "" {
			nodes[sql.Plain(h.id)], places[firstPlace(list[i].Meta.Time)] = true, true
		}
	}
	err := sql.InTurn(slices.Collect(maps.Keys(nodes)), func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT id, settings, name, location_id FROM {nodes} WHERE id IN (`+marks+`)`, args, func(scan sql.Scan) error {
			var id string
			var n node
			if err := scan(&id, &n.settings, &n.name, &n.location); err != nil {
				return err
			}
			b.nodes[id], locations[n.location] = n, true
			return nil
		})
	})
	if err != nil {
		return err
	}
	err = sql.InTurn(slices.Collect(maps.Keys(locations)), func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT id, name FROM {locations} WHERE id IN (`+marks+`)`, args, func(scan sql.Scan) error {
			var id, name string
			err := scan(&id, &name)
			b.locations[id] = name
			return err
		})
	})
	if err != nil {
		return err
	}
	return b.free(ctx, tx, slices.Collect(maps.Keys(places)))
}

// free notes the milliseconds of which no place is taken: nearly all of them.
// The others are asked about one by one.
func (b *batch) free(ctx context.Context, tx *sql.Tx, firsts []int64) error {
	for _, first := range firsts {
		b.last[first] = first - 1
	}
	return sql.InTurn(firsts, func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT at FROM {entries} WHERE at IN (`+marks+`)`, args, func(scan sql.Scan) error {
			var at int64
			err := scan(&at)
			delete(b.last, at)
			return err
		})
	})
}
