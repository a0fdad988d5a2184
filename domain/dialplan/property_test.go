package dialplan_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-video/parley/domain/dialplan"
	"github.com/parley-video/parley/events"
)

func someRules(t *rapid.T, most, priorities int) []dialplan.Rule {
	words := []string{"a", "B", "c", "Å", "zz", "b2"}
	n := rapid.IntRange(1, most).Draw(t, "rules")
	list := make([]dialplan.Rule, n)
	for i := range list {
		list[i] = rule(fmt.Sprint(i), rapid.SampledFrom([]string{`\d+`, `1.*`, `.*2`, `(1|2)3?`, `9`}).Draw(t, "pattern"), func(s *events.RuleSettings) {
			s.Name = fmt.Sprint(rapid.SampledFrom(words).Draw(t, "name"), " ", i)
			s.Priority = rapid.IntRange(1, priorities).Draw(t, "priority")
			s.Enabled = rapid.IntRange(0, 3).Draw(t, "enabled") > 0
			s.Outgoing = rapid.Bool().Draw(t, "outgoing")
			s.Incoming = rapid.Bool().Draw(t, "incoming")
			s.SourceLocationID = rapid.SampledFrom([]string{"", "oslo", "rome"}).Draw(t, "location")
		})
	}
	return list
}

// TestFirstThatFits: the rule that ends the search is the first by priority and
// name of those that would fit if they were alone, in whatever order they came.
func TestFirstThatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := someRules(t, 12, 4)
		alias := rapid.StringMatching(`[0-39]{1,3}`).Draw(t, "alias")
		source := from(func(s *dialplan.Source) {
			s.LocationID = rapid.SampledFrom([]string{"oslo", "rome", ""}).Draw(t, "from")
			s.Direction = rapid.SampledFrom([]dialplan.Direction{dialplan.Incoming, dialplan.Outgoing}).Draw(t, "direction")
		})
		got := dialplan.New(list).Explain(alias, source, book{})
		want := ""
		for _, r := range slices.SortedFunc(slices.Values(list), dialplan.Compare) {
			if alone := dialplan.New([]dialplan.Rule{r}).Resolve(alias, source, book{}); alone.Rule != nil {
				want = r.ID
				break
			}
		}
		if (got.Rule == nil) != (want == "") || got.Rule != nil && got.Rule.ID != want {
			t.Fatalf("%s, want rule %q", told(got), want)
		}
		asked := 0
		for _, s := range got.Trace {
			if s.Subject == dialplan.SubjectRule && s.ID != "" {
				asked++
			}
		}
		if want == "" && asked != len(list) {
			t.Fatalf("%d of %d rules are in the trace", asked, len(list))
		}
		slices.Reverse(list)
		if again := dialplan.New(list).Explain(alias, source, book{}); told(again) != told(got) {
			t.Fatalf("the order in which rules come matters: %s, %s", told(got), told(again))
		}
	})
}

func order(list []dialplan.Rule) []string {
	var ids []string
	for _, r := range slices.SortedFunc(slices.Values(list), dialplan.Compare) {
		ids = append(ids, r.ID)
	}
	return ids
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(x string) bool { return x == id })
}

// TestMove: every move leads to the order that was asked for, and on the way
// the others keep theirs.
func TestMove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := someRules(t, 20, rapid.SampledFrom([]int{1, 3, 200}).Draw(t, "span"))
		if rapid.Bool().Draw(t, "at the end") {
			for i := range list {
				list[i].Settings.Priority = 201 - list[i].Settings.Priority
			}
		}
		before := order(list)
		id := rapid.SampledFrom(before).Draw(t, "id")
		to := rapid.IntRange(0, len(list)-1).Draw(t, "to")
		want := slices.Insert(without(before, id), to, id)
		steps, ok := dialplan.Move(list, id, to)
		if !ok {
			t.Fatalf("%d rules have no room", len(list))
		}
		for i, s := range steps {
			at := slices.IndexFunc(list, func(r dialplan.Rule) bool { return r.ID == s.RuleID })
			if list[at].Settings.Priority == s.Priority || s.Priority < 1 || s.Priority > 200 {
				t.Fatalf("step %+v", s)
			}
			if s.RuleID == id && i != len(steps)-1 {
				t.Fatalf("the moved rule is not the last: %+v", steps)
			}
			list[at].Settings.Priority = s.Priority
			if got := without(order(list), id); !slices.Equal(got, without(before, id)) {
				t.Fatalf("after %d of %+v the others are %v, were %v", i+1, steps, got, before)
			}
		}
		if got := order(list); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v by %+v", got, want, steps)
		}
	})
}

