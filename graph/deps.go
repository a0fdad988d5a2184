package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/parley-video/parley/control"
	accounts "github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/control/bursting"
	"github.com/parley-video/parley/control/webhooks"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/certificate"
	"github.com/parley-video/parley/domain/webhook"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/access"
	"github.com/parley-video/parley/projections/alarms"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/burstschedules"
	"github.com/parley-video/parley/projections/certificates"
	"github.com/parley-video/parley/projections/cloudaccounts"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/liveview"
	"github.com/parley-video/parley/projections/memory"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/themes"
	hookrows "github.com/parley-video/parley/projections/webhooks"
)

// Deps are what the API is made of. All are required but those that say
// otherwise.
type Deps struct {
	Commands Commands
	Accounts Accounts

	Inventory         Inventory
	Access            AccessRows
	NodeHistory       NodeHistory
	ConferenceHistory ConferenceHistory
	LiveView          LiveView
	Projections       Projections
	Audit             Audit
	Alarms            Alarms
	WebhookRows       WebhookRows
	Themes            Themes
	CloudAccounts     CloudAccounts
	BurstSchedules    BurstSchedules
	Bursting          Bursting
	Webhooks          Webhooks
	CertificateRows   CertificateRows
	Certificates      Certificates
	Privacy           Privacy

	// EventStore is the log with personal data readable. What callers may not
	// see is taken out here. If it is a store.Describer, its answers are used.
	EventStore EventStore
	// EmbeddedLog says that the log is in our own data directory.
	EmbeddedLog bool

	NewestConfig NewestConfig
	Nodes        Nodes
	Provisioning Provisioning
	LogEnd       LogEnd

	Now     func() time.Time
	Log     *slog.Logger
	Version string // of the software

	// TrustedDocuments need no graphql:adhoc; nil: there are none.
	TrustedDocuments *Documents
	// Rate bounds the operations of each caller; nil: none.
	Rate *auth.Rate
	// TrustedOrigins may send session cookies besides our own origin.
	TrustedOrigins []string
}

// Commands executes commands; control.Executor does. Business refusals are
// domain.Refusals.
type Commands interface {
	Execute(ctx context.Context, env control.Envelope, cmd domain.Command) (control.Receipt, error)
	// MoveAlias gives an alias of one service to another.
	MoveAlias(ctx context.Context, env control.Envelope, alias, from, to string) (control.Receipt, error)
}

// Accounts are administrators' sessions and API tokens; control/access has
// them. It limits the rate of attempts itself; refusals are domain.Refusals.
type Accounts interface {
	SignIn(ctx context.Context, env control.Envelope, username, password string) (accounts.SignedIn, error)
	SignOut(ctx context.Context, env control.Envelope, administratorID, sessionID string, by administrator.Rights) (control.Receipt, error)
	VerifySession(ctx context.Context, value string, active bool) (accounts.Principal, error)
	VerifyToken(ctx context.Context, secret string) (accounts.Principal, error)
	// SignInByDirectory and what is below it fail with an accounts.OutsideError
	// when another system does not vouch for somebody.
	SignInByDirectory(ctx context.Context, env control.Envelope, username, password string) (accounts.SignedIn, error)
	Ways(ctx context.Context) (accounts.Ways, error)
	TestOutside(ctx context.Context, env control.Envelope, order accounts.TestOrder) (accounts.TestResult, error)
	RedirectURL(s events.SignInSettings) string
	SignOutURL(ctx context.Context, source string) string
	CreateToken(ctx context.Context, order accounts.NewToken) (secret string, receipt control.Receipt, err error)
	// Unlock lets an account that was locked out sign in again.
	Unlock(ctx context.Context, env control.Envelope, id string, by administrator.Rights) (control.Receipt, error)
	// Uses tells when credentials were used last, of at most 100 subjects.
	Uses(ctx context.Context, subjects []string) (map[string]accounts.Use, error)
}

