package conference

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"github.com/parley-video/parley/domain/capacity"
	"github.com/parley-video/parley/nodeagent/link"
)

// termsOf names settings by what they say.
func termsOf(service link.Service, settings link.Settings) terms {
	t := terms{service: service, settings: settings}
	raw, err := json.Marshal(Terms{Service: service, Settings: settings})
	if err != nil {
		panic("conference: settings have no JSON: " + err.Error()) // plain data
	}
	digest := sha256.Sum256(raw)
	t.id = base64.RawURLEncoding.EncodeToString(digest[:16])
	return t
}

// Snapshot is the whole state. Its number is that of the last Change.
func (m *Machine) Snapshot() Snapshot {
	s := Snapshot{Head: m.head(), Number: m.told.number, Nodes: m.nodeRecords(), Terms: map[string]Terms{}, Gone: slices.Clone(m.gone)}
	s.Terms[m.terms.id] = Terms{Service: m.terms.service, Settings: m.terms.settings}
	for _, p := range m.people {
		s.People = append(s.People, p.person())
		s.Terms[p.terms.id] = Terms{Service: p.terms.service, Settings: p.terms.settings}
	}
	return s
}

func (m *Machine) head() Head {
	h := Head{
		ConferenceID: m.id, Home: m.home, Term: m.term, LocationID: m.location, TermsID: m.terms.id,
		Opened: m.opened, Started: m.started, Locked: m.locked, GuestsMuted: m.guestsMuted, HadMore: m.hadMore,
	}
	if m.presenter != nil {
		h.Presenter = m.presenter.id
	}
	return h
}

func (m *Machine) nodeRecords() []NodeRecord {
	all := make([]NodeRecord, 0, len(m.nodes))
	for _, id := range m.nodeIDs() {
		n := m.nodes[id]
		all = append(all, NodeRecord{ID: id, LocationID: n.location, Holds: n.holds, Entries: n.entries, Away: n.away})
	}
	return all
}

// telling is what the stations have been told.
type telling struct {
	number uint64
	head   Head
	nodes  []NodeRecord
	people []Person // in their order
	terms  map[string]bool
	gone   []Gone
}

// Changes is what has changed since it was asked last; false: nothing. It is asked
// after every step, so it compares rather than builds.
func (m *Machine) Changes() (Change, bool) {
	t := &m.told
	c := Change{Home: m.home, Term: m.term}
	if h := m.head(); h != t.head {
		t.head, c.Head = h, &h
	}
	if nodes := m.nodeRecords(); !slices.Equal(nodes, t.nodes) {
		t.nodes, c.Nodes = nodes, nodes
	}
	if !slices.Equal(t.gone, m.gone) {
		told := make(map[Gone]bool, len(t.gone))
		for _, g := range t.gone {
			told[g] = true
		}
		for _, g := range m.gone {
			if !told[g] {
				c.Gone = append(c.Gone, g)
			}
		}
		t.gone = slices.Clone(m.gone)
	}
	m.tellWhoIsGone(&c)
	m.tellTerms(&c)
	for i, p := range m.people {
		now := p.person()
		switch {
		case i == len(t.people):
			t.people = append(t.people, now)
		case now != t.people[i]:
			t.people[i] = now
		default:
			continue
		}
		c.People = append(c.People, now)
	}
	if c.Head == nil && c.Nodes == nil && c.Terms == nil && c.People == nil && c.Gone == nil {
		return Change{}, false
	}
	t.number++
	c.Number = t.number
	return c, true
}

// tellWhoIsGone leaves of those who were told only those who stand where they
// stood. Who went and came back in one step stands elsewhere now, and is told
// anew with all after it.
func (m *Machine) tellWhoIsGone(c *Change) {
	t := &m.told
	at := 0
	for at < len(t.people) && at < len(m.people) && t.people[at].ID == m.people[at].id {
		at++
	}
	if at == len(t.people) {
		return
	}
	here := make(map[string]bool, len(m.people))
	for _, p := range m.people {
		here[p.id] = true
	}
	stay := slices.Clone(t.people[:at])
	ordered := true
	for _, p := range t.people[at:] {
		ordered = ordered && (!here[p.ID] || len(stay) < len(m.people) && m.people[len(stay)].id == p.ID)
		if ordered && here[p.ID] {
			stay = append(stay, p)
			continue
		}
		if here[p.ID] || !slices.ContainsFunc(c.Gone, func(g Gone) bool { return g.ID == p.ID }) {
			c.Gone = append(c.Gone, Gone{ID: p.ID, At: m.now}) // only out of sight
		}
	}
	t.people = stay
}

