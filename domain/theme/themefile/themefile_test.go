package themefile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"slices"
	"strings"
	"testing"
)

func wav(format, channels uint16, rate uint32, bits uint16, data int, chunks ...string) []byte {
	var b bytes.Buffer
	b.WriteString("RIFF\x00\x00\x00\x00WAVE")
	for _, c := range chunks {
		b.WriteString(c)
	}
	b.WriteString("fmt \x10\x00\x00\x00")
	block := channels * bits / 8
	for _, v := range []any{format, channels, rate, rate * uint32(block), block, bits} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	b.WriteString("data")
	_ = binary.Write(&b, binary.LittleEndian, uint32(data)) // small
	b.Write(make([]byte, data))
	out := b.Bytes()
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8)) // small
	return out
}

func good() []byte { return wav(1, 1, 48000, 16, 960) }

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{
		"welcome.jpg": "welcome.jpg", "Welcome.JPEG": "welcome.jpg", "pin_entry.svg": "pin_entry.svg", "timeout.wav": "timeout.wav",
		"knock.wav": "knock.wav", "themeconfig.json": ConfigName,
		"knock.jpg": "", "welcome.png": "", "welcome": "", "other.jpg": "", "welcome.json": "", "themeconfig.wav": "", "../welcome.jpg": "", "": "", ".jpg": "",
	} {
		got, ok := ParseName(in)
		if got.Name != want || ok != (want != "") {
			t.Errorf("%q: %+v %t", in, got, ok)
		}
	}
	if n := len(Slots()); n != 17+18+1 {
		t.Errorf("%d places", n)
	}
}

func TestSounds(t *testing.T) {
	extensible := wav(formatExtensible, 1, 48000, 16, 96)
	// Its format chunk is 40 bytes long: 24 of the extension follow the 16.
	extension := append([]byte{22, 0, 16, 0, 4, 0, 0, 0, 1, 0}, make([]byte, 14)...)
	extensible = slices.Concat(extensible[:36], extension, extensible[36:])
	extensible[16] = 40
	for what, c := range map[string]struct {
		content []byte
		problem string
	}{
		"good":                {good(), ""},
		"other chunks":        {wav(1, 1, 48000, 16, 96, "LIST\x03\x00\x00\x00abc\x00"), ""},
		"extensible PCM":      {extensible, ""},
		"stereo":              {wav(1, 2, 44100, 16, 96), "2 channels of 16 bits at 44100 Hz"},
		"24 bits":             {wav(1, 1, 48000, 24, 96), "24 bits"},
		"another rate":        {wav(1, 1, 16000, 16, 96), "at 16000 Hz"},
		"compressed":          {wav(6, 1, 48000, 16, 96), "compressed"},
		"no samples":          {wav(1, 1, 48000, 16, 0), "empty"},
		"half a sample":       {wav(1, 1, 48000, 16, 95), "cut off"},
		"cut off":             {good()[:200], "cut off"},
		"only a header":       {good()[:12], "not a WAV"},
		"no data":             {good()[:36], "empty"},
		"data before format":  {append([]byte("RIFF\x00\x00\x00\x00WAVEdata\x02\x00\x00\x00ab"), good()[12:36]...), "not a WAV"},
		"a short format":      {[]byte("RIFF\x00\x00\x00\x00WAVEfmt \x04\x00\x00\x00\x01\x00\x01\x00"), "not a WAV"},
		"an enormous chunk":   {[]byte("RIFF\x00\x00\x00\x00WAVEfmt \xff\xff\xff\xff"), "cut off"},
		"MP3":                 {[]byte("ID3\x04 and more"), "not a WAV"},
		"nothing":             {nil, "empty"},
		"larger than allowed": {make([]byte, MaxFile+1), "larger than 5 MB"},
	} {
		if _, got := Check("welcome.wav", c.content); !matches(got, c.problem) {
			t.Errorf("%s: %q, want %q", what, got, c.problem)
		}
	}
}

// matches: no problem where none is wanted, and otherwise that one.
func matches(got, want string) bool {
	return (got == "") == (want == "") && strings.Contains(got, want)
}

