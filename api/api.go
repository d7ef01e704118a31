package api

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"landbank/api/exchange"
	"landbank/api/ogc"
	"landbank/api/signon"
	"landbank/registry"
)

// Deps are what the interface is made of.
type Deps struct {
	Catalog registry.Catalog
	Layers  registry.Layers // what GIS tools read beside the sites
	Ledger  registry.Ledger // what was
	// Inspection tells what the rules found in the stock.
	Inspection  registry.Inspection
	Corrections registry.Corrections // what the public proposes
	Jobs        registry.Jobs        // what the registry does by itself
	Stewards    registry.Stewards    // who looks after sites
	People      registry.People      // who may sign in
	Desk        registry.Desk        // what staff do
	Media       registry.Media       // photos and documents
	Campaigns   registry.Campaigns   // inventories
	Quality     registry.Quality     // how the stock is kept
	// Registry is what administrators set: clocks, territories, codes, mappings.
	Registry registry.Settings
	Parcels  registry.ParcelLayers // what cadastres say
	// Uploads takes the files that staff import. Nil: none are taken here.
	Uploads  registry.Uploads
	Web      fs.FS        // index.html, and files below assets
	Log      *slog.Logger // one line for each request, and what broke
	Settings Settings
	Now      func() time.Time // time.Now where nil
	// Ready says whether the database is reached and migrated; may be nil. That
	// the published stock can be read is asked of the Catalog in any case.
	Ready func(context.Context) error
}

// Settings are what an operator decides. The zero value works.
type Settings struct {
	// Version names the build. It goes into every ETag, so that a new version
	// is not answered from what the old one sent. Without it, the build's own
	// record of its source is used.
	Version string
	// PublicURL is where the world sees the service, such as
	// https://land.example.org/registry. Without it, links name the host that
	// the request was sent to.
	PublicURL string
	// TrustedProxies are the networks whose X-Forwarded-Proto, -Host, -Prefix
	// and -For are believed, and whose X-Request-Id is kept.
	TrustedProxies []netip.Prefix
	// StreetStyleURL is the style of a street map, "" for none, and
	// StreetOrigins are the further origins that its tiles, fonts and pictures
	// come from. Pages may connect to them and to nothing else outside.
	StreetStyleURL string
	StreetOrigins  []string
	// Title is the name of this registry; Landbank where empty.
	Title registry.Text
	// AnswerLimit is the time after which a request is answered 504; 15 s where
	// it is 0.
	AnswerLimit time.Duration
	// SignOn is the provider of single sign-on; none where its Issuer is "".
	SignOn signon.Settings
	// SignOnRole is what people get everywhere who are new here and come by
	// single sign-on; "" for nothing until an administrator grants it.
	SignOnRole registry.Role
}

// server is the interface at work.
type server struct {
	catalog registry.Catalog
	gis     *ogc.Features
	layers  registry.Layers
	ledger  registry.Ledger
	// inspection tells what the rules found in the stock.
	inspection  registry.Inspection
	corrections registry.Corrections
	jobs        registry.Jobs
	stewards    registry.Stewards
	desk        registry.Desk
	media       registry.Media
	campaigns   registry.Campaigns
	quality     registry.Quality
	// registrySettings is what administrators set.
	registrySettings registry.Settings
	parcels          registry.ParcelLayers
	uploads          registry.Uploads // nil where none are taken
	people           registry.People
	signOn           *signon.Provider // nil without single sign-on
	ready            func(context.Context) error
	log              *slog.Logger
	settings         Settings
	now              func() time.Time
	origins          *exchange.Origins
	salt             string
	meters           *meters
	// protection refuses changes by cookie that come from pages of other origins.
	protection *http.CrossOriginProtection
	site       *site // the web interface
	newID      func() string

	exports chan struct{} // has room for those under way
	waits   chan struct{} // has room for those who wait for a change
	changed *bell         // rings when the published stock changes

	pages    *exchange.Flights[registry.Page]
	searches *exchange.Flights[registry.Result]

	fields   func() tableOfCodes // /api/v1/fields
	members  func() tableOfCodes // /api/v1/members
	rules    *exchange.Body      // /api/v1/rules
	profiles *exchange.Body      // /api/v1/profiles
	docs     *docs
}

// New makes the handler of every address of the service. The error says which
// setting cannot be.
func New(d Deps) (http.Handler, error) {
	s, err := newServer(d)
	if err != nil {
		return nil, err
	}
	return s.engine()
}

