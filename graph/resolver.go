package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/generated"
	"github.com/parley-video/parley/graph/model"
)

// Resolver is the root of all resolvers. The methods of the generated
// interfaces are one line each and stand in NOUN.resolvers.go; what they call
// stands in NOUN.go.
type Resolver struct {
	Deps
	plans plans
}

type (
	queryResolver            struct{ *Resolver }
	mutationResolver         struct{ *Resolver }
	subscriptionResolver     struct{ *Resolver }
	locationResolver         struct{ *Resolver }
	conferencingNodeResolver struct{ *Resolver }
	conferenceRecordResolver struct{ *Resolver }
	webhookResolver          struct{ *Resolver }

	conferenceParticipantResolver struct{ *Resolver }

	gatewayRuleResolver          struct{ *Resolver }
	automaticParticipantResolver struct{ *Resolver }
	deviceResolver               struct{ *Resolver }
	themeResolver                struct{ *Resolver }
)

var _ generated.ResolverRoot = (*Resolver)(nil)

// Query implements generated.ResolverRoot.
func (r *Resolver) Query() generated.QueryResolver { return &queryResolver{r} }

// Mutation implements generated.ResolverRoot.
func (r *Resolver) Mutation() generated.MutationResolver { return &mutationResolver{r} }

// Subscription implements generated.ResolverRoot.
func (r *Resolver) Subscription() generated.SubscriptionResolver { return &subscriptionResolver{r} }

// Location implements generated.ResolverRoot.
func (r *Resolver) Location() generated.LocationResolver { return &locationResolver{r} }

// ConferencingNode implements generated.ResolverRoot.
func (r *Resolver) ConferencingNode() generated.ConferencingNodeResolver {
	return &conferencingNodeResolver{r}
}

// ConferenceRecord implements generated.ResolverRoot.
func (r *Resolver) ConferenceRecord() generated.ConferenceRecordResolver {
	return &conferenceRecordResolver{r}
}

// ConferenceParticipant implements generated.ResolverRoot.
func (r *Resolver) ConferenceParticipant() generated.ConferenceParticipantResolver {
	return &conferenceParticipantResolver{r}
}

// Webhook implements generated.ResolverRoot.
func (r *Resolver) Webhook() generated.WebhookResolver { return &webhookResolver{r} }

// GatewayRule implements generated.ResolverRoot.
func (r *Resolver) GatewayRule() generated.GatewayRuleResolver { return &gatewayRuleResolver{r} }

// AutomaticParticipant implements generated.ResolverRoot.
func (r *Resolver) AutomaticParticipant() generated.AutomaticParticipantResolver {
	return &automaticParticipantResolver{r}
}

// BurstingNode implements generated.ResolverRoot.
func (r *Resolver) BurstingNode() generated.BurstingNodeResolver { return &burstingNodeResolver{r} }

// BurstSchedule implements generated.ResolverRoot.
func (r *Resolver) BurstSchedule() generated.BurstScheduleResolver { return &burstScheduleResolver{r} }

// Device implements generated.ResolverRoot.
func (r *Resolver) Device() generated.DeviceResolver { return &deviceResolver{r} }

// Theme implements generated.ResolverRoot.
func (r *Resolver) Theme() generated.ThemeResolver { return &themeResolver{r} }

// The read models, by the names under which the runner knows them.
const (
	readInventory     = "inventory"
	readAccess        = "access"
	readNodeHistory   = "nodehistory"
	readConferences   = "conferencehistory"
	readLiveView      = "liveview"
	readAudit         = "audit"
	readWebhooks      = "webhooks"
	readThemes        = "themes"
	readAlarms        = "alarms"
	readCloudAccounts = "cloudaccounts"
	readSchedules     = "burstschedules"

	readCertificates = "certificates"
)

// catchUpTime is how long an answer waits for a read model.
const catchUpTime = 5 * time.Second

// catchUp waits until a read model reflects minPosition.
func (r *Resolver) catchUp(ctx context.Context, readModel string, minPosition *events.Position) error {
	if minPosition == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, catchUpTime)
	defer cancel()
	if err := r.Projections.WaitFor(ctx, readModel, *minPosition); err != nil {
		return apierr.Wrap(apierr.Unavailable, err, "minPosition: "+readModel+" has not reached it yet")
	}
	return nil
}

// envelope says under which circumstances a command is given.
func envelope(ctx context.Context, key graphql.Omittable[*string], expected graphql.Omittable[*int64]) (control.Envelope, error) {
	call := auth.CallFrom(ctx)
	env := control.Envelope{
		Actor:          actorOf(call.Principal),
		Source:         call.Source,
		Correlation:    call.TraceID,
		IdempotencyKey: text(key.Value()),
	}
	if revision := expected.Value(); revision != nil {
		if *revision < 0 {
			return env, domain.Refuse(domain.CodeConflict, "No revision is negative.", "expectedRevision")
		}
		at := uint64(*revision)
		env.ExpectedRevision = &at
	}
	return env, nil
}

