package graph

import (
	"context"
	"strings"
	"sync"

	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

// plans keeps the gateway rules compiled until they change.
type plans struct {
	mu   sync.Mutex // guards what follows; not held while rows are read
	set  inventory.RuleSet
	plan *dialplan.Plan
}

// current is the plan of the rules as they are now.
func (p *plans) current(ctx context.Context, from DialPlan) (*dialplan.Plan, error) {
	p.mu.Lock()
	known, plan := p.set, p.plan
	p.mu.Unlock()
	if plan == nil {
		known = inventory.RuleSet{Count: -1}
	}
	now, rows, err := from.AllRules(ctx, known)
	if err != nil || rows == nil {
		return plan, err
	}
	plan = dialplan.New(planned(rows))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.set, p.plan = now, plan
	return plan, nil
}

func planned(rows []inventory.GatewayRule) []dialplan.Rule {
	return convert(rows, func(row inventory.GatewayRule) dialplan.Rule {
		return dialplan.Rule{ID: row.ID, Settings: row.Settings}
	})
}

// aliasBook asks the inventory who has which alias, and remembers whom it has
// named. It keeps the first error; what is found after it is of no use.
type aliasBook struct {
	ctx      context.Context // it lives for one question
	rows     DialPlan
	services map[string]inventory.Service
	devices  map[string]inventory.Device
	err      error
}

var _ dialplan.Directory = (*aliasBook)(nil)

func newAliasBook(ctx context.Context, rows DialPlan) *aliasBook {
	return &aliasBook{ctx: ctx, rows: rows, services: map[string]inventory.Service{}, devices: map[string]inventory.Device{}}
}

// Service implements dialplan.Directory.
func (b *aliasBook) Service(alias string) (dialplan.Service, bool) {
	row, ok := asked(b, b.rows.ServiceByAlias, alias)
	b.services[row.ID] = row
	return dialplan.Service{ID: row.ID, Name: row.Name, Type: row.Type}, ok
}

// Device implements dialplan.Directory.
func (b *aliasBook) Device(alias string) (dialplan.Device, bool) {
	row, ok := asked(b, b.rows.DeviceByAlias, alias)
	b.devices[row.ID] = row
	return dialplan.Device{ID: row.ID, Alias: row.Settings.Alias}, ok
}

func asked[T any](b *aliasBook, find func(context.Context, string) (T, bool, error), alias string) (row T, ok bool) {
	if b.err != nil {
		return row, false
	}
	row, ok, b.err = find(b.ctx, alias)
	return row, ok
}

func (r *Resolver) resolveAlias(ctx context.Context, in model.ResolveAliasInput) (*model.AliasResolution, error) {
	if len([]rune(in.Alias)) > dialplan.MaxDialled {
		return nil, apierr.BadArgument("input.alias", "at most %d characters are allowed", dialplan.MaxDialled)
	}
	digits := text(in.ReceptionDigits.Value())
	if len(digits) > dialplan.MaxDigits || strings.Trim(digits, "0123456789*#") != "" {
		return nil, apierr.BadArgument("input.receptionDigits", "want at most %d digits, * or #", dialplan.MaxDigits)
	}
	source, err := r.callSource(ctx, in.Source)
	if err != nil {
		return nil, err
	}
	end, err := r.LogEnd.End(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, readInventory, &end); err != nil {
		return nil, err
	}
	plan, err := r.plans.current(ctx, r.Inventory)
	if err != nil {
		return nil, err
	}
	book := newAliasBook(ctx, r.Inventory)
	answer := plan.Explain(in.Alias, source, book)
	if s := answer.Service; s != nil && s.Type == events.ServiceReception && digits != "" {
		row := book.services[s.ID]
		answer = plan.Continue(answer, dialplan.Reception{
			Service: *s, Match: row.MatchString, Replace: row.ReplaceString, Digits: row.Digits,
		}, digits, source, book)
	}
	if book.err != nil {
		return nil, book.err
	}
	out := modelResolution(answer, book, end)
	if answer.Rule != nil { // null if it was removed just now
		out.Rule, err = r.gatewayRule(ctx, answer.Rule.ID)
	}
	return out, err
}

func modelResolution(answer dialplan.Answer, book *aliasBook, end events.Position) *model.AliasResolution {
	out := &model.AliasResolution{
		Outcome: model.AliasOutcome(answer.Outcome), Alias: answer.Alias, Position: end,
		Steps: convert(answer.Trace, modelStep),
	}
	if answer.Service != nil {
		out.Service = modelService(book.services[answer.Service.ID])
	}
	if answer.Device != nil {
		out.Device = modelDevice(book.devices[answer.Device.ID])
	}
	return out
}

// callSource reads where a call comes from.
func (r *Resolver) callSource(ctx context.Context, in *model.CallSourceInput) (dialplan.Source, error) {
	source := dialplan.Source{
		Protocol: protocol(in.Protocol), Registered: in.Registered, Direction: dialplan.Direction(lower(in.Direction)),
	}
	var err error
	if source.LocationID, err = optionalRawID("input.source.locationId", kindLocation, in.LocationID.Value()); err != nil || source.LocationID == "" {
		return source, err
	}
	place, err := r.location(ctx, source.LocationID)
	if err == nil && place == nil {
		err = apierr.BadArgument("input.source.locationId", "there is no such location")
	}
	return source, err
}

var stepKinds = map[dialplan.Subject]idKind{
	dialplan.SubjectService: kindService, dialplan.SubjectReception: kindService,
	dialplan.SubjectRule: kindRule, dialplan.SubjectDevice: kindDevice,
}

func modelStep(s dialplan.Step) *model.AliasStep {
	step := &model.AliasStep{
		Subject: model.AliasStepSubject(s.Subject), Name: filled(s.Name), Reason: model.AliasStepReason(s.Reason),
		Message: s.Sentence, Alias: s.Alias, Becomes: filled(s.Becomes),
	}
	if kind, ok := stepKinds[s.Subject]; ok && s.ID != "" {
		id := encodeID(kind, s.ID)
		step.ID = &id
	}
	return step
}
