package inventory

import (
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

// Location is a system location as the lists show it. Of passwords only whether
// there is one.
type Location struct {
	ID                  string
	Revision            int64
	Name                string
	Description         string
	OverflowLocation1ID string // empty: none
	OverflowLocation2ID string // empty: none
	MTU                 int
	MediaDSCP           int
	SignallingDSCP      int
	// Settings are all of them, those above included.
	Settings  events.LocationSettings
	NodeCount int
	CreatedAt time.Time
	UpdatedAt time.Time
}

// ConferencingNode is a node's configuration and what its events say of its
// life. Loads are telemetry and live in liveview.
type ConferencingNode struct {
	ID                   string
	Revision             int64
	Name                 string
	Description          string
	LocationID           string
	Role                 events.NodeRole
	Address              string
	FQDN                 string
	AlwaysOn             bool
	CapacityHD           *int // nil: measured
	MediaPriorityWeight  int
	SecondaryAddress     string
	StaticNATAddress     string
	IPv6Address          string
	CloudBursting        bool
	Maintenance          bool
	MaintenanceReason    string
	State                projections.NodeState
	Version              *string
	BootTime             *time.Time
	ClientURL            *string
	MaxHD                *float64 // as reported, in HD calls
	CertificateExpiresAt *time.Time
	CreatedAt            time.Time
	UpdatedAt            time.Time
}

// Service is what people dial, of any kind. A kind has some of the fields; the
// others say nothing. PINs are write-only.
type Service struct {
	ID               string
	Revision         int64
	Type             events.ServiceType
	Name             string
	Description      string
	Tag              string
	Aliases          []ServiceAlias
	HasHostPIN       bool
	AllowGuests      bool
	HasGuestPIN      bool
	GuestsCanPresent bool
	MuteAllGuests    bool
	EnableChat       string // default, yes or no
	ParticipantLimit *int
	CallType         string // video, video-only or audio
	MaxQuality       string // default, sd, hd or fullhd
	MaxCallRateIn    *int   // kbit/s; nil: none
	MaxCallRateOut   *int
	Encryption       string // default, best-effort, required or off
	ThemeID          string // empty: the deployment's

	PrimaryOwnerEmail     string
	EnableOverlayText     bool
	EnableActiveSpeaker   bool
	AutomaticParticipants []string // identifiers

	Layout                 string
	HostLayout             string
	GuestLayout            string
	GuestsCanSeeGuests     string // no-hosts, always or never
	ForcePresenterIntoMain bool

	MatchString      string
	ReplaceString    string
	LookupLocationID string // empty: none
	Digits           *int

	Duration int // seconds

	CreatedAt time.Time
	UpdatedAt time.Time
}

// ServiceAlias is one dialable name of a service.
type ServiceAlias struct {
	Alias       string
	Description string
}

// GlobalSettings are the deployment-wide settings.
type GlobalSettings struct {
	Revision               int64 // -1: nothing was changed yet
	DeploymentName         string
	EnableChat             bool
	MaxQuality             string // sd, hd or fullhd
	PINEntryTimeout        int
	WaitingForHostTimeout  int
	GuestsOnlyTimeout      int
	LastParticipantTimeout int
	SessionIdleTimeout     int

	Encryption     events.Encryption
	MaxCallRateIn  int    // kbit/s; 0: no limit
	MaxCallRateOut int    // kbit/s; 0: no limit
	DefaultThemeID string // empty: what is built in
	EnableDialout  bool

	PINProtection     bool
	AliasProtection   bool
	PINAttemptLimit   int
	AliasAttemptLimit int
	BreakInAllowList  []string

	BurstingEnabled     bool
	BurstingThreshold   int
	BurstingMinLifetime int

	SignInBanner            string
	SiteBanner              string
	LiveViewShowConferences bool
	ConferenceHistoryDays   int
}

// LocationQuery selects a page of locations.
type LocationQuery struct {
	First  int
	After  string // cursor; empty: from the start
	Search string // name or description contains this, ignoring case
	Uses   string // overflows into this location, or transcodes there; empty: any
	Order  projections.Order

	PolicyProfileID string // empty: of any
}

// NodeQuery selects a page of Conferencing Nodes.
type NodeQuery struct {
	First      int
	After      string
	Search     string // name, an address or FQDN contains this, ignoring case
	LocationID string // empty: of all
	Order      projections.Order

	Role          events.NodeRole       // empty: any
	State         projections.NodeState // empty: any
	Maintenance   *bool                 // nil: any
	CloudBursting *bool                 // nil: any
}

// ServiceQuery selects a page of services.
type ServiceQuery struct {
	First  int
	After  string
	Type   events.ServiceType // empty: of all kinds
	Search string             // name, description, tag, owner or alias contains this, ignoring case
	Tag    string             // has exactly this tag, ignoring case
	Alias  string             // has exactly this alias
	// Dialout is an automatically dialled participant that they dial.
	Dialout string
	Order   projections.Order
}
