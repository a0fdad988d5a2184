package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/parley-video/parley/domain"
)

// HashParams is what one hash costs.
type HashParams struct {
	MemoryKiB uint32
	Passes    uint32
	Threads   uint8
}

// DefaultHashParams follow RFC 9106, second recommendation, at one thread.
func DefaultHashParams() HashParams {
	return HashParams{MemoryKiB: 64 << 10, Passes: 3, Threads: 1}
}

// What a stored hash may ask for: the bounds keep a damaged one from taking
// all memory.
const (
	maxMemoryKiB = 1 << 20
	maxPasses    = 16
	maxThreads   = 16
	saltBytes    = 16
	hashBytes    = 32
	// maxPasswordBytes is more than any password that can have been set.
	maxPasswordBytes = 1024
)

// Hasher hashes passwords with argon2id. A bounded number is hashed at a time
// and a bounded number waits; more are refused, so that a flood of sign-ins
// takes neither all memory nor all patience.
type Hasher struct {
	params  HashParams
	working chan struct{}
	waiting chan struct{}
	dummy   string // hash of a password that nobody knows
}

// ErrMalformedHash says that a stored hash is not one of ours.
var ErrMalformedHash = errors.New("malformed password hash")

// NewHasher makes a Hasher that hashes at most parallel passwords at a time
// and lets at most waiting others wait.
func NewHasher(params HashParams, parallel, waiting int) (*Hasher, error) {
	if parallel < 1 || waiting < 0 || params.Passes < 1 || params.Threads < 1 ||
		params.MemoryKiB < 8*uint32(params.Threads) || params.MemoryKiB > maxMemoryKiB {
		return nil, fmt.Errorf("access: hash parameters out of range: %+v, %d, %d", params, parallel, waiting)
	}
	h := &Hasher{
		params:  params,
		working: make(chan struct{}, parallel),
		waiting: make(chan struct{}, parallel+waiting),
	}
	h.dummy = h.encode(make([]byte, saltBytes), make([]byte, hashBytes))
	return h, nil
}

// Hash makes the text that is stored for a password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	p := h.params
	return h.encode(salt, argon2.IDKey([]byte(password), salt, p.Passes, p.MemoryKiB, p.Threads, hashBytes)), nil
}

// Verify reports whether a password is the one of a stored hash.
func (h *Hasher) Verify(ctx context.Context, password, stored string) (bool, error) {
	p, salt, want, err := decodeHash(stored)
	if err != nil {
		return false, err
	}
	if len(password) > maxPasswordBytes {
		return false, nil
	}
	leave, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	got := argon2.IDKey([]byte(password), salt, p.Passes, p.MemoryKiB, p.Threads, hashBytes)
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func (h *Hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.waiting <- struct{}{}:
	default:
		return nil, domain.Refuse(domain.CodeRateLimited, "Too many sign-ins at once; wait.")
	}
	select {
	case h.working <- struct{}{}:
		return func() { <-h.working; <-h.waiting }, nil
	case <-ctx.Done():
		<-h.waiting
		return nil, fmt.Errorf("wait for hashing: %w", ctx.Err())
	}
}

func (h *Hasher) encode(salt, hash []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		h.params.MemoryKiB, h.params.Passes, h.params.Threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(hash))
}

func decodeHash(text string) (p HashParams, salt, hash []byte, err error) {
	parts := strings.Split(text, "$")
	var version int
	ok := len(parts) == 6 && parts[0] == "" && parts[1] == "argon2id" &&
		scan(parts[2], "v=%d", &version) && version == argon2.Version &&
		scan(parts[3], "m=%d,t=%d,p=%d", &p.MemoryKiB, &p.Passes, &p.Threads)
	if !ok || p.Passes < 1 || p.Passes > maxPasses || p.Threads < 1 || p.Threads > maxThreads ||
		p.MemoryKiB < 8*uint32(p.Threads) || p.MemoryKiB > maxMemoryKiB {
		return HashParams{}, nil, nil, ErrMalformedHash
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	hash, errHash := base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errHash != nil || len(salt) < 8 || len(hash) != hashBytes {
		return HashParams{}, nil, nil, ErrMalformedHash
	}
	return p, salt, hash, nil
}

func scan(text, format string, into ...any) bool {
	n, err := fmt.Sscanf(text, format, into...)
	return err == nil && n == len(into)
}
