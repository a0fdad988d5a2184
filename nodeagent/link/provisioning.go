package link

import "time"

// ProvisioningVersion is the version of the provisioning document.
const ProvisioningVersion = 1

// Provisioning is the document with which a new Conferencing Node enrols:
// JSON, good for one use, until it expires.
type Provisioning struct {
	Version    int    `json:"version"`
	NodeID     string `json:"nodeId"`
	Name       string `json:"name"`
	Address    string `json:"address"` // IP address
	FQDN       string `json:"fqdn"`    // may be empty
	LocationID string `json:"locationId"`
	Role       string `json:"role"`       // transcoding or proxying
	ControlURL string `json:"controlUrl"` // https://host:port of the node link
	// ControlURLs are those of all Management Nodes, ControlURL among them, when
	// there are several. Readers from before there could be refuse it.
	ControlURLs []string  `json:"controlUrls,omitempty"`
	CA          string    `json:"ca"`     // PEM of the one authority the node trusts
	Secret      string    `json:"secret"` // shown once; at least 32 characters
	ExpiresAt   time.Time `json:"expiresAt"`
}

// EnrolRequest is the body of POST /link/v1/enrol.
type EnrolRequest struct {
	NodeID string `json:"nodeId"`
	Secret string `json:"secret"`
	CSR    string `json:"csr"` // PEM
}

// EnrolResponse answers it with 200. Any other status comes with a Refused.
type EnrolResponse struct {
	Certificate string    `json:"certificate"` // PEM
	ExpiresAt   time.Time `json:"expiresAt"`
}

// RenewRequest is the body of POST /link/v1/renew, which is answered like an
// enrolment.
type RenewRequest struct {
	CSR string `json:"csr"` // PEM
}

// Issued is what the control plane remembers of a certificate that it gave a
// node. It does not travel.
type Issued struct {
	Serial      string
	Fingerprint string // hex SHA-256 of the certificate
	ExpiresAt   time.Time
}

// The paths of the node link on the control plane.
const (
	PathEnrol   = "/link/v1/enrol"
	PathConnect = "/link/v1/connect"
	PathRenew   = "/link/v1/renew"
)
