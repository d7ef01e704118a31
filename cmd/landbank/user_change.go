package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"time"

	"landbank/registry"
	"landbank/registry/postgres"
)

func userGrantCommand() command {
	return command{
		name:    "user grant",
		summary: "gives an account a role",
		about:   `An account has one role in a territory at most: another one takes the place of the one that it had there.`,
		flags: func(flags *flag.FlagSet) action {
			p, grant := peopleFlags(flags), grantFlags(flags)
			return noArguments("user grant", func(ctx context.Context, c console) error {
				if grant.Role == "" {
					return misuse("--role is missing: viewer, editor, reviewer or admin")
				}
				return p.change(ctx, c, func(a registry.Account) (registry.AccountChange, error) {
					grants := registry.WithGrant(a.Grants, *grant)
					return registry.AccountChange{Version: a.Version, Grants: &grants}, nil
				})
			})
		},
	}
}

func userRevokeCommand() command {
	return command{
		name:    "user revoke",
		summary: "takes a role away from an account",
		flags: func(flags *flag.FlagSet) action {
			p := peopleFlags(flags)
			territory := flags.String("territory", "", "`CODE` of the territory that the role is limited to; without it, the role for all")
			return noArguments("user revoke", func(ctx context.Context, c console) error {
				return p.change(ctx, c, func(a registry.Account) (registry.AccountChange, error) {
					if !slices.ContainsFunc(a.Grants, func(g registry.Grant) bool { return g.Territory == *territory }) {
						return registry.AccountChange{}, fmt.Errorf("%s has no such role%s", a.Email, grantsInWords(a.Grants))
					}
					grants := registry.WithoutGrant(a.Grants, *territory)
					return registry.AccountChange{Version: a.Version, Grants: &grants}, nil
				})
			})
		},
	}
}

func userDisableCommand() command {
	return userSwitchCommand("user disable", "ends the sessions of an account and lets it in no more, by password, token or single sign-on", true)
}

func userEnableCommand() command {
	return userSwitchCommand("user enable", "lets an account in again", false)
}

func userSwitchCommand(name, summary string, disable bool) command {
	return command{
		name:    name,
		summary: summary,
		flags: func(flags *flag.FlagSet) action {
			p := peopleFlags(flags)
			return noArguments(name, func(ctx context.Context, c console) error {
				return p.change(ctx, c, func(registry.Account) (registry.AccountChange, error) {
					return registry.AccountChange{Disabled: &disable}, nil
				})
			})
		},
	}
}

// change changes an account and says how it stands.
func (p people) change(ctx context.Context, c console, what func(registry.Account) (registry.AccountChange, error)) error {
	return p.withAccount(ctx, c, func(store *postgres.Store, a registry.Account) error {
		change, err := what(a)
		if err != nil {
			return err
		}
		if a, err = store.ChangeAccount(ctx, registry.Operator, a.ID, change); err != nil {
			return err
		}
		c.say(fmt.Sprintf("%s is %s%s.", a.Email, stateInWords(a), grantsInWords(a.Grants)))
		return nil
	})
}

func userPasswordCommand() command {
	return command{
		name:    "user password",
		summary: "sets the password of an account",
		about: `The password is the first line of the standard input, when that is no terminal and not empty; otherwise one is made up and
printed, once. All sessions of the account end, and it may try to sign in at once.`,
		flags: func(flags *flag.FlagSet) action {
			p := peopleFlags(flags)
			return noArguments("user password", func(ctx context.Context, c console) error {
				password, err := readPassword(c)
				if err != nil {
					return err
				}
				return p.withAccount(ctx, c, func(store *postgres.Store, a registry.Account) error {
					madeUp, err := store.SetPassword(ctx, registry.Operator, a.ID, password)
					if err != nil {
						return err
					}
					c.say(fmt.Sprintf("%s has a new password.", a.Email))
					return tellPassword(c, madeUp)
				})
			})
		},
	}
}

// day writes a day, "-" for none.
func day(at *time.Time) string {
	if at == nil {
		return "-"
	}
	return at.UTC().Format(time.DateOnly)
}
