package control

import (
	"context"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/burstnode"
	"github.com/parley-video/parley/events"
)

// Bursting is how everything stands that bursting decides on; control/bursting
// knows. The error is a refusal while it does not know yet.
type Bursting func(ctx context.Context) (bursting.State, bursting.Observation, error)

func burstNodes(x *Executor) noun {
	return &decider[burstnode.Command, bursting.Life]{
		x: x, kind: "burstnode", prefix: "burstnode-", stream: events.BurstNodeStream,
		states: journal.NewStates(x.journal, keptNodes, burstnode.Initial, folding(bursting.Evolve)),
		claims: func(bursting.Life) []domain.Claim { return nil },
		decide: func(ctx context.Context, cmd burstnode.Command, life bursting.Life) (domain.Decision, error) {
			if x.bursting == nil {
				return domain.Decision{}, domain.Refuse(domain.CodeNotAllowed, "Bursting is not available here.", "nodeId")
			}
			state, obs, err := x.bursting(ctx)
			if err != nil {
				return domain.Decision{}, err
			}
			return burstnode.Decide(cmd, life, state, obs)
		},
	}
}
