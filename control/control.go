// Package control is the impure shell around the decisions of package domain.
//
// It executes commands: reads the aggregate's stream, folds it, lets the
// decider decide, claims the unique keys, appends, and releases the keys that
// are no longer used; when somebody else was faster it decides again. Below it
// stand the parts that use the same machinery for other sources of change:
// facts (what nodes report), nodes (their life), access (sign-in and tokens)
// and references (what deciders must know of other aggregates).
//
// It imports domain, events, events/store and, for its vocabulary,
// nodeagent/link. Everything here is safe for concurrent use, correct when
// other processes write to the same log, and starts no goroutine unless its
// name is Run.
package control

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/parley-video/parley/control/journal"
	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/domain/access/signin"
	"github.com/parley-video/parley/domain/dialout"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/policyprofile"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/domain/theme"
	"github.com/parley-video/parley/events"
)

// Envelope is what accompanies a command.
type Envelope struct {
	Actor       events.Actor
	Source      string // network address
	Correlation string
	Causation   string
	// IdempotencyKey makes a repeat of the command a no-op; at most
	// MaxIdempotencyKey characters. It counts per actor, command and aggregate. Empty:
	// every call is a new one. What tells a repeat is what the first call
	// recorded: a call that changed nothing leaves no trace, and its repeat is
	// decided anew.
	IdempotencyKey string
	// ExpectedRevision refuses the command with CONFLICT when the aggregate
	// was changed after it. What a node reports about itself, and the use of an
	// account, are no such changes.
	ExpectedRevision *uint64
}

// MaxIdempotencyKey is the length of an idempotency key, in characters.
const MaxIdempotencyKey = 100

// Receipt says what became of a command.
type Receipt struct {
	ID       string // of the aggregate
	Stream   string
	Revision events.Revision // of the aggregate after the command
	Position events.Position // where that revision stands in the log
	// Repeated says that an earlier call with the same idempotency key did it.
	Repeated bool
	// Changed says that this call recorded something. A command that asks for
	// what is the case already changes nothing.
	Changed bool
}

// Sealer seals secrets before they enter an event; internal/seal has one.
type Sealer interface {
	Seal(context, plaintext string) (events.Sealed, error)
	Open(context string, sealed events.Sealed) (string, error)
}

// Hasher hashes passwords; package access has one.
type Hasher interface {
	Hash(ctx context.Context, password string) (string, error)
}

// References knows what deciders must know of other aggregates. Its answers
// reflect everything that was in the log when it was asked; package
// references has one.
type References interface {
	// LocationUsers names the nodes in a location, the locations that overflow
	// into it or transcode there, the services that look numbers up from it, and
	// the gateway rules and dialled participants that name it.
	LocationUsers(ctx context.Context, locationID string) ([]string, error)
	// PolicyProfileUsers names the locations that use a policy profile.
	PolicyProfileUsers(ctx context.Context, profileID string) ([]string, error)
	// OtherWriters counts the accounts, other than the given one, that may
	// sign in and change things.
	OtherWriters(ctx context.Context, administratorID string) (int, error)
	// RoleScopes gives the scopes of roles; one that does not exist is missing
	// in the answer.
	RoleScopes(ctx context.Context, roles []string) (map[string][]access.Scope, error)
	// RoleUsers names those who have a role.
	RoleUsers(ctx context.Context, role string) ([]string, error)
	// ParticipantUsers names the services that dial an automatic participant.
	ParticipantUsers(ctx context.Context, participantID string) ([]string, error)
	// Rules counts the gateway rules.
	Rules(ctx context.Context) (int, error)
	// ThemeUsers names who uses a theme.
	ThemeUsers(ctx context.Context, themeID string) ([]string, error)
}

// Config is what an Executor needs. All fields are required but Calls and Now.
type Config struct {
	Journal    *journal.Journal
	Sealer     Sealer
	Hasher     Hasher
	References References
	Log        *slog.Logger
	// Calls counts the calls that run on a node now, as far as is known here.
	// Nil: nobody counts, and no change of a node is refused because of them.
	Calls func(nodeID string) int
	// PublicURL says that browsers' way to the web interface is known without
	// the sign-in settings.
	PublicURL bool
	// Bursting is what starts and stops of burst nodes by hand are decided on. Nil:
	// they are refused.
	Bursting Bursting
	Now      func() time.Time // time.Now when nil
}

