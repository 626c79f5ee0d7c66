import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Loads one file as Protégé does and prints its OWL 2 DL violations and whether it is consistent. */
public class OwlCheck {
    public static void main(String[] arguments) throws Exception {
        OWLOntology ontology =
            OWLManager.createOWLOntologyManager()
                .loadOntologyFromOntologyDocument(new File(arguments[0]));
        var violations = new OWL2DLProfile().checkOntology(ontology).getViolations();
        System.out.println("OWL 2 DL: " + violations.size() + " violations");
        for (OWLProfileViolation violation : violations) {
            System.out.println("  " + violation);
        }
        var reasoner = new Reasoner(new Configuration(), ontology);
        System.out.println("consistent: " + reasoner.isConsistent());
        for (var name : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            System.out.println("  nothing can be a " + name);
        }
    }
}
