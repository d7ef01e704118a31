//go:build conformance

package qgis

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// registry is a served registry with demonstration data, seen through a gate
// that writes down what is asked of it.
type registry struct {
	binary, data string
	address      string            // of the gate
	tokens       map[string]string // by whom
	mutex        sync.Mutex
	asked        []request
}

// request is what somebody asked and the status that they got.
type request struct {
	method, path string
	query        url.Values
	media, crs   string
	body         string
	status       int
}

// who may what: name, role, and the scope of the token, "" for all of the role.
var people = [][3]string{
	{"editor", "editor", ""},
	{"reviewer", "reviewer", ""},
	{"viewer", "viewer", ""},
	{"reader", "editor", "site.read"}, // could edit, with another token
}

// start serves a registry until the test ends.
func start(t *testing.T) *registry {
	t.Helper()
	binary, err := filepath.Abs(cmp.Or(os.Getenv("LANDBANK_BINARY"), "../../../bin/landbank"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(binary); err != nil {
		t.Fatalf("%v: make build makes it", err)
	}
	// The database server takes no folder that others cannot enter.
	data, err := os.MkdirTemp("", "landbank-qgis-")
	if err == nil {
		err = os.Chmod(data, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	r := &registry{binary: binary, data: filepath.Join(data, "registry"), tokens: map[string]string{}}
	r.serve(t)
	for _, p := range people {
		r.run(t, "user", "add", "--email", p[0]+"@example.org", "--role", p[1])
		args := []string{"token", "create", "--email", p[0] + "@example.org", "--days", "1"}
		if p[2] != "" {
			args = append(args, "--scope", p[2])
		}
		said := r.run(t, args...)
		at := strings.Index(said, "lb_")
		if at < 0 {
			t.Fatalf("no token in %q", said)
		}
		r.tokens[p[0]] = strings.Fields(said[at:])[0]
	}
	return r
}

// run runs a command of landbank on the registry and gives what it says.
func (r *registry) run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(r.binary, append(args, "--data", r.data)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("landbank %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (r *registry) serve(t *testing.T) {
	t.Helper()
	const sentence = "Landbank is ready: "
	var complaints bytes.Buffer
	cmd := exec.Command(r.binary, "serve", "--data", r.data, "--listen", "127.0.0.1:0", "--log", "warn")
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("the registry said: %s", &complaints)
		}
	})
	ready := make(chan string, 1)
	go func() {
		text, buffer := "", make([]byte, 1024)
		for {
			n, err := out.Read(buffer)
			text += string(buffer[:n])
			if _, rest, ok := strings.Cut(text, sentence); ok && strings.Contains(rest, "\n") {
				ready <- strings.TrimSpace(strings.SplitN(rest, "\n", 2)[0])
				_, _ = io.Copy(io.Discard, out)
				return
			}
			if err != nil {
				close(ready)
				return
			}
		}
	}()
	select {
	case address := <-ready:
		behind, err := url.Parse(address)
		if address == "" || err != nil {
			t.Fatalf("it did not become ready: %s", &complaints)
		}
		gate := httptest.NewServer(r.gate(behind))
		t.Cleanup(gate.Close)
		r.address = gate.URL
	case <-time.After(3 * time.Minute):
		t.Fatalf("it did not become ready: %s", &complaints)
	}
}

// gate hands requests on and notes them.
func (r *registry) gate(behind *url.URL) http.Handler {
	proxy := &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(behind)
			p.Out.Host = p.In.Host // links lead through the gate
		},
		ModifyResponse: func(answer *http.Response) error {
			note, _ := answer.Request.Context().Value(noteKey{}).(*request)
			note.status = answer.StatusCode
			r.mutex.Lock()
			defer r.mutex.Unlock()
			r.asked = append(r.asked, *note)
			return nil
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		q.Body = io.NopCloser(bytes.NewReader(body))
		note := &request{method: q.Method, path: q.URL.Path, query: q.URL.Query(), media: q.Header.Get("Content-Type"), crs: q.Header.Get("Content-Crs"), body: string(body)}
		proxy.ServeHTTP(w, q.WithContext(context.WithValue(q.Context(), noteKey{}, note)))
	})
}

type noteKey struct{}

// since forgets what was asked before and gives it.
func (r *registry) since() []request {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	out := r.asked
	r.asked = nil
	return out
}

// with gives the requests of a method.
func with(all []request, method string) []request {
	return slices.DeleteFunc(slices.Clone(all), func(q request) bool { return q.method != method })
}

// ask asks the registry itself, for the public where who is "".
func (r *registry) ask(t *testing.T, who, path string) (int, document) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.address+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if who != "" {
		q.Header.Set("Authorization", "Bearer "+r.tokens[who])
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var out document
	body, err := io.ReadAll(answer.Body)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	if err != nil {
		t.Fatalf("%s: %d %.300s: %v", path, answer.StatusCode, body, err)
	}
	return answer.StatusCode, out
}

// patches writes to a site as QGIS would, without it, and gives the status.
func (r *registry) patches(t *testing.T, who, ref string) int {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, r.address+items+"/"+ref, strings.NewReader(`{"properties":{"name":"x"}}`))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/merge-patch+json")
	q.Header.Set("Authorization", "Bearer "+r.tokens[who])
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

// document is a JSON object.
type document map[string]any

// at gives the value at a path of members, as text; "" for none.
func (d document) at(path ...string) string {
	var value any = map[string]any(d)
	for _, name := range path {
		members, ok := value.(map[string]any)
		if !ok {
			return ""
		}
		value = members[name]
	}
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// got fails unless the registry answers with 200.
func (r *registry) got(t *testing.T, who, path string) document {
	t.Helper()
	status, out := r.ask(t, who, path)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %v", path, status, out)
	}
	return out
}
