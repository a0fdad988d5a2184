package inventory

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const locationColumns = `id, name_key, created_at, revision, name, description, overflow1, overflow2,
	mtu, media_dscp, signalling_dscp, updated_at, (SELECT count(*) FROM {nodes} WHERE location_id = {locations}.id)`

func scanLocation(scan sql.Scan) (Location, projections.Cursor, error) {
	var l Location
	var c projections.Cursor
	var updated int64
	err := scan(&c.ID, &c.Text, &c.Num, &l.Revision, &l.Name, &l.Description, &l.OverflowLocation1ID, &l.OverflowLocation2ID,
		&l.MTU, &l.MediaDSCP, &l.SignallingDSCP, &updated, &l.NodeCount)
	l.ID = c.ID
	l.CreatedAt, l.UpdatedAt = projections.FromMicros(c.Num), projections.FromMicros(updated)
	return l, c, err
}

const nodeColumns = `id, name_key, created_at, revision, name, description, location_id, role, address, fqdn,
	always_on, capacity_hd, weight, maintenance, maintenance_reason, state,
	version, boot_time, client_url, capacity_tokens, certificate_expires_at, updated_at`

func scanNode(scan sql.Scan) (ConferencingNode, projections.Cursor, error) {
	var n ConferencingNode
	var c projections.Cursor
	var role, state string
	var alwaysOn, capacityHD, maintenance, updated int64
	var boot, tokens, certificate *int64
	err := scan(&c.ID, &c.Text, &c.Num, &n.Revision, &n.Name, &n.Description, &n.LocationID, &role, &n.Address, &n.FQDN,
		&alwaysOn, &capacityHD, &n.MediaPriorityWeight, &maintenance, &n.MaintenanceReason, &state,
		&n.Version, &boot, &n.ClientURL, &tokens, &certificate, &updated)
	n.ID, n.Role, n.State = c.ID, events.NodeRole(role), projections.NodeState(state)
	n.AlwaysOn, n.Maintenance = alwaysOn != 0, maintenance != 0
	if capacityHD > 0 {
		hd := int(capacityHD)
		n.CapacityHD = &hd
	}
	if tokens != nil {
		hd := float64(*tokens) / float64(capacity.HD)
		n.MaxHD = &hd
	}
	n.BootTime, n.CertificateExpiresAt = maybeTime(boot), maybeTime(certificate)
	n.CreatedAt, n.UpdatedAt = projections.FromMicros(c.Num), projections.FromMicros(updated)
	return n, c, err
}

func maybeTime(us *int64) *time.Time {
	if us == nil {
		return nil
	}
	t := projections.FromMicros(*us)
	return &t
}
