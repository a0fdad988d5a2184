package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/parley-video/parley/control"
	"github.com/parley-video/parley/domain"
	scopes "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/access/token"
	"github.com/parley-video/parley/events"
)

// tokenPrefix lets people, and programs that look for leaked secrets, see what
// a token is.
const tokenPrefix = "parley_"

// The secret of a token: 256 random bits in 43 digits.
const (
	tokenBytes  = 32
	tokenDigits = 43
	base62      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// NewToken is an order for an API token.
type NewToken struct {
	Envelope control.Envelope
	Name     string
	// Description is what it is for.
	Description string
	Scopes      []string
	Allowed     []string // scopes of whoever orders it
	ExpiresAt   *time.Time
	Reach       scopes.Reach // which events it may read and write
	Within      scopes.Reach // that of whoever orders it
}

// CreateToken makes an API token and returns its secret, which is not kept
// anywhere: when the order repeats an earlier one, the secret is empty.
func (a *Access) CreateToken(ctx context.Context, order NewToken) (secret string, receipt control.Receipt, err error) {
	secret, err = newTokenSecret()
	if err != nil {
		return "", control.Receipt{}, err
	}
	receipt, err = a.config.Executor.Execute(ctx, order.Envelope, token.Create{
		Name: order.Name, Description: order.Description, Scopes: order.Scopes, Allowed: order.Allowed,
		Digest: digestOf(secret), Now: a.config.Now().UTC(), ExpiresAt: order.ExpiresAt,
		Reach: order.Reach, Within: order.Within,
	})
	if err != nil || receipt.Repeated {
		return "", receipt, err
	}
	return secret, receipt, nil
}

// VerifyToken says whom an API token stands for. The lookup goes by digest, so
// that the time it takes tells nothing about secrets. Its error is
// ErrUnauthenticated or, when a source is known, ErrTooManyUnknown.
func (a *Access) VerifyToken(ctx context.Context, secret string) (Principal, error) {
	if len(secret) != len(tokenPrefix)+tokenDigits || !strings.HasPrefix(secret, tokenPrefix) {
		return Principal{}, ErrUnauthenticated
	}
	digest, now := digestOf(secret), a.config.Now()
	source, sent := sourceOf(ctx)
	network := domain.Network(source)
	if sent && !a.unknown.may(network, digest, now) {
		return Principal{}, ErrTooManyUnknown
	}
	t, err := a.config.Directory.TokenByDigest(ctx, digest)
	if err != nil {
		return Principal{}, fmt.Errorf("verify token: %w", err)
	}
	if t.ID == "" || t.Revoked || t.ExpiresAt != nil && !now.Before(*t.ExpiresAt) {
		if sent {
			a.unknown.missed(network, digest, now)
		}
		return Principal{}, ErrUnauthenticated
	}
	a.unknown.found(digest)
	a.note(ctx, TokenSubject(t.ID), now)
	p := Principal{Kind: events.ActorToken, ID: t.ID, Name: t.Name, Scopes: t.Scopes, Reach: t.Reach}
	if t.ExpiresAt != nil {
		p.ExpiresAt = *t.ExpiresAt
	}
	return p, nil
}

func newTokenSecret() (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	digits := make([]byte, tokenDigits)
	n, radix, digit := new(big.Int).SetBytes(b), big.NewInt(int64(len(base62))), new(big.Int)
	for i := range digits {
		n.DivMod(n, radix, digit)
		digits[i] = base62[digit.Int64()]
	}
	return tokenPrefix + string(digits), nil
}

func digestOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
