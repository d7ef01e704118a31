package registry

import "slices"

var offerFields = []Field{
	{Name: "offer_modes", Type: TypeCodes, Codes: "offer_mode", Group: "offer", Use: Filter | Facet, Clock: "availability",
		Label: text("Спосіб надання", "Way to get it", "Способ предоставления"), Standard: "Prozorro.Продажі; UA 835 contractType",
		value: func(r *Record) any { return distinct(r.Offers, func(o *Offer) string { return o.Mode }) }},
	{Name: "price_total", Type: TypeNumber, Group: "offer", Use: Filter | Sort, Clock: "price",
		Label: text("Ціна продажу", "Sale price", "Цена продажи"),
		Help:  text("У валюті пропозиції, найменша з пропозицій продажу.", "In the currency of the offer, the lowest of the offers for sale.", "В валюте предложения, наименьшая из предложений продажи."),
		value: func(r *Record) any { o := r.saleOffer(); return o.price() }},
	{Name: "price_currency", Type: TypeCode, Codes: "currency", Group: "offer", Use: Filter | Facet, Clock: "price",
		Label: text("Валюта ціни", "Currency of the price", "Валюта цены"), Standard: "ISO 4217",
		value: func(r *Record) any {
			if o := r.saleOffer(); o != nil {
				return str(o.Currency)
			}
			return nil
		}},
	{Name: "lease_max_months", Type: TypeInteger, Unit: "mo", Group: "offer", Use: Filter | Sort,
		Label: text("Найдовша оренда", "Longest lease", "Наибольший срок аренды"), Standard: "UA 835",
		value: func(r *Record) any { return r.longestLease() }},
	{Name: "available_from", Type: TypeDate, Group: "offer", Use: Filter | Sort, Clock: "availability",
		Label: text("Доступна з", "Available from", "Доступен с"), Standard: "CNIG Sites Économiques",
		value: func(r *Record) any { return r.earliestOffer() }},
	{Name: "procedures", Type: TypeCodes, Codes: "procedure", Group: "offer", Use: Filter | Facet,
		Label: text("Процедура", "Procedure", "Процедура"), Standard: "Prozorro.Продажі",
		value: func(r *Record) any { return distinct(r.Offers, func(o *Offer) string { return o.Procedure }) }},
}

// saleOffer finds the cheapest offer for sale with a total price, comparing
// only prices in the currency of the first such offer: sums in different
// currencies are never compared without a dated rate.
func (r *Record) saleOffer() *Offer {
	var best *Offer
	for i := range r.Offers {
		o := &r.Offers[i]
		if o.PriceAmount == nil || o.PriceBasis != "total" || !slices.Contains([]string{"sale", "privatisation", ""}, o.Mode) {
			continue
		}
		if best == nil || o.Currency == best.Currency && *o.PriceAmount < *best.PriceAmount {
			best = o
		}
	}
	return best
}

func (o *Offer) price() any {
	if o == nil {
		return nil
	}
	return num(o.PriceAmount)
}

func (r *Record) longestLease() any {
	var best any
	for i := range r.Offers {
		if m, ok := integer(r.Offers[i].LeaseMaxMonths).(int64); ok && (best == nil || m > best.(int64)) {
			best = m
		}
	}
	return best
}

func (r *Record) earliestOffer() any {
	var first Date
	for i := range r.Offers {
		if d := r.Offers[i].AvailableFrom; !d.IsZero() && (first.IsZero() || d.Before(first.Time)) {
			first = d
		}
	}
	return day(first)
}

var tenureFields = []Field{
	{Name: "ownership", Type: TypeCode, Codes: "ownership", Group: "tenure", Use: Filter | Facet, Clock: "ownership",
		Label: text("Форма власності", "Ownership", "Форма собственности"), Standard: "UA 835; England OwnershipStatus; CNIG proprio_type",
		Help:  text("Невідома, якщо хоча б одна земельна ділянка має невідому форму.", "Unknown as soon as one of the parcels has an unknown form.", "Неизвестна, если хотя бы у одного земельного участка форма неизвестна."),
		value: func(r *Record) any { return agreed(r.Parcels, func(p *Parcel) string { return p.Ownership }) }},
	{Name: "rights", Type: TypeCodes, Codes: "right", Group: "tenure", Use: Filter | Facet, Clock: "ownership",
		Label: text("Вид права", "Kind of right", "Вид права"), Standard: "UA 835 contractType",
		value: func(r *Record) any { return distinct(r.Parcels, func(p *Parcel) string { return p.Right }) }},
	{Name: "purposes", Type: TypeCodes, Codes: "purpose", Group: "tenure", Use: Filter | Facet, Clock: "planning",
		Label: text("Цільове призначення", "Land-use purpose", "Целевое назначение"), Standard: "UA 835 kvtspzClassId",
		value: func(r *Record) any { return distinct(r.Parcels, func(p *Parcel) string { return p.Purpose }) }},
	{Name: "land_categories", Type: TypeCodes, Codes: "land_category", Group: "tenure", Use: Filter | Facet, Clock: "planning",
		Label: text("Категорія земель", "Land category", "Категория земель"), Standard: "Земельний кодекс України, ст. 19",
		value: func(r *Record) any { return distinct(r.Parcels, func(p *Parcel) string { return p.LandCategory }) }},
	{Name: "cadastral_numbers", Type: TypeCodes, Group: "tenure", Use: Filter,
		Label: text("Кадастрові номери", "Cadastral numbers", "Кадастровые номера"), Standard: "UA 835 cadastralId; CNIG unite_fonciere_refcad",
		value: func(r *Record) any { return distinct(r.Parcels, func(p *Parcel) string { return p.CadastralNumber }) }},
	{Name: "parcel_count", Type: TypeInteger, Group: "tenure", Use: Filter | Sort,
		Label: text("Кількість земельних ділянок", "Number of parcels", "Количество земельных участков"),
		Help:  text("Лише ті, що мають кадастровий номер.", "Only those with a cadastral number.", "Только те, у которых есть кадастровый номер."),
		value: func(r *Record) any { return r.numberedParcels() }},
}

// numberedParcels counts the parcels with a number: a register that knows no
// parcels still states an ownership, which is kept as a parcel without one.
func (r *Record) numberedParcels() any {
	count := int64(0)
	for i := range r.Parcels {
		if r.Parcels[i].CadastralNumber != "" || r.Parcels[i].RawNumber != "" {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return count
}