// Executor executes commands.
type Executor struct {
	journal  *journal.Journal
	sealer   Sealer
	hasher   Hasher
	refs     References
	log      *slog.Logger
	now      func() time.Time
	calls    func(nodeID string) int
	bursting Bursting
	table    []noun

	locationStates *journal.States[location.State]
	adminStates    *journal.States[administrator.State]
	nodeStates     *journal.States[node.State]
	serviceStates  *journal.States[service.State]
	tls            certificateStates
	profileStates  *journal.States[policyprofile.State]
	signInStates   *journal.States[signin.State]

	publicURL     bool // it is known without the settings
	dialoutStates *journal.States[dialout.State]
	themeStates   *journal.States[theme.State]

	// cross keeps apart, within this process, the commands that rely on what
	// other streams say (see crossing). Between processes the window between
	// asking and appending stays open; it is milliseconds wide.
	cross *semaphore.Weighted
}

// New makes an Executor.
func New(c Config) (*Executor, error) {
	if c.Journal == nil || c.Sealer == nil || c.Hasher == nil || c.References == nil || c.Log == nil {
		return nil, errors.New("control: incomplete configuration")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	x := &Executor{
		journal: c.Journal, sealer: c.Sealer, hasher: c.Hasher, refs: c.References,
		log: c.Log, now: c.Now, calls: c.Calls, bursting: c.Bursting, publicURL: c.PublicURL, cross: semaphore.NewWeighted(everybody),
	}
	x.locationStates = journal.NewStates(c.Journal, keptStates, location.Initial, folding(location.Evolve))
	x.adminStates = journal.NewStates(c.Journal, keptStates, administrator.Initial, folding(administrator.Evolve))
	x.nodeStates = journal.NewStates(c.Journal, keptNodes, node.Initial, folding(node.Evolve))
	x.serviceStates = journal.NewStates(c.Journal, keptStates, service.Initial, folding(service.Evolve))
	x.tls = newCertificateStates(c.Journal)
	x.profileStates = journal.NewStates(c.Journal, keptStates, policyprofile.Initial, folding(policyprofile.Evolve))
	x.dialoutStates = journal.NewStates(c.Journal, keptStates, dialout.Initial, folding(dialout.Evolve))
	x.themeStates = journal.NewStates(c.Journal, keptStates, theme.Initial, folding(theme.Evolve))
	x.table = table(x)
	return x, nil
}

// Deadline bounds every command. It must stay well below claimGrace: a claim
// may be taken over only when whoever took it cannot be at work any more.
const Deadline = 10 * time.Second

// Execute executes a command. Its error is domain.Refusals when a business
// rule says no; anything else is a failure, after which a repeat with the same
// idempotency key is safe.
func (x *Executor) Execute(ctx context.Context, env Envelope, cmd domain.Command) (Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	for _, n := range x.table {
		if receipt, ok, err := n.execute(ctx, env, cmd); ok {
			return receipt, err
		}
	}
	return Receipt{}, errUnknownCommand(cmd)
}

// Administrator is an account as the log has it now; the zero State when there
// is none.
func (x *Executor) Administrator(ctx context.Context, id string) (administrator.State, error) {
	if !idPattern.MatchString(id) {
		return administrator.Initial(), nil
	}
	now, err := x.adminStates.Load(ctx, events.AdministratorStream(id))
	return now.State, err
}

// AdministratorByUsername finds an account; the zero State when there is none.
func (x *Executor) AdministratorByUsername(ctx context.Context, username string) (administrator.State, error) {
	claim := administrator.UsernameClaim(username)
	last, _, err := x.journal.Last(ctx, claimStream(claim))
	if err != nil {
		return administrator.Initial(), err
	}
	owner, _ := holder(last.Event)
	if owner == "" {
		return administrator.Initial(), nil
	}
	now, err := x.adminStates.Load(ctx, owner)
	if err != nil || !domain.Holds(administrator.Claims(now.State), claim) {
		return administrator.Initial(), err
	}
	return now.State, nil
}

// Node is a Conferencing Node as the log has it now; the zero State when there
// is none.
func (x *Executor) Node(ctx context.Context, id string) (node.State, error) {
	if !idPattern.MatchString(id) {
		return node.Initial(), nil
	}
	now, err := x.nodeStates.Load(ctx, events.NodeStream(id))
	return now.State, err
}