func newServer(d Deps) (*server, error) {
	if d.Catalog == nil || d.Ledger == nil || d.Inspection == nil || d.Corrections == nil || d.Jobs == nil || d.Stewards == nil || d.People == nil || d.Desk == nil || d.Media == nil || d.Campaigns == nil || d.Quality == nil || d.Registry == nil || d.Parcels == nil || d.Web == nil || d.Log == nil {
		return nil, errors.New("interface: catalog, ledger, inspection, corrections, jobs, stewards, people, desk, media, campaigns, quality, settings of the registry, parcels, web files and log are needed")
	}
	if d.Layers == nil {
		return nil, errors.New("interface: layers are needed")
	}
	if err := d.Settings.check(); err != nil {
		return nil, err
	}
	s := &server{
		layers: d.Layers, exports: make(chan struct{}, mostExports), waits: make(chan struct{}, mostWaits), changed: &bell{watch: d.Ledger.Watch},
		catalog: d.Catalog, ledger: d.Ledger, inspection: d.Inspection, corrections: d.Corrections, jobs: d.Jobs, stewards: d.Stewards, desk: d.Desk, media: d.Media, campaigns: d.Campaigns, quality: d.Quality, registrySettings: d.Registry, parcels: d.Parcels, uploads: d.Uploads, people: d.People, ready: d.Ready, log: d.Log, settings: d.Settings.complete(), now: d.Now,
		origins: exchange.NewOrigins(d.Settings.PublicURL, d.Settings.TrustedProxies),
		meters:  newMeters(), newID: randomID, protection: http.NewCrossOriginProtection(),
	}
	if s.now == nil {
		s.now = time.Now
	}
	if d.Settings.SignOn.Issuer != "" {
		s.signOn = signon.New(d.Settings.SignOn)
	}
	s.salt = s.settings.Version
	s.pages = exchange.NewFlights[registry.Page](s.settings.AnswerLimit)
	s.searches = exchange.NewFlights[registry.Result](s.settings.AnswerLimit)
	var err error
	if s.site, err = readSite(d.Web); err != nil {
		return nil, err
	}
	if s.members, err = followCodes(memberTable); err != nil {
		return nil, err
	}
	if s.rules, err = ruleTable(); err != nil {
		return nil, err
	}
	if s.fields, err = followCodes(fieldTable); err != nil {
		return nil, err
	}
	if s.profiles, err = profileTable(); err != nil {
		return nil, err
	}
	if s.gis, err = ogc.NewFeatures(s.catalog, s.layers, s.desk, s.settings.Title.In("en"), s.now); err != nil {
		return nil, err
	}
	if s.docs, err = newDocs(s.operations()); err != nil {
		return nil, err
	}
	return s, nil
}

func (s Settings) check() error {
	if s.PublicURL != "" && !exchange.CheckBase(s.PublicURL) {
		return fmt.Errorf("public URL %q is not an absolute http or https URL without query", s.PublicURL)
	}
	for _, text := range append([]string{s.StreetStyleURL}, s.StreetOrigins...) {
		if text == "" {
			continue
		}
		if _, ok := originOf(text); !ok {
			return fmt.Errorf("street map URL %q is not an absolute http or https URL", text)
		}
	}
	return nil
}

func (s Settings) complete() Settings {
	if s.AnswerLimit == 0 {
		s.AnswerLimit = 15 * time.Second
	}
	if len(s.Title) == 0 {
		s.Title = registry.Text{"uk": "Landbank", "en": "Landbank", "ru": "Landbank"}
	}
	if s.Version == "" {
		s.Version = buildVersion()
	}
	return s
}

// buildVersion gives what the build remembers of its source.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	version := info.Main.Version
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision", "vcs.time", "vcs.modified":
			version += " " + setting.Value
		}
	}
	return version
}

// originOf gives scheme and host of an absolute URL, as policies write them.
func originOf(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !exchange.CheckBase(u.Scheme+"://"+u.Host) {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}

// NewServer puts a handler behind the limits that keep slow and large callers
// from using the service up: headers of 64 KiB within 10 s, a body within 30 s,
// an answer within 2 minutes, and idle connections for 2 minutes.
func NewServer(handler http.Handler, log *slog.Logger) *http.Server {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	whenClosing(server)
	return server
}

func init() { gin.SetMode(gin.ReleaseMode) } // its debug mode prints routes to standard output
