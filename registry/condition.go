package registry

// Findings of an import that are not about what a row says, and so belong to
// no rule, have the name of a condition in place of one.
const (
	// OutsideRights: the row lies, or its site lay, where the principal may not
	// import. It is rejected.
	OutsideRights = "territory"
	// Clashing: staff and the source have both changed the field, each to
	// something else. What staff wrote stays, what the source says is proposed.
	Clashing = "clash"
	// Corrected: somebody has put another value in place of that of the file
	// before it was read (RowCorrection).
	Corrected = "corrected"
)

var conditions = map[string]Text{
	Clashing:      text("Змінено і тут, і в реєстрі", "Changed here and in the register", "Изменено и здесь, и в реестре"),
	Corrected:     text("Виправлено перед імпортом", "Corrected before the import", "Исправлено перед импортом"),
	OutsideRights: text("Поза територіями, де ви можете імпортувати", "Outside the territories where you may import", "Вне территорий, где вы можете импортировать"),
}

// FindingTitle says what a rule or a condition is about; nil where there is
// neither.
func FindingTitle(id string) Text {
	if rule, known := RuleByID(id); known {
		return rule.Title
	}
	return conditions[id]
}
