package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// command is one verb of the command line.
type command struct {
	name    string // one to three words: "import", "import undo"
	args    string // what follows the flags, for the usage line: "FILE"
	summary string // one line for the list of commands
	about   string // what --help says besides
	// flags declares the command's flags and returns what runs once they are read. Each flag can be set by a variable
	// too: --some-flag by LANDBANK_SOME_FLAG.
	flags func(*flag.FlagSet) action
}

// action runs a command with its arguments, flags taken out.
type action func(ctx context.Context, c console, args []string) error

// longFlag finds the flag in a complaint of package flag, which writes one dash where help writes two.
var longFlag = regexp.MustCompile(`(flag|defined:|argument:) -(\w\w)`)

// lookUp finds the command that a command line names and returns what follows the name. More words win over fewer.
func lookUp(line []string) (found command, rest []string, ok bool) {
	for words := min(3, len(line)); words > 0; words-- {
		name := strings.Join(line[:words], " ")
		for _, c := range commands() {
			if c.name == name {
				return c, line[words:], true
			}
		}
	}
	return command{}, line, false
}

func (cmd command) run(ctx context.Context, c console, line []string) error {
	flags, do := cmd.flagSet()
	args, err := parse(flags, line)
	if errors.Is(err, flag.ErrHelp) {
		cmd.describe(c.out)
		return nil
	}
	if err != nil {
		return misuse("%s; `landbank %s --help` lists the flags", longFlag.ReplaceAllString(err.Error(), "$1 --$2"), cmd.name)
	}
	if err := fromEnvironment(flags, c.env); err != nil {
		return exit{code: 2, err: err}
	}
	return do(ctx, c, args)
}

func (cmd command) flagSet() (*flag.FlagSet, action) {
	flags := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // complaints come back as errors and are printed once, by run
	return flags, cmd.flags(flags)
}

// parse reads flags before, between and after the arguments, and returns the arguments. Everything after a lone "--"
// is an argument.
func parse(flags *flag.FlagSet, line []string) ([]string, error) {
	var args, literal []string
	if at := slices.Index(line, "--"); at >= 0 {
		line, literal = line[:at], line[at+1:]
	}
	for len(line) > 0 {
		if err := flags.Parse(line); err != nil {
			return nil, err
		}
		line = flags.Args()
		if len(line) > 0 {
			args, line = append(args, line[0]), line[1:]
		}
	}
	return append(args, literal...), nil
}

// variable is the environment variable of a flag.
func variable(flagName string) string {
	if flagName == "database" {
		return "LANDBANK_DATABASE_URL"
	}
	return "LANDBANK_" + strings.ToUpper(strings.ReplaceAll(flagName, "-", "_"))
}

// fromEnvironment sets the flags that the command line left alone. An empty variable counts as absent.
func fromEnvironment(flags *flag.FlagSet, env func(string) (string, bool)) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var faults []error
	flags.VisitAll(func(f *flag.Flag) {
		value, set := env(variable(f.Name))
		if given[f.Name] || !set || value == "" {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			faults = append(faults, fmt.Errorf("invalid value %q for the variable %s: %w", value, variable(f.Name), err))
		}
	})
	return errors.Join(faults...)
}

// describe prints the help of one command.
func (cmd command) describe(w io.Writer) {
	flags, _ := cmd.flagSet()
	usage := "landbank " + cmd.name + " [flags]"
	if cmd.args != "" {
		usage += " " + cmd.args
	}
	_, _ = fmt.Fprintf(w, "Usage: %s\n\n%s\n", usage, cmd.summary)
	if cmd.about != "" {
		_, _ = fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(cmd.about))
	}
	_, _ = fmt.Fprint(w, "\nFlags:\n")
	flags.VisitAll(func(f *flag.Flag) {
		placeholder, text := flag.UnquoteUsage(f)
		head := "--" + f.Name
		if len(f.Name) == 1 {
			head = "-" + f.Name
		}
		if placeholder != "" {
			head += " " + placeholder
		}
		more := variable(f.Name)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			more += ", default " + f.DefValue
		}
		_, _ = fmt.Fprintf(w, "  %s\n        %s (%s)\n", head, text, more)
	})
}

// help prints the list of commands, or the help of the command that is named.
func help(c console, args []string) error {
	if len(args) > 1 && args[0] == "help" {
		found, _, ok := lookUp(args[1:])
		if !ok {
			return misuse("there is no command %q; `landbank help` lists them", strings.Join(args[1:], " "))
		}
		found.describe(c.out)
		return nil
	}
	_, _ = fmt.Fprint(c.out, "Landbank is an open registry of free land and brownfields.\n\nUsage: landbank COMMAND [flags] [arguments]\n\nCommands:\n")
	for _, cmd := range commands() {
		_, _ = fmt.Fprintf(c.out, "  %-14s %s\n", cmd.name, cmd.summary)
	}
	_, _ = fmt.Fprint(c.out, "\n`landbank help COMMAND` says more about one. Every flag has a variable: --some-flag is LANDBANK_SOME_FLAG.\n")
	return nil
}
