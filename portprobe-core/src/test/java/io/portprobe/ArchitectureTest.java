package io.portprobe;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.netty.util.NetUtil;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class ArchitectureTest {
  private static final String INTERNAL = "io.portprobe.internal..";
  private static final String INTERNAL_PREFIX = "io.portprobe.internal.";

  /** Netty, except its address parser, which is a function of text. */
  private static final DescribedPredicate<JavaClass> NETTY =
      resideInAPackage("io.netty..").and(not(belongToAnyOf(NetUtil.class))).as("Netty");

  private static JavaClasses core;

  /** The classes that use Netty. The other internal classes are pure functions. */
  private static Set<JavaClass> engine;

  @BeforeAll
  static void read() {
    core =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/shaded/")) // of the packed jar
            .importPackages("io.portprobe");
    engine =
        core.that(resideInAPackage(INTERNAL)).stream()
            .filter(ArchitectureTest::usesNetty)
            .collect(toSet());
    assertThat(engine).isNotEmpty();
  }

  @Test
  void spi_usesOnlyTheJdkAndPublicTypes() {
    classes()
        .that()
        .resideInAPackage("io.portprobe.spi..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "io.portprobe",
                "io.portprobe.spi..",
                "io.portprobe.text.."))
        .check(core);
  }

  @Test
  void api_usesNoNetty() {
    noClasses()
        .that(resideOutsideInternal().and(not(resideInAPackage("io.portprobe.shaded.."))))
        .should()
        .dependOnClassesThat(NETTY)
        .check(core);
  }

  @Test
  void api_usesTheEngineInTheBuilderOnly() {
    noClasses()
        .that(resideOutsideInternal().and(not(belongToAnyOf(ProbeClientBuilder.class))))
        .should()
        .dependOnClassesThat(DescribedPredicate.describe("the engine", engine::contains))
        .check(core);
  }

  @Test
  void text_usesOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.portprobe.text..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "io.portprobe.text..")
                .or(belongToAnyOf(NetUtil.class)))
        .check(core);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.portprobe.internal.(**)").should().beFreeOfCycles().check(core);
  }

  /** The table of portprobe-core/README.md: what each internal package may use of the others. */
  @ParameterizedTest
  @CsvSource({
    "client,          dialogue identify io jfr names net probe proxy scan scan.setup sweep"
        + " util",
    "probe,           dialogue io jfr names net targets util",
    "dialogue,        io jfr net util",
    "identify,        dialogue util",
    "scan,            io net scan.checkpoint scan.intake scan.order scan.pacing scan.result"
        + " scan.setup scan.source sweep util",
    "scan.setup,      scan.checkpoint scan.order scan.source sweep targets",
    "scan.intake,     io scan.checkpoint scan.order scan.setup scan.source targets util",
    "scan.source,     scan.checkpoint scan.order",
    "scan.result,     io net scan.order",
    "scan.checkpoint, scan.order targets",
    "scan.order,      targets",
    "scan.pacing,     ''",
    "sweep,           io net util",
    "io,              net",
    "names,           io net util",
    "net,             ''",
    "json,            ''",
    "local,           ''",
    "jfr,             util",
    "targets,         ''",
    "proxy,           ''",
    "util,            ''",
    "wait,            util"
  })
  void internalPackage_usesOnlyThoseBelow(String name, String below) {
    String[] others =
        core.getPackage("io.portprobe.internal").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .map(JavaPackage::getName)
            .filter(each -> !each.equals(INTERNAL_PREFIX + name))
            .filter(each -> !Set.of(below.split(" ")).contains(each.replace(INTERNAL_PREFIX, "")))
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(INTERNAL_PREFIX + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(core);
  }

  @Test
  void packages_haveAtMost30Files() {
    packages(core.getPackage("io.portprobe"))
        .forEach(
            each ->
                assertThat(
                        each.getClasses().stream()
                            .flatMap(type -> type.getSource().stream()) // arrays have none
                            .map(Source::getFileName)
                            .distinct())
                    .as(each.getName())
                    .hasSizeLessThanOrEqualTo(30));
  }

  @Test
  void packages_areNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    packages(core.getPackage("io.portprobe"))
        .filter(each -> !each.getClasses().isEmpty())
        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
        .forEach(each -> unmarked.add(each.getName()));
    assertThat(unmarked).isEmpty();
  }

  private static Stream<JavaPackage> packages(JavaPackage root) {
    return Stream.concat(
        Stream.of(root),
        root.getSubpackages().stream()
            .filter(each -> !each.getName().equals("io.portprobe.shaded")) // of the packed jar
            .flatMap(each -> packages(each)));
  }

  private static DescribedPredicate<JavaClass> resideOutsideInternal() {
    return not(resideInAPackage(INTERNAL));
  }

  private static boolean usesNetty(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> NETTY.test(dependency.getTargetClass()));
  }
}
