package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

func tokenCreateCommand() command {
	return command{
		name:    "token create",
		summary: "makes an access token for an account and prints it, once",
		about: `A program sends the token as "Authorization: Bearer", or as the password of Basic with any user name. It may do what its
account may, or less: --scope lists operations, as docs/rights.md names them.`,
		flags: func(flags *flag.FlagSet) action {
			p := peopleFlags(flags)
			name := flags.String("name", "command line", "`NAME` by which the token is known in lists")
			scope := flags.String("scope", "", "`OPERATIONS` that it is limited to, with commas between")
			days := flags.Int("days", registry.TokenDays, "`DAYS` that it is good for, "+strconv.Itoa(registry.MostTokenDays)+" at most")
			return noArguments("token create", func(ctx context.Context, c console) error {
				n := registry.NewToken{Name: *name, Days: *days}
				for _, op := range list(*scope) {
					n.Scope = append(n.Scope, registry.Operation(op))
				}
				return p.withAccount(ctx, c, func(store *postgres.Store, a registry.Account) error {
					return createToken(ctx, c, store, a, n)
				})
			})
		},
	}
}

func createToken(ctx context.Context, c console, store *postgres.Store, a registry.Account, n registry.NewToken) error {
	n.Account = a.ID
	text, token, err := store.CreateToken(ctx, registry.Operator, n)
	if errors.Is(err, registry.ErrForbidden) {
		return fmt.Errorf("the account %s is disabled: `landbank user enable` lets it in again", a.Email)
	}
	if err != nil {
		return err
	}
	c.say(fmt.Sprintf("Token %d of %s, good until %s, which is shown this once:", token.ID, a.Email, day(&token.ExpiresAt)))
	_, err = fmt.Fprintln(c.out, text)
	return err
}

func tokenListCommand() command {
	return command{
		name:    "token list",
		summary: "lists the access tokens",
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return noArguments("token list", func(ctx context.Context, c console) error {
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					return listTokens(ctx, c, store)
				})
			})
		},
	}
}

func listTokens(ctx context.Context, c console, store *postgres.Store) error {
	table := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TOKEN\tE-MAIL\tNAME\tSCOPE\tSTATE\tLAST USED") // Flush gives the error
	for before := int64(0); ; {
		tokens, err := store.Tokens(ctx, registry.Operator, registry.TokenQuery{Everybody: true, Before: before})
		if err != nil {
			return err
		}
		if len(tokens) == 0 {
			return table.Flush()
		}
		for _, t := range tokens {
			before = t.ID
			_, _ = fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Email, t.Name, scopeInWords(t.Scope), tokenState(t), day(t.LastUsedAt))
		}
	}
}

func scopeInWords(scope []registry.Operation) string {
	if scope == nil {
		return "all of its account"
	}
	words := make([]string, len(scope))
	for i, op := range scope {
		words[i] = string(op)
	}
	return strings.Join(words, ",")
}

func tokenState(t registry.Token) string {
	switch {
	case t.RevokedAt != nil:
		return "revoked " + day(t.RevokedAt)
	case t.ExpiresAt.Before(time.Now()):
		return "expired " + day(&t.ExpiresAt)
	}
	return "good until " + day(&t.ExpiresAt)
}

func tokenRevokeCommand() command {
	return command{
		name:    "token revoke",
		args:    "TOKEN",
		summary: "ends an access token, by the number that token list shows",
		flags: func(flags *flag.FlagSet) action {
			at := whereFlags(flags)
			return func(ctx context.Context, c console, args []string) error {
				if len(args) != 1 {
					return misuse("token revoke takes the number of one token, but got %d arguments", len(args))
				}
				id, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil {
					return misuse("token revoke takes the number of a token, which %q is not", shortArgument(args[0]))
				}
				return at.withStore(ctx, c, newLog(c, slog.LevelWarn), func(store *postgres.Store) error {
					err := store.RevokeToken(ctx, registry.Operator, id)
					if errors.Is(err, registry.ErrNotFound) {
						return fmt.Errorf("there is no token %d; `landbank token list` shows those there are", id)
					}
					if err == nil {
						c.say(fmt.Sprintf("Token %d is good no more.", id))
					}
					return err
				})
			}
		},
	}
}

// shortArgument cuts an argument for a complaint: it may be the token itself, which belongs on no screen.
func shortArgument(text string) string {
	const most = 6
	if len(text) <= most {
		return text
	}
	return text[:most] + "…"
}
