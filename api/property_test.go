package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"landbank/registry"
)

// TestWhatTheDocumentsDescribe asks every operation of both OpenAPI documents with requests made after their schemas,
// right ones and wrong ones, by everybody. Whatever comes, the answer is one that the document declares, and never that
// something broke. LANDBANK_PROPERTY_REQUESTS says how many requests an operation gets, LANDBANK_PROPERTY_SEED which.
func TestWhatTheDocumentsDescribe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	fill(t, o.store)
	o.made(t, 30, 48)
	gis, err := openapi3.NewLoader().LoadFromData(o.get(t, "/ogc/api").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	seed := whole64(t, "LANDBANK_PROPERTY_SEED", 1)
	c := &propertyClient{office: o, maker: &maker{rand.New(rand.NewPCG(seed, 0)), map[string][]string{}}, statuses: map[int]int{}, told: map[string]bool{}}
	operations := append(operationsOf(document(t), ""), operationsOf(gis, "/ogc")...)
	rounds := whole64(t, "LANDBANK_PROPERTY_REQUESTS", 16)
	for round := range rounds {
		for _, d := range operations {
			c.try(t, d, round)
		}
	}
	t.Logf("seed %d: %d operations, statuses %v", seed, len(operations), c.statuses)
	if c.statuses[http.StatusOK] < len(operations) {
		t.Errorf("hardly anything was answered: %v", c.statuses)
	}
}

func whole64(t *testing.T, variable string, usual uint64) uint64 {
	text := os.Getenv(variable)
	if text == "" {
		return usual
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// propertyClient asks, and keeps what answers say for further questions.
type propertyClient struct {
	*office
	*maker
	statuses map[int]int
	told     map[string]bool // so that a fault is told once for each operation
}

// try makes one request and judges its answer.
func (c *propertyClient) try(t *testing.T, d described, round uint64) {
	a := c.attempt(d, round%2 == 1)
	if who := pick(c.maker, append([]string{"", "", ""}, sortedNames(c.cards)...)); who != "" {
		a.Header.Set("Authorization", "Bearer "+c.cards[who])
	}
	w := httptest.NewRecorder()
	c.engine.ServeHTTP(w, a.Request)
	c.statuses[w.Code]++
	if fault := c.judge(d, a, w); fault != "" {
		kind := d.method + d.path + strconv.Itoa(w.Code) + strings.SplitN(fault, "\n", 2)[0]
		if !c.told[kind] {
			c.told[kind] = true
			t.Errorf("%s\nanswered %d %s %.500s\n%.900s", a.says, w.Code, w.Header().Get("Content-Type"), w.Body, fault)
		}
	}
	c.learn(w)
	if w.Code == http.StatusUnauthorized && a.Header.Get("Authorization") != "" || d.Tags != nil && strings.Contains(d.path, "/users/") {
		c.renew(t) // somebody was disabled, or a token revoked
	}
}

// judge says what is wrong with an answer, "" where nothing is.
func (c *propertyClient) judge(d described, a attempt, w *httptest.ResponseRecorder) string {
	if w.Code >= http.StatusInternalServerError {
		return "something broke"
	}
	if d.Responses.Value(strconv.Itoa(w.Code)) == nil {
		return "the status is not declared"
	}
	if w.Code >= http.StatusBadRequest {
		var problem struct{ Status int }
		if media := w.Header().Get("Content-Type"); media != "application/problem+json" || json.Unmarshal(w.Body.Bytes(), &problem) != nil || problem.Status != w.Code {
			return "no problem document"
		}
	}
	route := &routers.Route{Spec: d.document, Path: d.path, PathItem: d.item, Method: d.method, Operation: d.Operation}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: a.Request, PathParams: a.path, Route: route},
		Status:                 w.Code, Header: w.Header(), Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if w.Code < http.StatusMultipleChoices {
		if err := refusedByDocument(a, input.RequestValidationInput); err != nil {
			return "the document forbids what was answered:\n" + err.Error()
		}
	}
	input.SetBodyBytes(w.Body.Bytes())
	if err := openapi3filter.ValidateResponse(a.Context(), input); err != nil {
		return "the answer is not of the document:\n" + err.Error()
	}
	return ""
}

// refusedByDocument says what in a request the document forbids. Figures above the greatest are no fault: the service
// takes them for the greatest, and null for what is left out.
func refusedByDocument(a attempt, input *openapi3filter.RequestValidationInput) error {
	request := a.Clone(a.Context())
	request.Body = io.NopCloser(bytes.NewReader(a.body))
	again := *input
	again.Request = request
	again.Options = &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	err := openapi3filter.ValidateRequest(a.Context(), &again)
	var schema *openapi3.SchemaError
	if errors.As(err, &schema) && (schema.SchemaField == "maximum" || schema.SchemaField == "nullable") {
		return nil
	}
	return err
}

// learn keeps names of things that further requests can be about.
func (c *propertyClient) learn(w *httptest.ResponseRecorder) {
	if tag := w.Header().Get("ETag"); tag != "" {
		c.keep("ETag", tag)
	}
	var body any
	if w.Code < 300 && json.Unmarshal(w.Body.Bytes(), &body) == nil {
		c.learnFrom(body, 0)
	}
}

func (c *propertyClient) learnFrom(value any, depth int) {
	switch v := value.(type) {
	case []any:
		for i, one := range v {
			if i < 3 {
				c.learnFrom(one, depth+1)
			}
		}
	case map[string]any:
		for _, name := range sortedNames(v) { // in an order, for the seed's sake
			switch id := v[name].(type) {
			case string:
				c.keep(name, id)
			case float64:
				if name == "id" || name == "row" {
					c.keep(name, fmt.Sprint(id))
				}
			default:
				c.learnFrom(id, depth+1)
			}
		}
	}
}

// keep remembers a value under the names that parameters have for it.
func (c *propertyClient) keep(name, value string) {
	names := []string{name}
	if name == "ref" || name == "id" {
		names = append(names, "ref", "featureId")
	}
	const most = 40
	for _, each := range names {
		if len(value) > 100 {
			continue
		}
		if list := c.known[each]; len(list) < most {
			c.known[each] = append(list, value)
		} else {
			list[c.IntN(most)] = value
		}
	}
}

// renew gives everybody an account and a token again.
func (c *propertyClient) renew(t *testing.T) {
	for _, role := range registry.Roles {
		account, _, err := c.store.CreateAccount(t.Context(), registry.Operator, registry.NewAccount{
			Email: fmt.Sprintf("%s-%d@example.org", role, c.Uint64()), WithoutPassword: true, Grants: []registry.Grant{{Role: role}}})
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := c.store.CreateToken(t.Context(), registry.Operator, registry.NewToken{Account: account.ID, Name: "test", Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		c.cards[string(role)] = text
	}
}
