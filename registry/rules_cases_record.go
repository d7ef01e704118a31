package registry

// The cases of the rules on what a record says.

var repairCode = text("код, який мали на увазі", "the code that is meant", "код, который имелся в виду")

var casesV09 = []Case{
	{"word", OfRow, Warning, false, text("не одне зі значень цього стовпця", "not one of the values of this column", "не одно из значений этого столбца"), repairCode},
	{"other_column", OfRow, Warning, false, text("значення стовпця {0}", "a value of the column {0}", "значение столбца {0}"), nil},
	{"neither", OfRow, Warning, false, text("ні так, ні ні", "neither yes nor no", "ни да, ни нет"), nil},
	{"territory_code", OfRow, Warning, false, text("код території не є кодом; його пропущено", "the territory's code is no code; left out", "код территории не является кодом; он пропущен"), nil},
	{"not_a_code", OfRecord, Error, false, text("не код списку {0}", "not a code of the list {0}", "не код списка {0}"), repairCode},
	{"other_list", OfRecord, Error, false, text("не код списку {0}; це код списку {1}", "not a code of the list {0}; it is one of the list {1}", "не код списка {0}; это код списка {1}"), nil},
	{"not_in_force", OfRecord, Warning, false, text("код списку {0}, який не чинний на {1}", "a code of the list {0} that is not in force on {1}", "код списка {0}, не действующий на {1}"), nil},
	{"no_field", OfRecord, Error, false, text("поля з такою назвою немає", "there is no field of this name", "поля с таким названием нет"), nil},
}

var casesV10 = []Case{
	{"not_a_day", OfRow, Warning, false, text("не день (РРРР-ММ-ДД)", "not a day (YYYY-MM-DD)", "не день (ГГГГ-ММ-ДД)"), nil},
	{"ambiguous", OfRow, Warning, false, text("не один безсумнівний день (РРРР-ММ-ДД)", "not one day beyond doubt (YYYY-MM-DD)", "не один несомненный день (ГГГГ-ММ-ДД)"),
		text("найімовірніший день", "the likeliest day", "самый вероятный день")},
	{"calendar", OfRow, Warning, false, text("немає такого дня в календарі; лишається невідомим", "not a day of the calendar; left unknown", "нет такого дня в календаре; остаётся неизвестным"), nil},
	{"not_a_year", OfRecord, Warning, false, text("не рік між 1800 і {0}", "not a year between 1800 and {0}", "не год между 1800 и {0}"), nil},
	{"clock_zero", OfRecord, Warning, false, text("день, який комп'ютери пишуть, коли дня немає", "the day that computers write where they have none", "день, который компьютеры пишут, когда дня нет"), nil},
	{"future", OfRecord, Warning, false, text("день у майбутньому", "a day in the future", "день в будущем"), nil},
	{"ends_before", OfRecord, Warning, false, text("раніше за {0} ({1})", "before {0} ({1})", "раньше, чем {0} ({1})"), nil},
}

var casesV11 = []Case{
	{"not_an_address", OfRecord, Warning, false, text("не одна вебадреса з https:// чи http://", "not one web address with https:// or http://", "не один веб-адрес с https:// или http://"),
		text("адреса з https:// або перша з кількох", "the address with https://, or the first of several", "адрес с https:// или первый из нескольких")},
}

var casesV13 = []Case{
	{"min_above_max", OfRecord, Warning, false, text("нижня межа більша за верхню", "the lower bound is above the upper", "нижняя граница больше верхней"),
		text("межі, переставлені місцями", "the bounds the other way round", "границы, переставленные местами")},
	{"part_above_whole", OfRecord, Warning, false, text("частина більша за ціле: {0} більше за {1}", "a part is larger than the whole: {0} is more than {1}", "часть больше целого: {0} больше, чем {1}"), nil},
}

var casesV17 = []Case{
	{"form", OfRecord, Warning, false, text("не номер кадастру {0}", "not a number of the cadastre {0}", "не номер кадастра {0}"),
		text("номер у вигляді, прийнятому в кадастрі", "the number in the form of the cadastre", "номер в виде, принятом в кадастре")},
	{"unchecked", OfRecord, Warning, true, text("номер записано, але не перевірено за виглядом кадастру {0}", "the number is kept as written and is not one of the cadastre {0}", "номер записан, но не соответствует виду кадастра {0}"), nil},
	{"region", OfRecord, Warning, false, text("номер починається з {0}, а ділянка лежить у {1}", "the number begins with {0}, but the site lies in {1}", "номер начинается с {0}, а участок лежит в {1}"), nil},
	{"no_region", OfRecord, Warning, false, text("номер починається з {0}: такої області немає", "the number begins with {0}: there is no such region", "номер начинается с {0}: такой области нет"), nil},
}

