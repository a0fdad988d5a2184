package graph

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events/store"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/model"
)

// eventFilter turns a filter of the schema into that of the store, narrowed to
// what is within reach of the caller.
func eventFilter(caller auth.Principal, in *model.EventFilter) (store.Filter, error) {
	var f store.Filter
	if in != nil {
		f.TypePrefixes, f.StreamPrefixes = in.TypePrefixes.Value(), in.StreamPrefixes.Value()
		if stream := in.Stream.Value(); stream != nil {
			if store.CheckStream(*stream) != nil {
				return f, apierr.BadArgument("filter.stream", "this is not the name of a stream")
			}
			f.Streams = []string{*stream}
		}
	}
	if err := errors.Join(
		checkPrefixes("filter.typePrefixes", f.TypePrefixes, access.MaxTypePrefix),
		checkPrefixes("filter.streamPrefixes", f.StreamPrefixes, access.MaxStreamPrefix),
	); err != nil {
		return f, err
	}
	return narrow(f, reachOf(caller)), nil
}

func checkPrefixes(argument string, prefixes []string, longest int) error {
	if len(prefixes) > access.MaxPrefixes {
		return apierr.BadArgument(argument, "at most %d prefixes are allowed", access.MaxPrefixes)
	}
	for _, p := range prefixes {
		if p == "" || len(p) > longest {
			return apierr.BadArgument(argument, "a prefix has 1 to %d bytes", longest)
		}
	}
	return nil
}

// nowhere is a stream that holds no event that passes a filter: those about
// the log itself do not.
const nowhere = "$nowhere"

// narrow gives the filter that passes what the given one passes and is within
// reach.
func narrow(f store.Filter, reach access.Reach) store.Filter {
	types, someType := access.CommonPrefixes(f.TypePrefixes, reach.Types)
	streams, someStream := access.CommonPrefixes(f.StreamPrefixes, reach.Streams)
	if !someType || !someStream {
		return store.Filter{Streams: []string{nowhere}}
	}
	f.TypePrefixes, f.StreamPrefixes = types, streams
	return f
}

// filterArgument reads the filter of a subscription, which is opened before the
// generated code reads its arguments. They were validated already.
func filterArgument(argument any) (*model.EventFilter, error) {
	if argument == nil {
		return nil, nil
	}
	fields, ok := argument.(map[string]any)
	if !ok {
		return nil, errFilter
	}
	types, err1 := textList(fields["typePrefixes"])
	streams, err2 := textList(fields["streamPrefixes"])
	out := &model.EventFilter{TypePrefixes: graphql.OmittableOf(types), StreamPrefixes: graphql.OmittableOf(streams)}
	if stream, given := fields["stream"]; given && stream != nil {
		text, ok := stream.(string)
		if !ok {
			return nil, errFilter
		}
		out.Stream = graphql.OmittableOf(&text)
	}
	return out, errors.Join(err1, err2)
}

var errFilter = apierr.BadArgument("filter", "this is not a filter of events")

// textList reads a list of texts; a single text is a list too, as GraphQL has it.
func textList(v any) ([]string, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []string:
		return v, nil
	case []any:
		list := make([]string, 0, len(v))
		for _, one := range v {
			text, ok := one.(string)
			if !ok {
				return nil, errFilter
			}
			list = append(list, text)
		}
		return list, nil
	default:
		return nil, errFilter
	}
}