// Inventory is the read model of the configuration. The singular calls return
// projections.ErrNotFound.
type Inventory interface {
	Locations(ctx context.Context, q inventory.LocationQuery) (projections.Page[inventory.Location], error)
	Location(ctx context.Context, id string) (inventory.Location, error)
	LocationsByID(ctx context.Context, ids []string) (map[string]inventory.Location, error)
	Nodes(ctx context.Context, q inventory.NodeQuery) (projections.Page[inventory.ConferencingNode], error)
	Node(ctx context.Context, id string) (inventory.ConferencingNode, error)
	Services(ctx context.Context, q inventory.ServiceQuery) (projections.Page[inventory.Service], error)
	Service(ctx context.Context, id string) (inventory.Service, error)
	ServicesByID(ctx context.Context, ids []string) (map[string]inventory.Service, error)
	PolicyProfiles(ctx context.Context, q inventory.PolicyProfileQuery) (projections.Page[inventory.PolicyProfile], error)
	PolicyProfile(ctx context.Context, id string) (inventory.PolicyProfile, error)
	PolicyProfilesByID(ctx context.Context, ids []string) (map[string]inventory.PolicyProfile, error)
	// Places is all locations and nodes, in the order of their names.
	Places(ctx context.Context) ([]inventory.Location, []inventory.ConferencingNode, error)
	Settings(ctx context.Context) (inventory.GlobalSettings, error)
	DialPlan
}

// DialPlan is the part of the Inventory that says what aliases lead to.
type DialPlan interface {
	Rules(ctx context.Context, q inventory.RuleQuery) (projections.Page[inventory.GatewayRule], error)
	Rule(ctx context.Context, id string) (inventory.GatewayRule, error)
	AllRules(ctx context.Context, known inventory.RuleSet) (inventory.RuleSet, []inventory.GatewayRule, error)
	Dialouts(ctx context.Context, q inventory.DialoutQuery) (projections.Page[inventory.Dialout], error)
	Dialout(ctx context.Context, id string) (inventory.Dialout, error)
	Devices(ctx context.Context, q inventory.DeviceQuery) (projections.Page[inventory.Device], error)
	Device(ctx context.Context, id string) (inventory.Device, error)
	ServiceByAlias(ctx context.Context, alias string) (inventory.Service, bool, error)
	ServicesByAlias(ctx context.Context, aliases []string) (map[string]inventory.Service, error)
	DevicesByAlias(ctx context.Context, aliases []string) ([]inventory.Device, error)
	ShadowedDevices(ctx context.Context, first int) ([]inventory.Device, error)
	DeviceByAlias(ctx context.Context, alias string) (inventory.Device, bool, error)
}

// AccessRows is the read model of accounts and tokens.
type AccessRows interface {
	Administrators(ctx context.Context, q access.AdministratorQuery) (projections.Page[access.Administrator], error)
	Roles(ctx context.Context, q access.RoleQuery) (projections.Page[access.Role], error)
	Role(ctx context.Context, id string) (access.Role, error)
	RolesByID(ctx context.Context, ids []string) ([]access.Role, error)
	SignIn(ctx context.Context) (access.SignInSettings, error)
	Administrator(ctx context.Context, id string) (access.Administrator, error)
	Tokens(ctx context.Context, q access.TokenQuery) (projections.Page[access.Token], error)
	Sessions(ctx context.Context, q access.SessionQuery) (projections.Page[access.SessionRow], error)
	Token(ctx context.Context, id string) (access.Token, error)
	Session(ctx context.Context, administratorID, id string) (access.SessionRow, error)
	// Changed is closed when rights may have changed since the call.
	Changed() <-chan struct{}
}

// NodeHistory is the read model of what happened to nodes.
type NodeHistory interface {
	Entries(ctx context.Context, q nodehistory.Query) (nodehistory.Page, error)
	Entry(ctx context.Context, id string) (nodehistory.Entry, error)
	EntriesByID(ctx context.Context, ids []string) (map[string]nodehistory.Entry, error)
	// Generation stands for the rows that are served: while it is the same, an
	// entry that is there stays as it is. nil while nobody can say.
	Generation() any
}

