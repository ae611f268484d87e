package steps

import (
	"ssowizard/internal/judge"
)

// The pages that are known outside of their room: to the fronts, and to pages of other
// rooms that lead there. An id that only its own room names stands beside its page. A
// phase with a page of its own gives that its id.

// The way in: what for, which company, who signs in, whose tenant it is.
const (
	PageWelcome  PageID = "S00"
	PageDomain   PageID = "01"
	PageResume   PageID = "01r" // on with what was left
	PageTenant   PageID = "01a"
	PageCode     PageID = "01b" // the sign-in by a code
	PageBrowser  PageID = "01c" // the sign-in in the browser
	PageReading  PageID = "01d"
	PageOwn      PageID = "01e"
	PageStuck    PageID = "01w"
	PageRoleSeen PageID = "01x"

	PageConsent      PageID = "S99c"
	PageConsentWrite PageID = "S99w"
)

// The phases of the setup, and what belongs to one of them.
const (
	PagePreflight  PageID = "01f"
	PageUnlock     PageID = "01h"
	PageByHand     PageID = "01p"  // on without a sign-in
	PagePhase      PageID = "step" // of one phase; its id is what the page begins with
	PagePhaseWrite PageID = "step-w"
	PagePortal     PageID = "step-p"
	PageNote       PageID = "T"
	PageGoTo       PageID = "G" // any step, by its number
	PageIDs        PageID = "9"
	PagePaste      PageID = "S10v" // the redirect URIs, pasted
	PageNear       PageID = "V07"
	PageColleague  PageID = "S21c"
	PageAllow      PageID = "S23c"
	PageSecret     PageID = judge.SecretPhase
	PageProof      PageID = "28"
	PageValue      PageID = "S28v"
	PageHandOver   PageID = "29"
	PagePilot      PageID = "S1-S2"
	PageEnd        PageID = "S99" // where it stands once no phase is open
)

// The plan of a write.
const (
	PagePlan PageID = "W"
	PageLife PageID = "S23l"
)

// What is picked from lists of the tenant.
const (
	PageChoose   PageID = "02" // which registration, in a task
	PageChooseID PageID = "02i"
	PageName     PageID = "02m" // of a new one
	PageSearch   PageID = "02n"
	PagePeople   PageID = "SA1n"
)

// The tasks beside the setup.
const (
	PageUnsigned     PageID = "01n" // a check in which nobody signs in
	PageURIs         PageID = "V03" // the list of redirect URIs that the MTP portal shows
	PageReport       PageID = "V04"
	PageRepairs      PageID = "V05"
	PageRepairWrite  PageID = "V05w"
	PageOpen         PageID = "V06"
	PageDecidedWrite PageID = "V06w"
	PageUnclaimed    PageID = "V09"
	PageRenew        PageID = "R03"
	PageRenewWrite   PageID = "R03w"
	PageRenewOver    PageID = "R03e"
	PageRemoveWrite  PageID = "R04w"
	PageUndo         PageID = "U02"
	PageUndoWrite    PageID = "U02w"
	PageGround       PageID = "00"
	PageGroundWrite  PageID = "00w"
	PageWhole        PageID = "SW" // everything automatic as one change
	PageWholeWrite   PageID = "SWw"
)

// What can be asked for beside a task.
const (
	PageExplain    PageID = "X"  // explains a number or a message
	PageSupport    PageID = "B"  // a report for support
	PageReportOf   PageID = "B1" // of which setup, where a command asks for one
	PageReportFor  PageID = "B2"
	PageReportLook PageID = "B3"
	PageCalendar   PageID = "K" // reminders of the secret's end
)
