import java.io.File;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** java VeraCheck.java FILE…: one line for each file and standard, then each rule it breaks. */
public class VeraCheck {
    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String flavour : new String[] {"3a", "ua1"}) {
            for (String file : files) {
                judge(new File(file), PDFAFlavour.byFlavourId(flavour));
            }
        }
    }

    private static void judge(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator =
                Foundries.defaultInstance().createValidator(profile(flavour), false);
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "passes" : "fails";
            System.out.println(file.getName() + " " + verdict + " " + flavour.getId());
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber()
                        + ": " + each.getMessage().replaceAll("\\s+", " "));
                }
            }
            broken.forEach(each -> System.out.println("    " + each));
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1" : "PDFA-3A";
        return Profiles.profileFromXml(Profiles.class.getClassLoader()
            .getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml"));
    }
}
