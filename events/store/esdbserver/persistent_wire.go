package esdbserver

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire"
	"github.com/parley-video/parley/events/store/esdbserver/internal/wire/persistent"
	groups "github.com/parley-video/parley/events/store/esdbserver/persistent"
)

// groupKey reads which group is meant.
func groupKey(stream *wire.StreamIdentifier, all *wire.Empty, group string) (groups.Key, error) {
	key := groups.Key{Stream: groups.All, Group: group}
	if all == nil {
		if stream == nil {
			return key, invalid("neither a stream nor the whole log is named")
		}
		var err error
		if key.Stream, err = streamName(stream); err != nil {
			return key, err
		}
	}
	if err := groups.CheckKey(key); err != nil {
		return key, invalid(err.Error())
	}
	return key, nil
}

// definition reads what a creation or an update says of a group.
func definition(o *persistent.GroupOptions, limits Limits) (d groups.Definition, err error) {
	s := o.GetSettings()
	switch x := o.GetStreamOption().(type) {
	case *persistent.GroupOptions_Stream:
		d.Key, err = groupKey(x.Stream.GetStreamIdentifier(), nil, o.GetGroupName())
		d.Start = streamStart(x.Stream)
	case *persistent.GroupOptions_All:
		d.Key, err = groupKey(nil, empty, o.GetGroupName())
		d.Start = allStart(x.All)
		if err == nil {
			d.Filter, err = groupFilter(x.All.GetFilter(), limits)
		}
	default: // as older clients have it
		d.Key, err = groupKey(o.GetStreamIdentifier(), nil, o.GetGroupName())
		d.Start = startAt(s.GetRevision())
	}
	if err != nil {
		return d, err
	}
	if _, all := o.GetStreamOption().(*persistent.GroupOptions_All); !all && d.Key.IsAll() {
		return d, invalid("a group on the whole log is asked for by its own option, not by the name " + groups.All)
	}
	d.Settings, err = groupSettings(s)
	return d, err
}

// startAt reads a number; the largest ones stand for the end.
func startAt(n uint64) groups.Start {
	if n >= math.MaxInt64 {
		return groups.Start{From: groups.StartEnd}
	}
	return groups.Start{From: groups.StartAt, At: int64(n)}
}

// streamStart reads where a group on a stream begins; not to say so is the
// beginning, as zero always was.
func streamStart(o *persistent.StreamOptions) groups.Start {
	switch x := o.GetRevisionOption().(type) {
	case *persistent.StreamOptions_Revision:
		return startAt(x.Revision)
	case *persistent.StreamOptions_End:
		return groups.Start{From: groups.StartEnd}
	default:
		return groups.Start{From: groups.StartBeginning}
	}
}

func allStart(o *persistent.AllOptions) groups.Start {
	switch x := o.GetAllOption().(type) {
	case *persistent.AllOptions_Position:
		return startAt(x.Position.GetCommitPosition())
	case *persistent.AllOptions_End:
		return groups.Start{From: groups.StartEnd}
	default:
		return groups.Start{From: groups.StartBeginning}
	}
}

func groupFilter(f *wire.FilterOptions, limits Limits) (groups.Filter, error) {
	m, err := newMatcher(f, limits)
	if err != nil || m == nil {
		return groups.Filter{}, err
	}
	filter := groups.Filter{OnType: m.onType, Prefixes: m.prefixes}
	if m.regex != nil {
		filter.Regex = m.regex.String()
	}
	return filter, nil
}

// groupSettings reads settings. Without any they are the clients' defaults.
func groupSettings(s *persistent.Settings) (groups.Settings, error) {
	d := groups.DefaultSettings()
	if s == nil {
		return d, nil
	}
	d.ResolveLinks, d.ExtraStatistics = s.GetResolveLinks(), s.GetExtraStatistics()
	d.MaxRetryCount, d.MaxSubscribers = int(s.GetMaxRetryCount()), int(s.GetMaxSubscriberCount())
	d.MinCheckpoint, d.MaxCheckpoint = int(s.GetMinCheckpointCount()), int(s.GetMaxCheckpointCount())
	d.LiveBuffer, d.ReadBatch, d.HistoryBuffer = int(s.GetLiveBufferSize()), int(s.GetReadBatchSize()), int(s.GetHistoryBufferSize())
	var err error
	switch x := s.GetMessageTimeout().(type) {
	case *persistent.Settings_MessageTimeoutMs:
		d.MessageTimeout = time.Duration(x.MessageTimeoutMs) * time.Millisecond
	case *persistent.Settings_MessageTimeoutTicks:
		d.MessageTimeout, err = fromTicks("message timeout", x.MessageTimeoutTicks)
	}
	if err != nil {
		return d, err
	}
	switch x := s.GetCheckpointAfter().(type) {
	case *persistent.Settings_CheckpointAfterMs:
		d.CheckpointAfter = time.Duration(x.CheckpointAfterMs) * time.Millisecond
	case *persistent.Settings_CheckpointAfterTicks:
		d.CheckpointAfter, err = fromTicks("checkpoint after", x.CheckpointAfterTicks)
	}
	if err != nil {
		return d, err
	}
	d.Strategy, err = groupStrategy(s)
	return d, err
}

