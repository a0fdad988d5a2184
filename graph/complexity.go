package graph

import (
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/generated"
	"github.com/parley-video/parley/graph/model"
)

// liveViewCost is the price of everything at once, whatever is asked of it.
const liveViewCost = 100

// healthCost is the price of asking every read model how far behind it is.
const healthCost = 20

// searchCost is the price of looking at much that is not shown: a text that is
// searched for anywhere, a filter that little of the log passes.
const searchCost = 100

// simulateCost is the price of replaying demand.
const simulateCost = 1000

// fallbackCost is the price of resolving a theme, place by place.
const fallbackCost = 10

// fewCost is as many of something as there usually are, where there are not
// pages of it.
const fewCost = 10

// eventsCost is the price of following the log.
const eventsCost = 20

// complexities prices the fields that cost more than one object. A list that
// is missing here would be priced as a single object: the test of the limits
// holds every connection of the schema to this list.
func complexities() (c generated.ComplexityRoot) {
	c.Query.Locations = func(child, first int, _ *string, _ *model.LocationFilter, _ *model.LocationOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.ConferencingNodes = func(child, first int, _ *string, _ *model.ConferencingNodeFilter, _ *model.ConferencingNodeOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.ConfigurationWarnings = func(child int, _ *string, _ *events.Position) int { return healthCost + child }
	c.Query.ExplainPlacement = func(child int, _ model.ExplainPlacementInput) int { return liveViewCost + child }
	c.Query.PolicyProfiles = func(child, first int, _ *string, _ *model.PolicyProfileFilter, _ *model.PolicyProfileOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.MeetingRooms = func(child, first int, _ *string, _ *model.ServiceSearch, _ *model.ServiceOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Administrators = func(child, first int, _ *string, _ *model.AdministratorFilter, _ *model.AdministratorOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Roles = func(child, first int, _ *string, _ *model.RoleFilter, _ *model.RoleOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	serviceList := func(child, first int, _ *string, _ *model.ServiceSearch, _ *model.ServiceOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Auditoriums, c.Query.Receptions, c.Query.TestCalls = serviceList, serviceList, serviceList
	c.Query.Services = func(child, first int, _ *string, _ *model.ServiceFilter, _ *model.ServiceOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	// Of many, each counts once, whatever is asked of its result.
	c.Mutation.MeetingRoomsCreate = func(child int, in model.MeetingRoomsCreateInput) int { return saturatingAdd(child, len(in.Rooms)) }
	c.Mutation.ServicesUpdate = func(child int, in model.ServicesUpdateInput) int { return saturatingAdd(child, len(in.Ids)) }
	c.Mutation.ServicesRemove = func(child int, in model.ServicesRemoveInput) int { return saturatingAdd(child, len(in.Ids)) }
	c.Query.APITokens = func(child, first int, _ *string, _ *model.APITokenFilter, _ *model.APITokenOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Sessions = func(child, first int, _ *string, _ *model.SessionFilter, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.NodeHistory = func(child, first int, _ *string, filter *model.NodeHistoryFilter, _ *events.Position) int {
		price := pageCost(child, first)
		if filter != nil && filter.Search.IsSet() {
			price = saturatingAdd(price, searchCost)
		}
		return price
	}
	c.Query.ConferenceHistory = func(child, first int, _ *string, _ *model.ConferenceHistoryFilter, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Audit = func(child, first int, _ *string, filter *model.AuditFilter, _ *events.Position) int {
		price := pageCost(child, first)
		if filter != nil && (filter.Search.IsSet() || filter.Actor.IsSet()) {
			price = saturatingAdd(price, searchCost)
		}
		return price
	}
	c.Query.Events = func(child, first int, _ *string, filter *model.EventFilter) int {
		price := pageCost(child, first)
		if filter != nil {
			price = saturatingAdd(price, searchCost)
		}
		return price
	}
	c.Query.Themes = func(child, first int, _ *string, _ *model.ThemeFilter, _ *model.ThemeOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.CloudAccounts = func(child, first int, _ *string, _ *model.CloudAccountFilter, _ *model.CloudAccountOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.BurstSchedules = func(child, first int, _ *string, _ *model.BurstScheduleFilter, _ *model.BurstScheduleOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.BurstSchedule.Windows = func(child, count int) int { return pageCost(child, count) }
	c.BurstingNode.LastEvent = func(child int) int { return pageCost(child, fewCost) }
	c.Query.BurstingStatus = func(child int) int { return liveViewCost + child }
	c.Query.BurstingSimulate = func(child int, _ model.BurstingSimulateInput) int { return simulateCost + child }
	c.Query.CloudAccountCheck = func(child int, _ string) int { return searchCost + child }
	c.Subscription.BurstingStatus = func(child int) int { return liveViewCost + child }
	c.Query.ThemeFallback = func(child int, _ *events.Position) int { return fallbackCost + child }
	c.Theme.Fallback = func(child int) int { return fallbackCost + child }
	c.Query.Alarms = func(child, first int, _ *string, _ *model.AlarmFilter, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Subscription.Alarms = func(child int, _ *events.Position) int { return eventsCost + child }
	c.Query.Webhooks = func(child, first int, _ *string, _ *events.Position) int { return pageCost(child+statusCost, first) }
	c.Query.Webhook = func(child int, _ string, _ *events.Position) int { return statusCost + child }
	c.Query.Certificates = func(child, first int, _ *string, _ *model.CertificateFilter, _ *model.CertificateOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.CertificateExpiries = func(child, limit int) int { return pageCost(child, limit) }
	c.Webhook.Attempts = func(child, first int, _ *string, _ []model.WebhookDeliveryState) int {
		return pageCost(child, first)
	}
	c.Webhook.Deliveries = func(child, first int, _ *string, _ []model.WebhookDeliveryState) int {
		return pageCost(child, first)
	}
	c.Query.GatewayRules = func(child, first int, _ *string, _ *model.GatewayRuleFilter, _ *model.GatewayRuleOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.AutomaticParticipants = func(child, first int, _ *string, _ *model.AutomaticParticipantFilter, _ *model.AutomaticParticipantOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.Devices = func(child, first int, _ *string, _ *model.DeviceFilter, _ *model.DeviceOrder, _ *events.Position) int {
		return pageCost(child, first)
	}
	c.Query.ResolveAlias = func(child int, _ model.ResolveAliasInput) int { return searchCost + child }
	c.ConferenceRecord.NodeChanges = func(child int) int { return pageCost(child, fewCost) }
	c.ConferenceRecord.Backplanes = func(child int) int { return pageCost(child, fewCost) }
	c.ConferenceParticipant.Moves = func(child int) int { return pageCost(child, 1) }
	c.ConferenceParticipant.Placements = func(child int) int { return pageCost(child, 1) }
	c.ConferenceRecord.Participants = func(child, first int, _ *string) int { return pageCost(child, first) }
	c.Query.Projections = func(child int) int { return healthCost + child }
	c.Query.LiveView = func(child int, _ *events.Position) int { return liveViewCost + child }
	c.Subscription.Events = func(child int, _ *events.Position, _ *model.EventFilter) int { return eventsCost + child }
	c.Subscription.LiveView = func(child int, _ *events.Position, _ model.Pace) int { return liveViewCost + child }
	return c
}
