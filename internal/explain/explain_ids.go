package explain

import (
	"slices"
	"strings"

	"ssowizard/internal/entra"
	"ssowizard/internal/graph"
	"ssowizard/internal/mtp"
	"ssowizard/internal/setup"
	"ssowizard/internal/text"
)

// idLabel is what the words before an id call it.
type idLabel string

const (
	labelNone        idLabel = ""
	labelApp         idLabel = "app"
	labelTenant      idLabel = "tenant"
	labelHome        idLabel = "home"
	labelCorrelation idLabel = "correlation"
	labelTrace       idLabel = "trace"
	labelObject      idLabel = "object"
	labelSecret      idLabel = "secret"
	labelOther       idLabel = "other"
)

// labelWords decide by the word nearest before the id. Lower case.
var labelWords = []struct {
	word  string
	label idLabel
}{
	{"correlation", labelCorrelation}, {"korrelation", labelCorrelation}, {"corrél", labelCorrelation},
	{"correlaci", labelCorrelation}, {"correlaç", labelCorrelation},
	{"correlaz", labelCorrelation}, {"correlati", labelCorrelation}, {"korelac", labelCorrelation},
	{"相関", labelCorrelation}, {"关联", labelCorrelation},
	{"ablaufverfolgung", labelTrace}, {"suivi", labelTrace}, {"seguimiento", labelTrace},
	{"rastreamento", labelTrace}, {"tracering", labelTrace}, {"traccia", labelTrace},
	{"śledzenia", labelTrace}, {"トレース", labelTrace}, {"跟踪", labelTrace}, {"anforderungs-id", labelTrace},
	{"id de solicitud", labelTrace}, {"id de demande", labelTrace},
	{"client-request-id", labelCorrelation}, {"client request id", labelCorrelation},
	{"trace", labelTrace}, {"request id", labelTrace}, {"request-id", labelTrace},
	{"request_id", labelTrace}, {"requestid", labelTrace},
	{"client_id", labelApp}, {"client id", labelApp}, {"clientid", labelApp}, {"(client) id", labelApp},
	{"application", labelApp}, {"app id", labelApp}, {"appid", labelApp}, {"app_id", labelApp},
	{"app '", labelApp}, {"app (", labelApp}, {"app with", labelApp},
	{"anwendung", labelApp}, {"aplicaci", labelApp}, {"aplicativo", labelApp}, {"aplicaç", labelApp},
	{"applicazione", labelApp}, {"toepassing", labelApp}, {"aplikac", labelApp},
	{"アプリケーション", labelApp}, {"应用程序", labelApp},
	{"verzeichnis", labelTenant}, {"mandant", labelTenant}, {"directorio", labelTenant},
	{"inquilino", labelTenant}, {"répertoire", labelTenant}, {"annuaire", labelTenant},
	{"locataire", labelTenant}, {"diretório", labelTenant}, {"directory", labelTenant},
	{"tenant", labelTenant}, {"microsoftonline.", labelTenant},
	{"sts.windows.net/", labelHome}, {"identity provider", labelHome},
	{"object id", labelObject}, {"objectid", labelObject},
	{"secret id", labelSecret}, {"secretid", labelSecret}, {"key id", labelSecret}, {"keyid", labelSecret},
	{"resource", labelOther}, {"session", labelOther}, {"device identifier", labelOther},
	{"device id", labelOther}, {"user id", labelOther}, {"requestor", labelOther},
}

var aGUID = text.Pattern(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)

// reach is how far before an id its name may stand, in bytes.
const reach = 90

// labels finds the ids and names each by the nearest word before it. An id that was
// broken at a line's end is whole only where the lines are glued.
func (r *reading) labels(text string) {
	at := map[string]int{}
	for _, form := range []string{text, glued(text)} {
		before := 0
		for _, m := range aGUID().FindAllStringIndex(form, 4*mostIDs) {
			id := strings.ToLower(form[m[0]:m[1]])
			label := labelOf(strings.ToLower(form[max(before, m[0]-reach):m[0]]))
			before = m[1]
			if i, seen := at[id]; !seen && len(r.ids) < mostIDs {
				at[id] = len(r.ids)
				r.ids = append(r.ids, labelled{id, label})
			} else if seen && r.ids[i].label == labelNone {
				r.ids[i].label = label
			}
			r.message.take(id, label)
		}
	}
}

var quotedID = text.Pattern(`(?i)['"(]([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})['")]`)

// settleApp finds the application where no word that is known here names it: it is
// the registration's own id or a sign-in client's wherever one stands, else the only
// id between quotes. Ids for support stand without quotes, in every language.
func (r *reading) settleApp(own string) {
	if r.message.AppID != "" || len(r.numbers) == 0 {
		return
	}
	for _, x := range r.ids {
		_, known := wellKnown[x.id]
		if x.label == labelNone && (setup.SameID(x.id, own) || known && x.id != graph.GraphAppID) {
			r.message.AppID = x.id
			return
		}
	}
	var quoted []string
	for _, m := range quotedID().FindAllStringSubmatch(glued(r.text), mostIDs) {
		id := strings.ToLower(m[1])
		i := slices.IndexFunc(r.ids, func(x labelled) bool { return x.id == id })
		if i >= 0 && r.ids[i].label == labelNone && !slices.Contains(quoted, id) {
			quoted = append(quoted, id)
		}
	}
	if len(quoted) == 1 {
		r.message.AppID = quoted[0]
	}
}

func labelOf(before string) idLabel {
	best, label := -1, labelNone
	for _, w := range labelWords {
		if i := strings.LastIndex(before, w.word); i > best {
			best, label = i, w.label
		}
	}
	return label
}

