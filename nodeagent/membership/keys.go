package membership

import (
	"slices"
	"time"

	"github.com/hashicorp/memberlist"

	"github.com/parley-video/parley/nodeagent/link"
)

// How a key takes the place of another, which somebody knows who is no node any
// more. Nodes hear of it one after the other, some of them late; who has not got
// it when it is used is on its own until it is linked again.
const (
	// keySpread is how long a new key is only read.
	keySpread = 10 * time.Minute
	// keyRest is how long the one before is read after a new one was made.
	keyRest = 30 * time.Minute
	// keyTime is between looks at what time it is.
	keyTime = 5 * time.Second
)

// keysAt are the keys to use at a time: the first to write with, all to read.
func keysAt(s link.Settings, now time.Time) [][]byte {
	var keys [][]byte
	write := -1
	for i, k := range s.ClusterKeys {
		if i > 0 && age(s, i-1, now) >= keyRest {
			break // the one after it has taken its place everywhere
		}
		if memberlist.ValidateKey(k) != nil {
			continue
		}
		keys = append(keys, k)
		first := i >= len(s.ClusterKeysSince) || s.ClusterKeysSince[i].IsZero()
		if write < 0 && (first || age(s, i, now) >= keySpread) {
			write = len(keys) - 1
		}
	}
	if write < 0 {
		write = len(keys) - 1 // they are all new, as everything is then
	}
	if write > 0 {
		keys[0], keys[write] = keys[write], keys[0]
	}
	return keys
}

// age of a key; 0: it was always there, and says nothing of those before it.
func age(s link.Settings, i int, now time.Time) time.Duration {
	if i >= len(s.ClusterKeysSince) || s.ClusterKeysSince[i].IsZero() {
		return 0
	}
	return now.Sub(s.ClusterKeysSince[i])
}

// rekey changes the keys without a moment in which one is missing that is in
// both lists.
func rekey(ring *memberlist.Keyring, keys [][]byte) error {
	for _, k := range keys {
		if err := ring.AddKey(k); err != nil {
			return err
		}
	}
	has := func(list [][]byte, k []byte) bool {
		return slices.ContainsFunc(list, func(o []byte) bool { return slices.Equal(o, k) })
	}
	for _, old := range ring.GetKeys() {
		if has(keys, old) {
			continue
		}
		// A key is removed in place, so it must be the last one: others read the
		// list. The one that is used is the first, and the others keep their order.
		for {
			now := ring.GetKeys()
			last := now[len(now)-1]
			if slices.Equal(last, old) {
				break
			}
			if err := ring.UseKey(last); err != nil {
				return err
			}
		}
		if err := ring.RemoveKey(old); err != nil {
			return err
		}
	}
	return ring.UseKey(keys[0])
}
