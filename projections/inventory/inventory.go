package inventory

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// Name of the projection.
const Name = "inventory"

// Kinds of Change.
const (
	ChangeLocation = "location"
	ChangeNode     = "node"
	ChangeService  = "service"
	ChangeSettings = "settings"

	ChangePolicyProfile = "policyprofile"
)

// Inventory is the read model.
type Inventory struct {
	handler *sql.Handler
	db      *sql.DB
}

// New makes the read model in a database.
func New(db *sql.DB) *Inventory {
	return &Inventory{handler: sql.NewHandler(db, fold{}), db: db}
}

// Handler is what the runner drives.
func (i *Inventory) Handler() *sql.Handler { return i.handler }

// fold turns events into rows.
type fold struct{}

func (fold) Name() string   { return Name }
func (fold) Version() int64 { return 6 }

func (fold) Filter() store.Filter {
	return store.Filter{TypePrefixes: []string{
		"location.", "node.", "service.", "settings.", "policyprofile.", "rule.", "dialout.", "device.",
	}}
}

func (fold) Tables() []string {
	return []string{"locations", "nodes", "services", "aliases", "settings", "policyprofiles", "rules", "dialouts", "dialled", "devices"}
}

// Schema: services are read in the order of an index that also holds their kind
// and tag and, where the database can do that, what is searched, so that no row
// is read that is not returned. There is no index by kind or tag: most services
// may have the same, and then a planner that knows no numbers would read and
// sort them all.
func (fold) Schema() []string {
	return slices.Concat(baseSchema(), ruleSchema(), dialoutSchema(), deviceSchema())
}

func baseSchema() []string {
	return []string{
		`CREATE TABLE {locations} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, name TEXT NOT NULL, name_key KEYTEXT NOT NULL,
			description TEXT NOT NULL, overflow1 KEYTEXT NOT NULL, overflow2 KEYTEXT NOT NULL,
			transcoding KEYTEXT NOT NULL, policy_profile KEYTEXT NOT NULL, settings TEXT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {locations}_name ON {locations} (name_key, id)`,
		`CREATE INDEX {locations}_created ON {locations} (created_at, id)`,
		`CREATE TABLE {nodes} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, name TEXT NOT NULL, name_key KEYTEXT NOT NULL,
			description TEXT NOT NULL, location_id KEYTEXT NOT NULL, role TEXT NOT NULL, address TEXT NOT NULL, fqdn TEXT NOT NULL,
			always_on BIGINT NOT NULL, capacity_hd BIGINT NOT NULL, weight BIGINT NOT NULL,
			secondary_address TEXT NOT NULL, static_nat_address TEXT NOT NULL, ipv6_address TEXT NOT NULL,
			cloud_bursting BIGINT NOT NULL,
			maintenance BIGINT NOT NULL, maintenance_reason TEXT NOT NULL, state TEXT NOT NULL,
			version TEXT, boot_time BIGINT, client_url TEXT, capacity_tokens BIGINT, certificate_expires_at BIGINT,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {nodes}_name ON {nodes} (name_key, id)`,
		`CREATE INDEX {nodes}_created ON {nodes} (created_at, id)`,
		`CREATE INDEX {nodes}_location ON {nodes} (location_id)`,
		`CREATE TABLE {services} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, type KEYTEXT NOT NULL, name_key KEYTEXT NOT NULL, tag_key KEYTEXT NOT NULL,
			body TEXT NOT NULL, has_host_pin BIGINT NOT NULL, has_guest_pin BIGINT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {services}_name ON {services} (name_key, id, type, tag_key COVER(search))`,
		`CREATE INDEX {services}_created ON {services} (created_at, id, type, tag_key COVER(search))`,
		`CREATE TABLE {aliases} (alias KEYTEXT NOT NULL, service_id KEYTEXT NOT NULL, PRIMARY KEY (alias, service_id))`,
		`CREATE INDEX {aliases}_service ON {aliases} (service_id)`,
		`CREATE TABLE {policyprofiles} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, name_key KEYTEXT NOT NULL, settings TEXT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {policyprofiles}_name ON {policyprofiles} (name_key, id)`,
		`CREATE INDEX {policyprofiles}_created ON {policyprofiles} (created_at, id)`,
		`CREATE TABLE {settings} (id BIGINT PRIMARY KEY, revision BIGINT NOT NULL, body TEXT NOT NULL)`,
	}
}

// Apply implements sql.Projection.
func (fold) Apply(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.LocationCreated:
		return putLocation(ctx, tx, e, body.ID, body.Settings)
	case events.LocationUpdated:
		return putLocation(ctx, tx, e, body.ID, body.Settings)
	case events.LocationRemoved:
		tx.Queue(ctx, `DELETE FROM {locations} WHERE id = $1`, body.ID)
		return removed(ChangeLocation, body.ID), nil
	case events.ServiceCreated:
		return putService(ctx, tx, e, body.ID, body.Type, body.Settings)
	case events.ServiceUpdated:
		return putService(ctx, tx, e, body.ID, "", body.Settings)
	case events.ServiceRemoved:
		tx.Queue(ctx, `DELETE FROM {aliases} WHERE service_id = $1`, body.ID)
		tx.Queue(ctx, `DELETE FROM {dialled} WHERE service_id = $1`, body.ID)
		tx.Queue(ctx, `DELETE FROM {services} WHERE id = $1`, body.ID)
		return removed(ChangeService, body.ID), nil
	case events.PolicyProfileCreated:
		return putProfile(ctx, tx, e, body.ID, body.Settings)
	case events.PolicyProfileUpdated:
		return putProfile(ctx, tx, e, body.ID, body.Settings)
	case events.PolicyProfileRemoved:
		tx.Queue(ctx, `DELETE FROM {policyprofiles} WHERE id = $1`, body.ID)
		return removed(ChangePolicyProfile, body.ID), nil
	case events.SettingsUpdated:
		return putSettings(ctx, tx, e, body.Settings)
	default:
		return applyRule(ctx, tx, e)
	}
}

func changed(kind, id string) []projections.Change {
	return []projections.Change{{Kind: kind, ID: id}}
}

func removed(kind, id string) []projections.Change {
	return []projections.Change{{Kind: kind, ID: id, Removed: true}}
}

// foldCase is the form in which text is searched and ordered when case does not
// matter. Aliases are compared by aliasKey.
func foldCase(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// searchable joins what a search looks at; no input can hold the separator,
// so nothing is found across two of the texts.
func searchable(texts ...string) string { return foldCase(strings.Join(texts, "\x1f")) }

func revision(e events.Recorded) int64 { return int64(e.Revision) } // stores bound it

// errUnhandled parks the projection: its filter asked for an event that it
// does not know what to do with.
func errUnhandled(e events.Recorded) error {
	return fmt.Errorf("inventory: no rule for %s (%T)", e.Type, e.Event)
}
