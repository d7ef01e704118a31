package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"landbank/registry/postgres/cluster"
)

// The size of the chaos.
const (
	chaosClients    = 8
	chaosOperations = 1000
	chaosKills      = 5
	chaosSeed       = 20261125
)

// TestNothingIsLostWhenAnythingIsKilled has clients change sites over HTTP while the server, its PostgreSQL or both are
// killed and come again. Whatever was acknowledged is in the ledger, what was refused is not, and what nobody was told
// of is there as a whole or not at all.
func TestNothingIsLostWhenAnythingIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a minute")
	}
	c := newChaos(t)
	c.start()
	var clients sync.WaitGroup
	told := make([][]answered, chaosClients)
	for n := range chaosClients {
		clients.Go(func() {
			told[n] = newClient(c, n).run(chaosOperations / chaosClients)
		})
	}
	c.disturb()
	clients.Wait()

	answers := slices.Concat(told...)
	c.tally(answers)
	written := c.ledger()
	for i := range answers {
		c.compare(&answers[i], written[answers[i].mark])
		delete(written, answers[i].mark)
	}
	for mark, rows := range written {
		t.Errorf("nobody asked for %q, which is in the ledger: %+v", mark, rows)
	}
	c.stop()
	var s said
	if code := s.landbank(t, nil, "verify", "--data", c.folder); code != 0 {
		t.Errorf("verify: exit code %d, said %s%s", code, &s.out, &s.err)
	}
	t.Log(strings.TrimSpace(s.out.String()))
}

// chaos is one folder with the program that serves it, and its ends.
type chaos struct {
	t       *testing.T
	folder  string
	address string
	cards   map[string]string // tokens by role
	random  *rand.Rand
	program *program

	mutex sync.Mutex
	moved *sync.Cond // done has changed
	done  int        // operations that are over
	known []known    // sites
}

func newChaos(t *testing.T) *chaos {
	t.Helper()
	folder, err := os.MkdirTemp("", "landbank-") // short and open to the server's user, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	c := &chaos{t: t, folder: folder, address: freeAddress(t), cards: map[string]string{}, random: rand.New(rand.NewPCG(chaosSeed, 0))}
	c.moved = sync.NewCond(&c.mutex)
	return c
}

// freeAddress finds an address that nothing listens on: the server has to come again where it was.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// start starts the program; the first time it makes an editor and a reviewer.
func (c *chaos) start() {
	c.t.Helper()
	c.program = startProgram(c.t, c.folder, "--listen", c.address, "--demo", "never", "--log", "error")
	for _, role := range []string{"editor", "reviewer"} {
		if c.cards[role] != "" {
			continue
		}
		email := role + "@example.org"
		var s said
		if code := s.landbank(c.t, nil, "user", "add", "--data", c.folder, "--email", email, "--role", role); code != 0 {
			c.t.Fatalf("user add: %s", &s.err)
		}
		s = said{}
		if code := s.landbank(c.t, nil, "token", "create", "--data", c.folder, "--email", email); code != 0 {
			c.t.Fatalf("token create: %s", &s.err)
		}
		c.cards[role] = strings.TrimSpace(s.out.String())
	}
}

func (c *chaos) stop() {
	c.t.Helper()
	if err := c.program.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.t.Fatal(err)
	}
	if err := c.program.cmd.Wait(); err != nil {
		c.t.Errorf("an asked-for end: %v", err)
	}
}

// disturb kills at random moments, counted in operations, and has what was killed come again.
func (c *chaos) disturb() {
	c.t.Helper()
	moments := make([]int, chaosKills)
	for i := range moments {
		moments[i] = c.random.IntN(chaosOperations * 9 / 10)
	}
	slices.Sort(moments)
	for i, moment := range moments {
		c.await(moment)
		server, database := i%3 != 1, i%3 != 0 // the server, its PostgreSQL, both
		if database {
			c.killDatabase()
		}
		if server {
			_ = c.program.cmd.Process.Kill() // it may have ended with its database
			_ = c.program.cmd.Wait()         // "signal: killed"
			c.start()
		}
		c.awaitReady()
	}
}

// await waits until so many operations are over.
func (c *chaos) await(moment int) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for c.done < moment {
		c.moved.Wait()
	}
}

// over counts an operation.
func (c *chaos) over() {
	c.mutex.Lock()
	c.done++
	c.mutex.Unlock()
	c.moved.Broadcast()
}

// killDatabase kills the main process of this folder's own PostgreSQL.
func (c *chaos) killDatabase() {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.folder, "postgres", "data", "postmaster.pid"))
	if err != nil {
		return // it is just coming again by itself
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 1 {
		c.t.Fatalf("the pid file says %q", first)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		c.t.Logf("kill PostgreSQL (process %d): %v", pid, err)
	}
}

