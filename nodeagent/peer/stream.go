package peer

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// frameHeader is the length of a frame's length.
const frameHeader = 4

// frameTime is how long a frame may wait for a reader that does not read.
const frameTime = 10 * time.Second

// Stream is a long answer of another node. One goroutine reads it; Close may be
// called by any.
type Stream struct {
	node  string
	ctx   context.Context // of who asked
	body  io.ReadCloser
	r     *bufio.Reader
	buf   []byte
	close sync.Once
	end   func()
}

func newStream(ctx context.Context, node string, body io.ReadCloser, end func()) *Stream {
	return &Stream{node: node, ctx: ctx, body: body, r: bufio.NewReader(body), end: end}
}

// Next is the next frame, valid until the next call. It fails with io.EOF when
// the other side ended the stream, with ErrUnreachable when the way there is
// gone, with context.Canceled after Close, and with the error of ctx. After an
// error there is no next frame.
func (s *Stream) Next() ([]byte, error) {
	var head [frameHeader]byte
	if _, err := io.ReadFull(s.r, head[:]); err != nil {
		return nil, s.failed(err)
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > MaxBody {
		s.Close()
		return nil, fmt.Errorf("frame of %d bytes of node %s: %w", size, s.node, ErrTooLarge)
	}
	if int(size) > cap(s.buf) {
		s.buf = make([]byte, size)
	}
	s.buf = s.buf[:size]
	if _, err := io.ReadFull(s.r, s.buf); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, s.failed(err)
	}
	return s.buf, nil
}

// JSON reads the next frame into v.
func (s *Stream) JSON(v any) error {
	b, err := s.Next()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("frame of node %s: %w", s.node, err)
	}
	return nil
}

// Close ends the stream.
func (s *Stream) Close() {
	s.close.Do(func() {
		s.end()
		_ = s.body.Close()
	})
}

func (s *Stream) failed(err error) error {
	defer s.Close()
	switch {
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	case errors.Is(err, io.EOF):
		return io.EOF
	default:
		return fmt.Errorf("stream of node %s: %w", s.node, unreachable(err))
	}
}

// FrameWriter writes the frames of a long answer. One goroutine writes at a time.
type FrameWriter struct {
	w    http.ResponseWriter
	ctrl *http.ResponseController
	ctx  context.Context
}

// Serve begins a long answer. The handler goes on until it has said all or the
// request's context ends, as it does when the other side is gone.
func Serve(w http.ResponseWriter, r *http.Request) (*FrameWriter, error) {
	f := &FrameWriter{w: w, ctrl: http.NewResponseController(w), ctx: r.Context()}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.WriteHeader(http.StatusOK)
	return f, f.flush()
}

// Write sends a frame. It waits for a reader that is slow, but not for ever.
func (f *FrameWriter) Write(frame []byte) error {
	if len(frame) > MaxBody {
		return fmt.Errorf("frame: %w", ErrTooLarge)
	}
	if f.ctx.Err() != nil {
		return f.ctx.Err()
	}
	if err := f.ctrl.SetWriteDeadline(time.Now().Add(frameTime)); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	var head [frameHeader]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(frame)))
	if _, err := f.w.Write(head[:]); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	if _, err := f.w.Write(frame); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	return f.flush()
}

// JSON sends a frame of JSON.
func (f *FrameWriter) JSON(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	return f.Write(b)
}

func (f *FrameWriter) flush() error {
	if err := f.ctrl.Flush(); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	// The deadline is that of a frame, not of the pause after it.
	if err := f.ctrl.SetWriteDeadline(time.Time{}); err != nil {
		return fmt.Errorf("frame: %w", err)
	}
	return nil
}
