package chain

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Fault is what is wrong with an export, and where.
type Fault struct {
	Line     int    // from 1
	Position string // of the event in that line, as far as it can be read
	Reason   string
	// Cut says that the file ends too early: what there is of it is good.
	Cut bool
}

func (f *Fault) Error() string {
	if f.Position != "" {
		return fmt.Sprintf("line %d (position %s): %s", f.Line, f.Position, f.Reason)
	}
	return fmt.Sprintf("line %d: %s", f.Line, f.Reason)
}

// Entry is an event of an export.
type Entry struct {
	Line  int
	Event store.Event
	// Final is the hash that the footer has when the export ends here.
	Final string
}

// Reader reads an export and checks every line of it.
type Reader struct {
	r     *bufio.Reader
	line  int
	state State
	err   error
}

// NewReader reads from the beginning of an export.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReaderSize(r, 64<<10)} }

// State is what was read and found good so far.
func (r *Reader) State() State { return r.state }

// Next gives the next event. io.EOF says that the export is whole: its footer
// is there and nothing is behind it. A *Fault says what is wrong.
func (r *Reader) Next() (Entry, error) {
	if r.err != nil {
		return Entry{}, r.err
	}
	if r.line == 0 {
		if r.err = r.header(); r.err != nil {
			return Entry{}, r.err
		}
	}
	var e Entry
	e, r.err = r.next()
	return e, r.err
}

// read gives the next line, checked by itself.
func (r *Reader) read() (line, body []byte, hash string, err error) {
	r.line++
	for {
		part, err := r.r.ReadSlice('\n')
		if line = append(line, part...); len(line) > maxLine {
			return nil, nil, "", r.fault(line, "it is too long for an export")
		}
		if err == nil {
			break
		}
		if errors.Is(err, io.EOF) {
			return nil, nil, "", r.cut(line)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return nil, nil, "", fmt.Errorf("read export: %w", err)
		}
	}
	body, hash, err = open(line[:len(line)-1])
	if err != nil {
		return nil, nil, "", r.fault(line, err.Error())
	}
	return line, body, hash, nil
}

// cut is the fault of a file that ends without a footer.
func (r *Reader) cut(rest []byte) error {
	if begin := []byte(`{"format":"` + Format + `"`); r.line == 1 && !bytes.HasPrefix(rest, begin) && !bytes.HasPrefix(begin, rest) {
		return r.fault(rest, "the first line is not that of an export")
	}
	f := &Fault{Line: r.line, Cut: true, Reason: "the export ends before its last line: it was cut off, or is not finished"}
	if len(rest) == 0 && r.line > 1 {
		f.Line--
		f.Position = positionIn(nil, r.state)
	} else if len(rest) > 0 {
		f.Position = positionIn(rest, State{})
	}
	return f
}

func (r *Reader) fault(line []byte, reason string) error {
	return &Fault{Line: r.line, Position: positionIn(line, State{}), Reason: reason}
}

// positionIn finds the position in a line that may be damaged.
func positionIn(line []byte, s State) string {
	const member = `{"position":"`
	if rest, ok := bytes.CutPrefix(line, []byte(member)); ok {
		if digits, _, ok := bytes.Cut(rest, []byte(`"`)); ok {
			if at, err := events.ParsePosition(string(digits)); err == nil {
				return at.String()
			}
		}
	}
	if s.Count > 0 {
		return s.Through.String()
	}
	return ""
}

func (r *Reader) header() error {
	line, body, hash, err := r.read()
	if err != nil {
		return err
	}
	var h struct {
		Format  string    `json:"format"`
		Version int       `json:"version"`
		Created time.Time `json:"created"`
		After   string    `json:"after"`
	}
	if err := strict(body, &h); err != nil || h.Format != Format {
		return r.fault(line, "the first line is not that of an export")
	}
	if h.Version != Version {
		return r.fault(line, fmt.Sprintf("its format has version %d, this program knows %d", h.Version, Version))
	}
	after, err := events.ParsePosition(h.After)
	header := Header{Created: h.Created, After: after}
	if err != nil || !bytes.Equal(header.body(), body) {
		return r.fault(line, errForm.Error())
	}
	r.state = State{Header: header, Through: after, Hash: hash, Offset: int64(len(line))}
	return nil
}

