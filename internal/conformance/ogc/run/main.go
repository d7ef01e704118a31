// Command run holds a registry with demonstration data to the tests of OGC API - Features and OGC API - Tiles: to the
// assertions of package ogc, which need nothing, and to the executable suites of the OGC, where Java and the suites are
// to be had. It says what it could not run, and ends with 1 where something failed.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"landbank/internal/conformance/ogc"
)

func main() {
	binary := flag.String("binary", "bin/landbank", "`FILE` to start where there is no --url")
	url := flag.String("url", "", "`ADDRESS` of a landing page that is served already")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	failed, err := run(ctx, *binary, *url)
	stop()
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case failed > 0:
		os.Exit(1)
	}
}

// run gives the number of tests that failed.
func run(ctx context.Context, binary, url string) (failed int, err error) {
	if url == "" {
		address, stop, err := serve(ctx, binary)
		if err != nil {
			return 0, err
		}
		defer stop()
		url = address + "/ogc"
	}
	total := tally{title: "The assertions in our words, over every collection"}
	service := ogc.NewService(url)
	for _, assertion := range ogc.Assertions() {
		faults, skipped := assertion.Check(service)
		total.add(assertion.Class, assertion.ID, faults, skipped)
	}
	failed += total.print()
	for _, s := range suites {
		result, skipped, err := s.run(ctx, url)
		switch {
		case err != nil:
			return failed, err
		case skipped != "":
			fmt.Printf("\n%s: SKIPPED. %s\n", s.title, skipped)
		default:
			failed += result.print()
		}
	}
	return failed, nil
}

// serve starts the registry with demonstration data in a folder of its own and gives its address.
func serve(ctx context.Context, binary string) (address string, stop func(), err error) {
	folder, err := os.MkdirTemp("", "landbank-conformance-")
	if err != nil {
		return "", nil, err
	}
	command := exec.CommandContext(ctx, binary, "serve", "--data", folder, "--listen", "127.0.0.1:0")
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	out, err := command.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := command.Start(); err != nil {
		return "", nil, fmt.Errorf("%w: run make build", err)
	}
	stop = func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
		_ = os.RemoveAll(folder)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, to, ready := strings.Cut(lines.Text(), "Landbank is ready: "); ready {
			go func() { // whatever else it says must not fill the pipe
				for lines.Scan() {
				}
			}()
			return strings.TrimSpace(to), stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("%s did not start", binary)
}

// tally counts the tests of one suite by class.
type tally struct {
	title   string
	classes []string
	counts  map[string]*[3]int // passed, failed, skipped
	notes   []string
}

func (t *tally) add(class, id string, faults []string, skipped string) {
	if t.counts == nil {
		t.counts = map[string]*[3]int{}
	}
	if t.counts[class] == nil {
		t.classes, t.counts[class] = append(t.classes, class), &[3]int{}
	}
	switch {
	case len(faults) > 0:
		t.counts[class][1]++
		for _, fault := range faults {
			t.notes = append(t.notes, "FAILED "+class+"/"+id+": "+fault)
		}
	case skipped != "":
		t.counts[class][2]++
		t.notes = append(t.notes, "skipped "+class+"/"+id+": "+skipped)
	default:
		t.counts[class][0]++
	}
}

// print shows the figures and gives the number of those that failed.
func (t *tally) print() (failed int) {
	fmt.Printf("\n%s\n%-40s %7s %7s %7s\n", t.title, "", "passed", "failed", "skipped")
	var sum [3]int
	for _, class := range t.classes {
		n := t.counts[class]
		fmt.Printf("%-40s %7d %7d %7d\n", class, n[0], n[1], n[2])
		for i := range sum {
			sum[i] += n[i]
		}
	}
	fmt.Printf("%-40s %7d %7d %7d\n", "together", sum[0], sum[1], sum[2])
	for _, note := range t.notes {
		fmt.Println(note)
	}
	return sum[1]
}
