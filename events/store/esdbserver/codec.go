package esdbserver

import (
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
)

// codec is gRPC's own, but that messages which know their wire form write it
// into a pooled buffer themselves: events go out by the hundred thousand.
type codec struct{}

// encoded is a message that writes itself.
type encoded interface {
	size() int
	// appendTo appends exactly size bytes.
	appendTo(b []byte) []byte
}

// Marshal implements encoding.CodecV2.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	m, ok := v.(encoded)
	if !ok {
		return encoding.GetCodecV2(proto.Name).Marshal(v)
	}
	size := m.size()
	if mem.IsBelowBufferPoolingThreshold(size) {
		return mem.BufferSlice{mem.SliceBuffer(m.appendTo(make([]byte, 0, size)))}, nil
	}
	pool := mem.DefaultBufferPool()
	buf := pool.Get(size)
	*buf = m.appendTo((*buf)[:0])
	return mem.BufferSlice{mem.NewBuffer(buf, pool)}, nil
}

// Unmarshal implements encoding.CodecV2.
func (codec) Unmarshal(data mem.BufferSlice, v any) error {
	return encoding.GetCodecV2(proto.Name).Unmarshal(data, v)
}

// Name implements encoding.CodecV2.
func (codec) Name() string { return proto.Name }
