package sim

import (
	"reflect"
	"testing"
	"time"
)

func uris(o object, platform string) []string { return texts(sub(o, platform), "redirectUris") }

func TestPatchReplacesCollectionsAndKeepsSiblings(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	path := "/v1.0/applications/" + ids["app"]
	r.must(204, "PATCH", path, object{"web": object{
		"redirectUris": []any{"https://w.example/1"}, "implicitGrantSettings": object{"enableIdTokenIssuance": true},
	}, "notes": "before"})
	r.must(204, "PATCH", path, object{"web": object{"redirectUris": []any{"https://w.example/2"}}, "spa": object{"redirectUris": []any{}}})
	o := r.must(200, "GET", path, nil).body
	if !reflect.DeepEqual(uris(o, "web"), []string{"https://w.example/2"}) || len(uris(o, "spa")) != 0 {
		t.Errorf("collections were not replaced: web %v, spa %v", uris(o, "web"), uris(o, "spa"))
	}
	if !flag(sub(sub(o, "web"), "implicitGrantSettings"), "enableIdTokenIssuance") || o["notes"] != "before" {
		t.Errorf("what was not sent did not survive: %v", o["web"])
	}
	r.must(204, "PATCH", path, object{"spa": object{"redirectUris": []any{"https://w.example/2"}}, "web": object{"redirectUris": []any{}}})
	o = r.must(200, "GET", "/v1.0/applications(appId='"+ids["appId"]+"')?$select=spa,web", nil).body
	if !reflect.DeepEqual(uris(o, "spa"), []string{"https://w.example/2"}) || o["displayName"] != nil {
		t.Errorf("moving a URI in one PATCH: %v", o)
	}
	r.must(204, "PATCH", path, object{"signInAudience": "AzureADMyOrg", "notes": nil, "isDisabled": true})
	o = r.must(200, "GET", path, nil).body
	if o["notes"] != nil || o["isDisabled"] != true {
		t.Errorf("null does not clear: %v", o["notes"])
	}
}

func TestNewApplicationHasTheDefaults(t *testing.T) {
	r := newRig(t, nil)
	a := r.must(201, "POST", "/v1.0/applications", object{"displayName": "x"})
	o := a.body
	if o["signInAudience"] != "AzureADMyOrg" || o["publisherDomain"] != "contoso.onmicrosoft.com" || !isGUID(text(o, "appId")) || o["id"] == o["appId"] {
		t.Errorf("created: %v", o)
	}
	if o["createdByAppId"] != "14d82eec-204b-4c2f-b7e8-296a70dab67e" {
		t.Errorf("createdByAppId: %v", o["createdByAppId"])
	}
	for name, v := range o {
		if typ, ok := graphSchema().property("application", name); ok {
			if v == nil {
				continue
			}
			if refused := conformsValue(name, typ, v, nil); refused != nil {
				t.Errorf("%s: %s", name, refused.message)
			}
		}
	}
}

func TestUpsert(t *testing.T) {
	r := newRig(t, nil)
	path := "/v1.0/applications(uniqueName='ssowizard-it''s')"
	body := object{"displayName": "Voice", "signInAudience": "AzureADMultipleOrgs"}
	r.refused(404, "Request_ResourceNotFound", "PATCH", path, body)
	r.headers = map[string]string{"Prefer": "create-if-missing"}
	r.refused(400, "Request_BadRequest", "PATCH", path, object{"signInAudience": "AzureADMultipleOrgs"})
	r.refused(400, "Request_BadRequest", "PATCH", path, object{"displayName": "x", "passwordCredentials": []any{object{"displayName": "s"}}})
	r.refused(400, "Request_BadRequest", "PATCH", path, object{"displayName": "x", "uniqueName": "other"})
	first := r.must(201, "PATCH", path, body)
	if first.body["uniqueName"] != "ssowizard-it's" || !isGUID(text(first.body, "appId")) {
		t.Fatalf("created: %v", first.body)
	}
	r.refused(400, "Request_BadRequest", "PATCH", path, body)
	r.refused(404, "Request_ResourceNotFound", "GET", path, nil)
	r.wait(3 * time.Second)
	if a := r.must(204, "PATCH", path, object{"displayName": "Voice 2"}); a.body != nil {
		t.Errorf("204 with a body: %v", a.body)
	}
	got := r.must(200, "GET", path, nil).body
	if got["appId"] != first.body["appId"] || got["displayName"] != "Voice 2" {
		t.Errorf("after the second upsert: %v", got)
	}
	if n := len(r.d.view().Applications); n != 3 {
		t.Errorf("%d registrations, want 3", n)
	}
}

