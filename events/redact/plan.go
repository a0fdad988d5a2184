package redact

import (
	"reflect"
	"sync"

	"github.com/parley-video/parley/events"
)

var (
	sealedType   = reflect.TypeFor[events.Sealed]()
	personalType = reflect.TypeFor[events.Personal]()
)

// plan is what values of one type may hold that is to be hidden. It depends on
// the type alone, so keeping it is safe and bounded by the program's types.
type plan struct {
	sealed, personal bool
	fields           []int // of a struct: the ones to look into
}

func (p *plan) hides(personal bool) bool { return p.sealed || p.personal && !personal }

var plans sync.Map // reflect.Type to *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan) // only plans go in
	}
	p := makePlan(t, map[reflect.Type]bool{})
	plans.Store(t, p)
	return p
}

// makePlan looks through a type. Of one that contains itself, every value is
// looked at.
func makePlan(t reflect.Type, seen map[reflect.Type]bool) *plan {
	p := &plan{sealed: t == sealedType || seen[t], personal: t == personalType || seen[t]}
	if seen[t] {
		return p
	}
	seen[t] = true
	defer delete(seen, t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		p.add(makePlan(t.Elem(), seen))
	case reflect.Interface: // what it holds shows when it is there
		p.sealed, p.personal = true, true
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() { // JSON does not see it; events embed nothing, which a test holds
				continue
			}
			if inner := makePlan(f.Type, seen); inner.hides(false) {
				p.add(inner)
				p.fields = append(p.fields, i)
			}
		}
	}
	return p
}

func (p *plan) add(inner *plan) {
	p.sealed, p.personal = p.sealed || inner.sealed, p.personal || inner.personal
}

// hider says what becomes of what is to be hidden.
type hider struct {
	personal bool // stays
	seal     func(string) string
}

// hidden gives a value with what is to be hidden replaced. What is changed is
// copied first: events are shared.
func (h hider) hidden(v reflect.Value) reflect.Value {
	p := planOf(v.Type())
	if !p.hides(h.personal) {
		return v
	}
	switch v.Kind() {
	case reflect.String:
		return h.text(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return v
		}
		inner := h.hidden(v.Elem())
		c := reflect.New(v.Type()).Elem()
		if v.Kind() == reflect.Interface {
			c.Set(inner)
			return c
		}
		c.Set(reflect.New(v.Type().Elem()))
		c.Elem().Set(inner)
		return c
	case reflect.Struct:
		c := reflect.New(v.Type()).Elem()
		c.Set(v)
		for _, i := range p.fields {
			c.Field(i).Set(h.hidden(v.Field(i)))
		}
		return c
	default:
		return h.elements(v)
	}
}

func (h hider) text(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	if v.Type() == sealedType {
		c.SetString(h.seal(v.String()))
	}
	return c
}

func (h hider) elements(v reflect.Value) reflect.Value {
	switch {
	case v.Kind() == reflect.Array:
		c := reflect.New(v.Type()).Elem()
		for i := range v.Len() {
			c.Index(i).Set(h.hidden(v.Index(i)))
		}
		return c
	case v.IsNil():
		return v
	case v.Kind() == reflect.Slice:
		c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			c.Index(i).Set(h.hidden(v.Index(i)))
		}
		return c
	default: // a map
		c := reflect.MakeMapWithSize(v.Type(), v.Len())
		for _, key := range v.MapKeys() {
			c.SetMapIndex(key, h.hidden(v.MapIndex(key)))
		}
		return c
	}
}
