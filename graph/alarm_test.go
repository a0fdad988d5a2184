package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/alarm"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/auth"
	"github.com/parley-video/parley/graph/transport"
)

func condition(node string, level events.AlarmLevel) alarm.Raise {
	return alarm.Raise{
		ID: events.AlarmID(events.AlarmNodeUnreachable, node),
		Condition: alarm.Condition{
			Kind: events.AlarmNodeUnreachable, Instance: node, Level: level, Details: "It is silent.", Since: time.Now(),
			Subject: events.AlarmSubject{Kind: alarm.SubjectNode, ID: node, Name: "edge " + node},
			Numbers: []events.AlarmNumber{{Name: "seconds", Value: 60}},
		},
	}
}

const alarmFields = `id kind level active details subject { kind id name } numbers { name value } acknowledgedBy note loweredReason`

// short is a list of alarms in short.
func shortAlarms(list any) string {
	var out []string
	for _, item := range list.([]any) {
		a := item.(map[string]any)
		s := fmt.Sprintf("%v %v %v", a["level"], a["subject"].(map[string]any)["name"], a["active"])
		if a["note"] != nil {
			s += fmt.Sprintf(" %v:%v", a["acknowledgedBy"], a["note"])
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestAlarmsListedAndAcknowledged(t *testing.T) {
	s := newStack(t)
	s.execute("1", condition("n1", events.AlarmWarning))
	s.execute("2", condition("n2", events.AlarmError))
	lowered := s.execute("3", alarm.Lower{ID: events.AlarmID(events.AlarmNodeUnreachable, "n1"), Reason: alarm.ReasonCleared})

	list := func(filter string) (string, []any) {
		t.Helper()
		a := s.ask(s.reader, `{ alarms(filter: {`+filter+`}) { totalCount nodes { `+alarmFields+` } } }`, nil)
		nodes := a.Data["alarms"].(map[string]any)["nodes"].([]any)
		return shortAlarms(nodes), nodes
	}
	subject := encodeID(kindNode, "n1")
	for filter, want := range map[string]string{
		``:                             "ERROR edge n2 true, WARNING edge n1 false",
		`active: true`:                 "ERROR edge n2 true",
		`active: false`:                "WARNING edge n1 false",
		`level: [WARNING, INFO]`:       "WARNING edge n1 false",
		`kind: DISK_FILLING`:           "",
		`subjectId: "` + subject + `"`: "WARNING edge n1 false",
		`acknowledged: true`:           "",
	} {
		if got, _ := list(filter); got != want {
			t.Errorf("%s: %q, want %q", filter, got, want)
		}
	}
	_, nodes := list("")
	ids := map[string]string{"n2": nodes[0].(map[string]any)["id"].(string), "n1": nodes[1].(map[string]any)["id"].(string)}

	acknowledge := func(secret, id, note string) answer {
		t.Helper()
		return s.ask(secret, `mutation($id: ID!, $note: String) { alarmAcknowledge(input: {id: $id, note: $note}) {
			alarm { `+alarmFields+` } position userErrors { code field } } }`, map[string]any{"id": id, "note": note})
	}
	if a := acknowledge(s.reader, ids["n2"], ""); a.code() != "FORBIDDEN" {
		t.Errorf("a reader acknowledged: %s", a.raw)
	}
	if a := acknowledge(s.writer, ids["n1"], "late"); !strings.Contains(a.raw, `"NOT_ALLOWED"`) {
		t.Errorf("%s", a.raw)
	}
	if a := acknowledge(s.writer, encodeID(kindAlarm, "nonsense"), ""); !strings.Contains(a.raw, `"NOT_FOUND"`) {
		t.Errorf("%s", a.raw)
	}
	done := acknowledge(s.writer, ids["n2"], "on my way")
	if !strings.Contains(done.raw, `"note":"on my way"`) || !strings.Contains(done.raw, `"userErrors":[]`) {
		t.Errorf("%s", done.raw)
	}
	counts := s.ask(s.reader, `{ alarmCounts { error warning info unacknowledged } }`, nil)
	if !strings.Contains(counts.raw, `{"error":1,"warning":0,"info":0,"unacknowledged":0}`) {
		t.Errorf("%s", counts.raw)
	}
	if a := s.ask(s.reader, `query($id: ID!) { node(id: $id) { id ... on Alarm { note } } alarm(id: $id) { note } }`, map[string]any{"id": ids["n2"]}); strings.Count(a.raw, "on my way") != 2 {
		t.Errorf("%s", a.raw)
	}
	live := s.ask(s.reader, `query($p: Position) { liveView(minPosition: $p) { alarms { error unacknowledged } } }`, map[string]any{"p": lowered.Position.String()})
	if !strings.Contains(live.raw, `"alarms":{"error":1,`) {
		t.Errorf("%s", live.raw)
	}
	// The answer waited for the alarms; the audit is another read model.
	at := done.Data["alarmAcknowledge"].(map[string]any)["position"]
	audit := s.ask(s.reader, `query($p: Position) { audit(first: 1, minPosition: $p) { nodes { summary entity { kind id } } } }`, map[string]any{"p": at})
	if !strings.Contains(audit.raw, "was acknowledged: on my way") {
		t.Errorf("%s", audit.raw)
	}
}

// alarmFeed is one subscriber.
type alarmFeed struct {
	t      *testing.T
	stream transport.Stream
}

func (s *stack) followAlarms(after string) alarmFeed {
	s.t.Helper()
	ctx := graphql.StartOperationTrace(auth.WithCall(s.t.Context(), auth.Call{Principal: auth.Principal{
		Kind: auth.KindToken, ID: "t", Scopes: []string{access.ScopeConfigRead, access.ScopeGraphQLAdHoc},
	}}))
	exec := newExecutor(s.deps)
	variables := map[string]any{}
	if after != "" {
		variables["after"] = after
	}
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query:     `subscription($after: Position) { alarms(after: $after) { position complete alarms { ` + alarmFields + ` } counts { error unacknowledged } } }`,
		Variables: variables,
	})
	if errs != nil {
		s.t.Fatal(errs)
	}
	stream, err := newAlarmStreams(exec, s.deps).Open(ctx, op, "")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(stream.Close)
	return alarmFeed{s.t, stream}
}

// next gives the next message in short, and where it stands.
func (f alarmFeed) next() (text, position string) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), 20*time.Second)
	defer cancel()
	frame, err := f.stream.Next(ctx)
	if err != nil {
		f.t.Fatal(err)
	}
	var m struct {
		Data struct{ Alarms map[string]any }
	}
	if err := json.Unmarshal(frame.Payload, &m); err != nil || m.Data.Alarms == nil {
		f.t.Fatalf("%s: %v", frame.Payload, err)
	}
	a := m.Data.Alarms
	counts := a["counts"].(map[string]any)
	return fmt.Sprintf("%v [%s] %v/%v", a["complete"], shortAlarms(a["alarms"]), counts["error"], counts["unacknowledged"]), a["position"].(string)
}

func TestAlarmsFollowed(t *testing.T) {
	s := newStack(t)
	expect := func(f alarmFeed, want string) string {
		t.Helper()
		got, at := f.next()
		if got != want {
			t.Fatalf("%s, want %s", got, want)
		}
		return at
	}
	first := s.followAlarms("")
	expect(first, "true [] 0/0")
	s.execute("1", condition("n1", events.AlarmError))
	at := expect(first, "false [ERROR edge n1 true] 1/1")
	s.execute("2", alarm.Acknowledge{ID: events.AlarmID(events.AlarmNodeUnreachable, "n1"), Note: "mine"})
	expect(first, "false [ERROR edge n1 true :mine] 1/0")
	expect(first, "false [] 1/0") // nothing is new, five seconds later

	late := s.followAlarms("")
	expect(late, "true [ERROR edge n1 true :mine] 1/0")
	s.execute("3", alarm.Lower{ID: events.AlarmID(events.AlarmNodeUnreachable, "n1"), Reason: alarm.ReasonCleared})
	expect(late, "false [ERROR edge n1 false :mine] 0/0")

	back := s.followAlarms(at)
	end := expect(back, "false [ERROR edge n1 false :mine] 0/0")
	expect(s.followAlarms(end), "false [] 0/0")
}
