package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// DefaultTimeout is how long a call may take that says nothing of it.
const DefaultTimeout = 10 * time.Second

// Client asks other nodes over whatever carries its requests.
type Client struct {
	ID string
	// Transport carries the requests to a node; it fails with ErrUnknownNode.
	Transport func(nodeID string) (http.RoundTripper, error)
}

// Self is this node's id.
func (c *Client) Self() string { return c.ID }

// Call is that of Peers.
func (c *Client) Call(ctx context.Context, nodeID, path string, in, out any) error {
	if _, has := ctx.Deadline(); !has {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, DefaultTimeout)
		defer cancel()
	}
	fail := func(err error) error { return fmt.Errorf("ask node %s %s: %w", nodeID, path, err) }
	resp, err := c.post(ctx, nodeID, path, in)
	if err != nil {
		return fail(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fail(refusal(resp))
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody+1))
	switch {
	case err != nil:
		return fail(unreachable(err))
	case len(b) > MaxBody:
		return fail(fmt.Errorf("answer: %w", ErrTooLarge))
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(b, out); err != nil {
		return fail(&Error{Status: resp.StatusCode, Code: CodeUnknown, Message: "answer: " + err.Error()})
	}
	return nil
}

// Stream is that of Peers.
func (c *Client) Stream(ctx context.Context, nodeID, path string, in any) (*Stream, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	fail := func(err error) (*Stream, error) {
		cancel(nil)
		return nil, fmt.Errorf("ask node %s %s: %w", nodeID, path, err)
	}
	late := time.AfterFunc(DefaultTimeout, func() { cancel(context.DeadlineExceeded) })
	resp, err := c.post(ctx, nodeID, path, in)
	if !late.Stop() && err == nil {
		_ = resp.Body.Close()
		err = unreachable(context.DeadlineExceeded)
	}
	if err != nil {
		if errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
			err = unreachable(context.DeadlineExceeded) // and not, as it looks, because he gave up
		}
		return fail(err)
	}
	if resp.StatusCode != http.StatusOK {
		defer func() { _ = resp.Body.Close() }()
		return fail(refusal(resp))
	}
	return newStream(ctx, nodeID, resp.Body, func() { cancel(nil) }), nil
}

func (c *Client) post(ctx context.Context, nodeID, path string, in any) (*http.Response, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	if len(b) > MaxBody {
		return nil, fmt.Errorf("request: %w", ErrTooLarge)
	}
	carrier, err := c.Transport(nodeID)
	if err != nil {
		return nil, err
	}
	// The host is for the log: who is there is said by the certificate.
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+nodeID+path, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := carrier.RoundTrip(req)
	if err != nil {
		return nil, unreachable(err)
	}
	return resp, nil
}
