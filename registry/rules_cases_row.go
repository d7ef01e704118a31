package registry

// The cases of the rules on how a file puts what it says, on outlines and on
// identity.

var (
	repairSwap    = text("переставлені координати", "the coordinates the other way round", "переставленные координаты")
	repairSystem  = text("система координат, якій числа відповідають", "the reference system that the numbers fit", "система координат, которой числа соответствуют")
	repairSplit   = text("два значення окремо", "the two values apart", "два значения отдельно")
	repairNumber  = text("число, яке мали на увазі", "the number that is meant", "число, которое имелось в виду")
	repairOutline = text("виправлений контур із площею до і після", "the repaired outline, with its area before and after", "исправленный контур с площадью до и после")
)

var casesV01 = []Case{
	{"null_island", OfRow, Error, false, text("точка 0, 0 означає місце, якого не знайшли", "the point 0, 0 stands for a place that was not found", "точка 0, 0 означает место, которого не нашли"), nil},
	{"swapped", OfRow, Error, false, text("широту й довготу, схоже, переставлено", "latitude and longitude look swapped", "широта и долгота, похоже, переставлены"), repairSwap},
	{"sign", OfRow, Error, false, text("знак мінус, схоже, загублено або додано", "a minus sign looks lost or added", "знак минус, похоже, потерян или добавлен"),
		text("координати з правильним знаком", "the coordinates with the right sign", "координаты с правильным знаком")},
	{"axes", OfRow, Error, false, text("це не координати EPSG:{0}; осі, схоже, переставлено", "not coordinates of EPSG:{0}; the axes look swapped", "это не координаты EPSG:{0}; оси, похоже, переставлены"), repairSwap},
	{"not_degrees", OfRow, Error, false, text("це не довгота й широта", "not a longitude and latitude", "это не долгота и широта"), nil},
	{"off_map", OfRow, Error, false, text("широт за межами ±{0} немає на жодній карті", "latitudes beyond ±{0} are on no map", "широт за пределами ±{0} нет ни на одной карте"), nil},
}

var casesV02 = []Case{
	{"fits", OfRow, Error, false, text("це не градуси; числа відповідають {0}", "not degrees; the numbers fit {0}", "это не градусы; числа соответствуют {0}"), repairSystem},
	{"fits_either", OfRow, Error, false, text("це не градуси; числа відповідають {0}, і з переставленими осями теж", "not degrees; the numbers fit {0}, and with the axes exchanged too", "это не градусы; числа соответствуют {0}, и с переставленными осями тоже"), repairSystem},
	{"fits_exchanged", OfRow, Error, false, text("це не градуси; з переставленими осями числа відповідають {0}", "not degrees; with the axes exchanged the numbers fit {0}", "это не градусы; с переставленными осями числа соответствуют {0}"), repairSystem},
	{"earth_centred", OfRow, Error, false, text("це не градуси; числа відповідають X і Y геоцентричних координат (EPSG:4936) без Z, з точністю близько 100 м", "not degrees; the numbers fit X and Y of earth-centred coordinates (EPSG:4936) without Z, good to about 100 m", "это не градусы; числа соответствуют X и Y геоцентрических координат (EPSG:4936) без Z, с точностью около 100 м"),
		text("довгота й широта", "longitude and latitude", "долгота и широта")},
	{"stated_degrees", OfRow, Error, false, text("заявлено EPSG:{0}, але це градуси", "EPSG:{0} is stated, but these are degrees", "заявлена EPSG:{0}, но это градусы"), repairSystem},
	{"nowhere", OfRow, Error, false, text("це не градуси, і система, якій числа тут відповідали б, невідома", "not degrees, and no reference system is known that the numbers fit here", "это не градусы, и система, которой числа здесь соответствовали бы, неизвестна"), nil},
	{"unknown_name", OfRow, Warning, false, text("невідома система координат", "not a known reference system", "неизвестная система координат"), nil},
	{"unknown_system", OfRow, Error, false, text("система координат невідома", "the reference system of the coordinates is unknown", "система координат неизвестна"), nil},
	{"cannot_reproject", OfPlace, Error, false, text("координати неможливо перевести з EPSG:{0} у довготу й широту", "the coordinates cannot be brought from EPSG:{0} to longitude and latitude", "координаты невозможно перевести из EPSG:{0} в долготу и широту"), nil},
}

var casesV03 = []Case{
	{"outside_region", OfRow, Error, false, text("поза місцевістю, якої стосується реєстр", "outside the area that the register is about", "вне местности, к которой относится реестр"), nil},
	{"outside", OfPlace, Warning, false, text("поза {0} приблизно на {1}", "outside {0} by about {1}", "вне {0} примерно на {1}"), nil},
}

var casesV04 = []Case{
	{"two_values", OfRow, Error, false, text("два значення в одній клітинці", "two values in one cell", "два значения в одной ячейке"), nil},
	{"two_and_empty", OfRow, Error, false, text("два значення в одній клітинці, а друга порожня", "two values in one cell, and the other cell empty", "два значения в одной ячейке, а вторая пуста"), repairSplit},
	{"latitude_longitude", OfRow, Error, false, text("два значення в одній клітинці; можливо, це широта й довгота", "two values in one cell; they may be latitude and longitude", "два значения в одной ячейке; возможно, это широта и долгота"), repairSplit},
}

