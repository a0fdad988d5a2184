package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a body may measure.
const (
	maxBody    = 64 << 10
	maxSDPBody = 256 << 10
)

// What names and texts may measure, in characters.
const (
	maxName    = 250
	maxPayload = 16 << 10
)

// read decodes the body into v: one JSON object, or nothing. Members that we
// do not know are skipped, since clients send more than we use. It answers
// what is wrong and reports whether the request may go on.
func (a *api) read(w http.ResponseWriter, r *http.Request, v any, limit int64) bool {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		a.fail(w, http.StatusRequestEntityTooLarge, codeTooLarge, "Request too large")
		return false
	case err != nil:
		a.fail(w, http.StatusBadRequest, codeMalformed, "Bad request")
		return false
	}
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return true
	}
	if !jsonContent(r) {
		a.fail(w, http.StatusUnsupportedMediaType, codeMediaType, "Unsupported media type")
		return false
	}
	if body[0] != '{' || !utf8.Valid(body) || json.Unmarshal(body, v) != nil {
		a.fail(w, http.StatusBadRequest, codeMalformed, "Bad request")
		return false
	}
	return true
}

// jsonContent: JSON, or nothing said, or what a browser's beacon says.
func jsonContent(r *http.Request) bool {
	value := r.Header.Get("Content-Type")
	if value == "" {
		return true
	}
	kind, _, err := mime.ParseMediaType(value)
	return err == nil && (kind == "application/json" || kind == "text/plain")
}

// clean makes text fit to be shown to others: one line without control
// characters or marks that turn the writing direction of what follows.
func clean(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), c >= '\u202A' && c <= '\u202E', c >= '\u2066' && c <= '\u2069', c == utf8.RuneError:
			return -1
		default:
			return c
		}
	}, s)
	s = strings.TrimSpace(s)
	n := 0
	for i := range s {
		if n++; n > maxName {
			return strings.TrimSpace(s[:i])
		}
	}
	return s
}

// visible says whether somebody who reads the text sees anything: a name of
// zero-width marks or of letters that are blank would be a nobody in every list.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool {
		switch c {
		case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800': // Hangul fillers, the empty Braille cell
			return false
		default:
			return unicode.In(c, unicode.L, unicode.N, unicode.P, unicode.S)
		}
	})
}
