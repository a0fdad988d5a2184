package conference

import (
	"log/slog"
	"time"
)

// cutOffAfter is how long a station looks for a home before it sends its clients
// to other nodes, if there is one that lives: others can reach it, and nobody here
// can serve them. Elsewhere they keep their seats for AwayAfter.
const cutOffAfter = 5 * time.Second

// sendAway has clients come back at other nodes. Their seats here stay until a home
// says what has become of them.
func (s *station) sendAway() {
	s.cutOff = nil
	if s.session != nil || len(s.people) == 0 {
		return
	}
	home := s.reg.homesOf(register{Service: s.service, GaveUp: s.gaveUp, Registration: Registration{Replica: s.replica}})[0]
	if home == s.reg.self() || !s.reg.live(home) {
		s.cutOff = time.After(cutOffAfter) // there will be another one, here or elsewhere
		return
	}
	s.reg.log.Warn("a home that lives cannot be reached: clients are sent to other nodes",
		slog.String("conference", s.conferenceID()), slog.String("node", home))
	for id, p := range s.people {
		s.tell(Notice{To: id, Event: Disconnected{Reason: reasonCutOff}})
		p.close()
	}
}
