package cluster

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// Options say which cluster to use and how.
type Options struct {
	// Dir is the data folder (--data). It is made when it does not exist.
	Dir string
	// Log takes one sentence of progress at a time; nil drops them.
	Log func(sentence string)
	// BinDir is the folder of PostgreSQL's server programs. Empty means to look where distributions put them.
	BinDir string
	// Throwaway trades safety for speed: for tests, whose data is worth nothing.
	Throwaway bool
	// Linger leaves the server running for that long after its last user is gone; Stop then only lets go of it.
	Linger time.Duration

	system string // takes clusters whose owner cannot enter Dir; systemRoot but in this package's tests
}

// briefly outlasts the instant in which the watching shell holds the lock of users.
const briefly = 300 * time.Millisecond

// Cluster is a running PostgreSQL server with a database for the registry. It is safe for concurrent use.
type Cluster struct {
	options   Options
	place     place
	startLock *lock
	userLock  *lock
	socket    string // folder of the socket, the same after a restart

	life       context.Context // ends when Stop begins
	end        context.CancelFunc
	supervised chan struct{} // closed when the supervisor has ended
	stopOnce   sync.Once
	stopErr    error
}

// Start brings up the server of the data folder, or joins the one that runs already, and returns when the database
// is there and takes connections. ctx limits the start only. A *Problem says what the person can do about it.
func Start(ctx context.Context, options Options) (*Cluster, error) {
	if options.Log == nil {
		options.Log = func(string) {}
	}
	if options.system == "" {
		options.system = systemRoot
	}
	dir, err := prepareFolder(options.Dir)
	if err != nil {
		return nil, err
	}
	options.Dir = dir
	c := &Cluster{options: options, supervised: make(chan struct{})}
	c.life, c.end = context.WithCancel(context.WithoutCancel(ctx))
	if err := c.start(ctx); err != nil {
		c.end()
		c.close()
		return nil, err
	}
	go c.supervise()
	return c, nil
}

// prepareFolder makes the data folder and returns its real path, the same for everybody who means this folder.
func prepareFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", folderProblem(dir, err)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", folderProblem(dir, err)
	}
	return dir, nil
}

func (c *Cluster) start(ctx context.Context) error {
	var err error
	if c.startLock, err = openLock(filepath.Join(c.options.Dir, "cluster.lock")); err != nil {
		return folderProblem(c.options.Dir, err)
	}
	if c.userLock, err = openLock(filepath.Join(c.options.Dir, "cluster.users")); err != nil {
		return folderProblem(c.options.Dir, err)
	}
	waiting := func() { c.say("Waiting for another landbank process that is starting or stopping this database.") }
	if err := c.startLock.take(ctx, true, waiting); err != nil {
		return err
	}
	defer c.startLock.unlock()

	if !hasCluster(c.options.Dir) { // before anything is made
		if _, err := chooseServer(ctx, c.patterns(), 0); err != nil {
			return err
		}
	}
	if c.place, err = findPlace(ctx, c.options.Dir, c.options.system, c.say); err != nil {
		return err
	}
	server, err := c.join(ctx)
	if err != nil {
		return err
	}
	c.socket = server.socket
	if err := c.userLock.take(ctx, false, nil); err != nil {
		return err
	}
	return c.ensureDatabase(ctx)
}

// join returns the server that runs on the place, or brings it up. The start lock is held.
func (c *Cluster) join(ctx context.Context) (*postmaster, error) {
	for {
		found := c.place.running()
		switch {
		case found == nil:
			if err := c.nobodyElse(ctx); err != nil {
				return nil, err
			}
			if c.place.running() == nil {
				return c.bringUp(ctx)
			}
		case found.ready:
			return found, nil
		case found.ending:
			if err := c.place.awaitEnd(ctx, found.pid); err != nil {
				return nil, err
			}
		default: // a killed process left it starting
			if err := pause(ctx, poll); err != nil {
				return nil, err
			}
		}
	}
}

