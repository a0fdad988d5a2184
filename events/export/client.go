package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
)

// Client reads the log of a running Management Node. When the connection ends
// too early it connects again and goes on after the last line it has, so that
// no event is missing and none comes twice.
type Client struct {
	// URL of the log, for example https://parley.example.com/events.
	URL string
	// Token is sent as a bearer token.
	Token string
	// HTTP makes the requests; nil means a client of its own. Its Timeout must
	// be 0, since an answer may last.
	HTTP *http.Client
	// Retry is told why a connection ended and when the next try is. May be nil.
	Retry func(err error, wait time.Duration)
	// Attempts ends the reading after so many failures without a line in
	// between; 0 means never.
	Attempts int
}

// Refusal is an answer that trying again would not change.
type Refusal struct {
	Status int
	Problem
}

func (e *Refusal) Error() string {
	text := fmt.Sprintf("event log answered %d", e.Status)
	if e.Code != "" {
		text += " " + e.Code
	}
	if e.Field != "" {
		text += ", " + e.Field
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

const (
	// stall is how long a connection may be silent: the other side says
	// something every 5 s.
	stall     = 20 * time.Second
	firstWait = 250 * time.Millisecond
	lastWait  = 15 * time.Second
	// maxLine bounds a line: a payload of the largest size, escaped.
	maxLine = 16 << 20
)

var (
	errCut     = errors.New("connection ended too early")
	errStalled = errors.New("connection is silent")
)

// Read writes the events that are in the log now.
func (c Client) Read(ctx context.Context, w io.Writer, o Options) error {
	return c.run(ctx, w, o, false)
}

// Tail writes the events after o.From and goes on with new ones, until the
// context ends or the limit is reached.
func (c Client) Tail(ctx context.Context, w io.Writer, o Options) error {
	return c.run(ctx, w, o, true)
}

// progress is how far a client has come, over all its connections.
type progress struct {
	Options
	follow   bool
	failures int
	done     bool
	gaps     bool // began at the beginning: what was removed does not matter
}

func (c Client) run(ctx context.Context, w io.Writer, o Options, follow bool) error {
	if err := o.Validate(); err != nil {
		return err
	}
	client := c.HTTP
	if client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		defer transport.CloseIdleConnections()
		client = &http.Client{Transport: transport}
	}
	p := &progress{Options: o, follow: follow, gaps: o.Gaps || !follow && o.From == 0}
	for {
		err := c.connect(ctx, client, w, p)
		var refusal *Refusal
		var writing *writeError
		switch {
		case p.done:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &refusal):
			return refusal
		case errors.As(err, &writing):
			return writing.err
		}
		p.failures++
		if c.Attempts > 0 && p.failures >= c.Attempts {
			return fmt.Errorf("read event log, %d attempts: %w", p.failures, err)
		}
		wait := backoff(p.failures)
		if c.Retry != nil {
			c.Retry(err, wait)
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// backoff doubles from failure to failure and varies, so that many readers do
// not come back at once.
func backoff(failures int) time.Duration {
	wait := min(firstWait<<min(failures-1, 10), lastWait)
	return wait/2 + rand.N(wait/2+1) // not a secret
}

// writeError is the fault of where the lines go, not of the connection.
type writeError struct{ err error }

func (e *writeError) Error() string { return e.err.Error() }

// connect makes one request and takes what it gives.
func (c Client) connect(ctx context.Context, client *http.Client, w io.Writer, p *progress) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watch := time.AfterFunc(stall, func() { cancel(errStalled) })
	defer watch.Stop()

	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return &Refusal{Problem: Problem{Message: err.Error()}}
	}
	request.URL.RawQuery = p.query().Encode()
	request.Header.Set("Accept", ContentType)
	if c.Token != "" {
		request.Header.Set("Authorization", "Bearer "+c.Token)
	}
	response, err := client.Do(request)
	if err != nil {
		return cause(ctx, err)
	}
	defer response.Body.Close() // only read from
	if response.StatusCode != http.StatusOK {
		return refusal(response)
	}
	if kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); kind != ContentType {
		return &Refusal{Status: response.StatusCode, Problem: Problem{Message: "the answer is " + kind + ", not an event log"}}
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	lines.Split(wholeLines)
	for lines.Scan() {
		watch.Reset(stall)
		if err := p.take(w, lines.Bytes()); err != nil || p.done {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return cause(ctx, err)
	}
	return cause(ctx, errCut)
}

func cause(ctx context.Context, err error) error {
	if why := context.Cause(ctx); errors.Is(why, errStalled) {
		return why
	}
	return err
}

// wholeLines gives lines that end; what was cut off is asked for again.
func wholeLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i+1], nil
	}
	if atEOF {
		return len(data), nil, nil
	}
	return 0, nil, nil
}

func (p *progress) query() url.Values {
	q := url.Values{}
	set := func(name, value string, when bool) {
		if when {
			q.Set(name, value)
		}
	}
	set("after", p.From.String(), !p.Backwards && p.From > 0)
	set("before", p.From.String(), p.Backwards && p.From > 0)
	set("backwards", "true", p.Backwards)
	set("type", strings.Join(p.Types, ","), len(p.Types) > 0)
	set("streamPrefix", strings.Join(p.Streams, ","), len(p.Streams) > 0)
	set("personal", "true", p.Personal)
	set("raw", "true", p.Raw)
	set("gaps", "true", p.gaps && !p.Backwards && p.From > 0)
	set("stream", p.Stream, p.Stream != "")
	set("limit", strconv.Itoa(p.Limit), p.Limit > 0)
	set("follow", "true", p.follow)
	return q
}

// take writes an event's line, or notes a bookmark.
func (p *progress) take(w io.Writer, line []byte) error {
	var head struct {
		Position, Bookmark *string
		End                bool
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return fmt.Errorf("line after %s: %w", p.From, err)
	}
	text := head.Position
	if text == nil {
		text = head.Bookmark
	}
	if text == nil {
		return fmt.Errorf("line after %s has no position", p.From)
	}
	at, err := events.ParsePosition(*text)
	if err != nil {
		return fmt.Errorf("line after %s: %w", p.From, err)
	}
	p.failures = 0
	if head.Position == nil {
		if at > 0 {
			p.From = at
		}
		p.done = head.End && !p.follow
		return nil
	}
	if p.From > 0 && (at == p.From || (at < p.From) != p.Backwards) {
		return nil // it is there already
	}
	if _, err := w.Write(line); err != nil {
		return &writeError{err}
	}
	p.From = at
	if p.Limit > 0 {
		p.Limit--
		p.done = p.Limit == 0
	}
	return nil
}

// refusal reads what is wrong with a request. The error is a *Refusal when the
// same request would be refused again.
func refusal(response *http.Response) error {
	var body struct{ Error Problem }
	b, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if err == nil {
		_ = json.Unmarshal(b, &body) // whatever stands in the way may answer in its own form
	}
	r := &Refusal{Status: response.StatusCode, Problem: body.Error}
	switch status := response.StatusCode; {
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout:
		return errors.New(r.Error())
	}
	return r
}
