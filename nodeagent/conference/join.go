package conference

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/parley-video/parley/nodeagent/link"
)

// JoinRequest asks to be let into the conference behind an alias.
type JoinRequest struct {
	Alias       string
	DisplayName string
	PIN         string
	PINGiven    bool
	Protocol    string
	Vendor      string
	CallTag     string
	Remote      string // network address of the caller
	// Resume is the resume key of a ticket. Whoever has one gets its seat back,
	// on whatever node; without a seat it is an ordinary join.
	Resume string
}

// Ticket is what a participant that joined gets.
type Ticket struct {
	Token   string
	Expires time.Duration
	// ResumeKey gives the seat back when the node is lost. It is new with every
	// join; until the client has used the new token the one before holds, too.
	ResumeKey string
	// Self is the participant as the conference has it.
	Self Participant
	// Service is what it joined, as it was then.
	Service link.Service
}

// Join lets somebody in, parks or refuses it.
func (r *Registry) Join(ctx context.Context, q JoinRequest) (Ticket, error) {
	now := time.Now()
	open, arrived := r.arrive()
	defer arrived()
	v := r.judge(q, now, open)
	if v.why != nil && (!v.unlessSeated || !r.mayResume(q, now)) {
		return Ticket{}, v.turnAway()
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return Ticket{}, fmt.Errorf("name participant: %w", err)
	}
	key, digest := newResumeKey()
	self, _ := r.config.Self()
	in := Join{
		LocationID:   self.LocationID,
		ResumeDigest: digest, Resume: q.Resume,
		ParticipantID: id.String(), DisplayName: q.DisplayName, Alias: printable(q.Alias),
		PIN: q.PIN, PINGiven: q.PINGiven, Protocol: q.Protocol, Vendor: q.Vendor,
		CallTag: q.CallTag, Remote: q.Remote, Service: v.service, Settings: r.config.Settings(),
	}
	if v.why != nil {
		in.OnlySeat, in.PIN, in.PINGiven = true, "", false
	}
	ticket, err := r.enter(ctx, in)
	refusal, refused := RefusalOf(err)
	switch {
	case err == nil:
		v.pardon()
		ticket.ResumeKey = key
	case in.OnlySeat && (ended(err) || refused && refusal.Code == CodeInvalidToken):
		r.strangeKey(q, now)
		err = v.turnAway()
	case refused:
		r.refused(q, v.service.ID, refusal)
	}
	return ticket, err
}

// enter asks the home. A conference that ends under our hands has no seats any
// more; who may come anew is let into the next one.
func (r *Registry) enter(ctx context.Context, in Join) (Ticket, error) {
	for {
		found, err := r.stationAt(in.Service, "")
		if err != nil {
			return Ticket{}, err
		}
		ticket, err := found.join(ctx, in)
		if ended(err) && !in.OnlySeat {
			continue
		}
		return ticket, err
	}
}

// refused records a join that the home refused, which has judged the PIN by a
// newer configuration.
func (r *Registry) refused(q JoinRequest, serviceID string, why *Refusal) {
	now := time.Now()
	if why.Code == CodeInvalidPIN && r.wrongPIN(q, serviceID, r.breakIn(q.Remote), now) {
		return
	}
	if why.Code != CodePINRequired {
		r.reject(now, q, serviceID, why)
	}
}

// verdict is what the door says of who calls, before a conference is touched.
type verdict struct {
	service link.Service
	why     error // nil: it may come in
	// unlessSeated: who has a seat may go back to it all the same, for it never left.
	unlessSeated bool
	tell         func() // records it; nil: it is not to be recorded
	forgive      func() // takes back what was counted against the caller; nil: nothing was
}

// turnAway lets the verdict stand.
func (v verdict) turnAway() error {
	if v.tell != nil {
		v.tell()
	}
	return v.why
}

// pardon: it was no guess.
func (v verdict) pardon() {
	if v.forgive != nil {
		v.forgive()
	}
}

