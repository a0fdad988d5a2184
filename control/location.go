package control

import (
	"context"
	"slices"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/location"
)

// sealTURNPasswords seals the passwords in the lists of a location.
func (x *Executor) sealTURNPasswords(_ context.Context, id string, cmd location.Command) (location.Command, error) {
	var err error
	switch c := cmd.(type) {
	case location.Create:
		c.Patch, err = x.sealTURNPatch(id, c.Patch)
		return c, err
	case location.Update:
		c.Patch, err = x.sealTURNPatch(id, c.Patch)
		return c, err
	default:
		return cmd, nil
	}
}

func (x *Executor) sealTURNPatch(id string, p location.Patch) (location.Patch, error) {
	for _, list := range []*domain.Opt[[]location.TURNServer]{&p.TURNServers, &p.ClientTURNServers} {
		if len(list.Value) > location.MaxServers {
			continue // the decider says it
		}
		list.Value = slices.Clone(list.Value) // the command's own stays as it is
		for i := range list.Value {
			secret := &list.Value[i].Password.Value
			sealed, err := x.seal(id, secret.Plain)
			if err != nil {
				return p, err
			}
			secret.Sealed = sealed
		}
	}
	return p, nil
}
