package api

import (
	"net/http"

	"landbank/api/desk"
	"landbank/api/exchange"
	"landbank/api/ogc"
	"landbank/registry"
)

// deskOperations lists what staff do with sites.
func (s *server) deskOperations() []operation {
	asJSON := []string{jsonType}
	d, i, m := desk.New(s.desk), desk.NewImports(s.uploads), desk.NewMedia(s.media)
	quality := desk.NewQuality(s.quality, s.now)
	reader, _ := s.uploads.(registry.TerritoryReader)
	parcels := desk.NewParcels(s.parcels)
	settings := desk.NewSettings(s.registrySettings, reader)
	files := func(handle func(*exchange.Call, params) error) func(*exchange.Call, params) error {
		if s.uploads == nil {
			return s.notFound
		}
		return handle
	}
	return []operation{
		{"listFindings", http.MethodGet, desk.FindingsPath, asJSON, desk.NewFindings(s.inspection).List},
		{"listDeskSites", http.MethodGet, desk.SitesPath, asJSON, d.List},
		{"countDeskSites", http.MethodGet, desk.CountsPath, asJSON, d.Counts},
		{"placeDeskSites", http.MethodGet, desk.SpotsPath, asJSON, d.Spots},
		{"listColleagues", http.MethodGet, desk.PeoplePath, asJSON, d.Colleagues},
		{"listViews", http.MethodGet, desk.ViewsPath, asJSON, d.ListViews},
		{"createView", http.MethodPost, desk.ViewsPath, asJSON, d.CreateView},
		{"changeView", http.MethodPut, desk.ViewPath, asJSON, d.ChangeView},
		{"removeView", http.MethodDelete, desk.ViewPath, nil, d.RemoveView},
		{"createDeskSite", http.MethodPost, desk.SitesPath, asJSON, d.Create},
		{"checkDeskSite", http.MethodPost, desk.CheckPath, asJSON, d.Check},
		{"confirmDeskSites", http.MethodPost, desk.ConfirmPath, asJSON, d.Confirm},
		{"assignDeskSites", http.MethodPost, desk.AssignPath, asJSON, desk.NewStewards(s.stewards).Assign},
		{"changeDeskSites", http.MethodPost, desk.BulkPath, asJSON, desk.NewBulk(s.desk).Change},
		{"mergeDeskSites", http.MethodPost, desk.MergePath, asJSON, d.Merge},
		{"getDeskSite", http.MethodGet, desk.SitePath, asJSON, d.Read},
		{"changeDeskSite", http.MethodPatch, desk.SitePath, asJSON, d.Change},
		{"recheckDeskSite", http.MethodPost, desk.RecheckPath, asJSON, d.Check},
		{"splitDeskSite", http.MethodPost, desk.SplitPath, asJSON, d.Split},
		{"getLineage", http.MethodGet, desk.LineagePath, asJSON, d.Lineage},
		{"actOnDeskSite", http.MethodPost, desk.ActPath, asJSON, d.Act},
		{"listClocks", http.MethodGet, desk.ClocksPath, asJSON, settings.Clocks},
		{"setClocks", http.MethodPatch, desk.ClocksPath, asJSON, settings.SetClocks},
		{"getClocksEffect", http.MethodPost, desk.EffectPath, asJSON, settings.Effect},
		{"listDeskTerritories", http.MethodGet, desk.TerritoriesPath, asJSON, settings.Territories},
		{"takeTerritories", http.MethodPost, desk.TerritoriesPath, asJSON, files(settings.TakeTerritories)},
		{"changeTerritory", http.MethodPatch, desk.TerritoryPath, nil, settings.ChangeTerritory},
		{"listReferenceLayers", http.MethodGet, desk.ReferencePath, asJSON, parcels.Reference},
		{"findParcels", http.MethodGet, desk.ParcelsPath, asJSON, parcels.Find},
		{"getParcelTile", http.MethodGet, desk.ParcelTilePath, []string{ogc.TileType}, parcels.Tile},
		{"listCodes", http.MethodGet, desk.CodesPath, asJSON, settings.Codes},
		{"addCode", http.MethodPost, desk.CodesPath, asJSON, settings.AddCode},
		{"getCode", http.MethodGet, desk.CodePath, asJSON, settings.Code},
		{"changeCode", http.MethodPatch, desk.CodePath, asJSON, settings.ChangeCode},
		{"listMappings", http.MethodGet, desk.MappingsPath, asJSON, settings.Mappings},
		{"forgetMapping", http.MethodDelete, desk.MappingsPath, nil, settings.ForgetMapping},
		{"listReminders", http.MethodGet, desk.RemindersPath, asJSON, quality.Reminders},
		{"getStatistics", http.MethodGet, desk.StatisticsPath, asJSON, quality.Statistics},
		{"addDeskMedium", http.MethodPost, desk.MediaPath, asJSON, m.Add},
		{"changeDeskMedium", http.MethodPatch, desk.MediumPath, asJSON, m.Change},
		{"removeDeskMedium", http.MethodDelete, desk.MediumPath, asJSON, m.Remove},
		{"getDeskMedium", http.MethodGet, desk.DeskMediaPath, desk.MediaTypes, m.Staff},
		{"getMedium", http.MethodGet, desk.PublicMediaPath, desk.MediaTypes, m.Public},
		{"listImports", http.MethodGet, desk.ImportsPath, asJSON, files(i.List)},
		{"addImport", http.MethodPost, desk.ImportsPath, asJSON, files(i.Add)},
		{"getImport", http.MethodGet, desk.ImportPath, asJSON, files(i.Read)},
		{"changeImport", http.MethodPatch, desk.ImportPath, asJSON, files(i.Change)},
		{"removeImport", http.MethodDelete, desk.ImportPath, nil, files(i.Remove)},
		{"tryImport", http.MethodPost, desk.ImportTryPath, asJSON, files(i.Try)},
		{"applyImport", http.MethodPost, desk.ImportApplyPath, asJSON, files(i.Apply)},
		{"undoImport", http.MethodPost, desk.ImportUndoPath, asJSON, files(i.Undo)},
		{"listImportRows", http.MethodGet, desk.ImportRowsPath, asJSON, files(i.Rows)},
		{"correctImportRow", http.MethodPatch, desk.ImportRowPath, asJSON, files(i.Correct)},
		{"getImportTile", http.MethodGet, desk.ImportTilePath, []string{ogc.TileType}, files(i.Tile)},
		{"listImportProfiles", http.MethodGet, desk.ImportProfilesPath, asJSON, files(i.Profiles)},
		{"listBatches", http.MethodGet, desk.BatchesPath, asJSON, files(i.Batches)},
		{"undoBatch", http.MethodPost, desk.BatchUndoPath, asJSON, files(i.UndoBatch)},
		{"getImportReport", http.MethodGet, desk.ImportReportPath, []string{desk.CSVType}, files(i.Report)},
	}
}