// plainEnvelope is that of an input without key and expected revision.
func plainEnvelope(ctx context.Context) control.Envelope {
	call := auth.CallFrom(ctx)
	return control.Envelope{Actor: actorOf(call.Principal), Source: call.Source, Correlation: call.TraceID}
}

func actorOf(p auth.Principal) events.Actor {
	kind := events.ActorAdministrator
	if p.Kind == auth.KindToken {
		kind = events.ActorToken
	}
	return events.Actor{Kind: kind, ID: p.ID, Name: p.Name}
}

// outcome is what became of a mutation, in the terms of its payload.
type outcome struct {
	id         string           // of the aggregate, without kind
	position   *events.Position // nil: refused
	userErrors []*model.UserError
	show       bool // the entity belongs into the payload
}

// refused makes the outcome of an error: a refusal, or no outcome at all.
func refused(err error) (outcome, error) {
	list, err := userErrors(err)
	return outcome{userErrors: list}, err
}

// execute runs a command and lets the read model catch up with it, so that the
// payload carries the entity as the command left it, or as it is after a
// conflict.
func (r *Resolver) execute(ctx context.Context, readModel string, cmd domain.Command, key graphql.Omittable[*string], expected graphql.Omittable[*int64]) (outcome, error) {
	env, err := envelope(ctx, key, expected)
	if err != nil {
		return refused(err)
	}
	receipt, err := r.Commands.Execute(ctx, env, cmd)
	if domain.IsRefusal(err, domain.CodeConflict) {
		out, err := refused(err)
		out.id, out.show = cmd.AggregateID(), r.reached(ctx, readModel, r.end(ctx))
		return out, err
	}
	if err != nil {
		return refused(err)
	}
	return r.done(ctx, readModel, receipt), nil
}

// done is the outcome of a command that is in the log. The command stands even
// if the read model does not catch up in time: then the entity is left out.
func (r *Resolver) done(ctx context.Context, readModel string, receipt control.Receipt) outcome {
	return outcome{
		id: receipt.ID, position: &receipt.Position, userErrors: []*model.UserError{},
		show: r.reached(ctx, readModel, receipt.Position),
	}
}

func (r *Resolver) reached(ctx context.Context, readModel string, position events.Position) bool {
	if err := r.catchUp(ctx, readModel, &position); err != nil {
		r.Log.WarnContext(ctx, "read model is behind a mutation", "projection", readModel, "position", position.String(), "error", err)
		return false
	}
	return true
}

// end is the end of the log, or its beginning when nobody knows.
func (r *Resolver) end(ctx context.Context) events.Position {
	end, err := r.LogEnd.End(ctx)
	if err != nil {
		r.Log.WarnContext(ctx, "end of the log is unknown", "error", err)
	}
	return end
}

// noKey is the idempotency key of inputs that have none.
var noKey graphql.Omittable[*string]

// noRevision is the expected revision of inputs that have none.
var noRevision graphql.Omittable[*int64]

// executeChange is execute for a change whose form was checked.
func (r *Resolver) executeChange(ctx context.Context, c *change, readModel string, cmd domain.Command, key graphql.Omittable[*string], expected graphql.Omittable[*int64]) (outcome, error) {
	if err := c.check.Err(); err != nil {
		return refused(err)
	}
	return r.execute(ctx, readModel, cmd, key, expected)
}

// removed is the identifier of an object that is gone, or nil when the removal
// was refused.
func (o outcome) removed(id string) *string {
	if o.position == nil {
		return nil
	}
	return &id
}

// shown loads the entity for a payload. The command stands whatever happens
// here, so a failure is logged and the entity left out: an error would tell
// the caller that nothing was done.
func shown[Node any](ctx context.Context, r *Resolver, out outcome, load func(ctx context.Context, raw string) (*Node, error)) *Node {
	if !out.show {
		return nil
	}
	node, err := load(ctx, out.id)
	if err != nil {
		r.Log.WarnContext(ctx, "entity of a mutation's answer could not be read", "id", out.id, "error", err)
	}
	return node
}

// one answers a query for a single object.
func one[Node any](ctx context.Context, r *Resolver, readModel string, kind idKind, id string, minPosition *events.Position, load func(ctx context.Context, raw string) (*Node, error)) (*Node, error) {
	raw, err := rawID("id", kind, id)
	if err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, readModel, minPosition); err != nil {
		return nil, err
	}
	return load(ctx, raw)
}
