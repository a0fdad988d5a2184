package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-video/parley/domain"
	"github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/domain/location"
	"github.com/parley-video/parley/domain/node"
	"github.com/parley-video/parley/domain/service"
	"github.com/parley-video/parley/events"
	"github.com/parley-video/parley/graph/model"
	"github.com/parley-video/parley/nodeagent/link"
)

// site is a deployment with loads: Oslo, which overflows into Cloud, and an
// edge that is transcoded in Oslo.
type site struct {
	*stack
	places map[string]string // names to identifiers without kind
}

func newSite(t *testing.T) *site {
	s := &site{stack: newStack(t), places: map[string]string{}}
	s.location("Cloud", location.Patch{})
	s.location("Oslo", location.Patch{OverflowLocation1: domain.Some(s.places["Cloud"])})
	s.location("Edge", location.Patch{TranscodingLocation: domain.Some(s.places["Oslo"])})
	s.node("o1", "Oslo", node.Patch{}, 20, 19)
	s.node("o2", "Oslo", node.Patch{MediaPriorityWeight: domain.Some(4)}, 20, 18)
	s.node("c1", "Cloud", node.Patch{}, 20, 0)
	s.node("p1", "Edge", node.Patch{Role: domain.Some(events.NodeProxying)}, 20, 3)
	return s
}

func (s *site) location(name string, p location.Patch) {
	p.Name = domain.Some(name)
	s.places[name] = s.execute("location "+name, location.Create{Patch: p}).ID
}

// node makes a node that reports so many HD calls.
func (s *site) node(name, at string, p node.Patch, capacity, used int64) {
	p.Name, p.LocationID, p.Address = domain.Some(name), domain.Some(s.places[at]), domain.Some(fmt.Sprintf("10.0.0.%d", len(s.places)+1))
	s.places[name] = s.execute("node "+name, node.Create{Patch: p}).ID
	s.load(name, capacity, used, time.Now())
}

func (s *site) load(name string, capacity, used int64, at time.Time) {
	s.view.SetReportAt(s.places[name], link.Report{CapacityTokens: capacity * 48, UsedTokens: used * 48}, at)
}

const explainDocument = `query($in: ExplainPlacementInput!) { explainPlacement(input: $in) {
	node { name } edge { name } rejection message callHd reserveHd conferenceId
	locations { location { name } step verdict candidates { node { name location { name } } verdict message present neededHd freeHd } }
	edges { node { name } verdict } } }`

