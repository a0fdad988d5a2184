package esdbserver

// extend adds the services beside the streams.
func (s *Server) extend() error { return s.extendPersistent() }
