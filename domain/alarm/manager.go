package alarm

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/events"
)

// TypePrefixes are the types of the events that a Manager folds.
func TypePrefixes() []string {
	return []string{
		"alarm.", "webhook.", "certificate.",
		"node.created.", "node.updated.", "node.removed.", "node.enrolled.", "node.certificate-", "node.maintenance-",
		"node.burst-running.", "node.burst-stop-requested.", "node.burst-stopped.", "node.burst-start-requested.",
		"node.burst-kept.", "node.burst-failed.",
		"node.restarted.", "node.liveness-changed.", "node.call-rejected.", "node.provisioning-refused.",
		"administrator.created.", "administrator.removed.", "administrator.locked-out.", "administrator.unlocked.",
		"administrator.signed-in.", "administrator.external-signed-in.",
	}
}

// key is what there is one alarm of at a time.
type key struct {
	kind     events.AlarmKind
	instance string
}

// Manager says which alarms ought to be there. The zero value knows nothing.
type Manager struct {
	nodes        map[string]*node
	webhooks     map[string]hook
	certificates map[string]certificate
	accounts     map[string]account
	strangers    attempts // refused enrolments that name no node

	seen *Observation // the last; nil: none yet
	// missed is since when Management Nodes are missing that alarms are about.
	missed map[string]time.Time
	// issues is since when there are those of bursting.
	issues map[string]time.Time
	apart  map[pair]apart // nodes that run and do not reach each other
	// together is since when nothing is heard of the kind about a node that an
	// alarm says is apart from others.
	together map[string]time.Time

	active map[key]State
	// settled is when an alarm of a thing that merely happened was last
	// acknowledged: what happened before needs no more attention.
	settled map[key]time.Time
}

type hook struct {
	name     string
	enabled  bool
	disabled time.Time
}

type certificate struct {
	name    string
	expires time.Time
}

type account struct {
	name     string
	attempts int
	locked   time.Time // when
	until    time.Time
}

// attempts counts what happens again and again.
type attempts struct {
	first, last time.Time
	count       int64
	reason      string
}

// add counts; what follows after a silence begins anew.
func (a attempts) add(at time.Time, n int, window time.Duration) attempts {
	if a.count == 0 || at.Sub(a.last) > window {
		a = attempts{first: at}
	}
	a.count += int64(n)
	if at.After(a.last) {
		a.last = at
	}
	return a
}

func (m *Manager) init() {
	if m.nodes != nil {
		return
	}
	m.nodes, m.webhooks, m.certificates = map[string]*node{}, map[string]hook{}, map[string]certificate{}
	m.accounts, m.active, m.settled = map[string]account{}, map[key]State{}, map[key]time.Time{}
	m.missed = map[string]time.Time{}
}

// Apply folds one event of the log.
func (m *Manager) Apply(rec events.Recorded) {
	m.init()
	at := rec.Created.UTC() // our clock, not a node's
	if at.IsZero() {
		at = rec.Meta.Time.UTC()
	}
	switch e := rec.Event.(type) {
	case events.AlarmRaised:
		k := key{e.Kind, e.Instance}
		m.active[k] = Evolve(m.active[k], rec)
	case events.AlarmLowered, events.AlarmAcknowledged:
		m.applyAlarm(rec, at)
	case events.WebhookCreated:
		m.putHook(e.ID, e.Settings, at)
	case events.WebhookUpdated:
		m.putHook(e.ID, e.Settings, at)
	case events.WebhookRemoved:
		delete(m.webhooks, e.ID)
	case events.CertificateUploaded:
		m.certificates[e.ID] = certificate{e.Name, e.Info.NotAfter}
	case events.CertificateRequested:
		m.certificates[e.ID] = certificate{name: e.Name}
	case events.CertificateInstalled:
		m.certificates[e.ID] = certificate{m.certificates[e.ID].name, e.Info.NotAfter}
	case events.CertificateRenamed:
		m.certificates[e.ID] = certificate{e.Name, m.certificates[e.ID].expires}
	case events.CertificateRemoved:
		delete(m.certificates, e.ID)
	default:
		m.applyAccount(rec.Event, at)
		m.applyNode(rec.Event, at)
	}
}

func (m *Manager) applyAlarm(rec events.Recorded, at time.Time) {
	id := ""
	switch e := rec.Event.(type) {
	case events.AlarmLowered:
		id = e.ID
	case events.AlarmAcknowledged:
		id = e.ID
	}
	for k, s := range m.active {
		if s.ID != id {
			continue
		}
		next := Evolve(s, rec)
		if !next.Active {
			delete(m.active, k)
			return
		}
		m.active[k], m.settled[k] = next, at
	}
}

func (m *Manager) putHook(id string, s events.WebhookSettings, at time.Time) {
	h := hook{name: s.Name, enabled: s.Enabled, disabled: m.webhooks[id].disabled}
	if !s.Enabled && h.disabled.IsZero() {
		h.disabled = at
	}
	if s.Enabled {
		h.disabled = time.Time{}
	}
	m.webhooks[id] = h
}

