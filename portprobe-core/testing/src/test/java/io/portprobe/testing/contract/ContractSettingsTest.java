package io.portprobe.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.AddressSelection;
import io.portprobe.testing.contract.ContractDetails.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The settings of a contract's lines: each change is a copy that keeps the other values. */
class ContractSettingsTest {
  @Test
  void probe_keepsItsOtherValues_whenOneChanges() {
    ContractProbe probe =
        ContractProbe.standard()
            .withOptions(Map.of("dns.name", "a.test"))
            .withTls(true)
            .withPayload(ContractPayload.ofText("x"))
            .withAddresses(AddressSelection.IPV4)
            .onAllAddresses()
            .withTimeout(Duration.ofSeconds(2))
            .withRetries(3)
            .waitingFor(Duration.ofSeconds(4));

    assertThat(probe.options()).containsExactly(Map.entry("dns.name", "a.test"));
    assertThat(probe.tls()).contains(true);
    assertThat(probe.payload()).contains(ContractPayload.ofText("x"));
    assertThat(probe.addresses()).isEqualTo(AddressSelection.IPV4);
    assertThat(probe.allAddresses()).isTrue();
    assertThat(probe.timeout()).contains(Duration.ofSeconds(2));
    assertThat(probe.retries()).isEqualTo(3);
    assertThat(probe.within()).isEqualTo(Duration.ofSeconds(4));
    assertThat(probe.withRetries(3)).isEqualTo(probe).hasSameHashCodeAs(probe);
    assertThat(probe.withRetries(2)).isNotEqualTo(probe);
  }

  @Test
  void details_keepTheirOtherValues_whenOneChanges() {
    ContractDetails details =
        ContractDetails.none()
            .withSeverity(Severity.OPTIONAL)
            .withTags("b", "a")
            .withDescription("log-on")
            .withOwner("network team")
            .withVantages("branch");

    assertThat(details.severity()).isEqualTo(Severity.OPTIONAL);
    assertThat(details.tags()).containsExactly("a", "b");
    assertThat(details.vantages()).containsExactly("branch");
    assertThat(details)
        .hasToString("OPTIONAL, tags [a, b], log-on, owner network team, from [branch]")
        .isEqualTo(details.withOwner("network team"))
        .hasSameHashCodeAs(details.withOwner("network team"))
        .isNotEqualTo(details.withOwner("other"));
  }

  @Test
  void certificate_keepsItsOtherValues_whenOneChanges() {
    CertificateExpectation expected =
        CertificateExpectation.ofIssuer("Example CA")
            .withTrust(false)
            .withNames("a.test", "192.0.2.1")
            .withDaysLeft(14);

    assertThat(expected.daysLeft()).isEqualTo(OptionalInt.of(14));
    assertThat(expected.names()).isEqualTo(List.of("a.test", "192.0.2.1"));
    assertThat(expected.issuer()).isEqualTo(Optional.of("Example CA"));
    assertThat(expected.trusted()).isEqualTo(Optional.of(false));
    assertThat(expected)
        .hasToString(
            "certificate with 14 days left, names [a.test, 192.0.2.1], issuer Example CA, no trust")
        .isEqualTo(expected.withTrust(false))
        .hasSameHashCodeAs(expected.withTrust(false))
        .isNotEqualTo(expected.withTrust(true));
  }

  @Test
  void certificate_expectsAtLeastOneValue() {
    assertThatThrownBy(CertificateExpectation::ofNames)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "certificate: {} (expected: at least one of days-left, names, issuer, trusted)");
    assertThat(CertificateExpectation.ofTrust(true).names()).isEmpty();
  }
}
