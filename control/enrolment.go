package control

import (
	"context"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/enrolment"
	"github.com/parley-video/parley/events"
)

func enrolments(x *Executor) noun {
	return &decider[enrolment.Command, enrolment.State]{
		x: x, kind: "enrolment", prefix: events.EnrolmentStream,
		stream: func(string) string { return events.EnrolmentStream },
		states: journal.NewStates(x.journal, 1, enrolment.Initial, folding(enrolment.Evolve)),
		claims: enrolment.Claims,
		decide: func(_ context.Context, cmd enrolment.Command, s enrolment.State) (domain.Decision, error) {
			return enrolment.Decide(cmd, s)
		},
	}
}
