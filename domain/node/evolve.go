package node

import (
	"maps"

	"github.com/parley-video/parley/events"
)

// Evolve applies one event.
func Evolve(s State, rec events.Recorded) State {
	if f := rec.Meta.Fact; f != nil {
		s.FactSeqs = withSeq(s.FactSeqs, *f)
	}
	switch rec.Event.(type) {
	case events.NodeCreated, events.NodeUpdated, events.NodeRemoved, events.NodeMaintenanceEntered, events.NodeMaintenanceLeft:
		s.Configured = rec.Revision
	}
	switch e := rec.Event.(type) {
	case events.NodeCreated:
		s.ID, s.Exists, s.Settings = e.ID, true, e.Settings
	case events.NodeUpdated:
		s.Settings = e.Settings
	case events.NodeRemoved:
		s.Removed, s.Connected = true, false
		s.Provisioning, s.Redeemed, s.RedeemedKey, s.Past = Provisioning{}, "", "", nil
		s.Certificate, s.Renewed = Certificate{}, Certificate{}
	case events.NodeMaintenanceEntered:
		s.Drained = s.Drained && s.Maintenance // another reason changes nothing
		s.Maintenance, s.MaintenanceReason = true, e.Reason
	case events.NodeMaintenanceLeft:
		s.Drained = false
		s.Maintenance, s.MaintenanceReason = false, ""
	case events.NodeProvisioningIssued:
		s = past(s, false)
		s.Provisioning = Provisioning{SecretDigest: e.SecretDigest, ExpiresAt: e.ExpiresAt}
	case events.NodeEnrolled:
		s.Redeemed, s.RedeemedKey = s.Provisioning.SecretDigest, e.KeyDigest
		s = past(s, true)
		s.Certificate = Certificate{Serial: e.Serial, Fingerprint: e.Fingerprint, ExpiresAt: e.ExpiresAt}
		s.Renewed, s.Revoked = Certificate{}, false
	default:
		return evolveLink(evolveCertificate(s, rec), rec)
	}
	return s
}

func evolveLink(s State, rec events.Recorded) State {
	switch e := rec.Event.(type) {
	case events.NodeConnected:
		s.Connected, s.Link, s.Epoch, s.BootTime = true, rec.Revision, e.Epoch, e.BootTime
		s.Ready, s.RedeemedKey = !e.Starting, ""
	case events.NodeReady:
		s.Ready = true
	case events.NodeRestarted:
		s.BootTime = e.BootTime
	case events.NodeDrained:
		s.Drained = true
	case events.NodeDisconnected:
		s.Connected = false
	case events.NodeLivenessChanged:
		s.Liveness = e.To
	}
	return s
}

// withSeq copies: the state that was given stays as it is. A node's life has
// few epochs, so the map is small.
func withSeq(seqs map[string]uint64, f events.FactRef) map[string]uint64 {
	key := epochKey(f)
	if seqs[key] >= f.Seq {
		return seqs
	}
	next := maps.Clone(seqs)
	if next == nil {
		next = make(map[string]uint64, 1)
	}
	next[key] = f.Seq
	return next
}
