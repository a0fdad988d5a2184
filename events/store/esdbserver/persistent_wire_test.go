package esdbserver

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/persistent"
	groups "github.com/parley-video/parley/events/store/esdbserver/persistent"
)

func wireSettings(change func(*persistent.Settings)) *persistent.Settings {
	s := &persistent.Settings{
		MaxRetryCount: 1, MinCheckpointCount: 2, MaxCheckpointCount: 3, MaxSubscriberCount: 4, LiveBufferSize: 5, ReadBatchSize: 6,
		HistoryBufferSize: 7, NamedConsumerStrategy: persistent.ConsumerStrategy_PINNED,
		MessageTimeout:  &persistent.Settings_MessageTimeoutMs{MessageTimeoutMs: 1500},
		CheckpointAfter: &persistent.Settings_CheckpointAfterMs{CheckpointAfterMs: 0},
	}
	if change != nil {
		change(s)
	}
	return s
}

func TestPersistentDefinitions(t *testing.T) {
	stream := &wire.StreamIdentifier{StreamName: []byte("s")}
	base := groups.Settings{
		MaxRetryCount: 1, MinCheckpoint: 2, MaxCheckpoint: 3, MaxSubscribers: 4, LiveBuffer: 5, ReadBatch: 6, HistoryBuffer: 7,
		Strategy: groups.Pinned, MessageTimeout: 1500 * time.Millisecond,
	}
	with := func(change func(*groups.Settings)) groups.Settings {
		s := base
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		options  *persistent.GroupOptions
		start    groups.Start
		settings groups.Settings
		filter   groups.Filter
		stream   string
	}{
		"stream": {
			options: &persistent.GroupOptions{GroupName: "g", Settings: wireSettings(nil), StreamOption: &persistent.GroupOptions_Stream{
				Stream: &persistent.StreamOptions{StreamIdentifier: stream, RevisionOption: &persistent.StreamOptions_Revision{Revision: 9}},
			}},
			start: groups.Start{From: groups.StartAt, At: 9}, settings: base, stream: "s",
		},
		"older clients": {
			options: &persistent.GroupOptions{GroupName: "g", StreamIdentifier: stream, Settings: wireSettings(func(s *persistent.Settings) {
				s.Revision = 12
				s.MessageTimeout = &persistent.Settings_MessageTimeoutTicks{MessageTimeoutTicks: 20_000_000}
				s.CheckpointAfter = &persistent.Settings_CheckpointAfterTicks{CheckpointAfterTicks: 10_000}
			})},
			start: groups.Start{From: groups.StartAt, At: 12}, stream: "s",
			settings: with(func(s *groups.Settings) { s.MessageTimeout, s.CheckpointAfter = 2*time.Second, time.Millisecond }),
		},
		"older clients, from the end": {
			options: &persistent.GroupOptions{GroupName: "g", StreamIdentifier: stream, Settings: wireSettings(func(s *persistent.Settings) {
				s.Revision = math.MaxUint64
			})},
			start: groups.Start{From: groups.StartEnd}, settings: base, stream: "s",
		},
		"newer clients name the strategy": {
			options: &persistent.GroupOptions{
				GroupName: "g", Settings: wireSettings(func(s *persistent.Settings) { s.ConsumerStrategy = "PinnedByCorrelation" }),
				StreamOption: &persistent.GroupOptions_All{All: &persistent.AllOptions{
					AllOption: &persistent.AllOptions_Position{Position: &wire.Position{CommitPosition: 5, PreparePosition: 5}},
					FilterOption: &persistent.AllOptions_Filter{Filter: &wire.FilterOptions{Filter: &wire.FilterOptions_EventType{
						EventType: &wire.FilterOptions_Expression{Prefix: []string{"conference."}},
					}}},
				}},
			},
			start: groups.Start{From: groups.StartAt, At: 5}, stream: groups.All,
			settings: with(func(s *groups.Settings) { s.Strategy = groups.PinnedByCorrelation }),
			filter:   groups.Filter{OnType: true, Prefixes: []string{"conference."}},
		},
		"without settings": {
			options: &persistent.GroupOptions{GroupName: "g", StreamOption: &persistent.GroupOptions_All{All: &persistent.AllOptions{
				AllOption: &persistent.AllOptions_End{}, FilterOption: &persistent.AllOptions_NoFilter{},
			}}},
			start: groups.Start{From: groups.StartEnd}, settings: groups.DefaultSettings(), stream: groups.All,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := definition(c.options, Limits{}.withDefaults())
			if err != nil {
				t.Fatal(err)
			}
			want := groups.Definition{Key: groups.Key{Stream: c.stream, Group: "g"}, Start: c.start, Settings: c.settings, Filter: c.filter}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPersistentDefinitionsAreRefused(t *testing.T) {
	stream := func(name string) *wire.StreamIdentifier { return &wire.StreamIdentifier{StreamName: []byte(name)} }
	for want, o := range map[string]*persistent.GroupOptions{
		"stream":            {GroupName: "g"},
		"group name":        {StreamIdentifier: stream("s")},
		"$all":              {GroupName: "g", StreamIdentifier: stream("$all")},
		"consumer strategy": {GroupName: "g", StreamIdentifier: stream("s"), Settings: wireSettings(func(s *persistent.Settings) { s.NamedConsumerStrategy = 9 })},
		"message timeout": {GroupName: "g", StreamIdentifier: stream("s"), Settings: wireSettings(func(s *persistent.Settings) {
			s.MessageTimeout = &persistent.Settings_MessageTimeoutTicks{MessageTimeoutTicks: -1}
		})},
		"filter": {GroupName: "g", StreamOption: &persistent.GroupOptions_All{All: &persistent.AllOptions{
			FilterOption: &persistent.AllOptions_Filter{Filter: &wire.FilterOptions{Filter: &wire.FilterOptions_EventType{
				EventType: &wire.FilterOptions_Expression{Regex: "(?!x)"},
			}}},
		}}},
	} {
		if _, err := definition(o, Limits{}.withDefaults()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := definition(nil, Limits{}.withDefaults()); err == nil {
		t.Error("nothing is a group")
	}
}

func TestPersistentStartsAsClientsReadThem(t *testing.T) {
	for want, d := range map[string]groups.Definition{
		"0":         {Key: groups.Key{Stream: "s"}, Start: groups.Start{From: groups.StartBeginning}},
		"-1":        {Key: groups.Key{Stream: "s"}, Start: groups.Start{From: groups.StartEnd}},
		"7":         {Key: groups.Key{Stream: "s"}, Start: groups.Start{From: groups.StartAt, At: 7}},
		"C:0/P:0":   {Key: groups.Key{Stream: groups.All}, Start: groups.Start{From: groups.StartBeginning}},
		"C:-1/P:-1": {Key: groups.Key{Stream: groups.All}, Start: groups.Start{From: groups.StartEnd}},
		"C:7/P:7":   {Key: groups.Key{Stream: groups.All}, Start: groups.Start{From: groups.StartAt, At: 7}},
	} {
		if got := startText(&d); got != want {
			t.Errorf("%+v is %q, want %q", d.Start, got, want)
		}
	}
}
