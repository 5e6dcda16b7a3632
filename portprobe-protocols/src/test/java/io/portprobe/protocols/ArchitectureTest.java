package io.portprobe.protocols;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The protocols")
class ArchitectureTest {
  private static final String ROOT = "io.portprobe.protocols";
  private static JavaClasses protocols;

  @BeforeAll
  static void read() {
    protocols =
        new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);
  }

  @Test
  @DisplayName("do not know one another")
  void strangers() {
    slices()
        .matching(ROOT + ".(dns|ldap|msrpc|netbios)..")
        .should()
        .notDependOnEachOther()
        .check(protocols);
  }

  @Test
  @DisplayName("never touch a socket, a thread, Netty or the engine")
  void noSockets() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "javax.net..",
                    "io.netty..",
                    "io.portprobe.internal..")
                .and(
                    not(
                        belongToAnyOf(
                            InetAddress.class,
                            InetSocketAddress.class,
                            UnknownHostException.class))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(protocols);
  }

  @Test
  @DisplayName("find immutable values: every finding is a record")
  void findings() {
    classes().that().implement(Finding.class).should().beRecords().check(protocols);
  }

  @Test
  @DisplayName("are four or more, each in a package of its own that is null-marked")
  void packages() {
    assertThat(
            protocols.that(implement(Protocol.class)).stream()
                .map(JavaClass::getPackage)
                .distinct())
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch((JavaPackage each) -> each.isAnnotatedWith(NullMarked.class));
  }
}