// ConferenceHistory is the read model of conferences.
type ConferenceHistory interface {
	Records(ctx context.Context, q conferencehistory.Query) (projections.Page[conferencehistory.Record], error)
	Record(ctx context.Context, id string) (conferencehistory.Record, error)
	Participants(ctx context.Context, conferenceID string, first int, after string) (projections.Page[conferencehistory.Participant], error)
	Participant(ctx context.Context, id string) (conferencehistory.Participant, error)
	NodeChanges(ctx context.Context, conferenceIDs []string) (map[string][]conferencehistory.NodeChange, error)
	Backplanes(ctx context.Context, conferenceIDs []string) (map[string][]conferencehistory.Backplane, error)
	Moves(ctx context.Context, conferenceID string, participantIDs []string) (map[string][]conferencehistory.Move, error)
	Placements(ctx context.Context, conferenceID string, participantIDs []string) (map[string][]conferencehistory.Placement, error)
}

// LiveView is the read model in memory of what happens now.
type LiveView interface {
	// Snapshot fails with projections.ErrNotReady before the first fold is done.
	Snapshot() (*liveview.Snapshot, error)
	Subscribe(after *events.Position, pace liveview.Pace) *liveview.Subscription
	// NodeLoad is a node's last telemetry, or nil.
	NodeLoad(nodeID string) *liveview.Load
	// Carried is what a node carries, and Drain how far one in maintenance is.
	Carried(nodeID string) liveview.Carried
	Drain(nodeID string) (liveview.Drain, bool)
	// Conference is a running conference; false when there is none.
	Conference(id string) (*liveview.Conference, bool)
}

// Projections is the health of the read models. WaitFor returns when a read
// model reflects everything up to a position. Rebuild returns when the new rows
// are served; when its context ends before that, the rebuild goes on.
type Projections interface {
	Status(ctx context.Context) []projections.Status
	WaitFor(ctx context.Context, projection string, position events.Position) error
	Rebuild(ctx context.Context, projection string) error
	Retry(projection string) error
	// Leads says that this process applies events to the rows of a read model;
	// of several that share a database one does.
	Leads(projection string) bool
}

// Audit is the read model of who changed what.
type Audit interface {
	Entries(ctx context.Context, q audit.Query) (projections.Page[audit.Entry], error)
	Entry(ctx context.Context, id string) (audit.Entry, error)
	State(ctx context.Context, kind, id string, at time.Time) (audit.State, error)
}

// Alarms is the read model of alarms.
type Alarms interface {
	Alarms(ctx context.Context, q alarms.Query) (projections.Page[alarms.Alarm], error)
	Alarm(ctx context.Context, id string) (alarms.Alarm, error)
	Raised(ctx context.Context) ([]alarms.Alarm, alarms.Counts, error)
	Changed(ctx context.Context, after events.Position) ([]alarms.Alarm, alarms.Counts, error)
	Counts(ctx context.Context) (alarms.Counts, error)
}

// WebhookRows is the read model of the webhooks that are configured.
type WebhookRows interface {
	Webhooks(ctx context.Context, first int, after string) (projections.Page[hookrows.Webhook], error)
	Webhook(ctx context.Context, id string) (hookrows.Webhook, error)
}

// Themes is the read model of themes.
type Themes interface {
	Themes(ctx context.Context, q memory.Query) (projections.Page[themes.Theme], error)
	Theme(ctx context.Context, id string) (themes.Theme, error)
}

// CloudAccounts is the read model of accounts at clouds.
type CloudAccounts interface {
	Accounts(ctx context.Context, q memory.Query) (projections.Page[cloudaccounts.Account], error)
	Account(ctx context.Context, id string) (cloudaccounts.Account, error)
}

// BurstSchedules is the read model of schedules by which burst nodes run.
type BurstSchedules interface {
	Schedules(ctx context.Context, q memory.Query) (projections.Page[burstschedules.Schedule], error)
	Schedule(ctx context.Context, id string) (burstschedules.Schedule, error)
}

// Bursting is how dynamic bursting stands; control/bursting has it.
type Bursting interface {
	// Status is how it stands, or nil when nobody knows yet. It is never changed.
	Status() *bursting.Status
	// Changed is closed when there is another Status than at the call.
	Changed() <-chan struct{}
	// Check asks a cloud what may be done with an account.
	Check(ctx context.Context, accountID string) (bursting.Check, error)
	// Ports are those that have to be open.
	Ports() []bursting.Port
	// Simulate replays demand.
	Simulate(ctx context.Context, order bursting.Order) (bursting.Simulation, error)
}

