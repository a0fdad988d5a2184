package graph

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

var update = flag.Bool("update", false, "rewrite golden files")

const (
	schemaFile   = "../schema.graphqls"
	schemaGolden = "testdata/schema.golden.graphqls"
)

// TestSchemaIsNotBroken compares the schema with the one that was committed
// as the promise to callers. -update takes additions over; a break of the
// promise has to be edited into the golden file by hand, on purpose.
func TestSchemaIsNotBroken(t *testing.T) {
	now, before := readSchema(t, schemaFile), readSchema(t, schemaGolden)
	if breaks := breaking(before, now); len(breaks) > 0 {
		t.Fatalf("callers would break:\n%s", strings.Join(breaks, "\n"))
	}
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile(schemaGolden)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) == string(golden) {
		return
	}
	if !*update {
		t.Fatalf("the schema has grown: run go test ./graph -run %s -update", t.Name())
	}
	if err := os.WriteFile(schemaGolden, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestSchemaIsDescribed holds every part of the schema to a description.
func TestSchemaIsDescribed(t *testing.T) {
	for name, def := range readSchema(t, schemaFile).Types {
		if def.BuiltIn {
			continue
		}
		if def.Description == "" {
			t.Errorf("%s has no description", name)
		}
		for _, f := range def.Fields {
			if f.Description == "" && !strings.HasPrefix(f.Name, "__") {
				t.Errorf("%s.%s has no description", name, f.Name)
			}
		}
		for _, v := range def.EnumValues {
			if v.Description == "" {
				t.Errorf("%s.%s has no description", name, v.Name)
			}
		}
	}
}

func TestBreaking(t *testing.T) {
	const base = `type Query { a(x: Int, y: Int = 1): T, b: [Int!], e: E } type T { f: Int! g: String } input I { p: Int q: Int! } enum E { ONE TWO } union U = T`
	for name, tc := range map[string]struct {
		now  string
		want string
	}{
		"nothing":               {base, ""},
		"new field":             {strings.Replace(base, "g: String", "g: String h: Int!", 1), ""},
		"new optional input":    {strings.Replace(base, "p: Int", "p: Int r: Int", 1), ""},
		"stricter answer":       {strings.Replace(base, "g: String", "g: String!", 1), ""},
		"looser input":          {strings.Replace(base, "q: Int!", "q: Int", 1), ""},
		"removed field":         {strings.Replace(base, "g: String", "", 1), "T.g is gone"},
		"looser answer":         {strings.Replace(base, "f: Int!", "f: Int", 1), "T.f is Int, was Int!"},
		"other type":            {strings.Replace(base, "g: String", "g: Int", 1), "T.g is Int, was String"},
		"list looser inside":    {strings.Replace(base, "[Int!]", "[Int]", 1), "Query.b is [Int], was [Int!]"},
		"removed value":         {strings.Replace(base, "TWO", "", 1), "E.TWO is gone"},
		"removed type":          {strings.Replace(base, "input I { p: Int q: Int! }", "", 1), "I is gone"},
		"new required input":    {strings.Replace(base, "p: Int", "p: Int r: Int!", 1), "I.r is new and required"},
		"stricter input":        {strings.Replace(base, "p: Int", "p: Int!", 1), "I.p is Int!, was Int"},
		"removed argument":      {strings.Replace(base, "x: Int, ", "", 1), "Query.a(x) is gone"},
		"new required argument": {strings.Replace(base, "x: Int", "x: Int, z: Int!", 1), "Query.a(z) is new and required"},
		"other default":         {strings.Replace(base, "y: Int = 1", "y: Int = 2", 1), "Query.a(y) has the default 2, was 1"},
		"removed member":        {strings.Replace(base, "union U = T", "type V { f: Int } union U = V", 1), "T is no longer in U"},
	} {
		got := breaking(parseSchema(t, name, base), parseSchema(t, name, tc.now))
		if strings.Join(got, "\n") != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func readSchema(t *testing.T, file string) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parseSchema(t, file, string(text))
}

func parseSchema(t *testing.T, name, text string) *ast.Schema {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Name: name, Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// breaking lists what a caller of one schema would miss in another.
func breaking(before, now *ast.Schema) []string {
	var list []string
	for name, old := range before.Types {
		def := now.Types[name]
		switch {
		case old.BuiltIn:
		case def == nil || def.Kind != old.Kind:
			list = append(list, name+" is gone")
		default:
			list = append(list, breakingType(old, def)...)
		}
	}
	slices.Sort(list)
	return list
}

func breakingType(old, def *ast.Definition) (list []string) {
	for _, f := range old.Fields {
		path := old.Name + "." + f.Name
		g := def.Fields.ForName(f.Name)
		if g == nil {
			list = append(list, path+" is gone")
			continue
		}
		fits := answers(g.Type, f.Type)
		if old.Kind == ast.InputObject {
			fits = answers(f.Type, g.Type) // what was sent must still be taken
		}
		if !fits {
			list = append(list, fmt.Sprintf("%s is %s, was %s", path, g.Type, f.Type))
		}
		list = append(list, breakingArguments(path, f.Arguments, g.Arguments)...)
	}
	for _, g := range def.Fields {
		if old.Kind == ast.InputObject && old.Fields.ForName(g.Name) == nil && g.Type.NonNull && g.DefaultValue == nil {
			list = append(list, old.Name+"."+g.Name+" is new and required")
		}
	}
	for _, v := range old.EnumValues {
		if def.EnumValues.ForName(v.Name) == nil {
			list = append(list, old.Name+"."+v.Name+" is gone")
		}
	}
	for _, member := range old.Types {
		if !slices.Contains(def.Types, member) {
			list = append(list, member+" is no longer in "+old.Name)
		}
	}
	for _, i := range old.Interfaces {
		if !slices.Contains(def.Interfaces, i) {
			list = append(list, old.Name+" is no longer a "+i)
		}
	}
	return list
}

func breakingArguments(path string, before, now ast.ArgumentDefinitionList) (list []string) {
	for _, a := range before {
		name := path + "(" + a.Name + ")"
		b := now.ForName(a.Name)
		switch {
		case b == nil:
			list = append(list, name+" is gone")
		case !answers(a.Type, b.Type):
			list = append(list, fmt.Sprintf("%s is %s, was %s", name, b.Type, a.Type))
		case a.DefaultValue != nil && (b.DefaultValue == nil || a.DefaultValue.String() != b.DefaultValue.String()):
			list = append(list, fmt.Sprintf("%s has the default %s, was %s", name, b.DefaultValue, a.DefaultValue))
		}
	}
	for _, b := range now {
		if before.ForName(b.Name) == nil && b.Type.NonNull && b.DefaultValue == nil {
			list = append(list, path+"("+b.Name+") is new and required")
		}
	}
	return list
}

// answers reports whether a value of type got does where want is expected.
func answers(got, want *ast.Type) bool {
	if want.NonNull && !got.NonNull {
		return false
	}
	if got.Elem != nil || want.Elem != nil {
		return got.Elem != nil && want.Elem != nil && answers(got.Elem, want.Elem)
	}
	return got.NamedType == want.NamedType
}
