package projections

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

// MaxPage is the largest page a query returns.
const MaxPage = 1000

// Page is a part of an ordered list.
type Page[T any] struct {
	Edges           []Edge[T]
	HasNextPage     bool
	HasPreviousPage bool
	TotalCount      int // all that match the filter; 0 where the list does not count
}

// Edge is one row of a page with the cursor that reads on after it.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Nodes are the rows of the page.
func (p Page[T]) Nodes() []T {
	nodes := make([]T, len(p.Edges))
	for i := range p.Edges {
		nodes[i] = p.Edges[i].Node
	}
	return nodes
}

// StartCursor is the cursor of the first edge, or nil.
func (p Page[T]) StartCursor() *string {
	if len(p.Edges) == 0 {
		return nil
	}
	return &p.Edges[0].Cursor
}

// EndCursor is the cursor of the last edge, or nil.
func (p Page[T]) EndCursor() *string {
	if len(p.Edges) == 0 {
		return nil
	}
	return &p.Edges[len(p.Edges)-1].Cursor
}

// Direction of an order.
type Direction string

// The directions; the zero value is ascending.
const (
	Ascending  Direction = "ASC"
	Descending Direction = "DESC"
)

// OrderField is what a list is ordered by.
type OrderField string

// The order fields; the zero value is the name.
const (
	OrderByName      OrderField = "NAME"
	OrderByCreatedAt OrderField = "CREATED_AT"
	OrderByPriority  OrderField = "PRIORITY" // of gateway rules
)

// Order of a list.
type Order struct {
	Field     OrderField
	Direction Direction
}

// CheckFirst bounds a page size.
func CheckFirst(first int) error {
	if first < 0 || first > MaxPage {
		return fmt.Errorf("%w: first is %d, want 0 to %d", ErrPageSize, first, MaxPage)
	}
	return nil
}

// Cursor is the place of one row in its list: the value it is ordered by, and
// its identifier for rows that are equal in it.
type Cursor struct {
	List string // list and order the cursor belongs to
	Text string // sort key when it is text
	Num  int64  // sort key when it is a number
	ID   string
}

// Encode is the opaque text form.
func (c Cursor) Encode() string {
	b, err := json.Marshal([]any{c.List, c.Text, c.Num, c.ID})
	if err != nil { // strings and an integer always marshal
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor reads the text form of a cursor of the given list.
func DecodeCursor(list, text string) (Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return Cursor{}, fmt.Errorf("%w: not base64", ErrCursor)
	}
	c := Cursor{}
	parts := []any{&c.List, &c.Text, &c.Num, &c.ID}
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) != 4 {
		return Cursor{}, fmt.Errorf("%w: not one of ours", ErrCursor)
	}
	if c.List != list {
		return Cursor{}, fmt.Errorf("%w: it belongs to another list or order", ErrCursor)
	}
	return c, nil
}

// Micros is the form of a time in rows: microseconds since 1970, UTC.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// FromMicros reads it back.
func FromMicros(us int64) time.Time { return time.UnixMicro(us).UTC() }
