package conference

import "github.com/parley-video/parley/domain/capacity"

// CallCost is what a call of a participant takes on the node that carries it.
func (m *Machine) CallCost(participantID string, audioOnly bool) capacity.Tokens {
	p := m.find(participantID)
	if p == nil {
		return 0
	}
	return p.callCost(audioOnly)
}
