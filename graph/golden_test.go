package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/parley-video/parley/nodeagent/link"
)

// TestGolden plays conversations with the API and compares every answer.
//
// A conversation is a txtar archive. NAME.graphql is a document, sent as the
// caller in its first line (`# as reader`; writer, reader or nobody), with the
// variables of NAME.vars.json; NAME.json is the answer. In variables,
// ${NAME.path.in.data} stands for a value of an earlier answer. NAME.facts.json
// is what a node reports in between. Times, secrets and trace ids are replaced
// by words.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			play(t, file)
		})
	}
}

type conversation struct {
	*stack
	answers map[string]any
	vars    map[string]string
}

func play(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := &conversation{stack: newStack(t), answers: map[string]any{}, vars: map[string]string{}}
	expected := map[string]string{}
	for _, f := range archive.Files {
		switch name, kind, _ := strings.Cut(f.Name, "."); kind {
		case "vars.json":
			c.vars[name] = string(f.Data)
		case "json":
			expected[name] = string(f.Data)
		}
	}
	out := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, kind, _ := strings.Cut(f.Name, ".")
		if kind == "json" {
			continue
		}
		out.Files = append(out.Files, f)
		switch kind {
		case "facts.json":
			c.report(string(f.Data))
		case "graphql":
			got := c.turn(name, string(f.Data))
			if got != expected[name] && !*update {
				t.Errorf("%s of %s:\n%s\nwant:\n%s", name, file, got, expected[name])
			}
			out.Files = append(out.Files, txtar.File{Name: name + ".json", Data: []byte(got)})
		case "vars.json":
		default:
			t.Fatalf("%s: what is %s?", file, f.Name)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// turn sends one document and gives the answer in its golden form.
func (c *conversation) turn(name, document string) string {
	c.t.Helper()
	secret, known := map[string]string{"# as writer": c.writer, "# as reader": c.reader, "# as nobody": ""}[firstLine(document)]
	if !known {
		c.t.Fatalf("%s: who asks? %q", name, firstLine(document))
	}
	var variables map[string]any
	if text := c.vars[name]; text != "" {
		if err := json.Unmarshal([]byte(c.substitute(text)), &variables); err != nil {
			c.t.Fatalf("variables of %s: %v", name, err)
		}
	}
	// A mutation waits for its own read model; what is compared is of all.
	end, err := c.deps.LogEnd.End(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	c.settle(end)
	a := c.ask(secret, document, variables)
	c.answers[name] = map[string]any(a.Data)
	return golden(c.t, a.raw)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return strings.TrimSpace(line)
}

var reference = regexp.MustCompile(`\$\{([a-zA-Z0-9_.-]+)\}`)

func (c *conversation) substitute(text string) string {
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		name, path, _ := strings.Cut(strings.Trim(ref, "${}"), ".")
		value := c.answers[name]
		for part := range strings.SplitSeq(path, ".") {
			switch at := value.(type) {
			case map[string]any:
				value = at[part]
			case []any:
				i, err := strconv.Atoi(part)
				if err != nil || i >= len(at) {
					c.t.Fatalf("%s: no element %s", ref, part)
				}
				value = at[i]
			}
		}
		if value == nil {
			c.t.Fatalf("%s stands for nothing: %v", ref, c.answers[name])
		}
		return fmt.Sprint(value)
	})
}

// report records facts of a node. The nodeId is opaque, as answers have it.
func (c *conversation) report(text string) {
	c.t.Helper()
	var batch struct {
		NodeID string      `json:"nodeId"`
		Facts  []link.Fact `json:"facts"`
	}
	if err := json.Unmarshal([]byte(c.substitute(text)), &batch); err != nil {
		c.t.Fatal(err)
	}
	id, err := rawID("nodeId", kindNode, batch.NodeID)
	if err != nil {
		c.t.Fatal(err)
	}
	for i := range batch.Facts {
		batch.Facts[i].Time = time.Date(2026, 11, 21, 8, 0, i, 0, time.UTC)
		// Facts carry the identifiers of nodes, which are not opaque.
		batch.Facts[i].Data = opaque.ReplaceAllFunc(batch.Facts[i].Data, func(quoted []byte) []byte {
			_, raw, err := decodeID("", string(bytes.Trim(quoted, `"`)))
			if err != nil {
				return quoted
			}
			return []byte(`"` + raw + `"`)
		})
	}
	if _, err := c.facts.Record(c.t.Context(), id, "epoch-1", batch.Facts); err != nil {
		c.t.Fatal(err)
	}
	end, err := c.deps.LogEnd.End(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	c.settle(end)
}

var opaque = regexp.MustCompile(`"[A-Za-z0-9_-]{20,}"`)

// unstable are the parts of answers that differ from run to run.
var unstable = []struct {
	pattern *regexp.Regexp
	word    string
}{
	{regexp.MustCompile(`"20\d\d-\d\d-\d\dT[0-9:.]+Z"`), `"TIME"`},
	{regexp.MustCompile(`20\d\d-\d\d-\d\d [0-9:]+ UTC`), `TIME`},
	{regexp.MustCompile(`"traceId": "[0-9a-f]{32}"`), `"traceId": "TRACE"`},
	{regexp.MustCompile(`"secret": "parley_[0-9A-Za-z]+"`), `"secret": "SECRET"`},
	{regexp.MustCompile(`"secret": "whsec_[0-9A-Za-z+/=]+"`), `"secret": "SECRET"`},
	{regexp.MustCompile(`"(cursor|startCursor|endCursor)": "[^"]+"`), `"$1": "CURSOR"`}, // it holds a time
	{regexp.MustCompile(`\\"secret\\":\\"[^"\\]+\\"`), `\"secret\":\"SECRET\"`},
}

// price is what every answer says of its cost; TestCostIsTold looks at it.
var price = regexp.MustCompile(`,"extensions":\{"cost":\{[^}]*\}\}`)

func golden(t *testing.T, raw string) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, price.ReplaceAll([]byte(raw), nil), "", "  "); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, u := range unstable {
		text = u.pattern.ReplaceAllString(text, u.word)
	}
	return text + "\n"
}
