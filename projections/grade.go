package projections

// Grade is how good media is, by the share of it that is lost in 20 s, before
// repair.
type Grade string

// The grades.
const (
	GradeUnknown  Grade = "UNKNOWN"
	GradeGood     Grade = "GOOD"     // less than 1 %
	GradeOK       Grade = "OK"       // less than 3 %
	GradeBad      Grade = "BAD"      // less than 10 %
	GradeTerrible Grade = "TERRIBLE" // more
)

// GradeOf grades a loss in percent.
func GradeOf(lossPercent float64) Grade {
	switch {
	case lossPercent < 1:
		return GradeGood
	case lossPercent < 3:
		return GradeOK
	case lossPercent < 10:
		return GradeBad
	default:
		return GradeTerrible
	}
}
