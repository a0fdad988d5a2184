package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
)

// After MaxFailures wrong passwords within FailureWindow the directory is not
// asked about a person until the window is over; somebody who has signed in here
// before is locked out, as local accounts are. So nobody guesses there through
// us, nor has the directory lock somebody's account for everything else.
//
// What counts is the person whom the directory found, since it takes many
// spellings for one; the name that was typed counts besides, for names that
// nobody has. Both are counted before the directory is asked about the password,
// and forgotten when it was right: whoever hangs up has been counted.

// directorySubject is where the wrong passwords of a name are counted. Names are
// whatever strangers type: 65,536 rows hold all of them.
func directorySubject(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "directory/" + hex.EncodeToString(sum[:2])
}

// nameKey brings a name that somebody types for a directory into the form in
// which it is counted. Directories look past more than case and blanks: width,
// composition, and characters that are not seen (RFC 4518).
func nameKey(name string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(name))
	return norm.NFKC.String(strings.ToLower(strings.Join(strings.Fields(seen), " ")))
}

// attempt is one password of one name that a directory is to be asked about. It
// implements ldapdir.Counter and belongs to one goroutine.
type attempt struct {
	a         *Access
	env       control.Envelope
	authority string
	name      string // as it is counted
	// account is what the person whom the directory found has here, or would
	// have. It is empty as long as the directory has found nobody.
	account administrator.State
	tried   int // how often the directory was asked about the person's password
}

func (a *Access) attempt(env control.Envelope, s events.SignInSettings, name string) *attempt {
	return &attempt{a: a, env: env, authority: s.LDAP.BaseDN, name: name}
}

func (t *attempt) subjects() []string {
	if t.account.ID == "" {
		return []string{directorySubject(t.name)}
	}
	return []string{directorySubject(t.name), accountSubject(t.account.ID)}
}

// unlessLocked spares the directory a search for a name that it would not be
// asked about anyhow.
func (t *attempt) unlessLocked(ctx context.Context) error {
	attempts, err := t.a.config.Ledger.Failures(ctx, directorySubject(t.name), t.a.config.Now(), FailureWindow)
	if err != nil {
		return fmt.Errorf("sign in by the directory: %w", err)
	}
	if attempts < MaxFailures {
		return nil
	}
	return t.a.refuse(ctx, t.env, events.SourceLDAP, t.name, notAsked(attempts))
}

func notAsked(attempts int) error {
	return signin.Fail(signin.BadCredentials, nil, "%d wrong passwords: the directory is not asked for now", attempts)
}

// Count implements ldapdir.Counter. A counter that fails lets nobody guess.
func (t *attempt) Count(ctx context.Context, subject string) error {
	ctx, cancel := owed(ctx)
	defer cancel()
	now := t.a.config.Now()
	if subject != "" {
		id := administrator.ExternalID(events.SourceLDAP, t.authority, subject)
		account, err := t.a.config.Directory.Administrator(ctx, id)
		if err != nil {
			return fmt.Errorf("account of whom the directory found: %w", err)
		}
		if account.Live() && account.Locked(now) {
			return signin.Fail(signin.BadCredentials, nil, "the account is locked: the directory is not asked for now")
		}
		t.account, t.account.ID = account, id
	}
	for _, counted := range t.subjects() {
		attempts, err := t.a.config.Ledger.Failed(ctx, counted, now, FailureWindow)
		if err != nil {
			return err
		}
		if attempts > MaxFailures {
			t.lock(ctx, attempts)
			return notAsked(attempts)
		}
		t.tried = attempts
	}
	return nil
}

// Right implements ldapdir.Counter.
func (t *attempt) Right(ctx context.Context) {
	ctx, cancel := owed(ctx)
	defer cancel()
	for _, counted := range t.subjects() {
		t.a.forgive(ctx, counted)
	}
}

// wrong is called when the directory refused the password: it was counted
// already, and may have been one too many.
func (t *attempt) wrong(ctx context.Context) {
	if t.tried < MaxFailures {
		return
	}
	ctx, cancel := owed(ctx)
	defer cancel()
	t.lock(ctx, t.tried)
}

// lock locks the account of somebody who has signed in here before. Whoever has
// not is no administrator: the ledger alone keeps them out.
func (t *attempt) lock(ctx context.Context, attempts int) {
	if !t.account.Live() || !t.account.Enabled {
		return
	}
	if t.a.lockOut(ctx, t.env, t.account, attempts) {
		t.a.forgive(ctx, directorySubject(t.name)) // the lock has its own end
	}
}

// owedTime bounds what is written for somebody who may have hung up.
const owedTime = 5 * time.Second

// owed is a context for what must be written whoever hangs up meanwhile: whether
// a password is counted is not up to whoever tries it.
func owed(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), owedTime)
}
