package bursting

import (
	"math"
	"time"

	"github.com/parley-video/parley/domain/bursting"
)

// What a forecast is made of, and how far it goes.
const (
	trendSpan    = 15 * time.Minute
	trendEvery   = 15 * time.Second
	trendEnough  = 5 * time.Minute
	forecastStep = 5 * time.Minute
	forecastSpan = 30 * time.Minute
)

// trend remembers what was in use in each location lately. It is memory only: a
// forecast may begin anew after a restart.
type trend struct {
	last    time.Time
	samples map[string][]sample
}

type sample struct {
	at   time.Time
	used float64 // HD calls
	free int
}

func (t *trend) add(v bursting.View) {
	if v.At.Sub(t.last) < trendEvery {
		return
	}
	t.last = v.At
	next := map[string][]sample{}
	for _, list := range [][]bursting.LocationView{v.Principals, v.Overflows} {
		for _, l := range list {
			if _, done := next[l.Location]; done {
				continue
			}
			kept := t.samples[l.Location]
			for len(kept) > 0 && v.At.Sub(kept[0].at) > trendSpan {
				kept = kept[1:]
			}
			next[l.Location] = append(kept[:len(kept):len(kept)], sample{v.At, float64(l.MaxHD - l.FreeHD), l.FreeHD})
		}
	}
	t.samples = next
}

// forecast draws the straight line through what was in use on into the next half
// hour, over what is there now and what is coming: whenever that changes what is
// free, looked at every five minutes, and where it ends.
func (t *trend) forecast(l bursting.LocationView, now time.Time) []Point {
	list := t.samples[l.Location]
	if len(list) < 2 || list[len(list)-1].at.Sub(list[0].at) < trendEnough {
		return nil
	}
	var n, sx, sy, sxx, sxy float64
	for _, s := range list {
		x := s.at.Sub(now).Minutes()
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+s.used, sxx+x*x, sxy+x*s.used
	}
	slope := 0.0
	if d := n*sxx - sx*sx; d != 0 {
		slope = (n*sxy - sx*sy) / d
	}
	used := float64(l.MaxHD - l.FreeHD)
	total := float64(l.MaxHD + l.PendingHD)
	points := []Point{{now, l.FreeHD}}
	for d := forecastStep; d <= forecastSpan; d += forecastStep {
		then := math.Max(used+slope*d.Minutes(), 0)
		free := int(math.Max(math.Floor(total-then), 0))
		if d == forecastSpan || free != points[len(points)-1].FreeHD {
			points = append(points, Point{now.Add(d), free})
		}
	}
	return points
}

// recent is what was free whenever that changed.
func (t *trend) recent(location string) []Point {
	var points []Point
	for _, s := range t.samples[location] {
		if n := len(points); n == 0 || points[n-1].FreeHD != s.free {
			points = append(points, Point{s.at, s.free})
		}
	}
	return points
}