// fromTicks reads a number of 100 ns.
func fromTicks(what string, n int64) (time.Duration, error) {
	if n < 0 || n > math.MaxInt64/100 {
		return 0, invalid(fmt.Sprintf("%s of %d ticks is out of range", what, n))
	}
	return time.Duration(n) * 100, nil
}

func groupStrategy(s *persistent.Settings) (groups.Strategy, error) {
	if name := s.GetConsumerStrategy(); name != "" {
		return groups.Strategy(name), nil // the group checks it
	}
	switch s.GetNamedConsumerStrategy() {
	case persistent.ConsumerStrategy_DISPATCH_TO_SINGLE:
		return groups.DispatchToSingle, nil
	case persistent.ConsumerStrategy_ROUND_ROBIN:
		return groups.RoundRobin, nil
	case persistent.ConsumerStrategy_PINNED:
		return groups.Pinned, nil
	}
	return "", invalid(fmt.Sprintf("consumer strategy %d is unknown", s.GetNamedConsumerStrategy()))
}

// place writes a place as clients read it: the revision, or the position
// twice. A negative one is none.
func place(key groups.Key, n int64) string {
	switch {
	case n < 0:
		return ""
	case key.IsAll():
		return fmt.Sprintf("C:%d/P:%d", n, n)
	}
	return strconv.FormatInt(n, 10)
}

func startText(d *groups.Definition) string {
	n := d.Start.At
	switch d.Start.From {
	case groups.StartBeginning:
		n = 0
	case groups.StartEnd:
		if d.Key.IsAll() {
			return "C:-1/P:-1"
		}
		return "-1"
	case groups.StartAt:
	}
	return place(d.Key, n)
}

// clamp makes a count fit; all of them are far from it.
func clamp[T int | int64 | time.Duration](n T) int32 {
	return int32(min(max(int64(n), math.MinInt32), math.MaxInt32)) // bounded
}

// infoMessage describes a group as the protocol has it.
func infoMessage(i *groups.Info) *persistent.SubscriptionInfo {
	d, s := &i.Definition, &i.Definition.Settings
	m := &persistent.SubscriptionInfo{
		EventSource: d.Key.Stream, GroupName: d.Key.Group, Status: i.Status,
		AveragePerSecond: clamp(i.Meter.PerSecond), TotalItems: i.Meter.Total, CountSinceLastMeasurement: i.Meter.Since,
		LastCheckpointedEventPosition: place(d.Key, i.LastCheckpointed), LastKnownEventPosition: place(d.Key, i.LastKnown),
		ResolveLinkTos: s.ResolveLinks, StartFrom: startText(d),
		MessageTimeoutMilliseconds: clamp(s.MessageTimeout / time.Millisecond), ExtraStatistics: s.ExtraStatistics,
		MaxRetryCount: clamp(s.MaxRetryCount), LiveBufferSize: clamp(s.LiveBuffer), BufferSize: clamp(s.HistoryBuffer),
		ReadBatchSize: clamp(s.ReadBatch), CheckPointAfterMilliseconds: clamp(s.CheckpointAfter / time.Millisecond),
		MinCheckPointCount: clamp(s.MinCheckpoint), MaxCheckPointCount: clamp(s.MaxCheckpoint),
		RetryBufferCount: clamp(i.Retrying), TotalInFlightMessages: clamp(i.InFlight), OutstandingMessagesCount: clamp(i.Outstanding),
		NamedConsumerStrategy: string(s.Strategy), MaxSubscriberCount: clamp(s.MaxSubscribers), ParkedMessageCount: i.Parked,
	}
	if i.Live {
		m.LiveBufferCount = int64(i.Waiting)
	} else {
		m.ReadBufferCount = clamp(i.Waiting)
	}
	for _, c := range i.Connections {
		m.Connections = append(m.Connections, connectionMessage(c))
	}
	return m
}

func connectionMessage(c groups.ConnectionInfo) *persistent.SubscriptionInfo_ConnectionInfo {
	m := &persistent.SubscriptionInfo_ConnectionInfo{
		From: c.From, Username: c.User, ConnectionName: c.Name,
		AverageItemsPerSecond: clamp(c.Meter.PerSecond), TotalItems: c.Meter.Total, CountSinceLastMeasurement: c.Meter.Since,
		AvailableSlots: clamp(c.Available), InFlightMessages: clamp(c.InFlight),
	}
	for _, t := range c.Timings {
		m.ObservedMeasurements = append(m.ObservedMeasurements, &persistent.SubscriptionInfo_Measurement{Key: t.Name, Value: t.Value})
	}
	return m
}

func parseIDs(list []*wire.UUID) ([]events.ID, error) {
	if len(list) > maxIDs {
		return nil, invalid(fmt.Sprintf("%d ids in one message, at most %d", len(list), maxIDs))
	}
	ids := make([]events.ID, len(list))
	for i, u := range list {
		var err error
		if ids[i], err = parseUUID(u); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
