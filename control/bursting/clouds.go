package bursting

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/parley-video/parley/cloud"
	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/bursting"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/events"
)

// The times of asking clouds.
const (
	// askEvery is how often an account is asked for its machines; sooner while one
	// of them changes its state.
	askEvery = 15 * time.Second
	askSoon  = 5 * time.Second
	// checkEvery is how often an account that lacked a right is asked whether it has
	// it now: nothing else would tell before it is needed again.
	checkEvery = 5 * time.Minute
	// callTime bounds each call, retries of the provider included.
	callTime = time.Minute
)

// told is what an account answered last.
type told struct {
	bursting.Account
	account  Account // as it was configured then
	provider cloud.Provider
	busy     bool
	next     time.Time
	checking bool
	check    time.Time // the next, if it is needed
}

func (t *told) of(a Account) bool { return t.account == a }

// asked is what clouds were asked, and what they said.
type asked struct {
	accounts   map[string]*told
	operations map[string]bursting.Report // by node
	// term tells goroutines of one lease from those of another.
	term int
}

func (a *asked) clear() {
	*a = asked{accounts: map[string]*told{}, operations: map[string]bursting.Report{}, term: a.term}
}

// begin is called when the lease begins: of operations nothing is known, and
// lists are asked for at once. Those that there are count until then.
func (a *asked) begin() {
	a.term++
	a.operations = map[string]bursting.Report{}
	for _, t := range a.accounts {
		t.busy, t.next, t.checking = false, time.Time{}, false
	}
}

func (a *asked) reports() map[string]bursting.Report {
	all := make(map[string]bursting.Report, len(a.operations))
	for id, r := range a.operations {
		all[id] = r
	}
	return all
}

// askAccounts asks every account that is due, each by a goroutine; those that
// lack a right, whether they do still.
func (b *Bursting) askAccounts(denied map[string]bool) {
	now := b.c.Clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	for id := range b.asked.accounts {
		if b.accounts[id] == nil {
			delete(b.asked.accounts, id)
		}
	}
	for id, a := range b.accounts {
		if !a.Settings.Enabled {
			continue
		}
		t := b.asked.accounts[id]
		if t == nil || !t.of(a.Account) {
			t = &told{account: a.Account}
			b.asked.accounts[id] = t
		}
		if denied[id] && !t.checking && !now.Before(t.check) {
			t.checking, t.check = true, now.Add(checkEvery)
			b.start(func(ctx context.Context, term int) { b.recheck(ctx, term, id, t) })
		}
		if t.busy || now.Before(t.next) {
			continue
		}
		t.busy = true
		b.start(func(ctx context.Context, term int) { b.list(ctx, term, id, t) })
	}
}

// start runs a call under the lease. The caller holds mu, and turn.
func (b *Bursting) start(call func(ctx context.Context, term int)) {
	lease, running, term := b.lease, b.running, b.asked.term
	running.Go(func() {
		ctx, cancel := context.WithTimeout(lease, callTime)
		defer cancel()
		call(ctx, term)
		b.Wake()
	})
}

// list asks an account for its machines.
func (b *Bursting) list(ctx context.Context, term int, id string, t *told) {
	began := b.c.Clock.Now().UTC()
	provider, err := b.provider(t)
	var machines []cloud.Machine
	if err == nil {
		machines, err = provider.Machines(ctx)
	}
	now := b.c.Clock.Now().UTC()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked.term != term || b.asked.accounts[id] != t {
		return
	}
	t.busy, t.next = false, now.Add(askEvery)
	if err != nil {
		failure := failureOf(err)
		if t.Failure == nil {
			t.Since = now
			b.c.Log.LogAttrs(ctx, slog.LevelWarn, "a cloud account does not tell of its machines; it is asked again",
				slog.String("account", t.account.Settings.Name), slog.String("code", failure.Code), slog.Any("error", err))
		}
		t.Failure = &failure
		return
	}
	if t.Failure != nil {
		b.c.Log.LogAttrs(ctx, slog.LevelInfo, "a cloud account tells of its machines again", slog.String("account", t.account.Settings.Name))
	}
	t.AskedAt, t.Machines, t.Failure, t.Since = began, machinesOf(machines), nil, time.Time{}
	for _, m := range t.Machines {
		if m.State == bursting.MachinePending || m.State == bursting.MachineStopping {
			t.next = now.Add(askSoon)
		}
	}
}

