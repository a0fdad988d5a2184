package facts_test

import (
	"log/slog"

	"github.com/parley-video/parley/control/controltest"
)

func logger(b *controltest.Buffer) *slog.Logger {
	if b == nil {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(b, nil))
}
