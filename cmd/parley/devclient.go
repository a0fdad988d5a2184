package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"time"
)

// apiClient speaks to the GraphQL API as any program would.
type apiClient struct {
	base  string // http://127.0.0.1:8080
	token string // API token; empty: the cookie of a signed-in administrator
	http  *http.Client
}

func newAPIClient(base string) (*apiClient, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &apiClient{base: base, http: &http.Client{Jar: jar, Timeout: 20 * time.Second}}, nil
}

// userError is a refusal as the API words it.
type userError struct {
	Code    string   `json:"code"`
	Field   []string `json:"field"`
	Message string   `json:"message"`
}

// errRefused is a refusal of a mutation.
type errRefused struct{ errors []userError }

func (e *errRefused) Error() string {
	parts := make([]string, len(e.errors))
	for i, u := range e.errors {
		parts[i] = strings.TrimPrefix(strings.Join(u.Field, ".")+": "+u.Message, ": ")
	}
	return strings.Join(parts, "; ")
}

// do runs one operation and decodes the single root field into result. A
// payload with userErrors becomes errRefused.
func (c *apiClient) do(ctx context.Context, query string, variables map[string]any, result any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", c.base)
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("call the API: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	if err != nil {
		return fmt.Errorf("read the API's answer: %w", err)
	}
	return decodeAnswer(resp.StatusCode, raw, result)
}

func decodeAnswer(status int, raw []byte, result any) error {
	var answer struct {
		Data   map[string]json.RawMessage `json:"data"`
		Errors []struct {
			Message    string         `json:"message"`
			Extensions map[string]any `json:"extensions"`
		} `json:"errors"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("the API answered %d with no JSON: %w", status, err)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("the API answered: %s", answer.Errors[0].Message)
	}
	if len(answer.Data) != 1 {
		return errors.New("the API answered without the one field that was asked for")
	}
	for _, field := range answer.Data {
		var refused struct {
			UserErrors []userError `json:"userErrors"`
		}
		if err := json.Unmarshal(field, &refused); err == nil && len(refused.UserErrors) > 0 {
			return &errRefused{refused.UserErrors}
		}
		if err := json.Unmarshal(field, result); err != nil {
			return fmt.Errorf("read the API's answer: %w", err)
		}
	}
	return nil
}

// waitReady polls until a process says that it is ready; who is its name for
// messages.
func (c *apiClient) waitReady(ctx context.Context, who string) error {
	ctx, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/readyz", nil)
		if err != nil {
			return err
		}
		if resp, err := c.http.Do(req); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s at %s did not become ready: %w", who, c.base, ctx.Err())
		case <-tick.C:
		}
	}
}
