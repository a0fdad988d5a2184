package control

import (
	"context"
	"errors"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/cloudaccount"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

func cloudAccounts(x *Executor) noun {
	return &decider[cloudaccount.Command, cloudaccount.State]{
		x: x, kind: "cloudaccount", prefix: "cloudaccount-", stream: events.CloudAccountStream,
		states: journal.NewStates(x.journal, keptStates, cloudaccount.Initial, folding(cloudaccount.Evolve)),
		claims: cloudaccount.Claims,
		assign: func(cmd cloudaccount.Command, id string) (cloudaccount.Command, bool) {
			c, ok := cmd.(cloudaccount.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.prepareCloudAccount,
		decide: func(_ context.Context, cmd cloudaccount.Command, s cloudaccount.State) (domain.Decision, error) {
			return cloudaccount.Decide(cmd, s)
		},
	}
}

// prepareCloudAccount seals the secret key and says which deployment this is.
func (x *Executor) prepareCloudAccount(ctx context.Context, id string, cmd cloudaccount.Command) (cloudaccount.Command, error) {
	switch c := cmd.(type) {
	case cloudaccount.Create:
		deployment, err := x.deployment(ctx)
		if err != nil {
			return cmd, err
		}
		c.Deployment = deployment
		c.SecretKey.Value.Sealed, err = x.seal(id, c.SecretKey.Value.Plain)
		return c, err
	case cloudaccount.Update:
		deployment, err := x.deployment(ctx)
		if err != nil {
			return cmd, err
		}
		c.Deployment = deployment
		c.SecretKey.Value.Sealed, err = x.seal(id, c.SecretKey.Value.Plain)
		return c, err
	default:
		return cmd, nil
	}
}

var errNoDeployment = errors.New("the log is empty")

// deployment tells this deployment from others: by the first event of its
// settings, which every deployment begins with.
func (x *Executor) deployment(ctx context.Context) (string, error) {
	for from := events.Position(0); ; {
		recs, next, end, err := x.journal.ReadAll(ctx, from, store.Filter{TypePrefixes: []string{"settings.", "administrator.", "cloudaccount."}})
		switch {
		case err != nil:
			return "", err
		case len(recs) > 0:
			return "parley-" + recs[0].ID.String()[:8], nil
		case end:
			return "", errNoDeployment
		}
		from = next
	}
}
