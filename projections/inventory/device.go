package inventory

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// ChangeDevice is the kind of Change of a device.
const ChangeDevice = "device"

// Device is an alias that devices register with, as the lists show it.
// Settings never has the password.
type Device struct {
	ID          string
	Revision    int64
	Settings    events.DeviceSettings
	HasPassword bool
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// DeviceQuery selects a page of devices, by alias (as projections.OrderByName)
// or time of creation.
type DeviceQuery struct {
	First    int
	After    string
	Search   string // alias, description, tag, owner or user name contains this, ignoring case
	Alias    string // is exactly this
	Protocol events.CallProtocol
	Order    projections.Order
}

func deviceSchema() []string {
	return []string{
		`CREATE TABLE {devices} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, name_key KEYTEXT NOT NULL, alias_key KEYTEXT NOT NULL,
			has_password BIGINT NOT NULL, sip BIGINT NOT NULL, h323 BIGINT NOT NULL, webrtc BIGINT NOT NULL, body TEXT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {devices}_name ON {devices} (name_key, id COVER(search))`,
		`CREATE INDEX {devices}_created ON {devices} (created_at, id COVER(search))`,
		`CREATE INDEX {devices}_alias ON {devices} (alias_key)`,
	}
}

func applyDevice(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.DeviceCreated:
		return putDevice(ctx, tx, e, body.ID, body.Settings)
	case events.DeviceUpdated:
		return putDevice(ctx, tx, e, body.ID, body.Settings)
	case events.DeviceRemoved:
		tx.Queue(ctx, `DELETE FROM {devices} WHERE id = $1`, body.ID)
		return removed(ChangeDevice, body.ID), nil
	default:
		return applyNode(ctx, tx, e)
	}
}

