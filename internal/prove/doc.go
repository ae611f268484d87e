// Package prove shows that what was set up works, as the MTP portal will use it: a
// token with the secret, three times in a row, and one user read with it.
//
// It changes nothing in the tenant and shows no secret. It refuses to call a delay
// of something new a fault, and no answer a refusal.
package prove