var casesV18 = []Case{
	{"purpose_form", OfRow, Warning, false, text("не код цільового призначення на зразок 11.02", "not a land-use purpose like 11.02", "не код целевого назначения вроде 11.02"), nil},
	{"not_in_force", OfRecord, Warning, false, text("коду немає в класифікаторі, чинному на {0}", "the code is not in the classifier in force on {0}", "кода нет в классификаторе, действующем на {0}"), repairCode},
	{"category", OfRecord, Warning, false, text("призначення {0} не належить до категорії земель {1}", "the purpose {0} does not belong to the land category {1}", "назначение {0} не относится к категории земель {1}"),
		text("категорія, до якої належить призначення", "the category that the purpose belongs to", "категория, к которой относится назначение")},
}

var casesV19 = []Case{
	{"free_but_built", OfRecord, Warning, false, text("вільна земля, а площа будівель {0} м²", "free land, but buildings of {0} m²", "свободная земля, а площадь зданий {0} м²"),
		text("вид: колишня забудова", "the kind brownfield", "вид: бывшая застройка")},
	{"none_but_built", OfRecord, Warning, false, text("сказано, що будівель немає, а площа будівель {0} м²", "it is said that there are no buildings, but there are some of {0} m²", "сказано, что зданий нет, а площадь зданий {0} м²"), nil},
	{"building_without", OfRecord, Warning, true, text("вид — будівля, а жодної не описано", "the kind is building, but none is described", "вид — здание, а ни одно не описано"), nil},
	{"vacant_but_used", OfRecord, Warning, false, text("повністю вільна, а будівля зайнята", "fully vacant, but a building is occupied", "полностью свободен, а здание занято"),
		text("частково вільна", "partly vacant", "частично свободен")},
	{"vacant_since_but_used", OfRecord, Warning, false, text("вільна з {0}, а зайнята", "vacant since {0}, but occupied", "свободен с {0}, а занят"), nil},
	{"footprint", OfRecord, Warning, false, text("забудовано {0} м² — більше за площу ділянки {1} м²", "built-up {0} m², more than the site's {1} m²", "застроено {0} м² — больше площади участка {1} м²"), nil},
}

var casesV20 = []Case{
	{"ended_available", OfRecord, Error, false, text("стан «{0}», а ділянку названо доступною зараз", "the state is {0}, but the site is called available now", "состояние «{0}», а участок назван доступным сейчас"),
		text("недоступна", "not available", "недоступен")},
	{"taken_with_offer", OfRecord, Error, false, text("договір укладено або ділянку використано, а пропозиція відкрита", "contracted or back in use while an offer is open", "договор заключён или участок используется, а предложение открыто"),
		text("без пропозиції", "without the offer", "без предложения")},
	{"contracted_with_offer", OfRecord, Warning, false, text("договір укладено, а пропозиція ще стоїть у записі", "under contract, but the offer still stands in the record", "договор заключён, а предложение ещё стоит в записи"),
		text("без пропозиції", "without the offer", "без предложения")},
	{"reservation_over", OfRecord, Error, false, text("резерв минув {0}", "the reservation ran out on {0}", "резерв истёк {0}"),
		text("доступна, без дня резерву", "available, without a day of reservation", "доступен, без дня резерва")},
	{"reserved_without_day", OfRecord, Warning, true, text("зарезервовано без дня, коли резерв закінчується", "reserved without a day on which that ends", "зарезервирован без дня, когда резерв заканчивается"), nil},
}

var casesV21 = []Case{
	{"no_basis", OfRecord, Warning, false, text("потужність без документа, на якому вона ґрунтується", "a capacity without the document that it rests on", "мощность без документа, на котором она основана"), nil},
	{"no_unit", OfRecord, Warning, false, text("потужність мережі {0}, для якої немає одиниці", "a capacity of the network {0}, which has no unit", "мощность сети {0}, для которой нет единицы"), nil},
	{"no_asset", OfRecord, Warning, false, text("напруга без підстанції чи лінії, якій вона належить", "a voltage without the substation or line that it belongs to", "напряжение без подстанции или линии, которой оно принадлежит"), nil},
	{"none_with_capacity", OfRecord, Warning, false, text("мережі немає, а потужність названо", "there is no network, but a capacity is stated", "сети нет, а мощность названа"), nil},
}

var casesV22 = []Case{
	{"no_basis", OfRecord, Warning, false, text("не сказано, чи відстань заявлено, чи обчислено", "it is not said whether the distance is declared or computed", "не сказано, заявлено ли расстояние или вычислено"), nil},
	{"no_method", OfRecord, Warning, true, text("час у дорозі без відстані дорогою", "a driving time without the distance by road", "время в пути без расстояния по дороге"), nil},
	{"shorter_by_road", OfRecord, Warning, false, text("дорогою {0} м, а по прямій {1} м: дорога не буває коротшою", "{0} m by road but {1} m straight: a road is never shorter", "по дороге {0} м, а по прямой {1} м: дорога не бывает короче"),
		text("відстані, переставлені місцями", "the distances the other way round", "расстояния, переставленные местами")},
}

