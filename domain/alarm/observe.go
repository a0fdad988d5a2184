package alarm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// The kinds of subject.
const (
	SubjectNode           = "node"
	SubjectWebhook        = "webhook"
	SubjectCertificate    = "certificate"
	SubjectAdministrator  = "administrator"
	SubjectProjection     = "projection"
	SubjectManagementNode = "management-node"
	SubjectAuthority      = "authority"  // the deployment's own
	SubjectDeployment     = "deployment" // the whole
	SubjectLocation       = "location"
	SubjectCloudAccount   = "cloud-account"
	SubjectMachine        = "machine" // at a cloud
	SubjectBurstSchedule  = "burst-schedule"
)

// The rules' numbers.
const (
	// A certificate is looked after ExpiringWarning and pressing ExpiringError
	// before its end.
	ExpiringWarning = 30 * 24 * time.Hour
	ExpiringError   = 7 * 24 * time.Hour
	// A disk is filling with less than DiskWarning free, and nearly full with
	// less than DiskError, in thousandths; it is better again DiskBetter above.
	DiskWarning = 100
	DiskError   = 50
	DiskBetter  = 20
	// SilentFor is how long a Management Node may not be seen.
	SilentFor = time.Minute
	// MissingFor is how long one that is missing may come back: it is stopped to
	// be started again, far more often than for good.
	MissingFor = time.Hour
	// FailingFor is how long a webhook's deliveries may fail.
	FailingFor = 5 * time.Minute
)

// Observation is what stands beside the log. What is missing in it is unknown:
// alarms about it stay as they are.
type Observation struct {
	// Config is what the nodes are to reach; zero: unknown.
	Config events.Position
	// Recall says that Forgotten of the reports is known.
	Recall bool
	// Nodes are the nodes' last reports.
	Nodes map[string]Report
	// Authority is when the deployment's certificate authority ends; zero: unknown.
	Authority time.Time
	// Hosts are the Management Nodes there are, by what tells them apart; nil:
	// unknown. Those that have not been seen lately are among them until they are
	// given up.
	Hosts map[string]Host
	// Webhooks is how they fare, by id.
	Webhooks map[string]Webhook
	// Bursting is what is wrong with it; nil: unknown.
	Bursting *[]BurstIssue
}

// Report is what a node last said.
type Report struct {
	At             time.Time // our clock
	Applied        events.Position
	CapacityTokens int64
	UsedTokens     int64
	Skew           time.Duration // its clock less ours
	// CertificateUntil is when the certificate ends that it was given in files
	// and serves; zero: none.
	CertificateUntil time.Time
	// QueuedFacts are those that it has to tell, the oldest since OldestFact.
	QueuedFacts uint64
	OldestFact  time.Duration
	// Unreachable are the nodes that it cannot reach, whether or not they run.
	Unreachable []Unreachable
	// Forgotten are conferences of which the log waits for more from it, and which
	// it does not report.
	Forgotten []string
}

// Unreachable is a node that another one cannot reach.
type Unreachable struct {
	NodeID  string
	Since   time.Time // our clock
	Ways    []string  // that are shut: tls, gossip, media
	Address string    // where it was looked for; empty: it never said one
	Why     string
}

// Host is how a Management Node fares.
type Host struct {
	Name                  string        // for people
	Silent                time.Duration // how long it has not been seen
	Known                 bool          // it answered
	FreeBytes, TotalBytes int64
	Parked                map[string]string // read models that have stopped, and why
	CertificateUntil      time.Time         // of the one that it was given in files and serves; zero: none
}

// Webhook is how a webhook fares.
type Webhook struct {
	Parked       int
	FailingSince time.Time // zero: it does not
	LastError    string
}

func (o *Observation) hosts() map[string]Host {
	if o == nil {
		return nil
	}
	return o.Hosts
}

func (o *Observation) knowsWebhook(id string) bool {
	if o == nil {
		return false
	}
	_, ok := o.Webhooks[id]
	return ok
}

func (o *Observation) report(id string) (Report, bool) {
	if o == nil {
		return Report{}, false
	}
	r, ok := o.Nodes[id]
	return r, ok
}

// hears says that a node has reported lately.
func (o *Observation) hears(id string, now time.Time) bool {
	r, ok := o.report(id)
	return ok && now.Sub(r.At) < freshReport
}

// recalls says that it is known which conferences a node has forgotten. One whose
// facts wait may have ended them, which is another alarm.
func (o *Observation) recalls(id string, now time.Time) bool {
	r, _ := o.report(id)
	return o.hears(id, now) && o.Recall && r.OldestFact < QueueOld/5
}

