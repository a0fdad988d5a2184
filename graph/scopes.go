package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// What a field demands besides a scope.
const (
	anybody       = "-" // nothing, not even a credential
	authenticated = "+" // any caller that is known
)

// fieldScopes says what every root field demands. It is the one place where
// rights are decided; a field that is missing here cannot be called at all.
var fieldScopes = map[string]access.Scope{
	"Query.node":               authenticated, // and the scope of what it finds, see kindScopes
	"Query.viewer":             authenticated,
	"Query.server":             authenticated,
	"Query.locations":          access.ScopeConfigRead,
	"Query.location":           access.ScopeConfigRead,
	"Query.conferencingNodes":  access.ScopeConfigRead,
	"Query.conferencingNode":   access.ScopeConfigRead,
	"Query.meetingRooms":       access.ScopeConfigRead,
	"Query.meetingRoom":        access.ScopeConfigRead,
	"Query.auditoriums":        access.ScopeConfigRead,
	"Query.auditorium":         access.ScopeConfigRead,
	"Query.receptions":         access.ScopeConfigRead,
	"Query.reception":          access.ScopeConfigRead,
	"Query.testCalls":          access.ScopeConfigRead,
	"Query.testCall":           access.ScopeConfigRead,
	"Query.services":           access.ScopeConfigRead,
	"Query.signInSettings":     access.ScopeConfigRead,
	"Query.globalSettings":     access.ScopeConfigRead,
	"Query.signInPage":         anybody,
	"Query.themes":             access.ScopeConfigRead,
	"Query.theme":              access.ScopeConfigRead,
	"Query.themeFallback":      access.ScopeConfigRead,
	"Query.cloudAccounts":      access.ScopeConfigRead,
	"Query.cloudAccount":       access.ScopeConfigRead,
	"Query.cloudAccountCheck":  access.ScopeConfigWrite, // it asks the cloud
	"Query.burstingStatus":     access.ScopeConfigRead,
	"Query.burstSchedules":     access.ScopeConfigRead,
	"Query.burstSchedule":      access.ScopeConfigRead,
	"Query.burstingSetup":      access.ScopeConfigRead,
	"Query.burstingConversion": access.ScopeConfigRead,
	"Query.burstingSimulate":   access.ScopeHistoryRead,
	"Query.administrators":     access.ScopeConfigRead,
	"Query.apiTokens":          access.ScopeConfigRead,
	"Query.permissions":        authenticated,
	"Query.sessions":           authenticated, // others' sessions: see everybodysSessions
	"Query.roles":              access.ScopeConfigRead,
	"Query.role":               access.ScopeConfigRead,
	"Query.nodeHistory":        access.ScopeHistoryRead,
	"Query.conferenceHistory":  access.ScopeHistoryRead,
	"Query.conferenceRecord":   access.ScopeHistoryRead,
	"Query.liveView":           access.ScopeLiveViewRead,
	"Query.alarms":             access.ScopeConfigRead,
	"Query.alarm":              access.ScopeConfigRead,
	"Query.alarmCounts":        access.ScopeConfigRead,
	"Query.projections":        access.ScopeConfigRead,
	"Query.audit":              access.ScopeHistoryRead,
	"Query.auditState":         access.ScopeHistoryRead,
	"Query.events":             access.ScopeEventsRead,
	"Query.event":              access.ScopeEventsRead,
	"Query.eventLog":           access.ScopeConfigRead,
	"Query.webhooks":           access.ScopeConfigRead,
	"Query.webhook":            access.ScopeConfigRead,

	"Query.gatewayRules":          access.ScopeConfigRead,
	"Query.gatewayRule":           access.ScopeConfigRead,
	"Query.automaticParticipants": access.ScopeConfigRead,
	"Query.automaticParticipant":  access.ScopeConfigRead,
	"Query.devices":               access.ScopeConfigRead,
	"Query.device":                access.ScopeConfigRead,
	"Query.resolveAlias":          access.ScopeConfigRead,

	"Mutation.signIn":                         anybody,
	"Mutation.signOut":                        authenticated,
	"Mutation.locationCreate":                 access.ScopeConfigWrite,
	"Mutation.locationUpdate":                 access.ScopeConfigWrite,
	"Mutation.locationRemove":                 access.ScopeConfigWrite,
	"Mutation.conferencingNodeCreate":         access.ScopeConfigWrite,
	"Mutation.conferencingNodeUpdate":         access.ScopeConfigWrite,
	"Mutation.conferencingNodeRemove":         access.ScopeConfigWrite,
	"Mutation.conferencingNodeProvision":      access.ScopeConfigWrite,
	"Mutation.conferencingNodeSetMaintenance": access.ScopeConfigWrite,
	"Mutation.meetingRoomCreate":              access.ScopeConfigWrite,
	"Mutation.meetingRoomUpdate":              access.ScopeConfigWrite,
	"Mutation.meetingRoomRemove":              access.ScopeConfigWrite,
	"Mutation.meetingRoomsCreate":             access.ScopeConfigWrite,
	"Mutation.auditoriumCreate":               access.ScopeConfigWrite,
	"Mutation.auditoriumUpdate":               access.ScopeConfigWrite,
	"Mutation.auditoriumRemove":               access.ScopeConfigWrite,
	"Mutation.receptionCreate":                access.ScopeConfigWrite,
	"Mutation.receptionUpdate":                access.ScopeConfigWrite,
	"Mutation.receptionRemove":                access.ScopeConfigWrite,
	"Mutation.testCallCreate":                 access.ScopeConfigWrite,
	"Mutation.testCallUpdate":                 access.ScopeConfigWrite,
	"Mutation.testCallRemove":                 access.ScopeConfigWrite,
	"Mutation.servicesUpdate":                 access.ScopeConfigWrite,
	"Mutation.servicesRemove":                 access.ScopeConfigWrite,
	"Mutation.aliasMove":                      access.ScopeConfigWrite,
	"Mutation.globalSettingsUpdate":           access.ScopeConfigWrite,
	"Mutation.signInSettingsUpdate":           access.ScopeAccessWrite,
	"Mutation.signInSettingsTest":             access.ScopeAccessWrite,
	"Mutation.themeCreate":                    access.ScopeConfigWrite,
	"Mutation.themeUpdate":                    access.ScopeConfigWrite,
	"Mutation.themeFilesRemove":               access.ScopeConfigWrite,
	"Mutation.themeRemove":                    access.ScopeConfigWrite,
	"Mutation.themesRemove":                   access.ScopeConfigWrite,
	"Mutation.cloudAccountCreate":             access.ScopeConfigWrite,
	"Mutation.cloudAccountUpdate":             access.ScopeConfigWrite,
	"Mutation.cloudAccountRemove":             access.ScopeConfigWrite,
	"Mutation.cloudAccountsRemove":            access.ScopeConfigWrite,
	"Mutation.burstNodeStart":                 access.ScopeConfigWrite,
	"Mutation.burstNodeStop":                  access.ScopeConfigWrite,
	"Mutation.burstScheduleCreate":            access.ScopeConfigWrite,
	"Mutation.burstScheduleUpdate":            access.ScopeConfigWrite,
	"Mutation.burstScheduleRemove":            access.ScopeConfigWrite,
	"Mutation.burstSchedulesRemove":           access.ScopeConfigWrite,
	"Mutation.administratorCreate":            access.ScopeAccessWrite,
	"Mutation.administratorUpdate":            access.ScopeAccessWrite,
	"Mutation.administratorSetPassword":       access.ScopeAccessWrite,
	"Mutation.administratorRemove":            access.ScopeAccessWrite,
	"Mutation.administratorUnlock":            access.ScopeAccessWrite,
	"Mutation.sessionEnd":                     authenticated, // others' sessions: see everybodysSessions
	"Mutation.apiTokenUpdate":                 access.ScopeAccessWrite,
	"Mutation.roleCreate":                     access.ScopeAccessWrite,
	"Mutation.roleUpdate":                     access.ScopeAccessWrite,
	"Mutation.roleRemove":                     access.ScopeAccessWrite,
	"Mutation.apiTokenCreate":                 access.ScopeAccessWrite,
	"Mutation.apiTokenRevoke":                 access.ScopeAccessWrite,
	"Mutation.conferenceControl":              access.ScopeConferenceControl,
	"Mutation.participantControl":             access.ScopeConferenceControl,
	"Mutation.participantErase":               access.ScopePersonalErase,
	"Mutation.webhookCreate":                  access.ScopeConfigWrite,
	"Mutation.webhookUpdate":                  access.ScopeConfigWrite,
	"Mutation.webhookRemove":                  access.ScopeConfigWrite,
	"Mutation.webhookRotateSecret":            access.ScopeConfigWrite,
	"Mutation.webhookReplay":                  access.ScopeConfigWrite,
	"Mutation.webhookTest":                    access.ScopeConfigWrite,
	"Mutation.webhookDeliveryRetry":           access.ScopeConfigWrite,
	"Mutation.webhookDeliveryDiscard":         access.ScopeConfigWrite,
	"Mutation.alarmAcknowledge":               access.ScopeConfigWrite,
	"Mutation.projectionRebuild":              access.ScopeSystemWrite,
	"Mutation.projectionRetry":                access.ScopeSystemWrite,

	"Query.certificates":                         access.ScopeConfigRead,
	"Query.certificate":                          access.ScopeConfigRead,
	"Query.certificateExpiries":                  access.ScopeConfigRead,
	"Mutation.conferencingNodeRevoke":            access.ScopeConfigWrite,
	"Mutation.conferencingNodeAssignCertificate": access.ScopeConfigWrite,
	"Mutation.certificateUpload":                 access.ScopeConfigWrite,
	"Mutation.certificateRequestCreate":          access.ScopeConfigWrite,
	"Mutation.certificateInstall":                access.ScopeConfigWrite,
	"Mutation.certificateUpdate":                 access.ScopeConfigWrite,
	"Mutation.certificateRemove":                 access.ScopeConfigWrite,
	"Mutation.webCertificateAssign":              access.ScopeConfigWrite,
	"Query.configurationWarnings":                access.ScopeConfigRead,
	"Query.explainPlacement":                     access.ScopeConfigRead,
	"Query.policyProfiles":                       access.ScopeConfigRead,
	"Query.policyProfile":                        access.ScopeConfigRead,
	"Mutation.locationsRemove":                   access.ScopeConfigWrite,
	"Mutation.conferencingNodesSetMaintenance":   access.ScopeConfigWrite,
	"Mutation.conferencingNodesRemove":           access.ScopeConfigWrite,
	"Mutation.policyProfileCreate":               access.ScopeConfigWrite,
	"Mutation.policyProfileUpdate":               access.ScopeConfigWrite,
	"Mutation.policyProfileRemove":               access.ScopeConfigWrite,
	"Mutation.policyProfilesRemove":              access.ScopeConfigWrite,
	"Mutation.gatewayRuleCreate":                 access.ScopeConfigWrite,
	"Mutation.gatewayRuleUpdate":                 access.ScopeConfigWrite,
	"Mutation.gatewayRuleRemove":                 access.ScopeConfigWrite,
	"Mutation.gatewayRuleMove":                   access.ScopeConfigWrite,
	"Mutation.gatewayRulesApply":                 access.ScopeConfigWrite,
	"Mutation.automaticParticipantCreate":        access.ScopeConfigWrite,
	"Mutation.automaticParticipantUpdate":        access.ScopeConfigWrite,
	"Mutation.automaticParticipantRemove":        access.ScopeConfigWrite,
	"Mutation.automaticParticipantsRemove":       access.ScopeConfigWrite,
	"Mutation.deviceCreate":                      access.ScopeConfigWrite,
	"Mutation.deviceUpdate":                      access.ScopeConfigWrite,
	"Mutation.deviceRemove":                      access.ScopeConfigWrite,
	"Mutation.devicesRemove":                     access.ScopeConfigWrite,

	"Subscription.liveView":       access.ScopeLiveViewRead,
	"Subscription.events":         access.ScopeEventsRead,
	"Subscription.alarms":         access.ScopeConfigRead,
	"Subscription.burstingStatus": access.ScopeConfigRead,
}

