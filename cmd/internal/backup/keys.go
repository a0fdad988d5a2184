package backup

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxKeys bounds the directory of keys, which holds a handful of small files.
const maxKeys = 4 << 20

// packKeys gives a directory's files as a tar archive.
func packKeys(dir string) ([]byte, error) {
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	defer root.Close() // nothing is written
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := fs.ReadFile(root.FS(), path)
		if err != nil {
			return err
		}
		if packed.Len()+len(raw) > maxKeys {
			return fmt.Errorf("%s: more than %d bytes of keys", path, maxKeys)
		}
		if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: filepath.ToSlash(path), Size: int64(len(raw)), Mode: 0o600}); err != nil {
			return err
		}
		_, err = w.Write(raw)
		return err
	})
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	return packed.Bytes(), nil
}

// unpackKeys writes them into a new directory, readable by the owner only. What
// would leave the directory is refused by os.Root.
func unpackKeys(packed []byte, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close() // files were closed before
	archive := tar.NewReader(bytes.NewReader(packed))
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("keys", err)
		}
		if header.Typeflag != tar.TypeReg {
			return fmt.Errorf("%w: %s among the keys is no file", ErrDamaged, header.Name)
		}
		if err := unpackKey(root, filepath.FromSlash(header.Name), archive); err != nil {
			return fmt.Errorf("write key %s: %w", header.Name, err)
		}
	}
}

func unpackKey(root *os.Root, name string, content io.Reader) error {
	if parent := filepath.Dir(name); parent != "." {
		if err := root.MkdirAll(parent, 0o700); err != nil {
			return err
		}
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Sync(), f.Close())
}
