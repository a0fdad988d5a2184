package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/policyprofile"
	"github.com/parley-video/parley/events"
)

func policyProfiles(x *Executor) noun {
	return &decider[policyprofile.Command, policyprofile.State]{
		x: x, kind: "policyprofile", prefix: "policyprofile-", stream: events.PolicyProfileStream,
		states: x.profileStates,
		claims: policyprofile.Claims,
		assign: func(cmd policyprofile.Command, id string) (policyprofile.Command, bool) {
			c, ok := cmd.(policyprofile.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealProfilePassword,
		decide: func(ctx context.Context, cmd policyprofile.Command, s policyprofile.State) (domain.Decision, error) {
			var refs policyprofile.References
			if _, ok := cmd.(policyprofile.Remove); ok && s.Live() {
				var err error
				if refs.UsedBy, err = x.refs.PolicyProfileUsers(ctx, s.ID); err != nil {
					return domain.Decision{}, fmt.Errorf("find users of policy profile %s: %w", s.ID, err)
				}
			}
			return policyprofile.Decide(cmd, s, refs)
		},
		crosses: func(cmd policyprofile.Command) crossing {
			if _, ok := cmd.(policyprofile.Remove); ok {
				return excluding
			}
			return alone
		},
	}
}

// sealProfilePassword seals the password that a policy profile gets.
func (x *Executor) sealProfilePassword(_ context.Context, id string, cmd policyprofile.Command) (policyprofile.Command, error) {
	var err error
	switch c := cmd.(type) {
	case policyprofile.Create:
		c.Password.Value.Sealed, err = x.seal(id, c.Password.Value.Plain)
		return c, err
	case policyprofile.Update:
		c.Password.Value.Sealed, err = x.seal(id, c.Password.Value.Plain)
		return c, err
	default:
		return cmd, nil
	}
}
