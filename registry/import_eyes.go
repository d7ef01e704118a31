package registry

import (
	"slices"
	"strings"
)

// CheckEyes refuses a publication by somebody who brought the file: an import
// publishes prices, outlines and sites for the first time, which nobody does
// alone. The command line and jobs need no second pair of eyes (see Operator).
func (j *ImportJob) CheckEyes() error {
	p := j.Principal
	if !j.Publish || p.ID == Operator.ID || strings.HasPrefix(p.ID, "job:") {
		return nil
	}
	if len(j.BroughtBy) > 0 && !slices.Contains(j.BroughtBy, p.ID) {
		return nil
	}
	return Refuse("four_eyes", "publish", "an import is published by somebody else than those who brought the file or said how it is to be read")
}
