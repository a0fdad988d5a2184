package audit

import "github.com/parley-video/parley/events"

type certificateObject struct {
	Name    string                     `json:"name"`
	Key     events.Sealed              `json:"key"`
	Request *events.CertificateRequest `json:"request,omitempty"`
	// Certificate is missing until there is one for the request.
	Certificate *events.CertificateInfo `json:"certificate,omitempty"`
}

func (o certificateObject) name() string { return o.Name }

func certificateDeed(r events.Recorded) (deed, bool) {
	switch e := r.Event.(type) {
	case events.CertificateRequested:
		return deed{KindCertificate, e.ID, Created, becomes(certificateObject{
			Name: e.Name, Key: e.Key, Request: &e.Request,
		}), "was requested"}, true
	case events.CertificateUploaded:
		return deed{KindCertificate, e.ID, Created, becomes(certificateObject{
			Name: e.Name, Key: e.Key, Certificate: &e.Info,
		}), "was uploaded"}, true
	case events.CertificateInstalled:
		return deed{KindCertificate, e.ID, Updated, changes(func(o *certificateObject) {
			o.Certificate = &e.Info
			if e.Key != "" {
				o.Key, o.Request = digest(e.Key), nil
			}
		}), "was installed"}, true
	case events.CertificateRenamed:
		return deed{KindCertificate, e.ID, Updated, changes(func(o *certificateObject) { o.Name = e.Name }), ""}, true
	case events.CertificateRemoved:
		return deed{KindCertificate, e.ID, Removed, nil, "was removed"}, true
	case events.CertificateWebAssigned:
		if e.CertificateID == "" {
			return deed{KindSettings, SettingsID, Other, nil, "were changed: the web side is not served with an assigned certificate any more"}, true
		}
		return deed{KindCertificate, e.CertificateID, Other, nil, "was assigned to the web side"}, true
	}
	return deed{}, false
}