// judge goes the way from the alias to a service that the PIN opens. A wrong PIN
// counts from now on, whatever else is to be asked: of many that come at once no
// more are judged than of those that come one by one. open: the node is not in
// maintenance.
func (r *Registry) judge(q JoinRequest, now time.Time, open bool) verdict {
	service, known := r.config.ServiceByAlias(q.Alias)
	source, limits := SourceKey(q.Remote), r.breakIn(q.Remote)
	_, pin := judgePIN(service, q.PIN, q.PINGiven)
	refusal, _ := RefusalOf(pin)
	r.mu.Lock()
	running := r.running
	sourceBlocked := r.sources.blocked(source, limits.aliases, now)
	serviceBlocked := known && r.services.blocked(service.ID, limits.pins, now)
	justBlocked := false
	guess := running && known && !sourceBlocked && !serviceBlocked && open && refusal != nil && refusal.Code == CodeInvalidPIN
	if guess {
		justBlocked = r.services.fail(service.ID, limits.pins, now)
	}
	r.mu.Unlock()
	v := verdict{service: service}
	switch {
	case !running:
		v.why = ErrNotRunning
	case sourceBlocked:
		v.why, v.tell = refuse(CodeUnknownAlias), func() { r.turnAway(now, q, service.ID, r.sources, source) }
	case serviceBlocked:
		v.why, v.tell = refuse(CodeUnknownAlias), func() { r.turnAway(now, q, service.ID, r.services, service.ID) }
		v.unlessSeated = true
	case !open:
		resting := &Refusal{Code: CodeMaintenance}
		v.why, v.tell = resting, func() { r.reject(now, q, service.ID, resting) }
		v.unlessSeated = known
	case !known:
		unknown := &Refusal{Code: CodeUnknownAlias}
		v.why, v.tell = unknown, func() {
			if !r.unknownAlias(q, source, limits, now) {
				r.reject(now, q, "", unknown)
			}
		}
	case guess:
		v.why, v.unlessSeated = refusal, true
		v.forgive = func() { r.pardon(service.ID, now) }
		v.tell = func() {
			if !justBlocked || !r.tellBlocked(q, service.ID, now) {
				r.reject(now, q, service.ID, refusal)
			}
		}
	case pin != nil:
		v.why, v.unlessSeated = pin, true
	}
	return v
}

// mayResume says whether a resume key is looked at. Nobody guesses one, but each
// has to be shown to the home, whoever comes with it.
func (r *Registry) mayResume(q JoinRequest, now time.Time) bool {
	if q.Resume == "" {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.keys.blocked(SourceKey(q.Remote), r.breakIn(q.Remote).aliases, now)
}

// strangeKey counts a resume key that nobody has.
func (r *Registry) strangeKey(q JoinRequest, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keys.fail(SourceKey(q.Remote), r.breakIn(q.Remote).aliases, now)
}

// breakIn is what the settings say about one source, as they are now.
func (r *Registry) breakIn(remote string) breakIn {
	return breakInOf(r.config.Settings()).of(remote)
}

// unknownAlias counts towards the block of the source. It reports whether it
// has recorded that the source is blocked now.
func (r *Registry) unknownAlias(q JoinRequest, source string, limits breakIn, now time.Time) bool {
	r.mu.Lock()
	justBlocked := r.sources.fail(source, limits.aliases, now)
	r.mu.Unlock()
	if !justBlocked {
		return false
	}
	r.log.Warn("source blocked: too many unknown aliases", slog.String("source", source))
	return r.turnAway(now, q, "", r.sources, source)
}

// wrongPIN counts towards the block of the service. It reports whether it has
// recorded that the service is blocked now.
func (r *Registry) wrongPIN(q JoinRequest, serviceID string, limits breakIn, now time.Time) bool {
	r.mu.Lock()
	justBlocked := r.services.fail(serviceID, limits.pins, now)
	r.mu.Unlock()
	return justBlocked && r.tellBlocked(q, serviceID, now)
}

// tellBlocked says that a service is blocked now.
func (r *Registry) tellBlocked(q JoinRequest, serviceID string, now time.Time) bool {
	r.log.Warn("service blocked: too many wrong PINs", slog.String("service", serviceID))
	return r.turnAway(now, q, serviceID, r.services, serviceID)
}

// tryPIN counts a PIN as wrong before it is judged elsewhere, unless the service
// is blocked. just: by this one.
func (r *Registry) tryPIN(serviceID string, limits breakIn, now time.Time) (may, just bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.services.blocked(serviceID, limits.pins, now) {
		return false, false
	}
	return true, r.services.fail(serviceID, limits.pins, now)
}

// pardon takes back what was counted then.
func (r *Registry) pardon(serviceID string, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.services.forgive(serviceID, at)
}

// Why calls are turned away that a block ends.
const (
	reasonBlocked = "blocked"
	tooManyNames  = "too many unknown aliases from the source"
	tooManyPINs   = "too many wrong PINs for the service"
)

// turnAway records that a block is in force: when it begins, and then now and
// again with the number of calls that it has ended. Who calls hears nothing of
// it. Those who guess are the ones who call most, so what is recorded of them
// has a limit of its own: neither do they keep other refusals out of the log,
// nor can other refusals hide them.
func (r *Registry) turnAway(now time.Time, q JoinRequest, serviceID string, g *guard, key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.running {
		return false
	}
	n := g.turnAway(key, now, func() bool { return r.blocks.AllowN(now, 1) })
	if n == 0 {
		return false
	}
	detail := tooManyPINs
	if g == r.sources {
		detail = tooManyNames
	}
	r.recorder.offer(now, Fact{Type: link.FactCallRejected, Data: link.CallRejected{
		Alias: printable(q.Alias), ServiceID: serviceID, Reason: reasonBlocked, Detail: detail, Remote: q.Remote, Count: n,
	}})
	return true
}

// reject records a call that was not admitted. Anybody can cause these facts,
// so their number is limited.
func (r *Registry) reject(now time.Time, q JoinRequest, serviceID string, why *Refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.running || !r.rejected.AllowN(now, 1) {
		return
	}
	r.recorder.offer(now, Fact{Type: link.FactCallRejected, Data: link.CallRejected{
		Alias: printable(q.Alias), ServiceID: serviceID, Reason: string(why.Code), Detail: why.Detail, Remote: q.Remote,
	}})
}

// maxAlias is the longest alias that can be configured, in characters.
const maxAlias = 250

// printable is an alias as a stranger dialled it, fit to be recorded.
func printable(alias string) string {
	alias = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == utf8.RuneError {
			return -1
		}
		return c
	}, alias)
	if runes := []rune(alias); len(runes) > maxAlias {
		return string(runes[:maxAlias])
	}
	return alias
}

