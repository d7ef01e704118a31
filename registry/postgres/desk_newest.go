package postgres

import (
	"context"

	"landbank/registry"
)

// Newest gives a page of the sites as those who change them see them.
func (s *Store) Newest(ctx context.Context, p registry.Principal, q registry.PageQuery) (registry.Page, error) {
	if !p.CanSomewhere(registry.ReadSite) {
		return registry.Page{}, p.Authorize(registry.ReadSite)
	}
	within, everywhere := p.Within(registry.ReadSite)
	make := func() *compiler {
		c := newCompiler()
		c.set("everywhere", everywhere)
		c.set("within", orEmpty(within))
		return c
	}
	return s.pageOf(ctx, "read a page of the newest sites", pageSource{
		from: statement("newest_sites"), properties: "s.properties", geometry: "s.geom", compiler: make,
	}, q)
}
