package graph

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain"
)

// given is a value of a new object: null and absent both mean the default.
func given[T any](o graphql.Omittable[*T]) domain.Opt[T] { return domain.FromPtr(o.Value()) }

// clearable is a value of a change: absent keeps it, null clears it.
func clearable[T any](o graphql.Omittable[*T]) domain.Opt[T] {
	p, set := o.ValueOK()
	switch {
	case !set:
		return domain.Opt[T]{}
	case p == nil:
		var zero T
		return domain.Some(zero)
	default:
		return domain.Some(*p)
	}
}

// change collects what is wrong with the form of a change before any rule of
// the domain is asked.
type change struct {
	check domain.Checker
	isNew bool // there is nothing yet that could be kept
}

// keep is a value of a change that can be set but not cleared: absent keeps
// it, null is refused. Of a new object both mean the default.
func keep[T any](c *change, field string, o graphql.Omittable[*T]) domain.Opt[T] {
	p, set := o.ValueOK()
	if set && p == nil && !c.isNew {
		c.check.Refuse(domain.CodeRequired, "A value is required; leave the field out to keep it.", field)
		return domain.Opt[T]{}
	}
	return domain.FromPtr(p)
}

// mapped turns a value into that of the domain.
func mapped[From, To any](o domain.Opt[From], f func(From) To) domain.Opt[To] {
	if !o.Set {
		return domain.Opt[To]{}
	}
	return domain.Some(f(o.Value))
}

// rawOpt turns the identifier of a change into that of the domain; an empty
// one clears.
func rawOpt(argument string, kind idKind, o domain.Opt[string]) (domain.Opt[string], error) {
	if !o.Set || o.Value == "" {
		return o, nil
	}
	raw, err := rawID(argument, kind, o.Value)
	return domain.Some(raw), err
}

// some is a required value.
func some[T any](v T) domain.Opt[T] { return domain.Some(v) }

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
