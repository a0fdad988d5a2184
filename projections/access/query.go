package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/parley-video/parley/projections"
)

// Session finds a session that was begun and not ended, with its account, or
// fails with projections.ErrNotFound. Sessions of accounts that were removed
// or disabled, or got another password since, are ended. Whether it has
// expired is for the caller to say, who has a clock.
func (a *Access) Session(_ context.Context, administratorID, id string) (SessionRow, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if acc := a.administrators[administratorID]; acc != nil && acc.Enabled {
		if s, ok := acc.sessions[id]; ok {
			return SessionRow{Session: s, Account: a.row(acc)}, nil
		}
	}
	return SessionRow{}, fmt.Errorf("session: %w", projections.ErrNotFound)
}

// Administrator finds an account, or fails with projections.ErrNotFound.
func (a *Access) Administrator(_ context.Context, id string) (Administrator, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if acc := a.administrators[id]; acc != nil {
		return a.row(acc), nil
	}
	return Administrator{}, fmt.Errorf("administrator %s: %w", id, projections.ErrNotFound)
}

// Token finds a token, revoked or not, or fails with projections.ErrNotFound.
func (a *Access) Token(_ context.Context, id string) (Token, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if t, ok := a.tokens[id]; ok {
		return t, nil
	}
	return Token{}, fmt.Errorf("token %s: %w", id, projections.ErrNotFound)
}

// AdministratorQuery selects a page of accounts. What is not set does not
// count.
type AdministratorQuery struct {
	First   int
	After   string
	Search  string
	Role    string
	Enabled *bool
	Order   projections.Order // by name: the user name
}

// Administrators reads a page of accounts.
func (a *Access) Administrators(_ context.Context, q AdministratorQuery) (projections.Page[Administrator], error) {
	a.mu.RLock()
	all := make([]Administrator, 0, len(a.administrators))
	for _, acc := range a.administrators {
		if contains(q.Search, acc.Username, acc.DisplayName) && (q.Role == "" || acc.Role == q.Role) &&
			(q.Enabled == nil || *q.Enabled == acc.Enabled) {
			all = append(all, a.row(acc))
		}
	}
	a.mu.RUnlock()
	return ordered("administrators", all, q.First, q.After, q.Order, func(x Administrator) (string, time.Time, string) { return x.Username, x.CreatedAt, x.ID })
}

// row is an account with its role; a.mu is held.
func (a *Access) row(acc *account) Administrator {
	row := acc.Administrator
	if x := row.External; x != nil {
		with := *x
		with.AssignedRoles = a.rolesByID(x.Roles)
		row.Role, row.External = x.Roles[0], &with
	}
	row.Assigned = a.role(row.Role)
	return row
}

// contains reports whether one of the texts contains what is searched for,
// ignoring case.
func contains(search string, texts ...string) bool {
	search = strings.ToLower(strings.TrimSpace(search))
	for _, s := range texts {
		if strings.Contains(strings.ToLower(s), search) {
			return true
		}
	}
	return false
}

// ordered is a page in one of the orders. Each has cursors of its own.
func ordered[T any](list string, all []T, first int, after string, by projections.Order, keys func(T) (name string, created time.Time, id string)) (projections.Page[T], error) {
	if by.Field == projections.OrderByCreatedAt {
		list += " by time"
	}
	key := func(x T) (string, string) {
		name, created, id := keys(x)
		if by.Field == projections.OrderByCreatedAt {
			name = created.UTC().Format("2006-01-02T15:04:05.000000000")
		}
		return strings.ToLower(name), id
	}
	return page(list, all, first, after, by.Direction == projections.Descending, key)
}

// TokenQuery selects a page of tokens. What is not set does not count.
type TokenQuery struct {
	First  int
	After  string
	Search string
	// States are those that a token may be in at Now; none: all.
	States []TokenState
	Now    time.Time
	Order  projections.Order
}

// TokenState is whether a token is good.
type TokenState string

// The states.
const (
	TokenActive  TokenState = "ACTIVE"
	TokenExpired TokenState = "EXPIRED"
	TokenRevoked TokenState = "REVOKED"
)

// StateAt is the token's state at a time.
func (t Token) StateAt(now time.Time) TokenState {
	switch {
	case t.Revoked:
		return TokenRevoked
	case !t.ValidAt(now):
		return TokenExpired
	default:
		return TokenActive
	}
}

// Tokens reads a page of tokens.
func (a *Access) Tokens(_ context.Context, q TokenQuery) (projections.Page[Token], error) {
	a.mu.RLock()
	all := make([]Token, 0, len(a.tokens))
	for _, t := range a.tokens {
		if contains(q.Search, t.Name, t.Description) && (len(q.States) == 0 || slices.Contains(q.States, t.StateAt(q.Now))) {
			all = append(all, t)
		}
	}
	a.mu.RUnlock()
	return ordered("tokens", all, q.First, q.After, q.Order, func(t Token) (string, time.Time, string) { return t.Name, t.CreatedAt, t.ID })
}

// SessionQuery selects a page of sessions that are open at Now.
type SessionQuery struct {
	First         int
	After         string
	Administrator string // empty: of everybody
	Now           time.Time
}

// SessionRow is a session and whose it is.
type SessionRow struct {
	Session
	Account Administrator
}

// Sessions reads a page of sessions, those that began last first.
func (a *Access) Sessions(_ context.Context, q SessionQuery) (projections.Page[SessionRow], error) {
	a.mu.RLock()
	var all []SessionRow
	for id, acc := range a.administrators {
		if q.Administrator != "" && id != q.Administrator {
			continue
		}
		for _, s := range acc.sessions {
			if s.ValidAt(q.Now) {
				all = append(all, SessionRow{Session: s, Account: a.row(acc)})
			}
		}
	}
	a.mu.RUnlock()
	newest := projections.Order{Field: projections.OrderByCreatedAt, Direction: projections.Descending}
	return ordered("sessions", all, q.First, q.After, newest, func(s SessionRow) (string, time.Time, string) { return "", s.StartedAt, s.ID })
}

// page sorts by key and identifier and cuts out what follows the cursor.
func page[T any](list string, all []T, first int, after string, descending bool, key func(T) (string, string)) (projections.Page[T], error) {
	p := projections.Page[T]{TotalCount: len(all)}
	if err := projections.CheckFirst(first); err != nil {
		return p, err
	}
	if descending {
		list += " downwards"
	}
	compare := func(k1, id1, k2, id2 string) int {
		c := cmp.Or(cmp.Compare(k1, k2), cmp.Compare(id1, id2))
		if descending {
			return -c
		}
		return c
	}
	slices.SortFunc(all, func(x, y T) int {
		k1, id1 := key(x)
		k2, id2 := key(y)
		return compare(k1, id1, k2, id2)
	})
	if after != "" {
		c, err := projections.DecodeCursor(list, after)
		if err != nil {
			return p, err
		}
		all = all[sort.Search(len(all), func(i int) bool {
			k, id := key(all[i])
			return compare(k, id, c.Text, c.ID) > 0
		}):]
		p.HasPreviousPage = true
	}
	p.HasNextPage = len(all) > first
	for _, row := range all[:min(first, len(all))] {
		k, id := key(row)
		p.Edges = append(p.Edges, projections.Edge[T]{Cursor: projections.Cursor{List: list, Text: k, ID: id}.Encode(), Node: row})
	}
	return p, nil
}
