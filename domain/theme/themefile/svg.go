package themefile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

const (
	spaceSVG   = "http://www.w3.org/2000/svg"
	spaceXLink = "http://www.w3.org/1999/xlink"
	spaceXML   = "http://www.w3.org/XML/1998/namespace"
)

// elements are those that show something and do nothing.
var elements = strings.Fields(`svg g defs symbol use title desc metadata style switch
	path rect circle ellipse line polyline polygon text tspan textPath image
	linearGradient radialGradient stop pattern clipPath mask marker view
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
	feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// foreign are what drawing programs note for themselves; browsers do not look
// at them.
var foreign = []string{
	"http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
	"http://purl.org/dc/elements/1.1/",
}

// maxDepth bounds how deep elements stand in each other.
const maxDepth = 100

// doctype is the one document type that drawing programs write.
var doctype = regexp.MustCompile(`^DOCTYPE\s+svg\s+PUBLIC\s+"-//W3C//DTD SVG 1\.[01]( \w+)?//EN"\s+"https?://www\.w3\.org/[\w./-]*"\s*$`)

// checkSVG lets pass what only shows something: no script, nothing from
// elsewhere, nothing that moves or grows by itself. It names what is not known
// to be harmless, rather than looking for what is known to be harmful.
func checkSVG(content []byte) string {
	if bytes.IndexByte(content, 0) >= 0 {
		return notSVG
	}
	s := svg{d: xml.NewDecoder(bytes.NewReader(content)), targets: map[string]bool{}, users: map[string]bool{}}
	for {
		token, err := s.d.Token()
		if errors.Is(err, io.EOF) {
			return s.end()
		}
		if err != nil {
			return fmt.Sprintf("This is not an SVG picture: %s.", syntax(err))
		}
		if problem := s.token(token); problem != "" {
			return problem
		}
	}
}

const notSVG = "This is not an SVG picture."

func syntax(err error) string {
	if s := new(xml.SyntaxError); errors.As(err, &s) {
		return fmt.Sprintf("%s in line %d", s.Msg, s.Line)
	}
	return "it is not in UTF-8"
}

// svg is what is known of a picture while it is read.
type svg struct {
	d     *xml.Decoder
	open  []xml.StartElement
	ended bool            // the root element
	begun bool            // anything at all was there
	style strings.Builder // text of the style element that is open
	uses  int
	// A use whose target holds a use may draw a thousand million things.
	targets, users map[string]bool
}

func (s *svg) token(t xml.Token) string {
	begun := s.begun
	s.begun = true
	switch t := t.(type) {
	case xml.ProcInst:
		if t.Target != "xml" || begun {
			return fmt.Sprintf("The instruction <?%s?> is not allowed.", t.Target)
		}
	case xml.Directive:
		if !doctype.Match(t) {
			return "This document type is not allowed; leave the line <!DOCTYPE …> out."
		}
	case xml.StartElement:
		return s.start(t.Copy())
	case xml.EndElement:
		return s.close()
	case xml.CharData:
		if n := len(s.open); n > 0 && s.open[n-1].Name.Local == "style" {
			s.style.Write(t)
		}
	}
	return ""
}

func (s *svg) start(e xml.StartElement) string {
	root := len(s.open) == 0
	switch {
	case root && (s.ended || e.Name.Local != "svg" || e.Name.Space != spaceSVG):
		return notSVG
	case len(s.open) >= maxDepth:
		return fmt.Sprintf("Its elements stand more than %d deep in each other.", maxDepth)
	case slices.Contains(foreign, e.Name.Space):
	case e.Name.Space != spaceSVG || !slices.Contains(elements, e.Name.Local):
		return fmt.Sprintf("The element <%s> is not allowed.", e.Name.Local)
	}
	s.open = append(s.open, e)
	for _, a := range e.Attr {
		if problem := s.attribute(e.Name.Local, a); problem != "" {
			return problem
		}
	}
	if e.Name.Local == "use" {
		s.uses++
		for _, around := range s.open {
			if id := attribute(around, "id"); id != "" {
				s.users[id] = true
			}
		}
	}
	return ""
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (s *svg) attribute(element string, a xml.Attr) string {
	space, name := a.Name.Space, strings.ToLower(a.Name.Local)
	switch {
	case space == "xmlns" || space == "" && name == "xmlns" || slices.Contains(foreign, space):
		return ""
	case space == spaceXML:
		if name == "space" || name == "lang" || name == "id" {
			return ""
		}
		return fmt.Sprintf("The attribute xml:%s is not allowed.", a.Name.Local)
	case space != "" && space != spaceXLink:
		return fmt.Sprintf("The attribute %s is not allowed.", a.Name.Local)
	case strings.HasPrefix(name, "on"):
		return fmt.Sprintf("The attribute %s is a script.", a.Name.Local)
	case name == "href":
		return s.reference(element, a.Value)
	}
	return checkCSS(a.Value)
}

// embedded are pictures that stand in the picture itself.
var embedded = regexp.MustCompile(`^data:image/(png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]*$`)

func (s *svg) reference(element, to string) string {
	to = strings.TrimSpace(to)
	if target, within := strings.CutPrefix(to, "#"); within {
		if element == "use" {
			s.targets[target] = true
		}
		return ""
	}
	if element == "image" && embedded.MatchString(to) {
		return ""
	}
	return fmt.Sprintf("<%s> refers to something outside of the picture.", element)
}

var urls = regexp.MustCompile(`(?i)url\(\s*["']?\s*(.?)`)

// checkCSS looks at a style, or at any attribute, all of which may hold one.
func checkCSS(text string) string {
	lower := strings.ToLower(text)
	for _, bad := range []string{`\`, "@import", "javascript:", "expression(", "-moz-binding", "image-set(", "src("} {
		if strings.Contains(lower, bad) {
			return fmt.Sprintf("A style with %q is not allowed.", bad)
		}
	}
	for _, found := range urls.FindAllStringSubmatch(text, -1) {
		if found[1] != "#" {
			return "A style refers to something outside of the picture."
		}
	}
	return ""
}

func (s *svg) close() string {
	last := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.ended = s.ended || len(s.open) == 0
	if last.Name.Local != "style" {
		return ""
	}
	css := s.style.String()
	s.style.Reset()
	return checkCSS(css)
}

// maxUses bounds how often parts of a picture are shown again.
const maxUses = 1000

func (s *svg) end() string {
	if !s.ended {
		return notSVG
	}
	for id := range s.targets {
		if s.users[id] {
			return fmt.Sprintf("<use> shows %q, which holds a <use> itself.", id)
		}
	}
	if s.uses > maxUses {
		return fmt.Sprintf("There are more than %d <use> elements.", maxUses)
	}
	return ""
}
