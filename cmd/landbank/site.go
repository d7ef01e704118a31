package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"landbank/registry"
	"landbank/registry/postgres"
)

func siteShowCommand() command {
	return command{
		name:    "site show",
		args:    "REF",
		summary: "shows how a site stands",
		about: `Prints the state of the newest record, published or not: what differs from the published one, what the rules find, what
can be done with it now, and where the site comes from and what became of it.`,
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("site show takes one reference, like KRM-2026-0042")
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					entry, err := store.Entry(ctx, registry.Operator, args[0])
					if err != nil {
						return err
					}
					lineage, err := store.Lineage(ctx, registry.Operator, args[0])
					if err != nil {
						return err
					}
					tellSite(c.out, &entry, &lineage)
					return nil
				})
			}
		},
	}
}

func tellSite(w io.Writer, e *registry.Entry, l *registry.Lineage) {
	p := func(name, format string, args ...any) {
		_, _ = fmt.Fprintf(w, "%-13s"+format+"\n", append([]any{name}, args...)...)
	} // nobody is left to tell
	p("site", "%s, version %d, revision %d", e.Ref, e.Version, e.Seq)
	p("name", "%s", e.Record.Names.In("en"))
	state := e.Standing.Lifecycle
	if e.Standing.Review != "" {
		state += "; the newest record is " + e.Standing.Review
	}
	p("state", "%s", state)
	p("changed", "%s by %s", e.ChangedAt.Format("2006-01-02 15:04 MST"), e.ChangedBy)
	if !e.PublishedAt.IsZero() {
		p("published", "%s", e.PublishedAt.Format("2006-01-02 15:04 MST"))
	}
	p("territories", "%s", strings.Join(e.Territories, ", "))
	p("source", "%s, %s", e.Source.Code, e.SourceKey)
	for _, path := range slices.Sorted(maps.Keys(e.Pending)) {
		p("differs", "%s: %s, published %s", path, e.Pending[path].After, e.Pending[path].Before)
	}
	for _, f := range e.Findings {
		p("finding", "%s (%s) %s: %s", f.Rule, f.Severity, f.Field, f.Message)
	}
	for _, k := range l.From {
		p("comes from", "%s, %s%s", k.From, k.Relation, since(k))
	}
	for _, k := range l.Into {
		p("went into", "%s, %s%s", k.To, k.Relation, since(k))
	}
	var actions []string
	for _, a := range e.Actions {
		actions = append(actions, string(a))
	}
	p("can be done", "%s", strings.Join(actions, ", "))
}

func since(k registry.Kin) string {
	if k.On.IsZero() {
		return ", proposed"
	}
	return " on " + k.On.String()
}
