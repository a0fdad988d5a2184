package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/device"
	"github.com/parley-video/parley/domain/dialout"
	"github.com/parley-video/parley/domain/rule"
	"github.com/parley-video/parley/events"
)

func rules(x *Executor) noun {
	return &decider[rule.Command, rule.State]{
		x: x, kind: "rule", prefix: "rule-", stream: events.RuleStream,
		states: journal.NewStates(x.journal, keptStates, rule.Initial, folding(rule.Evolve)),
		claims: rule.Claims,
		assign: func(cmd rule.Command, id string) (rule.Command, bool) {
			c, ok := cmd.(rule.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd rule.Command, s rule.State) (domain.Decision, error) {
			refs, err := x.ruleReferences(ctx, cmd)
			if err != nil {
				return domain.Decision{}, err
			}
			return rule.Decide(cmd, s, refs)
		},
		crosses: func(cmd rule.Command) crossing {
			locations, themes := rule.Refers(cmd)
			return naming(append(locations, themes...))
		},
	}
}

// naming is how a command relies on others whose ids it names.
func naming(ids []string) crossing {
	if len(ids) > 0 {
		return sharing
	}
	return alone
}

func (x *Executor) ruleReferences(ctx context.Context, cmd rule.Command) (rule.References, error) {
	locations, themes := rule.Refers(cmd)
	exists, err := x.existingLocations(ctx, locations)
	if err != nil {
		return rule.References{}, err
	}
	refs := rule.References{Locations: exists}
	if refs.Themes, err = existing(ctx, x.themeStates, events.ThemeStream, themes); err != nil {
		return rule.References{}, err
	}
	if _, ok := cmd.(rule.Create); ok {
		if refs.Rules, err = x.refs.Rules(ctx); err != nil {
			return rule.References{}, fmt.Errorf("count gateway rules: %w", err)
		}
	}
	return refs, nil
}

func dialouts(x *Executor) noun {
	return &decider[dialout.Command, dialout.State]{
		x: x, kind: "dialout", prefix: "dialout-", stream: events.DialoutStream,
		states: x.dialoutStates,
		claims: dialout.Claims,
		assign: func(cmd dialout.Command, id string) (dialout.Command, bool) {
			c, ok := cmd.(dialout.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd dialout.Command, s dialout.State) (domain.Decision, error) {
			refs, err := x.dialoutReferences(ctx, cmd, s)
			if err != nil {
				return domain.Decision{}, err
			}
			return dialout.Decide(cmd, s, refs)
		},
		crosses: func(cmd dialout.Command) crossing {
			if _, ok := cmd.(dialout.Remove); ok {
				return excluding
			}
			return naming(dialout.Refers(cmd))
		},
	}
}

func (x *Executor) dialoutReferences(ctx context.Context, cmd dialout.Command, s dialout.State) (dialout.References, error) {
	exists, err := x.existingLocations(ctx, dialout.Refers(cmd))
	if err != nil {
		return dialout.References{}, err
	}
	refs := dialout.References{Locations: exists}
	if _, ok := cmd.(dialout.Remove); ok && s.Live() {
		if refs.UsedBy, err = x.refs.ParticipantUsers(ctx, s.ID); err != nil {
			return dialout.References{}, fmt.Errorf("find users of automatic participant %s: %w", s.ID, err)
		}
	}
	return refs, nil
}

func devices(x *Executor) noun {
	return &decider[device.Command, device.State]{
		x: x, kind: "device", prefix: "device-", stream: events.DeviceStream,
		states: journal.NewStates(x.journal, keptStates, device.Initial, folding(device.Evolve)),
		claims: device.Claims,
		assign: func(cmd device.Command, id string) (device.Command, bool) {
			c, ok := cmd.(device.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealDevicePassword,
		decide: func(_ context.Context, cmd device.Command, s device.State) (domain.Decision, error) {
			return device.Decide(cmd, s)
		},
	}
}

// sealDevicePassword seals the password that a device registers with.
func (x *Executor) sealDevicePassword(_ context.Context, id string, cmd device.Command) (device.Command, error) {
	var err error
	switch c := cmd.(type) {
	case device.Create:
		c.Password.Value.Sealed, err = x.seal(id, c.Password.Value.Plain)
		return c, err
	case device.Update:
		c.Password.Value.Sealed, err = x.seal(id, c.Password.Value.Plain)
		return c, err
	default:
		return cmd, nil
	}
}
