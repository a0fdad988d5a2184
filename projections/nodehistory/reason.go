package nodehistory

import (
	"fmt"
	"strings"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
)

// describe says what an event of a node means; ok is false for an event that
// is not about a node. Updates are described by updateReason.
func describe(e events.Event) (id string, kind Kind, reason string, ok bool) {
	switch e := e.(type) {
	case events.NodeCreated:
		return e.ID, Created, fmt.Sprintf("Record created for the %s node at %s.", e.Settings.Role, e.Settings.Address), true
	case events.NodeRemoved:
		return e.ID, Removed, because("Record removed", e.Reason), true
	case events.NodeProvisioningIssued:
		return e.ID, ProvisioningIssued, fmt.Sprintf("A provisioning document was made that expires at %s.", at(e.ExpiresAt)), true
	case events.NodeEnrolled:
		return e.ID, Enrolled, fmt.Sprintf("The node redeemed its provisioning document; its certificate %s expires at %s.", e.Serial, at(e.ExpiresAt)), true
	case events.NodeMaintenanceEntered:
		return e.ID, MaintenanceEntered, because("The node takes no new calls", e.Reason), true
	case events.NodeMaintenanceLeft:
		return e.ID, MaintenanceLeft, "The node takes calls again.", true
	case events.NodeConnected:
		return e.ID, Connected, connected(e), true
	case events.NodeReady:
		return e.ID, Ready, fmt.Sprintf("The node is as configured (position %s) and reports, %.1f seconds after it dialled in.", e.ConfigPosition, float64(e.AfterMillis)/1000), true
	case events.NodeDrained:
		return e.ID, Drained, "The last call on the node has ended; it is in maintenance and takes no new ones.", true
	case events.NodeRestarted:
		return e.ID, Restarted, fmt.Sprintf("The node booted at %s; before, its boot time was %s.", at(e.BootTime), at(e.PreviousBootTime)), true
	case events.NodeDisconnected:
		return e.ID, Disconnected, because("The link ended", e.Reason), true
	case events.NodeLivenessChanged:
		kind, reason := liveness(e)
		return e.ID, kind, reason, true
	case events.NodeCallRejected:
		return e.ID, CallRejected, rejected(e), true
	}
	return describeCertificate(e)
}

func describeCertificate(e events.Event) (id string, kind Kind, reason string, ok bool) {
	switch e := e.(type) {
	case events.NodeProvisioningRefused:
		return e.ID, ProvisioningRefused, refusal(e), true
	case events.NodeCertificateRenewed:
		return e.ID, CertificateRenewed, fmt.Sprintf("The node was given the certificate %s, which expires at %s.", e.Serial, at(e.ExpiresAt)), true
	case events.NodeCertificateAdopted:
		return e.ID, CertificateAdopted, "The node uses its renewed certificate; the one before is void.", true
	case events.NodeCertificateRevoked:
		return e.ID, CertificateRevoked, because("The node's certificates and unused provisioning documents were revoked", e.Reason), true
	}
	return "", "", "", false
}

var refusalWords = map[events.ProvisioningRefusal]string{
	events.RefusedReplayed:    "that was redeemed before",
	events.RefusedExpired:     "that had expired",
	events.RefusedVoid:        "that was void",
	events.RefusedUnknownNode: "of a node that there is not",
	events.RefusedBadSecret:   "that was never made for this node",
}

func refusal(e events.NodeProvisioningRefused) string {
	s := "Somebody"
	if e.Remote != "" {
		s += " at " + e.Remote
	}
	s += " presented a provisioning document " + refusalWords[e.Reason]
	if e.Count > 1 {
		s += fmt.Sprintf(" (%d times)", e.Count)
	}
	return s + "."
}

func at(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func because(what, why string) string {
	if why == "" {
		return what + "."
	}
	return what + ": " + strings.TrimSuffix(why, ".") + "."
}

func connected(e events.NodeConnected) string {
	s := "The node dialled in"
	if e.Remote != "" {
		s += " from " + e.Remote
	}
	return fmt.Sprintf("%s with version %s and capacity for %s HD calls.", s, e.Version, hd(e.CapacityTokens))
}

func hd(tokens int64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(tokens)/float64(capacity.HD)), ".0")
}

func liveness(e events.NodeLivenessChanged) (Kind, string) {
	last := "it has never reported"
	if !e.LastReportAt.IsZero() {
		last = "its last report came at " + at(e.LastReportAt)
	}
	switch e.To {
	case events.LivenessLate:
		return Late, fmt.Sprintf("No report for 60 seconds: %s.", last)
	case events.LivenessStale:
		return Stale, fmt.Sprintf("No report for two minutes: %s.", last)
	default:
		return Recovered, fmt.Sprintf("The node reports again; it was %s.", e.From)
	}
}

func rejected(e events.NodeCallRejected) string {
	s := fmt.Sprintf("A call to %q was not admitted: %s", e.Alias, e.Reason)
	if e.Detail != "" {
		s += " (" + strings.TrimSuffix(e.Detail, ".") + ")"
	}
	if e.Count > 1 {
		s += fmt.Sprintf(", as were %d more since the last one told of", e.Count-1)
	}
	return s + "."
}

// updateReason says what an update changed.
func updateReason(old, now events.NodeSettings) string {
	var parts []string
	say := func(changed bool, format string, args ...any) {
		if changed {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	say(old.Name != now.Name, "name from %q to %q", old.Name, now.Name)
	say(old.Description != now.Description, "description")
	say(old.LocationID != now.LocationID, "location")
	say(old.Role != now.Role, "role from %s to %s", old.Role, now.Role)
	say(old.Address != now.Address, "address from %s to %s", old.Address, now.Address)
	say(old.FQDN != now.FQDN, "FQDN from %q to %q", old.FQDN, now.FQDN)
	say(old.AlwaysOn != now.AlwaysOn, "always-on from %t to %t", old.AlwaysOn, now.AlwaysOn)
	say(old.CapacityHD != now.CapacityHD, "capacity from %s to %s", capacityHD(old.CapacityHD), capacityHD(now.CapacityHD))
	say(old.MediaPriorityWeight != now.MediaPriorityWeight, "media priority from %d to %d", old.MediaPriorityWeight, now.MediaPriorityWeight)
	say(old.SecondaryAddress != now.SecondaryAddress, "secondary address from %s to %s", orNone(old.SecondaryAddress), orNone(now.SecondaryAddress))
	say(old.StaticNATAddress != now.StaticNATAddress, "static NAT address from %s to %s", orNone(old.StaticNATAddress), orNone(now.StaticNATAddress))
	say(old.IPv6Address != now.IPv6Address, "IPv6 address from %s to %s", orNone(old.IPv6Address), orNone(now.IPv6Address))
	say(old.CloudBursting != now.CloudBursting, "cloud bursting from %t to %t", old.CloudBursting, now.CloudBursting)
	if len(parts) == 0 {
		return "The configuration was saved without a change."
	}
	return "Changed: " + strings.Join(parts, ", ") + "."
}

func orNone(address string) string {
	if address == "" {
		return "none"
	}
	return address
}

func capacityHD(n int) string {
	if n == 0 {
		return "measured"
	}
	return fmt.Sprintf("%d HD calls", n)
}
