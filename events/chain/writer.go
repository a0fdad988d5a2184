package chain

import (
	"errors"
	"fmt"
	"io"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// State is how far an export has come.
type State struct {
	Header  Header
	Count   int             // events
	Through events.Position // of the last event; Header.After while there is none
	Hash    string          // of the last line but the footer
	// Offset is where the next line belongs: behind the last event.
	Offset int64
	// Before is the position of the last event but one, after which the last
	// event is found in the log.
	Before events.Position
	// Last is the last event; nil while there is none.
	Last *store.Event
	// Complete is set when the footer was read; Final is its hash.
	Complete bool
	Final    string
}

// Writer writes an export.
type Writer struct {
	w     io.Writer
	state State
}

// NewWriter begins an export with its header.
func NewWriter(w io.Writer, h Header) (*Writer, error) {
	line, hash := sealLine(h.body())
	if _, err := w.Write(line); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return &Writer{w: w, state: State{Header: h, Through: h.After, Hash: hash, Offset: int64(len(line))}}, nil
}

// Continue goes on with an export that was read before; w writes at
// State.Offset.
func Continue(w io.Writer, s State) *Writer {
	s.Complete, s.Final = false, ""
	return &Writer{w: w, state: s}
}

// State is how far it has come.
func (w *Writer) State() State { return w.state }

var errDone = errors.New("export: it has its footer already")

// Event writes an event.
func (w *Writer) Event(e store.Event) error {
	s := &w.state
	if s.Complete {
		return errDone
	}
	if e.Position <= s.Through {
		return fmt.Errorf("export: event at %s after %s", e.Position, s.Through)
	}
	line, hash := sealLine(eventBody(e, s.Hash))
	if len(line) > maxLine {
		return fmt.Errorf("export: event at %s takes %d bytes, at most %d", e.Position, len(line), maxLine)
	}
	if _, err := w.w.Write(line); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	s.Before, s.Through, s.Hash = s.Through, e.Position, hash
	s.Last = &e
	s.Count++
	s.Offset += int64(len(line))
	return nil
}

// End writes the footer.
func (w *Writer) End() error {
	if w.state.Complete {
		return errDone
	}
	line, hash := sealLine(footerBody(w.state.Count, w.state.Through, w.state.Hash))
	if _, err := w.w.Write(line); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	w.state.Complete, w.state.Final = true, hash
	return nil
}
