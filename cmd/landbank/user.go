package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"text/tabwriter"

	"landbank/registry"
	"landbank/registry/postgres"
)

// mostPassword bounds what is read of the standard input, in bytes.
const mostPassword = 4096

// people is a command about accounts: what most of them need is the store and the account of --email.
type people struct {
	at    where
	email *string
}

func peopleFlags(flags *flag.FlagSet) people {
	return people{at: whereFlags(flags), email: flags.String("email", "", "`ADDRESS` of the account")}
}

// withAccount opens the registry and finds the account.
func (p people) withAccount(ctx context.Context, c console, do func(*postgres.Store, registry.Account) error) error {
	if *p.email == "" {
		return misuse("--email is missing")
	}
	return p.at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
		found, err := store.Accounts(ctx, registry.Operator, registry.AccountQuery{Email: *p.email, Limit: 1})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return fmt.Errorf("there is no account %s; `landbank user list` shows those there are", *p.email)
		}
		return do(store, found[0])
	})
}

// noArguments wraps an action of a command that takes flags alone.
func noArguments(name string, do func(context.Context, console) error) action {
	return func(ctx context.Context, c console, args []string) error {
		if len(args) > 0 {
			return misuse("%s takes no arguments, but got %q", name, args[0])
		}
		return do(ctx, c)
	}
}

// grantFlags are the flags of a role in a territory.
func grantFlags(flags *flag.FlagSet) *registry.Grant {
	g := &registry.Grant{}
	flags.Func("role", "`ROLE`: viewer, editor, reviewer or admin", func(text string) error {
		g.Role = registry.Role(text)
		if !slices.Contains(registry.Roles, g.Role) {
			return errors.New("the roles are viewer, editor, reviewer and admin")
		}
		return nil
	})
	flags.StringVar(&g.Territory, "territory", "", "`CODE` of the territory that the role is limited to; without it the role is for all")
	return g
}

func userAddCommand() command {
	return command{
		name:    "user add",
		summary: "makes an account",
		about: `The password is the first line of the standard input, when that is no terminal and not empty; otherwise one is made up and
printed, once. A role is optional: user grant gives one later.`,
		flags: func(flags *flag.FlagSet) action {
			p, grant := peopleFlags(flags), grantFlags(flags)
			name := flags.String("name", "", "`NAME` of the person; made of the address where it is left out")
			without := flags.Bool("without-password", false, "for who signs in by single sign-on alone")
			return noArguments("user add", func(ctx context.Context, c console) error {
				if grant.Role == "" && grant.Territory != "" {
					return misuse("--territory needs a --role")
				}
				n := registry.NewAccount{Email: *p.email, Name: *name, WithoutPassword: *without}
				if grant.Role != "" {
					n.Grants = []registry.Grant{*grant}
				}
				return addUser(ctx, c, p.at, n)
			})
		},
	}
}

func addUser(ctx context.Context, c console, at where, n registry.NewAccount) error {
	if n.Email == "" {
		return misuse("--email is missing")
	}
	if !n.WithoutPassword {
		var err error
		if n.Password, err = readPassword(c); err != nil {
			return err
		}
	}
	return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
		account, password, err := store.CreateAccount(ctx, registry.Operator, n)
		if err != nil {
			return err
		}
		c.say(fmt.Sprintf("%s has an account%s.", account.Email, grantsInWords(account.Grants)))
		return tellPassword(c, password)
	})
}

// readPassword reads the first line of the standard input; "" where it is a terminal or empty.
func readPassword(c console) (string, error) {
	if c.inIsTerminal() {
		return "", nil
	}
	line, err := bufio.NewReader(io.LimitReader(c.in, mostPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password from the standard input: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// tellPassword prints a password that was made up, alone on the standard output, so that scripts can take it.
func tellPassword(c console, password string) error {
	if password == "" {
		return nil
	}
	c.say("The password, which is shown this once:")
	_, err := fmt.Fprintln(c.out, password)
	return err
}

func grantsInWords(grants []registry.Grant) string {
	if len(grants) == 0 {
		return " and no role"
	}
	var words []string
	for _, g := range grants {
		words = append(words, grantInWords(g))
	}
	return ": " + strings.Join(words, ", ")
}

func grantInWords(g registry.Grant) string {
	if g.Territory == "" {
		return string(g.Role)
	}
	return string(g.Role) + " in " + g.Territory
}

func userListCommand() command {
	return command{
		name:    "user list",
		summary: "lists the accounts",
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return noArguments("user list", func(ctx context.Context, c console) error {
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return listUsers(ctx, c, store)
				})
			})
		},
	}
}

func listUsers(ctx context.Context, c console, store *postgres.Store) error {
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ACCOUNT\tE-MAIL\tNAME\tROLES\tSTATE\tLAST SEEN") // Flush gives the error
	for after := int64(0); ; {
		accounts, err := store.Accounts(ctx, registry.Operator, registry.AccountQuery{After: after})
		if err != nil {
			return err
		}
		if len(accounts) == 0 {
			return table.Flush()
		}
		for _, a := range accounts {
			after = a.ID
			roles := strings.TrimPrefix(grantsInWords(a.Grants), ": ")
			if len(a.Grants) == 0 {
				roles = "-"
			}
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", a.Principal().ID, a.Email, a.Name, roles, stateInWords(a), day(a.LastSeenAt))
		}
	}
}

func stateInWords(a registry.Account) string {
	switch {
	case a.DisabledAt != nil:
		return "disabled"
	case a.OneTime:
		return "password to be changed"
	case !a.HasPassword && a.HasOIDC:
		return "single sign-on"
	case !a.HasPassword:
		return "no password"
	}
	return "active"
}
