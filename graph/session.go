package graph

import (
	"context"
	"errors"
	"slices"

	"github.com/parley-video/parley/control"
	accounts "github.com/parley-video/parley/control/access"
	"github.com/parley-video/parley/domain/access/administrator"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
)

// verifier lets the transports ask who a credential stands for.
type verifier struct{ accounts Accounts }

// Verify implements auth.Verifier.
func (v verifier) Verify(ctx context.Context, credential auth.Credential, activity bool) (auth.Principal, error) {
	var found accounts.Principal
	var err error
	if activity {
		ctx = accounts.WithSource(ctx, credential.Source)
	}
	if credential.Token != "" {
		found, err = v.accounts.VerifyToken(ctx, credential.Token)
	} else {
		found, err = v.accounts.VerifySession(ctx, credential.Session, activity)
	}
	if errors.Is(err, accounts.ErrUnauthenticated) {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	if errors.Is(err, accounts.ErrTooManyUnknown) {
		return auth.Principal{}, auth.ErrTooManyUnknown
	}
	return principal(found), err
}

func principal(p accounts.Principal) auth.Principal {
	kind := auth.KindAdministrator
	if p.Kind == events.ActorToken {
		kind = auth.KindToken
	}
	return auth.Principal{
		Kind: kind, ID: p.ID, Name: p.Name, Scopes: p.Scopes, SessionID: p.SessionID, ExpiresAt: p.ExpiresAt,
		Source: p.Source, EventStreams: p.Reach.Streams, EventTypes: p.Reach.Types,
	}
}

func (r *Resolver) viewer(ctx context.Context) (*model.Viewer, error) {
	return modelViewer(auth.CallFrom(ctx).Principal), nil
}

func modelViewer(p auth.Principal) *model.Viewer {
	v := &model.Viewer{Kind: model.ViewerKindAdministrator, Name: p.Name, Scopes: slices.Sorted(slices.Values(p.Scopes))}
	if p.Kind == auth.KindToken {
		v.Kind = model.ViewerKindToken
	}
	if v.Scopes == nil {
		v.Scopes = []string{}
	}
	if !p.ExpiresAt.IsZero() {
		v.ExpiresAt = &p.ExpiresAt
	}
	return v
}

// maxCredential bounds what is worth hashing, in bytes.
const maxCredential = 1024

func (r *Resolver) signIn(ctx context.Context, in model.SignInInput) (*model.SignInPayload, error) {
	call := auth.CallFrom(ctx)
	if call.SetCookie == nil {
		return nil, apierr.New(apierr.BadUserInput, "sign in with an HTTP request: only its answer can carry the session cookie")
	}
	if len(in.Username) > maxCredential || len(in.Password) > maxCredential {
		return nil, apierr.BadArgument("input", "user name or password is too long")
	}
	env := control.Envelope{Source: call.Source, Correlation: call.TraceID}
	signIn := r.Accounts.SignIn
	switch source := in.Source.Value(); {
	case source == nil || *source == model.SignInSourceLocal:
	case *source == model.SignInSourceLdap:
		signIn = r.Accounts.SignInByDirectory
	default:
		return nil, apierr.BadArgument("input.source", "at a provider one signs in with a browser: signInPage.providerUrl")
	}
	session, err := signIn(ctx, env, in.Username, in.Password)
	if err != nil {
		list, err := outsideErrors(err)
		if err != nil {
			return nil, err
		}
		return &model.SignInPayload{UserErrors: list}, nil
	}
	call.SetCookie(auth.NewSessionCookie(session.Cookie, call.SecureCookie))
	return &model.SignInPayload{
		Viewer: modelViewer(principal(session.Principal)), Position: &session.Position, UserErrors: []*model.UserError{},
	}, nil
}

// signInAgain gives whoever changed their own password a new session, since
// the change ended all that there were. Should it fail, they sign in by hand.
func (r *Resolver) signInAgain(ctx context.Context, administratorID, password string) {
	call := auth.CallFrom(ctx)
	caller := call.Principal
	if caller.Kind != auth.KindAdministrator || caller.ID != administratorID || call.SetCookie == nil {
		return
	}
	env := control.Envelope{Source: call.Source, Correlation: call.TraceID}
	session, err := r.Accounts.SignIn(ctx, env, caller.Name, password)
	if err != nil {
		r.Log.WarnContext(ctx, "no new session after a change of password", "administrator", administratorID, "error", err)
		return
	}
	call.SetCookie(auth.NewSessionCookie(session.Cookie, call.SecureCookie))
}

func (r *Resolver) signOut(ctx context.Context) (*model.SignOutPayload, error) {
	call := auth.CallFrom(ctx)
	caller := call.Principal
	if caller.Kind != auth.KindAdministrator {
		return &model.SignOutPayload{UserErrors: []*model.UserError{{
			Code: model.UserErrorCodeNotAllowed, Message: "A token has no session; revoke it instead.",
		}}}, nil
	}
	receipt, err := r.Accounts.SignOut(ctx, plainEnvelope(ctx), caller.ID, caller.SessionID, administrator.Rights{})
	if err != nil {
		list, err := userErrors(err)
		return &model.SignOutPayload{UserErrors: list}, err
	}
	if call.SetCookie != nil {
		call.SetCookie(auth.ClearSessionCookie(call.SecureCookie))
	}
	return &model.SignOutPayload{ProviderURL: filled(r.Accounts.SignOutURL(ctx, caller.Source)), Position: &receipt.Position, UserErrors: []*model.UserError{}}, nil
}
