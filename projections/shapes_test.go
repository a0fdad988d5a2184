package projections_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-video/parley/projections/alarms"
	"github.com/parley-video/parley/projections/audit"
	"github.com/parley-video/parley/projections/conferencehistory"
	"github.com/parley-video/parley/projections/inventory"
	"github.com/parley-video/parley/projections/nodehistory"
	"github.com/parley-video/parley/projections/sql"
	"github.com/parley-video/parley/projections/sql/sqltest"
)

var update = flag.Bool("update", false, "add shapes of new versions; existing ones are never changed")

const shapesFile = "testdata/shapes.json"

// TestTablesBelongToTheirVersion: data directories hold the tables of each
// version as its program made them. Who changes a schema raises the version.
func TestTablesBelongToTheirVersion(t *testing.T) {
	db := sqltest.SQLite(t)
	handlers := []*sql.Handler{
		alarms.New(db).Handler(), audit.New(db).Handler(), conferencehistory.New(db).Handler(),
		inventory.New(db).Handler(), nodehistory.New(db).Handler(),
	}
	if n := foldedIntoTables(t); n != len(handlers) {
		t.Errorf("%d read models are folded into tables, the test has %d", n, len(handlers))
	}
	raw, err := os.ReadFile(shapesFile)
	must(t, err)
	shapes := map[string]map[string]string{}
	must(t, json.Unmarshal(raw, &shapes))
	for _, h := range handlers {
		version, digest := h.Shape()
		v := strconv.FormatInt(version, 10)
		if shapes[h.Name()] == nil {
			shapes[h.Name()] = map[string]string{}
		}
		switch known := shapes[h.Name()][v]; {
		case known == digest:
		case known == "" && *update:
			shapes[h.Name()][v] = digest
		case known == "":
			t.Errorf("version %s of %s is new: run the test with -update", v, h.Name())
		default:
			t.Errorf("version %s of %s had other tables: raise its Version", v, h.Name())
		}
	}
	if *update {
		raw, err := json.MarshalIndent(shapes, "", "  ")
		must(t, err)
		must(t, os.WriteFile(shapesFile, append(raw, '\n'), 0o600))
	}
}

// foldedIntoTables counts the packages that make a handler of tables.
func foldedIntoTables(t *testing.T) (n int) {
	must(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		n += strings.Count(string(source), "sql.NewHandler(")
		return err
	}))
	return n
}
