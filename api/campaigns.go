package api

import (
	"net/http"

	"landbank/api/desk"
)

// campaignOperations lists what is done with inventories.
func (s *server) campaignOperations() []operation {
	asJSON := []string{jsonType}
	c := desk.NewCampaigns(s.campaigns, desk.NewMedia(s.media))
	return []operation{
		{"listCampaigns", http.MethodGet, desk.CampaignsPath, asJSON, c.List},
		{"createCampaign", http.MethodPost, desk.CampaignsPath, asJSON, c.Create},
		{"listCampaignQuestions", http.MethodGet, desk.CampaignQuestionsPath, asJSON, c.Questions},
		{"getCandidatePrecision", http.MethodGet, desk.CampaignPrecisionPath, asJSON, c.Precision},
		{"getCampaign", http.MethodGet, desk.CampaignPath, asJSON, c.Read},
		{"changeCampaign", http.MethodPut, desk.CampaignPath, asJSON, c.Change},
		{"moveCampaign", http.MethodPost, desk.CampaignMovePath, asJSON, c.Move},
		{"getCampaignFigures", http.MethodGet, desk.CampaignFiguresPath, asJSON, c.Figures},
		{"listCampaignPoints", http.MethodGet, desk.CampaignPointsPath, asJSON, c.Points},
		{"listCampaignObservers", http.MethodGet, desk.CampaignPeoplePath, asJSON, c.People},
		{"listCampaignTasks", http.MethodGet, desk.CampaignTasksPath, asJSON, c.Tasks},
		{"addCampaignTasks", http.MethodPost, desk.CampaignTasksPath, asJSON, c.AddTasks},
		{"assignCampaignTasks", http.MethodPost, desk.CampaignAssignPath, asJSON, c.Assign},
		{"removeCampaignTasks", http.MethodPost, desk.CampaignRemovePath, asJSON, c.Remove},
		{"takeCampaignPackage", http.MethodPost, desk.CampaignPackagePath, asJSON, c.Package},
		{"foldCampaign", http.MethodPost, desk.CampaignFoldPath, asJSON, c.Fold},
		{"listObservations", http.MethodGet, desk.ObservationsPath, asJSON, c.Observations},
		{"addObservations", http.MethodPost, desk.ObservationsPath, asJSON, c.Observe},
		{"judgeObservation", http.MethodPost, desk.VerdictPath, asJSON, c.Judge},
		{"addObservationPhoto", http.MethodPut, desk.PhotoPath, nil, c.AddPhoto},
		{"getObservationPhoto", http.MethodGet, desk.PhotoPath, []string{"image/jpeg"}, c.Photo},
	}
}
