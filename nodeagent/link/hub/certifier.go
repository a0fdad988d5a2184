package hub

import "log/slog"

// certifier gives the node the certificate with which it is to serve
// participants, whenever that is another one than the one that it has.
func (s *session) certifier() error {
	source := s.hub.cfg.Certificates
	if source == nil {
		return nil
	}
	have, wait := s.hello.WebCertificate, retryFirst
	for {
		c, err := source.Next(s.ctx, s.nodeID, have)
		if err != nil {
			if s.ctx.Err() != nil {
				return nil
			}
			s.log.Error("the node's certificate cannot be read, trying again", slog.Any("error", err))
			if err := s.pause(&wait); err != nil {
				return err
			}
			continue
		}
		wait = retryFirst
		if err := s.send(c); err != nil {
			return err
		}
		have = c.Digest()
	}
}
