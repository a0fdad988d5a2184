package graph

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/parley-video/parley/graph/model"
)

// exportFormat writes entries, and where to read on at the end; empty: there is
// nothing further.
type exportFormat struct {
	name, contentType string
	open              func(io.Writer) exportWriter
}

type exportWriter interface {
	write(e *model.NodeHistoryEntry) error
	flush() error
	end(next string) error
}

var exportFormats = []exportFormat{
	{"csv", "text/csv; charset=utf-8", func(w io.Writer) exportWriter { return &csvExport{out: csv.NewWriter(w)} }},
	{"ndjson", "application/x-ndjson", newNDJSON},
}

// csvExport writes lines as RFC 4180 has them, with the names of the fields.
type csvExport struct {
	out   *csv.Writer
	begun bool
}

var csvColumns = []string{"time", "nodeName", "locationName", "kind", "trigger", "attempt", "reason", "actorKind", "actorName", "nodeId", "locationId", "eventType", "position", "id"}

func (c *csvExport) begin() error {
	if c.begun {
		return nil
	}
	c.begun, c.out.UseCRLF = true, true
	return c.out.Write(csvColumns)
}

func (c *csvExport) write(e *model.NodeHistoryEntry) error {
	if err := c.begin(); err != nil {
		return err
	}
	trigger := ""
	if e.Trigger != nil {
		trigger = string(*e.Trigger)
	}
	cells := []string{
		e.Time.UTC().Format(time.RFC3339Nano), e.NodeName, e.LocationName, string(e.Kind), trigger, text(e.Attempt), e.Reason,
		e.Actor.Kind, e.Actor.Name, e.NodeID, text(e.LocationID), e.EventType, e.Position.String(), e.ID,
	}
	for i, cell := range cells {
		// A spreadsheet would take it for a formula.
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			cells[i] = "'" + cell
		}
	}
	return c.out.Write(cells)
}

func (c *csvExport) flush() error {
	c.out.Flush()
	return c.out.Error()
}

func (c *csvExport) end(string) error { return errors.Join(c.begin(), c.flush()) }

// ndjsonExport writes entries as the API has them, each on its line. The last
// line says that it is the last.
type ndjsonExport struct{ out *json.Encoder }

func newNDJSON(w io.Writer) exportWriter {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return ndjsonExport{out}
}

func (n ndjsonExport) write(e *model.NodeHistoryEntry) error {
	return n.out.Encode(struct {
		*model.NodeHistoryEntry
		Position string `json:"position"` // more than numbers of some languages hold
	}{e, e.Position.String()})
}

func (n ndjsonExport) flush() error { return nil }

func (n ndjsonExport) end(next string) error {
	return n.out.Encode(struct {
		End  bool   `json:"end"`
		Next string `json:"next,omitempty"`
	}{true, next})
}
