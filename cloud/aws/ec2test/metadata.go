package ec2test

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Metadata serves the metadata of an instance as it finds it at
// http://169.254.169.254: in version 2 only, for which a token is needed.
func (d *Double) Metadata(id string) http.Handler {
	s := &metadata{d: d, id: id, tokens: make(map[string]time.Time)}
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /latest/api/token", s.token)
	mux.HandleFunc("GET /latest/{what...}", s.read)
	return mux
}

type metadata struct {
	d  *Double
	id string

	mu     sync.Mutex // guards tokens
	tokens map[string]time.Time
}

// maxTokens is how many tokens are valid at once.
const maxTokens = 1000

func (s *metadata) token(w http.ResponseWriter, r *http.Request) {
	life, err := strconv.Atoi(r.Header.Get("X-aws-ec2-metadata-token-ttl-seconds"))
	if err != nil || life < 1 || life > 21600 || r.Header.Get("X-Forwarded-For") != "" {
		http.Error(w, "Bad Request", http.StatusBadRequest)
		return
	}
	token := rand.Text()
	s.mu.Lock()
	if len(s.tokens) >= maxTokens {
		clear(s.tokens)
	}
	s.tokens[token] = s.d.c.Calls.Now().Add(time.Duration(life) * time.Second)
	s.mu.Unlock()
	w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", strconv.Itoa(life))
	_, _ = w.Write([]byte(token))
}

func (s *metadata) valid(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	until, known := s.tokens[token]
	return known && s.d.c.Calls.Now().Before(until)
}

func (s *metadata) read(w http.ResponseWriter, r *http.Request) {
	if !s.valid(r.Header.Get("X-aws-ec2-metadata-token")) {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	i, _ := s.d.Instance(s.id)
	text := ""
	switch r.PathValue("what") {
	case "user-data":
		text = i.UserData
	case "meta-data/instance-id":
		text = i.ID
	case "meta-data/instance-type":
		text = i.Type
	case "meta-data/local-ipv4":
		text = i.Address
	case "meta-data/public-ipv4":
		text = i.PublicAddress
	case "meta-data/iam/security-credentials/":
		text = i.Role
	case "meta-data/iam/security-credentials/" + i.Role:
		text = s.role(i.Role)
	}
	if text == "" {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write([]byte(text))
}

func (s *metadata) role(name string) string {
	s.d.mu.Lock()
	k, known := s.d.key(name)
	s.d.mu.Unlock()
	if !known {
		return ""
	}
	now := s.d.c.Calls.Now().UTC()
	expires := k.Expires
	if expires.IsZero() {
		expires = now.Add(6 * time.Hour)
	}
	raw, err := json.Marshal(roleKey{"Success", now, "AWS-HMAC", k.ID, k.Secret, k.Token, expires})
	if err != nil {
		return ""
	}
	return string(raw)
}
