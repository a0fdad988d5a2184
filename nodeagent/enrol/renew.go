package enrol

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/parley-video/parley/internal/pki"
	"github.com/parley-video/parley/nodeagent/link"
)

// How a renewal is tried: again after a while that grows, and is shorter the
// less time is left; never so often that it is a burden.
const (
	retryFirst = time.Minute + 5*time.Second // the control plane grants one a minute
	retryMost  = 6 * time.Hour
	// lookAgain bounds every wait: clocks are set, and machines sleep.
	lookAgain = time.Hour
)

// Run renews the certificate whenever two thirds of its life are over, until
// ctx ends. redial makes the node show the renewed one.
func (k *Keeper) Run(ctx context.Context, redial func()) error {
	retry := retryFirst
	for ctx.Err() == nil {
		wait := lookAgain
		cert, waits := k.leaf()
		due := k.due(cert.NotBefore, pki.RenewAt(cert))
		switch {
		case waits:
			k.show()
			redial()
			wait = retry
			retry = min(2*retry, retryMost)
		case due > 0:
			wait, retry = min(due, lookAgain), retryFirst
		default:
			err := k.Renew(ctx)
			if err == nil {
				continue // what it is worth is not known yet: retry stays
			}
			wait = jitter(min(retry, max(retryFirst, cert.NotAfter.Sub(k.there())/10)))
			retry = min(2*retry, retryMost)
			k.log.Error("the node's certificate cannot be renewed, trying again",
				slog.Any("error", err), slog.Time("until", cert.NotAfter), slog.Duration("retry", wait.Round(time.Second)))
		}
		if err := k.pause(ctx, wait, waits); err != nil {
			return nil
		}
	}
	return nil
}

// pause waits, but not longer than until something is new.
func (k *Keeper) pause(ctx context.Context, wait time.Duration, waits bool) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			return nil
		case <-k.changed:
			if _, still := k.leaf(); still != waits || !waits {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// there is the time at the control plane, as far as it is known.
func (k *Keeper) there() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now().Add(k.ahead)
}

// due is how long it is until a certificate is to be renewed. So that the nodes
// that were enrolled together do not ask together, each has its own moment, up
// to a fiftieth of the life before.
func (k *Keeper) due(from, at time.Time) time.Duration {
	const spread, digits, shares = 50, 2, 256
	share, err := strconv.ParseUint(k.Identity().Fingerprint()[:digits], 16, 8)
	if err != nil {
		share = 0 // a fingerprint is hexadecimal
	}
	early := at.Sub(from) / spread / shares * time.Duration(share)
	return at.Add(-early).Sub(k.there())
}

func jitter(d time.Duration) time.Duration { return d - d/8 + rand.N(d/4+1) }

// Renew gets a further certificate and puts it beside the present one.
func (k *Keeper) Renew(ctx context.Context) error {
	key, keyPEM, err := pendingKey(k.dir, renewalFile)
	if err != nil {
		return fmt.Errorf("renew the certificate: %w", err)
	}
	request, err := pki.NewRequest(key)
	if err != nil {
		return fmt.Errorf("renew the certificate: %w", err)
	}
	answer, err := k.ask(ctx, link.RenewRequest{CSR: string(request)})
	if err != nil {
		return fmt.Errorf("renew the certificate: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.stored
	s.Renewed = &renewed{Key: string(keyPEM), Certificate: answer.Certificate, ExpiresAt: answer.ExpiresAt}
	if err := k.store(s); err != nil {
		return fmt.Errorf("renew the certificate: control plane's answer: %w", err)
	}
	k.log.Info("the node has a renewed certificate", slog.Time("until", answer.ExpiresAt))
	return k.forget()
}

// ask asks the Management Nodes one after the other, until one answers.
func (k *Keeper) ask(ctx context.Context, body link.RenewRequest) (link.EnrolResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	config := k.Identity().ClientTLS()
	config.Time, config.VerifyConnection = k.Now, pki.RefuseNode
	var errs []error
	for _, target := range k.urls {
		answer, err := post(ctx, k.DialContext, config.Clone(), target+link.PathRenew, body)
		if err == nil {
			return answer, nil
		}
		errs = append(errs, fmt.Errorf("%s: %w", target, err))
		var refused link.Refused
		if errors.As(err, &refused) && refused.Code != link.CodeUnavailable {
			break // all of them would say so
		}
	}
	return link.EnrolResponse{}, errors.Join(errs...)
}