// Observe takes over what stands beside the log now.
func (m *Manager) Observe(o Observation, now time.Time) {
	m.init()
	m.seen = &o
	for id, n := range m.nodes {
		r, known := o.Nodes[id]
		skewed := m.active[key{events.AlarmNodeClockSkew, id}].Active
		n.observe(r, known && o.Config > 0, o.Config, skewed, now)
		n.hold(r, known && o.hears(id, now), m.active[key{events.AlarmNodeFactsQueued, id}].Active, now)
		n.miss(r, o.recalls(id, now), now)
	}
	m.observeApart(o, now)
	m.observeBursting(o, now)
	if o.Hosts == nil {
		return
	}
	for _, s := range m.active {
		id := s.Subject.ID
		if s.Subject.Kind != SubjectManagementNode {
			continue
		}
		if _, there := o.Hosts[id]; there {
			delete(m.missed, id)
		} else if m.missed[id].IsZero() {
			m.missed[id] = now
		}
	}
}

// hostGone says that a Management Node will not come back. That it has not been
// seen is what one alarm is about, so this one goes with what is known of it.
func (m *Manager) hostGone(k key, id string, now time.Time) bool {
	hosts := m.seen.hosts()
	if _, there := hosts[id]; there || hosts == nil {
		return false
	}
	since := m.missed[id]
	return k.kind == events.AlarmManagementNodeUnreachable || !since.IsZero() && now.Sub(since) >= MissingFor
}

// unknown says that nothing is known by which an alarm could be lowered.
func (m *Manager) unknown(k key, now time.Time) bool {
	s := m.active[k].Subject
	if m.gone(k, now) {
		return false
	}
	switch k.kind {
	case events.AlarmNodeOutOfStep, events.AlarmNodeClockSkew:
		if n := m.nodes[s.ID]; n != nil && n.away() {
			return false // its machine is stopped: it takes over all when it starts
		}
		return m.seen == nil || m.seen.Config == 0 || !m.seen.hears(s.ID, now)
	case events.AlarmNodesApart:
		return m.unknownApart(k, now)
	case events.AlarmNodeConferencesLost:
		return !m.seen.recalls(s.ID, now)
	case events.AlarmNodeFactsQueued:
		return !m.seen.hears(s.ID, now)
	case events.AlarmBursting:
		return m.seen == nil || m.seen.Bursting == nil
	case events.AlarmDiskFilling:
		return !m.seen.hosts()[s.ID].Known
	case events.AlarmManagementNodeUnreachable:
		return m.seen.hosts() == nil
	case events.AlarmProjectionParked:
		return m.seen == nil || !all(m.seen.Hosts)
	case events.AlarmWebhookDeliveriesParked:
		return !m.seen.knowsWebhook(s.ID)
	case events.AlarmWebhookFailing:
		return !m.seen.knowsWebhook(s.ID) && m.webhooks[s.ID].enabled
	case events.AlarmCertificateExpiring, events.AlarmCertificateExpired:
		return m.unknownCertificate(k, s, now)
	default:
		return false
	}
}

func (m *Manager) unknownCertificate(k key, s events.AlarmSubject, now time.Time) bool {
	switch {
	case s.Kind == SubjectAuthority:
		return m.seen == nil || m.seen.Authority.IsZero()
	case s.Kind == SubjectManagementNode:
		return !m.seen.hosts()[s.ID].Known
	case k.instance == givenTo(s):
		return !m.seen.hears(s.ID, now)
	default:
		return false
	}
}

// givenTo is the instance of alarms about the certificate that a node was given
// in files: it has one of the deployment's authority as well.
func givenTo(s events.AlarmSubject) string { return s.Kind + "-web/" + s.ID }

// all says that every Management Node has answered that is not down.
func all(hosts map[string]Host) bool {
	for _, h := range hosts {
		if !h.Known && h.Silent < SilentFor {
			return false
		}
	}
	return len(hosts) > 0
}

func (m *Manager) hostConditions(now time.Time) []Condition {
	if m.seen == nil {
		return nil
	}
	out := expiry(events.AlarmSubject{Kind: SubjectAuthority, ID: SubjectAuthority, Name: "the deployment's own authority"}, m.seen.Authority, now)
	parked := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(m.seen.Hosts)) {
		h := m.seen.Hosts[id]
		if h.Silent >= SilentFor {
			out = append(out, Condition{
				Kind: events.AlarmManagementNodeUnreachable, Instance: id, Level: events.AlarmWarning,
				Subject: h.subject(id), Since: now.Add(-h.Silent),
				Details: "The Management Node has not been seen for a minute; the others do its work.",
			})
		}
		if !h.Known {
			continue
		}
		out = append(out, expiry(h.subject(id), h.CertificateUntil, now)...)
		if c, ok := m.disk(id, h, now); ok {
			out = append(out, c)
		}
		for projection, why := range h.Parked {
			parked[projection] = why
		}
	}
	for projection, why := range parked {
		out = append(out, Condition{
			Kind: events.AlarmProjectionParked, Instance: projection, Level: events.AlarmError,
			Subject: events.AlarmSubject{Kind: SubjectProjection, ID: projection, Name: projection}, Since: now,
			Details: "A read model has stopped at an event that it cannot apply: " + why,
		})
	}
	return out
}

