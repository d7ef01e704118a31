package desk

import (
	"context"
	"net/http"
	"time"

	"landbank/api/exchange"
	"landbank/registry"
)

// Paths of what administrators look at and set.
const (
	ClocksPath      = Root + "/clocks"
	EffectPath      = ClocksPath + "/effect"
	TerritoriesPath = Root + "/territories"
	TerritoryPath   = TerritoriesPath + "/:code"
	MappingsPath    = Root + "/mappings"
)

const (
	maxClocks       = 4 << 10  // bytes of a change of clocks
	maxTerritories  = 64 << 20 // bytes of a file of territories
	mostTerritories = 1000     // of a page
	mostLeft        = 100      // features that an answer names
	// territoryTime is how long taking a file may last, once it is here.
	territoryTime = 55 * time.Second
)

// Settings answers with what the registry is set to.
type Settings struct {
	store  registry.Settings
	reader registry.TerritoryReader // nil where no files are taken
}

// NewSettings makes it of the store and of what reads files of territories.
func NewSettings(store registry.Settings, reader registry.TerritoryReader) *Settings {
	return &Settings{store: store, reader: reader}
}

// clockJSON is one freshness clock.
type clockJSON struct {
	Clock   string `json:"clock"`
	Days    int    `json:"days"`
	Default int    `json:"default_days"`
}

// Clocks answers with the freshness clocks.
func (s *Settings) Clocks(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	return s.sendClocks(c)
}

func (s *Settings) sendClocks(c *exchange.Call) error {
	clocks, err := s.store.Clocks(c.Context())
	if err != nil {
		return err
	}
	list := []clockJSON{}
	for _, name := range registry.ClockNames {
		list = append(list, clockJSON{name, clocks[name], registry.Clocks[name]})
	}
	return send(c, http.StatusOK, "", map[string][]clockJSON{"clocks": list})
}

// readClocks reads days by the name of the clock.
func readClocks(c *exchange.Call) (registry.ClockDays, error) {
	body, err := readUpTo(c, maxClocks)
	if err != nil {
		return nil, err
	}
	body.Only("clocks")
	clocks := registry.ClockDays{}
	if o := body.Object("clocks"); o != nil {
		o.Only(registry.ClockNames...)
		for _, name := range o.Names() {
			if days := o.Int(name, 1, 36500, 0); days > 0 {
				clocks[name] = days
			}
		}
		body.Include(o)
	}
	if _, given := body.Raw("clocks"); !given {
		body.Fault("clocks", exchange.RuleMissing, "nothing", "days by the name of the clock")
	}
	return clocks, body.Err()
}

// SetClocks changes clocks, those that are named.
func (s *Settings) SetClocks(c *exchange.Call, _ path) error {
	clocks, err := readClocks(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context()), undoTime) // it judges the whole stock
	defer cancel()
	if err := s.store.SetClocks(ctx, c.Principal, clocks); err != nil {
		return err
	}
	return s.sendClocks(c)
}

// Effect says what other days would do.
func (s *Settings) Effect(c *exchange.Call, _ path) error {
	clocks, err := readClocks(c)
	if err != nil {
		return err
	}
	effect, err := s.store.ClocksEffect(c.Context(), c.Principal, clocks)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, "", effect)
}

func words(t registry.Text) registry.Text {
	if t == nil {
		return registry.Text{}
	}
	return t
}

// mappingJSON is how the files of a source are read.
type mappingJSON struct {
	Source    string                  `json:"source"`
	Profile   string                  `json:"profile"`
	CRS       *int                    `json:"crs"`
	Columns   []registry.MappedColumn `json:"columns"`
	ChangedAt string                  `json:"changed_at"`
	ChangedBy string                  `json:"changed_by"`
}

// Mappings answers with how the files of sources are read.
func (s *Settings) Mappings(c *exchange.Call, _ path) error {
	c.Query.Only()
	if err := c.Query.Err(); err != nil {
		return err
	}
	list, err := s.store.Mappings(c.Context(), c.Principal)
	if err != nil {
		return err
	}
	out := []mappingJSON{}
	for _, m := range list {
		one := mappingJSON{Source: m.Source, Profile: m.Profile, Columns: some(m.Columns), ChangedAt: instant(m.ChangedAt), ChangedBy: m.ChangedBy}
		if m.CRS != 0 {
			one.CRS = &m.CRS
		}
		out = append(out, one)
	}
	return send(c, http.StatusOK, "", map[string][]mappingJSON{"mappings": out})
}

// ForgetMapping takes one away.
func (s *Settings) ForgetMapping(c *exchange.Call, _ path) error {
	c.Query.Only("source")
	source, given := c.Query.Text("source")
	if !given && len(c.Query.Faults) == 0 {
		c.Query.Fault("source", exchange.RuleMissing, "nothing", "the code of a source")
	}
	if err := c.Query.Err(); err != nil {
		return err
	}
	if err := s.store.ForgetMapping(c.Context(), c.Principal, source); err != nil {
		return err
	}
	c.SendNothing()
	return nil
}