// Webhooks deliver events and tell how that goes; control/webhooks has them.
type Webhooks interface {
	Create(ctx context.Context, env control.Envelope, p webhook.Patch) (secret string, receipt control.Receipt, err error)
	RotateSecret(ctx context.Context, env control.Envelope, id string) (secret string, receipt control.Receipt, err error)
	Replay(ctx context.Context, env control.Envelope, id string, after events.Position, through *events.Position) (control.Receipt, error)
	Test(ctx context.Context, id string) (webhooks.TestResult, error)
	Retry(ctx context.Context, id string, position *events.Position) (int, error)
	Discard(ctx context.Context, id string, position *events.Position) (int, error)
	Status(ctx context.Context, id string) (webhooks.Status, error)
	Deliveries(ctx context.Context, id string, q webhooks.Query) (webhooks.Page, error)
	Attempts(ctx context.Context, id string, q webhooks.Query) (webhooks.Page, error)
}

// CertificateRows is the read model of certificates and of what nodes enrol
// with.
type CertificateRows interface {
	Certificates(ctx context.Context, q certificates.Query) (projections.Page[certificates.Certificate], error)
	Certificate(ctx context.Context, id string) (certificates.Certificate, error)
	Node(ctx context.Context, id string) (certificates.Node, error)
	Expiries(ctx context.Context) []certificates.Expiry
}

// Certificates makes requests for certificates; control/certificates does.
type Certificates interface {
	Request(ctx context.Context, env control.Envelope, name string, spec certificate.Spec) (control.Receipt, error)
}

// Privacy erases participants; control/privacy's Eraser does.
type Privacy interface {
	Erase(ctx context.Context, env control.Envelope, conferenceID, participantID string) (control.Receipt, error)
}

// NewestConfig knows what nodes are to reach; projections/nodeconfig does.
type NewestConfig interface {
	Last() (events.Position, bool)
}

// Nodes sends commands to Conferencing Nodes over their links.
type Nodes interface {
	// Command fails with ErrNodeUnreachable while the node's link is down.
	Command(ctx context.Context, nodeID string, cmd link.Command) (link.CommandResult, error)
}

// ErrNodeUnreachable says that a node's link is down.
var ErrNodeUnreachable = errors.New("node is not connected")

// ProvisioningOrder asks for a provisioning document.
type ProvisioningOrder struct {
	Envelope control.Envelope
	NodeID   string
	Expires  time.Duration // from now
}

// ProvisioningDocument is shown once.
type ProvisioningDocument struct {
	JSON      string
	FileName  string
	ExpiresAt time.Time
	Position  events.Position
}

// Provisioning makes provisioning documents and records that it did.
type Provisioning interface {
	Issue(ctx context.Context, order ProvisioningOrder) (ProvisioningDocument, error)
}

// EventStore is what is read of the log; a store.Store is one.
type EventStore interface {
	ReadStream(ctx context.Context, stream string, from events.Revision, dir store.Direction, max int) (store.StreamPage, error)
	ReadAll(ctx context.Context, from events.Position, dir store.Direction, filter store.Filter, max int) (store.AllPage, error)
	Subscribe(ctx context.Context, from events.Position, filter store.Filter) (store.Subscription, error)
}

// LogEnd tells where the log ends.
type LogEnd interface {
	End(ctx context.Context) (events.Position, error)
}

// StoreEnd asks the event store where the log ends.
type StoreEnd struct{ Store store.Store }

// End implements LogEnd.
func (s StoreEnd) End(ctx context.Context) (events.Position, error) {
	page, err := s.Store.ReadAll(ctx, store.LastPosition, store.Backwards, store.Filter{}, 1)
	if err != nil {
		return 0, fmt.Errorf("read the end of the log: %w", err)
	}
	if len(page.Events) == 0 {
		return 0, nil
	}
	return page.Events[0].Position, nil
}
