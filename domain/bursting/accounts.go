package bursting

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/parley-video/parley/events"
)

// account is an account with what is known of its failures.
type account struct {
	Account
	held refusal // by failures that any operation would have met
	// denied are the rights that it lacks. One that is missing for stopping does
	// not keep from starting.
	denied map[events.BurstOperation]refusal
}

// refusal is why something is left alone until a time; the zero value is none.
type refusal struct {
	failure *events.BurstFailure
	at      time.Time // of the last
	until   time.Time
}

// accountCodes are failures that another machine of the account would have met
// as well.
var accountCodes = map[string]bool{
	string(IssueBadCredentials): true, string(IssuePermissionDenied): true, string(IssueUnreachable): true,
	string(IssueThrottled): true, string(IssueUnknownRegion): true, string(IssueClockSkew): true, string(IssueBadCertificate): true,
}

func (r *round) indexAccounts() {
	for i := range r.obs.Accounts {
		if !r.obs.Accounts[i].Enabled {
			continue
		}
		a := &account{Account: r.obs.Accounts[i], denied: map[events.BurstOperation]refusal{}}
		r.accounts[a.ID] = a
		r.indexMachines(a)
	}
	r.distinct()
	r.indexFailures()
}

// indexFailures finds what stands against each account since the cloud last did
// what was asked of it. What became of nodes that are no burst nodes any more
// does not count: nobody would ever try again, and find out that it is over.
func (r *round) indexFailures() {
	marked := make(map[string]bool, len(r.obs.Nodes))
	for _, n := range r.obs.Nodes {
		marked[n.ID] = n.CloudBursting
	}
	type way struct {
		account   string
		operation events.BurstOperation // empty: whatever is asked
	}
	accepted, failed := map[way]time.Time{}, map[way][]Life{}
	for id, l := range r.state.Lives {
		account := l.Machine.AccountID
		for w, at := range map[way]time.Time{
			{account, ""}: later(l.StartAccepted, l.StopAccepted), {account, events.BurstStart}: l.StartAccepted, {account, events.BurstStop}: l.StopAccepted,
		} {
			accepted[w] = later(accepted[w], at)
		}
		a := r.accounts[account]
		if a == nil || !marked[id] || l.Failure == nil || l.Operation == events.BurstAddress || !accountCodes[l.Failure.Code] || l.FailedAt.Before(a.ConfiguredAt) {
			continue
		}
		w := way{account: account}
		if l.Failure.Code == string(IssuePermissionDenied) {
			if w.operation = l.Operation; a.granted(*l.Failure, l.FailedAt) {
				continue
			}
		}
		failed[w] = append(failed[w], l)
	}
	for w, list := range failed {
		list = slices.DeleteFunc(list, func(l Life) bool { return !l.FailedAt.After(accepted[w]) })
		if len(list) == 0 {
			continue
		}
		if a := r.accounts[w.account]; w.operation == "" {
			a.held = refused(list)
		} else {
			a.denied[w.operation] = refused(list)
		}
	}
}

// refused is what failures amount to. Those of one moment are one: the machines
// were only asked for at the same time.
func refused(list []Life) refusal {
	slices.SortFunc(list, func(a, b Life) int { return cmp.Or(a.FailedAt.Compare(b.FailedAt), cmp.Compare(b.Node, a.Node)) })
	rounds := 0
	for i := 0; i < len(list); {
		most, first := 0, list[i].FailedAt
		for ; i < len(list) && list[i].FailedAt.Before(first.Add(BackoffMin)); i++ {
			most = max(most, list[i].Failures)
		}
		rounds += most
	}
	last := list[len(list)-1]
	return refusal{failure: last.Failure, at: last.FailedAt, until: last.FailedAt.Add(backoff(rounds))}
}

// granted: the account was asked since for what it may, and it may do this.
func (a *account) granted(f events.BurstFailure, at time.Time) bool {
	return a.CheckedAt.After(at) && slices.Contains(a.Granted, f.Permission)
}

// refuses says what keeps from asking the account for an operation now.
func (a *account) refuses(op events.BurstOperation) refusal {
	if d := a.denied[op]; d.until.After(a.held.until) {
		return d
	}
	return a.held
}

// standing are the failures of operations that still say something about the
// account. Once it was to be tried again and has told of its machines since, it is
// reached and believed, whether or not anything was needed of it. Its rights do
// not show in that.
func (a *account) standing() []refusal {
	var list []refusal
	if a.held.failure != nil && (a.Failure != nil || !a.AskedAt.After(a.held.until.Add(BackoffMin))) {
		list = append(list, a.held)
	}
	for _, op := range slices.Sorted(maps.Keys(a.denied)) {
		list = append(list, a.denied[op])
	}
	return list
}

// backoff is how long nothing is tried after that many failures in a row.
func backoff(failures int) time.Duration {
	d := BackoffMin
	for i := 1; i < failures && d < BackoffMax; i++ {
		d *= 2
	}
	return min(d, BackoffMax)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
