package registry

import (
	"fmt"
	"slices"
)

// Role says what a principal may do; see [Rights].
type Role string

// The roles, each with more rights than the one before.
const (
	Viewer   Role = "viewer"
	Editor   Role = "editor"
	Reviewer Role = "reviewer"
	Admin    Role = "admin"
)

// Roles lists the roles from the one with the fewest rights to the one with
// the most.
var Roles = []Role{Viewer, Editor, Reviewer, Admin}

// Operation is something that takes a right.
type Operation string

// The operations that take a right. What the public may do takes none.
const (
	ReadSite         Operation = "site.read"      // drafts, history and what is not public of a site
	CreateSite       Operation = "site.create"    // a new draft
	EditSite         Operation = "site.edit"      // change, discard, submit or recall a draft
	ConfirmSite      Operation = "site.confirm"   // say that facts are still true
	ReserveSite      Operation = "site.reserve"   // reserve, release
	ReviewSite       Operation = "site.review"    // return or publish what others have submitted
	ContractSite     Operation = "site.contract"  // contracted
	EndSite          Operation = "site.end"       // withdraw, restore, reuse
	DivideSite       Operation = "site.divide"    // propose to split and merge; publishing the result does it
	AssignSteward    Operation = "steward.assign" // who looks after a site
	RunImport        Operation = "import.run"     // bring a register in, as drafts
	PublishImport    Operation = "import.publish" // bring a register in and publish it
	UndoImport       Operation = "import.undo"    // take an import back
	DecideCorrection Operation = "correction.decide"
	ManageCampaign   Operation = "campaign.manage"   // plan, open and close inventories, hand tasks out, fold what was seen into drafts
	AnswerTask       Operation = "campaign.answer"   // answer tasks of an inventory on the spot
	JudgeObservation Operation = "observation.judge" // say how good an observation of somebody else is
	ReadFindings     Operation = "finding.read"      // what the rules say of the stock
	ManageUsers      Operation = "user.manage"
	ManageTerritory  Operation = "territory.manage"
	EraseData        Operation = "ledger.erase"    // personal data, from the ledger too
	FreezeStock      Operation = "snapshot.freeze" // the yearly snapshot
	ManageClocks     Operation = "clock.manage"    // after how many days facts have to be checked
	ManageCodes      Operation = "code.manage"     // labels, validity and further codes of code lists
	ManageMappings   Operation = "mapping.manage"  // how the files of a source are read
	ReadOperations   Operation = "operations.read" // audit log, jobs
	RunOperations    Operation = "operations.run"  // a job at once, before its time
)

// Right is one row of the table of rights: who may do an operation, and
// whether a role that is limited to a territory may do it there.
type Right struct {
	Operation Operation
	Least     Role // this role and those above it may
	// Anywhere: the operation belongs to no territory. Only a role that is
	// limited to none may do it.
	Anywhere bool
	Label    Text
}

// Rights is the table of rights. Tests run it as a matrix of roles and
// territories, and docs/rights.md prints it.
var Rights = []Right{
	{ReadSite, Viewer, false, text("Читати чернетки й внутрішні відомості", "Read drafts and what is internal", "Читать черновики и внутренние сведения")},
	{ReadFindings, Viewer, false, text("Читати зауваження правил", "Read what the rules found", "Читать замечания правил")},
	{AnswerTask, Viewer, false, text("Виконувати завдання обстежень", "Answer tasks of inventory campaigns", "Выполнять задания обследований")},
	{CreateSite, Editor, false, text("Створювати ділянки", "Create sites", "Создавать участки")},
	{EditSite, Editor, false, text("Змінювати чернетки й подавати на перевірку", "Change drafts and submit them", "Менять черновики и подавать на проверку")},
	{ConfirmSite, Editor, false, text("Підтверджувати, що відомості чинні", "Confirm that facts are still true", "Подтверждать, что сведения верны")},
	{ReserveSite, Editor, false, text("Резервувати й знімати резерв", "Reserve and release", "Резервировать и снимать резерв")},
	{DivideSite, Editor, false, text("Пропонувати поділ і об'єднання", "Propose to split and merge", "Предлагать раздел и объединение")},
	{DecideCorrection, Editor, false, text("Вирішувати щодо виправлень", "Decide on corrections", "Решать по исправлениям")},
	{RunImport, Editor, false, text("Імпортувати чернетки", "Import drafts", "Импортировать черновики")},
	{ReviewSite, Reviewer, false, text("Повертати й публікувати", "Return and publish", "Возвращать и публиковать")},
	{ContractSite, Reviewer, false, text("Відзначати договір", "Note a contract", "Отмечать договор")},
	{EndSite, Reviewer, false, text("Знімати з обліку, відновлювати, відзначати використання", "Withdraw, restore, note reuse", "Снимать с учёта, восстанавливать, отмечать использование")},
	{AssignSteward, Reviewer, false, text("Призначати відповідального", "Assign the steward", "Назначать ответственного")},
	{ManageCampaign, Reviewer, false, text("Вести обстеження", "Run inventory campaigns", "Вести обследования")},
	{JudgeObservation, Reviewer, false, text("Оцінювати спостереження інших", "Judge the observations of others", "Оценивать наблюдения других")},
	{PublishImport, Reviewer, false, text("Імпортувати з публікацією", "Import and publish", "Импортировать с публикацией")},
	{UndoImport, Reviewer, false, text("Скасовувати імпорт", "Undo an import", "Отменять импорт")},
	{ManageTerritory, Admin, true, text("Вести території", "Keep the territories", "Вести территории")},
	{ManageUsers, Admin, true, text("Вести користувачів", "Keep the users", "Вести пользователей")},
	{EraseData, Admin, true, text("Вилучати персональні дані", "Erase personal data", "Удалять персональные данные")},
	{FreezeStock, Admin, true, text("Робити річний знімок", "Freeze the yearly snapshot", "Делать годовой снимок")},
	{ManageClocks, Admin, true, text("Встановлювати строки перевірки", "Set the freshness clocks", "Устанавливать сроки проверки")},
	{ManageCodes, Admin, true, text("Вести довідники кодів", "Keep the code lists", "Вести справочники кодов")},
	{ManageMappings, Admin, true, text("Вести відповідності джерел", "Keep the mappings of sources", "Вести соответствия источников")},
	{ReadOperations, Admin, true, text("Читати журнал і завдання", "Read the audit log and the jobs", "Читать журнал и задания")},
	{RunOperations, Admin, true, text("Виконувати завдання негайно", "Run jobs at once", "Выполнять задания немедленно")},
}

