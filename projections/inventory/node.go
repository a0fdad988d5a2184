package inventory

import (
	"context"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

func applyNode(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.NodeCreated:
		return putNode(ctx, tx, e, body.ID, body.Settings), nil
	case events.NodeUpdated:
		return putNode(ctx, tx, e, body.ID, body.Settings), nil
	case events.NodeRemoved:
		tx.Queue(ctx, `DELETE FROM {nodes} WHERE id = $1`, body.ID)
		return removed(ChangeNode, body.ID), nil
	case events.NodeMaintenanceEntered:
		tx.Queue(ctx, `UPDATE {nodes} SET maintenance = 1, maintenance_reason = $3, revision = $2, updated_at = $4 WHERE id = $1`,
			body.ID, revision(e), body.Reason, projections.Micros(e.Meta.Time))
		return changed(ChangeNode, body.ID), nil
	case events.NodeMaintenanceLeft:
		tx.Queue(ctx, `UPDATE {nodes} SET maintenance = 0, maintenance_reason = '', revision = $2, updated_at = $3 WHERE id = $1`,
			body.ID, revision(e), projections.Micros(e.Meta.Time))
		return changed(ChangeNode, body.ID), nil
	case events.NodeProvisioningIssued:
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeEnrolled:
		tx.Queue(ctx, `UPDATE {nodes} SET certificate_expires_at = $2 WHERE id = $1`, body.ID, projections.Micros(body.ExpiresAt))
		return lifeNode(ctx, tx, e, body.ID)
	case events.NodeCertificateRenewed:
		tx.Queue(ctx, `UPDATE {nodes} SET certificate_expires_at = $2 WHERE id = $1`, body.ID, projections.Micros(body.ExpiresAt))
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeCertificateAdopted:
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeCertificateRevoked:
		tx.Queue(ctx, `UPDATE {nodes} SET certificate_expires_at = NULL WHERE id = $1`, body.ID)
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeProvisioningRefused:
		if e.Stream == events.EnrolmentStream {
			return nil, nil // of no node of ours
		}
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeConnected:
		tx.Queue(ctx, `UPDATE {nodes} SET version = $2, boot_time = $3, client_url = $4, capacity_tokens = $5 WHERE id = $1`,
			body.ID, body.Version, projections.Micros(body.BootTime), body.ClientURL, body.CapacityTokens)
		return lifeNode(ctx, tx, e, body.ID)
	case events.NodeRestarted:
		tx.Queue(ctx, `UPDATE {nodes} SET boot_time = $2 WHERE id = $1`, body.ID, projections.Micros(body.BootTime))
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeReady:
		return lifeNode(ctx, tx, e, body.ID)
	case events.NodeDrained:
		return touchNode(ctx, tx, e, body.ID), nil
	case events.NodeDisconnected:
		return lifeNode(ctx, tx, e, body.ID)
	case events.NodeLivenessChanged:
		return lifeNode(ctx, tx, e, body.ID)
	case events.NodeCallRejected:
		return touchNode(ctx, tx, e, body.ID), nil
	}
	if strings.HasPrefix(e.Type, "node.burst-") {
		return nil, nil // of its machine, in another stream: no revision of the node
	}
	return nil, errUnhandled(e)
}

func putNode(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.NodeSettings) []projections.Change {
	tx.Queue(ctx, `INSERT INTO {nodes} (id, revision, name, name_key, description, location_id, role, address, fqdn,
			always_on, capacity_hd, weight, secondary_address, static_nat_address, ipv6_address, cloud_bursting,
			maintenance, maintenance_reason, state, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $16, $17, $18, $19, 0, '', $13, $14, $14, $15)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name, name_key = excluded.name_key,
			description = excluded.description, location_id = excluded.location_id, role = excluded.role,
			address = excluded.address, fqdn = excluded.fqdn, always_on = excluded.always_on,
			capacity_hd = excluded.capacity_hd, weight = excluded.weight,
			secondary_address = excluded.secondary_address, static_nat_address = excluded.static_nat_address,
			ipv6_address = excluded.ipv6_address, cloud_bursting = excluded.cloud_bursting,
			updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), s.Name, foldCase(s.Name), s.Description, s.LocationID, string(s.Role), s.Address, s.FQDN,
		s.AlwaysOn, int64(s.CapacityHD), int64(s.MediaPriorityWeight), string(projections.NodeNeverContacted),
		projections.Micros(e.Meta.Time),
		searchable(s.Name, s.Address, s.FQDN, s.SecondaryAddress, s.StaticNATAddress, s.IPv6Address),
		s.SecondaryAddress, s.StaticNATAddress, s.IPv6Address, s.CloudBursting)
	return changed(ChangeNode, id)
}

// touchNode follows the revision of the node's stream, which is what a
// command has to expect.
func touchNode(ctx context.Context, tx *sql.Tx, e events.Recorded, id string) []projections.Change {
	tx.Queue(ctx, `UPDATE {nodes} SET revision = $2 WHERE id = $1`, id, revision(e))
	return changed(ChangeNode, id)
}

// lifeNode moves the node through its life.
func lifeNode(ctx context.Context, tx *sql.Tx, e events.Recorded, id string) ([]projections.Change, error) {
	var state string
	found, err := tx.Get(ctx, `SELECT state FROM {nodes} WHERE id = $1`, []any{id}, &state)
	if err != nil || !found {
		return nil, err // a report that comes after the removal changes nothing
	}
	next := projections.NextNodeState(projections.NodeState(state), e.Event)
	tx.Queue(ctx, `UPDATE {nodes} SET state = $2, revision = $3 WHERE id = $1`, id, string(next), revision(e))
	return changed(ChangeNode, id), nil
}