// explain answers in one line: the decision and every verdict.
func (s *site) explain(input map[string]any) string {
	s.t.Helper()
	a := s.ask(s.reader, explainDocument, map[string]any{"in": input})
	if a.code() != "" {
		return a.code() + " " + a.Errors[0].Message
	}
	var data struct {
		ExplainPlacement struct {
			Node, Edge *struct{ Name string }
			Rejection  *string
			Message    string
			CallHd     float64
			ReserveHd  float64
			Locations  []struct {
				Location   struct{ Name string }
				Verdict    string
				Candidates []struct {
					Node    struct{ Name string }
					Verdict string
					Message string
				}
			}
		}
	}
	raw, err := json.Marshal(a.Data)
	if err == nil {
		err = json.Unmarshal(raw, &data)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	e := data.ExplainPlacement
	parts := []string{"rejected"}
	if e.Node != nil {
		parts[0] = e.Node.Name
	}
	if e.Edge != nil {
		parts[0] += " by " + e.Edge.Name
	}
	if e.Rejection != nil {
		parts[0] += " " + *e.Rejection
	}
	parts = append(parts, fmt.Sprint(e.CallHd, "+", e.ReserveHd), e.Message)
	for _, l := range e.Locations {
		word := l.Location.Name + " " + l.Verdict
		for _, c := range l.Candidates {
			if c.Message == "" {
				s.t.Errorf("nothing is said of %s, which is %s", c.Node.Name, c.Verdict)
			}
			word += " " + c.Node.Name + ":" + c.Verdict
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, "; ")
}

func TestExplainPlacement(t *testing.T) {
	s := newSite(t)
	id := func(kind idKind, name string) string { return encodeID(kind, s.places[name]) }
	oslo := map[string]any{"locationId": id(kindLocation, "Oslo")}
	with := func(more ...any) map[string]any {
		in := map[string]any{"locationId": id(kindLocation, "Oslo")}
		for i := 0; i < len(more); i += 2 {
			in[more[i].(string)] = more[i+1]
		}
		return in
	}
	board := s.execute("room", service.Create{Type: events.ServiceConference, Patch: service.Patch{Name: domain.Some("Board"), MaxQuality: domain.Some("fullhd")}}).ID
	s.places["Board"] = board
	for _, c := range []struct {
		what string
		in   map[string]any
		want string
	}{
		{"by weight", oslo, "o2; 1+1; o2 in Oslo would carry the media.; Oslo CHOSEN o2:CHOSEN o1:FULL; Cloud NOT_NEEDED c1:NOT_NEEDED"},
		{"audio", with("callType", "AUDIO"), "o2; 0.0625+0.0625; o2 in Oslo would carry the media.; Oslo CHOSEN o2:CHOSEN o1:LOWER_WEIGHT; Cloud NOT_NEEDED c1:NOT_NEEDED"},
		{"Full HD", with("maxQuality", "FULL_HD"), "c1; 2+2; c1 in Cloud would carry the media.; Oslo FULL o2:FULL o1:FULL; Cloud CHOSEN c1:CHOSEN"},
		{"quality of the service", with("serviceId", id(kindService, "Board")), "c1; 2+2; c1 in Cloud would carry the media.; Oslo FULL o2:FULL o1:FULL; Cloud CHOSEN c1:CHOSEN"},
		{"another than that of the service", with("serviceId", id(kindService, "Board"), "maxQuality", "SD"), "o2; 0.5+1; o2 in Oslo would carry the media.; Oslo CHOSEN o2:CHOSEN o1:FULL; Cloud NOT_NEEDED c1:NOT_NEEDED"},
		{"by a node", map[string]any{"nodeId": id(kindNode, "o1")}, "o2; 1+1; o2 in Oslo would carry the media.; Oslo CHOSEN o2:CHOSEN o1:FULL; Cloud NOT_NEEDED c1:NOT_NEEDED"},
		{"by a proxying node", map[string]any{"nodeId": id(kindNode, "p1")}, "o2 by p1; 1+1; o2 in Oslo would carry the media, and p1 would face the caller.; Oslo CHOSEN o2:CHOSEN o1:FULL"},
		{"neither", map[string]any{}, "BAD_USER_INPUT input: want either locationId or nodeId"},
		{"both", with("nodeId", id(kindNode, "o1")), "BAD_USER_INPUT input: want either locationId or nodeId"},
		{"no such location", map[string]any{"locationId": encodeID(kindLocation, "x")}, "BAD_USER_INPUT input.locationId: there is no such location"},
		{"no such node", map[string]any{"nodeId": encodeID(kindNode, "x")}, "BAD_USER_INPUT input.nodeId: there is no such node"},
		{"no such service", with("serviceId", encodeID(kindService, "x")), "BAD_USER_INPUT input.serviceId: there is no such service"},
		{"another kind", with("serviceId", id(kindNode, "o1")), "BAD_USER_INPUT input.serviceId: want the identifier of kind service, this is of kind node"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := s.explain(c.in); got != c.want {
				t.Errorf("\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func TestExplainPlacementFollowsTheDeployment(t *testing.T) {
	s := newSite(t)
	oslo := map[string]any{"locationId": encodeID(kindLocation, s.places["Oslo"])}
	room := s.execute("room", service.Create{Type: events.ServiceConference, Patch: service.Patch{Name: domain.Some("Board")}}).ID
	s.reportFacts("o1", append([]link.Fact{started(t, room)}, calling(t)...)...)
	in := map[string]any{"locationId": oslo["locationId"], "serviceId": encodeID(kindService, room)}
	// One HD call is free on o1, which has made its reserve already.
	if got, want := s.explain(in), "o1; 1+1; o1 in Oslo would carry the media; it carries the conference already.; Oslo CHOSEN o1:CHOSEN o2:NOT_PRESENT; Cloud NOT_NEEDED c1:NOT_NEEDED"; got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
	// Who may not see what happens now is not told that, and told so.
	for _, c := range []struct {
		scopes []string
		sees   bool
	}{
		{[]string{access.ScopeConfigRead, access.ScopeGraphQLAdHoc}, false},
		{[]string{access.ScopeConfigRead, access.ScopeLiveViewRead, access.ScopeGraphQLAdHoc}, true},
	} {
		a := s.ask(s.token(strings.Join(c.scopes, " "), c.scopes...), explainDocument, map[string]any{"in": in})
		e, _ := a.Data["explainPlacement"].(map[string]any)
		words, _ := e["message"].(string)
		if told := strings.Contains(words, "it carries the conference already"); told != c.sees || (e["conferenceId"] != nil) != c.sees || strings.Contains(words, "not looked") == c.sees || strings.Contains(a.raw, `"present":true`) != c.sees {
			t.Errorf("%v: %s", c.scopes, a.raw)
		}
	}
	s.load("o2", 20, 20, time.Now())
	s.execute("m", node.SetMaintenance{ID: s.places["c1"], Maintenance: true, Reason: "disk"})
	if got, want := s.explain(oslo), "rejected CAPACITY_EXCEEDED; 1+1; The call would be rejected: every location that was tried is full for it.; Oslo FULL o2:FULL o1:FULL; Cloud NONE_UP c1:MAINTENANCE"; got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
	s.load("o1", 20, 0, time.Now())
	s.load("o2", 20, 20, time.Now())
	if got, want := s.explain(oslo), "o1; 1+1; o1 in Oslo would carry the media.; Oslo CHOSEN o1:CHOSEN o2:FULL; Cloud NONE_UP c1:MAINTENANCE"; got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
}

func TestExplainPlacementOfSilentNodes(t *testing.T) {
	s := newSite(t)
	s.location("Lund", location.Patch{})
	for i, name := range []string{"never", "old"} {
		s.places[name] = s.execute(name, node.Create{Patch: node.Patch{
			Name: domain.Some(name), LocationID: domain.Some(s.places["Lund"]), Address: domain.Some(fmt.Sprintf("10.9.9.%d", i+1)),
		}}).ID
	}
	s.load("old", 20, 0, time.Now().Add(-freshReport))
	in := map[string]any{"locationId": encodeID(kindLocation, s.places["Lund"])}
	if got, want := s.explain(in), "rejected NO_NODE_AVAILABLE; 1+1; The call would be rejected: the nodes that could carry it are in maintenance or silent.; Lund NONE_UP old:STALE never:STALE"; got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
	s.load("old", 20, 0, time.Now())
	if got := s.explain(in); !strings.HasPrefix(got, "old; ") {
		t.Error(got)
	}
}

// started is the fact that a conference of a service began.
func started(t *testing.T, room string) link.Fact {
	t.Helper()
	fact, err := link.NewFact(link.FactConferenceStarted, time.Now(), link.ConferenceStarted{
		ConferenceID: "11111111-1111-4111-8111-111111111111", ServiceID: room, ServiceName: "Board", ServiceType: string(events.ServiceConference),
	})
	if err != nil {
		t.Fatal(err)
	}
	return fact
}

// calling is somebody in it whose media the node carries.
func calling(t *testing.T) []link.Fact {
	t.Helper()
	const conferenceID, id = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
	joined, err1 := link.NewFact(link.FactParticipantJoined, time.Now(), link.ParticipantJoined{ConferenceID: conferenceID, ParticipantID: id, Role: "host"})
	media, err2 := link.NewFact(link.FactParticipantMedia, time.Now(), link.ParticipantMedia{ConferenceID: conferenceID, ParticipantID: id, Audio: true, Tokens: 48})
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return []link.Fact{joined, media}
}

// reportFacts is what a node tells, when every read model knows of it.
func (s *site) reportFacts(name string, facts ...link.Fact) {
	s.t.Helper()
	for i := range facts {
		facts[i].Seq = uint64(i + 1)
	}
	if _, err := s.facts.Record(s.t.Context(), s.places[name], "epoch-1", facts); err != nil {
		s.t.Fatal(err)
	}
	end, err := s.deps.LogEnd.End(s.t.Context())
	if err == nil {
		err = s.runner.WaitForAll(s.t.Context(), end)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestMovingANodeWithCalls(t *testing.T) {
	s := newSite(t)
	room := s.execute("room", service.Create{Type: events.ServiceConference, Patch: service.Patch{Name: domain.Some("Board")}}).ID
	joined := func(id string) link.Fact {
		fact, err := link.NewFact(link.FactParticipantJoined, time.Now(), link.ParticipantJoined{
			ConferenceID: "11111111-1111-4111-8111-111111111111", ParticipantID: id, DisplayName: "Ada", Role: "host", Protocol: "webrtc",
		})
		if err != nil {
			t.Fatal(err)
		}
		return fact
	}
	s.reportFacts("o1", started(t, room), joined("22222222-2222-4222-8222-222222222221"), joined("22222222-2222-4222-8222-222222222222"))
	document := `mutation($in: ConferencingNodeUpdateInput!) { conferencingNodeUpdate(input: $in) { conferencingNode { location { name } } userErrors { code field message } warnings { code } } }`
	move := map[string]any{"id": encodeID(kindNode, s.places["o1"]), "locationId": encodeID(kindLocation, s.places["Cloud"])}
	a := s.ask(s.writer, document, map[string]any{"in": move})
	if !strings.Contains(a.raw, `"NOT_ALLOWED"`) || !strings.Contains(a.raw, "ends the 2 calls that run on it") || !strings.Contains(a.raw, `["dropCalls"]`) {
		t.Errorf("not refused: %s", a.raw)
	}
	rename := map[string]any{"id": move["id"], "name": "o9"}
	if a := s.ask(s.writer, document, map[string]any{"in": rename}); !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Errorf("a new name ends no calls: %s", a.raw)
	}
	move["dropCalls"] = true
	if a := s.ask(s.writer, document, map[string]any{"in": move}); !strings.Contains(a.raw, `"name":"Cloud"`) || !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Errorf("not moved: %s", a.raw)
	}
	if a := s.ask(s.writer, document, map[string]any{"in": map[string]any{"id": encodeID(kindNode, s.places["o2"]), "locationId": encodeID(kindLocation, s.places["Cloud"])}}); !strings.Contains(a.raw, `"userErrors":[]`) {
		t.Errorf("a node without calls is moved without asking: %s", a.raw)
	}
}

func TestRemovingManyNodesThatHaveNotDrained(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"o1", "o2"} {
		s.execute("", node.Connect{ID: s.places[name], Epoch: name})
	}
	document := `mutation($in: ConferencingNodesRemoveInput!) { conferencingNodesRemove(input: $in) { results { userErrors { code } } } }`
	in := map[string]any{"ids": []string{encodeID(kindNode, s.places["o1"]), encodeID(kindNode, s.places["o2"])}}
	if a := s.ask(s.writer, document, map[string]any{"in": in}); strings.Count(a.raw, `"NOT_ALLOWED"`) != 2 {
		t.Errorf("not refused: %s", a.raw)
	}
	in["force"] = true
	if a := s.ask(s.writer, document, map[string]any{"in": in}); strings.Count(a.raw, `"userErrors":[]`) != 2 {
		t.Errorf("not removed: %s", a.raw)
	}
}

// TestEveryWordIsInTheSchema: what the decisions say has a word in the schema
// and, for people, a sentence.
func TestEveryWordIsInTheSchema(t *testing.T) {
	for _, word := range constants(t, "../domain/advice/advice.go", "Code") {
		if !model.ConfigurationWarningCode(word).IsValid() {
			t.Errorf("the warning %s is not in the schema", word)
		}
	}
	for _, word := range constants(t, "../domain/placement/placement.go", "Verdict") {
		if !model.PlacementVerdict(upper(word)).IsValid() {
			t.Errorf("the verdict %s is not in the schema", word)
		}
	}
	for _, word := range constants(t, "../domain/placement/placement.go", "Step") {
		if !model.PlacementStepKind(upper(word)).IsValid() {
			t.Errorf("the step %s is not in the schema", word)
		}
	}
	for _, word := range constants(t, "../domain/placement/placement.go", "Rejection") {
		if word != "" && word != "unknown-location" && !model.PlacementRejection(upper(word)).IsValid() { // the input is refused before
			t.Errorf("the rejection %s is not in the schema", word)
		}
	}
}

// constants are the values of the constants of a type in a file.
func constants(t *testing.T, file, typ string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == typ {
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					word, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					words = append(words, word)
				}
			}
		}
		return true
	})
	if len(words) < 3 || slices.Contains(words[1:], "") {
		t.Fatalf("constants of %s: %q", typ, words)
	}
	return words
}
