package caller

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// command is one line to a process of callers, and reply the line that answers.
type command struct {
	ID       int            `json:"id"`
	Who      string         `json:"who"`
	What     string         `json:"what"`
	Options  *Options       `json:"options,omitempty"`
	Function string         `json:"function,omitempty"`
	Body     map[string]any `json:"body,omitempty"`
	On       bool           `json:"on,omitempty"`
}

type reply struct {
	ID      int      `json:"id"`
	Error   string   `json:"error,omitempty"`
	Refusal *Refusal `json:"refusal,omitempty"`
	Report  *Report  `json:"report,omitempty"`
}

// Serve carries out commands until there are no more; then all callers vanish.
func Serve(in io.Reader, out io.Writer) error {
	s := server{all: map[string]*Caller{}, out: json.NewEncoder(out)}
	var running sync.WaitGroup
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var cmd command
		if err := json.Unmarshal(lines.Bytes(), &cmd); err != nil {
			return fmt.Errorf("command %.100s: %w", lines.Bytes(), err)
		}
		running.Go(func() { s.answer(cmd) })
	}
	running.Wait()
	for _, c := range s.all {
		c.Vanish()
	}
	return lines.Err()
}

type server struct {
	mu  sync.Mutex // guards all and out
	all map[string]*Caller
	out *json.Encoder
}

func (s *server) answer(cmd command) {
	r := reply{ID: cmd.ID}
	report, err := s.run(context.Background(), cmd)
	r.Report = report
	if err != nil {
		r.Error = err.Error()
		errors.As(err, &r.Refusal)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.out.Encode(r) // nobody listens any more: then the input ends too
}

func (s *server) run(ctx context.Context, cmd command) (*Report, error) {
	s.mu.Lock()
	c := s.all[cmd.Who]
	if cmd.What == "join" {
		c = New(*cmd.Options)
		s.all[cmd.Who] = c
	}
	s.mu.Unlock()
	if c == nil {
		return nil, fmt.Errorf("there is no %s", cmd.Who)
	}
	switch cmd.What {
	case "join":
		if err := c.Join(ctx); err != nil {
			return nil, err
		}
	case "do":
		return nil, c.Do(ctx, cmd.Function, cmd.Body)
	case "call":
		return nil, c.place(ctx)
	case "speak":
		c.Speak(cmd.On)
	case "film":
		c.Film(cmd.On)
	case "show":
		c.Show(cmd.On)
	case "mark":
		c.Mark(cmd.On)
	case "leave":
		return nil, c.Leave(ctx)
	case "vanish":
		c.Vanish()
	case "report":
	default:
		return nil, fmt.Errorf("what is %q?", cmd.What)
	}
	report := c.Report()
	return &report, nil
}
