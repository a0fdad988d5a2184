package inventory

import (
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

const nodeColumns = `id, name_key, created_at, revision, name, description, location_id, role, address, fqdn,
	always_on, capacity_hd, weight, secondary_address, static_nat_address, ipv6_address, cloud_bursting,
	maintenance, maintenance_reason, state,
	version, boot_time, client_url, capacity_tokens, certificate_expires_at, updated_at`

func scanNode(scan sql.Scan) (ConferencingNode, projections.Cursor, error) {
	var n ConferencingNode
	var c projections.Cursor
	var role, state string
	var alwaysOn, capacityHD, bursting, maintenance, updated int64
	var boot, tokens, certificate *int64
	err := scan(&c.ID, &c.Text, &c.Num, &n.Revision, &n.Name, &n.Description, &n.LocationID, &role, &n.Address, &n.FQDN,
		&alwaysOn, &capacityHD, &n.MediaPriorityWeight,
		&n.SecondaryAddress, &n.StaticNATAddress, &n.IPv6Address, &bursting, &maintenance, &n.MaintenanceReason, &state,
		&n.Version, &boot, &n.ClientURL, &tokens, &certificate, &updated)
	n.ID, n.Role, n.State = c.ID, events.NodeRole(role), projections.NodeState(state)
	n.AlwaysOn, n.CloudBursting, n.Maintenance = alwaysOn != 0, bursting != 0, maintenance != 0
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