// join is the station's part. The seat is there when the home has said so, before
// the answer comes.
func (s *station) join(ctx context.Context, in Join) (Ticket, error) {
	var full *Refusal
	if err := s.do(ctx, func(time.Time) {
		s.joining++
		in.Granted = s.reg.ledger.grow(s.account, s.held())
		if !in.Granted {
			full = &Refusal{Code: CodeCapacity, Detail: s.reg.ledger.explain(s.account, s.held())}
		}
	}); err != nil {
		return Ticket{}, err
	}
	a, err := s.admit(ctx, in)
	seat := &Seat{
		station: s, participantID: cmp.Or(a.Resumed, in.ParticipantID), alias: in.Alias, source: in.Remote,
		resumeDigest: in.ResumeDigest,
	}
	ticket := Ticket{Expires: TokenLifetime, Service: in.Service, Self: a.Self}
	lost := s.do(context.WithoutCancel(ctx), func(now time.Time) {
		s.joining--
		_, here := s.people[seat.participantID]
		switch {
		case err != nil:
			s.settle()
		case here:
			ticket.Token = s.reg.seats.issue(seat, now)
		default:
			err = refuse(CodeInvalidToken) // it was in, and is out again
		}
	})
	return ticket, errors.Join(explained(err, full), lost)
}

// admit asks the home to let somebody in. Who has gone away meanwhile will never
// hear of it, and without a word would stay for two minutes beside the one that
// comes in its place. Once asked, the home is heard out: else nobody knew whether
// there is somebody to be taken out again.
func (s *station) admit(ctx context.Context, in Join) (answer, error) {
	heardOut := context.WithoutCancel(ctx)
	asked := false
	a, err := s.asked(ctx, func(up uplink) (answer, error) {
		if err := ctx.Err(); err != nil {
			return answer{}, fmt.Errorf("admit %s: %w", in.ParticipantID, err)
		}
		asked = true
		return up.ask(heardOut, request{Input: in, About: in.ParticipantID, Want: wantSelf})
	})
	_, refused := RefusalOf(err)
	// Who came back keeps its seat, and comes back once more with the key it has.
	if ctx.Err() == nil || !asked || refused || a.Resumed != "" {
		return a, err
	}
	leaving, cancel := context.WithTimeout(heardOut, homeWait)
	defer cancel()
	_, out := s.ask(leaving, request{Input: Leave{in.ParticipantID}})
	if _, refused := RefusalOf(out); refused || ended(out) {
		out = nil // it is not there
	}
	return answer{}, errors.Join(fmt.Errorf("admit %s: %w", in.ParticipantID, ctx.Err()), out)
}
