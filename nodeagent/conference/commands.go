package conference

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/parley-video/parley/nodeagent/link"
	"github.com/parley-video/parley/nodeagent/membership"
)

// pathCommand is where a node hands on a command of the control plane.
const pathCommand = "/conference/v1/command"

// rememberedCommands bounds the commands whose result is kept for a repeat.
const rememberedCommands = 4096

// commands answers a repeated command with the first result. It is safe for
// concurrent use.
type commands struct {
	mu    sync.Mutex // guards below
	known map[string]*commandRun
	order []string // oldest first
}

type commandRun struct {
	done   chan struct{}
	result link.CommandResult
}

func newCommands() *commands { return &commands{known: make(map[string]*commandRun)} }

// begin gives the run of an id, and whether the caller is to carry it out.
func (c *commands) begin(id string) (*commandRun, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if run, ok := c.known[id]; ok {
		return run, false
	}
	if len(c.order) >= rememberedCommands {
		delete(c.known, c.order[0])
		c.order = c.order[1:]
	}
	run := &commandRun{done: make(chan struct{})}
	c.known[id] = run
	c.order = append(c.order, id)
	return run, true
}

// undo lets a command that did not reach its conference be carried out when it
// comes again.
func (c *commands) undo(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.known, id)
	c.order = slices.DeleteFunc(c.order, func(o string) bool { return o == id })
}

// Results of Execute.
const (
	resultUnknownConference  = "unknown-conference"
	resultUnknownParticipant = "unknown-participant"
	resultRefused            = "refused"
)

// Execute carries out a command of the control plane, once per id. One for a
// conference in which the node has no part goes to the home that gossip tells of:
// what the control plane knows of the conference may be older than that.
func (r *Registry) Execute(ctx context.Context, c link.Command) link.CommandResult {
	return r.once(ctx, c, r.execute)
}

// executeHere is Execute for what another node hands on. It goes no further.
func (r *Registry) executeHere(ctx context.Context, c link.Command) link.CommandResult {
	return r.once(ctx, c, r.carryOut)
}

func (r *Registry) once(ctx context.Context, c link.Command, do func(context.Context, link.Command) (link.CommandResult, bool)) link.CommandResult {
	run, first := r.commands.begin(c.ID)
	if first {
		var done bool
		if run.result, done = do(ctx, c); !done {
			r.commands.undo(c.ID)
		}
		close(run.done)
		return run.result
	}
	select {
	case <-run.done:
		return run.result
	case <-ctx.Done():
		return link.CommandResult{ID: c.ID, Code: resultRefused, Message: ctx.Err().Error()}
	}
}

// execute reports whether the result is final.
func (r *Registry) execute(ctx context.Context, c link.Command) (link.CommandResult, bool) {
	result, final := r.carryOut(ctx, c)
	if result.Code != resultUnknownConference || r.membership == nil || r.peers == nil {
		return result, final
	}
	claims := slices.DeleteFunc(r.membership.ClaimsOf(c.ConferenceID), func(o membership.Claim) bool { return o.NodeID == r.self() })
	if len(claims) == 0 {
		return result, false
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	var handed link.CommandResult
	if err := r.peers.Call(ctx, stays(claims).NodeID, pathCommand, c, &handed); err != nil {
		result.Message = err.Error() // others may reach it
		return result, false
	}
	handed.ID = c.ID
	return handed, handed.Code == "" // of all else the home knows more when it is asked again
}

// carryOut has the conference do it, if this node has a part in it. That it has
// none is not final: it may get one, or have lost it to another instance.
func (r *Registry) carryOut(ctx context.Context, c link.Command) (link.CommandResult, bool) {
	result := link.CommandResult{ID: c.ID}
	in, ok := inputOf(c)
	if !ok {
		result.Code, result.Message = resultRefused, "unknown command "+string(c.Type)
		return result, true
	}
	target, ok := r.station(c.ConferenceID)
	if !ok {
		result.Code = resultUnknownConference
		return result, false
	}
	_, err := target.ask(ctx, request{Input: in})
	refusal, refused := RefusalOf(err)
	switch {
	case err == nil:
	case errors.Is(err, errEnded):
		result.Code = resultUnknownConference
	case refused && refusal.Code == CodeUnknownParticipant:
		result.Code = resultUnknownParticipant
	default:
		result.Code, result.Message = resultRefused, err.Error()
	}
	return result, err == nil || refused && refusal.Code != CodeUnavailable
}

// inputOf is the command as the machine knows it.
func inputOf(c link.Command) (Input, bool) {
	by := Actor{Administrator: c.By}
	if by.Administrator == "" {
		by.Administrator = "administrator"
	}
	switch c.Type {
	case link.CommandDisconnectConference:
		return DisconnectAll{By: by}, true
	case link.CommandLockConference:
		return Lock{By: by, On: true}, true
	case link.CommandUnlockConference:
		return Lock{By: by}, true
	case link.CommandMuteGuests:
		return MuteGuests{By: by, On: true}, true
	case link.CommandUnmuteGuests:
		return MuteGuests{By: by}, true
	case link.CommandDisconnectParticipant:
		return Disconnect{By: by, TargetID: c.ParticipantID}, true
	case link.CommandMuteParticipant:
		return Mute{By: by, TargetID: c.ParticipantID, On: true}, true
	case link.CommandUnmuteParticipant:
		return Mute{By: by, TargetID: c.ParticipantID}, true
	case link.CommandAdmitParticipant:
		return Admit{By: by, TargetID: c.ParticipantID}, true
	default:
		return nil, false
	}
}
