package registry

import (
	"context"
	"time"
)

// FieldPackage is what an observer takes along: everything that answering takes
// without a network.
type FieldPackage struct {
	Campaign Campaign
	Tasks    []Task // of the observer, with outlines
	MadeAt   time.Time
	Waiting  int // tasks of nobody that the observer could take
}

// PackageWish says what an observer wants besides the tasks that are theirs.
type PackageWish struct {
	More int         // so many tasks of nobody
	Near *[2]float64 // those nearest to this longitude and latitude
}

// MostPackaged is how many tasks one observer takes along.
const MostPackaged = 500

// Photo is one photo of an observation.
type Photo struct {
	ID          string // made by the device
	Observation string
	File        MediaFile
}

// Observer is somebody who may answer tasks of a campaign.
type Observer struct {
	ID      string // Principal.ID
	Name    string
	Waiting int // tasks that wait for them
}

// Campaigns runs inventories. Every method authorizes the principal in the
// territory of the campaign: reading takes ReadSite or AnswerTask.
//
// Errors are ErrNotFound, *ForbiddenError, *RefusedError and *StaleError.
type Campaigns interface {
	// Campaigns lists those that the principal may read, the newest first.
	Campaigns(ctx context.Context, p Principal, q CampaignQuery) ([]Campaign, error)
	Campaign(ctx context.Context, p Principal, id int64) (Campaign, error)
	CreateCampaign(ctx context.Context, p Principal, e CampaignEdit) (Campaign, error)
	// ChangeCampaign changes the campaign that the caller knows by its version.
	ChangeCampaign(ctx context.Context, p Principal, id int64, version int, e CampaignEdit) (Campaign, error)
	MoveCampaign(ctx context.Context, p Principal, id int64, move, reason string) (Campaign, error)

	// AddTasks makes tasks; a site has one in a campaign.
	AddTasks(ctx context.Context, p Principal, id int64, w TaskWish) (TasksMade, error)
	Tasks(ctx context.Context, p Principal, id int64, q TaskQuery) (TaskPage, error)
	TaskPoints(ctx context.Context, p Principal, id int64) ([]TaskPoint, error)
	// AssignTasks tells how many tasks got another assignee. Tasks that are
	// answered or verified stay as they are.
	AssignTasks(ctx context.Context, p Principal, id int64, a TaskAssignment) (int, error)
	// RemoveTasks takes away tasks that nobody has observed, and tells how many.
	RemoveTasks(ctx context.Context, p Principal, id int64, tasks []int64) (int, error)
	Observers(ctx context.Context, p Principal, id int64) ([]Observer, error)

	// Package gives the principal their tasks to take along; those that were
	// open are taken then.
	Package(ctx context.Context, p Principal, id int64, w PackageWish) (FieldPackage, error)
	// Observe takes observations, each for itself. One that was there stays as
	// it is.
	Observe(ctx context.Context, p Principal, id int64, list []Observation) ([]ObservationResult, error)
	// AddPhoto takes a photo of an observation of the principal; one that was
	// there stays as it is.
	AddPhoto(ctx context.Context, p Principal, id int64, photo Photo) error
	// Photo gives a photo in a form of MediaSizes; the full one where it has no
	// smaller.
	Photo(ctx context.Context, p Principal, id int64, observation, photo, size string) (StoredFile, error)
	Observations(ctx context.Context, p Principal, id int64, q ObservationQuery) ([]Observation, error)
	JudgeObservation(ctx context.Context, p Principal, id int64, observation string, j Judgment) (Observation, error)
	// Fold brings what was seen and accepted into the drafts, by the engine of
	// the desk. No tasks named: all that are verified and not folded, up to
	// MostFolded. What is refused for one task does not keep the others.
	Fold(ctx context.Context, p Principal, id int64, tasks []int64) ([]FoldResult, error)

	// Activity tells how much has happened in a campaign: while it stays the
	// same, so does everything else.
	Activity(ctx context.Context, p Principal, id int64) (int64, error)
	CampaignFigures(ctx context.Context, p Principal, id int64) (CampaignFigures, error)
	// CandidatePrecision tells, over all campaigns that the principal may read,
	// how many candidates of each source were there.
	CandidatePrecision(ctx context.Context, p Principal) ([]Precision, error)
}
