package graph

import (
	"context"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
)

// anyNode finds an object by its identifier, whatever it is.
func (r *Resolver) anyNode(ctx context.Context, id string, minPosition *events.Position) (model.Node, error) {
	kind, raw, err := decodeID("id", id)
	if err != nil {
		return nil, err
	}
	if denied := demandScope(auth.CallFrom(ctx).Principal, kindScopes[kind], "node of kind "+string(kind)); denied != nil {
		return nil, denied
	}
	find := r.finders()[kind]
	if err := r.catchUp(ctx, find.readModel, minPosition); err != nil {
		return nil, err
	}
	return find.load(ctx, raw)
}

// finder finds objects of one kind.
type finder struct {
	readModel string
	load      func(ctx context.Context, raw string) (model.Node, error)
}

func (r *Resolver) finders() map[idKind]finder {
	return map[idKind]finder{
		kindLocation:      {readInventory, asNode(r.location)},
		kindNode:          {readInventory, asNode(r.node)},
		kindService:       {readInventory, r.serviceNode},
		kindAdmin:         {readAccess, asNode(r.administrator)},
		kindToken:         {readAccess, asNode(r.token)},
		kindNodeEvent:     {readNodeHistory, asNode(r.historyEntry)},
		kindConference:    {readConferences, asNode(r.conferenceRecord)},
		kindParticipant:   {readConferences, asNode(r.participant)},
		kindSettings:      {readInventory, asNode(r.settingsNode)},
		kindWebhook:       {readWebhooks, asNode(r.webhook)},
		kindCertificate:   {readCertificates, asNode(r.certificate)},
		kindSignIn:        {readAccess, asNode(r.signInSettings)},
		kindAudit:         {readAudit, asNode(r.auditEntry)},
		kindTheme:         {readThemes, asNode(r.theme)},
		kindCloudAccount:  {readCloudAccounts, asNode(r.cloudAccount)},
		kindBurstSchedule: {readSchedules, asNode(r.burstSchedule)},
		kindRole:          {readAccess, asNode(r.role)},

		kindPolicyProfile: {readInventory, asNode(r.policyProfile)},
		kindSession:       {readAccess, asNode(r.session)},
		kindRule:          {readInventory, asNode(r.gatewayRule)},
		kindDialout:       {readInventory, asNode(r.automaticParticipant)},
		kindDevice:        {readInventory, asNode(r.device)},
		kindAlarm:         {readAlarms, asNode(r.alarm)},
	}
}

// asNode turns a nil pointer into a nil interface.
func asNode[N any, P interface {
	*N
	model.Node
}](load func(context.Context, string) (*N, error)) func(context.Context, string) (model.Node, error) {
	return func(ctx context.Context, raw string) (model.Node, error) {
		n, err := load(ctx, raw)
		if n == nil || err != nil {
			return nil, err
		}
		return P(n), nil
	}
}

func (r *Resolver) serverInfo(ctx context.Context) (*model.Server, error) {
	settings, err := r.Inventory.Settings(ctx)
	if err != nil {
		return nil, err
	}
	end, err := r.LogEnd.End(ctx)
	if err != nil {
		return nil, err
	}
	return &model.Server{
		Version: r.Version, DeploymentName: settings.DeploymentName, Position: end, Time: r.Now().UTC(),
		SiteBanner: settings.SiteBanner,
	}, nil
}
