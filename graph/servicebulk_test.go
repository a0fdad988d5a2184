package graph

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

// slowLog takes a millisecond for every claim of a command, and remembers how
// many were at work at a time.
type slowLog struct {
	Commands
	Inventory
	Projections

	aliases int // of every service that is removed

	mu           sync.Mutex
	claims, most int // at work, and the most that were
	busy, peak   int // commands, likewise
	done         int
}

func (l *slowLog) Execute(_ context.Context, _ control.Envelope, cmd domain.Command) (control.Receipt, error) {
	n := 1 + l.aliases
	if c, ok := cmd.(service.Create); ok {
		n = 1 + len(c.Patch.Aliases.Value)
	}
	l.mu.Lock()
	l.claims, l.busy = l.claims+n, l.busy+1
	l.most, l.peak = max(l.most, l.claims), max(l.peak, l.busy)
	l.mu.Unlock()
	time.Sleep(time.Duration(n) * time.Millisecond)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.claims, l.busy, l.done = l.claims-n, l.busy-1, l.done+1
	return control.Receipt{ID: fmt.Sprint(l.done), Position: 1}, nil
}

func (*slowLog) WaitFor(context.Context, string, events.Position) error { return nil }

func (l *slowLog) ServicesByID(_ context.Context, ids []string) (map[string]inventory.Service, error) {
	rows := map[string]inventory.Service{}
	for _, id := range ids {
		rows[id] = inventory.Service{Aliases: make([]inventory.ServiceAlias, l.aliases)}
	}
	return rows, nil
}

// TestBulkBoundsClaims: services with many aliases do not keep each other from
// being done within the deadline of a command; those with few are all at work.
func TestBulkBoundsClaims(t *testing.T) {
	create := func(aliases int) func(context.Context, *Resolver) (bulk, error) {
		in := model.MeetingRoomsCreateInput{}
		for i := range 200 {
			room := &model.ServiceInput{NewName: fmt.Sprint("room ", i)}
			var list []*model.MeetingRoomAliasInput
			for k := range aliases {
				list = append(list, &model.MeetingRoomAliasInput{Alias: fmt.Sprint(i, ".", k)})
			}
			room.Aliases = graphql.OmittableOf(list)
			in.Rooms = append(in.Rooms, room)
		}
		return func(ctx context.Context, r *Resolver) (bulk, error) { return r.newRooms(ctx, in) }
	}
	remove := func(ctx context.Context, r *Resolver) (bulk, error) {
		in := model.ServicesRemoveInput{}
		for i := range 200 {
			in.Ids = append(in.Ids, encodeID(kindService, fmt.Sprint(i)))
		}
		payload, err := r.removeServices(ctx, in)
		if err != nil {
			return bulk{}, err
		}
		return bulk{succeeded: payload.Succeeded}, nil
	}
	for what, c := range map[string]struct {
		do      func(context.Context, *Resolver) (bulk, error)
		aliases int
		peak    int
	}{
		"none":         {create(0), 0, bulkWorkers},
		"usual":        {create(usualClaims - 1), 0, bulkWorkers},
		"many":         {create(service.MaxAliases), 0, bulkClaims / (1 + service.MaxAliases)},
		"removed":      {remove, 3, bulkWorkers},
		"many removed": {remove, service.MaxAliases, bulkClaims / (1 + service.MaxAliases)},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := &slowLog{aliases: c.aliases}
				b, err := c.do(t.Context(), &Resolver{Deps: Deps{Commands: log, Inventory: log, Projections: log}})
				if err != nil || b.succeeded != 200 || log.done != 200 {
					t.Fatalf("%d of %d done, %v", b.succeeded, log.done, err)
				}
				if log.most > bulkClaims || log.peak != c.peak {
					t.Errorf("%d claims and %d commands at a time, want at most %d and %d", log.most, log.peak, bulkClaims, c.peak)
				}
			})
		})
	}
}

// TestBulkEndsWithItsCaller: what has not begun when the caller goes is not done.
func TestBulkEndsWithItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := &slowLog{}
		r := &Resolver{Deps: Deps{Commands: log, Inventory: log, Projections: log}}
		ctx, cancel := context.WithCancel(t.Context())
		cmds := make([]domain.Command, 3*bulkWorkers)
		for i := range cmds {
			cmds[i] = service.Remove{ID: fmt.Sprint(i)}
		}
		var err error
		go func() { _, err = r.executeMany(ctx, noKey, many{cmds: cmds}) }()
		synctest.Wait()
		cancel()
		synctest.Wait()
		time.Sleep(time.Second)
		synctest.Wait()
		if err == nil || log.done != bulkWorkers {
			t.Errorf("%d done, %v", log.done, err)
		}
	})
}
