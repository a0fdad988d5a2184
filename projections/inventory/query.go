package inventory

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/sql"
)

// orderBy fills in what the lists of named things share.
func orderBy(l sql.List, o projections.Order) (sql.List, error) {
	switch o.Field {
	case "", projections.OrderByName:
		l.Key, l.Text = "name_key", true
	case projections.OrderByPriority:
		l.Key, l.Text = "rank", true
	case projections.OrderByCreatedAt:
		l.Key = "created_at"
	default:
		return l, fmt.Errorf("%w: order field %q", projections.ErrCursor, o.Field)
	}
	l.Descend = o.Direction == projections.Descending
	l.Name = fmt.Sprintf("%s/%s/%t", l.Table, l.Key, l.Descend)
	return l, nil
}

// read reads a page and the count in one transaction.
func read[T any](ctx context.Context, i *Inventory, l sql.List, o projections.Order, search string,
	scan func(sql.Scan) (T, projections.Cursor, error),
) (projections.Page[T], error) {
	var page projections.Page[T]
	l, err := orderBy(l, o)
	if err != nil {
		return page, err
	}
	if search != "" {
		l.Where(i.db.Contains("search", "$?"), foldCase(search))
	}
	err = i.handler.View(ctx, func(r *sql.Reader) error {
		if page, err = sql.ReadPage(ctx, r, l, scan); err != nil {
			return err
		}
		if l.After == "" && !page.HasNextPage {
			page.TotalCount = len(page.Edges) // the page is the whole list
			return nil
		}
		page.TotalCount, err = l.ReadCount(ctx, r)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("list %s: %w", l.Table, err)
	}
	return page, nil
}

// get reads one row by its identifier.
func get[T any](ctx context.Context, i *Inventory, table, columns, id string,
	scan func(sql.Scan) (T, projections.Cursor, error),
) (T, error) {
	var row T
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		found := false
		err := r.Each(ctx, "SELECT "+columns+" FROM "+table+" WHERE id = $1", []any{id}, func(s sql.Scan) (err error) {
			found = true
			row, _, err = scan(s)
			return err
		})
		if err == nil && !found {
			return projections.ErrNotFound
		}
		return err
	})
	if err != nil {
		return row, fmt.Errorf("get %s from %s: %w", id, table, err)
	}
	return row, nil
}

// many reads rows by their identifiers; those that do not exist are left out.
func many[T any](ctx context.Context, i *Inventory, table, columns string, ids []string,
	scan func(sql.Scan) (T, projections.Cursor, error),
) (map[string]T, error) {
	rows := make(map[string]T, len(ids))
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		for len(ids) > 0 {
			n := min(len(ids), projections.MaxPage)
			l := sql.List{Table: table, Columns: columns, Key: "id", Unique: true, First: n}
			l.WhereIn("id", ids[:n])
			page, err := sql.ReadPage(ctx, r, l, scan)
			if err != nil {
				return err
			}
			for _, e := range page.Edges {
				c, err := projections.DecodeCursor("", e.Cursor)
				if err != nil {
					return err
				}
				rows[c.ID] = e.Node
			}
			ids = ids[n:]
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("get %d of %s: %w", len(ids), table, err)
	}
	return rows, nil
}

// Nodes reads a page of Conferencing Nodes.
func (i *Inventory) Nodes(ctx context.Context, q NodeQuery) (projections.Page[ConferencingNode], error) {
	l := sql.List{Table: "{nodes}", Columns: nodeColumns, First: q.First, After: q.After}
	if q.LocationID != "" {
		l.Where("location_id = $?", q.LocationID)
	}
	if q.Role != "" {
		l.Where("role = $?", string(q.Role))
	}
	if q.State != "" {
		l.Where("state = $?", string(q.State))
	}
	if q.Maintenance != nil {
		l.Where("maintenance = $?", flag(*q.Maintenance))
	}
	if q.CloudBursting != nil {
		l.Where("cloud_bursting = $?", flag(*q.CloudBursting))
	}
	return read(ctx, i, l, q.Order, q.Search, scanNode)
}

