package node

import (
	"fmt"
	"time"

	"github.com/parley-video/parley/events"
)

func decideLink(cmd Command, s State) ([]events.Event, error) {
	switch c := cmd.(type) {
	case Connect:
		return connect(c, s), nil
	case Restart:
		return restarted(s, c.BootTime), nil
	case Disconnect:
		if !s.Connected || c.Link != 0 && c.Link != s.Link {
			return nil, nil
		}
		return []events.Event{events.NodeDisconnected{ID: s.ID, Reason: c.Reason}}, nil
	case ObserveLiveness:
		return observe(c, s)
	case RecordReady:
		return ready(c, s), nil
	case RecordDrained:
		return drained(s), nil
	case RecordFact:
		return recordFact(c, s)
	default:
		return nil, fmt.Errorf("node: unknown command %T", cmd)
	}
}

// connect closes a link whose end nobody saw (the control plane was restarted,
// or the node dialled in anew before the old connection broke), so that every
// connection in the log has an end.
func connect(c Connect, s State) []events.Event {
	var out []events.Event
	if s.Connected {
		out = append(out, events.NodeDisconnected{ID: s.ID, Reason: ReasonReplaced})
	}
	out = append(out, restarted(s, c.BootTime)...)
	return append(out, events.NodeConnected{
		ID: s.ID, Epoch: c.Epoch, Version: c.Version, BootTime: c.BootTime,
		CapacityTokens: c.CapacityTokens, ClientURL: c.ClientURL, Remote: c.Remote,
		ClusterAddress: c.ClusterAddress, Starting: true,
	})
}

// ReasonReplaced is why a link ended that a new one took the place of.
const ReasonReplaced = "replaced"

// restarted compares instants, not representations: a time zone is no restart.
func restarted(s State, boot time.Time) []events.Event {
	if s.BootTime.IsZero() || boot.IsZero() || s.BootTime.Equal(boot) {
		return nil
	}
	return []events.Event{events.NodeRestarted{ID: s.ID, PreviousBootTime: s.BootTime, BootTime: boot}}
}

func observe(c ObserveLiveness, s State) ([]events.Event, error) {
	switch c.To {
	case events.LivenessOnline, events.LivenessLate, events.LivenessStale:
	default:
		return nil, fmt.Errorf("node %s: unknown liveness %q", s.ID, c.To)
	}
	if c.To == s.Liveness || s.Liveness == "" && c.To == events.LivenessOnline {
		return nil, nil
	}
	from := s.Liveness
	if from == "" {
		from = events.LivenessOnline
	}
	return []events.Event{events.NodeLivenessChanged{
		ID: s.ID, From: from, To: c.To, LastReportAt: c.LastReportAt,
	}}, nil
}

func recordFact(c RecordFact, s State) ([]events.Event, error) {
	if s.Recorded(c.Fact) {
		return nil, nil
	}
	if _, ok := c.Event.(events.NodeCallRejected); !ok {
		return nil, fmt.Errorf("node %s: %T is not a fact about a node", s.ID, c.Event)
	}
	return []events.Event{c.Event}, nil
}
