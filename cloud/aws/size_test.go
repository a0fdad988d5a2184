package aws

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
)

// What the types of a provider lead to is part of the program with all its
// methods, and EC2 has 700 of them.
func TestClientIsOutOfReach(t *testing.T) {
	client := reflect.TypeFor[ec2.Client]()
	seen := make(map[reflect.Type]bool)
	var walk func(typ reflect.Type, way string)
	walk = func(typ reflect.Type, way string) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		if typ == client {
			t.Errorf("%s leads to all of EC2", way)
			return
		}
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				walk(typ.Field(i).Type, way+"."+typ.Field(i).Name)
			}
		case reflect.Map:
			walk(typ.Key(), way+" key")
			walk(typ.Elem(), way+" value")
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
			walk(typ.Elem(), way)
		case reflect.Func:
			for i := range typ.NumIn() {
				walk(typ.In(i), way+" argument")
			}
			for i := range typ.NumOut() {
				walk(typ.Out(i), way+" result")
			}
		}
	}
	walk(reflect.TypeFor[*Provider](), "Provider")
	if !seen[reflect.TypeFor[ec2.DescribeInstancesInput]()] {
		t.Error("the walk saw nothing of EC2")
	}
}