// flag is a truth value as the columns have it.
func flag(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// Node reads one Conferencing Node, or fails with projections.ErrNotFound.
func (i *Inventory) Node(ctx context.Context, id string) (ConferencingNode, error) {
	return get(ctx, i, "{nodes}", nodeColumns, id, scanNode)
}

// NodesByID reads many at once; those that do not exist are left out.
func (i *Inventory) NodesByID(ctx context.Context, ids []string) (map[string]ConferencingNode, error) {
	return many(ctx, i, "{nodes}", nodeColumns, ids, scanNode)
}

// Services reads a page of services.
func (i *Inventory) Services(ctx context.Context, q ServiceQuery) (projections.Page[Service], error) {
	l := sql.List{Table: "{services}", Columns: serviceColumns, First: q.First, After: q.After}
	if q.Type != "" {
		l.Where("type = $?", string(q.Type))
	}
	if q.Tag != "" {
		l.Where("tag_key = $?", foldCase(q.Tag))
	}
	if q.Alias != "" {
		ids, err := i.bearers(ctx, q.Alias)
		if err != nil {
			return projections.Page[Service]{}, fmt.Errorf("services with an alias: %w", err)
		}
		if len(ids) == 0 {
			l.If("1 = 0")
		} else {
			l.WhereIn("id", ids)
		}
	}
	if q.Dialout != "" {
		l.Where("id IN (SELECT service_id FROM {dialled} WHERE dialout_id = $?)", q.Dialout)
	}
	return read(ctx, i, l, q.Order, q.Search, scanService)
}

// bearers are the services that have an alias: one, or two while it is moved.
// They are asked for by themselves, since a planner that knows no numbers may go
// through all services otherwise.
func (i *Inventory) bearers(ctx context.Context, alias string) ([]string, error) {
	var ids []string
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		return r.Each(ctx, "SELECT service_id FROM {aliases} WHERE alias = $1 LIMIT 100", []any{aliasKey(alias)}, func(scan sql.Scan) error {
			var id string
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	return ids, err
}

// Service reads one service, or fails with projections.ErrNotFound.
func (i *Inventory) Service(ctx context.Context, id string) (Service, error) {
	return get(ctx, i, "{services}", serviceColumns, id, scanService)
}

// ServicesByID reads many at once; those that do not exist are left out.
func (i *Inventory) ServicesByID(ctx context.Context, ids []string) (map[string]Service, error) {
	return many(ctx, i, "{services}", serviceColumns, ids, scanService)
}

// Settings reads the deployment-wide settings.
func (i *Inventory) Settings(ctx context.Context) (GlobalSettings, error) {
	revision, settings := int64(-1), projections.DefaultSettings()
	err := i.handler.View(ctx, func(r *sql.Reader) error {
		var body string
		found, err := r.Get(ctx, "SELECT revision, body FROM {settings} WHERE id = 1", nil, &revision, &body)
		if err != nil || !found {
			return err
		}
		settings = events.GlobalSettings{}
		return json.Unmarshal([]byte(body), &settings)
	})
	if err != nil {
		return GlobalSettings{}, fmt.Errorf("get settings: %w", err)
	}
	settings = settings.Complete()
	return GlobalSettings{
		Revision: revision, DeploymentName: settings.DeploymentName, EnableChat: settings.EnableChat,
		MaxQuality: settings.MaxQuality, PINEntryTimeout: settings.PINEntryTimeout,
		WaitingForHostTimeout: settings.WaitingForHostTimeout, GuestsOnlyTimeout: settings.GuestsOnlyTimeout,
		LastParticipantTimeout: settings.LastParticipantTimeout, SessionIdleTimeout: settings.SessionIdleTimeout,
		Encryption: settings.Encryption, MaxCallRateIn: settings.MaxCallRateIn, MaxCallRateOut: settings.MaxCallRateOut,
		DefaultThemeID: settings.DefaultTheme, EnableDialout: !settings.DialoutDisabled,
		PINProtection: !settings.PINProtectionDisabled, AliasProtection: !settings.AliasProtectionDisabled,
		PINAttemptLimit: settings.PINAttemptLimit, AliasAttemptLimit: settings.AliasAttemptLimit,
		BreakInAllowList: settings.BreakInAllowList, BurstingEnabled: settings.BurstingEnabled,
		BurstingThreshold: settings.BurstingThreshold, BurstingMinLifetime: settings.BurstingMinLifetime,
		SignInBanner: settings.SignInBanner, SiteBanner: settings.SiteBanner,
		LiveViewShowConferences: !settings.LiveViewHidesConferences, ConferenceHistoryDays: settings.ConferenceHistoryDays,
	}, nil
}