func TestReplication(t *testing.T) {
	r := newRig(t, nil)
	app := r.must(201, "POST", "/v1.0/applications", object{"displayName": "Voice", "spa": object{"redirectUris": []any{"https://a.example/cb"}}}).body
	id, appID := text(app, "id"), text(app, "appId")
	newSP := object{"appId": appID}
	r.refused(404, "Request_ResourceNotFound", "GET", "/v1.0/applications/"+id, nil)
	r.refused(404, "Request_ResourceNotFound", "GET", "/v1.0/applications(appId='"+appID+"')", nil)
	r.refused(404, "Request_ResourceNotFound", "PATCH", "/v1.0/applications/"+id, object{"notes": "x"})
	r.refused(404, "Request_ResourceNotFound", "POST", "/v1.0/applications/"+id+"/addPassword", object{})
	a := r.refused(400, "Request_BadRequest", "POST", "/v1.0/servicePrincipals", newSP)
	if d := list(sub(a.body, "error"), "details"); len(d) != 1 || d[0]["code"] != "NoBackingApplicationObject" {
		t.Errorf("details: %v", d)
	}
	r.wait(2 * time.Second)
	r.must(200, "GET", "/v1.0/applications/"+id, nil)
	sp := r.must(201, "POST", "/v1.0/servicePrincipals", newSP).body
	spID := text(sp, "id")
	graph := text(r.must(200, "GET", "/v1.0/servicePrincipals(appId='"+graphResource+"')", nil).body, "id")
	grant := object{"principalId": spID, "resourceId": graph, "appRoleId": "df021288-bdef-4463-88db-98f22de89214"}
	r.refused(409, "Request_MultipleObjectsWithSameKeyValue", "POST", "/v1.0/servicePrincipals", newSP)
	r.refused(404, "Request_ResourceNotFound", "GET", "/v1.0/servicePrincipals/"+spID, nil)
	r.refused(404, "Request_ResourceNotFound", "POST", "/v1.0/servicePrincipals/"+spID+"/appRoleAssignments", grant)
	if a := r.refused(400, "Request_BadRequest", "POST", "/v1.0/servicePrincipals/"+graph+"/appRoleAssignedTo", grant); a.message() != "Not a valid reference update" {
		t.Errorf("message %q", a.message())
	}
	byURI := "/v1.0/applications?$filter=spa/redirectUris/any(p:p eq 'https://a.example/cb')&$count=true"
	r.headers = map[string]string{"ConsistencyLevel": "eventual"}
	if got := r.must(200, "GET", byURI, nil).values(); len(got) != 0 {
		t.Errorf("the index knows the registration too early: %v", got)
	}
	r.wait(6 * time.Second)
	if got := r.must(200, "GET", byURI, nil).values(); len(got) != 1 {
		t.Errorf("the index does not know the registration: %v", got)
	}
	r.must(204, "PATCH", "/v1.0/applications/"+id, object{"spa": object{"redirectUris": []any{}}})
	if got := r.must(200, "GET", byURI, nil).values(); len(got) != 1 {
		t.Errorf("the index knows a change at once: %v", got)
	}
	r.wait(8 * time.Second)
	if got := r.must(200, "GET", byURI, nil).values(); len(got) != 0 {
		t.Errorf("the index never learns the change: %v", got)
	}
}

