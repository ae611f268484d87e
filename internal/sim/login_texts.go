package sim

// refusalText is how the sign-in service words a refusal: the word of the OAuth answer, and the sentence
// after the number, with a verb for each value in it.
type refusalText struct{ oauth, text string }

// refusalTexts are the refusals by their AADSTS number, in the words of the service (Entra docs,
// reference-error-codes, and answers that were seen). A number that means several things is worded where it
// is used.
var refusalTexts = map[int]refusalText{
	50011: {"invalid_request", "The redirect URI '%s' specified in the request does not match the " +
		"redirect URIs configured for the application '%s'."},
	50020: {"invalid_request", "User account '%s' from another identity provider does not exist in " +
		"tenant '%s' and cannot use the application there."},
	50034: {"invalid_grant", "The user account '%s' does not exist in the directory '%s'."},
	50058: {"login_required", "A silent sign-in request was sent but no user is signed in."},
	50105: {"invalid_grant", "The signed in user '%s' is not assigned to a role for the application " +
		"'%s'(%s)."},
	50147: {"invalid_request", "The code challenge parameter is not valid. Its size or method is not " +
		"one that is accepted."},
	50194: {"invalid_request", "Application '%s'(%s) is not configured as a multi-tenant application. " +
		"Usage of the /common endpoint is not supported for such applications."},
	54005: {"invalid_grant", "OAuth2 Authorization code was already redeemed, retry with a new valid " +
		"code."},
	65002: {"invalid_request", "Consent between first party application '%s' and first party resource " +
		"'%s' must be configured via preauthorization."},
	65004: {"access_denied", "User declined to consent to access the app."},
	70000: {"invalid_grant", "The provided authorization code was issued to another client."},
	70003: {"unsupported_grant_type", "The app requested an unsupported grant type '%s'."},
	70005: {"unsupported_response_type", "The response_type '%s' is not supported."},
	70007: {"invalid_request", "The response_mode '%s' is not supported for this request."},
	70008: {"invalid_grant", "The provided authorization code or refresh token has expired due to " +
		"inactivity."},
	70011: {"invalid_scope", "The provided request must include a 'scope' input parameter. The provided " +
		"value for the input parameter 'scope' is not valid. The scope %s is not valid."},
	70019: {"expired_token", "The code has expired. Ask the program for a new one."},
	70020: {"expired_token", "The device code has expired. Request a new one."},
	90002: {"invalid_request", "Tenant '%s' not found. Check the tenant ID and the cloud; this can also " +
		"happen when the tenant has no active subscription."},
	90023: {"invalid_request", "Unsupported 'prompt' value."},
	90094: {"access_denied", "An administrator of %s must approve the permissions that the application " +
		"asks for. Need admin approval."},
	90119:  {"invalid_request", "The user code is empty."},
	90120:  {"invalid_grant", "The request was already authorized or declined."},
	500011: {"invalid_resource", "The resource principal named in '%s' was not found in the tenant '%s'."},
	500112: {"invalid_client", "The reply address '%s' does not match the reply address '%s' provided " +
		"when requesting the authorization code."},
	500113: {"invalid_request", "No reply address is registered for the application."},
	501481: {"invalid_grant", "The Code_Verifier does not match the code_challenge supplied in the " +
		"authorization request."},
	530036: {"invalid_grant", "The refresh token is invalid due to authentication flow checks by " +
		"Conditional Access."},
	700005: {"invalid_grant", "Provided Authorization Code is intended to be used against other tenant, " +
		"thus rejected."},
	700016: {"unauthorized_client", "Application with identifier '%s' was not found in the directory " +
		"'%s'. It may not be installed here, or the request went to the wrong tenant."},
	700025: {"invalid_client", "Client is public so neither 'client_assertion' nor 'client_secret' " +
		"should be presented."},
	700051: {"unsupported_response_type", "response_type 'token' is not enabled for the application."},
	700054: {"unsupported_response_type", "response_type 'id_token' is not enabled for the application."},
	900021: {"invalid_request", "Requested tenant identifier '%s' is not valid. It is neither a " +
		"tenant's GUID nor one of its domain names."},
	900144: {"invalid_request", "The request body must contain the following parameter: '%s'."},
	900561: {"invalid_request", "The endpoint only accepts POST requests. Received a %s request."},
	900971: {"invalid_request", "No reply address provided."},
	1002012: {"invalid_scope", "The provided value for scope %s is not valid. Client credential flows " +
		"must have a scope value with /.default suffixed to the resource identifier."},
	7000112: {"unauthorized_client", "Application '%s'(%s) is disabled."},
	7000215: {"invalid_client", "Invalid client secret provided. Ensure the secret being sent in the " +
		"request is the client secret value, not the client secret ID, for a secret added to app '%s'."},
	7000218: {"invalid_client", "The request body must contain the following parameter: " +
		"'client_assertion' or 'client_secret'."},
	7000222: {"invalid_client", "The provided client secret keys for app '%s' are expired."},
	7000229: {"invalid_client", "The client application %s is missing service principal in the tenant %s."},
	9001023: {"invalid_request", "The grant type is not supported over the /%s endpoint. Use a " +
		"tenant-specific endpoint."},
	9002313: {"invalid_request", "Invalid request. Request is malformed or invalid."},
	9002325: {"invalid_request", "Proof Key for Code Exchange is required for cross-origin " +
		"authorization code redemption."},
	9002326: {"invalid_request", "Cross-origin token redemption is permitted only for the 'Single-Page " +
		"Application' client-type."},
	9002327: {"invalid_request", "Tokens issued for the 'Single-Page Application' client-type may only " +
		"be redeemed via cross-origin requests."},
}
