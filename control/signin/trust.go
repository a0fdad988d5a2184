package signin

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
)

// TLS is how we speak to another system: with what the settings trust, or else
// the machine.
func TLS(authorities, serverName string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: serverName}
	if authorities == "" {
		return config, nil
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM([]byte(authorities)) {
		return nil, errors.New("the certificates of the settings cannot be read")
	}
	return config, nil
}