// awaitReady waits until the server answers for its database.
func (c *chaos) awaitReady() {
	c.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	deadline := time.NewTimer(2 * time.Minute)
	defer deadline.Stop()
	for {
		if status, _, err := ask(c.t.Context(), "GET", c.url("/readyz"), "", "", ""); err == nil && status == 200 {
			return
		}
		select {
		case <-tick.C:
		case <-deadline.C:
			c.t.Error("the server did not come again")
			return
		}
	}
}

func (c *chaos) url(path string) string { return "http://" + c.address + path }

// tally says how the operations went, and that there was something of everything.
func (c *chaos) tally(answers []answered) {
	c.t.Helper()
	count, examples := map[string]int{}, map[string]string{}
	for i := range answers {
		o := &answers[i]
		switch {
		case o.status == 0 || o.status >= 500:
			count["unknown"]++
		case o.status < 300:
			count["acknowledged"]++
			count["acknowledged "+o.action]++
		case o.status == 412:
			count["stale"]++
		default:
			count["refused"]++
			examples[o.action] = o.body
		}
		if o.status == 500 {
			c.t.Errorf("%s %s: %s", o.action, o.ref, o.body)
		}
	}
	c.t.Logf("seed %d: %v", chaosSeed, count)
	if len(answers) != chaosOperations || count["acknowledged"] < chaosOperations/5 || count["stale"] == 0 || count["refused"] == 0 {
		c.t.Errorf("%d operations went %v, which tries little; refused were %v", len(answers), count, examples)
	}
}

// revision is what the ledger has of an operation.
type revision struct {
	seq     int64
	ref     string
	version int
	action  string
	address string
	at      time.Time
}

// ledger reads the revisions by the marks that the operations left in their reasons.
func (c *chaos) ledger() map[string][]revision {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	own, err := cluster.Start(ctx, cluster.Options{Dir: c.folder})
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = own.Stop(ctx) }()
	conn, err := pgx.Connect(ctx, own.URL())
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	for rule, sql := range atRest {
		var n int
		if err := conn.QueryRow(ctx, sql).Scan(&n); err != nil || n != 0 {
			c.t.Errorf("%s: %d times not (%v)", rule, n, err)
		}
	}
	written, err := readRevisions(ctx, conn)
	if err != nil {
		c.t.Fatal(err)
	}
	return written
}

// atRest is what has to hold of the database when everything is over, each with a query that counts where it does not.
var atRest = map[string]string{
	"revisions have numbers without gaps, and instants that rise": `select count(*) from (
		select seq, at, lag(seq, 1, 0::bigint) over (order by seq) as before, lag(at) over (order by seq) as at_before from revision) r
		where seq <> before + 1 or at < at_before`,
	"the public sees what was published last of every site that it may see, and nothing else": `select count(*) from (
		select site_id, ref, max(seq) filter (where published) as shown, (array_agg(lifecycle order by seq desc))[1] as lifecycle
		from revision group by site_id, ref) l
		full join site_public p on p.id = l.site_id
		where (l.shown is not null and l.lifecycle in ('published', 'reserved', 'contracted')) is distinct from (p.id is not null)
		   or p.id is not null and (p.ref, p.revision_seq, p.lifecycle) is distinct from (l.ref, l.shown, l.lifecycle)`,
	"every site is as its newest revision says": `select count(*) from (
		select distinct on (site_id) site_id, ref, seq, version, lifecycle, review from revision order by site_id, seq desc) l
		full join site s on s.id = l.site_id
		where (s.ref, s.head_seq, s.version, s.lifecycle, s.review) is distinct from (l.ref, l.seq, l.version, l.lifecycle, l.review)`,
}

// compare holds what a client was told of an operation to what the ledger has of it.
func (c *chaos) compare(o *answered, rows []revision) {
	c.t.Helper()
	complain := func(text string) {
		c.t.Errorf("%s %s of %s (status %d): %s; the ledger has %+v", o.mark, o.action, o.ref, o.status, text, rows)
	}
	switch {
	case o.status >= 200 && o.status < 300 && len(rows) == 0:
		complain("acknowledged and lost")
		return
	case o.status >= 400 && o.status < 500 && len(rows) > 0:
		complain("refused and done")
		return
	case len(rows) == 0:
		return // nobody was told, and it did not happen
	}
	// An action on the published version with a draft beside it is two revisions; everything else is one.
	if len(rows) > 2 || len(rows) == 2 && o.action != "reserve" && o.action != "release" && o.action != "contract" && o.action != "confirm" {
		complain("done more than once")
	}
	last := rows[len(rows)-1]
	for _, r := range rows {
		if r.action != o.action || r.ref != last.ref || !r.at.Equal(last.at) {
			complain("not one change")
		}
	}
	if o.status != 0 && o.status < 300 && (last.ref != o.told || last.version != o.version) {
		complain(fmt.Sprintf("acknowledged as version %d of %s", o.version, o.told))
	}
	if (o.action == "create" || o.action == "update") && last.address != o.mark {
		complain("with another content")
	}
}