func TestDeleteRestoreAndForget(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	app, bin := "/v1.0/applications/"+ids["app"], "/v1.0/directory/deletedItems/"
	r.must(201, "POST", "/v1.0/servicePrincipals/"+ids["sp"]+"/appRoleAssignments",
		object{"principalId": ids["sp"], "resourceId": ids["graph"], "appRoleId": "df021288-bdef-4463-88db-98f22de89214"})
	r.must(204, "DELETE", app, nil)
	r.must(200, "GET", app, nil) // a reader may still see it for a moment
	r.refused(404, "Request_ResourceNotFound", "PATCH", app, object{"notes": "x"})
	r.wait(3 * time.Second)
	r.refused(404, "Request_ResourceNotFound", "GET", app, nil)
	for _, kind := range []string{"application", "servicePrincipal"} {
		gone := r.must(200, "GET", bin+"microsoft.graph."+kind+"?$select=id,appId,deletedDateTime", nil).values()
		if len(gone) != 1 || gone[0]["deletedDateTime"] == nil {
			t.Fatalf("%s in the bin: %v", kind, gone)
		}
	}
	r.must(200, "POST", bin+ids["app"]+"/restore", nil)
	r.must(200, "GET", app, nil)
	if _, ok := r.d.findSP(ids["appId"]); ok {
		t.Error("the service principal came back by itself")
	}
	r.must(200, "POST", bin+ids["sp"]+"/restore", nil)
	if sp, ok := r.d.findSP(ids["appId"]); !ok || sp.ID != ids["sp"] {
		t.Errorf("restored service principal: %v %v", sp, ok)
	}
	if n := len(r.d.view().Grants); n != 0 {
		t.Errorf("%d grants came back", n)
	}
	r.must(204, "DELETE", app, nil)
	r.refused(400, "Request_BadRequest", "POST", "/v1.0/applications", object{"displayName": "other", "uniqueName": "voice"})
	r.headers = map[string]string{"Prefer": "create-if-missing"}
	r.refused(400, "Request_BadRequest", "PATCH", "/v1.0/applications(uniqueName='voice')", object{"displayName": "other"})
	r.headers = nil
	r.refused(405, "Request_BadRequest", "PATCH", bin+ids["app"], object{"notes": "x"})
	r.must(204, "DELETE", bin+ids["app"], nil)
	r.refused(404, "Request_ResourceNotFound", "POST", bin+ids["app"]+"/restore", nil)
}

func TestServicePrincipalFollowsItsRegistration(t *testing.T) {
	r := newRig(t, nil)
	ids := r.settled()
	r.must(204, "PATCH", "/v1.0/applications/"+ids["app"], object{
		"displayName": "Renamed", "tags": []any{"fromApp"}, "web": object{"redirectUris": []any{"https://w.example/"}}, "isDisabled": true,
	})
	sp := "/v1.0/servicePrincipals(appId='" + ids["appId"] + "')"
	r.must(204, "PATCH", sp, object{"tags": []any{"fromSP"}, "appRoleAssignmentRequired": true, "accountEnabled": false})
	o := r.must(200, "GET", sp, nil).body
	if o["displayName"] != "Renamed" || o["isDisabled"] != true || o["accountEnabled"] != false || o["appRoleAssignmentRequired"] != true {
		t.Errorf("service principal: %v", o)
	}
	if !reflect.DeepEqual(texts(o, "replyUrls"), []string{"https://w.example/", "https://a.example/cb"}) || !reflect.DeepEqual(texts(o, "tags"), []string{"fromSP", "fromApp"}) {
		t.Errorf("reply addresses %v, tags %v", o["replyUrls"], o["tags"])
	}
	view, ok := r.d.findApp(ids["appId"])
	if !ok || !view.Disabled || len(view.Web) != 1 || len(view.SPA) != 1 {
		t.Errorf("findApp: %+v %v", view, ok)
	}
	r.must(204, "DELETE", "/v1.0/servicePrincipals/"+ids["sp"], nil)
	again := r.must(201, "POST", "/v1.0/servicePrincipals", object{"appId": ids["appId"]}).body
	if again["id"] == ids["sp"] {
		t.Error("a recreated service principal has its old id")
	}
}
