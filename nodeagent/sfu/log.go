package sfu

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// pionLog passes pion's log on at debug level: what it calls an error is
// mostly a far end that went away, which the room reports as an event.
type pionLog struct{ log *slog.Logger }

func newPionLog(log *slog.Logger) pionLog { return pionLog{log: log} }

func (l pionLog) NewLogger(scope string) logging.LeveledLogger {
	return pionLog{log: l.log.With("pion", scope)}
}

func (l pionLog) emit(level, format string, args ...any) {
	if l.log.Enabled(context.Background(), slog.LevelDebug) {
		l.log.Debug(fmt.Sprintf(format, args...), "pionLevel", level)
	}
}

// Trace and below are per packet; they are never passed on.

func (l pionLog) Trace(string)              {}
func (l pionLog) Tracef(string, ...any)     {}
func (l pionLog) Debug(string)              {}
func (l pionLog) Debugf(string, ...any)     {}
func (l pionLog) Info(m string)             { l.emit("info", "%s", m) }
func (l pionLog) Infof(f string, a ...any)  { l.emit("info", f, a...) }
func (l pionLog) Warn(m string)             { l.emit("warn", "%s", m) }
func (l pionLog) Warnf(f string, a ...any)  { l.emit("warn", f, a...) }
func (l pionLog) Error(m string)            { l.emit("error", "%s", m) }
func (l pionLog) Errorf(f string, a ...any) { l.emit("error", f, a...) }
