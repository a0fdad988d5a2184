package events

import "time"

// SignInStream holds how administrators sign in.
const SignInStream = "signin"

// The ways to sign in, as events hold them.
const (
	SourceLocal = "local"
	SourceOIDC  = "oidc"
	SourceLDAP  = "ldap"
)

// How connections to a directory are protected.
const (
	LDAPS         = "ldaps"    // TLS from the first byte
	LDAPStartTLS  = "starttls" // TLS before anything is said
	LDAPPlaintext = "plain"    // none; has to be permitted
)

// Where a directory says which groups somebody is in.
const (
	GroupsFromMember = "memberof" // an attribute of the person
	GroupsFromSearch = "search"   // entries of groups name their members
)

// GroupRole gives the members of a group a role.
type GroupRole struct {
	Group string `json:"group"` // OIDC: value of the claim; LDAP: distinguished name
	Role  string `json:"role"`  // identifier of a role
}

// OIDCSettings say how people sign in with an OpenID provider.
type OIDCSettings struct {
	Enabled       bool        `json:"enabled"`
	Name          string      `json:"name"` // on the button
	Issuer        string      `json:"issuer"`
	ClientID      string      `json:"clientId"`
	ClientSecret  Sealed      `json:"clientSecret,omitempty"` // empty: a public client, PKCE alone
	Scopes        []string    `json:"scopes,omitempty"`       // besides openid
	UsernameClaim string      `json:"usernameClaim"`
	GroupsClaim   string      `json:"groupsClaim"` // a name, or a path of names with dots
	Authorities   string      `json:"authorities,omitempty"`
	SignOut       bool        `json:"signOut,omitempty"` // signing out here leads to the provider's sign-out
	Mappings      []GroupRole `json:"mappings,omitempty"`
}

// LDAPSettings say how people sign in with the password that a directory knows.
type LDAPSettings struct {
	Enabled         bool     `json:"enabled"`
	Name            string   `json:"name"`    // on the sign-in page
	Servers         []string `json:"servers"` // host:port, tried in this order
	Security        string   `json:"security"`
	PermitPlaintext bool     `json:"permitPlaintext,omitempty"`
	// Authorities are certificates (PEM) that the servers' certificates lead to;
	// empty: those that the machine trusts. The same holds for OIDC.
	Authorities  string `json:"authorities,omitempty"`
	BindDN       string `json:"bindDn,omitempty"` // empty: search without a name
	BindPassword Sealed `json:"bindPassword,omitempty"`

	BaseDN               string `json:"baseDn"`
	UserFilter           string `json:"userFilter"` // {username} stands for what was typed
	UsernameAttribute    string `json:"usernameAttribute"`
	DisplayNameAttribute string `json:"displayNameAttribute"`
	IDAttribute          string `json:"idAttribute,omitempty"` // never changes; empty: the distinguished name

	GroupsFrom        string `json:"groupsFrom"`
	MemberOfAttribute string `json:"memberOfAttribute"`
	GroupBaseDN       string `json:"groupBaseDn,omitempty"` // empty: BaseDN
	GroupFilter       string `json:"groupFilter"`           // {dn} and {username} stand for the person
	NestedGroups      bool   `json:"nestedGroups,omitempty"`

	Timeout  int         `json:"timeout"` // seconds for one attempt, over all servers
	Mappings []GroupRole `json:"mappings,omitempty"`
}

// SignInSettings say how administrators sign in.
type SignInSettings struct {
	Local bool `json:"local"` // with the accounts of this deployment
	// PublicURL is how browsers reach the web interface, https://host; empty:
	// what each Management Node was started with.
	PublicURL string       `json:"publicUrl,omitempty"`
	OIDC      OIDCSettings `json:"oidc"`
	LDAP      LDAPSettings `json:"ldap"`
}

// SignInUpdated carries the whole of the settings after a change.
type SignInUpdated struct {
	Settings SignInSettings `json:"settings"`
}

// ExternalAdministratorSignedIn records that somebody whom another system
// vouches for began a session. Their account exists from the first time on;
// what they may do is looked up in the mappings whenever they do it.
type ExternalAdministratorSignedIn struct {
	ID        string `json:"id"`        // derived from source, authority and subject
	Source    string `json:"source"`    // oidc or ldap
	Authority string `json:"authority"` // issuer of the provider, or base of the directory
	Subject   string `json:"subject"`   // who it is there
	Username  string `json:"username"`

	DisplayName string `json:"displayName,omitempty"`
	// Groups are those of the person's that had a role, as the mappings name
	// them, and Roles what they gave then.
	Groups    []string  `json:"groups"`
	Roles     []string  `json:"roles"`
	SessionID string    `json:"sessionId"`
	ExpiresAt time.Time `json:"expiresAt"`
}

func (SignInUpdated) EventType() string { return "signin.updated.v1" }

func (ExternalAdministratorSignedIn) EventType() string {
	return "administrator.external-signed-in.v1"
}
