package inventory

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// ChangeRule is the kind of Change of a gateway rule.
const ChangeRule = "rule"

// GatewayRule is a gateway rule as the lists show it.
type GatewayRule struct {
	ID        string
	Revision  int64
	Settings  events.RuleSettings
	CreatedAt time.Time
	UpdatedAt time.Time
}

// RuleQuery selects a page of gateway rules. Without an order field they come
// in the order in which they are asked.
type RuleQuery struct {
	First      int
	After      string
	Search     string // name, description, tag, pattern or replacement contains this, ignoring case
	Enabled    *bool
	LocationID string // names this location
	Order      projections.Order
}

// ruleSchema: rank is the place among all rules as text, which orders them as
// domain/dialplan does.
func ruleSchema() []string {
	return []string{
		`CREATE TABLE {rules} (
			id KEYTEXT PRIMARY KEY, revision BIGINT NOT NULL, position BIGINT NOT NULL,
			name_key KEYTEXT NOT NULL, rank KEYTEXT NOT NULL, enabled BIGINT NOT NULL,
			source_location KEYTEXT NOT NULL, outgoing_location KEYTEXT NOT NULL, body TEXT NOT NULL,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, search KEYTEXT NOT NULL)`,
		`CREATE INDEX {rules}_name ON {rules} (name_key, id)`,
		`CREATE INDEX {rules}_rank ON {rules} (rank, id)`,
		`CREATE INDEX {rules}_created ON {rules} (created_at, id)`,
	}
}

func applyRule(ctx context.Context, tx *sql.Tx, e events.Recorded) ([]projections.Change, error) {
	switch body := e.Event.(type) {
	case events.RuleCreated:
		return putRule(ctx, tx, e, body.ID, body.Settings)
	case events.RuleUpdated:
		return putRule(ctx, tx, e, body.ID, body.Settings)
	case events.RuleRemoved:
		tx.Queue(ctx, `DELETE FROM {rules} WHERE id = $1`, body.ID)
		return removed(ChangeRule, body.ID), nil
	default:
		return applyDialout(ctx, tx, e)
	}
}

func putRule(ctx context.Context, tx *sql.Tx, e events.Recorded, id string, s events.RuleSettings) ([]projections.Change, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("gateway rule %s: %w", id, err)
	}
	tx.Queue(ctx, `INSERT INTO {rules} (id, revision, position, name_key, rank, enabled, source_location, outgoing_location, body,
			created_at, updated_at, search)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, position = excluded.position, name_key = excluded.name_key,
			rank = excluded.rank, enabled = excluded.enabled, source_location = excluded.source_location,
			outgoing_location = excluded.outgoing_location, body = excluded.body, updated_at = excluded.updated_at, search = excluded.search`,
		id, revision(e), int64(e.Position), foldCase(s.Name), fmt.Sprintf("%05d %s", s.Priority, foldCase(s.Name)), s.Enabled, // stores bound it
		s.SourceLocationID, s.OutgoingLocationID, string(body), projections.Micros(e.Meta.Time),
		searchable(s.Name, s.Description, s.Tag, s.MatchString, s.ReplaceString))
	return changed(ChangeRule, id), nil
}

const ruleColumns = `id, name_key, rank, created_at, revision, body, updated_at`

// scanRule scans for a list; the cursor holds what the list is ordered by.
func scanRule(byRank bool) func(sql.Scan) (GatewayRule, projections.Cursor, error) {
	return func(scan sql.Scan) (GatewayRule, projections.Cursor, error) {
		var r GatewayRule
		var c projections.Cursor
		var rank, body string
		var updated int64
		if err := scan(&c.ID, &c.Text, &rank, &c.Num, &r.Revision, &body, &updated); err != nil {
			return r, c, err
		}
		if byRank {
			c.Text = rank
		}
		r.ID, r.CreatedAt, r.UpdatedAt = c.ID, projections.FromMicros(c.Num), projections.FromMicros(updated)
		if err := json.Unmarshal([]byte(body), &r.Settings); err != nil {
			return r, c, fmt.Errorf("gateway rule %s: %w", c.ID, err)
		}
		return r, c, nil
	}
}

// Rules reads a page of gateway rules.
func (i *Inventory) Rules(ctx context.Context, q RuleQuery) (projections.Page[GatewayRule], error) {
	l := sql.List{Table: "{rules}", Columns: ruleColumns, First: q.First, After: q.After}
	if q.Enabled != nil {
		l.Where("enabled = $?", flag(*q.Enabled))
	}
	if q.LocationID != "" {
		l.Where("(source_location = $? OR outgoing_location = $?)", q.LocationID)
	}
	if q.Order.Field == "" {
		q.Order.Field = projections.OrderByPriority
	}
	return read(ctx, i, l, q.Order, q.Search, scanRule(q.Order.Field == projections.OrderByPriority))
}

// Rule reads one gateway rule, or fails with projections.ErrNotFound.
func (i *Inventory) Rule(ctx context.Context, id string) (GatewayRule, error) {
	return get(ctx, i, "{rules}", ruleColumns, id, scanRule(false))
}

// RuleSet tells whether the gateway rules have changed. Two sets are the same
// when they have as many rules and the youngest change of one that is there is
// the same: a change adds a younger one, a removal takes one away.
type RuleSet struct {
	Count    int64
	Position int64
}

// AllRules reads all gateway rules in the order in which they are asked, unless
// they are still those that the caller has; then the list is nil.
func (i *Inventory) AllRules(ctx context.Context, known RuleSet) (RuleSet, []GatewayRule, error) {
	var now RuleSet
	var list []GatewayRule
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		if _, err := r.Get(ctx, "SELECT count(*), COALESCE(max(position), 0) FROM {rules}", nil, &now.Count, &now.Position); err != nil {
			return err
		}
		if now == known {
			return nil
		}
		list = make([]GatewayRule, 0, now.Count)
		return r.Each(ctx, "SELECT "+ruleColumns+" FROM {rules} ORDER BY rank, id", nil, func(s sql.Scan) error {
			row, _, err := scanRule(false)(s)
			list = append(list, row)
			return err
		})
	})
	if err != nil {
		return RuleSet{}, nil, fmt.Errorf("read all gateway rules: %w", err)
	}
	return now, list, nil
}
