package caller

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
)

// Process is a process that runs Serve.
type Process struct {
	cmd *exec.Cmd
	in  io.WriteCloser

	mu      sync.Mutex // guards below and writes to in
	next    int
	waiting map[int]chan reply
	ended   chan struct{}
}

// Start runs a command whose program calls Serve with its standard input and
// output. run starts it, in a network namespace for instance; nil: as it is.
func Start(cmd *exec.Cmd, run func(*exec.Cmd) error) (*Process, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if cmd.Stderr == nil {
		cmd.Stderr = os.Stderr
	}
	if run == nil {
		run = (*exec.Cmd).Start
	}
	if err := run(cmd); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, in: in, waiting: map[int]chan reply{}, ended: make(chan struct{})}
	go p.read(out)
	return p, nil
}

func (p *Process) read(out io.Reader) {
	defer close(p.ended)
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r reply
		if json.Unmarshal(lines.Bytes(), &r) != nil {
			continue // whoever waits for it hears of the end
		}
		p.mu.Lock()
		to := p.waiting[r.ID]
		delete(p.waiting, r.ID)
		p.mu.Unlock()
		if to != nil {
			to <- r
		}
	}
	_ = p.cmd.Wait() // it was told to end, or is missed by whoever asks next
}

// Stop ends the process and all of its callers, without a word to any node.
func (p *Process) Stop() {
	_ = p.in.Close() // it ends by that
	<-p.ended
}

// PID is the process's id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

var errEnded = errors.New("the process of callers has ended")

func (p *Process) ask(ctx context.Context, cmd command) (reply, error) {
	answer := make(chan reply, 1)
	p.mu.Lock()
	p.next++
	cmd.ID = p.next
	p.waiting[cmd.ID] = answer
	raw, err := json.Marshal(cmd)
	if err == nil {
		_, err = p.in.Write(append(raw, '\n'))
	}
	p.mu.Unlock()
	if err != nil {
		return reply{}, err
	}
	select {
	case r := <-answer:
		if r.Refusal != nil {
			return r, r.Refusal
		}
		if r.Error != "" {
			return r, errors.New(r.Error)
		}
		return r, nil
	case <-p.ended:
		return reply{}, errEnded
	case <-ctx.Done():
		return reply{}, fmt.Errorf("%s %s: %w", cmd.Who, cmd.What, ctx.Err())
	}
}

// Remote is a caller in a Process.
type Remote struct {
	Name string
	Face int
	ID   string // once it has joined
	p    *Process
}

// Join has a new caller join.
func (p *Process) Join(ctx context.Context, o Options) (*Remote, error) {
	r, err := p.ask(ctx, command{Who: o.Name, What: "join", Options: &o})
	if err != nil {
		return nil, fmt.Errorf("%s joins %s at %s: %w", o.Name, o.Alias, o.Node, err)
	}
	return &Remote{Name: o.Name, Face: o.Face, ID: r.Report.ID, p: p}, nil
}

// Report asks how the caller stands.
func (r *Remote) Report(ctx context.Context) (Report, error) {
	answer, err := r.p.ask(ctx, command{Who: r.Name, What: "report"})
	if err != nil {
		return Report{}, err
	}
	return *answer.Report, nil
}

// Do calls a function of the conference; @self stands for the caller's id.
func (r *Remote) Do(ctx context.Context, function string, body map[string]any) error {
	_, err := r.p.ask(ctx, command{Who: r.Name, What: "do", Function: function, Body: body})
	return err
}

func (r *Remote) tell(ctx context.Context, what string, on bool) error {
	_, err := r.p.ask(ctx, command{Who: r.Name, What: what, On: on})
	return err
}

// Call places a call anew.
func (r *Remote) Call(ctx context.Context) error { return r.tell(ctx, "call", true) }

// Speak makes it loud, or silent again.
func (r *Remote) Speak(ctx context.Context, on bool) error { return r.tell(ctx, "speak", on) }

// Film turns its camera on or off.
func (r *Remote) Film(ctx context.Context, on bool) error { return r.tell(ctx, "film", on) }

// Show sends a presentation, or ends it.
func (r *Remote) Show(ctx context.Context, on bool) error { return r.tell(ctx, "show", on) }

// Mark has it count anew what it sees.
func (r *Remote) Mark(ctx context.Context, delays bool) error { return r.tell(ctx, "mark", delays) }

// Leave has it say goodbye.
func (r *Remote) Leave(ctx context.Context) error { return r.tell(ctx, "leave", false) }

// Vanish ends it without a word.
func (r *Remote) Vanish(ctx context.Context) error { return r.tell(ctx, "vanish", false) }