var casesV23 = []Case{
	{"no_currency", OfRecord, Warning, false, text("ціна без валюти", "a price without currency", "цена без валюты"), nil},
	{"no_basis", OfRecord, Warning, false, text("не сказано, чи ціна за все, за м² чи за рік", "it is not said whether the price is in total, per m² or per year", "не сказано, цена за всё, за м² или за год"), nil},
	{"no_vat", OfRecord, Warning, true, text("не сказано, чи ціна з ПДВ", "it is not said whether VAT is included", "не сказано, с НДС ли цена"), nil},
	{"no_day", OfRecord, Warning, true, text("не сказано, на який день ціна", "it is not said of which day the price is", "не сказано, на какой день цена"), nil},
	{"above_median", OfStock, Warning, false, text("{0} {1} за м² — у {2} раза більше за місцеву середину {3}", "{0} {1} per m², {2} times the local median of {3}", "{0} {1} за м² — в {2} раза больше местной середины {3}"), nil},
}

var casesV24 = []Case{
	{"item_expired", OfRecord, Error, false, text("позначено виконаним, а документ чинний лише до {0}", "marked done, but the document was valid until {0} only", "отмечено выполненным, а документ действовал лишь до {0}"),
		text("строк минув", "expired", "срок истёк")},
	{"letter_expired", OfRecord, Warning, false, text("лист або умови на потужність чинні лише до {0}", "the letter or conditions for the capacity were valid until {0} only", "письмо или условия на мощность действовали лишь до {0}"),
		text("підстава: оцінка", "an estimate as the basis", "основание: оценка")},
}

var casesV25 = []Case{
	{"no_mailbox", OfRecord, Warning, true, text("немає електронної скриньки", "there is no mailbox", "нет электронного ящика"), nil},
	{"no_name", OfRecord, Warning, true, text("немає назви підрозділу чи посади", "there is no name of an office or role", "нет названия подразделения или должности"), nil},
	{"never_tested", OfRecord, Warning, true, text("електронну скриньку ніколи не перевіряли", "the mailbox was never tested", "электронный ящик никогда не проверяли"), nil},
	{"tested_long_ago", OfRecord, Warning, true, text("електронну скриньку перевіряли {0}, понад {1} днів тому", "the mailbox was tested on {0}, more than {1} days ago", "электронный ящик проверяли {0}, более {1} дней назад"), nil},
	{"private_mailbox", OfRecord, Warning, true, text("скринька загальної поштової служби, а не установи", "a mailbox of a public mail service, not of an office", "ящик общей почтовой службы, а не учреждения"), nil},
	{"not_a_mailbox", OfRecord, Warning, false, text("не електронна адреса", "not the address of a mailbox", "не электронный адрес"), nil},
}

var casesV26 = []Case{
	{"missing", OfRecord, Warning, true, text("немає мовами: {0}", "missing in: {0}", "нет на языках: {0}"), nil},
	{"older", OfRecord, Warning, true, text("переклад від {0}, а оригінал від {1}", "the translation is of {0}, the original of {1}", "перевод от {0}, а оригинал от {1}"), nil},
}

var repairRemoval = text("той самий текст без них", "the same text without them", "тот же текст без них")

var casesV27 = []Case{
	{"person", OfRecord, Error, false, text("схоже на ім'я людини: {0}", "looks like a person's name: {0}", "похоже на имя человека: {0}"), repairRemoval},
	{"email", OfRecord, Error, false, text("адреса електронної пошти в тексті: {0}", "an e-mail address in the text: {0}", "адрес электронной почты в тексте: {0}"), repairRemoval},
	{"phone", OfRecord, Error, false, text("номер телефону в тексті: {0}", "a telephone number in the text: {0}", "номер телефона в тексте: {0}"), repairRemoval},
	{"person_contact", OfRecord, Warning, false, text("контакт називає людину, а не посаду: {0}", "the contact names a person, not a role: {0}", "контакт называет человека, а не должность: {0}"), repairRemoval},
}

var casesV16 = []Case{
	{"overlap", OfStock, Warning, false, text("накладається на {0} на {1} м² ({2} % меншої з двох)", "overlaps {0} by {1} m² ({2} % of the smaller one)", "накладывается на {0} на {1} м² ({2} % меньшего из двух)"), nil},
	{"same_parcel", OfStock, Warning, false, text("номер має також {0}", "{0} has this number too", "номер имеет также {0}"), nil},
}

var casesV29 = []Case{
	{"likely", OfStock, Warning, false, text("схоже на {0}: назви подібні на {1} %, відстань {2} м", "looks like {0}: names {1} % alike, {2} m apart", "похоже на {0}: названия сходны на {1} %, расстояние {2} м"),
		text("об'єднати з нею", "merge with it", "объединить с ним")},
}
