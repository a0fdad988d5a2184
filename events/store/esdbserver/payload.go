package esdbserver

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/parley-video/parley/events/store"
)

const (
	metaType        = "type"
	metaContentType = "content-type"
	metaCreated     = "created"

	contentJSON   = "application/json"
	contentBinary = "application/octet-stream"
)

// The log holds JSON; clients may append anything. What is not JSON goes into
// the log as base64 in a JSON string, with metadata that begins with
// foreignPrefix and says so. Metadata of a client that happens to begin so is
// wrapped too, so the form is never ambiguous.
const foreignPrefix = `{"$foreign":`

type foreign struct {
	JSON bool   `json:"json"`           // the content type said application/json
	Meta []byte `json:"meta,omitempty"` // the client's own metadata
}

// wrap makes payload and metadata fit for the log.
func wrap(data, meta []byte, isJSON bool) (wrappedData, wrappedMeta []byte, err error) {
	if isJSON && isText(data) && (len(meta) == 0 || isText(meta) && !bytes.HasPrefix(meta, []byte(foreignPrefix))) {
		return data, meta, nil
	}
	inner, err := json.Marshal(foreign{JSON: isJSON, Meta: meta})
	if err != nil {
		return nil, nil, fmt.Errorf("wrap metadata: %w", err)
	}
	wrappedMeta = append(append([]byte(foreignPrefix), inner...), '}')
	wrappedData = make([]byte, 0, base64.StdEncoding.EncodedLen(len(data))+2)
	wrappedData = append(wrappedData, '"')
	wrappedData = base64.StdEncoding.AppendEncode(wrappedData, data)
	return append(wrappedData, '"'), wrappedMeta, nil
}

func isText(b []byte) bool { return utf8.Valid(b) && json.Valid(b) }

// unwrap gives back what the client appended. Whatever does not have the form
// is as it is.
func unwrap(e *store.Event) (data, meta []byte, contentType string) {
	if !bytes.HasPrefix(e.Meta, []byte(foreignPrefix)) {
		return e.Data, e.Meta, contentJSON
	}
	var outer map[string]foreign
	if err := json.Unmarshal(e.Meta, &outer); err != nil || len(outer) != 1 {
		return e.Data, e.Meta, contentJSON
	}
	var text string
	if err := json.Unmarshal(e.Data, &text); err != nil {
		return e.Data, e.Meta, contentJSON
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return e.Data, e.Meta, contentJSON
	}
	inner := outer["$foreign"]
	if inner.JSON {
		return data, inner.Meta, contentJSON
	}
	return data, inner.Meta, contentBinary
}