func putDevice(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.DeviceSettings) ([]projections.Change, error) {
	hasPassword := s.Password != ""
	s.Password = ""
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("device %s: %w", id, err)
	}
	speaks := func(p events.CallProtocol) bool { return slices.Contains(s.Protocols, p) }
	tx.Queue(ctx, `INSERT INTO {devices} (id, revision, name_key, alias_key, has_password, sip, h323, webrtc, body, created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name_key = excluded.name_key, alias_key = excluded.alias_key,
			has_password = excluded.has_password, sip = excluded.sip, h323 = excluded.h323, webrtc = excluded.webrtc, body = excluded.body,
			updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), foldCase(s.Alias), aliasKey(s.Alias), hasPassword, speaks(events.ProtocolSIP), speaks(events.ProtocolH323),
		speaks(events.ProtocolWebRTC), string(body), projections.Micros(e.Meta.Time),
		searchable(s.Alias, s.Description, s.Tag, s.OwnerEmail, s.Username))
	return changed(ChangeDevice, id), nil
}

const deviceColumns = `id, name_key, created_at, revision, body, updated_at, has_password`

func scanDevice(scan sql.Scan) (Device, projections.Cursor, error) {
	var d Device
	var hasPassword int64
	withPassword := func(into ...any) error { return scan(append(into, &hasPassword)...) }
	c, err := scanBody(withPassword, &d.Revision, &d.UpdatedAt, &d.Settings)
	d.ID, d.CreatedAt, d.HasPassword = c.ID, projections.FromMicros(c.Num), hasPassword != 0
	return d, c, err
}

// protocolColumns are the columns that say what a device speaks.
var protocolColumns = map[events.CallProtocol]string{
	events.ProtocolSIP: "sip", events.ProtocolH323: "h323", events.ProtocolWebRTC: "webrtc",
}

// Devices reads a page of devices.
func (i *Inventory) Devices(ctx context.Context, q DeviceQuery) (projections.Page[Device], error) {
	l := sql.List{Table: "{devices}", Columns: deviceColumns, First: q.First, After: q.After}
	if q.Alias != "" {
		l.Where("alias_key = $?", aliasKey(q.Alias))
	}
	if column, ok := protocolColumns[q.Protocol]; ok {
		l.If(column + " = 1")
	} else if q.Protocol != "" {
		l.If("1 = 0") // nothing registers with it
	}
	return read(ctx, i, l, q.Order, q.Search, scanDevice)
}

// Device reads one device, or fails with projections.ErrNotFound.
func (i *Inventory) Device(ctx context.Context, id string) (Device, error) {
	return get(ctx, i, "{devices}", deviceColumns, id, scanDevice)
}

// ServiceByAlias finds the service that has an alias; false when none has.
func (i *Inventory) ServiceByAlias(ctx context.Context, alias string) (Service, bool, error) {
	return holder(ctx, i, "SELECT "+serviceColumns+" FROM {services} WHERE id IN (SELECT service_id FROM {aliases} WHERE alias = $1) ORDER BY id LIMIT 1", alias, scanService)
}

// DeviceByAlias finds the device that has an alias; false when none has.
func (i *Inventory) DeviceByAlias(ctx context.Context, alias string) (Device, bool, error) {
	return holder(ctx, i, "SELECT "+deviceColumns+" FROM {devices} WHERE alias_key = $1 ORDER BY id LIMIT 1", alias, scanDevice)
}

func holder[T any](ctx context.Context, i *Inventory, query, alias string, scan func(sql.Scan) (T, projections.Cursor, error)) (T, bool, error) {
	var row T
	found := false
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		return r.Each(ctx, query, []any{aliasKey(alias)}, func(s sql.Scan) (err error) {
			row, _, err = scan(s)
			found = true
			return err
		})
	})
	if err != nil {
		var none T
		return none, false, fmt.Errorf("find who has the alias %q: %w", alias, err)
	}
	return row, found, nil
}

// ServicesByAlias finds the services that have aliases, by the aliases as they
// were asked for; those that no service has are left out.
func (i *Inventory) ServicesByAlias(ctx context.Context, aliases []string) (map[string]Service, error) {
	found := make(map[string]Service, len(aliases))
	owners := map[string]string{} // alias key to service
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		for chunk := range slices.Chunk(aliases, projections.MaxPage) {
			marks, args := make([]string, len(chunk)), make([]any, len(chunk))
			for k, alias := range chunk {
				marks[k], args[k] = "$"+strconv.Itoa(k+1), aliasKey(alias)
			}
			query := "SELECT alias, service_id FROM {aliases} WHERE alias IN (" + strings.Join(marks, ", ") + ") ORDER BY service_id DESC"
			err := r.Each(ctx, query, args, func(scan sql.Scan) error {
				var key, id string
				err := scan(&key, &id)
				owners[key] = id
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(owners) == 0 {
		return found, err
	}
	services, err := i.ServicesByID(ctx, slices.Sorted(maps.Values(owners)))
	if err != nil {
		return nil, err
	}
	for _, alias := range aliases {
		if s, ok := services[owners[aliasKey(alias)]]; ok {
			found[alias] = s
		}
	}
	return found, nil
}

// DevicesByAlias finds the devices that have aliases, by their identifiers.
func (i *Inventory) DevicesByAlias(ctx context.Context, aliases []string) ([]Device, error) {
	var found []Device
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		for chunk := range slices.Chunk(aliases, projections.MaxPage) {
			keys := make([]string, len(chunk))
			for k, alias := range chunk {
				keys[k] = aliasKey(alias)
			}
			l := sql.List{Table: "{devices}", Columns: deviceColumns, First: projections.MaxPage, Key: "id", Unique: true}
			l.WhereIn("alias_key", keys)
			page, err := sql.ReadPage(ctx, r, l, scanDevice)
			if err != nil {
				return err
			}
			found = append(found, page.Nodes()...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find devices by %d aliases: %w", len(aliases), err)
	}
	return found, nil
}

// ShadowedDevices reads devices whose alias a service has, by their aliases.
func (i *Inventory) ShadowedDevices(ctx context.Context, first int) ([]Device, error) {
	l := sql.List{Table: "{devices}", Columns: deviceColumns, First: first, Key: "name_key", Text: true}
	l.If("alias_key IN (SELECT alias FROM {aliases})")
	var page projections.Page[Device]
	err := i.handler.View(ctx, func(r *sql.Reader) (err error) {
		page, err = sql.ReadPage(ctx, r, l, scanDevice)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list shadowed devices: %w", err)
	}
	return page.Nodes(), nil
}
