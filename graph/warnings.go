package graph

import (
	"context"

	"github.com/parley-video/parley/domain/advice"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections/inventory"
)

// places is everything that warnings are made of, and what it is called.
type places struct {
	advice.Places
	locations map[string]inventory.Location
	nodes     map[string]inventory.ConferencingNode
}

func (r *Resolver) places(ctx context.Context) (places, error) {
	locations, nodes, err := r.Inventory.Places(ctx)
	if err != nil {
		return places{}, err
	}
	settings, err := r.Inventory.Settings(ctx)
	if err != nil {
		return places{}, err
	}
	p := places{
		locations: make(map[string]inventory.Location, len(locations)),
		nodes:     make(map[string]inventory.ConferencingNode, len(nodes)),
	}
	p.Bursting = settings.BurstingEnabled
	for _, l := range locations {
		p.locations[l.ID] = l
		p.Locations = append(p.Locations, advice.Location{ID: l.ID, Settings: l.Settings})
	}
	for _, n := range nodes {
		p.nodes[n.ID] = n
		p.Nodes = append(p.Nodes, advice.Node{ID: n.ID, Settings: events.NodeSettings{
			Name: n.Name, LocationID: n.LocationID, Role: n.Role, Address: n.Address, AlwaysOn: n.AlwaysOn,
			StaticNATAddress: n.StaticNATAddress, CloudBursting: n.CloudBursting,
		}})
	}
	return p, nil
}

// warnings finds what has to do with an object; nil: with any.
func (r *Resolver) warnings(ctx context.Context, about *advice.Ref) ([]*model.ConfigurationWarning, error) {
	p, err := r.places(ctx)
	if err != nil {
		return nil, err
	}
	out := []*model.ConfigurationWarning{}
	for _, w := range advice.Check(p.Places) {
		if about == nil || w.Concerns(*about) {
			out = append(out, r.modelWarning(w, p))
		}
	}
	return out, nil
}

func (r *Resolver) modelWarning(w advice.Warning, p places) *model.ConfigurationWarning {
	out := &model.ConfigurationWarning{
		Code: model.ConfigurationWarningCode(w.Code), Message: w.Message, Remedy: w.Remedy, Field: w.Field,
	}
	switch w.Subject.Kind {
	case advice.KindLocation:
		row := p.locations[w.Subject.ID]
		out.Subject, out.SubjectName = modelLocation(row), row.Name
	case advice.KindNode:
		row := p.nodes[w.Subject.ID]
		out.Subject, out.SubjectName = r.modelNode(row), row.Name
	}
	return out
}

func (r *Resolver) configurationWarnings(ctx context.Context, subject *string, minPosition *events.Position) ([]*model.ConfigurationWarning, error) {
	var about *advice.Ref
	if subject != nil {
		kind, raw, err := decodeID("subjectId", *subject)
		if err != nil {
			return nil, err
		}
		switch kind {
		case kindLocation, kindNode:
			about = &advice.Ref{Kind: advice.Kind(kind), ID: raw}
		case kindRule, kindDevice, kindService:
			if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
				return nil, err
			}
			return r.warningsOfSubject(ctx, kind, raw)
		default:
			return nil, apierr.BadArgument("subjectId", "want the identifier of a location, node, gateway rule, device or service, this is of kind %s", kind)
		}
	}
	if err := r.catchUp(ctx, readInventory, minPosition); err != nil {
		return nil, err
	}
	list, err := r.warnings(ctx, about)
	if err != nil || about != nil {
		return list, err
	}
	calls, err := r.dialPlanWarnings(ctx)
	return append(list, calls...), err
}

// warned are the warnings of a mutation's payload. The command stands whatever
// happens here, so a failure is logged and they are left out.
func (r *Resolver) warned(ctx context.Context, out outcome, kind advice.Kind) []*model.ConfigurationWarning {
	none := []*model.ConfigurationWarning{}
	if out.position == nil || !out.show {
		return none
	}
	list, err := r.warnings(ctx, &advice.Ref{Kind: kind, ID: out.id})
	if err != nil {
		r.Log.WarnContext(ctx, "warnings of a mutation's answer could not be found", "id", out.id, "error", err)
		return none
	}
	return list
}
