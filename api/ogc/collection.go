package ogc

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"landbank/api/exchange"
	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
	"landbank/registry/score"
)

// property is one property of the features of a collection.
type property struct {
	criteria.Field
	title, help string
	required    bool
	readOnly    bool            // no feature is given it from outside
	values      []registry.Code // of a code list, in order
}

// collection is a set of features: the sites, or a layer.
type collection struct {
	id, title, description string
	properties             []property
	vocabulary             *criteria.Table
	shape                  string // GeoJSON type of the geometries; "" where they differ
	instant                string // property that datetime means; "" for none
	role                   string // property that holds the id; "" for none
	page                   func(context.Context, registry.PageQuery) (registry.Page, error)
	bounds                 func(context.Context) (*geo.BBox, error)
	stock                  bool   // its features are the published sites, and as old as the stock
	model                  bool   // some of the properties are results of a model
	cursors                bool   // pages are linked by cursors
	edited                 bool   // there are those who may change its features
	editor                 editor // nil where the features are read alone
	private                bool   // it is for who has signed in, and nobody keeps it
	hidden                 bool   // who changes it may not read what was changed
	open                   bool   // features have properties that no schema names
}

// collections lists what there is, the sites first.
func (f *Features) collections() []*collection {
	all := slices.Clone(f.stock())
	for _, layer := range f.layers.Layers() {
		all = append(all, f.layer(layer))
	}
	return all
}

// public tells whether it is the sites as everybody has them.
func (c *collection) public() bool { return c.id == siteCollection && !c.private }

// sites is the collection of the published sites.
func (f *Features) sites() *collection { return f.stock()[0] }

// collectionFor gives a collection as the caller has it: who may change sites
// has them as they are being written.
func (f *Features) collectionFor(call *exchange.Call, id string) (*collection, error) {
	c, err := f.collection(id)
	if err != nil || !c.public() {
		return c, err
	}
	call.Vary("Authorization", "Cookie")
	p := call.Principal
	writes := p.CanSomewhere(registry.ReadSite) && (p.CanSomewhere(registry.CreateSite) || p.CanSomewhere(registry.EditSite))
	if !writes {
		return c, nil
	}
	call.Header().Set("Cache-Control", "private, no-cache")
	own := *c
	own.private, own.stock, own.cursors, own.editor = true, false, false, &siteEditor{f.desk, p}
	own.page = func(ctx context.Context, q registry.PageQuery) (registry.Page, error) {
		return f.desk.Newest(ctx, p, q)
	}
	return &own, nil
}

func (f *Features) collection(id string) (*collection, error) {
	for _, c := range f.collections() {
		if c.id == id {
			return c, nil
		}
	}
	if name, ok := strings.CutPrefix(id, scoredPrefix); ok {
		if p, ok := score.Named(name); ok {
			law, err := p.Conditions()
			return scored(f.catalog, scoredPrefix+p.ID(), p, law), err
		}
	}
	return nil, registry.ErrNotFound
}

// siteCollection is the id of the collection of the sites.
const siteCollection = "sites"

// sitesOf makes the collection of the published sites.
func sitesOf(catalog registry.Catalog) *collection {
	c := &collection{
		id: siteCollection, title: "Sites", stock: true, cursors: true, edited: true, role: "ref", instant: "published_at",
		description: "Published sites: free land, brownfields, buildings and plots of industrial parks, with an outline or a point.",
		vocabulary:  registry.Vocabulary(), page: catalog.Page,
		bounds: func(ctx context.Context) (*geo.BBox, error) {
			stock, err := catalog.Stock(ctx)
			return stock.Bounds, err
		},
	}
	for i := range registry.Fields() {
		row := &registry.Fields()[i]
		field, _ := c.vocabulary.Lookup(row.Name)
		c.properties = append(c.properties, property{Field: field, title: row.Label.In("en"), help: row.Help["en"], values: registry.Codes(row.Codes), readOnly: !row.Receivable()})
	}
	return c
}

// layer makes the collection of a layer.
func (f *Features) layer(l registry.Layer) *collection {
	c := &collection{
		id: l.Name, title: l.Title, description: l.Description, vocabulary: l.Vocabulary(), shape: l.Shape,
		page: func(ctx context.Context, q registry.PageQuery) (registry.Page, error) {
			return f.layers.LayerPage(ctx, l.Name, q)
		},
		bounds: func(ctx context.Context) (*geo.BBox, error) { return f.layers.LayerBounds(ctx, l.Name) },
	}
	if l.Open {
		c.edited, c.open = true, true
		c.editor = &layerEditor{layers: f.layers, layer: l.Name, has: func(ctx context.Context, id string) (json.RawMessage, error) {
			hit, err := f.find(ctx, c, id, registry.PageQuery{Outline: registry.OutlineNone})
			if err != nil {
				return nil, err
			}
			return hit.Properties, nil
		}}
	}
	for _, field := range l.Fields {
		c.properties = append(c.properties, property{Field: field.Field, title: field.Label.In("en"), readOnly: !l.Open || field.Kept, required: field.Required})
		if c.instant == "" && field.Type == criteria.TypeInstant {
			c.instant = field.Name
		}
	}
	return c
}

// ofSites tells whether its features are sites, published or being written.
func (c *collection) ofSites() bool { return c.stock || c.private }

// names lists the properties.
func (c *collection) names() []string {
	out := make([]string, len(c.properties))
	for i, p := range c.properties {
		out[i] = p.Name
	}
	return out
}

// sortable lists the properties that pages can be ordered by.
func (c *collection) sortable() []property {
	return slices.DeleteFunc(slices.Clone(c.properties), func(p property) bool { return !p.Sort || p.Type == criteria.TypeCodes })
}

// queryable lists the properties that conditions can name.
func (c *collection) queryable() []property {
	return slices.DeleteFunc(slices.Clone(c.properties), func(p property) bool { return !p.Filter })
}

// path is the address of the collection below the service.
func (c *collection) path() string { return root + "/collections/" + c.id }
