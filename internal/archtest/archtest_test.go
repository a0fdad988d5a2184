package archtest

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/parley-video/parley"

// pkg is the part of `go list -json` that the rules look at.
type pkg struct {
	ImportPath string
	Dir        string
	Name       string
	Imports    []string
	GoFiles    []string
}

// rel is the import path inside the module.
func (p pkg) rel() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

var packages = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Name,Imports,GoFiles", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

func load(t *testing.T) []pkg {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("go list found %d packages; the rules would hold vacuously", len(all))
	}
	return all
}

// within reports whether path is root or lies below it.
func within(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

func anyWithin(path string, roots []string) bool {
	return slices.ContainsFunc(roots, func(r string) bool { return within(path, r) })
}

// allowed says, for each tree of the module, what else of the module it may
// import. A tree may always import itself. internal/* helpers are listed like
// the rest: nothing is allowed by default.
var allowed = map[string][]string{
	"cmd":         {"control", "events", "domain", "projections", "graph", "nodeagent", "cloud", "frontend", "internal"},
	"graph":       {"control", "projections", "domain", "events", "nodeagent/link", "internal/version"},
	"control":     {"domain", "events", "cloud", "nodeagent/link", "internal/seal", "internal/sqldb"},
	"projections": {"events", "domain/capacity", "nodeagent/link", "internal/sqldb"},
	"domain":      {"events"},
	"events":      {"internal/sqldb"}, // the doors to the log keep their consumers' state
	"nodeagent":   {"domain/placement", "domain/capacity", "internal/pki", "internal/version"},
	"cloud":       {},
	"frontend":    {},
	"bench":       {"control", "events", "domain", "projections", "graph", "nodeagent", "internal"},
	"internal":    {"events"},
	"":            {},
}

func TestImportDirections(t *testing.T) {
	for _, p := range load(t) {
		root, _, _ := strings.Cut(p.rel(), "/")
		may, known := allowed[root]
		if !known {
			t.Errorf("%s: no rule for the tree %q; add one to allowed", p.rel(), root)
			continue
		}
		for _, imp := range p.Imports {
			if !within(imp, module) {
				continue
			}
			target := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
			if !within(target, root) && !anyWithin(target, may) {
				t.Errorf("%s imports %s: %s may import %v", p.rel(), target, root, may)
			}
		}
	}
}

// owners names the only packages that may import a third-party module.
var owners = map[string][]string{
	"github.com/pion":                     {"nodeagent/sfu", "nodeagent/backplane", "internal/caller", "bench"},
	"github.com/hashicorp":                {"nodeagent/membership"},
	"github.com/EventStore":               {"bench", "events/store/esdb", "events/store/esdbserver"},
	"github.com/aws/aws-sdk-go-v2":        {"cloud/aws"},
	"github.com/aws/smithy-go":            {"cloud/aws"},
	"github.com/99designs/gqlgen":         {"graph"},
	"github.com/vektah/gqlparser/v2":      {"graph"},
	"github.com/gorilla/websocket":        {"graph/transport", "nodeagent/link"},
	"github.com/jackc/pgx/v5":             {"internal/sqldb", "bench"},
	"modernc.org/sqlite":                  {"events/store/sqlite", "internal/sqldb", "nodeagent/internal/sqlitefile"},
	"github.com/spf13/cobra":              {"cmd"},
	"golang.org/x/crypto/argon2":          {"control", "cmd/internal/backup"},
	"github.com/rogpeppe/go-internal":     {"cmd"},
	"github.com/anishathalye/porcupine":   {"events/store/storetest"},
	"github.com/google/go-cmp":            {},
	"go.uber.org/goleak":                  {},
	"pgregory.net/rapid":                  {"events/store/storetest", "domain/domaintest"},
	"github.com/stretchr/testify":         {},
	"github.com/prometheus/client_golang": {"cmd", "internal"},
	"google.golang.org/grpc":              {"events/store/esdb", "events/store/esdbserver"},
	"google.golang.org/protobuf":          {"events/store/esdb", "events/store/esdbserver", "internal/protogen"},
	"github.com/bufbuild/protocompile":    {"internal/protogen", "events/store/esdbserver"},
	"github.com/cloudevents/sdk-go":       {}, // tests only
	"github.com/go-jose/go-jose/v4":       {}, // tests only
	"github.com/go-ldap/ldap/v3":          {"control/signin/ldapdir", "control/signin/signintest"},
	"github.com/coreos/go-oidc/v3":        {"control/signin/openid"},
	"golang.org/x/image":                  {"internal/caller"},
	"golang.org/x/oauth2":                 {"control/signin/openid"},
	"github.com/schollz/progressbar/v3":   {"cmd"},
	"github.com/robfig/cron/v3":           {"domain/bursting"},
}

func TestThirdPartyOwners(t *testing.T) {
	for _, p := range load(t) {
		for _, imp := range p.Imports {
			for prefix, may := range owners {
				if within(imp, prefix) && !anyWithin(p.rel(), may) {
					t.Errorf("%s imports %s: only %v may", p.rel(), imp, may)
				}
			}
		}
	}
}

// layers of the events tree: the payloads know the standard library only.
func TestEventsImportOnlyTheStandardLibrary(t *testing.T) {
	for _, p := range load(t) {
		if p.rel() != "events" && p.rel() != "nodeagent/link" {
			continue
		}
		for _, imp := range p.Imports {
			if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
				t.Errorf("%s imports %s: standard library only", p.rel(), imp)
			}
		}
	}
}

