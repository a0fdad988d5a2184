package openid

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"golang.org/x/oauth2"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
)

// Bounds of what a provider answers.
const (
	maxName   = 250 // characters
	maxGroups = 1000
)

// claims are what a provider says of somebody.
type claims map[string]any

// at finds a claim by its name, or else by the way to it: names with dots
// between them.
func (c claims) at(path string) any {
	if v, ok := c[path]; ok {
		return v
	}
	var here any = map[string]any(c)
	for name := range strings.SplitSeq(path, ".") {
		object, ok := here.(map[string]any)
		if !ok {
			return nil
		}
		here = object[name]
	}
	return here
}

func (c claims) has(path string) bool { return c.at(path) != nil }

func (c claims) text(path string) string {
	text, _ := c.at(path).(string)
	return signin.Plain(text, maxName)
}

// texts is a claim that is a list, or a single text.
func (c claims) texts(path string) ([]string, error) {
	switch v := c.at(path).(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []any:
		if len(v) > maxGroups {
			return nil, signin.Fail(signin.Misconfigured, nil, "the person is in more than %d groups", maxGroups)
		}
		var list []string
		for _, one := range v {
			if text, ok := one.(string); ok {
				list = append(list, text)
			}
		}
		return list, nil
	default:
		return nil, signin.Fail(signin.Misconfigured, nil, "the claim %s is no list of texts", path)
	}
}

// more asks the provider for claims that the ID token does not have. What the ID
// token says counts: its signature was checked.
func (p *provider) more(ctx context.Context, subject string, token *oauth2.Token, known claims) (claims, error) {
	if p.about.UserInfo == "" {
		return known, nil
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return nil, signin.Fail(signin.Unreachable, err, "the provider does not say who it is (userinfo)")
	}
	if info.Subject != subject { // else somebody else's groups would count
		return nil, signin.Fail(signin.Untrusted, nil, "userinfo is about somebody else than the ID token")
	}
	var found claims
	if err := info.Claims(&found); err != nil {
		return nil, signin.Fail(signin.Untrusted, err, "userinfo")
	}
	for name, value := range known {
		found[name] = value
	}
	return found, nil
}

func identify(s events.OIDCSettings, subject string, all claims) (signin.Identity, error) {
	who := signin.Identity{
		Source: events.SourceOIDC, Authority: s.Issuer, Subject: subject,
		Username: all.text(s.UsernameClaim), DisplayName: all.text("name"),
	}
	if who.Username == "" {
		return who, signin.Fail(signin.Misconfigured, nil, "neither the ID token nor userinfo has the claim %s", s.UsernameClaim)
	}
	var err error
	if who.Groups, err = all.texts(s.GroupsClaim); err != nil {
		return who, err
	}
	if who.Groups == nil && overflows(all, s.GroupsClaim) {
		return who, signin.Fail(signin.Misconfigured, nil,
			"the person is in so many groups that the provider leaves them out; have it send only those that are assigned to this application")
	}
	return who, nil
}

// overflows says that the provider refers to another place for the groups, as
// Entra does when there are many.
func overflows(all claims, groups string) bool {
	elsewhere, _ := all["_claim_names"].(map[string]any)
	_, listed := elsewhere[groups]
	flag, _ := all["hasgroups"].(bool)
	return listed || flag
}

// exchangeProblem says why a code was not taken. What the provider says of it
// may be shown to administrators; what it answers otherwise may not.
func exchangeProblem(err error) error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		return signin.Fail(signin.Unreachable, err, "the provider does not exchange the code")
	}
	code, text := refused.ErrorCode, refused.ErrorDescription
	if code == "" {
		var body struct {
			Error       string `json:"error"`
			Description string `json:"error_description"`
		}
		_ = json.Unmarshal(refused.Body, &body) // what is no JSON says nothing
		code, text = body.Error, body.Description
	}
	status := 0
	if refused.Response != nil {
		status = refused.Response.StatusCode
	}
	kind := signin.Misconfigured
	switch {
	case code == "invalid_grant":
		kind = signin.Expired
	case code == "" && status >= 500:
		kind = signin.Unreachable
	}
	return signin.Fail(kind, nil, "the provider refuses the code (%d): %s: %s", status, signin.Plain(code, 100), signin.Plain(text, 200))
}
