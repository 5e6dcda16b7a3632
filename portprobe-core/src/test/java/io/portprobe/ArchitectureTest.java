package io.portprobe;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.netty.util.NetUtil;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String INTERNAL = "io.portprobe.internal..";

  /** Netty, but for its syntax of addresses, which is a function of text. */
  private static final DescribedPredicate<JavaClass> NETTY =
      resideInAPackage("io.netty..").and(not(belongToAnyOf(NetUtil.class))).as("Netty");

  private static final DescribedPredicate<JavaClass> ENGINE =
      DescribedPredicate.describe("the engine", ArchitectureTest::isEngine);

  private static JavaClasses core;

  @BeforeAll
  static void read() {
    core =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.portprobe");
  }

  @Test
  @DisplayName("the SPI knows neither Netty nor the engine: JDK and portprobe types only")
  void spi() {
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
  @DisplayName("the API knows Netty in one place, where a caller lends event loops")
  void apiKnowsNoNetty() {
    noClasses()
        .that(resideOutsideInternal().and(not(belongToAnyOf(ProbeClientBuilder.class))))
        .should()
        .dependOnClassesThat(NETTY)
        .check(core);
  }

  @Test
  @DisplayName("the API reaches the engine at one door; what else it uses of it knows no Netty")
  void oneDoor() {
    noClasses()
        .that(resideOutsideInternal().and(not(belongToAnyOf(ProbeClientBuilder.class))))
        .should()
        .dependOnClassesThat(ENGINE)
        .check(core);
  }

  @Test
  @DisplayName("functions of text know nothing of the house")
  void text() {
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

  @Test
  @DisplayName("every package says that nothing is null unless marked")
  void nullMarked() {
    Set<String> unmarked = new TreeSet<>();
    packages(core.getPackage("io.portprobe"))
        .filter(each -> !each.getClasses().isEmpty())
        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
        .forEach(each -> unmarked.add(each.getName()));
    assertThat(unmarked).isEmpty();
  }

  private static Stream<JavaPackage> packages(JavaPackage root) {
    return Stream.concat(Stream.of(root), root.getSubpackages().stream().flatMap(p -> packages(p)));
  }

  private static DescribedPredicate<JavaClass> resideOutsideInternal() {
    return not(resideInAPackage(INTERNAL));
  }

  /** What moves bytes; the rest of the package is pure functions. */
  private static boolean isEngine(JavaClass type) {
    return resideInAPackage(INTERNAL).test(type)
        && type.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> NETTY.test(dependency.getTargetClass()));
  }
}