func (r *Reader) next() (Entry, error) {
	line, body, hash, err := r.read()
	if err != nil {
		return Entry{}, err
	}
	if bytes.HasPrefix(body, []byte(`{"end":`)) {
		return Entry{}, r.footer(line, body, hash)
	}
	raw, err := parseRaw(append(bytes.Clone(body), '}'))
	if err != nil {
		return Entry{}, r.fault(line, "it is not an event: "+err.Error())
	}
	e, err := raw.event()
	if err != nil || !bytes.Equal(eventBody(e, raw.Prev), body) {
		return Entry{}, r.fault(line, errForm.Error())
	}
	if err := r.follows(line, raw.Prev); err != nil {
		return Entry{}, err
	}
	s := &r.state
	if e.Position <= s.Through {
		return Entry{}, r.fault(line, fmt.Sprintf("it does not lie after position %s, which came before it", s.Through))
	}
	s.Before, s.Through, s.Hash = s.Through, e.Position, hash
	s.Last = &e
	s.Count++
	s.Offset += int64(len(line))
	_, final := sealLine(footerBody(s.Count, s.Through, s.Hash))
	return Entry{Line: r.line, Event: e, Final: final}, nil
}

func (r *Reader) follows(line []byte, prev string) error {
	if prev != r.state.Hash {
		return r.fault(line, "it does not follow the line before it: lines were taken away, put in or moved")
	}
	return nil
}

// footer ends an export, and nothing may be behind it.
func (r *Reader) footer(line, body []byte, hash string) error {
	var f struct {
		End     bool   `json:"end"`
		Count   int    `json:"count"`
		Through string `json:"through"`
		Prev    string `json:"prev"`
	}
	if err := strict(body, &f); err != nil {
		return r.fault(line, errForm.Error())
	}
	if err := r.follows(line, f.Prev); err != nil {
		return err
	}
	if !bytes.Equal(footerBody(r.state.Count, r.state.Through, r.state.Hash), body) {
		return r.fault(line, fmt.Sprintf("it does not say what is before it: %d events through position %s", r.state.Count, r.state.Through))
	}
	if rest, err := r.r.ReadByte(); err == nil {
		r.line++
		return r.fault([]byte{rest}, "there is something behind the last line of the export")
	} else if !errors.Is(err, io.EOF) {
		return fmt.Errorf("read export: %w", err)
	}
	r.state.Complete, r.state.Final = true, hash
	return io.EOF
}

// strict reads the body of a line, which lacks its closing brace.
func strict(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(append(bytes.Clone(body), '}')))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// Verify reads a whole export. With an earlier final hash, it also says how
// many events there were when that was the last; it is a fault when they are
// not these.
func Verify(r io.Reader, earlier string) (s State, at int, err error) {
	reader := NewReader(r)
	at = -1
	for {
		e, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			s = reader.State()
			if at < 0 && earlier != "" {
				at, err = s.empty(earlier), nil
				if at < 0 {
					return s, -1, &Fault{Line: reader.line, Reason: "no part of the export has the final hash " + earlier}
				}
			}
			return s, at, nil
		case err != nil:
			return reader.State(), -1, err
		case earlier != "" && e.Final == earlier:
			at = reader.State().Count
		}
	}
}

// empty finds the final hash of an export without events.
func (s State) empty(final string) int {
	_, header := sealLine(s.Header.body())
	if _, hash := sealLine(footerBody(0, s.Header.After, header)); hash == final {
		return 0
	}
	return -1
}

// Resume finds out where an export can be continued: one that is whole, or one
// that was interrupted. Any other fault is returned. An empty file gives the
// zero State, with Offset 0.
func Resume(r io.Reader) (State, error) {
	reader := NewReader(r)
	for {
		_, err := reader.Next()
		var fault *Fault
		switch {
		case err == nil:
		case errors.Is(err, io.EOF), errors.As(err, &fault) && fault.Cut:
			return reader.State(), nil
		default:
			return State{}, err
		}
	}
}