// everybodysSessions is what it takes to see and to end the sessions of others.
const everybodysSessions = access.ScopeAccessWrite

// kindScopes says what Query.node demands for what it finds.
var kindScopes = map[idKind]access.Scope{
	kindLocation:      access.ScopeConfigRead,
	kindNode:          access.ScopeConfigRead,
	kindService:       access.ScopeConfigRead,
	kindAdmin:         access.ScopeConfigRead,
	kindToken:         access.ScopeConfigRead,
	kindConference:    access.ScopeHistoryRead,
	kindParticipant:   access.ScopeHistoryRead,
	kindNodeEvent:     access.ScopeHistoryRead,
	kindSettings:      access.ScopeConfigRead,
	kindWebhook:       access.ScopeConfigRead,
	kindSignIn:        access.ScopeConfigRead,
	kindAudit:         access.ScopeHistoryRead,
	kindTheme:         access.ScopeConfigRead,
	kindRole:          access.ScopeConfigRead,
	kindAlarm:         access.ScopeConfigRead,
	kindCertificate:   access.ScopeConfigRead,
	kindCloudAccount:  access.ScopeConfigRead,
	kindBurstSchedule: access.ScopeConfigRead,

	kindPolicyProfile: access.ScopeConfigRead,
	kindSession:       everybodysSessions,
	kindRule:          access.ScopeConfigRead,
	kindDialout:       access.ScopeConfigRead,
	kindDevice:        access.ScopeConfigRead,
}

