package graph

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/projections"
	"github.com/parley-video/parley/projections/nodehistory"
)

// NodeHistoryExportPath is where the history of nodes is handed out as a file.
const NodeHistoryExportPath = "/history/nodes/export"

// The bounds of an export: entries of one, exports at a time, and how long a
// reader may keep a full connection.
const (
	maxExported   = 1_000_000
	maxExports    = 4
	exportTimeout = 30 * time.Second
	exportTime    = 10 * time.Minute // of a whole one
)

// NodeHistoryExport answers GET with the history as CSV or as lines of JSON,
// with the filters of the query nodeHistory as parameters. Whoever asks must
// have been let in before. What is wrong with a request is answered as
// {"error":{"code","field","message"}}.
func NodeHistoryExport(from NodeHistory, log *slog.Logger) http.Handler {
	return &historyExport{from: from, log: log, turns: make(chan struct{}, maxExports)}
}

type historyExport struct {
	from  NodeHistory
	log   *slog.Logger
	turns chan struct{}
}

// exported is what a request asks for.
type exported struct {
	query  nodehistory.Query
	limit  int
	format exportFormat
}

func (h *historyExport) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuseExport(w, http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "", "only GET is possible")
		return
	}
	asked, err := parseExport(r.URL.Query())
	if err != nil {
		h.fail(w, err)
		return
	}
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	default:
		w.Header().Set("Retry-After", "5")
		refuseExport(w, http.StatusServiceUnavailable, "TOO_MANY_READERS", "", "too many exports at a time")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), exportTime)
	defer cancel()
	// What is wrong shows with the first page, before anything is written.
	page, err := h.page(ctx, &asked)
	if err != nil {
		h.fail(w, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", asked.format.contentType)
	header.Set("Content-Disposition", `attachment; filename="node-history.`+asked.format.name+`"`)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Accel-Buffering", "no") // for proxies that hold answers back
	if r.Method == http.MethodHead {
		return
	}
	if err := h.stream(ctx, w, asked, page); err != nil {
		if r.Context().Err() == nil {
			h.log.Warn("export of the node history broke off", "error", err)
		}
		panic(http.ErrAbortHandler) // so that nobody takes a part for the whole
	}
}

// page reads the next entries of an export.
func (h *historyExport) page(ctx context.Context, asked *exported) (nodehistory.Page, error) {
	asked.query.First = min(projections.MaxPage, asked.limit)
	page, err := h.from.Entries(ctx, asked.query)
	asked.query.After = page.Next
	asked.limit -= len(page.Edges)
	return page, err
}

func (h *historyExport) stream(ctx context.Context, w http.ResponseWriter, asked exported, page nodehistory.Page) error {
	control, out := http.NewResponseController(w), asked.format.open(w)
	defer control.SetWriteDeadline(time.Time{}) // the connection may serve another request
	for {
		if err := control.SetWriteDeadline(time.Now().Add(exportTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		for _, e := range page.Edges {
			if err := out.write(modelEntry(e.Node)); err != nil {
				return err
			}
		}
		if !page.HasNextPage || asked.limit == 0 {
			break
		}
		if err := errors.Join(out.flush(), control.Flush()); err != nil {
			return err
		}
		var err error
		if page, err = h.page(ctx, &asked); err != nil {
			return err
		}
	}
	next := ""
	if page.HasNextPage {
		next = page.Next
	}
	return errors.Join(out.end(next), control.Flush())
}

func (h *historyExport) fail(w http.ResponseWriter, err error) {
	var wrong *apierr.Error
	switch {
	case errors.As(err, &wrong):
		refuseExport(w, http.StatusBadRequest, "INVALID", wrong.Argument, wrong.Message)
	case errors.Is(err, projections.ErrCursor):
		refuseExport(w, http.StatusBadRequest, "INVALID", "after", "after: this is not a cursor of this list")
	default: // the reason is in our log; it may name files
		h.log.Error("export of the node history failed", "error", err)
		refuseExport(w, http.StatusServiceUnavailable, "UNAVAILABLE", "", "the node history cannot be read now")
	}
}

func refuseExport(w http.ResponseWriter, status int, code, field, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	problem := map[string]string{"code": code, "message": message}
	if field != "" {
		problem["field"] = field
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"error": problem}) // the reader may be gone
}

// exportParameters are those of a request; the others are wrong.
var exportParameters = []string{"format", "limit", "after", "nodeId", "locationId", "kinds", "triggers", "attempt", "from", "until", "search"}

func parseExport(values url.Values) (asked exported, err error) {
	for name := range values {
		if !slices.Contains(exportParameters, name) {
			return asked, apierr.BadArgument(name, "there is no such parameter")
		}
	}
	format := values.Get("format")
	i := slices.IndexFunc(exportFormats, func(f exportFormat) bool { return f.name == format || format == "" })
	if i < 0 {
		return asked, apierr.BadArgument("format", "want csv or ndjson")
	}
	asked.format, asked.limit = exportFormats[i], maxExported
	if text := values.Get("limit"); text != "" {
		if asked.limit, err = strconv.Atoi(text); err != nil || asked.limit < 1 || asked.limit > maxExported {
			return asked, apierr.BadArgument("limit", "want a number from 1 to %d", maxExported)
		}
	}
	if asked.query.After = values.Get("after"); len(asked.query.After) > maxCursor {
		return asked, apierr.BadArgument("after", "this is not a cursor of this list")
	}
	filter, err := exportFilter(values)
	if err != nil {
		return asked, err
	}
	err = nodeHistoryQuery(&asked.query, &filter)
	var wrong *apierr.Error
	if errors.As(err, &wrong) { // named as the parameters are
		field := strings.TrimPrefix(wrong.Argument, "filter.")
		err = &apierr.Error{Code: wrong.Code, Argument: field, Message: strings.ReplaceAll(wrong.Message, "filter.", "")}
	}
	return asked, err
}

// exportFilter reads the parameters that the query has as its filter.
func exportFilter(values url.Values) (f model.NodeHistoryFilter, err error) {
	text := func(name string) graphql.Omittable[*string] {
		if value := values.Get(name); value != "" {
			return graphql.OmittableOf(&value)
		}
		return graphql.Omittable[*string]{}
	}
	moment := func(name string) graphql.Omittable[*time.Time] {
		value := values.Get(name)
		if value == "" {
			return graphql.Omittable[*time.Time]{}
		}
		at, wrong := time.Parse(time.RFC3339Nano, value)
		if wrong != nil {
			err = apierr.BadArgument(name, "%q is not a time like 2026-11-21T09:00:00Z", value)
		}
		return graphql.OmittableOf(&at)
	}
	f.NodeID, f.LocationID, f.Attempt, f.Search = text("nodeId"), text("locationId"), text("attempt"), text("search")
	f.From, f.Until = moment("from"), moment("until")
	var kinds []model.NodeHistoryKind
	for _, word := range listed(values["kinds"]) {
		kind := model.NodeHistoryKind(word)
		if !kind.IsValid() {
			return f, apierr.BadArgument("kinds", "%q is none", word)
		}
		kinds = append(kinds, kind)
	}
	var triggers []model.BurstingTrigger
	for _, word := range listed(values["triggers"]) {
		trigger := model.BurstingTrigger(word)
		if !trigger.IsValid() {
			return f, apierr.BadArgument("triggers", "%q is none", word)
		}
		triggers = append(triggers, trigger)
	}
	f.Kinds, f.Triggers = graphql.OmittableOf(kinds), graphql.OmittableOf(triggers)
	return f, err
}

// listed are the words of a parameter that is repeated, or has commas.
func listed(values []string) (words []string) {
	for _, v := range values {
		for w := range strings.SplitSeq(v, ",") {
			if w != "" {
				words = append(words, w)
			}
		}
	}
	return words
}
