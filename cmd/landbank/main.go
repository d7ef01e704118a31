// Command landbank is the whole product: the app and everything that is done from the command line. Run
// `landbank help` for its commands; each command is one file here and one line of the table in commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// The first signal asks for an orderly end. With it the default comes back, so the second one ends at once.
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup has the last word
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, end := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, end)
	c := console{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv}
	os.Exit(run(ctx, c, os.Args[1:]))
}

// commands is the table of commands, in the order in which help lists them.
func commands() []command {
	return []command{
		serveCommand(),
		importCommand(),
		importIssuesCommand(),
		importUndoCommand(),
		exportCommand(),
		territoryImportCommand(),
		roadImportCommand(),
		parcelsCommand(),
		userAddCommand(),
		userListCommand(),
		userGrantCommand(),
		userRevokeCommand(),
		userDisableCommand(),
		userEnableCommand(),
		userPasswordCommand(),
		tokenCreateCommand(),
		tokenListCommand(),
		tokenRevokeCommand(),
		clockCommand(),
		jobsListCommand(),
		migrateCommand(),
		siteShowCommand(),
		verifyCommand(),
		doctorCommand(),
		ledgerKeyCommand(),
		ledgerSealCommand(),
		ledgerEraseCommand(),
		snapshotFreezeCommand(),
		snapshotExportCommand(),
	}
}

// console is the world as a command sees it.
type console struct {
	in  io.Reader
	out io.Writer // results: what a script reads
	err io.Writer // progress and complaints: what a person reads
	env func(name string) (string, bool)
}

// say prints one sentence of progress.
func (c console) say(sentence string) { _, _ = fmt.Fprintln(c.err, sentence) } // nobody is left to tell

// inIsTerminal tells whether a person sits at the standard input, or nothing does.
func (c console) inIsTerminal() bool {
	f, ok := c.in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// exit is an error with an exit code of its own. Any other error ends the program with code 1.
type exit struct {
	code int
	err  error // nil when everything has been said already
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// misuse is a command line that cannot be understood; it ends with code 2.
func misuse(format string, args ...any) error { return exit{code: 2, err: fmt.Errorf(format, args...)} }

// run carries out one command line, without the program's name, and returns the exit code.
func run(ctx context.Context, c console, args []string) int {
	err := dispatch(ctx, c, args)
	if err == nil {
		return 0
	}
	code := 1
	if e := (exit{}); errors.As(err, &e) {
		code, err = e.code, e.err
	}
	switch {
	case err == nil:
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		c.say("landbank: stopped before it was done")
	default:
		c.say("landbank: " + err.Error())
	}
	return code
}

func dispatch(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		return help(c, args)
	}
	found, rest, ok := lookUp(args)
	if !ok {
		return misuse("there is no command %q; `landbank help` lists them", args[0])
	}
	return found.run(ctx, c, rest)
}
