package graph

import (
	"context"
	"math"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
)

// The limits of one operation.
const (
	maxTokens      = 5000  // of the document
	maxDepth       = 12    // of nested fields, introspection aside
	maxFields      = 5000  // after fragments are spread
	maxCostAdhoc   = 2000  // objects an ad-hoc document may ask for
	maxCostTrusted = 20000 // objects a trusted document may ask for
)

// shape is the extension that bounds depth and size. It runs before anything
// that walks a document with its fragments spread, because a short document
// can spread to an astronomical one.
type shape struct{}

var _ graphql.OperationContextMutator = shape{}

func (shape) ExtensionName() string                          { return "Shape" }
func (shape) Validate(schema graphql.ExecutableSchema) error { return nil }

func (shape) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	m := measurer{fragments: map[string]measure{}}
	switch got := m.selection(op.Operation.SelectionSet); {
	case got.depth > maxDepth:
		return apierr.New(apierr.LimitExceeded, "the operation is %d levels deep, the limit is %d", got.depth, maxDepth).GraphQL()
	case got.fields > maxFields:
		return apierr.New(apierr.LimitExceeded, "the operation has more than %d fields", maxFields).GraphQL()
	default:
		return nil
	}
}

// measure is the extent of a selection.
type measure struct{ depth, fields int }

// measurer visits every fragment once, however often it is spread. Validation
// has ruled out cycles.
type measurer struct{ fragments map[string]measure }

func (m measurer) selection(set ast.SelectionSet) measure {
	var all measure
	add := func(one measure) {
		all.depth = max(all.depth, one.depth)
		all.fields = saturatingAdd(all.fields, one.fields)
	}
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			inner := m.selection(s.SelectionSet)
			one := measure{depth: inner.depth + 1, fields: saturatingAdd(inner.fields, 1)}
			if s.Name == "__schema" || s.Name == "__type" {
				one.depth = 1 // validation bounds introspection by itself
			}
			add(one)
		case *ast.InlineFragment:
			add(m.selection(s.SelectionSet))
		case *ast.FragmentSpread:
			known, ok := m.fragments[s.Name]
			if !ok && s.Definition != nil {
				known = m.selection(s.Definition.SelectionSet)
				m.fragments[s.Name] = known
			}
			add(known)
		}
	}
	return all
}

func saturatingAdd(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

// cost is the extension that prices an operation by the number of objects it
// may make us fetch and encode, and tells the caller in extensions.cost.
type cost struct{ schema graphql.ExecutableSchema }

var (
	_ graphql.OperationContextMutator = &cost{}
	_ graphql.ResponseInterceptor     = &cost{}
)

// Cost is the value of extensions.cost.
type Cost struct {
	Requested int `json:"requested"`
	Limit     int `json:"limit"`
}

const costStat = "Cost"

func (*cost) ExtensionName() string { return costStat }

func (c *cost) Validate(schema graphql.ExecutableSchema) error {
	c.schema = schema
	return nil
}

func (c *cost) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	price := Cost{Limit: maxCostAdhoc}
	if isTrusted(op) {
		price.Limit = maxCostTrusted
	}
	price.Requested = max(1, complexity.Calculate(ctx, c.schema, op.Operation, op.Variables, complexity.WithFixedScalarValue(0)))
	op.Stats.SetExtension(costStat, price)
	if price.Requested > price.Limit {
		return apierr.New(apierr.LimitExceeded, "the operation costs %d, the limit is %d; ask for fewer objects per page", price.Requested, price.Limit).GraphQL()
	}
	return nil
}

// InterceptResponse adds the price to single answers; the frames of a
// subscription stay free of it.
func (c *cost) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	if graphql.HasOperationContext(ctx) {
		op := graphql.GetOperationContext(ctx)
		price, priced := op.Stats.GetExtension(costStat).(Cost)
		if priced && op.Operation != nil && op.Operation.Operation != ast.Subscription {
			graphql.RegisterExtension(ctx, "cost", price)
		}
	}
	return next(ctx)
}

// pageCost prices a connection: its items times the page size, and itself.
func pageCost(child, first int) int {
	first = min(max(first, 1), maxFirst)
	if child > (math.MaxInt-1)/first {
		return math.MaxInt
	}
	return 1 + child*first
}
