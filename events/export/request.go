package export

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/store"
)

// asked is a request for events, read.
type asked struct {
	Options
	follow bool
	sse    bool
	wait   time.Duration
	end    bool // begin where the log ends now
}

// maxWait bounds a long poll.
const maxWait = time.Minute

// parse reads a request strictly: a misspelt restriction must not give more
// than was asked for.
func parse(r *http.Request) (a asked, problem *Problem) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return a, &Problem{Code: CodeInvalid, Message: "the query is not well-formed"}
	}
	bad := func(field, format string, args ...any) {
		if problem == nil || field < problem.Field { // the same one every time
			problem = &Problem{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
		}
	}
	for field, values := range query {
		if err := a.list(field, values); err == nil {
			continue
		} else if !errors.Is(err, errNoList) {
			bad(field, "%v", err)
			continue
		}
		if len(values) != 1 {
			bad(field, "given %d times", len(values))
			continue
		}
		if err := a.field(field, values[0]); err != nil {
			bad(field, "%v", err)
		}
	}
	if problem == nil {
		a.contradictions(query, bad)
	}
	if a.sse = wantsEvents(r); problem == nil && a.sse {
		a.serverSent(r, query, bad)
	}
	return a, problem
}

// contradictions finds parameters that do not go together.
func (a *asked) contradictions(query url.Values, bad func(field, format string, args ...any)) {
	switch {
	case a.Backwards && query.Has("after"):
		bad("after", "is not possible with backwards, use before")
	case !a.Backwards && query.Has("before"):
		bad("before", "is only possible with backwards")
	case a.Backwards && a.follow:
		bad("follow", "new events do not come backwards")
	case a.Backwards && a.wait > 0:
		bad("wait", "new events do not come backwards")
	case a.follow && a.wait > 0:
		bad("wait", "is not possible with follow")
	case a.Raw && (a.Stream != "" || len(a.Streams)+len(a.Types) > 0 || a.Personal):
		bad("raw", "is the whole log as it is stored: without stream, streamPrefix, type and personal")
	case a.Stream != "" && len(a.Streams) > 0:
		bad("streamPrefix", "is not possible with stream")
	}
}

// serverSent reads what is particular to server-sent events: they follow the
// log, and go on after the last one that the browser has.
func (a *asked) serverSent(r *http.Request, query url.Values, bad func(field, format string, args ...any)) {
	switch {
	case a.Raw:
		bad("raw", "is not for server-sent events")
	case a.Backwards:
		bad("backwards", "server-sent events do not come backwards")
	case a.wait > 0:
		bad("wait", "server-sent events come as they happen")
	case query.Has("follow") && !a.follow:
		bad("follow", "server-sent events follow the log")
	}
	a.follow = true
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		at, err := parsePosition(last)
		if err != nil {
			bad("Last-Event-ID", "%v", err)
		}
		a.From, a.end = at, false
	}
}

var errNoList = errors.New("not a list")

// list reads parameters that may be given several times, or as a list with
// commas.
func (a *asked) list(field string, values []string) error {
	var into *[]string
	longest := store.MaxTypeBytes
	switch field {
	case "type":
		into = &a.Types
	case "streamPrefix":
		into, longest = &a.Streams, store.MaxStreamBytes
	default:
		return errNoList
	}
	for _, v := range values {
		*into = append(*into, strings.Split(v, ",")...)
	}
	if err := checkPrefixes(field, *into, maxPrefixes, longest); err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), store.ErrInvalid.Error()+": "))
	}
	return nil
}

func (a *asked) field(field, value string) (err error) {
	switch field {
	case "after":
		if value == "end" {
			a.end = true
			return nil
		}
		a.From, err = parsePosition(value)
		return err
	case "before":
		a.From, err = parsePosition(value)
		return err
	case "stream":
		a.Stream = value
		return store.CheckStream(value)
	case "limit":
		if a.Limit, err = strconv.Atoi(value); err != nil || a.Limit < 1 {
			return errors.New("want a number from 1")
		}
		return nil
	case "wait":
		seconds, err := strconv.Atoi(value)
		if err != nil || seconds < 0 || seconds > int(maxWait/time.Second) {
			return fmt.Errorf("want seconds, from 0 to %d", maxWait/time.Second)
		}
		a.wait = time.Duration(seconds) * time.Second
		return nil
	}
	flags := map[string]*bool{"follow": &a.follow, "backwards": &a.Backwards, "personal": &a.Personal, "raw": &a.Raw, "gaps": &a.Gaps}
	into, known := flags[field]
	if !known {
		return errors.New("there is no such parameter")
	}
	*into, err = parseBool(value)
	return err
}

func parsePosition(value string) (events.Position, error) {
	at, err := events.ParsePosition(value)
	if err == nil && at > store.LastPosition {
		err = errors.New("is out of range")
	}
	return at, err
}

func parseBool(value string) (bool, error) {
	switch value {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, errors.New("want true or false")
}