func TestJPEG(t *testing.T) {
	whole := picture(t, 64, 32)
	for what, c := range map[string]struct {
		content []byte
		problem string
	}{
		"good":    {whole, ""},
		"wide":    {picture(t, 4097, 1), "4097 × 1 pixels"},
		"cut off": {whole[:len(whole)-2], "cut off"},
		"PNG":     {[]byte("\x89PNG\r\n\x1a\n"), "not a JPEG"},
		"a page":  {[]byte("<script>"), "not a JPEG"},
	} {
		if _, got := Check("welcome.jpg", c.content); !matches(got, c.problem) {
			t.Errorf("%s: %q, want %q", what, got, c.problem)
		}
	}
}

func TestSVG(t *testing.T) {
	in := func(inner string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">` + inner + `</svg>`
	}
	for content, problem := range map[string]string{
		in(``): "",
		`<?xml version="1.0" encoding="UTF-8"?><!-- by hand -->` + in(`<rect fill="url(#g)"/>`):                       "",
		`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + in(``): "",
		in(`<defs><linearGradient id="g"/><style>.a{fill:url(#g)}</style></defs><use xlink:href="#g"/><a2/>`):         "<a2>",
		in(`<style>.a { fill: url( '#g' ) }</style>`):                                                                 "",
		in(`<image href="data:image/png;base64,AAAA"/>`):                                                              "",
		in(`<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="x"><i:grid onload="x"/></g>`):           "script",
		in(`<script>alert(1)</script>`):                                                                               "<script>",
		in(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`):                                    "<script>",
		in(`<metadata><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/></metadata>`):                            "<img>",
		in(`<foreignObject/>`):                                         "<foreignObject>",
		in(`<a href="https://example.com"><rect/></a>`):                "<a>",
		in(`<animate attributeName="href" to="javascript:alert(1)"/>`): "<animate>",
		in(`<set attributeName="onload" to="x"/>`):                     "<set>",
		in(`<rect onclick="x"/>`):                                      "script",
		in(`<rect ONLOAD="x"/>`):                                       "script",
		in(`<image href="https://example.com/x.png"/>`):                "outside",
		in(`<image xlink:href="//example.com/x.png"/>`):                "outside",
		in(`<image href="data:image/svg+xml;base64,AAAA"/>`):           "outside",
		in(`<use href="other.svg#a"/>`):                                "outside",
		in(`<rect fill="url(https://example.com/#a)"/>`):               "outside",
		in(`<rect style="fill:URL( 'x.svg#a')"/>`):                     "outside",
		in(`<rect style="fill:u\72l(x)"/>`):                            "style",
		in(`<style>@import "x.css";</style>`):                          "@import",
		in(`<style><![CDATA[@IMPORT "x.css";]]></style>`):              "@import",
		in(`<style>.a{background:image-set("x" 1x)}</style>`):          "image-set",
		in(`<rect xml:base="https://example.com/"/>`):                  "xml:base",
		`<?xml-stylesheet href="x.css"?>` + in(``):                     "instruction",
		in(`<?php x ?>`): "instruction",
		`<!DOCTYPE svg [<!ENTITY a "aaaa">]>` + in(`&a;`):     "document type",
		`<!DOCTYPE svg SYSTEM "file:///etc/passwd">` + in(``): "document type",
		in(`&a;`):       "not an SVG",
		`<svg/>`:        "not an SVG",
		in(``) + in(``): "not an SVG",
		`<html></html>`: "not an SVG",
		``:              "empty",
		`words`:         "not an SVG",
		in(`<g>`):       "not an SVG",
		in("\x00"):      "not an SVG",
		`<?xml version="1.0" encoding="UTF-7"?>` + in(``):                         "UTF-8",
		in(strings.Repeat("<g>", 120) + strings.Repeat("</g>", 120)):              "deep",
		in(`<g id="a"><use href="#b"/></g><g id="b"><rect/></g><use href="#a"/>`): "holds a <use>",
		in(strings.Repeat(`<use href="#a"/>`, 1001)):                              "more than 1000",
	} {
		if _, got := Check("welcome.svg", []byte(content)); !matches(got, problem) {
			t.Errorf("%s: %q, want %q", content[:min(len(content), 200)], got, problem)
		}
	}
}

func TestConfig(t *testing.T) {
	for content, problem := range map[string]string{
		`{}`:              "",
		`{"commands":{}}`: "",
		`{"commands":{"lock":"*1","end":null,"mute_guests":""}}`: "",
		`{"commands":{"lock":"*1"}} `:                            "",
		`{"commands":{"lock":"*1"}} {}`:                          "more behind",
		`{"commands":{"lock":"*1"},"commands":{}}`:               "twice",
		`{"commands":{"lock":"*1","lock":"*2"}}`:                 "twice",
		`{"commands":{"lock":"*1","end":"*1"}}`:                  "same digits",
		`{"commands":{"show_content":"*7"}}`:                     "as usual",
		`{"commands":{"lock":"","show_content":"*7"}}`:           "",
		`{"commands":{"open":"*1"}}`:                             `"open" is not known`,
		`{"commands":{"lock":"1"}}`:                              "two of",
		`{"commands":{"lock":"*A"}}`:                             "two of",
		`{"commands":{"lock":71}}`:                               "must be a text",
		`{"commands":{"lock":{}}}`:                               "must be a text",
		`{"commands":[]}`:                                        "must look like",
		`{"colour":"red"}`:                                       `"colour" is not known`,
		`[]`:                                                     "must look like",
		`{"commands":`:                                           "not JSON",
		`{commands:1}`:                                           "not JSON",
		"{\"commands\":{}}" + strings.Repeat(" ", 65536):         "larger than 64 KB",
	} {
		if _, got := Check(ConfigName, []byte(content)); !matches(got, problem) {
			t.Errorf("%s: %q, want %q", content[:min(len(content), 200)], got, problem)
		}
	}
	file, _ := Check("ThemeConfig.JSON", []byte(`{"commands":{"lock":"*1","end":null}}`))
	if want := []Command{{"lock", "*1"}, {"end", ""}}; !slices.Equal(file.Commands, want) || file.Name.Name != ConfigName {
		t.Errorf("%+v", file)
	}
}

// What is built in passes its own rules.
func TestBase(t *testing.T) {
	files := Base()
	if len(files) != 18 {
		t.Errorf("%d files", len(files))
	}
	for _, f := range files {
		checked, problem := Check(f.Name, f.Content)
		if BaseNames()[f.Slot] != f.Name || len(BaseNames()) != len(files) {
			t.Errorf("%s is called %s", f.Name, BaseNames()[f.Slot])
		}
		if problem != "" || checked.Name.Name != f.Name || checked.Slot != f.Slot || checked.MediaType != f.MediaType {
			t.Errorf("%s: %q %+v", f.Name, problem, checked)
		}
		if f.Slot.Kind == Picture && baseTexts[f.Slot.Key][0] == "" {
			t.Errorf("%s says nothing", f.Name)
		}
	}
	if got, _ := checkConfig(files[17].Content); len(got) != len(Commands()) {
		t.Errorf("%v", got)
	}
}

type entry struct {
	name    string
	content []byte
	mode    os.FileMode
	flags   uint16
}

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Flags: e.flags}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZIP(t *testing.T) {
	svg := Base()[0].Content
	big := make([]byte, MaxFile+1)
	many := make([]entry, 0, 1200)
	for i := range 1200 {
		many = append(many, entry{name: fmt.Sprint(i), content: nil})
	}
	bombs := make([]entry, 0, 17)
	for _, key := range screens {
		bombs = append(bombs, entry{name: key + ".wav", content: big[:MaxFile]})
	}
	damaged := archive(t, entry{name: "welcome.svg", content: svg})
	copy(damaged[60:], "damage")
	for what, c := range map[string]struct {
		archive  []byte
		files    string
		problems string
	}{
		"plain":          {archive(t, entry{name: "welcome.svg", content: svg}, entry{name: "Timeout.WAV", content: good()}), "welcome.svg timeout.wav", ""},
		"in a folder":    {archive(t, entry{name: "brand/"}, entry{name: "brand/welcome.svg", content: svg}, entry{name: "brand/knock.wav", content: good()}), "welcome.svg knock.wav", ""},
		"with litter":    {archive(t, entry{name: "__MACOSX/brand/._welcome.svg"}, entry{name: "brand/.DS_Store"}, entry{name: "brand/welcome.svg", content: svg}), "welcome.svg", ""},
		"two folders":    {archive(t, entry{name: "a/welcome.svg", content: svg}, entry{name: "b/timeout.svg", content: svg}), "", "a/welcome.svg: Files must stand together in one folder.; b/timeout.svg: Files must stand together in one folder."},
		"deeper":         {archive(t, entry{name: "a/b/welcome.svg", content: svg}), "", "a/b/welcome.svg: Files must stand together in one folder."},
		"upwards":        {archive(t, entry{name: "../welcome.svg", content: svg}), "", "../welcome.svg: Files must stand together in one folder."},
		"absolute":       {archive(t, entry{name: "/etc/welcome.svg", content: svg}), "", "/etc/welcome.svg: Files must stand together in one folder."},
		"backslash":      {archive(t, entry{name: `..\welcome.svg`, content: svg}), "", `..\welcome.svg: Files must stand together in one folder.`},
		"a link":         {archive(t, entry{name: "welcome.svg", content: []byte("/etc/passwd"), mode: os.ModeSymlink | 0o777}), "", "welcome.svg: This is not a plain file."},
		"encrypted":      {archive(t, entry{name: "welcome.svg", content: svg, flags: 1}), "", "welcome.svg: The file is encrypted."},
		"unknown":        {archive(t, entry{name: "readme.txt"}, entry{name: "welcome.svg", content: svg}), "welcome.svg", "readme.txt: No theme has a file of this name."},
		"odd name":       {archive(t, entry{name: "a\x1bb.txt"}), "", "a�b.txt: No theme has a file of this name."},
		"twice":          {archive(t, entry{name: "welcome.svg", content: svg}, entry{name: "welcome.jpg", content: picture(t, 8, 8)}), "welcome.svg", "welcome.jpg: It stands for the same as welcome.svg."},
		"all told":       {archive(t, entry{name: "welcome.svg"}, entry{name: "timeout.wav", content: []byte("x")}), "", "welcome.svg: The file is empty.; timeout.wav: This is not a WAV sound."},
		"a bomb":         {archive(t, entry{name: "welcome.svg", content: big}), "", "welcome.svg: The file is larger than 5 MB."},
		"many bombs":     {archive(t, bombs...), "", "together"},
		"too many":       {archive(t, many...), "", "The archive holds more than 100 files."},
		"over a hundred": {archive(t, many[:101]...), "", "The archive holds more than 100 files."},
		"empty":          {archive(t), "", "The archive is empty."},
		"no archive":     {[]byte("words"), "", notZIP},
		"nothing":        {nil, "", notZIP},
		"too large":      {make([]byte, MaxZIP+1), "", "The archive is larger than 20 MB."},
		"damaged":        {damaged, "", "welcome.svg: The file is damaged."},
	} {
		var names, told []string
		problems, err := ReadZIP(c.archive, func(f Checked, content []byte) error {
			if _, p := Check(f.Name.Name, content); p != "" {
				t.Errorf("%s: gave %s, which is not well: %s", what, f.Name.Name, p)
			}
			names = append(names, f.Name.Name)
			return nil
		})
		for _, p := range problems {
			told = append(told, strings.TrimPrefix(p.File+": "+p.Message, ": "))
		}
		got := strings.Join(told, "; ")
		if what == "many bombs" && strings.Contains(got, c.problems) {
			got = c.problems
		}
		if err != nil || strings.Join(names, " ") != c.files || got != c.problems {
			t.Errorf("%s: %q %q %v, want %q %q", what, names, got, err, c.files, c.problems)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, b := range Base() {
		f.Add(b.Name, b.Content)
	}
	f.Add("welcome.wav", good())
	f.Add("welcome.jpg", []byte("\xff\xd8\xff\xd9"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		kept := bytes.Clone(content)
		file, problem := Check(name, content)
		again, other := Check(name, content)
		if problem != other || file.Name != again.Name || !bytes.Equal(kept, content) {
			t.Errorf("%q is not the same twice: %q, %q", name, problem, other)
		}
		lower := bytes.ToLower(content)
		if problem == "" && file.MediaType == MediaSVG && (bytes.Contains(lower, []byte("<script")) || bytes.Contains(lower, []byte("foreignobject>"))) &&
			!bytes.Contains(lower, []byte("<!--")) && !bytes.Contains(lower, []byte("<![cdata[")) {
			t.Errorf("let pass: %s", content)
		}
	})
}

func FuzzZIP(f *testing.F) {
	f.Add(archive(f, entry{name: "welcome.svg", content: Base()[0].Content}))
	f.Fuzz(func(t *testing.T, b []byte) {
		seen := map[Slot]bool{}
		_, err := ReadZIP(b, func(file Checked, content []byte) error {
			if seen[file.Slot] || len(content) > MaxFile {
				t.Errorf("%+v", file)
			}
			seen[file.Slot] = true
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
