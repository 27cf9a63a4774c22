package io.trtdoctor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of docs/architecture.md. */
class ArchitectureTest {
  private static final String ROOT = "io.trtdoctor";

  /** What a package may import of ours besides itself, {@code error} and {@code text}. */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("text", List.of()),
          Map.entry("console", List.of()),
          Map.entry("error", List.of()),
          Map.entry("model", List.of()),
          Map.entry("search", List.of()),
          Map.entry("onnx", List.of("model")),
          Map.entry("graph", List.of("model")),
          Map.entry("buildlog", List.of("model")),
          Map.entry("calibration", List.of("escape", "model")),
          Map.entry("settings", List.of("model")),
          Map.entry("environment", List.of("model")),
          Map.entry("data", List.of("probe", "escape", "model")),
          Map.entry("inference", List.of("onnx", "data", "model")),
          Map.entry("calibrator", List.of("graph", "model")),
          Map.entry("finding", List.of("model")),
          Map.entry("probe", List.of("model", "buildlog")),
          Map.entry("record", List.of("probe", "worker.protocol", "model", "buildlog")),
          Map.entry("selftest", List.of("probe", "worker.client", "model")),
          Map.entry("worker.protocol", List.of("probe", "model")),
          Map.entry("worker.client", List.of("probe", "worker.protocol", "model", "buildlog")),
          Map.entry("worker.child", List.of("data", "probe", "worker.protocol", "trt", "model")),
          Map.entry("trt", List.of("model")),
          Map.entry(
              "check", List.of("data", "model", "graph", "buildlog", "calibration", "finding")),
          Map.entry(
              "diagnosis",
              List.of("check", "data", "model", "graph", "buildlog", "calibration", "finding")),
          Map.entry(
              "experiment",
              List.of(
                  "probe",
                  "search",
                  "reduce",
                  "onnx",
                  "fallback",
                  "diagnosis",
                  "check",
                  "data",
                  "finding",
                  "graph",
                  "calibration",
                  "buildlog",
                  "model")),
          Map.entry(
              "repro",
              List.of(
                  "probe",
                  "record",
                  "experiment",
                  "diagnosis",
                  "check",
                  "data",
                  "finding",
                  "graph",
                  "onnx",
                  "calibration",
                  "buildlog",
                  "model")),
          Map.entry("reduce", List.of("onnx", "graph", "search", "model")),
          Map.entry("escape", List.of()),
          Map.entry("fallback", List.of("probe", "escape", "model")),
          Map.entry("stored", List.of("probe", "record", "fallback", "escape", "model")),
          Map.entry(
              "bundle",
              List.of(
                  "data",
                  "finding",
                  "record",
                  "onnx",
                  "stored",
                  "fallback",
                  "graph",
                  "probe",
                  "report",
                  "model")),
          Map.entry("report", List.of("report.drawing", "finding", "escape", "model")),
          Map.entry("report.drawing", List.of()),
          Map.entry("report.html", List.of("report", "finding", "escape", "model")));

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Stream<String> packages() {
    return ALLOWED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyWhatTheTableAllows(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name, "error", "text"), ALLOWED.get(name).stream())
            .map(p -> ROOT + "." + p)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .map(p -> p.equals(ROOT) ? "" : p.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> known = new TreeSet<>(ALLOWED.keySet());
    known.addAll(List.of("", "cli"));
    assertThat(known).containsAll(found);
  }

  @Test
  void onlyMainImportsTheCommands() {
    noClasses()
        .that(not(describe("are Main", c -> c.getName().startsWith(ROOT + ".Main"))))
        .and()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".cli..")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void libraryIsImportedInOnePlaceOnly() {
    onlyIn("org.jgrapht..", ROOT + ".graph..");
    onlyIn("ai.onnx..", ROOT + ".onnx..");
    onlyIn("ai.onnxruntime..", ROOT + ".inference..");
    onlyIn("com.google.protobuf..", ROOT + ".onnx..");
    onlyIn("freemarker..", ROOT + ".report.html..");
    onlyIn("org.eclipse..", ROOT + ".report.drawing..");
    onlyIn("picocli..", ROOT + ".cli..", ROOT);
    onlyIn("me.tongfei..", ROOT + ".cli..", ROOT + ".console..");
    onlyIn("org.bytedeco..", ROOT + ".trt..");
  }

  @Test
  void nothingInTheParentReachesNativeCode() {
    onlyIn(ROOT + ".trt..", ROOT + ".trt..", ROOT + ".worker.child..");
    onlyIn(ROOT + ".worker.child..", ROOT + ".worker.child..");
  }

  @Test
  void onlyMainEndsTheJvm() {
    noClasses()
        .that(describe("are not Main", c -> !c.getName().equals(ROOT + ".Main")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(PRODUCT);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  private static void onlyIn(String library, String... homes) {
    DescribedPredicate<JavaClass> outside = not(resideInAnyPackage(homes));
    noClasses()
        .that(outside.as("live outside of " + Arrays.toString(homes)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }
}