// authorise decides whether a caller may have one root field.
func authorise(caller auth.Principal, field string) *apierr.Error {
	demand, known := fieldScopes[field]
	if !known {
		return apierr.New(apierr.Forbidden, "%s is open to nobody", field)
	}
	return demandScope(caller, demand, field)
}

func demandScope(caller auth.Principal, demand access.Scope, what string) *apierr.Error {
	switch {
	case demand == anybody:
		return nil
	case caller.IsZero():
		return apierr.New(apierr.Unauthenticated, "%s needs a session or token", what)
	case demand == authenticated || caller.Has(demand):
		return nil
	default:
		return apierr.New(apierr.Forbidden, "%s needs the scope %s", what, demand)
	}
}

// permissions is the extension that holds operations against fieldScopes before
// anything of them runs: an operation is allowed as a whole or not at all.
type permissions struct{}

var _ graphql.OperationContextMutator = permissions{}

func (permissions) ExtensionName() string                          { return "Permissions" }
func (permissions) Validate(schema graphql.ExecutableSchema) error { return nil }

func (permissions) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	caller := auth.CallFrom(ctx).Principal
	root := rootType(op)
	public := true
	for _, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{root}) {
		switch field.Name {
		case "__typename":
		case "__schema", "__type":
			public = false
			if err := demandScope(caller, access.ScopeGraphQLAdHoc, "introspection"); err != nil {
				return err.GraphQL()
			}
			op.DisableIntrospection = false
		default:
			name := root + "." + field.Name
			public = public && fieldScopes[name] == anybody
			if err := authorise(caller, name); err != nil {
				return err.GraphQL()
			}
		}
	}
	if public || isTrusted(op) {
		return nil
	}
	if err := demandScope(caller, access.ScopeGraphQLAdHoc, "a document that is not a trusted one"); err != nil {
		return err.GraphQL()
	}
	return nil
}

func rootType(op *graphql.OperationContext) string {
	switch op.Operation.Operation {
	case "mutation":
		return "Mutation"
	case "subscription":
		return "Subscription"
	default:
		return "Query"
	}
}