func TestMoveChangesLittle(t *testing.T) {
	at := func(priorities ...int) []dialplan.Rule {
		var list []dialplan.Rule
		for i, p := range priorities {
			list = append(list, rule(string(rune('a'+i)), ".*", func(s *events.RuleSettings) { s.Priority = p }))
		}
		return list
	}
	for _, c := range []struct {
		what  string
		rules []dialplan.Rule
		id    string
		to    int
		want  string
	}{
		{"between two", at(10, 20, 30), "c", 1, "[{c 14}]"},
		{"to the front", at(50, 60, 70), "c", 0, "[{c 39}]"},
		{"to the end", at(50, 60, 70), "a", 2, "[{a 81}]"},
		{"where it is", at(50, 60), "b", 1, "[]"},
		{"past one of the same priority", at(5, 5), "b", 0, "[{b 1}]"},
		{"past one of the same priority that the name keeps behind", at(5, 5, 5), "a", 1, "[{b 4}]"},
		{"no room at the front", at(1, 1, 2, 9), "d", 0, "[{b 2} {a 2} {d 1}]"},
		{"no room at the end", at(200, 200), "a", 1, "[{b 199}]"},
	} {
		steps, ok := dialplan.Move(c.rules, c.id, c.to)
		if got := fmt.Sprint(steps); !ok || got != c.want {
			t.Errorf("%s: %s, %t; want %s", c.what, got, ok, c.want)
		}
	}
	for _, bad := range []struct {
		id string
		to int
	}{{"x", 0}, {"a", -1}, {"a", 2}} {
		if steps, ok := dialplan.Move(at(1, 2), bad.id, bad.to); ok {
			t.Errorf("%+v: %v", bad, steps)
		}
	}
	full := []dialplan.Rule{rule("000", ".*", func(s *events.RuleSettings) { s.Priority = 1 })}
	for i := range 200 { // each in front of one whose name would come before it
		full = append(full, rule(fmt.Sprintf("%03d", 200-i), ".*", func(s *events.RuleSettings) { s.Priority = i + 1 }))
	}
	if steps, ok := dialplan.Move(full, "000", 200); ok {
		t.Errorf("201 rules against the order of their names: %v", steps)
	}
	if _, ok := dialplan.Move(full, "000", 100); !ok {
		t.Error("200 rules against the order of their names have no room")
	}
}

func thousand() []dialplan.Rule {
	list := make([]dialplan.Rule, 1000)
	for i := range list {
		list[i] = rule(fmt.Sprint(i), fmt.Sprintf(`(\d{3,9})@site%d\.(example|test)\.com`, i), func(s *events.RuleSettings) {
			s.Priority, s.ReplaceString = i/5+1, "$1@10.0.0.1"
		})
	}
	return list
}

func BenchmarkThousandRules(b *testing.B) {
	list := thousand()
	p := dialplan.New(list)
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			dialplan.New(list)
		}
	})
	for what, alias := range map[string]string{"first": "1234@site0.example.com", "last": "1234@site999.test.com", "none": "1234@site1000.example.com", "at once": "meet"} {
		b.Run("resolve/"+what, func(b *testing.B) {
			for b.Loop() {
				p.Resolve(alias, from(), book{})
			}
		})
	}
	b.Run("explain/none", func(b *testing.B) {
		for b.Loop() {
			p.Explain("1234@site1000.example.com", from(), book{})
		}
	})
}
