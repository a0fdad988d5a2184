package bursting

import (
	"cmp"
	"fmt"
	"slices"
)

// found is a machine of an account.
type found struct {
	account *account
	machine *Machine
}

// ours: it bears the account's value of the tag. Machines with another value
// belong to somebody else, or were taken out on purpose: they are told of, but
// nothing is ever done to them, and nothing is made of what they do.
func (f found) ours() bool { return f.machine.TagValue == f.account.TagValue }

// better orders those that tell of one and the same machine: who may do
// something about it, and is heard, comes first.
func better(a, b found) int {
	rank := func(f found) int {
		switch {
		case !f.ours():
			return 2
		case f.account.Failure != nil:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.account.ID, b.account.ID))
}

// indexMachines puts the machines of an account under their addresses.
func (r *round) indexMachines(a *account) {
	for i := range a.Machines {
		m := &a.Machines[i]
		if m.State == MachineTerminated {
			continue
		}
		for _, address := range m.Addresses {
			r.byAddress[address] = append(r.byAddress[address], found{a, m})
		}
	}
}

// distinct leaves every machine once: two accounts may be of the same cloud.
func (r *round) distinct() {
	for address, list := range r.byAddress {
		if len(list) < 2 {
			continue
		}
		slices.SortFunc(list, func(a, b found) int { return cmp.Or(cmp.Compare(a.machine.ID, b.machine.ID), better(a, b)) })
		r.byAddress[address] = slices.CompactFunc(list, func(a, b found) bool { return a.machine.ID == b.machine.ID })
	}
}

// match finds the machine of a burst node: by its address, and once it was
// started by its identifier.
func (r *round) match(m *member) {
	list := r.byAddress[m.Address]
	if m.Address == "" {
		list = nil
	}
	if m.life.Phase == PhaseStopped {
		r.matchAddress(m, list)
		return
	}
	// The machine of an attempt stays its machine, whatever becomes of its tag and
	// of the account that told of it first.
	started := m.life.Machine
	m.account = r.accounts[started.AccountID]
	i := slices.IndexFunc(list, func(f found) bool { return f.machine.ID == started.InstanceID })
	if i >= 0 && (m.account == nil || list[i].ours()) {
		m.machine, m.account = list[i].machine, list[i].account
	} else if m.account != nil {
		if i := slices.IndexFunc(m.account.Machines, func(one Machine) bool { return one.ID == started.InstanceID }); i >= 0 {
			m.machine = &m.account.Machines[i]
		}
	}
	if m.machine == nil {
		return
	}
	if f := (found{m.account, m.machine}); !f.ours() {
		m.foreign = &f
	}
}

func (r *round) matchAddress(m *member, list []found) {
	var mine []found
	for _, f := range list {
		switch {
		case f.ours():
			mine = append(mine, f)
		case m.foreign == nil:
			m.foreign = &f
		}
	}
	if len(mine) > 1 {
		// One of them was its machine before.
		if i := slices.IndexFunc(mine, func(f found) bool { return f.machine.ID == m.life.Machine.InstanceID }); i >= 0 {
			mine = mine[i : i+1]
		}
	}
	switch len(mine) {
	case 0:
	case 1:
		m.machine, m.account, m.foreign = mine[0].machine, mine[0].account, nil
	default:
		m.duplicate, m.foreign = true, nil
	}
}

// foreignText says that the node's machine is none of ours.
func (f found) foreignText() string {
	return fmt.Sprintf("Its machine is tagged %q, not %q.", f.machine.TagValue, f.account.TagValue)
}
