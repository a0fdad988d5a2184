package certificates

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/parley-video/parley/projections"
)

// Order is what certificates are ordered by.
type Order string

// The orders.
const (
	ByName    Order = "NAME"
	ByExpiry  Order = "NOT_AFTER" // requests last
	ByCreated Order = "CREATED_AT"
)

// Query selects a page of the certificates that an administrator brought.
type Query struct {
	First    int
	After    string
	Search   string // name, subject or a host contains this, ignoring case
	Order    Order  // empty: by name
	Descend  bool
	NotAfter *time.Time // those that have expired then
}

// Certificates reads a page.
func (c *Certificates) Certificates(_ context.Context, q Query) (projections.Page[Certificate], error) {
	if err := projections.CheckFirst(q.First); err != nil {
		return projections.Page[Certificate]{}, err
	}
	if q.Order == "" {
		q.Order = ByName
	}
	all := c.matching(q)
	page := projections.Page[Certificate]{TotalCount: len(all)}
	list := "certificates." + string(q.Order)
	if q.After != "" {
		cursor, err := projections.DecodeCursor(list, q.After)
		if err != nil {
			return page, err
		}
		at, found := slices.BinarySearchFunc(all, cursor, func(row Certificate, at projections.Cursor) int { return q.compare(row, at.Text, at.ID) })
		if found {
			at++
		}
		page.HasPreviousPage, all = at > 0, all[at:]
	}
	page.HasNextPage = len(all) > q.First
	for _, row := range all[:min(q.First, len(all))] {
		cursor := projections.Cursor{List: list, Text: q.key(row), ID: row.ID}.Encode()
		page.Edges = append(page.Edges, projections.Edge[Certificate]{Cursor: cursor, Node: row})
	}
	return page, nil
}

func (c *Certificates) matching(q Query) []Certificate {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var all []Certificate
	for _, row := range c.rows {
		if q.matches(row) {
			all = append(all, c.used(row))
		}
	}
	slices.SortFunc(all, func(a, b Certificate) int { return q.compare(a, q.key(b), b.ID) })
	return all
}

func (q Query) matches(row Certificate) bool {
	if q.NotAfter != nil && (!row.Installed() || !row.Info.NotAfter.Before(*q.NotAfter)) {
		return false
	}
	texts := []string{row.Name, row.Info.Subject, strings.Join(row.Info.DNSNames, " "), strings.Join(row.Info.IPAddresses, " ")}
	if row.Request != nil {
		texts = append(texts, row.Request.Subject, strings.Join(row.Request.DNSNames, " "))
	}
	return strings.Contains(fold(strings.Join(texts, "\x1f")), fold(q.Search))
}

func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// key is what a row is ordered by, as text.
func (q Query) key(row Certificate) string {
	const sortable = "2006-01-02T15:04:05.000000000Z"
	switch {
	case q.Order == ByCreated:
		return row.CreatedAt.Format(sortable)
	case q.Order == ByExpiry && !row.Installed():
		return "~"
	case q.Order == ByExpiry:
		return row.Info.NotAfter.Format(sortable)
	default:
		return fold(row.Name)
	}
}

func (q Query) compare(row Certificate, key, id string) int {
	order := cmp.Or(strings.Compare(q.key(row), key), strings.Compare(row.ID, id))
	if q.Descend {
		return -order
	}
	return order
}

// Kind is whose certificate expires.
type Kind string

// The kinds.
const (
	KindAuthority Kind = "AUTHORITY" // the deployment's own
	KindNode      Kind = "NODE"      // of a node, on the node link
	KindOwn       Kind = "OWN"       // brought by an administrator
)

// Expiry says when a certificate ends.
type Expiry struct {
	Kind     Kind
	ID       string // of the certificate or of the node; empty for the authority
	Name     string
	NotAfter time.Time
	InUse    bool // somebody serves it; always so but for those of KindOwn
}

// Expiries are all certificates there are, those first that end first.
func (c *Certificates) Expiries(context.Context) []Expiry {
	c.mu.RLock()
	defer c.mu.RUnlock()
	all := make([]Expiry, 0, 1+len(c.rows)+len(c.nodes))
	if !c.authority.IsZero() {
		all = append(all, Expiry{KindAuthority, "", "Certificate authority of the deployment", c.authority, true})
	}
	for _, n := range c.nodes {
		if n.Certificate != nil {
			all = append(all, Expiry{KindNode, n.ID, n.Name, n.Certificate.ExpiresAt, true})
		}
	}
	for _, row := range c.rows {
		if row.Installed() {
			row = c.used(row)
			all = append(all, Expiry{KindOwn, row.ID, row.Name, row.Info.NotAfter, row.Web || len(row.Nodes) > 0})
		}
	}
	slices.SortFunc(all, func(a, b Expiry) int {
		return cmp.Or(a.NotAfter.Compare(b.NotAfter), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.ID, b.ID))
	})
	return all
}
