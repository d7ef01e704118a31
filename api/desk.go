package api

import (
	"net/http"

	"landbank/api/desk"
)

// deskOperations lists what staff do with sites.
func (s *server) deskOperations() []operation {
	asJSON := []string{jsonType}
	d := desk.New(s.desk)
	return []operation{
		{"listFindings", http.MethodGet, desk.FindingsPath, asJSON, desk.NewFindings(s.inspection).List},
		{"listDeskSites", http.MethodGet, desk.SitesPath, asJSON, d.List},
		{"createDeskSite", http.MethodPost, desk.SitesPath, asJSON, d.Create},
		{"checkDeskSite", http.MethodPost, desk.CheckPath, asJSON, d.Check},
		{"confirmDeskSites", http.MethodPost, desk.ConfirmPath, asJSON, d.Confirm},
		{"mergeDeskSites", http.MethodPost, desk.MergePath, asJSON, d.Merge},
		{"getDeskSite", http.MethodGet, desk.SitePath, asJSON, d.Read},
		{"changeDeskSite", http.MethodPatch, desk.SitePath, asJSON, d.Change},
		{"recheckDeskSite", http.MethodPost, desk.RecheckPath, asJSON, d.Check},
		{"splitDeskSite", http.MethodPost, desk.SplitPath, asJSON, d.Split},
		{"getLineage", http.MethodGet, desk.LineagePath, asJSON, d.Lineage},
		{"actOnDeskSite", http.MethodPost, desk.ActPath, asJSON, d.Act},
	}
}
