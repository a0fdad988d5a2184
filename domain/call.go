package domain

// The words and limits of calls, the same wherever they are configured: of
// services, gateway rules, dialled participants and of the deployment.
const (
	CallVideo     = "video"
	CallVideoOnly = "video-only"
	CallAudio     = "audio"

	QualityDefault = "default" // as the deployment says

	EncryptionDefault    = "default" // as the deployment says
	EncryptionBestEffort = "best-effort"
	EncryptionRequired   = "required"
	EncryptionOff        = "off"

	MinCallRate = 128 // kbit/s
	MaxCallRate = 8192
)