// recheck asks an account for its rights.
func (b *Bursting) recheck(ctx context.Context, term int, id string, t *told) {
	began := b.c.Clock.Now().UTC()
	provider, err := b.provider(t)
	var findings []cloud.Finding
	if err == nil {
		findings, err = provider.Check(ctx)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked.term != term || b.asked.accounts[id] != t {
		return
	}
	if t.checking = false; err == nil {
		t.CheckedAt, t.Granted = began, granted(findings)
	}
}

// granted are the rights that were found to be there.
func granted(findings []cloud.Finding) []string {
	var list []string
	for _, f := range findings {
		if f.Granted() {
			list = append(list, f.Permission)
		}
	}
	return list
}

// provider is made once for each configuration of an account.
func (b *Bursting) provider(t *told) (cloud.Provider, error) {
	b.mu.Lock()
	p := t.provider
	b.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := b.c.Open(t.account)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if t.provider == nil {
		t.provider = p
	}
	return t.provider, nil
}

// perform does what a decision is about, by a goroutine. It is called when the
// decision is in the log.
func (b *Bursting) perform(d bursting.Decision) {
	b.mu.Lock()
	defer b.mu.Unlock()
	report := bursting.Report{Attempt: d.Attempt, Operation: events.BurstOperation(d.Perform), At: b.c.Clock.Now().UTC(), Busy: true}
	var call func(ctx context.Context) (string, error)
	switch d.Perform {
	case bursting.NoOperation:
		return
	case bursting.TellAddress:
		call = func(ctx context.Context) (string, error) { return "", b.tellAddress(ctx, d.Node, d.Address) }
	case bursting.StartMachine, bursting.StopMachine:
		t := b.asked.accounts[d.Machine.AccountID]
		call = func(ctx context.Context) (string, error) { return b.power(ctx, t, d) }
	}
	if now := b.asked.operations[d.Node]; now.Busy && now.Attempt == report.Attempt && now.Operation == report.Operation {
		return // it is being done
	}
	b.asked.operations[d.Node] = report
	b.start(func(ctx context.Context, term int) {
		state, err := b.inSlot(ctx, call)
		switch {
		case err != nil && errors.Is(ctx.Err(), context.Canceled):
			// The lease has ended: whoever acts next asks anew.
		case errors.Is(err, errAnew):
			b.anew(term, d, report)
		default:
			b.performed(ctx, term, d, state, err)
		}
	})
}

// errAnew: what was decided is not to be done any more, or not yet; it is decided
// on once more.
var errAnew = errors.New("it is to be decided on anew")

// anew forgets that something was to be done.
func (b *Bursting) anew(term int, d bursting.Decision, report bursting.Report) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked.term == term && b.asked.operations[d.Node] == report {
		delete(b.asked.operations, d.Node)
	}
}

// inSlot bounds how much is done at once.
func (b *Bursting) inSlot(ctx context.Context, call func(context.Context) (string, error)) (string, error) {
	select {
	case b.slots <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-b.slots }()
	return call(ctx)
}

func (b *Bursting) performed(ctx context.Context, term int, d bursting.Decision, state string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	report := b.asked.operations[d.Node]
	if b.asked.term != term || report.Attempt != d.Attempt || report.Operation != events.BurstOperation(d.Perform) || !report.Busy {
		return
	}
	report.Busy, report.State = false, state
	if err != nil {
		failure := failureOf(err)
		report.Failure = &failure
		b.c.Log.LogAttrs(ctx, slog.LevelWarn, "something could not be done to a burst node's machine",
			slog.String("node", d.Node), slog.String("operation", string(report.Operation)), slog.String("code", failure.Code), slog.Any("error", err))
	}
	b.asked.operations[d.Node] = report
	if t := b.asked.accounts[d.Machine.AccountID]; t != nil {
		t.next = time.Time{} // what the list says has changed
	}
}

var errNoAccount = &cloud.Error{Code: cloud.CodeUnknownMachine, Message: "The cloud account of the machine is not there any more, or is disabled."}

func (b *Bursting) power(ctx context.Context, t *told, d bursting.Decision) (string, error) {
	if t == nil {
		return "", errNoAccount
	}
	provider, err := b.provider(t)
	if err != nil {
		return "", err
	}
	do := provider.Start
	if d.Perform == bursting.StopMachine {
		if err := b.stillIdle(ctx, d.Node); err != nil {
			return "", err
		}
		do = provider.Stop
	}
	state, err := do(ctx, d.Machine.InstanceID)
	return string(state), err
}

