package esdbserver

import (
	"context"
	"testing"

	"google.golang.org/grpc"
)

// gRPC asks no interceptor of ours about a method that it takes for unary, or
// for neither a stream of requests nor of answers.
func TestEveryMethodIsIntercepted(t *testing.T) {
	for _, service := range []*grpc.ServiceDesc{&streamsService, &featuresService, &gossipService, &persistentService} {
		if len(service.Methods) > 0 {
			t.Errorf("%s has unary methods", service.ServiceName)
		}
		for _, m := range service.Streams {
			if !m.ServerStreams && !m.ClientStreams {
				t.Errorf("%s/%s passes the interceptor by", service.ServiceName, m.StreamName)
			}
		}
	}
}

func TestNobodyIsAStranger(t *testing.T) {
	p := principalFrom(context.Background())
	if p.Admin || p.Write || p.PersonalData || p.mayReadStream("conference-1") || p.mayReadStream("integration-1") || p.mayWriteStream("integration-1") {
		t.Errorf("%+v may do something", p)
	}
}
