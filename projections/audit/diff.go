package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// diff lists what differs, in the order of the names. It looks at the texts:
// both are of the same encoder, so that what is equal has the same bytes, and
// most of it is.
func diff(before, after kept) ([]Change, error) {
	var d differ
	if err := d.compare(before, after); err != nil {
		return nil, fmt.Errorf("audit: kept object: %w", err)
	}
	return d.found, nil
}

type differ struct {
	path  []string
	found []Change
}

func (d *differ) compare(before, after kept) error {
	before, after = before.orNothing(), after.orNothing()
	if bytes.Equal(before.stored, after.stored) {
		return nil
	}
	if (before.stored == nil || before.object()) && (after.stored == nil || after.object()) {
		a, err := before.members()
		if err != nil {
			return err
		}
		b, err := after.members()
		if err != nil {
			return err
		}
		if len(a)+len(b) > 0 {
			return d.members(a, b)
		}
	}
	same, err := equal(before.stored, after.stored)
	if err != nil || same {
		return err
	}
	c := Change{Path: slices.Clone(d.path), Secret: before.secret() || after.secret()}
	if !c.Secret {
		c.Before, c.After = before.stored, after.stored
	}
	d.found = append(d.found, c)
	return nil
}

func (d *differ) members(a, b []member) error {
	var differing []pair
	for i := range a {
		p := pair{name: a[i].name, before: a[i].kept}
		if j := find(b, i, a[i].name); j >= 0 {
			p.after = b[j].kept
		}
		if !bytes.Equal(p.before.stored, p.after.stored) {
			differing = append(differing, p)
		}
	}
	for i := range b {
		if find(a, i, b[i].name) < 0 {
			differing = append(differing, pair{name: b[i].name, after: b[i].kept})
		}
	}
	slices.SortFunc(differing, func(a, b pair) int { return bytes.Compare(a.name, b.name) })
	for _, p := range differing {
		name, err := text(p.name)
		if err != nil {
			return err
		}
		d.path = append(d.path, name)
		if err := d.compare(p.before, p.after); err != nil {
			return err
		}
		d.path = d.path[:len(d.path)-1]
	}
	return nil
}

// pair is a member of two objects.
type pair struct {
	name          []byte
	before, after kept
}

// orNothing is nothing for JSON's null.
func (k kept) orNothing() kept {
	if len(k.stored) == 0 || string(k.stored) == "null" {
		return kept{}
	}
	return k
}

func (k kept) object() bool { return len(k.stored) > 0 && k.stored[0] == '{' }

// secret says that something in it is not shown as it is kept.
func (k kept) secret() bool { return k.stored != nil && !bytes.Equal(k.stored, k.shown) }

// equal compares values whose bytes differ. Those of lists may do so because
// their members were written by an earlier version of the program.
func equal(a, b []byte) (bool, error) {
	if len(a) == 0 || len(b) == 0 || a[0] != '[' || b[0] != '[' {
		return false, nil
	}
	x, err := decode(a)
	if err != nil {
		return false, err
	}
	y, err := decode(b)
	return reflect.DeepEqual(x, y), err
}

func decode(b []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber() // numbers stay as they are written
	err = d.Decode(&v)
	return v, err
}