// nobodyElse makes sure that nobody uses the folder although no server can be seen: a process in another container
// sees other processes than this one, and two servers on one folder would destroy it. A user whose server has just
// died brings it up again within seconds, so there is some patience, and meanwhile the start lock is left to it.
func (c *Cluster) nobodyElse(ctx context.Context) error {
	deadline := time.Now().Add(3 * checkEvery)
	for c.place.running() == nil {
		free, err := c.userLock.tryFor(true, briefly)
		if err != nil || free {
			c.userLock.unlock()
			return err
		}
		if time.Now().After(deadline) {
			return c.place.inUse(nil)
		}
		c.startLock.unlock()
		if err := pause(ctx, poll); err != nil {
			return err
		}
		if err := c.startLock.take(ctx, true, nil); err != nil {
			return err
		}
	}
	return nil
}

// bringUp makes the data directory when there is none and starts the server. The start lock is held.
func (c *Cluster) bringUp(ctx context.Context) (*postmaster, error) {
	p := c.place
	made, err := p.madeBy()
	if err != nil {
		return nil, err
	}
	installed, err := chooseServer(ctx, c.patterns(), made)
	if err != nil {
		return nil, err
	}
	if err := ownFolder(p.log(), p.owner); err != nil {
		return nil, folderProblem(p.folder, err)
	}
	socket, err := p.socketFolder(c.socket)
	if err != nil {
		return nil, err
	}
	if made == 0 {
		if err := room(p.folder, roomToMake); err != nil {
			return nil, err
		}
		c.say(fmt.Sprintf("Making a new PostgreSQL %d database in %s (once, some seconds).", installed.version, p.folder))
		if err := p.initialise(ctx, installed, c.options.Throwaway); err != nil {
			return nil, err
		}
	}
	if err := p.configure(socket, c.options.Throwaway); err != nil {
		return nil, err
	}
	server, err := c.launch(ctx, installed)
	if err != nil {
		return nil, err
	}
	c.watch()
	return server, nil
}

// launch starts the server. What is left of one that was killed (its sessions, its unread end) holds the folder for
// a moment longer, so there is some patience here too.
func (c *Cluster) launch(ctx context.Context, installed server) (*postmaster, error) {
	deadline := time.Now().Add(3 * checkEvery)
	for {
		server, err := c.place.launch(ctx, installed, c.say)
		if !HasCode(err, InUse) || time.Now().After(deadline) {
			return server, err
		}
		if err := pause(ctx, 10*poll); err != nil {
			return nil, err
		}
	}
}

// patterns are the globs of folders to look for server programs in.
func (c *Cluster) patterns() []string {
	if c.options.BinDir != "" {
		return []string{c.options.BinDir}
	}
	return debianPrefixes
}

// URL is the address of the registry's database, for pgx and for every program that takes a PostgreSQL URL. The role
// owns the database and nothing else.
func (c *Cluster) URL() string { return c.url(appRole, databaseName) }

// AdminURL is the address of the maintenance database for the superuser: for tests, backups and repairs.
func (c *Cluster) AdminURL() string { return c.url(adminRole, "postgres") }

func (c *Cluster) url(role, database string) string {
	// "postgresql", the longer scheme, is the one that GDAL knows as well.
	address := url.URL{Scheme: "postgresql", User: url.User(role), Path: "/" + database}
	address.RawQuery = url.Values{"host": {c.socket}, "port": {strconv.Itoa(port)}}.Encode()
	return address.String()
}

// Stop lets go of the server and stops it when no other process uses it. Connections should be closed before. When
// ctx ends before the server does, the server is told to end at once; nothing is lost by that. Stop may be called
// more than once.
func (c *Cluster) Stop(ctx context.Context) error {
	c.stopOnce.Do(func() { c.stopErr = c.stop(ctx) })
	return c.stopErr
}

func (c *Cluster) stop(ctx context.Context) error {
	c.end()
	<-c.supervised
	defer c.close()
	if c.options.Linger > 0 {
		return nil // the watching shell sees to it
	}
	if err := c.startLock.take(ctx, true, nil); err != nil {
		return nil // somebody is starting or stopping it right now, and the watching shell is there
	}
	defer c.startLock.unlock()
	alone, err := c.userLock.tryFor(true, briefly)
	if err != nil || !alone {
		return err
	}
	if server := c.place.running(); server != nil {
		return c.place.stop(ctx, server)
	}
	return nil
}

func (c *Cluster) close() {
	for _, l := range []*lock{c.startLock, c.userLock} {
		if l != nil {
			l.close()
		}
	}
}

func (c *Cluster) say(sentence string) { c.options.Log(sentence) }
