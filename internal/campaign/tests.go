package campaign

// Tests lists the campaigns by the folder of their package, relative to the module
// root. Each runs all of its cases with the tag. Without the tag it runs a sample,
// or is skipped if it calls Only.
var Tests = map[string][]string{
	"internal/campaign/faults": {"TestFaultMatrix"},
	"internal/paste": {"TestASplitAddressIsReadCorrectlyOrStops",
		"TestALineWrapAtEveryPositionIsReadCorrectlyOrStops"},
	"internal/engine": {"TestGrantsOfEveryFirstCharacterAreTakenBack",
		"TestAKeychainThatMisbehavesLosesNoSecret"},
	"internal/tui": {"TestEveryScreenFitsEveryWindow", "TestShareSafeHidesWhoseTenantItIs",
		"TestPracticeIsSaidAllTheTime", "TestEveryKeyIsNamedSomewhere", "TestAKeyThatIsNotNamedDoesNothing",
		"TestAForeignServiceIsNamedOnEveryPage", "TestHostileTextFromTheTenantReachesNoScreen",
		"TestHostileTextFromAProfileReachesNoScreen", "TestHostilePastesReachNoScreen",
		"TestHostileRefusalsReachNoScreen", "TestHostileRefusalsOfTheWorkReachNoScreen",
		"TestRandomHandsBreakNothing", "TestBothFrontsAndTheDocumentsSayTheSame",
		"TestARepairMendsWhatItSaysItMends"},
	"internal/plain": {"TestNobodyIsToldANameOfTheAPI", "TestNoSentenceIsSaidTwice",
		"TestHostileTextReachesNoQuestionLineByLine"},
	"cmd/ssowizard": {"TestStoppedAnywhere", "TestKilledWhileServersDisagree", "TestAsleepAtAnyRequest",
		"TestAKeychainThatDoesNotAnswerStopsTheRunBeforeASecretExists",
		"TestHostileTextFromATenantReachesNoTerminalAndNoFile",
		"TestHostileTextFromTheCommandLineReachesNoTerminal",
		"TestHostileTextFromFilesAndTheInputReachesNoTerminal",
		"TestNothingLeaksLineByLine", "TestNothingLeaksOnTheScreen",
		"TestNothingLeaksToAPersonLineByLine", "TestHostileTextReachesNothingThatTheWizardWrites",
		"TestAHostileAddressIsRepairedAroundAndSteersNothing",
		"TestHostileTextOnSideCommandsReachesNoTerminalAndNoFile",
		"TestHostileTextOfAStoppedSignInReachesNoTerminalAndNoFile"},
}
