package campaign

// Tests are the campaigns by the folder of their package, from the module's root:
// each plays all of its cases under the tag and, but for those that are called
// Only, a sample without it.
var Tests = map[string][]string{
	"internal/campaign/faults": {"TestFaultMatrix"},
	"internal/mtp":             {"TestASplitAddressIsReadCorrectlyOrStops", "TestALineWrapAtEveryPositionIsReadCorrectlyOrStops"},
	"internal/steps":           {"TestGrantsOfEveryFirstCharacterAreTakenBack", "TestAKeychainThatMisbehavesLosesNoSecret"},
	"internal/tui": {"TestEveryScreenFitsEveryWindow", "TestShareSafeHidesWhoseTenantItIs", "TestPracticeIsSaidAllTheTime", "TestEveryKeyIsNamedSomewhere",
		"TestAKeyThatIsNotNamedDoesNothing", "TestAForeignServiceIsNamedOnEveryPage", "TestHostileTextFromTheTenantReachesNoScreen", "TestHostileTextFromAProfileReachesNoScreen",
		"TestHostilePastesReachNoScreen", "TestHostileRefusalsReachNoScreen", "TestHostileRefusalsOfTheWorkReachNoScreen", "TestRandomHandsBreakNothing",
		"TestBothFrontsAndTheDocumentsSayTheSame", "TestARepairMendsWhatItSaysItMends"},
	"internal/tui/plain": {"TestNobodyIsToldANameOfTheAPI", "TestNoSentenceIsSaidTwice", "TestHostileTextReachesNoQuestionLineByLine"},
	"cmd/ssowizard": {"TestStoppedAnywhere", "TestKilledWhileServersDisagree", "TestAsleepAtAnyRequest", "TestAKeychainThatDoesNotAnswerStopsTheRunBeforeASecretExists",
		"TestHostileTextFromATenantReachesNoTerminalAndNoFile", "TestHostileTextFromTheCommandLineReachesNoTerminal", "TestHostileTextFromFilesAndTheInputReachesNoTerminal",
		"TestNothingLeaksLineByLine", "TestNothingLeaksOnTheScreen", "TestNothingLeaksToAPersonLineByLine",
		"TestHostileTextReachesNothingThatTheWizardWrites", "TestAHostileAddressIsRepairedAroundAndSteersNothing",
		"TestHostileTextOnSideCommandsReachesNoTerminalAndNoFile", "TestHostileTextOfAStoppedSignInReachesNoTerminalAndNoFile"},
}
