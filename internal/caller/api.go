package caller

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Refusal is an answer of the client API that is no success.
type Refusal struct {
	Status int
	Code   string
	Text   string
}

func (r *Refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Text) }

// api calls functions of a conference on a node.
type api struct {
	http *http.Client
}

func (a api) post(ctx context.Context, node, alias, function, token string, header http.Header, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address(node, alias, function), bytes.NewReader(raw))
	if err != nil {
		return err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Token", token)
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return decode(resp, into)
}

func address(node, alias, function string) string {
	return node + "/api/client/v2/conferences/" + url.PathEscape(alias) + "/" + function
}

func decode(resp *http.Response, into any) error {
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	var envelope struct {
		Status, Code string
		Result       json.RawMessage
	}
	if err := json.Unmarshal(raw, &envelope); err != nil {
		return fmt.Errorf("status %d, answer %.200s: %w", resp.StatusCode, raw, err)
	}
	if resp.StatusCode != http.StatusOK {
		var text string
		_ = json.Unmarshal(envelope.Result, &text) // usually a text
		return &Refusal{resp.StatusCode, envelope.Code, text}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(envelope.Result, into)
}

// events reads an event stream until it ends.
func (a api) events(ctx context.Context, node, alias, token string, take func(name string, data []byte)) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address(node, alias, "events")+"?token="+url.QueryEscape(token), nil)
	if err != nil {
		return err
	}
	resp, err := a.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return decode(resp, nil)
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	name := ""
	for lines.Scan() {
		switch field, value, _ := strings.Cut(lines.Text(), ": "); field {
		case "event":
			name = value
		case "data":
			take(name, []byte(value))
		}
	}
	return lines.Err()
}
