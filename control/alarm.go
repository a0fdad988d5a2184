package control

import (
	"context"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
)

func alarms(x *Executor) noun {
	return &decider[alarm.Command, alarm.State]{
		x: x, kind: "alarm", prefix: "alarm-", stream: events.AlarmStream,
		states: journal.NewStates(x.journal, keptStates, alarm.Initial, folding(alarm.Evolve)),
		claims: alarm.Claims,
		decide: func(_ context.Context, cmd alarm.Command, s alarm.State) (domain.Decision, error) {
			return alarm.Decide(cmd, s)
		},
	}
}
