package graph

import (
	"context"
	"errors"
	"fmt"

	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/inventory"
)

// ruleWarnings say what is allowed but unwise about a gateway rule.
func ruleWarnings(r *model.GatewayRule) []*model.ConfigurationWarning {
	if r == nil || r.Incoming || r.Outgoing {
		return []*model.ConfigurationWarning{}
	}
	return []*model.ConfigurationWarning{{
		Code: model.ConfigurationWarningCodeRuleWithoutCalls, Subject: r, SubjectName: r.Name, Field: []string{"incoming"},
		Message: fmt.Sprintf("The gateway rule %q is for no calls, neither incoming nor outgoing ones.", r.Name),
		Remedy:  "Let it be for one of them, or remove it.",
	}}
}

// shadowed warns of a device whose calls go to a service.
func shadowed(d inventory.Device, by string) *model.ConfigurationWarning {
	device := modelDevice(d)
	return &model.ConfigurationWarning{
		Code: model.ConfigurationWarningCodeDeviceAliasOfService, Subject: device, SubjectName: device.Alias, Field: []string{"alias"},
		Message: fmt.Sprintf("The service %q has the alias %q, too, and gets the calls to it.", by, device.Alias),
		Remedy:  "Change one of the two aliases.",
	}
}

// maxShadowed is how many devices whose alias a service has are listed.
const maxShadowed = 200

// dialPlanWarnings are those of all gateway rules and devices.
func (r *Resolver) dialPlanWarnings(ctx context.Context) ([]*model.ConfigurationWarning, error) {
	_, rules, err := r.Inventory.AllRules(ctx, inventory.RuleSet{Count: -1})
	if err != nil {
		return nil, err
	}
	var out []*model.ConfigurationWarning
	for _, row := range rules {
		out = append(out, ruleWarnings(modelRule(row))...)
	}
	devices, err := r.Inventory.ShadowedDevices(ctx, maxShadowed)
	if err != nil {
		return nil, err
	}
	list, err := r.deviceWarnings(ctx, devices)
	return append(out, list...), err
}

// deviceWarnings are those of the devices whose alias a service has.
func (r *Resolver) deviceWarnings(ctx context.Context, devices []inventory.Device) ([]*model.ConfigurationWarning, error) {
	services, err := r.Inventory.ServicesByAlias(ctx, convert(devices, func(d inventory.Device) string { return d.Settings.Alias }))
	if err != nil {
		return nil, err
	}
	out := []*model.ConfigurationWarning{}
	for _, d := range devices {
		if s, ok := services[d.Settings.Alias]; ok {
			out = append(out, shadowed(d, s.Name))
		}
	}
	return out, nil
}

// serviceWarnings are those of the devices whose alias a service has.
func (r *Resolver) serviceWarnings(ctx context.Context, row inventory.Service) ([]*model.ConfigurationWarning, error) {
	devices, err := r.Inventory.DevicesByAlias(ctx, convert(row.Aliases, func(a inventory.ServiceAlias) string { return a.Alias }))
	return convert(devices, func(d inventory.Device) *model.ConfigurationWarning { return shadowed(d, row.Name) }), err
}

// warnedOf are the warnings of one gateway rule, device or service for a
// mutation's answer. The command stands whatever happens here, so a failure is
// logged and they are left out.
func (r *Resolver) warnedOf(ctx context.Context, out outcome, kind idKind) []*model.ConfigurationWarning {
	none := []*model.ConfigurationWarning{}
	if out.position == nil || !out.show {
		return none
	}
	list, err := r.warningsOfSubject(ctx, kind, out.id)
	if err != nil {
		r.Log.WarnContext(ctx, "warnings of a mutation's answer could not be found", "id", out.id, "error", err)
		return none
	}
	return list
}

// warningsOfSubject are those of one gateway rule, device or service; none when
// there is no such object.
func (r *Resolver) warningsOfSubject(ctx context.Context, kind idKind, raw string) ([]*model.ConfigurationWarning, error) {
	var list []*model.ConfigurationWarning
	var err error
	switch kind {
	case kindRule:
		var rule *model.GatewayRule
		rule, err = r.gatewayRule(ctx, raw)
		list = ruleWarnings(rule)
	case kindService:
		var row inventory.Service
		if row, err = r.Inventory.Service(ctx, raw); err == nil {
			list, err = r.serviceWarnings(ctx, row)
		}
	default:
		var row inventory.Device
		if row, err = r.Inventory.Device(ctx, raw); err == nil {
			list, err = r.deviceWarnings(ctx, []inventory.Device{row})
		}
	}
	if errors.Is(err, projections.ErrNotFound) {
		return []*model.ConfigurationWarning{}, nil
	}
	return list, err
}
