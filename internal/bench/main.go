// Command bench measures the registry as its users meet it: real requests over HTTP against a stock of invented
// sites, each beside two floors of the same run: the same rows or tile as plain SQL on the same server, and net/http
// handing out as many ready bytes. Absolute figures belong to one machine on one day; the ratios carry over.
//
//	go run ./internal/bench --sites 100000 --seconds 4 --clients 8
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"landbank/api"
	"landbank/migrations"
	"landbank/registry"
	"landbank/registry/postgres"
	"landbank/registry/postgres/cluster"
	"landbank/web"
)

func main() {
	sites := flag.Int("sites", 100_000, "how many sites the stock has")
	seconds := flag.Float64("seconds", 4, "how long each work is measured")
	clients := flag.Int("clients", 8, "how many clients ask at once")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *sites, *clients, time.Duration(*seconds*float64(time.Second))); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, sites, clients int, length time.Duration) (err error) {
	folder, err := os.MkdirTemp("", "landbank-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	server, err := cluster.Start(ctx, cluster.Options{Dir: folder, Log: func(s string) { fmt.Fprintln(os.Stderr, s) }})
	if err != nil {
		return err
	}
	defer server.Stop(context.WithoutCancel(ctx))
	if err := migrations.Up(ctx, server.URL()); err != nil {
		return err
	}
	store, err := postgres.Open(ctx, server.URL())
	if err != nil {
		return err
	}
	defer store.Close()
	if err := load(ctx, store, sites); err != nil {
		return err
	}
	pool, err := pgxpool.New(ctx, server.URL())
	if err != nil {
		return err
	}
	defer pool.Close()
	if _, err := pool.Exec(ctx, "vacuum analyze"); err != nil { // as autovacuum leaves it after a while
		return err
	}
	base, stop, err := serve(store)
	if err != nil {
		return err
	}
	defer stop()
	return report(ctx, newMeter(pool, base, clients, length))
}

// load imports the stock the way a register comes in, and says how fast.
func load(ctx context.Context, store *postgres.Store, sites int) error {
	began := time.Now()
	result, err := store.Import(ctx, registry.ImportJob{
		FileName: "bench", Profile: "bench", Source: registry.Source{Code: "bench", Name: "Invented sites"},
		RefPrefix: "BEN", Principal: registry.Operator, Publish: true,
	}, newStock(sites))
	if err != nil {
		return err
	}
	took := time.Since(began)
	fmt.Printf("%d sites imported and published in %.1f s: %.0f a second (%d rejected)\n\n",
		result.Created, took.Seconds(), float64(result.Created)/took.Seconds(), result.Rejected)
	return nil
}

// serve answers on a port of loopback until stop is called.
func serve(store *postgres.Store) (base string, stop func(), err error) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	app, err := api.New(api.Deps{Catalog: store, Layers: store, Ledger: store, Inspection: store, Corrections: store, Jobs: store, Stewards: store, People: store, Desk: store, Media: store, Campaigns: store, Quality: store, Registry: store, Parcels: store, Web: web.FS(), Log: quiet})
	if err != nil {
		return "", nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/bytes", readyBytes())
	mux.Handle("/", app)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := api.NewServer(mux, quiet)
	go func() { _ = server.Serve(listener) }() // ends with Close
	return "http://" + listener.Addr().String(), func() { _ = server.Close() }, nil
}

func report(ctx context.Context, m *meter) error {
	fmt.Printf("%d clients, %s a work, %d processors. Requests per second, and milliseconds at the 50th and 99th percentile.\n\n",
		m.clients, m.length, runtime.NumCPU())
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "work\tkB\treq/s\tp50\tp99\tSQL/s\tp50\tp99\tof SQL\tbytes/s\tof bytes\t")
	for _, w := range works() {
		line, err := m.measure(ctx, w)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		fmt.Fprintln(table, line)
	}
	return table.Flush()
}
