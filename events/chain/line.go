package chain

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// Format and Version say what a file is, in its first line.
const (
	Format  = "parley-events"
	Version = 1
)

// maxLine bounds a line: the largest event that a store takes, its values in
// base64 and its names all escaped.
const maxLine = (store.MaxDataBytes+store.MaxMetaBytes)*4/3 + (store.MaxStreamBytes+store.MaxTypeBytes)*6 + 4096

// AppendRaw appends an event as it is stored, as one JSON object without its
// closing brace. Payload and metadata are in it byte for byte when they are
// JSON on one line, otherwise as base64; a member that is missing is empty.
func AppendRaw(b []byte, e store.Event) []byte {
	b = fmt.Appendf(b, `{"position":"%s","stream":%s,"revision":%d,"id":"%s","type":%s,"created":"%s"`,
		e.Position, quote(e.Stream), e.Revision, e.ID, quote(e.Type), e.Created.UTC().Format(time.RFC3339Nano))
	b = appendValue(b, "meta", e.Meta)
	return appendValue(b, "data", e.Data)
}

func appendValue(b []byte, name string, value []byte) []byte {
	switch {
	case len(value) == 0:
		return b
	case verbatim(value):
		b = append(b, `,"`+name+`":`...)
		return append(b, value...)
	default:
		encoded, err := json.Marshal(value) // base64, in quotes
		if err != nil {                     // bytes always marshal
			return b
		}
		b = append(b, `,"`+name+`Base64":`...)
		return append(b, encoded...)
	}
}

// verbatim says whether a value can stand in a line as it is.
func verbatim(value []byte) bool {
	if !utf8.Valid(value) || !json.Valid(value) || value[0] == ' ' || value[len(value)-1] == ' ' {
		return false
	}
	// In JSON, control characters can only be white space.
	return bytes.IndexFunc(value, func(r rune) bool { return r < ' ' }) < 0
}

func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // text always encodes
		return []byte(`""`)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// rawEvent is the line of an event.
type rawEvent struct {
	Position   string          `json:"position"`
	Stream     string          `json:"stream"`
	Revision   events.Revision `json:"revision"`
	ID         events.ID       `json:"id"`
	Type       string          `json:"type"`
	Created    time.Time       `json:"created"`
	Meta       json.RawMessage `json:"meta"`
	Data       json.RawMessage `json:"data"`
	MetaBase64 []byte          `json:"metaBase64"`
	DataBase64 []byte          `json:"dataBase64"`
	Prev       string          `json:"prev"`
}

var errForm = errors.New("it is not written as this format demands")

// ParseRaw reads what AppendRaw wrote, with the closing brace. Whatever would
// be written in another way is refused.
func ParseRaw(line []byte) (store.Event, error) {
	r, err := parseRaw(line)
	if err != nil {
		return store.Event{}, err
	}
	e, err := r.event()
	if err == nil && !bytes.Equal(append(AppendRaw(nil, e), '}'), line) {
		err = errForm
	}
	return e, err
}

func parseRaw(line []byte) (r rawEvent, err error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, err
	}
	return r, nil
}

func (r rawEvent) event() (store.Event, error) {
	at, err := events.ParsePosition(r.Position)
	if err != nil {
		return store.Event{}, err
	}
	e := store.Event{
		ID: r.ID, Stream: r.Stream, Revision: r.Revision, Position: at, Type: r.Type,
		Data: r.Data, Meta: r.Meta, Created: r.Created,
	}
	if len(r.DataBase64) > 0 {
		e.Data = r.DataBase64
	}
	if len(r.MetaBase64) > 0 {
		e.Meta = r.MetaBase64
	}
	return e, nil
}

// The end of every line.
const (
	hashMember = `,"hash":"`
	hashDigits = 2 * sha256.Size
	tailLength = len(hashMember) + hashDigits + len(`"}`)
)

// sealLine ends a line with the hash of everything before that.
func sealLine(body []byte) (line []byte, hash string) {
	sum := sha256.Sum256(body)
	hash = hex.EncodeToString(sum[:])
	return append(body, hashMember+hash+"\"}\n"...), hash
}

// open splits a line, without its line break, and checks its hash.
func open(line []byte) (body []byte, hash string, err error) {
	if len(line) < tailLength || line[0] != '{' {
		return nil, "", errors.New("it is no line of an export")
	}
	body, tail := line[:len(line)-tailLength], line[len(line)-tailLength:]
	hash = string(tail[len(hashMember) : len(hashMember)+hashDigits])
	if string(tail[:len(hashMember)]) != hashMember || string(tail[len(tail)-2:]) != `"}` {
		return nil, "", errors.New("it does not end with a hash")
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != hash {
		return nil, "", errors.New("it was changed: its hash is not that of what it says")
	}
	return body, hash, nil
}

// Header is the first line.
type Header struct {
	Created time.Time
	After   events.Position // the export begins after this position
}

func (h Header) body() []byte {
	return fmt.Appendf(nil, `{"format":"%s","version":%d,"created":"%s","after":"%s"`,
		Format, Version, h.Created.UTC().Format(time.RFC3339Nano), h.After)
}

func eventBody(e store.Event, prev string) []byte {
	return fmt.Appendf(AppendRaw(nil, e), `,"prev":"%s"`, prev)
}

// footerBody is the last line. It says nothing but what the lines before it
// do, so that the final hash of a shorter export can be found in a longer one.
func footerBody(count int, through events.Position, prev string) []byte {
	return fmt.Appendf(nil, `{"end":true,"count":%d,"through":"%s","prev":"%s"`, count, through, prev)
}