func (h Host) subject(id string) events.AlarmSubject {
	return events.AlarmSubject{Kind: SubjectManagementNode, ID: id, Name: cmp.Or(h.Name, id)}
}

// disk is better again only some way above the threshold that it fell below.
func (m *Manager) disk(id string, h Host, now time.Time) (Condition, bool) {
	if h.TotalBytes <= 0 {
		return Condition{}, false
	}
	free := float64(h.FreeBytes) / float64(h.TotalBytes) * 1000
	before := m.active[key{events.AlarmDiskFilling, id}]
	below := func(threshold float64, was bool) bool {
		if was {
			threshold += DiskBetter
		}
		return free < threshold
	}
	c := Condition{
		Kind: events.AlarmDiskFilling, Instance: id, Since: now,
		Subject: h.subject(id),
		Details: fmt.Sprintf("%.1f %% of the disk with the data directory are free.", free/10),
		Numbers: []events.AlarmNumber{number("freeBytes", h.FreeBytes), number("totalBytes", h.TotalBytes)},
	}
	switch {
	case below(DiskError, before.Active && before.Level == events.AlarmError):
		c.Level = events.AlarmError
		return c, true
	case below(DiskWarning, before.Active):
		c.Level = events.AlarmWarning
		return c, true
	default:
		return c, false
	}
}

func (m *Manager) hookConditions(id string, h hook, now time.Time) []Condition {
	c := Condition{Instance: id, Subject: events.AlarmSubject{Kind: SubjectWebhook, ID: id, Name: h.name}, Level: events.AlarmWarning, Since: now}
	var out []Condition
	if !h.enabled {
		disabled := c
		disabled.Kind, disabled.Level, disabled.Since = events.AlarmWebhookDisabled, events.AlarmInfo, h.disabled
		disabled.Details = "The webhook is disabled: nothing is delivered to it."
		out = append(out, disabled)
	}
	if m.seen == nil {
		return out
	}
	fares, ok := m.seen.Webhooks[id]
	if ok && fares.Parked > 0 { // of a disabled one too: they wait to be retried or discarded
		c.Kind, c.Details = events.AlarmWebhookDeliveriesParked, "Deliveries to the webhook were given up."
		c.Numbers = []events.AlarmNumber{number("parkedDeliveries", fares.Parked)}
		out = append(out, c)
	}
	if ok && h.enabled && !fares.FailingSince.IsZero() && now.Sub(fares.FailingSince) >= FailingFor {
		c.Kind, c.Since, c.Numbers = events.AlarmWebhookFailing, fares.FailingSince, nil
		c.Details = "Deliveries to the webhook fail; they are tried again."
		out = append(out, c)
	}
	return out
}

func lockedOut(id string, a account) Condition {
	return Condition{
		Kind: events.AlarmAdministratorLockedOut, Instance: id, Level: events.AlarmWarning, Since: a.locked,
		Subject: events.AlarmSubject{Kind: SubjectAdministrator, ID: id, Name: a.name},
		Details: "Too many wrong passwords were tried for the account; nobody can sign in to it for a while.",
		Numbers: []events.AlarmNumber{number("wrongPasswords", a.attempts)},
	}
}

// expiry is about a certificate that ends, if it does soon. Zero means that
// there is none.
func expiry(s events.AlarmSubject, expires, now time.Time) []Condition {
	left := expires.Sub(now)
	if expires.IsZero() || left >= ExpiringWarning {
		return nil
	}
	c := Condition{
		Kind: events.AlarmCertificateExpiring, Instance: s.Kind + "/" + s.ID, Subject: s, Level: events.AlarmWarning,
		Since:   expires.Add(-ExpiringWarning),
		Details: "The certificate expires at " + expires.UTC().Format("2006-01-02 15:04:05 UTC") + ".",
		Numbers: []events.AlarmNumber{number("expiresUnix", expires.Unix())},
	}
	switch {
	case left <= 0:
		c.Kind, c.Level, c.Since = events.AlarmCertificateExpired, events.AlarmError, expires
		c.Details = "The certificate expired at " + expires.UTC().Format("2006-01-02 15:04:05 UTC") + "."
	case left < ExpiringError:
		c.Level = events.AlarmError
	}
	return []Condition{c}
}
