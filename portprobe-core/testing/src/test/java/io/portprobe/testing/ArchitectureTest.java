package io.portprobe.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ArchitectureTest {
  private static JavaClasses testing;

  @BeforeAll
  static void read() {
    testing =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.portprobe.testing");
  }

  @Test
  void testing_usesThePublicApi_andTheEngineOfWaits() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.portprobe.internal..", "io.netty..")
                .and(resideOutsideOfPackage("io.portprobe.internal.wait")))
        .check(testing);
  }

  @Test
  void onlyJunitAndProtocol_useJunit() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.portprobe.testing.protocol..", "io.portprobe.testing.junit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .check(testing);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.portprobe.(**)").should().beFreeOfCycles().check(testing);
  }

  @Test
  void packages_haveAtMost30Files() {
    Stream.concat(
            Stream.of(testing.getPackage("io.portprobe.testing")),
            testing.getPackage("io.portprobe.testing").getSubpackagesInTree().stream())
        .forEach(
            each ->
                assertThat(
                        each.getClasses().stream()
                            .flatMap(type -> type.getSource().stream())
                            .map(Source::getFileName)
                            .distinct())
                    .as(each.getName())
                    .hasSizeLessThanOrEqualTo(30));
  }
}