var casesV05 = []Case{
	{"few_decimals", OfRow, Warning, false, text("менше трьох знаків градуса: місце відоме щонайкраще до кілометра", "fewer than three decimals of a degree: the place is known to a kilometre at best", "менее трёх знаков градуса: место известно в лучшем случае до километра"), nil},
	{"repeated", OfPlace, Warning, false, text("цю точку мають {0} рядків файлу; перший — рядок {1}", "{0} rows of the file have this point; the first is line {1}", "эту точку имеют {0} строк файла; первая — строка {1}"), nil},
	{"same_point", OfStock, Warning, false, text("у цій самій точці стоять інші ділянки: {0}, зокрема {1}", "other sites stand at this very point: {0}, among them {1}", "в этой самой точке стоят другие участки: {0}, в том числе {1}"), nil},
}

var casesV06 = []Case{
	{"not_a_number", OfRow, Warning, false, text("не просте число", "not a plain number", "не простое число"), repairNumber},
	{"coordinate", OfRow, Error, false, text("координата, що не є простим числом", "a coordinate that is not a plain number", "координата, которая не является простым числом"), repairNumber},
	{"not_whole", OfRow, Warning, false, text("не ціле число", "not a whole number", "не целое число"), nil},
	{"negative", OfRow, Warning, false, text("менше за ніщо", "less than nothing", "меньше, чем ничего"), nil},
	{"not_money", OfRow, Warning, false, text("не проста сума грошей", "not a plain amount of money", "не простая сумма денег"), repairNumber},
	{"not_kilometres", OfRow, Warning, false, text("не відстань у кілометрах", "not a distance in kilometres", "не расстояние в километрах"), nil},
	{"out_of_range", OfRow, Warning, false, text("не {0}; лишається невідомим", "not {0}; left unknown", "не {0}; остаётся неизвестным"), nil},
	{"above_whole", OfRow, Warning, false, text("більше за 100 %; лишається невідомим", "more than 100 %; left unknown", "больше 100 %; остаётся неизвестным"), nil},
}

var casesV07 = []Case{
	{"nothing", OfRow, Warning, false, text("нульова площа; вважається невідомою", "an area of nothing; it is taken as unknown", "нулевая площадь; считается неизвестной"), nil},
	{"outline_nothing", OfPlace, Error, false, text("контур не має площі", "the outline has no area", "контур не имеет площади"), nil},
	{"outline_above_territory", OfPlace, Error, false, text("контур більший за свою територію {0} ({1} га)", "the outline is larger than its territory {0} ({1} ha)", "контур больше своей территории {0} ({1} га)"), nil},
	{"declared_nothing", OfPlace, Error, false, text("площа має бути більша за 0", "an area must be larger than 0", "площадь должна быть больше 0"), nil},
	{"declared_above_territory", OfPlace, Error, false, text("заявлена площа більша за територію {0} ({1} га)", "the declared area is larger than the territory {0} ({1} ha)", "заявленная площадь больше территории {0} ({1} га)"), nil},
	{"apart", OfPlace, Warning, false, text("заявлено {0} м², контур має {1} м²: різниця {2} %", "declared {0} m², the outline measures {1} m²: {2} % apart", "заявлено {0} м², контур имеет {1} м²: разница {2} %"), nil},
	{"far_apart", OfPlace, Error, false, text("заявлено {0} м², контур має {1} м²: різниця {2} %", "declared {0} m², the outline measures {1} m²: {2} % apart", "заявлено {0} м², контур имеет {1} м²: разница {2} %"), nil},
}

var casesV08 = []Case{
	{"hectares", OfRow, Warning, false, text("{0} га — більше за будь-яку ділянку; як квадратні метри — можливо", "{0} ha is larger than any site; it fits as square metres", "{0} га — больше любого участка; как квадратные метры — возможно"),
		text("та сама цифра у квадратних метрах", "the same figure in square metres", "та же цифра в квадратных метрах")},
	{"no_unit", OfRow, Warning, false, text("не одиниця площі: га або м²", "not a unit of area: га or м²", "не единица площади: га или м²"), nil},
}

