package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"landbank/geo"
	"landbank/registry"
	"landbank/registry/criteria"
)

var _ registry.Layers = (*Store)(nil)

// table is a layer and where it is: a table or view with the columns layer_id
// (bigint) and layer_ref (text), one for each field, and a geometry of WGS 84 by
// the name that the layer says.
type table struct {
	registry.Layer
	from string // as SQL names it
}

// territoryTable is the layer of administrative units.
var territoryTable = table{from: "layer_territory", Layer: registry.Layer{
	Name: "territories", Title: "Territories", Description: "The administrative units that sites lie in, with their outlines.",
	Geometry: registry.GeometryName, Shape: "MultiPolygon",
	Fields: []registry.LayerField{
		layerField("code", criteria.TypeText, "Код", "Code", "Код"),
		layerField("scheme", criteria.TypeText, "Класифікатор", "Where the code comes from", "Классификатор"),
		layerField("level", criteria.TypeInteger, "Рівень", "Level: 0 country to 4 settlement", "Уровень"),
		layerField("parent", criteria.TypeText, "Код одиниці вищого рівня", "Code of the unit above", "Код единицы уровнем выше"),
		layerField("name", criteria.TypeText, "Назва українською", "Name in Ukrainian", "Название на украинском"),
		layerField("name_en", criteria.TypeText, "Назва англійською", "Name in English", "Название на английском"),
		layerField("name_ru", criteria.TypeText, "Назва російською", "Name in Russian", "Название на русском"),
		layerField("area_m2", criteria.TypeNumber, "Площа, м²", "Area in m²", "Площадь, м²"),
	},
}}

func layerField(name string, typ criteria.Type, uk, en, ru string) registry.LayerField {
	return registry.LayerField{
		Field: criteria.Field{Name: name, Type: typ, Filter: true, Sort: true},
		Label: registry.Text{"uk": uk, "en": en, "ru": ru},
	}
}

// tables lists the layers.
func (s *Store) tables() []table { return append([]table{territoryTable}, s.layers...) }

// Layers lists the layers beside the sites.
func (s *Store) Layers() []registry.Layer {
	return each(s.tables(), func(t table) registry.Layer { return t.Layer })
}

func (s *Store) table(name string) (*table, error) {
	for _, t := range s.tables() {
		if t.Name == name {
			return &t, nil
		}
	}
	return nil, fmt.Errorf("layer %s: %w", name, registry.ErrNotFound)
}

// compiler compiles questions about the layer.
func (t *table) compiler() *compiler {
	c := newCompiler()
	c.vocabulary = t.Vocabulary()
	c.column = func(name string) string {
		if name == idName {
			return "s.layer_id"
		}
		return "s." + pgx.Identifier{name}.Sanitize()
	}
	return c
}

// LayerPage gives one page of the features of a layer.
func (s *Store) LayerPage(ctx context.Context, layer string, q registry.PageQuery) (registry.Page, error) {
	t, err := s.table(layer)
	if err != nil {
		return registry.Page{}, err
	}
	return s.pageOf(ctx, "read a page of "+layer, pageSource{
		from: t.from, properties: t.properties(), geometry: t.compiler().name(t.Geometry), compiler: t.compiler,
	}, q)
}

// pageSource is where pages without cursors are read from: rows s with the
// columns layer_id and layer_ref.
type pageSource struct {
	from, properties, geometry string // SQL
	compiler                   func() *compiler
}

