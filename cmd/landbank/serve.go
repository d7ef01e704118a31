package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"syscall"

	"landbank/api"
	"landbank/registry/postgres"
	"landbank/web"
)

func serveCommand() command {
	return command{
		name:    "serve",
		summary: "starts the app",
		about: `Starts the registry on the address given and serves until it is told to end (Ctrl+C, SIGTERM). Without --database it
runs a PostgreSQL server of its own in the data folder; other commands may use the same folder meanwhile.`,
		flags: func(flags *flag.FlagSet) action {
			s := serve{
				where:    whereFlags(flags),
				listen:   flags.String("listen", "127.0.0.1:8080", "`ADDRESS` to listen on, host:port; :8080 means every network"),
				demo:     flags.String("demo", "auto", "`WHEN` to load the demonstration inventory: auto, when the registry is empty, or never"),
				settings: settingsFlags(flags),
				uploads:  newUploadFlags(flags),
			}
			s.testData = flags.String("ogc-test-data", "", "`FILE`, a GeoPackage: each of its tables is a collection under /ogc, for suites of tests; not for a registry that is in use")
			s.ledgerKey = flags.String("ledger-key", "", "`FILE` with the key that signs the ledger's head at the start, daily and at the end")
			s.ledgerSeals = flags.String("ledger-seals", "", "`FILE` that the signed heads are added to, kept away from the database")
			flags.TextVar(&s.level, "log", slog.LevelInfo, "`LEVEL` of the log: debug, info, warn or error")
			return s.run
		},
	}
}

// serve is the command's flags.
type serve struct {
	where  where
	listen *string
	demo   *string
	level  slog.Level

	ledgerKey, ledgerSeals *string
	testData               *string
	settings               *settings
	uploads                *uploadFlags
}

func (s *serve) run(ctx context.Context, c console, args []string) error {
	if len(args) > 0 {
		return misuse("serve takes no arguments, but got %q", args[0])
	}
	if *s.demo != "auto" && *s.demo != "never" {
		return misuse("--demo is auto or never, not %q", *s.demo)
	}
	if *s.ledgerSeals != "" && *s.ledgerKey == "" {
		return misuse("--ledger-seals needs --ledger-key")
	}
	settings, err := s.settings.read()
	if err != nil {
		return err
	}
	seals, err := s.sealer()
	if err != nil {
		return err
	}
	// The address first: that it is taken should be known at once, not after the database has been started.
	listener, err := listen(ctx, *s.listen)
	if err != nil {
		return err
	}
	log := newLog(c, s.level)
	server := newServer(listener, log)
	defer server.close()

	return s.where.withStore(ctx, c, log, func(store *postgres.Store) (err error) {
		if err := reportInterrupted(ctx, c, store); err != nil {
			return err
		}
		if *s.demo == "auto" {
			if err := loadDemonstration(ctx, c, store); err != nil {
				return err
			}
		}
		if *s.testData != "" {
			if err := loadTestData(ctx, store, *s.testData); err != nil {
				return err
			}
		}
		if err := sayFirstAdmin(ctx, c, s.where, store); err != nil {
			return err
		}
		defer seals.start(ctx, store, log)() // its end comes last, when no request and no job is under way any more
		// Before it is ready: what a day has made old is not shown as new, not for a moment.
		stop, err := store.Work(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, endJobs(stop)) }()
		working, end := context.WithCancel(ctx)
		files, err := s.uploads.service(working, *s.where.data, store, log)
		if err != nil {
			end()
			return err
		}
		defer files.Wait() // for what it has under way, which ends before
		defer followCodes(working, store)()
		defer end()
		app, err := api.New(api.Deps{Catalog: store, Layers: store, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store, Campaigns: store, Quality: store, Registry: store, Parcels: store, Uploads: files, Web: web.FS(), Log: log, Settings: settings})
		if err != nil {
			return err
		}
		server.open(app)
		_, _ = fmt.Fprintf(c.out, "Landbank is ready: %s\n", address(listener.Addr()))
		select {
		case <-ctx.Done():
			c.say("Stopping.")
			return server.drain()
		case err := <-server.failed:
			return fmt.Errorf("serve %s: %w", listener.Addr(), err)
		}
	}, postgres.WithSessions(s.settings.sessions))
}

// followCodes has the process use the codes that administrators change, here or in another process. What it gives
// back waits for its end, which comes with the context's.
func followCodes(ctx context.Context, store *postgres.Store) (wait func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = store.FollowCodes(ctx) // the context's error; others are logged where they occur, and it goes on
	}()
	return func() { <-done }
}

// endJobs waits for the jobs at hand.
func endJobs(stop func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), drainLimit) // the command's own has ended
	defer cancel()
	return stop(ctx)
}

// sealer reads the key that the ledger's head is signed with; nil where there is none.
func (s *serve) sealer() (*sealer, error) {
	if *s.ledgerKey == "" {
		return nil, nil
	}
	key, err := readPrivateKey(*s.ledgerKey)
	name := "Landbank"
	if *s.settings.title != "" {
		name = *s.settings.title
	}
	return &sealer{key: key, name: name, path: *s.ledgerSeals}, err
}

// sayFirstAdmin says how to make the first account, as long as there is none.
func sayFirstAdmin(ctx context.Context, c console, at where, store *postgres.Store) error {
	any, err := store.HasAccounts(ctx)
	if err == nil && !any {
		c.say(fmt.Sprintf("Nobody can sign in yet; this makes the first administrator and prints the password: landbank user add --email YOU@EXAMPLE.ORG --role admin %s", at.flags()))
	}
	return err
}

// listen opens the address, or says in one sentence what is wrong with it.
func listen(ctx context.Context, where string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(where)
	if err != nil {
		return nil, misuse("--listen %q is not an address like 127.0.0.1:8080", where)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", where)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port %s on %s is taken by another program: stop that one, or choose another port with --listen %s",
			port, hostName(host), net.JoinHostPort(host, nextPort(port)))
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("port %s may only be opened by root: choose one above 1023 with --listen", port)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("%s is no address of this machine: choose another with --listen", host)
	}
	return nil, fmt.Errorf("listen on %s: %w", where, err)
}

func hostName(host string) string {
	if host == "" {
		return "this machine"
	}
	return host
}

func nextPort(port string) string {
	number, err := strconv.Atoi(port)
	if err != nil || number >= 65535 {
		return "8081"
	}
	return strconv.Itoa(number + 1)
}

// address is what to type into a browser on this machine.
func address(bound net.Addr) string {
	tcp, ok := bound.(*net.TCPAddr)
	if !ok {
		return bound.String()
	}
	if tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d (and on every other address of this machine)", tcp.Port)
	}
	return "http://" + tcp.String()
}

// reportInterrupted says of every import that was cut off what became of it.
func reportInterrupted(ctx context.Context, c console, store *postgres.Store) error {
	batches, err := store.Interrupted(ctx)
	if err != nil {
		return err
	}
	for _, b := range batches {
		c.say(fmt.Sprintf("The import of %s (batch %d), begun %s, was cut off: nothing of it was stored; import the file again.",
			b.FileName, b.ID, b.StartedAt.UTC().Format("2006-01-02 15:04 MST")))
	}
	return nil
}
