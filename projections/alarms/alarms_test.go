package alarms_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/memory"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/alarms"
	"github.com/parley-video/parley/projections/projectiontest"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

func raised(id, node string, level events.AlarmLevel) events.Event {
	return events.AlarmRaised{
		ID: id, Kind: events.AlarmNodeUnreachable, Instance: node, Level: level, Details: "d", Since: projectiontest.Epoch,
		Subject: events.AlarmSubject{Kind: "node", ID: node, Name: "node " + node}, Numbers: []events.AlarmNumber{{Name: "n", Value: 7}},
	}
}

func fold(t *testing.T, db *sql.DB, step int, list ...events.Event) *alarms.Alarms {
	t.Helper()
	a := alarms.New(db)
	log := projectiontest.NewLog(memory.New())
	if _, err := log.Add(context.Background(), list...); err != nil {
		t.Fatal(err)
	}
	if err := projectiontest.CatchUp(context.Background(), log.Store, a.Handler(), step); err != nil {
		t.Fatal(err)
	}
	return a
}

func life() []events.Event {
	list := []events.Event{
		raised("a", "n1", events.AlarmWarning),
		events.AlarmAcknowledged{ID: "a", Note: "first"},
		events.AlarmLowered{ID: "a", Reason: "level-changed"},
		raised("a", "n1", events.AlarmError),
		raised("b", "n2", events.AlarmInfo),
		events.AlarmAcknowledged{ID: "a"},
		events.AlarmAcknowledged{ID: "a", Note: "second"},
		events.AlarmLowered{ID: "b", Reason: "cleared"},
	}
	for i := range 5 {
		list = append(list, raised(fmt.Sprint("c", i), "n3", events.AlarmWarning))
	}
	return list
}

func text(list []alarms.Alarm) string {
	var out []string
	for _, a := range list {
		s := fmt.Sprintf("%s %s", a.ID, a.Level)
		if a.AcknowledgedAt != nil {
			s += fmt.Sprintf(" ack(%s %q)", a.AcknowledgedBy.Name, a.Note)
		}
		if !a.Active {
			s += " " + a.LoweredReason
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestAlarms(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), 3, life()...)
		list, counts, err := a.Raised(t.Context())
		if err != nil || counts != (alarms.Counts{Error: 1, Warning: 5, Unacknowledged: 5}) {
			t.Fatalf("%+v, %v", counts, err)
		}
		if again, err := a.Counts(t.Context()); err != nil || again != counts {
			t.Errorf("%+v, %v", again, err)
		}
		if len(list) != 6 || list[5].Position >= list[0].Position {
			t.Fatalf("%s", text(list))
		}
		one := list[5]
		if got := text(list[5:]); !strings.HasSuffix(got, ` error ack(ada "second")`) {
			t.Errorf("%s", got)
		}
		if one.Subject != (events.AlarmSubject{Kind: "node", ID: "n1", Name: "node n1"}) || one.Numbers[0].Value != 7 ||
			!one.Since.Equal(projectiontest.Epoch) || one.RaisedAt.Before(one.Since) || one.LoweredAt != nil {
			t.Errorf("%+v", one)
		}
		if same, err := a.Alarm(t.Context(), one.ID); err != nil || text([]alarms.Alarm{same}) != text([]alarms.Alarm{one}) {
			t.Errorf("%+v, %v", same, err)
		}
		if id, at, ok := alarms.ParseID(one.ID); !ok || alarms.ID(id, at) != one.ID {
			t.Errorf("%s", one.ID)
		}
		if _, err := a.Alarm(t.Context(), "x.1"); !errors.Is(err, projections.ErrNotFound) {
			t.Error(err)
		}
		all, _, err := a.Changed(t.Context(), 0)
		if err != nil || len(all) != 8 {
			t.Fatalf("%s, %v", text(all), err)
		}
		rest, _, err := a.Changed(t.Context(), list[2].Position) // c2: c3 and c4 came later
		if err != nil || len(rest) != 2 {
			t.Errorf("%s, %v", text(rest), err)
		}
	})
}

func TestFiltersAndPages(t *testing.T) {
	yes, no := true, false
	sqltest.Each(t, func(t *testing.T, open func(testing.TB) *sql.DB) {
		a := fold(t, open(t), 500, life()...)
		for name, c := range map[string]struct {
			q alarms.Query
			n int
		}{
			"all":              {alarms.Query{}, 8},
			"active":           {alarms.Query{Active: &yes}, 6},
			"history":          {alarms.Query{Active: &no}, 2},
			"level":            {alarms.Query{Levels: []events.AlarmLevel{events.AlarmError, events.AlarmInfo}}, 2},
			"kind":             {alarms.Query{Kinds: []events.AlarmKind{events.AlarmDiskFilling}}, 0},
			"subject":          {alarms.Query{SubjectKind: "node", SubjectID: "n1"}, 2},
			"of another kind":  {alarms.Query{SubjectKind: "webhook", SubjectID: "n1"}, 0},
			"acknowledged":     {alarms.Query{Acknowledged: &yes}, 2},
			"not acknowledged": {alarms.Query{Acknowledged: &no, Active: &yes}, 5},
		} {
			n := 0
			var last events.Position
			for c.q.First = 2; ; {
				page, err := a.Alarms(t.Context(), c.q)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range page.Nodes() {
					if last != 0 && row.Position >= last {
						t.Errorf("%s: not newest first", name)
					}
					last = row.Position
					n++
				}
				if page.TotalCount != c.n {
					t.Errorf("%s: %d in total, want %d", name, page.TotalCount, c.n)
				}
				if !page.HasNextPage {
					break
				}
				c.q.After = *page.EndCursor()
			}
			if n != c.n {
				t.Errorf("%s: %d, want %d", name, n, c.n)
			}
		}
	})
}