// RightTo finds the row of an operation.
func RightTo(op Operation) (Right, bool) {
	at := slices.IndexFunc(Rights, func(r Right) bool { return r.Operation == op })
	if at < 0 {
		return Right{}, false
	}
	return Rights[at], true
}

// Grant is a role, limited to a territory and those below it, or to none.
type Grant struct {
	Role      Role   `json:"role"`
	Territory string `json:"territory,omitempty"` // code; "" everywhere
}

// Principal is whoever acts: a person with an account, by session or token,
// the command line on the server itself, or a job. The zero principal is the
// public, which has no rights.
type Principal struct {
	// ID is what the ledger calls the principal: user:<number>, cli, or
	// job:<name>. It holds no personal data, so that it never has to be erased.
	ID     string
	Name   string  // how screens call it
	Grants []Grant // all that it may do
	// Scope limits a token to some operations; nil for all that the grants give.
	Scope []Operation
	// Token is the number of the access token that it acts by, 0 for none.
	Token int64
}

// Operator is the principal of the command line: whoever may read the
// database's files may do everything, and needs no second pair of eyes, since
// nobody could hold back the first.
var Operator = Principal{ID: "cli", Name: "landbank", Grants: []Grant{{Role: Admin}}}

// Job is the principal of a job of the registry itself.
func Job(name string) Principal {
	return Principal{ID: "job:" + name, Name: name, Grants: []Grant{{Role: Admin}}}
}

// Can tells whether the principal may do the operation on something that lies
// in the territories (the codes of the smallest and of all above it; none
// where it lies in no territory). This is the one place where rights are
// decided.
func (p Principal) Can(op Operation, territories ...string) bool {
	right, known := RightTo(op)
	if !known || p.Scope != nil && !slices.Contains(p.Scope, op) {
		return false
	}
	for _, g := range p.Grants {
		if slices.Index(Roles, g.Role) < slices.Index(Roles, right.Least) {
			continue
		}
		if g.Territory == "" || !right.Anywhere && slices.Contains(territories, g.Territory) {
			return true
		}
	}
	return false
}

// CanSomewhere tells whether there is any place in which the principal may do
// the operation.
func (p Principal) CanSomewhere(op Operation) bool {
	var everywhere []string
	for _, g := range p.Grants {
		everywhere = append(everywhere, g.Territory)
	}
	return p.Can(op, everywhere...)
}

// Within gives the territories in which the principal may do the operation;
// everywhere where that is no limit.
func (p Principal) Within(op Operation) (territories []string, everywhere bool) {
	if p.Can(op) {
		return nil, true
	}
	for _, g := range p.Grants {
		if p.Can(op, g.Territory) && !slices.Contains(territories, g.Territory) {
			territories = append(territories, g.Territory)
		}
	}
	return territories, false
}

// ForbiddenError says that the principal has not the right. It is
// ErrForbidden.
type ForbiddenError struct {
	Operation   Operation
	Territories []string // of what the operation was for
}

func (e *ForbiddenError) Error() string {
	return fmt.Sprintf("no right to %s in %v", e.Operation, e.Territories)
}

// Is makes it ErrForbidden.
func (e *ForbiddenError) Is(target error) bool { return target == ErrForbidden }

// Authorize returns a *ForbiddenError unless the principal may do the
// operation.
func (p Principal) Authorize(op Operation, territories ...string) error {
	if p.Can(op, territories...) {
		return nil
	}
	return &ForbiddenError{Operation: op, Territories: territories}
}
