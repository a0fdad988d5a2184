package events

import "time"

// CertificateKeyType is the kind of a certificate's key.
type CertificateKeyType string

// The kinds of keys that are made here; others may be uploaded.
const (
	KeyRSA2048   CertificateKeyType = "rsa-2048"
	KeyRSA4096   CertificateKeyType = "rsa-4096"
	KeyECDSAP256 CertificateKeyType = "ecdsa-p256"
)

// CertificateInfo is what a certificate says, for those who read events
// without reading certificates.
type CertificateInfo struct {
	Subject     string             `json:"subject"`
	Issuer      string             `json:"issuer"`
	Serial      string             `json:"serial"`      // hex
	Fingerprint string             `json:"fingerprint"` // hex SHA-256 of the certificate
	KeyType     CertificateKeyType `json:"keyType"`
	NotBefore   time.Time          `json:"notBefore"`
	NotAfter    time.Time          `json:"notAfter"` // of the first in the chain to end
	DNSNames    []string           `json:"dnsNames,omitempty"`
	IPAddresses []string           `json:"ipAddresses,omitempty"`
	SelfSigned  bool               `json:"selfSigned,omitempty"`
}

// CertificateRequest is a request to be signed by somebody else.
type CertificateRequest struct {
	KeyType     CertificateKeyType `json:"keyType"`
	Subject     string             `json:"subject"`
	DNSNames    []string           `json:"dnsNames,omitempty"`
	IPAddresses []string           `json:"ipAddresses,omitempty"`
	PEM         string             `json:"pem"`
}

// CertificateRequested records a key that was made, and the request for a
// certificate of it.
type CertificateRequested struct {
	ID        string             `json:"id"`
	Name      string             `json:"name"`
	Key       Sealed             `json:"key"`       // PEM, PKCS #8
	PublicKey string             `json:"publicKey"` // hex SHA-256
	Request   CertificateRequest `json:"request"`
}

// CertificateUploaded records a certificate that came with its key.
type CertificateUploaded struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Key       Sealed          `json:"key"`       // PEM, PKCS #8
	PublicKey string          `json:"publicKey"` // hex SHA-256
	Chain     string          `json:"chain"`     // PEM, the server's own first
	Info      CertificateInfo `json:"info"`
}

// CertificateInstalled records a certificate for a key that is kept, or with a
// new one. It takes the place of the one before.
type CertificateInstalled struct {
	ID        string          `json:"id"`
	Key       Sealed          `json:"key,omitempty"` // empty: the one that is kept
	PublicKey string          `json:"publicKey"`     // hex SHA-256
	Chain     string          `json:"chain"`         // PEM, the server's own first
	Info      CertificateInfo `json:"info"`
}

// CertificateRenamed records another name.
type CertificateRenamed struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// CertificateRemoved ends a certificate.
type CertificateRemoved struct {
	ID string `json:"id"`
}

// CertificateWebAssigned records with which certificate the Management Nodes'
// web side is served. Its stream is CertificateAssignmentsStream.
type CertificateWebAssigned struct {
	CertificateID string `json:"certificateId,omitempty"` // empty: none of ours
}

// CertificateNodeAssigned records with which certificate a Conferencing Node
// serves participants. Its stream is CertificateAssignmentsStream.
type CertificateNodeAssigned struct {
	NodeID        string `json:"nodeId"`
	CertificateID string `json:"certificateId,omitempty"` // empty: none of ours
}

func (CertificateRequested) EventType() string    { return "certificate.requested.v1" }
func (CertificateUploaded) EventType() string     { return "certificate.uploaded.v1" }
func (CertificateInstalled) EventType() string    { return "certificate.installed.v1" }
func (CertificateRenamed) EventType() string      { return "certificate.renamed.v1" }
func (CertificateRemoved) EventType() string      { return "certificate.removed.v1" }
func (CertificateWebAssigned) EventType() string  { return "certificate.web-assigned.v1" }
func (CertificateNodeAssigned) EventType() string { return "certificate.node-assigned.v1" }
