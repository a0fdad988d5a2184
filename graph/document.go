package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/auth"
)

// The limits of a document before it is held against the schema. That takes
// time with the square of its selections, and happens before anybody asks for
// rights, so a stranger's document has to be as small as a sign-in.
const (
	maxDocument   = 64 << 10 // bytes
	maxAnonymous  = 1 << 10  // bytes, of callers without a session or token
	maxUncounted  = 2 << 10  // bytes of a document that is too short to hold many selections
	maxSelections = 1000     // as written: before fragments are spread
)

// written is the extension that bounds documents as they are written. Trusted
// ones are what they are.
type written struct{}

var _ graphql.OperationParameterMutator = written{}

func (written) ExtensionName() string                          { return "Written" }
func (written) Validate(schema graphql.ExecutableSchema) error { return nil }

func (written) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if isTrusted(graphql.GetOperationContext(ctx)) {
		return nil
	}
	size := len(params.Query)
	switch {
	case size > maxAnonymous && auth.CallFrom(ctx).Principal.IsZero():
		return apierr.New(apierr.Unauthenticated, "a document of more than %d bytes needs a session or token", maxAnonymous).GraphQL()
	case size > maxDocument:
		return apierr.New(apierr.LimitExceeded, "the document has more than %d bytes", maxDocument).GraphQL()
	case size > maxUncounted && selections(params.Query) > maxSelections:
		return apierr.New(apierr.LimitExceeded, "the document has more than %d selections", maxSelections).GraphQL()
	default:
		return nil
	}
}

// selections counts what a document selects; 0 when it cannot be parsed, which
// the executor will say.
func selections(text string) int {
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, maxTokens)
	if err != nil {
		return 0
	}
	n := 0
	for _, op := range document.Operations {
		n += countSelections(op.SelectionSet)
	}
	for _, f := range document.Fragments {
		n += countSelections(f.SelectionSet)
	}
	return n
}

func countSelections(set ast.SelectionSet) int {
	n := len(set)
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			n += countSelections(s.SelectionSet)
		case *ast.InlineFragment:
			n += countSelections(s.SelectionSet)
		}
	}
	return n
}

// The documents whose parsed form is kept: so many, of such a length at most.
// Programs send few and short ones; a large one may take a megabyte.
const (
	keptDocuments   = 256
	maxKeptDocument = 8 << 10
)

// documentCache keeps parsed documents of moderate length.
type documentCache struct {
	*lru.LRU[*ast.QueryDocument]
}

func newDocumentCache() documentCache {
	return documentCache{lru.New[*ast.QueryDocument](keptDocuments)}
}

// Add implements graphql.Cache.
func (c documentCache) Add(ctx context.Context, text string, document *ast.QueryDocument) {
	if len(text) <= maxKeptDocument {
		c.LRU.Add(ctx, text, document)
	}
}
