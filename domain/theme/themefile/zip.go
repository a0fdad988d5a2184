package themefile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
)

// Problem is what is wrong with a file of a theme. Without a file it is about
// the whole.
type Problem struct {
	File    string `json:"file,omitempty"`
	Message string `json:"message"`
}

// maxProblems bounds how many are told of at once.
const maxProblems = 100

// litter is what file managers leave in archives.
var litter = []string{".ds_store", "thumbs.db", "desktop.ini"}

func isLitter(name string) bool {
	if strings.HasPrefix(name, "__MACOSX/") {
		return true
	}
	base := strings.ToLower(path.Base(name))
	for _, l := range litter {
		if base == l || strings.HasPrefix(base, "._") {
			return true
		}
	}
	return false
}

// ReadZIP looks at the files of a theme in an archive and gives each that is
// well to visit, one in memory at a time. The archive may hold one folder with
// all of them. All problems are told, not just the first.
func ReadZIP(archive []byte, visit func(file Checked, content []byte) error) ([]Problem, error) {
	files, problem := openZIP(archive)
	if problem != "" {
		return []Problem{{Message: problem}}, nil
	}
	r := reader{filled: map[Slot]string{}, left: MaxTotal, visit: visit, folder: folder(files)}
	for _, f := range files {
		if err := r.file(f); err != nil {
			return nil, err
		}
		if r.left < 0 {
			r.tell("", fmt.Sprintf("The files are larger than %d MB together.", MaxTotal>>20))
			break
		}
		if len(r.problems) >= maxProblems {
			break
		}
	}
	return r.problems, nil
}

const notZIP = "This is not a ZIP archive, or a damaged one."

// openZIP gives the files in an archive, without folders and litter.
func openZIP(archive []byte) ([]*zip.File, string) {
	if len(archive) > MaxZIP {
		return nil, fmt.Sprintf("The archive is larger than %d MB.", MaxZIP>>20)
	}
	tooMany := fmt.Sprintf("The archive holds more than %d files.", MaxFiles)
	// Counted before it is read: each entry takes memory, whatever it holds.
	if bytes.Count(archive, []byte("PK\x01\x02")) > 10*MaxFiles {
		return nil, tooMany
	}
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, notZIP
	}
	var files []*zip.File
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "/") && !isLitter(f.Name) {
			files = append(files, f)
		}
	}
	switch {
	case len(files) > MaxFiles:
		return nil, tooMany
	case len(files) == 0:
		return nil, "The archive is empty."
	}
	return files, ""
}

// folder is the folder in which all files stand, with its slash; or empty.
func folder(files []*zip.File) string {
	first, _, found := strings.Cut(files[0].Name, "/")
	if !found || first == "" || first == "." || first == ".." {
		return ""
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name, first+"/") {
			return ""
		}
	}
	return first + "/"
}

type reader struct {
	folder   string
	filled   map[Slot]string // by which file
	left     int64           // bytes that may still come
	visit    func(Checked, []byte) error
	problems []Problem
}

func (r *reader) tell(file, message string) {
	r.problems = append(r.problems, Problem{File: shown(file), Message: message})
}

// shown is a name as it can be told.
func shown(name string) string {
	name = strings.ToValidUTF8(name, "�")
	name = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return '�'
		}
		return c
	}, name)
	if runes := []rune(name); len(runes) > 100 {
		return string(runes[:100]) + "…"
	}
	return name
}

func (r *reader) file(f *zip.File) error {
	name := strings.TrimPrefix(f.Name, r.folder)
	parsed, known := ParseName(name)
	switch {
	case strings.ContainsAny(name, `/\`):
		r.tell(f.Name, "Files must stand together in one folder.")
		return nil
	case !known:
		r.tell(name, "No theme has a file of this name.")
		return nil
	case f.Flags&1 != 0:
		r.tell(name, "The file is encrypted.")
		return nil
	case !f.Mode().IsRegular():
		r.tell(name, "This is not a plain file.")
		return nil
	case r.filled[parsed.Slot] != "":
		r.tell(name, fmt.Sprintf("It stands for the same as %s.", r.filled[parsed.Slot]))
		return nil
	}
	r.filled[parsed.Slot] = name
	content, problem := unpack(f)
	r.left -= int64(len(content))
	if problem != "" {
		r.tell(name, problem)
		return nil
	}
	checked, problem := Check(name, content)
	if problem != "" {
		r.tell(name, problem)
		return nil
	}
	return r.visit(checked, content)
}

// unpack reads a file, and not a byte more than it may have, whatever the
// archive says of its size.
func unpack(f *zip.File) ([]byte, string) {
	in, err := f.Open()
	if err != nil {
		return nil, "The file cannot be unpacked."
	}
	defer in.Close() // it is read from memory
	content, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if len(content) > MaxFile {
		return content, fmt.Sprintf("The file is larger than %d MB.", MaxFile>>20)
	}
	if err != nil {
		return content, "The file is damaged."
	}
	return content, ""
}
