package events

// LocationSettings is the whole configuration of a system location.
type LocationSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// Overflow locations are tried in order when this one is full; ids.
	OverflowLocation1 string `json:"overflowLocation1,omitempty"`
	OverflowLocation2 string `json:"overflowLocation2,omitempty"`
	MTU               int    `json:"mtu"` // bytes, 512 to 1500
	MediaDSCP         int    `json:"mediaDscp"`
	SignallingDSCP    int    `json:"signallingDscp"`
	// TranscodingLocation carries the media of calls that are received here;
	// an id, empty: this location itself.
	TranscodingLocation string         `json:"transcodingLocation,omitempty"`
	DNSServers          []string       `json:"dnsServers,omitempty"` // IP addresses
	NTPServers          []string       `json:"ntpServers,omitempty"` // host names or IP addresses
	SyslogServers       []SyslogServer `json:"syslogServers,omitempty"`
	// STUN and TURN servers that the nodes use themselves, and those that are
	// told to clients.
	STUNServers       []STUNServer `json:"stunServers,omitempty"`
	TURNServers       []TURNServer `json:"turnServers,omitempty"`
	ClientSTUNServers []STUNServer `json:"clientStunServers,omitempty"`
	ClientTURNServers []TURNServer `json:"clientTurnServers,omitempty"`
	// UseRelayCandidatesOnly has clients send all media over TURN.
	UseRelayCandidatesOnly bool `json:"useRelayCandidatesOnly,omitempty"`
	// PolicyProfileID names the policy server that is asked about calls here;
	// empty: none.
	PolicyProfileID string `json:"policyProfileId,omitempty"`
	// BurstingThreshold is in HD calls; 0 means the deployment's.
	BurstingThreshold int `json:"burstingThreshold,omitempty"`
	// Protection against guessing PINs and aliases, for this location.
	PINProtection   Override `json:"pinProtection,omitempty"`
	AliasProtection Override `json:"aliasProtection,omitempty"`
}

// Override is a switch of the deployment as a part of it has it.
type Override string

// The overrides. The zero value follows the deployment.
const (
	OverrideNone Override = ""
	OverrideOn   Override = "on"
	OverrideOff  Override = "off"
)

// Transport is how a server is reached.
type Transport string

// The transports.
const (
	TransportUDP Transport = "udp"
	TransportTCP Transport = "tcp"
	TransportTLS Transport = "tls"
)

// SyslogServer is a server that log lines are sent to.
type SyslogServer struct {
	Address   string    `json:"address"`
	Port      int       `json:"port"`
	Transport Transport `json:"transport"`
}

// STUNServer tells a caller under which address the world sees it.
type STUNServer struct {
	Address string `json:"address"`
	Port    int    `json:"port"`
}

// TURNServer relays media.
type TURNServer struct {
	Address   string    `json:"address"`
	Port      int       `json:"port"`
	Transport Transport `json:"transport"`
	Username  string    `json:"username,omitempty"`
	Password  Sealed    `json:"password,omitempty"`
}

// LocationCreated records a new system location.
type LocationCreated struct {
	ID       string           `json:"id"`
	Settings LocationSettings `json:"settings"`
}

// LocationUpdated carries the whole configuration after a change.
type LocationUpdated struct {
	ID       string           `json:"id"`
	Settings LocationSettings `json:"settings"`
}

// LocationRemoved ends a system location.
type LocationRemoved struct {
	ID string `json:"id"`
}

func (LocationCreated) EventType() string { return "location.created.v1" }
func (LocationUpdated) EventType() string { return "location.updated.v1" }
func (LocationRemoved) EventType() string { return "location.removed.v1" }