// tellTerms tells settings that somebody refers to now.
func (m *Machine) tellTerms(c *Change) {
	t := &m.told
	used := make(map[string]bool, len(t.terms))
	last := ""
	tell := func(is terms) {
		if is.id == last {
			return
		}
		last = is.id
		used[is.id] = true
		if !t.terms[is.id] {
			if c.Terms == nil {
				c.Terms = make(map[string]Terms)
			}
			c.Terms[is.id] = Terms{Service: is.service, Settings: is.settings}
		}
	}
	tell(m.terms)
	for _, p := range m.people {
		tell(p.terms)
	}
	t.terms = used
}

func (m *Machine) goneOf(id string) (Gone, bool) {
	at := slices.IndexFunc(m.gone, func(g Gone) bool { return g.ID == id })
	if at < 0 {
		return Gone{}, false
	}
	return m.gone[at], true
}

// person is the participant as the replica has it.
func (p *participant) person() Person {
	return Person{
		ID: p.id, NodeID: p.node, LocationID: p.location, Moves: p.moves, Away: p.away,
		Name: p.name, Alias: p.alias, Remote: p.remote, Vendor: p.vendor, CallTag: p.callTag, Protocol: p.protocol,
		ResumeDigest: p.resumeDigest, ResumedBy: p.resumedBy, Role: p.role, Phase: p.phase, TermsID: p.terms.id, JoinedAt: p.joinedAt,
		Text: p.text, Mute: int(p.mute), ClientMuted: p.clientMuted, VideoMuted: p.videoMuted,
		StartPressed: p.startPressed, DeniedSlides: p.deniedSlides,
		SpotlightAt: p.spotlightAt, BuzzedAt: p.buzzAt, SpokeAt: p.spokAt, PINTries: p.pinTries,
		Streams: p.streams, Streamed: p.streamed, LostCall: p.lostCall, Calls: p.calls,
		Call: p.current.record(p.id), Pending: p.pending.record(p.id),
	}
}

func (c *call) record(participantID string) CallRecord {
	if c == nil {
		return CallRecord{}
	}
	return CallRecord{
		ID: c.id, ParticipantID: participantID, NodeID: c.node, ParentID: c.parent, Nth: c.nth, AudioOnly: c.audioOnly,
		Tokens: c.tokens, Connected: c.state == callConnected, Resumes: c.resumes, Over: c.over,
		Audio: c.audio, Video: c.video, Slides: c.slides,
	}
}

// callFrom is the call of a record; nil when there is none.
func callFrom(r CallRecord, answered bool) *call {
	if r.ID == "" {
		return nil
	}
	c := &call{
		id: r.ID, node: r.NodeID, parent: r.ParentID, nth: r.Nth, audioOnly: r.AudioOnly, tokens: r.Tokens,
		resumes: r.Resumes, over: r.Over, audio: r.Audio, video: r.Video, slides: r.Slides,
	}
	switch {
	case r.Connected:
		c.state = callConnected
	case answered:
		c.state = callAnswered
	}
	return c
}

// participantFrom is the participant of a person; what runs out gets its full
// time.
func (m *Machine) participantFrom(r Person, all map[string]Terms) *participant {
	p := &participant{
		id: r.ID, node: r.NodeID, location: r.LocationID, moves: r.Moves, away: r.Away,
		name: r.Name, alias: r.Alias, remote: r.Remote, vendor: r.Vendor, callTag: r.CallTag, protocol: r.Protocol,
		resumeDigest: r.ResumeDigest, resumedBy: r.ResumedBy, role: r.Role, phase: r.Phase, joinedAt: r.JoinedAt,
		text: r.Text, mute: muteCause(r.Mute), clientMuted: r.ClientMuted, videoMuted: r.VideoMuted,
		startPressed: r.StartPressed, deniedSlides: r.DeniedSlides,
		spotlightAt: r.SpotlightAt, buzzAt: r.BuzzedAt, spokAt: r.SpokeAt, pinTries: r.PINTries,
		streams: r.Streams, streamed: r.Streamed, lostCall: r.LostCall, calls: r.Calls,
		current: callFrom(r.Call, true), pending: callFrom(r.Pending, false), terms: m.terms,
	}
	if t, ok := all[r.TermsID]; ok {
		p.terms = terms{id: r.TermsID, service: t.Service, settings: t.Settings}
	}
	m.renew(p)
	return p
}

