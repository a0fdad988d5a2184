package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// meter shows how far something is: as a bar on a terminal, elsewhere as a line
// now and then.
type meter struct {
	bar  *progressbar.ProgressBar
	w    io.Writer
	name string
	all  int64
	said time.Time
}

// meterEvery is how often a line comes where there is no terminal.
const meterEvery = 5 * time.Second

func newMeter(w io.Writer, name string, all int64) *meter {
	m := &meter{w: w, name: name, all: max(all, 1), said: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		m.bar = progressbar.NewOptions64(m.all,
			progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(name), progressbar.OptionSetPredictTime(true),
			progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return m
}

// at moves the meter; count is the number of events so far, 0 when nobody
// counts them. For the eye it does that positions are opaque.
func (m *meter) at(done, count int64) {
	if m.bar != nil {
		_ = m.bar.Set64(min(done, m.all)) // it is for the eye
		return
	}
	if time.Since(m.said) < meterEvery {
		return
	}
	m.said = time.Now()
	text := fmt.Sprintf("parley: %s: %d %%", m.name, min(done, m.all)*100/m.all)
	if count > 0 {
		text += fmt.Sprintf(", %d events", count)
	}
	fmt.Fprintln(m.w, text)
}

func (m *meter) end() {
	if m.bar != nil {
		_ = m.bar.Finish()
	}
}
