package graph

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/graph/apierr"
	"github.com/parley-video/parley/graph/generated"
)

func schemaOf() *ast.Schema {
	return generated.NewExecutableSchema(generated.Config{}).Schema()
}

// rootFields lists all root fields of the schema as Type.field.
func rootFields() map[string]*ast.FieldDefinition {
	fields := map[string]*ast.FieldDefinition{}
	s := schemaOf()
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		for _, f := range root.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				fields[root.Name+"."+f.Name] = f
			}
		}
	}
	return fields
}

func TestEveryRootFieldHasItsScope(t *testing.T) {
	fields := rootFields()
	for name := range fields {
		if _, ok := fieldScopes[name]; !ok {
			t.Errorf("%s is in the schema but not in fieldScopes", name)
		}
	}
	for name, scope := range fieldScopes {
		if _, ok := fields[name]; !ok {
			t.Errorf("%s is in fieldScopes but not in the schema", name)
		}
		if scope != anybody && scope != authenticated && !access.Known(scope) {
			t.Errorf("%s demands the unknown scope %q", name, scope)
		}
	}
}

// TestScopesAreEnforced calls every root field of the schema as a stranger, with
// every scope alone, and with all scopes but the one, over HTTP, and holds what
// is let through to fieldScopes.
func TestScopesAreEnforced(t *testing.T) {
	s := newStack(t)
	only, without := map[string]string{}, map[string]string{}
	for _, scope := range access.Scopes() {
		only[scope] = s.token("only "+scope, scope, access.ScopeGraphQLAdHoc)
		without[scope] = s.token("without "+scope, slices.DeleteFunc(access.Scopes(), func(x string) bool { return x == scope })...)
	}
	let := func(a answer) bool {
		code := a.code()
		if code == string(apierr.Internal) {
			t.Errorf("%s", a.raw)
		}
		return code != string(apierr.Unauthenticated) && code != string(apierr.Forbidden)
	}
	for name, field := range rootFields() {
		t.Run(name, func(t *testing.T) {
			document, demand := minimalDocument(name, field), fieldScopes[name]
			stranger := s.ask("", document, nil)
			if let(stranger) != (demand == anybody) {
				t.Errorf("a stranger: %s", stranger.raw)
			}
			if demand != anybody && stranger.code() != string(apierr.Unauthenticated) {
				t.Errorf("a stranger gets %q", stranger.code())
			}
			for _, scope := range access.Scopes() {
				want := demand == anybody || demand == authenticated || demand == scope
				if a := s.ask(only[scope], document, nil); let(a) != want || !want && a.Data != nil {
					t.Errorf("with %s alone: %s", scope, a.raw)
				}
			}
			if access.Known(demand) {
				if a := s.ask(without[demand], document, nil); let(a) || a.Data != nil {
					t.Errorf("with everything but %s: %s", demand, a.raw)
				}
			}
		})
	}
}

const permissionsDoc = "../docs/permissions.md"

// TestPermissionsAreDocumented holds the tables of docs/permissions.md to what
// the program does; -update rewrites them.
func TestPermissionsAreDocumented(t *testing.T) {
	var scopes, fields strings.Builder
	scopes.WriteString("| Scope | Permission | Opens | In `read-only` |\n|---|---|---|---|\n")
	for _, p := range access.Permissions() {
		in := ""
		if slices.Contains(access.RoleScopes(access.RoleReadOnly), p.Scope) {
			in = "yes"
		}
		fmt.Fprintf(&scopes, "| `%s` | %s: %s | %s | %s |\n", p.Scope, p.Group, p.Name, p.Description, in)
	}
	fields.WriteString("| Operation | Scope |\n|---|---|\n")
	words := map[string]string{anybody: "none, not even a credential", authenticated: "none, but a session or token"}
	for _, name := range slices.Sorted(maps.Keys(fieldScopes)) {
		scope, special := words[fieldScopes[name]]
		if !special {
			scope = "`" + fieldScopes[name] + "`"
		}
		fmt.Fprintf(&fields, "| `%s` | %s |\n", name, scope)
	}
	doc, err := os.ReadFile(permissionsDoc)
	if err != nil {
		t.Fatal(err)
	}
	now := section(section(string(doc), "scopes", scopes.String()), "operations", fields.String())
	if now == string(doc) {
		return
	}
	if !*update {
		t.Fatalf("%s is out of date: run go test ./graph -run %s -update", permissionsDoc, t.Name())
	}
	if err := os.WriteFile(permissionsDoc, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}

// section puts text between the marks of a generated part of a page.
func section(page, name, text string) string {
	begin, end := "<!-- generated: "+name+" -->\n", "<!-- end: "+name+" -->"
	head, rest, _ := strings.Cut(page, begin)
	_, tail, found := strings.Cut(rest, end)
	if !found {
		return page + "\n" + begin + text + end + "\n"
	}
	return head + begin + text + end + tail
}

// A mutation is refused as a whole: nothing of it may run before the rights
// to all of it are known.
func TestRightsAreCheckedBeforeAnythingRuns(t *testing.T) {
	s := newStack(t)
	secret := s.token("config", access.ScopeConfigWrite, access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	before, err := s.deps.LogEnd.End(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := s.ask(secret, `mutation {
		locationCreate(input: {name: "Oslo"}) { position }
		...rest
	}
	fragment rest on Mutation { administratorRemove(input: {id: "x"}) { position } }`, nil)
	if a.code() != string(apierr.Forbidden) || a.Data != nil {
		t.Fatalf("answer %s", a.raw)
	}
	if after, err := s.deps.LogEnd.End(t.Context()); err != nil || after != before {
		t.Fatalf("the log grew from %s to %s (%v)", before, after, err)
	}
}

func TestNodeDemandsTheScopeOfWhatItFinds(t *testing.T) {
	s := newStack(t)
	config := s.token("config", access.ScopeConfigRead, access.ScopeGraphQLAdHoc)
	history := s.token("history", access.ScopeHistoryRead, access.ScopeGraphQLAdHoc)
	for kind, scope := range kindScopes {
		for have, secret := range map[string]string{access.ScopeConfigRead: config, access.ScopeHistoryRead: history} {
			a := s.ask(secret, `query($id: ID!) { node(id: $id) { __typename id } }`, map[string]any{"id": encodeID(kind, "abc")})
			refused := a.code() == string(apierr.Forbidden)
			if refused == (have == scope) || !refused && len(a.Errors) > 0 {
				t.Errorf("%s with %s: %s", kind, have, a.raw)
			}
		}
	}
}

// minimalDocument calls one field with the least that is valid.
func minimalDocument(name string, field *ast.FieldDefinition) string {
	root, _, _ := strings.Cut(name, ".")
	var args []string
	for _, a := range field.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			args = append(args, a.Name+": "+literal(a.Type))
		}
	}
	call := field.Name
	if len(args) > 0 {
		call += "(" + strings.Join(args, ", ") + ")"
	}
	return fmt.Sprintf("%s { %s { __typename } }", strings.ToLower(root), call)
}

// literal makes a value of an input type.
func literal(typ *ast.Type) string {
	if typ.Elem != nil {
		return "[]"
	}
	def := schemaOf().Types[typ.NamedType]
	switch {
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name
	case def.Kind == ast.InputObject:
		var fields []string
		for _, f := range def.Fields {
			if f.Type.NonNull {
				fields = append(fields, f.Name+": "+literal(f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case def.Name == "Boolean":
		return "true"
	case def.Name == "Int":
		return "1"
	case def.Name == "DateTime":
		return `"2026-11-21T00:00:00Z"`
	default:
		return `"x"`
	}
}
