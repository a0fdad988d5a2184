package management

import (
	"errors"
	"slices"
	"testing"

	"github.com/parley-video/parley/control/access"
	rights "github.com/parley-video/parley/domain/access"
	"github.com/parley-video/parley/events/store/esdbserver"
)

// A token that may only write sees no more than the streams of other programs,
// and of these no more than it is restricted to: nothing, if it is for others.
func TestDoorOfTokensThatOnlyWrite(t *testing.T) {
	for _, c := range []struct {
		streams, want []string // nil want: nobody
	}{
		{nil, []string{"integration-"}},
		{[]string{"integ"}, []string{"integration-"}},
		{[]string{"integration-crm-"}, []string{"integration-crm-"}},
		{[]string{"conference-", "integration-crm-"}, []string{"integration-crm-"}},
		{[]string{"conference-"}, nil},
		{[]string{"integrationist-"}, nil},
	} {
		p, err := doorPrincipal(access.Principal{
			ID: "1", Scopes: []string{rights.ScopeEventsWrite}, Reach: rights.Reach{Streams: c.streams},
		})
		if c.want == nil {
			if !errors.Is(err, esdbserver.ErrUnauthenticated) {
				t.Errorf("%q: streams %q, %v, want nobody", c.streams, p.Streams, err)
			}
			continue
		}
		if err != nil || !slices.Contains(p.Reserved, "conference.") || slices.Contains(p.Reserved, ".") || !slices.Equal(p.Streams, c.want) || !p.Write || p.PersonalData || p.Admin {
			t.Errorf("%q: %+v, %v, want %q", c.streams, p, err, c.want)
		}
	}
}

func TestDoorOfOtherTokens(t *testing.T) {
	for scope, ok := range map[string]bool{rights.ScopeEventsRead: true, rights.ScopeConfigRead: false, rights.ScopePersonalRead: false, rights.ScopeSystemWrite: false} {
		p, err := doorPrincipal(access.Principal{ID: "1", Scopes: []string{scope}, Reach: rights.Reach{Streams: []string{"conference-"}, Types: []string{"conference."}}})
		if ok != (err == nil) || ok && (p.Write || p.Admin || p.PersonalData || !slices.Equal(p.Streams, []string{"conference-"}) || !slices.Equal(p.Types, []string{"conference."})) {
			t.Errorf("%s: %+v, %v", scope, p, err)
		}
	}
}
