package conference

import (
	"fmt"
	"sync"

	"github.com/parley-video/parley/domain/capacity"
)

// ledger is what the node's conferences hold of its capacity: one account per
// conference. It is safe for concurrent use; no sum ever exceeds the total at
// the time it grew.
type ledger struct {
	total func() capacity.Tokens

	mu       sync.Mutex // guards below
	accounts map[string]capacity.Tokens
	used     capacity.Tokens
}

func newLedger(total func() capacity.Tokens) *ledger {
	return &ledger{total: total, accounts: make(map[string]capacity.Tokens)}
}

// grow raises an account, when the node has room for it.
func (l *ledger) grow(account string, to capacity.Tokens) bool {
	total := l.total()
	l.mu.Lock()
	defer l.mu.Unlock()
	more := to - l.accounts[account]
	if more <= 0 {
		return true
	}
	if l.used+more > total {
		return false
	}
	l.accounts[account] = to
	l.used += more
	return true
}

// explain says with numbers why an account could not grow.
func (l *ledger) explain(account string, to capacity.Tokens) string {
	total := l.total()
	l.mu.Lock()
	defer l.mu.Unlock()
	return fmt.Sprintf("needs %d tokens more, %d of %d in use", to-l.accounts[account], l.used, total)
}

// set makes an account what the conference really holds; it only ever lowers.
func (l *ledger) set(account string, to capacity.Tokens) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.used += to - l.accounts[account]
	if to == 0 {
		delete(l.accounts, account)
		return
	}
	l.accounts[account] = to
}

func (l *ledger) sum() capacity.Tokens {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.used
}

func (l *ledger) held(account string) capacity.Tokens {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.accounts[account]
}
