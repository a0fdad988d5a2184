// Command protogen makes Go code from .proto files without protoc: protocompile
// reads them, and the plugin that go.mod pins writes the messages. It is run by
// go generate and imports no other package of this module.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/linker"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/pluginpb"
)

func main() {
	root := flag.String("root", ".", "folder that imports in .proto files begin at")
	from := flag.String("from", "proto", "folder of the .proto files, below root")
	to := flag.String("to", ".", "folder that the import path of -module stands for")
	module := flag.String("module", "", "import path that is cut off the paths of generated files")
	flag.Parse()
	if err := run(context.Background(), *root, *from, *to, *module); err != nil {
		fmt.Fprintln(os.Stderr, "protogen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, root, from, to, module string) error {
	paths, err := filepath.Glob(filepath.Join(root, from, "*.proto"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no .proto files in %s", from)
	}
	names := make([]string, len(paths))
	for i, p := range paths {
		// The path from the root is what the registry of every program that
		// links the result knows the file by: it must be nobody else's.
		names[i] = path.Join(filepath.ToSlash(from), filepath.Base(p))
	}
	compiler := protocompile.Compiler{
		Resolver:       protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{root}}),
		SourceInfoMode: protocompile.SourceInfoStandard, // comments become Go comments
	}
	files, err := compiler.Compile(ctx, names...)
	if err != nil {
		return fmt.Errorf("compile: %w", err)
	}
	answer, err := plugin(ctx, &pluginpb.CodeGeneratorRequest{
		FileToGenerate: names,
		Parameter:      proto.String("module=" + module),
		ProtoFile:      closure(files),
	})
	if err != nil {
		return err
	}
	for _, f := range answer.GetFile() {
		if err := os.WriteFile(filepath.Join(to, f.GetName()), []byte(f.GetContent()), 0o644); err != nil { // source code
			return err
		}
	}
	return nil
}

// closure lists the files and what they import, imports first, as plugins
// expect it.
func closure(files linker.Files) []*descriptorpb.FileDescriptorProto {
	var list []*descriptorpb.FileDescriptorProto
	seen := make(map[string]bool)
	var add func(f protoreflect.FileDescriptor)
	add = func(f protoreflect.FileDescriptor) {
		if seen[f.Path()] {
			return
		}
		seen[f.Path()] = true
		for i := range f.Imports().Len() {
			add(f.Imports().Get(i).FileDescriptor)
		}
		list = append(list, protodesc.ToFileDescriptorProto(f))
	}
	for _, f := range files {
		add(f)
	}
	return list
}

func plugin(ctx context.Context, request *pluginpb.CodeGeneratorRequest) (*pluginpb.CodeGeneratorResponse, error) {
	in, err := proto.Marshal(request)
	if err != nil {
		return nil, err
	}
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "tool", "protoc-gen-go")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &complaints
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("protoc-gen-go: %w: %s", err, strings.TrimSpace(complaints.String()))
	}
	answer := new(pluginpb.CodeGeneratorResponse)
	if err := proto.Unmarshal(out.Bytes(), answer); err != nil {
		return nil, fmt.Errorf("protoc-gen-go's answer: %w", err)
	}
	if answer.Error != nil {
		return nil, fmt.Errorf("protoc-gen-go: %s", answer.GetError())
	}
	return answer, nil
}
