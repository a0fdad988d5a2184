package openid

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/parley-video/parley/control/signin"
	"github.com/parley-video/parley/events"
)

// asymmetric are the signatures that can be checked with a provider's public
// keys. Others are not accepted.
var asymmetric = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA,
}

// Test asks a provider what can be asked without a person, and takes notes.
func (c *Client) Test(ctx context.Context, s events.OIDCSettings, secret, redirect string, steps *signin.Steps) {
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	p, err := fetch(ctx, s) // what is remembered may be out of date
	if err != nil {
		_ = steps.Failed("Ask the provider about itself", err)
		return
	}
	steps.Did("Ask the provider about itself", "%s answers", p.about.Issuer)
	usable := slices.ContainsFunc(p.about.Algorithms, func(one string) bool { return slices.Contains(asymmetric, one) })
	steps.Note("Signatures", usable || len(p.about.Algorithms) == 0, "ID tokens are signed with %s", strings.Join(p.about.Algorithms, ", "))
	steps.Note("PKCE", len(p.about.Challenges) == 0 || slices.Contains(p.about.Challenges, "S256"), "%s", pkce(p.about.Challenges))
	p.testKeys(ctx, steps)
	for _, scope := range s.Scopes {
		if len(p.about.ScopesProvided) > 0 && !slices.Contains(p.about.ScopesProvided, scope) {
			steps.Note("Scopes", false, "the provider does not list the scope %s", scope)
		}
	}
	p.testClient(ctx, s, secret, redirect, steps)
	steps.Did("Redirect address", "register %s at the provider; only a sign-in shows whether it is", redirect)
}

func pkce(methods []string) string {
	if len(methods) == 0 {
		return "the provider does not say whether it supports it; it is used anyway"
	}
	return "the provider supports " + strings.Join(methods, ", ")
}

// testKeys fetches the keys that ID tokens are signed with.
func (p *provider) testKeys(ctx context.Context, steps *signin.Steps) {
	const step = "Signing keys"
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.about.Keys, nil)
	if err != nil {
		_ = steps.Failed(step, err)
		return
	}
	answer, err := p.client.Do(request)
	if err != nil {
		_ = steps.Failed(step, signin.Fail(signin.Unreachable, withoutQuery(err), "the keys cannot be fetched"))
		return
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	if err == nil {
		err = json.Unmarshal(body, &set)
	}
	if err != nil {
		_ = steps.Failed(step, signin.Fail(signin.Misconfigured, err, "the keys cannot be read"))
		return
	}
	steps.Note(step, len(set.Keys) > 0, "%d", len(set.Keys))
}

// testClient presents a code that was never given out: a provider that knows us
// refuses the code, one that does not refuses us.
func (p *provider) testClient(ctx context.Context, s events.OIDCSettings, secret, redirect string, steps *signin.Steps) {
	const step = "Client and secret"
	_, err := p.config(s, secret, redirect).Exchange(oidc.ClientContext(ctx, p.client), "test-"+rand.Text(), oauth2.VerifierOption(oauth2.GenerateVerifier()))
	if err == nil {
		_ = steps.Failed(step, signin.Fail(signin.Untrusted, nil, "the provider accepts codes that it never gave out"))
		return
	}
	problem := exchangeProblem(err)
	if kind, _ := signin.KindOf(problem); kind == signin.Expired {
		steps.Did(step, "the provider knows the client")
		return
	}
	_ = steps.Failed(step, problem)
}
