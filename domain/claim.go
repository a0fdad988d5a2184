package domain

import (
	"net/netip"
	"strings"
)

// ClaimKind is a space of unique keys.
type ClaimKind string

// The kinds. They are part of stream names and therefore frozen.
const (
	ClaimLocationName  ClaimKind = "location-name"
	ClaimNodeName      ClaimKind = "node-name"
	ClaimNodeAddress   ClaimKind = "node-address"
	ClaimNodeFQDN      ClaimKind = "node-fqdn"
	ClaimServiceName   ClaimKind = "service-name"
	ClaimAlias         ClaimKind = "alias"
	ClaimAdministrator ClaimKind = "administrator-username"
	ClaimWebhookName   ClaimKind = "webhook-name"
	ClaimRoleName      ClaimKind = "role-name"

	ClaimCertificateName   ClaimKind = "certificate-name"
	ClaimPolicyProfileName ClaimKind = "policyprofile-name"
	ClaimRuleName          ClaimKind = "rule-name"
	ClaimDeviceAlias       ClaimKind = "device-alias"
	ClaimThemeName         ClaimKind = "theme-name"
	ClaimCloudAccount      ClaimKind = "cloudaccount-name"
	ClaimBurstSchedule     ClaimKind = "burstschedule-name"
)

// Claim is a platform-wide unique key that an aggregate uses.
type Claim struct {
	Kind ClaimKind
	Key  string // normalised, see NormaliseKey
	// Taken is the answer when another aggregate uses the key.
	Taken Refusal
}

// Same reports whether two claims are for the same key.
func (c Claim) Same(other Claim) bool { return c.Kind == other.Kind && c.Key == other.Key }

// Missing returns the claims of want that are not among have.
func Missing(want, have []Claim) []Claim {
	var out []Claim
	for _, w := range want {
		if !Holds(have, w) {
			out = append(out, w)
		}
	}
	return out
}

// Holds reports whether c is among have.
func Holds(have []Claim, c Claim) bool {
	for _, h := range have {
		if h.Same(c) {
			return true
		}
	}
	return false
}

// NormaliseKey brings a name into the form in which names are compared:
// without surrounding space and in Unicode lower case.
func NormaliseKey(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Network is what counts as one source of requests: of IPv6 the /64 network,
// since whoever has one address of it has all, or an IPv4 address. This machine
// is one source by either. What is no address stays as it is.
func Network(source string) string {
	a, err := netip.ParseAddr(source)
	if err != nil {
		return source
	}
	if a = a.Unmap(); a.Is6() && !a.IsLoopback() {
		return netip.PrefixFrom(a.WithZone(""), 64).Masked().String()
	}
	return a.String()
}

// NormaliseAddress brings an IP address into the form in which addresses are
// compared. It reports false when s is not an IP address.
func NormaliseAddress(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.TrimSpace(s))
	if err != nil || a.Zone() != "" {
		return netip.Addr{}, false
	}
	return a.Unmap(), true
}