func (m *Manager) applyAccount(ev events.Event, at time.Time) {
	switch e := ev.(type) {
	case events.AdministratorCreated:
		m.accounts[e.ID] = account{name: e.Username}
	case events.AdministratorRemoved:
		delete(m.accounts, e.ID)
	case events.AdministratorLockedOut:
		m.accounts[e.ID] = account{name: m.accounts[e.ID].name, attempts: e.Attempts, locked: at, until: e.Until}
	case events.AdministratorUnlocked:
		m.accounts[e.ID] = account{name: m.accounts[e.ID].name}
	case events.AdministratorSignedIn:
		m.accounts[e.ID] = account{name: m.accounts[e.ID].name}
	case events.ExternalAdministratorSignedIn:
		m.accounts[e.ID] = account{name: e.Username}
	}
}

// Recorded notes that a command of Due was carried out, so that it is not due
// again before its event has come.
func (m *Manager) Recorded(cmd Command, now time.Time) {
	switch c := cmd.(type) {
	case Raise:
		k := key{c.Kind, c.Instance}
		if s := m.active[k]; !s.Active || s.Level != c.Level {
			m.active[k] = State{ID: c.ID, Kind: c.Kind, Instance: c.Instance, Active: true, Level: c.Level, Subject: c.Subject, RaisedAt: now}
		}
	case Lower:
		maps.DeleteFunc(m.active, func(_ key, s State) bool { return s.ID == c.ID })
	}
}

// Due lists what is to be done now: alarms to raise, and then those to lower.
func (m *Manager) Due(now time.Time) []Command {
	m.init()
	wanted := map[key]Condition{}
	for _, c := range m.conditions(now) {
		wanted[key{c.Kind, c.Instance}] = c
	}
	var out []Command
	for _, k := range sorted(wanted) {
		c := wanted[k]
		if s := m.active[k]; !s.Active || s.Level != c.Level {
			out = append(out, Raise{Condition: c, ID: events.AlarmID(k.kind, k.instance)})
		}
	}
	for _, k := range sorted(m.active) {
		if _, ok := wanted[k]; ok || m.unknown(k, now) {
			continue
		}
		reason := ReasonCleared
		if m.gone(k, now) {
			reason = ReasonRemoved
		}
		out = append(out, Lower{ID: events.AlarmID(k.kind, k.instance), Reason: reason})
	}
	return out
}

func sorted[V any](m map[key]V) []key {
	return slices.SortedFunc(maps.Keys(m), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.instance, b.instance))
	})
}

// conditions are what needs attention.
func (m *Manager) conditions(now time.Time) []Condition {
	var out []Condition
	for _, id := range slices.Sorted(maps.Keys(m.nodes)) {
		out = append(out, m.nodeConditions(m.nodes[id], now)...)
	}
	for id, a := range m.accounts {
		if a.until.After(now) {
			out = append(out, lockedOut(id, a))
		}
	}
	for id, c := range m.certificates {
		out = append(out, expiry(events.AlarmSubject{Kind: SubjectCertificate, ID: id, Name: c.name}, c.expires, now)...)
	}
	if a := m.strangers; m.recent(key{events.AlarmProvisioningRefused, SubjectDeployment}, a, RefusedFor, now) {
		out = append(out, refusedEnrolment(events.AlarmSubject{Kind: SubjectDeployment, ID: SubjectDeployment}, a))
	}
	out = append(out, m.apartConditions(now)...)
	for id, h := range m.webhooks {
		out = append(out, m.hookConditions(id, h, now)...)
	}
	out = append(out, m.burstingConditions(now)...)
	return append(out, m.hostConditions(now)...)
}

// recent says that something happened not long ago and that nobody has
// acknowledged it since.
func (m *Manager) recent(k key, a attempts, window time.Duration, now time.Time) bool {
	return a.count > 0 && now.Sub(a.last) < window && a.last.After(m.settled[k])
}

// gone says that what an alarm is about does not exist any more.
func (m *Manager) gone(k key, now time.Time) bool {
	s := m.active[k].Subject
	if k.kind == events.AlarmNodesApart {
		return !m.exist(k.instance)
	}
	switch s.Kind {
	case SubjectNode:
		return m.nodes[s.ID] == nil
	case SubjectWebhook:
		_, ok := m.webhooks[s.ID]
		return !ok
	case SubjectCertificate:
		_, ok := m.certificates[s.ID]
		return !ok
	case SubjectAdministrator:
		_, ok := m.accounts[s.ID]
		return !ok
	case SubjectManagementNode:
		return m.hostGone(k, s.ID, now)
	default:
		return false
	}
}

func number[T ~int | ~int64 | ~uint64](name string, v T) events.AlarmNumber {
	return events.AlarmNumber{Name: name, Value: int64(v)} // counts and bytes
}

var _ domain.Command = Raise{}
