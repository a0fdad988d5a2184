package esdbserver

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
)

const (
	authTimeout = 5 * time.Second
	// rightsGrace is how long an open stream goes on when nobody can say
	// whether its credential still stands.
	rightsGrace = time.Minute
	cachedLogin = 4096 // credentials whose answer is remembered
)

// rights says who callers are. Answers are remembered for Limits.Rights, by a
// hash of the credential.
type rights struct {
	cfg *Config

	mu    sync.Mutex
	known map[[sha256.Size]byte]knownLogin
}

type knownLogin struct {
	principal *Principal // never changed
	asked     time.Time
}

func newRights(cfg *Config) *rights {
	return &rights{cfg: cfg, known: make(map[[sha256.Size]byte]knownLogin)}
}

// credential is what a call brought along. The zero credential is none.
type credential struct{ header string }

func credentialOf(ctx context.Context) credential {
	if md, ok := metadata.FromIncomingContext(ctx); ok {
		if values := md.Get("authorization"); len(values) > 0 {
			return credential{header: values[0]}
		}
	}
	return credential{}
}

// userPassword takes a Basic credential apart; a Bearer token is a password
// without a user.
func (c credential) userPassword() (user, password string, err error) {
	scheme, value, _ := strings.Cut(c.header, " ")
	switch strings.ToLower(scheme) {
	case "bearer":
		return "", value, nil
	case "basic":
		raw, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return "", "", errors.New("credentials are not base64")
		}
		user, password, ok := strings.Cut(string(raw), ":")
		if !ok {
			return "", "", errors.New("credentials lack a colon")
		}
		return user, password, nil
	default:
		return "", "", errors.New("credentials are neither Basic nor Bearer")
	}
}

// principal answers from memory where that is fresh.
func (r *rights) principal(ctx context.Context, c credential) (*Principal, error) {
	if c.header == "" {
		return r.nobody()
	}
	key := sha256.Sum256([]byte(c.header))
	now := time.Now()
	r.mu.Lock()
	known, ok := r.known[key]
	r.mu.Unlock()
	if ok && now.Sub(known.asked) < r.cfg.Limits.Rights {
		return known.principal, nil
	}
	p, err := r.ask(ctx, c)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		delete(r.known, key)
		return nil, err
	}
	if len(r.known) >= cachedLogin {
		clear(r.known)
	}
	r.known[key] = knownLogin{principal: p, asked: now}
	return p, nil
}

func (r *rights) nobody() (*Principal, error) {
	switch {
	case r.cfg.TLS == nil && r.cfg.Insecure != nil:
		return r.cfg.Insecure, nil
	case r.cfg.TLS != nil && r.cfg.Anonymous != nil:
		return r.cfg.Anonymous, nil
	default:
		return nil, unauthenticated("credentials are required")
	}
}

func (r *rights) ask(ctx context.Context, c credential) (*Principal, error) {
	user, password, err := c.userPassword()
	if err != nil {
		return nil, unauthenticated(err.Error())
	}
	ctx, cancel := context.WithTimeout(ctx, authTimeout)
	defer cancel()
	p, err := r.cfg.Authenticator.Authenticate(ctx, user, password)
	switch {
	case errors.Is(err, ErrUnauthenticated):
		return nil, unauthenticated("credentials are not valid")
	case errors.Is(err, ErrTooMany):
		return nil, newFault(codes.ResourceExhausted, ErrTooMany.Error(), "")
	case err != nil:
		return nil, fmt.Errorf("authenticate: %w", err)
	}
	return &p, nil
}

// caller is the one whose call a handler serves.
type caller struct {
	credential credential
	principal  *Principal
	checked    time.Time
}

type callerKey struct{}

// stranger sees nothing: no name begins so.
var stranger = Principal{Streams: []string{"\x00"}, Types: []string{"\x00"}}

// callerFrom is set by the interceptor for all but the open methods. Should it
// ever be passed by, nobody is somebody.
func callerFrom(ctx context.Context) *caller {
	c, _ := ctx.Value(callerKey{}).(*caller)
	if c == nil {
		return &caller{principal: &stranger}
	}
	return c
}

// principalFrom is who calls.
func principalFrom(ctx context.Context) *Principal { return callerFrom(ctx).principal }

// refresh asks for the caller's rights again when the last answer is old; it
// is for the one goroutine that serves the call.
func (r *rights) refresh(ctx context.Context, c *caller) error {
	now := time.Now()
	if now.Sub(c.checked) < r.cfg.Limits.Rights {
		return nil
	}
	p, err := r.principal(ctx, c.credential)
	var f *fault
	switch {
	case err == nil:
		if !p.equal(c.principal) {
			c.principal = p
		}
		c.checked = now
		return nil
	case errors.As(err, &f):
		return f
	case ctx.Err() != nil:
		return storeFault("", ctx.Err())
	case now.Sub(c.checked) > rightsGrace:
		return newFault(codes.Unavailable, "credentials cannot be checked", "")
	default:
		return nil // ask again next time
	}
}

func (s *Server) authenticate(ctx context.Context, method string) (context.Context, error) {
	if openMethods[method] {
		return ctx, nil
	}
	c := &caller{credential: credentialOf(ctx), checked: time.Now()}
	var err error
	if c.principal, err = s.rights.principal(ctx, c.credential); err != nil {
		var f *fault
		if errors.As(err, &f) {
			return nil, f
		}
		s.cfg.Logger.WarnContext(ctx, "event store door: credentials could not be checked", "error", err)
		return nil, newFault(codes.Unavailable, "credentials cannot be checked", "")
	}
	introduce(ctx)
	return context.WithValue(ctx, callerKey{}, c), nil
}

// stream authenticates before anything of a call is received, turns errors into
// what clients understand and logs those that are ours.
func (s *Server) stream(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	ctx, err := s.authenticate(stream.Context(), info.FullMethod)
	if err == nil {
		err = handle(srv, &streamWith{ServerStream: stream, ctx: ctx})
	}
	if err != nil {
		s.logInternal(stream.Context(), info.FullMethod, err)
		return withTrailers(err, stream.SetTrailer)
	}
	return nil
}

func (s *Server) logInternal(ctx context.Context, method string, err error) {
	var f *internalFault
	if errors.As(err, &f) {
		s.cfg.Logger.ErrorContext(ctx, "event store door: call failed", "method", method, "error", f.cause)
	}
}

// streamWith is a stream with another context.
type streamWith struct {
	grpc.ServerStream
	ctx context.Context // that is how gRPC hands it to handlers
}

// Context implements grpc.ServerStream.
func (s *streamWith) Context() context.Context { return s.ctx }
