package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/parley-video/parley/events/redact"
)

// kept is an object in its two forms: with digests for secrets, to be compared
// and changed, and as it is shown.
type kept struct{ stored, shown []byte }

func keep(o object) (kept, error) {
	stored, err := encode(o)
	if err != nil {
		return kept{}, err
	}
	shown, err := encode(redact.Value(o, false))
	return kept{stored, shown}, err
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// secret is a value that differs between the two forms.
type secret struct{ digest any }

// tree decodes an object, with its secrets marked as such.
func (k kept) tree() (any, error) {
	if len(k.stored) == 0 {
		return nil, nil
	}
	stored, err := decode(k.stored)
	if err != nil {
		return nil, err
	}
	shown, err := decode(k.shown)
	if err != nil {
		return nil, err
	}
	return marked(stored, shown), nil
}

func decode(b []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber() // numbers stay as they are written
	if err = d.Decode(&v); err != nil {
		return nil, fmt.Errorf("audit: kept object: %w", err)
	}
	return v, nil
}

func marked(stored, shown any) any {
	switch s := stored.(type) {
	case map[string]any:
		if m, ok := shown.(map[string]any); ok {
			for k := range s {
				s[k] = marked(s[k], m[k])
			}
			return s
		}
	case []any:
		if l, ok := shown.([]any); ok && len(l) == len(s) {
			for i := range s {
				s[i] = marked(s[i], l[i])
			}
			return s
		}
	}
	if reflect.DeepEqual(stored, shown) {
		return stored
	}
	return secret{stored}
}

func hasSecret(v any) bool {
	switch v := v.(type) {
	case secret:
		return true
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), hasSecret)
	case []any:
		return slices.ContainsFunc(v, hasSecret)
	}
	return false
}

// diff lists what differs, in the order of the names.
func diff(before, after kept) ([]Change, error) {
	a, err := before.tree()
	if err != nil {
		return nil, err
	}
	b, err := after.tree()
	if err != nil {
		return nil, err
	}
	return appendDiff(nil, nil, a, b)
}

func appendDiff(all []Change, path []string, before, after any) ([]Change, error) {
	if reflect.DeepEqual(before, after) {
		return all, nil
	}
	a, isA := before.(map[string]any)
	b, isB := after.(map[string]any)
	if (isA || before == nil) && (isB || after == nil) && len(a)+len(b) > 0 {
		names := map[string]bool{}
		for name := range a {
			names[name] = true
		}
		for name := range b {
			names[name] = true
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			var err error
			if all, err = appendDiff(all, append(slices.Clone(path), name), a[name], b[name]); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
	c := Change{Path: path, Secret: hasSecret(before) || hasSecret(after)}
	if !c.Secret {
		var err error
		if c.Before, err = leaf(before); err != nil {
			return nil, err
		}
		if c.After, err = leaf(after); err != nil {
			return nil, err
		}
	}
	return append(all, c), nil
}

func leaf(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	return encode(v)
}
