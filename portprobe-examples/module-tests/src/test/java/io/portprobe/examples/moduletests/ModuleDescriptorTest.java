package io.portprobe.examples.moduletests;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.spi.Protocol;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModuleDescriptorTest {
  @Test
  @DisplayName("These tests are part of a named module")
  void tests_areInNamedModule() {
    assertThat(getClass().getModule().getName()).isEqualTo("io.portprobe.examples.moduletests");
    assertThat(ProbeClient.class.getModule().getName()).isEqualTo("io.portprobe");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Modules export every package except internal ones, and open only those of findings")
  void exports_areThePublicPackages(PublishedModule module) {
    ModuleDescriptor descriptor = module.descriptor();
    Set<String> publicPackages =
        descriptor.packages().stream()
            .filter(name -> !name.contains(".internal") && !name.contains(".shaded."))
            .collect(toSet());

    assertThat(descriptor.isAutomatic()).isFalse();
    assertThat(descriptor.isOpen()).isFalse();
    // JSON mappers read the components of findings by reflection.
    assertThat(descriptor.opens())
        .allMatch(opens -> opens.source().startsWith("io.portprobe.protocols.internal."));
    assertThat(descriptor.exports())
        .filteredOn(exports -> !exports.isQualified())
        .extracting(Exports::source)
        .containsExactlyInAnyOrderElementsOf(publicPackages);
  }

  @Test
  void coreExports_areTheApiIdentificationLocalPortsTheScansTheSpiAndText() {
    assertThat(PublishedModule.CORE.descriptor().exports())
        .filteredOn(exports -> !exports.isQualified())
        .extracting(Exports::source)
        .containsExactlyInAnyOrder(
            "io.portprobe",
            "io.portprobe.identify",
            "io.portprobe.local",
            "io.portprobe.scan",
            "io.portprobe.spi",
            "io.portprobe.text");
  }

  @ParameterizedTest
  @EnumSource
  void qualifiedExport_isThatOfTheWaitEngineToTesting(PublishedModule module) {
    assertThat(module.descriptor().exports())
        .filteredOn(Exports::isQualified)
        .map(Exports::toString)
        .isEqualTo(
            module == PublishedModule.CORE
                ? List.of("io.portprobe.internal.wait to [io.portprobe.testing]")
                : List.of());
  }

  @Test
  void testingExports_areItsFivePackages() {
    assertThat(PublishedModule.TESTING.descriptor().exports())
        .extracting(Exports::source)
        .containsExactlyInAnyOrder(
            "io.portprobe.testing",
            "io.portprobe.testing.contract",
            "io.portprobe.testing.drift",
            "io.portprobe.testing.junit",
            "io.portprobe.testing.protocol");
  }

  @Test
  void faultKit_requiresTheJdkAlone() {
    assertThat(PublishedModule.FAULTKIT.descriptor().requires())
        .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .allMatch(name -> name.matches("(java|jdk)\\..*"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CORE", "PROTOCOLS"})
  @DisplayName("The core and the protocols require only each other and the JDK at run time")
  void published_requireNothingElse(PublishedModule module) {
    assertThat(module.descriptor().requires())
        .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .allMatch(name -> name.equals("io.portprobe") || name.matches("(java|jdk)\\..*"));
  }

  @Test
  @DisplayName("The test servers of protocols require only portprobe-faultkit and the JDK")
  void protocolsTesting_requiresFaultKit() {
    assertThat(PublishedModule.PROTOCOLS_TESTING.descriptor().requires())
        .filteredOn(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .allMatch(name -> name.equals("io.portprobe.faultkit") || name.matches("(java|jdk)\\..*"));
  }

  @Test
  @DisplayName("The four protocols are found on the module path")
  void serviceLoader_findsTheProtocols() {
    assertThat(ServiceLoader.load(Protocol.class))
        .allMatch(found -> found.getClass().getModule().getName().startsWith("io.portprobe."))
        .extracting(Protocol::name)
        .contains("dns", "ldap", "msrpc", "netbios")
        .doesNotHaveDuplicates();
  }
}
