package ec2test

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Console lets a person, or a test of a whole deployment, do to the double what
// its methods do: POST /down?on=true, /hang?on=true, /throttle?calls=10,
// /deny?permission=…, /allow?permission=…, /take-back?code=…&message=…,
// /lag?by=10s, /skew?by=10m, /start?id=…, /stop?id=…,
// /terminate?id=…, /tag?id=…&key=…&value=… GET / lists the instances. It has no
// door of its own: it belongs on a loopback address, and pages of browsers are
// refused.
func (d *Double) Console() http.Handler {
	mux := http.NewServeMux()
	do := func(path string, f func(r *http.Request) error) {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "" {
				http.Error(w, "not for pages", http.StatusForbidden)
				return
			}
			if err := f(r); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
			}
		})
	}
	spell := func(set func(time.Duration)) func(*http.Request) error {
		return func(r *http.Request) error {
			by, err := time.ParseDuration(r.FormValue("by"))
			if err == nil {
				set(by)
			}
			return err
		}
	}
	instance := func(act func(string) bool) func(*http.Request) error {
		return func(r *http.Request) error {
			if id := r.FormValue("id"); !act(id) {
				return fmt.Errorf("the instance %q is not there, or not in a state for that", id)
			}
			return nil
		}
	}
	turn := func(set func(bool)) func(*http.Request) error {
		return func(r *http.Request) error {
			on, err := strconv.ParseBool(r.FormValue("on"))
			if err == nil {
				set(on)
			}
			return err
		}
	}
	do("/down", turn(d.Down))
	do("/hang", turn(d.Hang))
	do("/throttle", func(r *http.Request) error {
		n, err := strconv.Atoi(r.FormValue("calls"))
		if err == nil {
			d.Throttle(n)
		}
		return err
	})
	do("/deny", func(r *http.Request) error { d.Deny(r.FormValue("permission")); return nil })
	do("/allow", func(r *http.Request) error { d.Allow(r.FormValue("permission")); return nil })
	do("/lag", spell(d.Lag))
	do("/skew", spell(d.Skew))
	do("/take-back", func(r *http.Request) error { d.TakeBack(r.FormValue("code"), r.FormValue("message")); return nil })
	do("/start", instance(d.Start))
	do("/stop", instance(d.Stop))
	do("/terminate", instance(d.Terminate))
	do("/tag", func(r *http.Request) error {
		d.SetTag(r.FormValue("id"), r.FormValue("key"), r.FormValue("value"))
		return nil
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		for _, i := range d.Instances() {
			fmt.Fprintf(w, "%s  %-13s  %-15s  %s\n", i.ID, i.State, i.Address, i.Tags["Name"])
		}
	})
	return mux
}
