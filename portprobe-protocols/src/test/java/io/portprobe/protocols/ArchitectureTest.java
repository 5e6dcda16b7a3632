package io.portprobe.protocols;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ArchitectureTest {
  private static final String ROOT = "io.portprobe.protocols";
  private static final String INTERNAL = ROOT + ".internal..";
  private static final int MAX_FILES = 30;

  private static JavaClasses protocols;

  @BeforeAll
  static void read() {
    protocols =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/shaded/")) // of the packed jar
            .withImportOption(location -> !location.contains("/test/"))
            .withImportOption(location -> !location.contains("/protocols/testing/"))
            .importPackages(ROOT);
  }

  /**
   * Groups the public and the internal packages of one protocol. The domain check is no protocol:
   * it uses several through the public client.
   */
  private static final class ByProtocol implements SliceAssignment {
    private static final Pattern PROTOCOL =
        Pattern.compile(
            Pattern.quote(ROOT)
                + "\\.(?:internal\\.)?((?!(?:asn1|domain|http1|internal|ntlm|reaction|shaded|text|tls)\\b)[a-z0-9]+)(?:\\..*)?");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      Matcher matcher = PROTOCOL.matcher(type.getPackageName());
      return matcher.matches() ? SliceIdentifier.of(matcher.group(1)) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the protocols";
    }
  }

  @Test
  void protocols_doNotDependOnEachOther() {
    slices().assignedFrom(new ByProtocol()).should().notDependOnEachOther().check(protocols);
  }

  @Test
  void protocols_doNotDependOnTheDomainCheck() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".domain..", ROOT + ".internal.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".domain..", ROOT + ".internal.domain..")
        .check(protocols);
  }

  @Test
  void domainCheck_dependsOnNoImplementationOfAProtocol() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".domain..", ROOT + ".internal.domain..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(INTERNAL).and(not(resideInAPackage(ROOT + ".internal.domain"))))
        .check(protocols);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(protocols);
  }

  /**
   * The exceptions are the codec that encodes a reachability check's datagram, and the domain
   * check, whose results are in a separate public package.
   */
  @Test
  void publicPackages_doNotDependOnInternalOnes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(INTERNAL, ROOT + ".domain")
        .should()
        .dependOnClassesThat(
            resideInAPackage(INTERNAL).and(not(resideInAPackage(ROOT + ".internal.msrpc.wire"))))
        .check(protocols);
    noClasses()
        .that()
        .resideOutsideOfPackages(INTERNAL, ROOT + ".msrpc.reachability", ROOT + ".domain")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL)
        .check(protocols);
  }

  @Test
  void protocols_neverUseSocketsThreadsNettyOrTheEngine() {
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

  /** A record is immutable, and its components can be rendered without knowing the type. */
  @Test
  void findings_areRecords() {
    classes()
        .that()
        .implement(Finding.class)
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .check(protocols);
  }

  @Test
  void packages_haveAtMost30Files() {
    Map<String, Long> sizes =
        protocols.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));

    assertThat(sizes)
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MAX_FILES));
  }

  @Test
  void packages_areNullMarked() {
    assertThat(protocols.stream().map(JavaClass::getPackage).distinct())
        .allMatch((JavaPackage each) -> each.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void protocols_areInPackagesOfTheirOwn() {
    assertThat(
            protocols.that(implement(Protocol.class)).stream()
                .map(JavaClass::getPackage)
                .distinct())
        .hasSizeGreaterThanOrEqualTo(4);
  }
}
