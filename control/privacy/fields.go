package privacy

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/events/codec"
)

// personalType is an event type with personal data: the JSON names of the
// fields that hold it, in lower case.
type personalType struct {
	name   string
	fields map[string]bool
}

// personalTypes finds the events that the codec knows and that are about
// somebody, and names those that only old logs have. A personal value that would not
// be sealed, because it stands deeper or in an event that is about nobody, is an
// error: it must be found when the program starts, not in a log.
func personalTypes() (about map[string]personalType, old map[string]bool, err error) {
	about, old = make(map[string]personalType), make(map[string]bool)
	for _, name := range codec.Types() {
		e, err := codec.Unmarshal(name, []byte("{}"))
		if err != nil {
			return nil, nil, fmt.Errorf("personal data of %s: %w", name, err)
		}
		p, err := inspect(e)
		if err != nil {
			return nil, nil, err
		}
		if len(p.fields) > 0 {
			about[name] = p
		}
	}
	for _, name := range codec.OldTypes() {
		old[name] = true
	}
	return about, old, nil
}

var personal = reflect.TypeFor[events.Personal]()

func inspect(e events.Event) (personalType, error) {
	p := personalType{name: e.EventType(), fields: make(map[string]bool)}
	typ := reflect.TypeOf(e)
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Type == personal {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			p.fields[strings.ToLower(name)] = true
			continue
		}
		if deep(f.Type, map[reflect.Type]bool{}) {
			return p, fmt.Errorf("%s: field %s has personal data deeper than the payload itself", p.name, f.Name)
		}
	}
	if _, about := e.(events.About); about != (len(p.fields) > 0) {
		return p, fmt.Errorf("%s: has %d fields of personal data, but is about somebody: %t", p.name, len(p.fields), about)
	}
	return p, nil
}

// deep reports whether a type holds personal data anywhere.
func deep(typ reflect.Type, seen map[reflect.Type]bool) bool {
	if typ == personal {
		return true
	}
	if seen[typ] {
		return false
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return deep(typ.Elem(), seen)
	case reflect.Map:
		return deep(typ.Key(), seen) || deep(typ.Elem(), seen)
	case reflect.Struct:
		for i := range typ.NumField() {
			if deep(typ.Field(i).Type, seen) {
				return true
			}
		}
	}
	return false
}
