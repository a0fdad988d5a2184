package management

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/parley-video/parley/control/alarms"
	"github.com/parley-video/parley/control/cluster"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/projections"
)

func (m *Management) wireAlarms() (err error) {
	m.cluster.Handle(healthTopic, func(context.Context, []byte) ([]byte, error) { return json.Marshal(m.health()) })
	m.alarms, err = alarms.New(alarms.Config{
		Store: m.store, Commands: m.executor, Observer: &observer{m: m}, Log: m.o.Log,
	})
	return err
}

func (m *Management) alarmMetrics(ctx context.Context) (map[string]int, error) {
	n, err := m.reads.alarms.Counts(ctx)
	if err != nil {
		return nil, err
	}
	return map[string]int{
		string(events.AlarmError): n.Error, string(events.AlarmWarning): n.Warning, string(events.AlarmInfo): n.Info,
	}, nil
}

// alarmWatch says whether this Management Node watches for alarms, and how many
// events it could not read for it.
func (m *Management) alarmWatch() (watching bool, skipped uint64) {
	s := m.alarms.State()
	return s.Watching, s.Skipped
}

// healthTopic is of calls that ask a Management Node how it fares.
const healthTopic = "health"

// health is the answer; it has to fit into cluster.MaxBody.
type health struct {
	Free   int64             `json:"free"`
	Total  int64             `json:"total"`
	Parked map[string]string `json:"parked,omitempty"`
	// CertificateUntil is when the certificate ends that it was given in files.
	CertificateUntil time.Time `json:"certificateUntil,omitzero"`
}

// maxWhy bounds what is told of the reason why a read model has stopped.
const maxWhy = 200

func (m *Management) health() health {
	h := health{Parked: map[string]string{}, CertificateUntil: m.givenUntil()}
	var err error
	if h.Free, h.Total, err = diskSpace(m.o.Data); err != nil {
		m.o.Log.Warn("the space on the disk is unknown", "error", err)
		h.Free, h.Total = 0, 0
	}
	for _, s := range m.reads.runner.States() {
		if s.State == projections.Parked {
			why := ""
			if s.Error != nil {
				why = (*s.Error)[:min(len(*s.Error), maxWhy)]
			}
			h.Parked[s.Name] = why
		}
	}
	return h
}

// observer sees for the alarms what stands beside the log.
type observer struct {
	m        *Management
	hooks    map[string]alarm.Webhook
	hooksDue time.Time
}

// Webhooks are asked less often than the rest, since their queues have to be
// counted for it; and every Management Node has so much time to answer.
const (
	hooksEvery = 30 * time.Second
	healthTime = 2 * time.Second
)

// Observe implements alarms.Observer.
func (o *observer) Observe(ctx context.Context) alarm.Observation {
	out := alarm.Observation{Authority: o.m.keys.ca.ExpiresAt(), Nodes: map[string]alarm.Report{}, Hosts: o.hosts(ctx)}
	if last, ok := o.m.reads.nodeConfig.Last(); ok {
		out.Config = last
	}
	outstanding, err := o.m.refs.Outstanding(ctx)
	if err != nil && ctx.Err() == nil {
		o.m.o.Log.Warn("the conferences that nodes have begun cannot be found", "error", err)
	}
	out.Recall = err == nil
	for id, l := range o.m.reads.live.Loads() {
		report := alarm.Report{
			At: l.ReportedAt, Applied: l.Applied, CapacityTokens: int64(l.Capacity), UsedTokens: int64(l.Used), Skew: l.Skew,
			CertificateUntil: l.CertificateUntil, QueuedFacts: l.QueuedFacts, OldestFact: l.OldestFact,
		}
		for _, u := range l.Unreachable {
			to := alarm.Unreachable{NodeID: u.NodeID, Since: u.Since, Address: u.Address, Why: u.Why}
			for _, way := range u.Ways {
				to.Ways = append(to.Ways, string(way))
			}
			report.Unreachable = append(report.Unreachable, to)
		}
		for _, c := range outstanding[id] {
			if !slices.Contains(l.ConferenceIDs, c) {
				report.Forgotten = append(report.Forgotten, c)
			}
		}
		out.Nodes[id] = report
	}
	if now := time.Now(); now.After(o.hooksDue) {
		o.hooksDue = now.Add(hooksEvery)
		o.hooks = o.webhooks(ctx)
	}
	out.Webhooks = o.hooks
	if s := o.m.bursting.Status(); s != nil && s.View.Awaiting == "" { // else nobody knows yet what is wrong
		issues := alarm.BurstIssues(s.View.Issues)
		out.Bursting = &issues
	}
	return out
}

func (o *observer) hosts(ctx context.Context) map[string]alarm.Host {
	members, err := o.m.cluster.Known(ctx)
	if err != nil {
		o.m.o.Log.Warn("the Management Nodes that there are cannot be found", "error", err)
		return nil
	}
	return hostsOf(members, o.m.cluster.Shared(), func(member cluster.Member) alarm.Host { return o.host(ctx, member) })
}

// asked is how many Management Nodes are asked at once.
const asked = 16

// hostsOf asks all Management Nodes at once. Those that share a machine have
// its name in common, so in a cluster the address tells them apart: a name
// that depended on who else is there would be another one tomorrow. One that
// was started again is the one before.
func hostsOf(members []cluster.Member, shared bool, ask func(cluster.Member) alarm.Host) map[string]alarm.Host {
	newest := make(map[string]cluster.Member, len(members))
	for _, member := range members {
		id := member.Name
		if shared {
			id += " (" + member.URL + ")"
		}
		if known, ok := newest[id]; !ok || member.Silent < known.Silent {
			newest[id] = member
		}
	}
	var mu sync.Mutex // of hosts
	hosts := make(map[string]alarm.Host, len(newest))
	var asking errgroup.Group
	asking.SetLimit(asked)
	for id, member := range newest {
		asking.Go(func() error {
			h := ask(member)
			h.Name, h.Silent = member.Name, member.Silent
			mu.Lock()
			defer mu.Unlock()
			hosts[id] = h
			return nil
		})
	}
	_ = asking.Wait() // none fails: who does not answer is not known
	return hosts
}

func (o *observer) host(ctx context.Context, member cluster.Member) alarm.Host {
	h := health{}
	if member.ID == o.m.cluster.Self().ID {
		h = o.m.health()
	} else {
		ctx, cancel := context.WithTimeout(ctx, healthTime)
		defer cancel()
		raw, err := o.m.cluster.Call(ctx, member.ID, healthTopic, []byte("{}"))
		if err == nil {
			err = json.Unmarshal(raw, &h)
		}
		if err != nil {
			return alarm.Host{} // whether it is there at all is for others to tell
		}
	}
	return alarm.Host{Known: true, FreeBytes: h.Free, TotalBytes: h.Total, Parked: h.Parked, CertificateUntil: h.CertificateUntil}
}

func (o *observer) webhooks(ctx context.Context) map[string]alarm.Webhook {
	page, err := o.m.reads.webhooks.Webhooks(ctx, maxMeasured, "")
	if err != nil {
		return nil
	}
	fares := map[string]alarm.Webhook{}
	for _, row := range page.Nodes() {
		status, err := o.m.webhooks.Status(ctx, row.ID)
		if err != nil {
			continue
		}
		w := alarm.Webhook{Parked: status.Parked, LastError: status.LastError}
		if status.FailingSince != nil {
			w.FailingSince = *status.FailingSince
		}
		fares[row.ID] = w
	}
	return fares
}
