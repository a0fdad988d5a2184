package projections_test

import (
	"testing"

	"github.com/parley-video/parley/projections"
)

func TestGrades(t *testing.T) {
	for loss, want := range map[float64]projections.Grade{
		0: projections.GradeGood, 0.99: projections.GradeGood, 1: projections.GradeOK, 2.99: projections.GradeOK,
		3: projections.GradeBad, 9.99: projections.GradeBad, 10: projections.GradeTerrible, 100: projections.GradeTerrible,
	} {
		if got := projections.GradeOf(loss); got != want {
			t.Errorf("%v %% is %s, want %s", loss, got, want)
		}
	}
}