var casesV12 = []Case{
	{"no_column", OfRow, Warning, false, text("жоден стовпець не розрізняє рядки; кожен пізнають за змістом, тож будь-яка зміна робить його іншою ділянкою", "no column identifies the rows; each is known by its content, so any change makes it another site", "ни один столбец не различает строки; каждую узнают по содержанию, поэтому любое изменение делает её другим участком"), nil},
	{"no_identifier", OfRow, Warning, false, text("рядок не має ідентифікатора; його пізнають за змістом, тож будь-яка зміна робить його іншою ділянкою", "the row has no identifier; it is known by its content, so any change makes it another site", "строка не имеет идентификатора; её узнают по содержанию, поэтому любое изменение делает её другим участком"), nil},
	{"no_organisation", OfRow, Warning, false, text("немає організації: ділянку пізнають лише за її номером; якщо файл від однієї ради, назвіть її через --source", "no organisation: the site is known by its reference alone; where the file is of one council, name it with --source", "нет организации: участок узнают только по его номеру; если файл от одного совета, назовите его через --source"), nil},
	{"no_key", OfRow, Error, false, text("рядок не має ключа", "the row has no key", "строка не имеет ключа"), nil},
	{"long_key", OfRow, Error, false, text("ключ має щонайбільше {0} байтів", "a key has at most {0} bytes", "ключ имеет не более {0} байтов"), nil},
	{"reference_form", OfRow, Error, false, text("номер має вигляд KRM-2026-0042", "a reference reads like KRM-2026-0042", "номер имеет вид KRM-2026-0042"), nil},
	{"other_reference", OfRow, Error, false, text("власний номер запису — {0}", "the record's own reference is {0}", "собственный номер записи — {0}"), nil},
	{"same_key", OfStock, Error, false, text("рядок {0} має той самий ключ", "line {0} has the same key", "строка {0} имеет тот же ключ"), nil},
	{"same_reference", OfStock, Error, false, text("рядок {0} має той самий номер", "line {0} has the same reference", "строка {0} имеет тот же номер"), nil},
	{"changed_reference", OfStock, Error, false, text("ключ {0} належить {1}", "the key {0} belongs to {1}", "ключ {0} принадлежит {1}"), nil},
}

var casesV14 = []Case{
	{"filled_in", OfRow, Warning, false, text("значення не було в джерелі; його взято за правилом: {0}", "the value was not in the source; it was taken by a rule: {0}", "значения не было в источнике; оно взято по правилу: {0}"), nil},
}

var casesV15 = []Case{
	{"no_location", OfRow, Error, false, text("місця немає: у рядку немає ні геометрії, ні координат", "no location: the row has neither a geometry nor coordinates", "места нет: в строке нет ни геометрии, ни координат"), nil},
	{"empty", OfRow, Error, false, text("місця немає: геометрія порожня", "no location: the geometry is empty", "места нет: геометрия пуста"), nil},
	{"half", OfRow, Error, false, text("місця немає: бракує однієї з двох координат", "no location: one of the two coordinates is missing", "места нет: недостаёт одной из двух координат"), nil},
	{"unreadable", OfRow, Error, false, text("геометрію не можна взяти: {0}", "the geometry cannot be taken: {0}", "геометрию нельзя взять: {0}"), repairOutline},
	{"adjusted", OfRow, Warning, false, text("геометрію взято не так, як написано: {0}", "the geometry was not taken as it is written: {0}", "геометрия взята не так, как написана: {0}"), nil},
	{"invalid", OfPlace, Error, false, text("контур некоректний; виправлення дало б {0}", "the outline is not valid; a repair would give {0}", "контур некорректен; исправление дало бы {0}"), repairOutline},
	{"repaired", OfPlace, Warning, false, text("контур був некоректний; виправлено: {0}", "the outline was not valid; repaired: {0}", "контур был некорректен; исправлено: {0}"), nil},
	{"beyond_repair", OfPlace, Error, false, text("контур некоректний, і виправити його не можна", "the outline is not valid and cannot be repaired", "контур некорректен, и исправить его нельзя"), nil},
}

var casesV28 = []Case{
	{"read_as", OfRow, Warning, false, text("прочитано як: {0}", "read as: {0}", "прочитано как: {0}"), nil},
	{"header_row", OfRow, Error, false, text("рядок повторює заголовок", "the row repeats the header", "строка повторяет заголовок"), nil},
}

var casesV30 = []Case{
	{"quote", OfRow, Warning, false, text("лапки відкриваються й не закриваються; рядок прочитано без огляду на лапки", "a quote opens and does not close; the line was read without regard to quotes", "кавычка открывается и не закрывается; строка прочитана без учёта кавычек"), nil},
	{"encoding", OfRow, Warning, false, text("рядок не в UTF-8, як попередні; його прочитано як {0}", "the row is not UTF-8 like the rows before; it was read as {0}", "строка не в UTF-8, как предыдущие; она прочитана как {0}"), nil},
	{"row_form", OfRow, Error, false, text("рядок не відповідає таблиці: {0}", "the row does not fit its table: {0}", "строка не соответствует таблице: {0}"), nil},
	{"feature", OfRow, Error, false, text("об'єкт неможливо прочитати: {0}", "the feature cannot be read: {0}", "объект невозможно прочитать: {0}"), nil},
	{"record", OfRow, Error, false, text("запис неможливо прочитати: {0}", "the record cannot be read: {0}", "запись невозможно прочитать: {0}"), nil},
	{"not_text", OfRow, Warning, false, text("знаки, що не є текстом, замінено", "characters that are no text were replaced", "знаки, не являющиеся текстом, заменены"), nil},
}
