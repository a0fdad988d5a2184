package bursting

import (
	"context"
	"errors"
)

// Bursting starts and stops burst nodes, and says how that stands.
type Bursting struct{ board }

// New makes a Bursting. Nothing happens before Run.
func New() *Bursting { return &Bursting{} }

// errNotYet says that nothing is known yet.
var errNotYet = errors.New("bursting has only just begun; nothing is known yet")

// Check asks a cloud what may be done with an account.
func (b *Bursting) Check(context.Context, string) (Check, error) { return Check{}, errNotYet }

// Ports are those that have to be open at the machines of burst nodes.
func (b *Bursting) Ports() []Port { return nil }

// Simulate replays demand.
func (b *Bursting) Simulate(context.Context, Order) (Simulation, error) {
	return Simulation{}, errNotYet
}
