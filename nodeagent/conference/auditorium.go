package conference

import (
	"slices"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/media"
)

// The rules of an auditorium: hosts are on the stage, guests are backstage.
// Everybody sees the hosts; hosts see everybody, hosts first; whether guests see
// each other is a setting. All are heard, and the roster names all.

// serviceLecture is the type of an auditorium.
const serviceLecture = "lecture"

// What guests of an auditorium see of each other.
const (
	guestsAlways = "always"
	guestsNever  = "never"
	// Anything else, no-hosts among it: while no host is there.
)

// side is where a participant stands in an auditorium; the zero value in other
// services.
type side struct{ backstage, seesBackstage, foremost bool }

func isAuditorium(s link.Service) bool { return s.Type == serviceLecture }

func (m *Machine) backstage(p *participant) bool {
	return isAuditorium(p.terms.service) && !p.isHost()
}

func (m *Machine) foremost(p *participant) bool {
	return isAuditorium(p.terms.service) && p.isHost()
}

// seesBackstage holds for who joined with other settings than now, too: it
// keeps those that it joined with.
func (m *Machine) seesBackstage(p *participant) bool {
	s := p.terms.service
	switch {
	case !isAuditorium(s):
		return false
	case p.isHost() || s.GuestsCanSeeGuests == guestsAlways:
		return true
	case s.GuestsCanSeeGuests == guestsNever:
		return false
	default:
		return !slices.ContainsFunc(m.people, func(o *participant) bool { return o.present() && o.isHost() })
	}
}

// stageFor is the stage as a participant sees it, itself included.
func (m *Machine) stageFor(viewer *participant) []media.StageEntry {
	if !isAuditorium(viewer.terms.service) || m.seesBackstage(viewer) {
		return m.stage
	}
	seen := make([]media.StageEntry, 0, len(m.stage))
	for _, entry := range m.stage {
		if p := m.find(entry.ParticipantID); p == viewer || p != nil && !m.backstage(p) {
			seen = append(seen, entry)
		}
	}
	return seen
}

// before is who comes before the voice: in an auditorium that says so a host that
// presents, then the spotlit.
func (m *Machine) before() []string {
	if p := m.presenter; p != nil && p.isHost() && m.presenterFirst() {
		return append([]string{p.id}, m.spotlit()...)
	}
	return m.spotlit()
}

func (m *Machine) presenterFirst() bool {
	return isAuditorium(m.terms.service) && m.terms.service.ForcePresenterIntoMain
}

// settleSides tells the engine and the participants what a change of roles, or
// of whether a host is there, means for who sees whom.
func (m *Machine) settleSides() {
	moved := false
	for _, p := range m.people {
		now := side{backstage: m.backstage(p), seesBackstage: m.seesBackstage(p), foremost: m.foremost(p)}
		if !p.present() || now == p.side {
			continue
		}
		p.side = now
		moved = true
		m.applyPolicy(p)
	}
	if !moved {
		return
	}
	for _, p := range m.people {
		if p.present() {
			m.tell(p, Stage{Entries: m.stageFor(p)})
		}
	}
}
