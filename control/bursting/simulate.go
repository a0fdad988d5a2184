package bursting

import (
	"context"
	"errors"
)

var errNoReplay = errors.New("the demand in the log cannot be replayed yet")

// Simulate replays demand.
func (b *Bursting) Simulate(context.Context, Order) (Simulation, error) {
	return Simulation{}, errNoReplay
}
