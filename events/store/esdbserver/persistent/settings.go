package persistent

import (
	"fmt"
	"time"
)

// Strategy says which consumer gets a message.
type Strategy string

// The strategies, by the names that clients know.
const (
	RoundRobin          Strategy = "RoundRobin"
	DispatchToSingle    Strategy = "DispatchToSingle"
	Pinned              Strategy = "Pinned"
	PinnedByCorrelation Strategy = "PinnedByCorrelation"
)

// Settings of a group. A zero duration means never.
type Settings struct {
	ResolveLinks    bool          `json:"resolveLinks"` // for the server: send what links point to
	ExtraStatistics bool          `json:"extraStatistics"`
	MessageTimeout  time.Duration `json:"messageTimeout"`  // then the message is tried again
	MaxRetryCount   int           `json:"maxRetryCount"`   // then it is parked
	CheckpointAfter time.Duration `json:"checkpointAfter"` // save once this old, if MinCheckpoint were handled
	MinCheckpoint   int           `json:"minCheckpoint"`
	MaxCheckpoint   int           `json:"maxCheckpoint"`  // save as soon as so many were handled
	MaxSubscribers  int           `json:"maxSubscribers"` // 0: no limit
	LiveBuffer      int           `json:"liveBuffer"`     // messages waiting while caught up
	ReadBatch       int           `json:"readBatch"`      // events read at a time
	HistoryBuffer   int           `json:"historyBuffer"`  // messages waiting while behind
	Strategy        Strategy      `json:"strategy"`
}

// DefaultSettings are those of the official clients.
func DefaultSettings() Settings {
	return Settings{
		MessageTimeout: 30 * time.Second, MaxRetryCount: 10,
		CheckpointAfter: 2 * time.Second, MinCheckpoint: 10, MaxCheckpoint: 1000,
		LiveBuffer: 500, ReadBatch: 20, HistoryBuffer: 500, Strategy: RoundRobin,
	}
}

// The largest settings that are accepted: a group must not take the server's
// memory.
const (
	maxBuffer    = 10_000
	maxCount     = 1_000_000
	maxDuration  = 365 * 24 * time.Hour
	maxGroupName = 200
)

func (s Settings) validate() error {
	numbers := []struct {
		name            string
		value, low, top int
	}{
		{"max retry count", s.MaxRetryCount, 0, 1<<31 - 1},
		{"min checkpoint count", s.MinCheckpoint, 0, maxCount},
		{"max checkpoint count", s.MaxCheckpoint, 0, maxCount},
		{"max subscriber count", s.MaxSubscribers, 0, 1<<31 - 1},
		{"live buffer size", s.LiveBuffer, 1, maxBuffer},
		{"read batch size", s.ReadBatch, 1, maxBuffer},
		{"history buffer size", s.HistoryBuffer, 1, maxBuffer},
	}
	for _, n := range numbers {
		if n.value < n.low || n.value > n.top {
			return fmt.Errorf("%w: %s is %d, want %d to %d", ErrInvalid, n.name, n.value, n.low, n.top)
		}
	}
	switch {
	case s.MessageTimeout < 0 || s.MessageTimeout > maxDuration:
		return fmt.Errorf("%w: message timeout is %s, want 0 to %s", ErrInvalid, s.MessageTimeout, maxDuration)
	case s.CheckpointAfter < 0 || s.CheckpointAfter > maxDuration:
		return fmt.Errorf("%w: checkpoint after is %s, want 0 to %s", ErrInvalid, s.CheckpointAfter, maxDuration)
	}
	switch s.Strategy {
	case RoundRobin, DispatchToSingle, Pinned, PinnedByCorrelation:
		return nil
	}
	return fmt.Errorf("%w: consumer strategy %q is unknown", ErrInvalid, s.Strategy)
}
