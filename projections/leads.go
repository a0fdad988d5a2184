package projections

// Leads reports whether this process applies events to the rows of a read
// model: always, unless several processes share them and another one does.
func (r *Runner) Leads(projection string) bool {
	w, err := r.worker(projection)
	if err != nil {
		return false
	}
	if _, shares := w.handler.(Shared); !shares || w.config.Leases == nil {
		return true
	}
	return w.leading()
}
