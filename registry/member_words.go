package registry

import "sync"

// MemberWords is how forms ask for a member of a record: what it is called,
// what exactly it says, and in which unit people give it.
type MemberWords struct {
	Label    Text
	Help     Text // may be nil
	Unit     string
	Display  *Display
	Standard string
	// Field is the name of the field that the member alone tells; "" where no
	// field does. Its evidence stands in facts under that name.
	Field string
	// Long: a text of several lines.
	Long bool
	// Own: people do not write it in forms; it comes with a file or with an action.
	Own bool
	// Account: an account of the department, as Principal.ID has it.
	Account bool
	// Right is what changing it takes besides the right to edit; "" where that
	// is enough.
	Right Operation
}

// WordsOfMember gives the words of a member by its path: kind,
// area.declared_m2, utilities.capacity_total. ok is false where there is no
// such member.
func WordsOfMember(path string) (MemberWords, bool) {
	w, ok := formWords()[path]
	return w, ok
}

// formWords is the table: what the table of fields says, and what is said of
// members that no field or several tell.
var formWords = sync.OnceValue(func() map[string]MemberWords {
	table := map[string]MemberWords{}
	for path, words := range membersAlone {
		table[path] = words
	}
	var walk func([]Member, string)
	walk = func(members []Member, at string) {
		for i := range members {
			path := at + members[i].Name
			if f, ok := FieldOfPath(path); ok {
				words := MemberWords{Label: f.Label, Help: f.Help, Unit: f.Unit, Display: f.Display, Standard: f.Standard, Field: f.Name}
				if own, also := membersAlone[path]; also {
					words.Label = own.Label
				}
				table[path] = words
			}
			if members[i].Form == FormObject {
				walk(members[i].Members, path+".")
			}
		}
	}
	walk(RecordMembers(), "")
	return table
})

func asked(uk, en, ru string) MemberWords { return MemberWords{Label: text(uk, en, ru)} }

func (w MemberWords) helped(uk, en, ru string) MemberWords { w.Help = text(uk, en, ru); return w }

func (w MemberWords) in(unit string, display *Display) MemberWords {
	w.Unit, w.Display = unit, display
	return w
}

func (w MemberWords) by(standard string) MemberWords { w.Standard = standard; return w }
func (w MemberWords) long() MemberWords              { w.Long = true; return w }
func (w MemberWords) own() MemberWords               { w.Own = true; return w }

// account is a member that says who looks after the site: choosing is assigning.
func (w MemberWords) account() MemberWords { w.Account, w.Right = true, AssignSteward; return w }
