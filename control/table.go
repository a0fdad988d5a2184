package control

import (
	"context"
	"fmt"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/domain/conference"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/domain/settings"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
)

// How many folded states are kept of a noun. Those of conferences are larger.
// All nodes are asked for in turn, time and again: were there more than are kept,
// none would be found.
const (
	keptStates      = 1024
	keptNodes       = 16384
	keptConferences = 64
)

// table registers every noun. The kinds and prefixes are in the log for ever.
func table(x *Executor) []noun {
	return []noun{
		locations(x), nodes(x), services(x), globalSettings(x), administrators(x), tokens(x), conferences(x), webhooks(x), roles(x),
		enrolments(x), certificates(x), certificateAssignments(x),
		policyProfiles(x),
		signInSettings(x),
		rules(x), dialouts(x), devices(x),
		themes(x),
		alarms(x),
		cloudAccounts(x),
		burstSchedules(x),
		burstNodes(x),
	}
}

func locations(x *Executor) noun {
	return &decider[location.Command, location.State]{
		x: x, kind: "location", prefix: "location-", stream: events.LocationStream,
		states: x.locationStates,
		claims: location.Claims,
		assign: func(cmd location.Command, id string) (location.Command, bool) {
			c, ok := cmd.(location.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealTURNPasswords,
		decide: func(ctx context.Context, cmd location.Command, s location.State) (domain.Decision, error) {
			refs, err := x.locationReferences(ctx, cmd, s)
			if err != nil {
				return domain.Decision{}, err
			}
			return location.Decide(cmd, s, refs)
		},
		crosses: func(cmd location.Command) crossing {
			if _, ok := cmd.(location.Remove); ok {
				return excluding
			}
			return sharing
		},
	}
}

func (x *Executor) locationReferences(ctx context.Context, cmd location.Command, s location.State) (location.References, error) {
	exists, err := x.existingLocations(ctx, location.Refers(cmd))
	if err != nil {
		return location.References{}, err
	}
	profiles, err := existing(ctx, x.profileStates, events.PolicyProfileStream, location.RefersToProfiles(cmd))
	if err != nil {
		return location.References{}, err
	}
	refs := location.References{Exists: exists, PolicyProfiles: profiles}
	if _, ok := cmd.(location.Remove); ok && s.Live() {
		if refs.UsedBy, err = x.refs.LocationUsers(ctx, s.ID); err != nil {
			return location.References{}, fmt.Errorf("find users of location %s: %w", s.ID, err)
		}
	}
	return refs, nil
}

// existingLocations asks the locations' own streams, which are never behind.
func (x *Executor) existingLocations(ctx context.Context, ids []string) (map[string]bool, error) {
	return existing(ctx, x.locationStates, events.LocationStream, ids)
}

// existing tells which aggregates of a noun exist.
func existing[S interface{ Live() bool }](ctx context.Context, states *journal.States[S], stream func(string) string, ids []string) (map[string]bool, error) {
	exists := make(map[string]bool, len(ids))
	for _, id := range ids {
		if !idPattern.MatchString(id) {
			continue
		}
		now, err := states.Load(ctx, stream(id))
		if err != nil {
			return nil, err
		}
		exists[id] = now.State.Live()
	}
	return exists, nil
}

func nodes(x *Executor) noun {
	return &decider[node.Command, node.State]{
		x: x, kind: "node", prefix: "node-", stream: events.NodeStream,
		states: x.nodeStates,
		claims: node.Claims,
		assign: func(cmd node.Command, id string) (node.Command, bool) {
			c, ok := cmd.(node.Create)
			c.ID = id
			return c, ok
		},
		decide: func(ctx context.Context, cmd node.Command, s node.State) (domain.Decision, error) {
			exists, err := x.existingLocations(ctx, node.Refers(cmd))
			if err != nil {
				return domain.Decision{}, err
			}
			refs := node.References{Exists: exists}
			if x.calls != nil && node.MayDropCalls(cmd, s) {
				refs.Calls = x.calls(s.ID)
			}
			return node.Decide(cmd, s, refs)
		},
		changed: func(s node.State) events.Revision { return s.Configured },
		crosses: func(cmd node.Command) crossing {
			if len(node.Refers(cmd)) > 0 {
				return sharing
			}
			return alone
		},
	}
}

func services(x *Executor) noun {
	return &decider[service.Command, service.State]{
		x: x, kind: "service", prefix: "service-", stream: events.ServiceStream,
		states: x.serviceStates,
		claims: service.Claims,
		assign: func(cmd service.Command, id string) (service.Command, bool) {
			c, ok := cmd.(service.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealPINs,
		decide: func(ctx context.Context, cmd service.Command, s service.State) (domain.Decision, error) {
			refs, err := x.serviceReferences(ctx, cmd)
			if err != nil {
				return domain.Decision{}, err
			}
			return service.Decide(cmd, s, x.openPINs(s), refs)
		},
		crosses: func(cmd service.Command) crossing {
			if locations, themes, participants := service.Refers(cmd); len(locations)+len(themes)+len(participants) > 0 {
				return sharing
			}
			return alone
		},
	}
}

func (x *Executor) serviceReferences(ctx context.Context, cmd service.Command) (service.References, error) {
	locations, themes, participants := service.Refers(cmd)
	exists, err := x.existingLocations(ctx, locations)
	if err != nil {
		return service.References{}, err
	}
	dialled, err := existing(ctx, x.dialoutStates, events.DialoutStream, participants)
	if err != nil {
		return service.References{}, err
	}
	themed, err := existing(ctx, x.themeStates, events.ThemeStream, themes)
	return service.References{Locations: exists, Participants: dialled, Themes: themed}, err
}

func globalSettings(x *Executor) noun {
	return &decider[settings.Command, settings.State]{
		x: x, kind: "settings", prefix: events.SettingsStream,
		stream: func(string) string { return events.SettingsStream },
		states: journal.NewStates(x.journal, 1, settings.Initial, folding(settings.Evolve)),
		claims: settings.Claims,
		decide: func(ctx context.Context, cmd settings.Command, s settings.State) (domain.Decision, error) {
			named := settings.Refers(cmd)
			exists, err := existing(ctx, x.themeStates, events.ThemeStream, []string{named})
			if err != nil {
				return domain.Decision{}, err
			}
			return settings.Decide(cmd, s, settings.References{ThemeExists: exists[named]})
		},
		crosses: func(cmd settings.Command) crossing {
			if settings.Refers(cmd) != "" {
				return sharing
			}
			return alone
		},
	}
}

func administrators(x *Executor) noun {
	return &decider[administrator.Command, administrator.State]{
		x: x, kind: "administrator", prefix: "admin-", stream: events.AdministratorStream,
		states: x.adminStates,
		claims: administrator.Claims,
		assign: func(cmd administrator.Command, id string) (administrator.Command, bool) {
			c, ok := cmd.(administrator.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealPassword,
		decide: func(ctx context.Context, cmd administrator.Command, s administrator.State) (domain.Decision, error) {
			refs, err := x.administratorReferences(ctx, cmd, s)
			if err != nil {
				return domain.Decision{}, err
			}
			return administrator.Decide(cmd, s, refs)
		},
		changed: func(s administrator.State) events.Revision { return s.Changed },
		crosses: func(cmd administrator.Command) crossing {
			if mayEndAWriter(cmd) {
				return excluding
			}
			if _, ok := cmd.(administrator.Create); ok {
				return sharing // its role must not be removed meanwhile
			}
			return alone
		},
	}
}

func tokens(x *Executor) noun {
	return &decider[token.Command, token.State]{
		x: x, kind: "token", prefix: "token-", stream: events.TokenStream,
		states: journal.NewStates(x.journal, keptStates, token.Initial, folding(token.Evolve)),
		claims: token.Claims,
		assign: func(cmd token.Command, id string) (token.Command, bool) {
			c, ok := cmd.(token.Create)
			c.ID = id
			return c, ok
		},
		decide: func(_ context.Context, cmd token.Command, s token.State) (domain.Decision, error) {
			return token.Decide(cmd, s)
		},
	}
}

func conferences(x *Executor) noun {
	return &decider[conference.Command, conference.State]{
		x: x, kind: "conference", prefix: "conference-", stream: events.ConferenceStream,
		states: journal.NewStates(x.journal, keptConferences, conference.Initial, conference.Fold),
		claims: conference.Claims,
		decide: func(_ context.Context, cmd conference.Command, s conference.State) (domain.Decision, error) {
			return conference.Decide(cmd, s)
		},
	}
}

func webhooks(x *Executor) noun {
	return &decider[webhook.Command, webhook.State]{
		x: x, kind: "webhook", prefix: "webhook-", stream: events.WebhookStream,
		states: journal.NewStates(x.journal, keptStates, webhook.Initial, folding(webhook.Evolve)),
		claims: webhook.Claims,
		assign: func(cmd webhook.Command, id string) (webhook.Command, bool) {
			c, ok := cmd.(webhook.Create)
			c.ID = id
			return c, ok
		},
		prepare: x.sealWebhookSecret,
		decide: func(_ context.Context, cmd webhook.Command, s webhook.State) (domain.Decision, error) {
			return webhook.Decide(cmd, s)
		},
	}
}
