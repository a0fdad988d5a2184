package backup

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// The box that the deployment's keys travel in, described in
// docs/operations.md: a line that names the form, a line of JSON with how the
// key is made of the passphrase, and the keys, encrypted. The two lines are
// authenticated with them.
const boxMagic = "parley-keys/1"

// Errors of the box, compared with errors.Is.
var (
	// ErrPassphrase: the passphrase is not the one of the backup, or the box
	// was changed; nobody can tell which.
	ErrPassphrase = errors.New("the keys do not open with this passphrase")
	// ErrWeak: the passphrase is too short to protect keys.
	ErrWeak = fmt.Errorf("a passphrase needs at least %d characters", minPassphrase)
)

const minPassphrase = 12

// Derivation says how a key is made of a passphrase: Argon2id (RFC 9106).
type Derivation struct {
	KDF       string `json:"kdf"`
	Salt      []byte `json:"salt"`
	Passes    uint32 `json:"passes"`
	MemoryKiB uint32 `json:"memoryKiB"`
	Threads   uint8  `json:"threads"`
}

// Bounds of a derivation that comes from outside: a backup must not make its
// reader run out of memory.
const (
	kdfName      = "argon2id"
	maxPasses    = 16
	maxMemoryKiB = 1 << 20
	saltSize     = 16
)

func (d Derivation) check() error {
	if d.KDF != kdfName || len(d.Salt) != saltSize || d.Passes < 1 || d.Passes > maxPasses ||
		d.Threads < 1 || d.MemoryKiB < 8*uint32(d.Threads) || d.MemoryKiB > maxMemoryKiB {
		return fmt.Errorf("%w: the keys' derivation is not acceptable", ErrDamaged)
	}
	return nil
}

// Key encrypts the keys of one backup.
type Key struct {
	Derivation Derivation `json:"derivation"`
	Secret     []byte     `json:"secret"`
}

func (k Key) check() error {
	if len(k.Secret) != chacha20poly1305.KeySize {
		return fmt.Errorf("key of %d bytes, want %d", len(k.Secret), chacha20poly1305.KeySize)
	}
	return k.Derivation.check()
}

// NewKey makes a key of a passphrase for a new backup. The parameters are the
// second recommendation of RFC 9106, section 4.
func NewKey(passphrase string) (Key, error) {
	if utf8.RuneCountInString(passphrase) < minPassphrase {
		return Key{}, ErrWeak
	}
	d := Derivation{KDF: kdfName, Salt: make([]byte, saltSize), Passes: 3, MemoryKiB: 64 << 10, Threads: 4}
	if _, err := rand.Read(d.Salt); err != nil {
		return Key{}, err
	}
	return d.key(passphrase), nil
}

func (d Derivation) key(passphrase string) Key {
	return Key{
		Derivation: d,
		Secret:     argon2.IDKey([]byte(passphrase), d.Salt, d.Passes, d.MemoryKiB, d.Threads, chacha20poly1305.KeySize),
	}
}

// boxHeader is the line of JSON.
type boxHeader struct {
	Derivation
	Cipher string `json:"cipher"`
	Nonce  []byte `json:"nonce"`
}

const cipherName = "xchacha20-poly1305"

func closeBox(k Key, plain []byte) ([]byte, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(k.Secret)
	if err != nil {
		return nil, err
	}
	h := boxHeader{Derivation: k.Derivation, Cipher: cipherName, Nonce: make([]byte, aead.NonceSize())}
	if _, err := rand.Read(h.Nonce); err != nil {
		return nil, err
	}
	line, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	head := fmt.Appendf(nil, "%s\n%s\n", boxMagic, line)
	return append(head, aead.Seal(nil, h.Nonce, plain, head)...), nil
}

func openBox(passphrase string, box []byte) ([]byte, error) {
	magic, rest, _ := bytes.Cut(box, []byte("\n"))
	line, sealed, found := bytes.Cut(rest, []byte("\n"))
	if string(magic) != boxMagic || !found {
		return nil, fmt.Errorf("%w: the keys have another form", ErrDamaged)
	}
	var h boxHeader
	if err := json.Unmarshal(line, &h); err != nil {
		return nil, damaged("keys", err)
	}
	if err := h.Derivation.check(); err != nil {
		return nil, err
	}
	if h.Cipher != cipherName || len(h.Nonce) != chacha20poly1305.NonceSizeX {
		return nil, fmt.Errorf("%w: the keys have another form", ErrDamaged)
	}
	aead, err := chacha20poly1305.NewX(h.Derivation.key(passphrase).Secret)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, h.Nonce, sealed, box[:len(box)-len(sealed)])
	if err != nil {
		return nil, ErrPassphrase
	}
	return plain, nil
}
