package audit

import (
	"context"
	"maps"
	"slices"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections/sql"
)

// read asks for the objects and conferences that events are about.
func (b *batch) read(ctx context.Context, tx *sql.Tx, list []events.Recorded) error {
	objects, conferences, seen := map[string][]string{}, []string(nil), map[key]bool{}
	for i := range list {
		if events.IsIntegration(list[i].Stream) {
			continue
		}
		var k key
		if d, ok := deedOf(list[i]); ok {
			k = key{d.kind, sql.Plain(d.id)}
		} else if done, ok := interventionOf(list[i]); ok && (done.by != "" || list[i].Meta.Actor.Kind != events.ActorNode) {
			k = key{KindConference, sql.Plain(done.conference)}
		}
		switch {
		case k.kind == "" || seen[k]:
		case k.kind == KindConference:
			conferences = append(conferences, k.id)
		default:
			objects[k.kind] = append(objects[k.kind], k.id)
		}
		seen[k] = true
	}
	for kind, ids := range objects {
		if err := b.readObjects(ctx, tx, kind, ids); err != nil {
			return err
		}
	}
	return sql.InTurn(conferences, func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT id, name FROM {conferences} WHERE id IN (`+marks+`)`, args, func(scan sql.Scan) error {
			var id, name string
			if err := scan(&id, &name); err != nil {
				return err
			}
			b.conferences[id] = name
			return nil
		})
	})
}

// readObjects asks for the rows and their details one after the other: how a
// database joins tables it decides once, while they are empty yet.
func (b *batch) readObjects(ctx context.Context, tx *sql.Tx, kind string, ids []string) error {
	at := map[int64]*known{}
	err := sql.InTurn(ids, func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT id, position, name, stored FROM {objects} WHERE kind = '`+kind+`' AND id IN (`+marks+`)`, args, func(scan sql.Scan) error {
			o := &known{key: key{kind: kind}}
			if err := scan(&o.id, &o.position, &o.name, &o.stored); err != nil {
				return err
			}
			b.objects[o.key], at[o.position] = o, o
			return nil
		})
	})
	if err != nil {
		return err
	}
	return sql.InTurn(slices.Collect(maps.Keys(at)), func(marks string, args []any) error {
		return tx.Each(ctx, `SELECT position, after FROM {details} WHERE position IN (`+marks+`)`, args, func(scan sql.Scan) error {
			var position int64
			var shown *string
			if err := scan(&position, &shown); err != nil {
				return err
			}
			if shown != nil {
				at[position].shown = []byte(*shown)
			}
			return nil
		})
	})
}
