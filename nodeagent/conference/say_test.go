package conference

import (
	"fmt"
	"testing"
	"testing/synctest"
)

// A message that is repeated, since its home died before it said that it had
// relayed it, is told once.
func TestAMessageIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNode(t, openRoom())
		n.start()
		defer n.stop()
		a, b := n.join(""), n.join("")
		sub, err := b.Subscribe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer b.Unsubscribe(sub)
		say := func(id, text string) {
			t.Helper()
			if err := a.Do(t.Context(), Say{ID: id, By: a.Actor(), Type: "text/plain", Payload: text}); err != nil {
				t.Fatal(err)
			}
		}
		told := func() (list []string) {
			for _, e := range heard(sub) {
				if m, is := e.(Message); is {
					list = append(list, m.Payload)
				}
			}
			return list
		}
		say("1", "hi")
		say("1", "hi")
		say("2", "hi")
		say("", "hi") // each of these is another one
		say("", "hi")
		if got := told(); len(got) != 4 {
			t.Errorf("told %q", got)
		}
		for i := range 10 * heardMessages {
			say(fmt.Sprint("m", i), "x")
			told()
		}
		if got := len(b.station.people[b.participantID].heard); got != heardMessages {
			t.Errorf("%d messages are remembered", got)
		}
	})
}
