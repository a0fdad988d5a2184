package control

import (
	"context"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/burstschedule"
	"github.com/parley-video/parley/events"
)

func burstSchedules(x *Executor) noun {
	return &decider[burstschedule.Command, burstschedule.State]{
		x: x, kind: "burstschedule", prefix: "burstschedule-", stream: events.BurstScheduleStream,
		states: journal.NewStates(x.journal, keptStates, burstschedule.Initial, folding(burstschedule.Evolve)),
		claims: burstschedule.Claims,
		assign: func(cmd burstschedule.Command, id string) (burstschedule.Command, bool) {
			c, ok := cmd.(burstschedule.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd burstschedule.Command, s burstschedule.State) (domain.Decision, error) {
			exists, err := x.existingLocations(ctx, burstschedule.Refers(cmd))
			if err != nil {
				return domain.Decision{}, err
			}
			return burstschedule.Decide(cmd, s, burstschedule.References{Locations: exists})
		},
		crosses: func(cmd burstschedule.Command) crossing {
			if len(burstschedule.Refers(cmd)) > 0 {
				return sharing
			}
			return alone
		},
	}
}