// pageOf gives one page of a source.
func (s *Store) pageOf(ctx context.Context, doing string, from pageSource, q registry.PageQuery) (registry.Page, error) {
	counter, reader := from.compiler(), from.compiler()
	count := filled("layer_count", map[string]string{"from": from.from, "where": counter.condition(q.Criteria)})
	reader.set("limit", q.Limit)
	reader.set("offset", q.Offset)
	pieces := map[string]string{"from": from.from, "properties": from.properties, "where": reader.condition(q.Criteria), "order": reader.order(q.Sort)}
	if q.Outline == registry.OutlineFull {
		pieces["geometry"] = framed(from.geometry, q.Frame)
	}
	if err := errors.Join(counter.err, reader.err); err != nil {
		return registry.Page{}, err
	}
	page := registry.Page{Hits: []registry.Hit{}}
	err := s.snapshot(ctx, doing, func(tx pgx.Tx, e *edition) error {
		page.Revision = e.revision
		if err := tx.QueryRow(ctx, count, counter.args).Scan(&page.Matched); err != nil {
			return fmt.Errorf("count features: %w", err)
		}
		rows, err := tx.Query(ctx, filled("layer_page", pieces), reader.args)
		if err != nil {
			return fmt.Errorf("find features: %w", err)
		}
		var h registry.Hit
		var geometry, properties []byte
		_, err = pgx.ForEachRow(rows, []any{&h.ID, &h.Ref, &geometry, &properties}, func() error {
			h.Geometry, h.Properties = geometry, properties
			page.Hits = append(page.Hits, h)
			geometry, properties = nil, nil
			return nil
		})
		return err
	})
	return page, err
}

// properties gives the SQL of the JSON object of a feature's properties.
func (t *table) properties() string {
	parts := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		parts[i] = "'" + strings.ReplaceAll(f.Name, "'", "''") + "', s." + pgx.Identifier{f.Name}.Sanitize()
	}
	object := "json_build_object(" + strings.Join(parts, ", ") + ")::text"
	if !t.Open {
		return object
	}
	return "case when s.layer_extra = '{}' then " + object + " else left(" + object + ", -1) || case when " + strconv.Itoa(len(parts)) +
		" > 0 then ', ' else '' end || substr(s.layer_extra::text, 2) end"
}

// LayerBounds gives the box around all features of a layer.
func (s *Store) LayerBounds(ctx context.Context, layer string) (*geo.BBox, error) {
	t, err := s.table(layer)
	if err != nil {
		return nil, err
	}
	var sides [4]*float64
	pieces := map[string]string{"from": t.from}
	if t.from != territoryTable.from { // whose boxes are kept
		g := t.compiler().name(t.Geometry)
		pieces["box"] = "ST_XMin(" + g + ") as west, ST_YMin(" + g + ") as south, ST_XMax(" + g + ") as east, ST_YMax(" + g + ") as north"
	}
	sql := filled("layer_bounds", pieces)
	if err := s.read.QueryRow(ctx, sql).Scan(&sides[0], &sides[1], &sides[2], &sides[3]); err != nil {
		return nil, s.readFault(ctx, "bound "+layer, err)
	}
	if sides[0] == nil {
		return nil, nil
	}
	box := geo.NewBBox(*sides[0], *sides[1], *sides[2], *sides[3])
	return &box, nil
}

// Place brings a geometry into WGS 84.
func (s *Store) Place(ctx context.Context, g criteria.Geometry, srid int) (criteria.Geometry, error) {
	var wkt string
	err := s.read.QueryRow(ctx, statement("place_geometry"), pgx.StrictNamedArgs{"wkt": g.WKT(), "srid": srid}).Scan(&wkt)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && strings.HasPrefix(refused.Code, "XX") {
		return g, &registry.UnplacedError{SRID: srid} // PostGIS says of everything that PROJ refuses
	}
	if err != nil {
		return g, s.readFault(ctx, "transform a geometry", err)
	}
	placed, err := criteria.ParseGeometry(wkt)
	if err != nil {
		return g, &registry.UnplacedError{SRID: srid}
	}
	return placed, nil
}

// Reproject brings a GeoJSON geometry into WGS 84.
func (s *Store) Reproject(ctx context.Context, g json.RawMessage, from registry.Frame) (json.RawMessage, error) {
	var out []byte
	var returns bool
	args := pgx.StrictNamedArgs{"geometry": string(g), "srid": from.SRID, "reversed": from.Reversed}
	err := s.read.QueryRow(ctx, statement("reproject_geometry"), args).Scan(&out, &returns)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (strings.HasPrefix(refused.Code, "XX") || strings.HasPrefix(refused.Code, "22")) {
		return nil, &registry.UnplacedError{SRID: from.SRID} // PostGIS says of what is no geometry, and of everything that PROJ refuses
	}
	if err == nil && !returns {
		return nil, &registry.UnplacedError{SRID: from.SRID}
	}
	return out, s.readFault(ctx, "transform a geometry", err)
}
