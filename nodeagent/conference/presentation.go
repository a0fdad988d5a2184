package conference

import "github.com/parley-video/parley/nodeagent/link"

// takeFloor makes a participant the presenter; a new one displaces the old.
func (m *Machine) takeFloor(in TakeFloor) error {
	if in.By.ParticipantID != in.TargetID {
		return refuse(CodeNotPermitted) // nobody shares for somebody else
	}
	p := m.find(in.TargetID)
	switch {
	case p == nil:
		return refuse(CodeInvalidToken)
	case !p.present():
		return refuse(CodeWaiting)
	case !p.mayPresent():
		return refuse(CodePresentationDenied)
	case p.current == nil:
		return &Refusal{Code: CodeUnknownCall, Detail: "presenting needs a call"}
	case m.presenter == p:
		return nil
	}
	if old := m.presenter; old != nil {
		m.presenter = nil
		m.changed(link.FactPresentationStopped, old, Actor{ParticipantID: p.id})
		m.applyPolicy(old)
		m.announce(old)
	}
	m.presenter = p
	if m.presenterFirst() {
		m.orderSpotlights()
	}
	m.changed(link.FactPresentationStarted, p, Actor{ParticipantID: p.id})
	m.applyPolicy(p)
	m.announce(p)
	for _, v := range m.people {
		if v.present() {
			m.tell(v, PresentationStart{Presenter: m.describe(p)})
		}
	}
	return nil
}

// releaseFloor ends a presentation: the presenter's own, or by a host.
func (m *Machine) releaseFloor(in ReleaseFloor) error {
	p, err := m.self(in.By, in.TargetID)
	if err != nil {
		return err
	}
	if m.presenter == p {
		m.stopPresenting(p)
	}
	return nil
}

func (m *Machine) stopPresenting(p *participant) {
	m.presenter = nil
	if m.presenterFirst() {
		m.orderSpotlights()
	}
	m.changed(link.FactPresentationStopped, p, Actor{})
	m.applyPolicy(p)
	m.announce(p)
	for _, v := range m.people {
		if v.present() {
			m.tell(v, PresentationStop{})
		}
	}
}

// allowPresentation lets a participant receive presentations, or not.
func (m *Machine) allowPresentation(in AllowPresentation) error {
	p, err := m.target(in.By, in.TargetID)
	if err != nil {
		return err
	}
	p.deniedSlides = !in.On
	m.applyPolicy(p)
	m.announce(p)
	return nil
}