// renew gives a participant its full time for whatever it has to do.
func (m *Machine) renew(p *participant) {
	p.expiresAt = m.now.Add(TokenLifetime)
	p.pinUntil, p.waitUntil, p.lostAt = time.Time{}, time.Time{}, time.Time{}
	switch p.phase {
	case PhasePIN:
		p.pinUntil = m.now.Add(seconds(p.terms.settings.PINEntryTimeout))
	case PhaseWaiting:
		p.waitUntil = m.now.Add(seconds(p.terms.settings.WaitingForHostTimeout))
	}
}

// Restore is the conference of a snapshot, as its home had it. Everybody is taken
// to be recorded as the snapshot says.
func Restore(now time.Time, s Snapshot, reserve capacity.Tokens) *Machine {
	t := s.Terms[s.TermsID]
	m := &Machine{
		id: s.ConferenceID, home: s.Home, location: s.LocationID, term: s.Term, reserve: reserve,
		terms:  terms{id: s.TermsID, service: t.Service, settings: t.Settings},
		opened: s.Opened, started: s.Started, locked: s.Locked, guestsMuted: s.GuestsMuted, hadMore: s.HadMore,
		nodes: make(map[string]*place), gone: slices.Clone(s.Gone), now: now, told: telling{number: s.Number},
	}
	for _, n := range s.Nodes {
		is := m.place(n.ID)
		*is = place{location: n.LocationID, holds: n.Holds, entries: n.Entries, away: n.Away}
	}
	for _, r := range s.People {
		m.people = append(m.people, m.participantFrom(r, s.Terms))
	}
	m.presenter = m.find(s.Presenter)
	for _, p := range m.people {
		p.recorded = m.wanted(p)
		if p.present() {
			p.side = side{backstage: m.backstage(p), seesBackstage: m.seesBackstage(p), foremost: m.foremost(p)}
		}
	}
	if m.opened {
		keeper := slices.ContainsFunc(m.people, (*participant).keepsAlive)
		m.armAway(now)
		m.armLost(now)
		m.armGuestsOnly(now, keeper)
		if m.ended == nil {
			m.armLastOne(now)
		}
	}
	return m
}

// wanted is what the access node of a participant is to have recorded.
func (m *Machine) wanted(p *participant) Recorded {
	return Recorded{
		ConferenceID: m.id, Waiting: p.phase != PhasePresent, Muted: p.mute != notMuted,
		Presenting: m.presenter == p, Role: p.role, Media: m.mediaOf(p),
	}
}

// reconcile has the access node record what it has not.
func (m *Machine) reconcile(p *participant) {
	if p.away {
		return
	}
	want := m.wanted(p)
	if p.recorded.ConferenceID != m.id {
		if p.moves > 0 {
			m.moved(p)
		} else {
			m.joined(p)
		}
	}
	if p.recorded.Role != want.Role {
		m.factAbout(p, link.FactParticipantRole, link.ParticipantRole{ConferenceID: m.id, ParticipantID: p.id, Role: string(p.role)})
	}
	if p.recorded.Waiting && !want.Waiting {
		m.changed(link.FactParticipantAdmitted, p, Actor{})
	}
	if p.recorded.Muted != want.Muted {
		t := link.FactParticipantUnmuted
		if want.Muted {
			t = link.FactParticipantMuted
		}
		m.changed(t, p, Actor{})
	}
	m.mediaFact(p)
	if p.recorded.Presenting != want.Presenting {
		t := link.FactPresentationStopped
		if want.Presenting {
			t = link.FactPresentationStarted
		}
		m.changed(t, p, Actor{})
	}
}

// moved has the new access node record the participant whole.
func (m *Machine) moved(p *participant) {
	m.begin(p.node)
	m.factAbout(p, link.FactParticipantMoved, link.ParticipantMoved{
		ConferenceID: m.id, ParticipantID: p.id, LocationID: p.location, Remote: p.remote, Moves: p.moves,
		DisplayName: p.name, Alias: p.alias, Role: string(p.role), Protocol: p.protocol, Vendor: p.vendor, CallTag: p.callTag,
		Waiting: p.phase != PhasePresent, Muted: p.mute != notMuted,
	})
}
