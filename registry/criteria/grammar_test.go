package criteria

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// grammar shows each production of the CQL2 grammar in a filter that needs it.
// A filter that begins with ! is valid CQL2 that is refused as unsupported.
var grammar = map[string]string{
	"booleanExpression": "fenced=TRUE OR fenced=FALSE", "booleanTerm": "fenced=TRUE AND area_m2>1",
	"booleanFactor": "NOT fenced=TRUE", "booleanPrimary": "(TRUE)", "booleanLiteral": "false",
	"predicate": "area_m2>1", "comparisonPredicate": "area_m2>1", "binaryComparisonPredicate": "area_m2>1",
	"scalarExpression": "area_m2>power_kw", "comparisonOperator": "area_m2<>1",
	"isLikePredicate": "name NOT LIKE 'a%'", "patternExpression": "name LIKE CASEI(CASEI('a%'))",
	"isBetweenPredicate": "area_m2 NOT BETWEEN 1 AND 2", "numericExpression": "area_m2 BETWEEN buildings AND power_kw",
	"isInListPredicate": "area_m2 NOT IN (1)", "inList": "area_m2 IN (1,power_kw)",
	"isNullPredicate": "area_m2 IS NOT NULL", "isNullOperand": "'a' IS NULL",
	"spatialPredicate": "S_INTERSECTS(geometry,POINT(1 1))", "spatialFunction": "S_TOUCHES(geometry,POINT(1 1))",
	"geomExpression":    "S_INTERSECTS(POINT(1 1),geometry)",
	"temporalPredicate": "T_AFTER(verified_on,DATE('2026-01-01'))", "temporalExpression": "T_AFTER(verified_on,DATE('2026-01-01'))",
	"temporalFunction": "T_DURING(verified_on,INTERVAL('..','2026-01-01'))",
	"arrayPredicate":   "A_CONTAINS(tags,('a'))", "arrayOperand": "A_CONTAINS(('a'),tags)", "arrayExpression": "A_CONTAINS(tags,())",
	"arrayElement": "A_CONTAINS(tags,('a','b'))", "arrayFunction": "A_EQUALS(tags,('a'))",
	"arithmeticExpression": "area_m2>power_kw+1", "arithmeticOperatorPlusMinus": "area_m2>power_kw-1",
	"arithmeticTerm": "area_m2>power_kw*2", "arithmeticOperatorMultDiv": "area_m2>power_kw div 2",
	"powerTerm": "area_m2>power_kw^2", "arithmeticFactor": "area_m2>(power_kw)", "arithmeticOperand": "area_m2>-power_kw",
	"propertyName": `"name"=ref`, "identifier": "area_m2=1", "identifierPart": "area_m2=1", "identifierStart": `"Назва ділянки"='a'`,
	"function": "!hypot(area_m2,1)>1", "argumentList": "!hypot(area_m2,1)>1", "argument": "!hypot(area_m2,1)>1",
	"characterExpression": "CASEI(CASEI(name))='a'", "characterClause": "ACCENTI(name)='a'", "characterLiteral": "name='a b'",
	"character": "name='a1 '", "escapeQuote": `name='''\''`, "alpha": "name='Ж'", "digit": "area_m2=0", "whitespace": "area_m2\u2003=\u00a01",
	"numericLiteral": "area_m2=1", "unsignedNumericLiteral": "area_m2=1", "signedNumericLiteral": "area_m2=+1",
	"decimalNumericLiteral": "area_m2=1.", "scientificNumericLiteral": "area_m2=1e3", "mantissa": "area_m2=.5E3",
	"exponent": "area_m2=1E-3", "signedInteger": "area_m2=1E+3", "unsignedInteger": "area_m2=007", "sign": "area_m2=-1",
	"spatialInstance": "S_INTERSECTS(geometry,BBOX(1,2,3,4))", "geometryLiteral": "S_INTERSECTS(geometry,POINT(1 1))",
	"pointTaggedText": "S_INTERSECTS(geometry,POINT Z(1 1 1))", "pointText": "S_INTERSECTS(geometry,POINT(1 1))",
	"linestringTaggedText": "S_INTERSECTS(geometry,LINESTRING Z(1 1 1,2 2 2))", "lineStringText": "S_INTERSECTS(geometry,LINESTRING(1 1,2 2))",
	"polygonTaggedText": "S_INTERSECTS(geometry,POLYGON((0 0,1 0,1 1,0 0)))", "polygonText": "S_INTERSECTS(geometry,POLYGON((0 0,1 0,1 1,0 0)))",
	"linearRingText":       "S_INTERSECTS(geometry,POLYGON((0 0,1 0,1 1,0 0),(0 0,1 0,1 1,0 0)))",
	"multipointTaggedText": "S_INTERSECTS(geometry,MULTIPOINT((1 1)))", "multiPointText": "S_INTERSECTS(geometry,MULTIPOINT((1 1),(2 2)))",
	"multilinestringTaggedText": "S_INTERSECTS(geometry,MULTILINESTRING((1 1,2 2)))", "multiLineStringText": "S_INTERSECTS(geometry,MULTILINESTRING((1 1,2 2)))",
	"multipolygonTaggedText": "S_INTERSECTS(geometry,MULTIPOLYGON(((0 0,1 0,1 1,0 0))))", "multiPolygonText": "S_INTERSECTS(geometry,MULTIPOLYGON(((0 0,1 0,1 1,0 0))))",
	"geometryCollectionTaggedText": "S_INTERSECTS(geometry,GEOMETRYCOLLECTION(POINT(1 1)))", "geometryCollectionText": "S_INTERSECTS(geometry,GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(1 1,2 2)))",
	"point": "S_INTERSECTS(geometry,POINT(-1 -1))", "xCoord": "S_INTERSECTS(geometry,POINT(-180 0))", "yCoord": "S_INTERSECTS(geometry,POINT(0 90))", "zCoord": "S_INTERSECTS(geometry,POINT(1 1 -1e9))",
	"bboxTaggedText": "S_INTERSECTS(geometry,BBOX(1,2,3,4))", "bboxText": "S_INTERSECTS(geometry,BBOX(1,2,3,4))",
	"westBoundLon": "S_INTERSECTS(geometry,BBOX(-180,2,3,4))", "eastBoundLon": "S_INTERSECTS(geometry,BBOX(1,2,180,4))",
	"northBoundLat": "S_INTERSECTS(geometry,BBOX(1,2,3,90))", "southBoundLat": "S_INTERSECTS(geometry,BBOX(1,-90,3,4))",
	"minElev": "S_INTERSECTS(geometry,BBOX(1,2,-9999,3,4,9999))", "maxElev": "S_INTERSECTS(geometry,BBOX(1,2,-9999,3,4,9999))",
	"temporalInstance": "verified_on=DATE('2026-01-31')", "instantInstance": "verified_on=DATE('2026-01-31')",
	"dateInstant": "verified_on=DATE('2026-01-31')", "dateInstantString": "verified_on=DATE('2026-01-31')",
	"timestampInstant": "updated_at=TIMESTAMP('2026-01-31T12:00:00Z')", "timestampInstantString": "updated_at=TIMESTAMP('2026-01-31T12:00:00Z')",
	"intervalInstance": "T_DURING(verified_on,INTERVAL('..','2026-01-31'))", "instantParameter": "T_AFTER(verified_on,INTERVAL(verified_on,'..'))",
	"fullDate": "verified_on=DATE('2026-01-31')", "dateYear": "verified_on=DATE('0001-01-31')", "dateMonth": "verified_on=DATE('2026-12-31')", "dateDay": "verified_on=DATE('2024-02-29')",
	"utcTime": "updated_at=TIMESTAMP('2026-01-31T12:00:00Z')", "timeHour": "updated_at=TIMESTAMP('2026-01-31T23:00:00Z')",
	"timeMinute": "updated_at=TIMESTAMP('2026-01-31T12:59:00Z')", "timeSecond": "updated_at=TIMESTAMP('2026-01-31T12:00:59.123456Z')",
}

func TestEveryProduction(t *testing.T) {
	for production, text := range grammar {
		text, refused := strings.CutPrefix(text, "!")
		_, err := ParseCQL2(text, sites())
		if refused && !slices.Equal(rulesOf(err), []Rule{RuleUnsupported}) {
			t.Errorf("%s: %s: got %v, want it unsupported", production, text, err)
		} else if !refused && err != nil {
			t.Errorf("%s: %s: %v", production, text, err)
		}
	}
}

func TestNoProductionIsForgotten(t *testing.T) {
	bnf := corpusFile(t, "cql2.bnf")
	productions := regexp.MustCompile(`(?m)^([A-Za-z]+) *=`).FindAllStringSubmatch(bnf, -1)
	if len(productions) < 90 {
		t.Fatalf("found %d productions only", len(productions))
	}
	for _, p := range productions {
		if grammar[p[1]] == "" {
			t.Errorf("%s has no example", p[1])
		}
	}
}