// stillIdle looks once more right before a machine is stopped, since that cuts
// calls: whether this process still is the one that acts, and whether a call has
// come that was on its way when the node said that it takes none.
func (b *Bursting) stillIdle(ctx context.Context, nodeID string) error {
	b.turn.Lock()
	defer b.turn.Unlock()
	if b.lease == nil {
		return errAnew
	}
	if err := b.fence(ctx); err != nil {
		b.c.Log.LogAttrs(ctx, slog.LevelWarn, "a machine is not stopped, since it is not sure that nobody else acts", slog.String("node", nodeID), slog.Any("error", err))
		return errAnew
	}
	world, err := b.c.World(ctx)
	if err != nil {
		return errAnew
	}
	for _, n := range world.Nodes {
		if n.ID == nodeID && n.Busy() {
			b.c.Log.LogAttrs(ctx, slog.LevelInfo, "a machine is not stopped, since its node got a call", slog.String("node", nodeID))
			return errAnew
		}
	}
	return nil
}

// tellAddress makes the machine's public address the node's static NAT address,
// as an administrator would.
func (b *Bursting) tellAddress(ctx context.Context, nodeID, address string) error {
	_, err := b.c.Commands.Execute(ctx, control.Envelope{Actor: byBursting}, node.Update{
		ID: nodeID, Patch: node.Patch{StaticNATAddress: domain.Some(address)},
	})
	if refusals, refused := domain.AsRefusals(err); refused {
		return &cloud.Error{Code: cloud.CodeProviderError, Message: refusals.Error(), Err: err}
	}
	return err
}

// failureOf is what an error of a provider says. Others are failures to reach
// it, which may pass.
func failureOf(err error) events.BurstFailure {
	var e *cloud.Error
	if errors.As(err, &e) {
		return failure(e)
	}
	return events.BurstFailure{Code: string(cloud.CodeUnreachable), Message: "There was no answer in time.", Retry: true}
}

func failure(e *cloud.Error) events.BurstFailure {
	return events.BurstFailure{Code: string(e.Code), Permission: e.Permission, Message: e.Message, Retry: e.Retry}
}

func machinesOf(list []cloud.Machine) []bursting.Machine {
	out := make([]bursting.Machine, len(list))
	for i, m := range list {
		out[i] = bursting.Machine{
			ID: m.ID, Name: m.Name, TagValue: m.TagValue, State: string(m.State), Type: m.Type, LaunchedAt: m.LaunchedAt,
			Addresses: m.Addresses, PublicAddress: m.PublicAddress,
		}
		if m.StoppedFor != nil {
			f := failure(m.StoppedFor)
			out[i].StoppedFor = &f
		}
	}
	return out
}

// checks are those under way, one for each account: what a provider bounds does
// not hold over several of them. The zero value is ready to use.
type checks struct {
	mu    sync.Mutex               // guards below
	doing map[string]chan struct{} // closed at the end
}

// wait waits until nobody else checks an account. The caller calls done.
func (c *checks) wait(ctx context.Context, id string) (done func(), err error) {
	for {
		c.mu.Lock()
		other, busy := c.doing[id]
		if !busy {
			if c.doing == nil {
				c.doing = map[string]chan struct{}{}
			}
			mine := make(chan struct{})
			c.doing[id] = mine
			c.mu.Unlock()
			return func() {
				c.mu.Lock()
				defer c.mu.Unlock()
				delete(c.doing, id)
				close(mine)
			}, nil
		}
		c.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Check asks a cloud what may be done with an account.
func (b *Bursting) Check(ctx context.Context, accountID string) (Check, error) {
	b.turn.Lock()
	err := b.read(ctx)
	a := b.accounts[accountID]
	b.turn.Unlock()
	switch {
	case err != nil:
		return Check{}, err
	case a == nil:
		return Check{}, errNotKnown
	}
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	done, err := b.checks.wait(ctx, accountID)
	if err != nil {
		return Check{}, err
	}
	defer done()
	out := Check{At: b.c.Clock.Now().UTC()}
	provider, err := b.c.Open(a.Account)
	var findings []cloud.Finding
	var machines []cloud.Machine
	if closer, ok := provider.(io.Closer); ok {
		defer func() { _ = closer.Close() }() // it was opened for this alone
	}
	if err == nil {
		findings, err = provider.Check(ctx)
	}
	if err == nil {
		machines, err = provider.Machines(ctx)
	}
	if err != nil {
		failure := failureOf(err)
		out.Failure = &failure
	}
	for _, f := range findings {
		one := Finding{Permission: f.Permission, InstanceID: f.Subject, Tried: f.Tried, Granted: f.Granted()}
		if f.Err != nil {
			one.Message = f.Err.Message
		}
		out.Findings = append(out.Findings, one)
	}
	out.Machines = machinesOf(machines)
	if err == nil {
		b.mu.Lock()
		if t := b.asked.accounts[accountID]; t != nil && t.of(a.Account) {
			t.CheckedAt, t.Granted = out.At, granted(findings)
		}
		b.mu.Unlock()
		b.Wake()
	}
	return out, nil
}

var errNotKnown = errors.New("there is no such cloud account")
