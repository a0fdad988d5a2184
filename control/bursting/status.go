package bursting

import (
	"math/big"
	"strings"
	"sync"
	"time"

	"github.com/parley-video/parley/domain/bursting"
)

// Status is how bursting stands. Whoever gets one must not change it.
type Status struct {
	// View is what the decisions were made on, and their result.
	View     bursting.View
	Settings bursting.Settings
	Accounts []bursting.Account
	// Locations and Nodes are the names of all of them.
	Locations map[string]string
	Nodes     map[string]NodeName
	// Prices are those of accounts that have one.
	Prices map[string]Price
	// Forecasts are by location; none where too little is known.
	Forecasts map[string][]Point
	// Recent is by location what was free of late, whenever that changed.
	Recent map[string][]Point
}

// NodeName is what a Conferencing Node is called, and where it is.
type NodeName struct {
	Name      string
	Addresses []string
}

// Price is what an hour of a machine costs.
type Price struct {
	PerHour  string // a decimal number
	Currency string
}

// Cost is what a machine has cost that runs since then, to two places; false
// when nobody said what an hour costs.
func (s *Status) Cost(accountID string, since, until time.Time) (amount, currency string, ok bool) {
	p, known := s.Prices[accountID]
	if !known || since.IsZero() {
		return "", "", false
	}
	amount, ok = p.Of(until.Sub(since))
	return amount, p.Currency, ok
}

// Price is that of all accounts that have one; without a number when they differ
// or nobody said.
func (s *Status) Price() Price {
	var price Price
	for _, p := range s.Prices {
		if price != (Price{}) && p != price {
			return Price{}
		}
		price = p
	}
	return price
}

// Of is what so long costs, to two places; false when there is no price.
func (p Price) Of(d time.Duration) (string, bool) {
	perHour, ok := new(big.Rat).SetString(strings.TrimSpace(p.PerHour))
	if !ok {
		return "", false
	}
	hours := big.NewRat(int64(max(d, 0)/time.Second), int64(time.Hour/time.Second))
	return perHour.Mul(perHour, hours).FloatString(2), true
}

// Point is what is free at some time, or will be.
type Point struct {
	At     time.Time
	FreeHD int
}

// board shows the present Status to whoever looks.
type board struct {
	mu      sync.Mutex // guards below
	status  *Status
	changed chan struct{}
}

func (b *board) set(s *Status) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.status = s
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// Status is how bursting stands; nil when nobody knows yet.
func (b *board) Status() *Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.status
}

// Changed is closed when there is another Status than at the call.
func (b *board) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changed == nil {
		b.changed = make(chan struct{})
	}
	return b.changed
}
