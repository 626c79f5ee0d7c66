import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.expression.ShortFormEntityChecker;
import org.semanticweb.owlapi.model.AxiomType;
import org.semanticweb.owlapi.model.OWLAnnotationAssertionAxiom;
import org.semanticweb.owlapi.model.OWLEntity;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.util.BidirectionalShortFormProviderAdapter;
import org.semanticweb.owlapi.util.SimpleShortFormProvider;
import org.semanticweb.owlapi.vocab.OWLRDFVocabulary;

/**
 * Loads one file with the library that Protégé is made of and tells what its user would meet:
 * violations of OWL 2 DL, classes and properties that nothing declares, what became an annotation
 * because nothing says that it is a property, individuals without a name, and contradictions.
 * With a second argument, "time", it tells instead how long loading and reasoning take; with "ask"
 * and class expressions in Manchester syntax, a line of their instances for each.
 */
public class OwlCheck {
    private static final Set<String> CODES = Set.of("ploverCategory", "cameoCode");

    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        OWLOntology ontology =
            OWLManager.createOWLOntologyManager()
                .loadOntologyFromOntologyDocument(new File(arguments[0]));
        if (arguments.length > 1 && arguments[1].equals("time")) {
            time(ontology, begin);
            return;
        }
        if (arguments.length > 1) {
            ask(ontology, List.of(arguments).subList(2, arguments.length));
            return;
        }
        tell("OWL 2 DL", "violations", new OWL2DLProfile().checkOntology(ontology).getViolations());
        tell("undeclared", "terms", undeclared(ontology));
        tell("guessed", "annotations", guessed(ontology));
        tell("nameless", "individuals", nameless(ontology));
        var reasoner = new Reasoner(new Configuration(), ontology);
        boolean consistent = reasoner.isConsistent();
        System.out.println("consistent: " + consistent);
        if (!consistent) {
            return;
        }
        for (var name : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            System.out.println("  nothing can be a " + name);
        }
    }

    private static void tell(String what, String of, List<?> found) {
        System.out.println(what + ": " + found.size() + " " + of);
        found.stream().limit(20).forEach(one -> System.out.println("  " + one));
    }

    private static List<OWLEntity> undeclared(OWLOntology ontology) {
        Predicate<OWLEntity> told = e -> e.isBuiltIn() || ontology.isDeclared(e);
        return Stream.of(
                ontology.getClassesInSignature(),
                ontology.getObjectPropertiesInSignature(),
                ontology.getDataPropertiesInSignature(),
                ontology.getAnnotationPropertiesInSignature())
            .flatMap(Set::stream)
            .filter(told.negate())
            .sorted(Comparator.comparing(e -> e.getIRI().toString()))
            .collect(Collectors.toList());
    }

    /** Our own vocabulary has two annotation properties; any other that is used as one is lost. */
    private static List<OWLAnnotationAssertionAxiom> guessed(OWLOntology ontology) {
        return ontology.getAxioms(AxiomType.ANNOTATION_ASSERTION).stream()
            .filter(a -> a.getProperty().getIRI().toString().contains("communique/ontology#"))
            .filter(a -> !CODES.contains(a.getProperty().getIRI().getFragment()))
            .collect(Collectors.toList());
    }

    private static List<String> nameless(OWLOntology ontology) {
        Set<String> named = ontology.getAxioms(AxiomType.ANNOTATION_ASSERTION).stream()
            .filter(a -> a.getProperty().getIRI().equals(OWLRDFVocabulary.RDFS_LABEL.getIRI()))
            .map(a -> a.getSubject().toString())
            .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        ontology.getIndividualsInSignature().forEach(i -> found.add(i.getIRI().toString()));
        found.removeAll(named);
        ontology.getAnonymousIndividuals().forEach(i -> found.add(i.toString()));
        return List.copyOf(found);
    }

    private static void ask(OWLOntology ontology, List<String> expressions) {
        var manager = ontology.getOWLOntologyManager();
        var names = new SimpleShortFormProvider();
        var found = new BidirectionalShortFormProviderAdapter(manager, Set.of(ontology), names);
        var reasoner = new Reasoner(new Configuration(), ontology);
        for (String expression : expressions) {
            var parser = OWLManager.createManchesterParser();
            parser.setDefaultOntology(ontology);
            parser.setOWLEntityChecker(new ShortFormEntityChecker(found));
            parser.setStringToParse(expression);
            System.out.println(
                reasoner.getInstances(parser.parseClassExpression(), false).getFlattened().stream()
                    .map(names::getShortForm).sorted().collect(Collectors.joining(", ")));
        }
    }

    private static void time(OWLOntology ontology, long begin) {
        long loaded = System.nanoTime();
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(Locale.ROOT, "axioms: %d%nindividuals: %d%nload: %.1f s%nheap: %.2f GB%n",
            ontology.getAxiomCount(), ontology.getIndividualsInSignature().size(),
            (loaded - begin) / 1e9, used / 1e9);
        long before = System.nanoTime();
        boolean consistent = new Reasoner(new Configuration(), ontology).isConsistent();
        System.out.printf(Locale.ROOT, "consistent: %b%nreason: %.1f s%n",
            consistent, (System.nanoTime() - before) / 1e9);
    }
}