// take fills the field of a message that an id belongs to; the first one wins.
func (m *Message) take(id string, label idLabel) {
	field := map[idLabel]*string{labelApp: &m.AppID, labelTenant: &m.TenantID, labelHome: &m.HomeTenantID,
		labelCorrelation: &m.CorrelationID, labelTrace: &m.TraceID}[label]
	if field != nil && *field == "" {
		*field = id
	}
}

// ValueKind says what a value is.
type ValueKind string

// The kinds of values. ValueID is an id of which nobody here knows more.
const (
	ValueAppID       ValueKind = "application-id"
	ValueTenantID    ValueKind = "tenant-id"
	ValueObjectID    ValueKind = "object-id"
	ValuePrincipalID ValueKind = "service-principal-id"
	ValueSecretID    ValueKind = "secret-id"
	ValueUserID      ValueKind = "user-id"
	ValueGrantID     ValueKind = "grant-id"
	ValueWellKnown   ValueKind = "well-known-id"
	ValueSupport     ValueKind = "support-id"
	ValueID          ValueKind = "id"
	ValueURI         ValueKind = "redirect-uri"
	ValueSecret      ValueKind = "client-secret"
	ValueToken       ValueKind = "token"
	ValueEmail       ValueKind = "email"
	ValueDomain      ValueKind = "domain"
)

// Value is one recognised value. Text is empty for what must not be repeated.
type Value struct {
	Text  string    `json:"text,omitempty"`
	Kind  ValueKind `json:"kind"`
	Means string    `json:"means"`
	Do    string    `json:"do,omitempty"`
}

const (
	wantsValue = "The MTP portal's field \"Client Secret\" wants the secret's value, from the column " +
		"\"Value\". Entra shows a value only once; if it is gone, make a new secret (steps 23 to 29)."
	wantsAppID = "The MTP portal's field \"Application (client) ID\" wants the application id instead."
)

// wellKnown are ids that are the same in every tenant.
var wellKnown = map[string]Value{
	graph.GraphAppID: {Means: "Microsoft Graph itself, the same in every tenant."},
	entra.GraphCommandLineTools: {
		Means: "Microsoft Graph Command Line Tools, the app with which this wizard signs people in."},
	graph.UserReadAllRole: {
		Means: "User.Read.All as an application permission: the one that step 18 asks for."},
	graph.UserReadAllScope: {
		Means: "User.Read.All as a delegated permission: the right name and the wrong kind.",
		Do:    "Choose \"Application permissions\" in step 18."},
	graph.UserReadScope: {
		Means: "User.Read, the delegated permission that lets people sign in."},
	"9188040d-6c67-4c5b-b112-36a304b66dad": {Means: "The tenant of personal Microsoft accounts.",
		Do: "Use a work account of your company."},
	"00000000-0000-0000-0000-000000000000": {Means: "An id of nothing but zeros: a placeholder.",
		Do: "Copy the real id from \"Overview\" of the registration (step 9)."},
}

// identify says of every id and address in the text what it is here.
func identify(r reading, c scene) []Value {
	out := []Value{}
	if r.secrets > 0 {
		out = append(out, c.secretValue(r.secret))
	}
	if r.token {
		out = append(out, Value{Kind: ValueToken, Means: "A token. While it lasts, " +
			"which is about an hour, it is as good as a password. It is not repeated here.",
			Do: "Remove it from where you pasted it, from mails and from the shell's history. " +
				"No field of the MTP portal wants one."})
	}
	for _, x := range r.ids {
		v := c.idValue(x)
		if v.Kind == ValueID && r.secrets > 0 {
			v.Kind, v.Means, v.Do = ValueSecretID, "It stands beside a secret's value, "+
				"so it is most likely that secret's id (\"Secret ID\").", wantsValue
		}
		out = append(out, v)
	}
	switch {
	case r.message.RedirectURI != "":
		out = append(out, c.uriValue(r.message.RedirectURI))
	case len(out) == 0 && len(r.numbers)+len(r.findings) == 0 && r.alone != "":
		if v, ok := c.aloneValue(r.alone); ok {
			out = append(out, v)
		}
	}
	return out
}

// aloneValue says what a single word is that holds no code and no id.
func (c scene) aloneValue(word string) (Value, bool) {
	if schemed := anURL().MatchString(word); schemed && new(reading).isDamaged(word) {
		return Value{Kind: ValueURI, Text: shown(word), Means: "An address that was shortened or damaged " +
			"where it was copied, so it could not be compared.", Do: "Copy it whole."}, true
	}
	switch mtp.Recognize(word) {
	case mtp.KindURI:
		return c.uriValue(withoutQuery(word)), true
	case mtp.KindEmail:
		return Value{Text: shown(word), Kind: ValueEmail,
			Means: "An e-mail address. No field of step 11 wants one.",
			Do:    "The part after the @ is the company's domain, which step 1 asks for."}, true
	case mtp.KindDomain:
		v := Value{Text: shown(word), Kind: ValueDomain, Means: "A domain name. " +
			"Step 1 asks for the company's domain; the MTP portal wants the directory (tenant) ID instead."}
		if strings.EqualFold(word, c.p.Tenant.Domain) {
			v.Means = "Your company's domain. The MTP portal wants the directory (tenant) ID instead: " +
				c.p.Tenant.ID + "."
		}
		return v, true
	case mtp.KindEmpty, mtp.KindGUID, mtp.KindSecret, mtp.KindOther: // ids and secrets were seen before
	}
	return Value{}, false
}