// impure names what decisions and facts may not reach for.
var impureImports = []string{"context", "os", "net", "io/ioutil", "math/rand", "math/rand/v2", "crypto/rand", "sync", "sync/atomic", "log", "log/slog", "database/sql", "runtime"}

var impureCalls = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"},
}

func TestDecisionsArePure(t *testing.T) {
	checked := 0
	for _, p := range load(t) {
		pure := p.rel() == "events" || (within(p.rel(), "domain") && p.rel() != "domain/domaintest" && !strings.HasSuffix(p.rel(), "test"))
		if !pure {
			continue
		}
		checked++
		for _, imp := range p.Imports {
			if slices.Contains(impureImports, imp) {
				t.Errorf("%s imports %s: decisions have no clock, randomness, goroutine or I/O", p.rel(), imp)
			}
		}
		for _, name := range p.GoFiles {
			checkPureFile(t, filepath.Join(p.Dir, name))
		}
	}
	if checked < 3 {
		t.Fatalf("only %d pure packages found", checked)
	}
}

func checkPureFile(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: go statement in a pure package", fset.Position(n.Pos()))
		case *ast.SendStmt:
			t.Errorf("%s: channel send in a pure package", fset.Position(n.Pos()))
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && slices.Contains(impureCalls[id.Name], n.Sel.Name) {
				t.Errorf("%s: %s.%s in a pure package: take the time as an argument", fset.Position(n.Pos()), id.Name, n.Sel.Name)
			}
		}
		return true
	})
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range load(t) {
		if within(p.rel(), "graph/generated") {
			continue
		}
		docs := 0
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				t.Fatal(err)
			}
			if file.Doc != nil && !strings.HasPrefix(file.Doc.Text(), "Code generated") {
				docs++
			}
		}
		if docs != 1 && len(p.GoFiles) > 0 {
			t.Errorf("%s has %d package comments, want 1", p.rel(), docs)
		}
	}
}

// TestTestsDoNotSleep keeps the suite free of tests that hope.
func TestTestsDoNotSleep(t *testing.T) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	err = filepath.WalkDir(strings.TrimSpace(string(root)), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == ".cache") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		seen++
		checkSleeps(t, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no test files found")
	}
}

// checkSleeps allows time.Sleep in files that use testing/synctest, where it
// advances a virtual clock.
func checkSleeps(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, imp := range file.Imports {
		if imp.Path.Value == `"testing/synctest"` {
			return
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "time" && sel.Sel.Name == "Sleep" {
				t.Errorf("%s: time.Sleep in a test: wait for the thing itself", fset.Position(n.Pos()))
			}
		}
		return true
	})
}
