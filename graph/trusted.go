package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/parley-video/parley/graph/apierr"
)

// Documents are the trusted documents: what our own web interface asks. They
// are known by the hex SHA-256 of their text and free of graphql:adhoc.
type Documents struct{ byHash map[string]string }

// ReadDocuments reads the file that the frontend's build writes: one JSON
// object from hash to text.
func ReadDocuments(r io.Reader) (*Documents, error) {
	var byHash map[string]string
	if err := json.NewDecoder(r).Decode(&byHash); err != nil {
		return nil, fmt.Errorf("read trusted documents: %w", err)
	}
	all := make(map[string]string, 2*len(byHash))
	for hash, text := range byHash {
		if text == "" {
			return nil, fmt.Errorf("read trusted documents: %s has no text", hash)
		}
		all[strings.TrimPrefix(hash, hashPrefix)] = text
		// The generator hashes a normalised text; who sends the text as it
		// stands in the file means the same document.
		all[hashOf(text)] = text
	}
	return &Documents{byHash: all}, nil
}

// hashPrefix is how the generator of the frontend marks its hashes, and how its
// clients may send them.
const hashPrefix = "sha256:"

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// trusted is the extension that finds documents by their hash, and marks
// operations whose document is a trusted one, however it was sent.
type trusted struct{ documents *Documents }

var _ graphql.OperationParameterMutator = trusted{}

const trustedStat = "Trusted"

func (trusted) ExtensionName() string                          { return trustedStat }
func (trusted) Validate(schema graphql.ExecutableSchema) error { return nil }

func (t trusted) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	hash, bad := persistedHash(params.Extensions)
	if bad != nil {
		return bad.GraphQL()
	}
	switch {
	case params.Query != "":
		sum := hashOf(params.Query)
		if hash != "" && hash != sum {
			return apierr.BadArgument("extensions.persistedQuery.sha256Hash", "this is not the SHA-256 of the document").GraphQL()
		}
		hash = sum
	case hash == "":
		return apierr.New(apierr.BadUserInput, "the request has no document").GraphQL()
	}
	if t.documents != nil {
		if text, ok := t.documents.byHash[hash]; ok {
			params.Query = text
			graphql.GetOperationContext(ctx).Stats.SetExtension(trustedStat, true)
			return nil
		}
	}
	if params.Query == "" {
		// Clients know this text and repeat the request with the document.
		return apierr.New(apierr.BadUserInput, "PersistedQueryNotFound").GraphQL()
	}
	return nil
}

// persistedHash reads extensions.persistedQuery, the form that clients agree on.
func persistedHash(extensions map[string]any) (string, *apierr.Error) {
	raw, present := extensions["persistedQuery"]
	if !present || raw == nil {
		return "", nil
	}
	fields, ok := raw.(map[string]any)
	hash, isText := fields["sha256Hash"].(string)
	hash = strings.TrimPrefix(hash, hashPrefix)
	if !ok || !isText || len(hash) != hex.EncodedLen(sha256.Size) {
		return "", apierr.BadArgument("extensions.persistedQuery", "want {version: 1, sha256Hash: <64 hex digits>}")
	}
	if version := fmt.Sprint(fields["version"]); version != "1" {
		return "", apierr.BadArgument("extensions.persistedQuery.version", "only version 1 is known")
	}
	return hash, nil
}

func isTrusted(op *graphql.OperationContext) bool {
	marked, _ := op.Stats.GetExtension(trustedStat).(bool)
	return marked
}
