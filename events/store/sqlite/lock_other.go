//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package sqlite

import (
	"errors"
	"fmt"
)

type dirLock struct{}

// lockDir refuses: without a lock that dies with its process, two writers
// could share one log.
func lockDir(string) (*dirLock, error) {
	return nil, fmt.Errorf("embedded event store: %w on this operating system", errors.ErrUnsupported)
}

func (*dirLock) release() error { return nil }
