package membership

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-video/parley/nodeagent/link"
)

func TestWhichKeysAreUsedWhen(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	first := time.Time{}
	for name, c := range map[string]struct {
		since []time.Time // of a, b, c
		keys  string
		want  string
	}{
		"none":                        {nil, "", ""},
		"of no age":                   {nil, "abc", "abc"},
		"one that was always there":   {[]time.Time{first}, "a", "a"},
		"a new one":                   {[]time.Time{now, first}, "ab", "ba"},
		"a new one, not used yet":     {[]time.Time{ago(keySpread - time.Second), first}, "ab", "ba"},
		"a new one that is used":      {[]time.Time{ago(keySpread), first}, "ab", "ab"},
		"the one before is over":      {[]time.Time{ago(keyRest), first}, "ab", "a"},
		"two new ones":                {[]time.Time{now, ago(time.Minute), first}, "abc", "cba"},
		"the newest is not used yet":  {[]time.Time{now, ago(keySpread), first}, "abc", "bac"},
		"and what was before is over": {[]time.Time{now, ago(keyRest), first}, "abc", "ba"},
		"of a clock that is behind":   {[]time.Time{now.Add(time.Hour), first}, "ab", "ba"},
		"all new":                     {[]time.Time{now, now}, "ab", "ba"},
		"one that is no key":          {[]time.Time{ago(keyRest), first}, "a-", "a"},
		"a newer one that is no key":  {[]time.Time{now, first}, "-b", "b"},
	} {
		s := link.Settings{ClusterKeysSince: c.since}
		for _, k := range c.keys {
			size := 32
			if k == '-' {
				size = 5
			}
			s.ClusterKeys = append(s.ClusterKeys, bytes.Repeat([]byte{byte(k)}, size))
		}
		got := ""
		for _, k := range keysAt(s, now) {
			got += string(k[:1])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
