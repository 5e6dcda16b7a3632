package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.Transport;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is printed about names and addresses. */
class HostNameTextTest extends PrintedText {
  @Test
  @DisplayName("A name is resolved")
  void name() {
    harness.answering(
        sent ->
            FakeReport.now(
                sent,
                sent.endpoint().transport() == Transport.TCP
                    ? PortState.LISTENING
                    : PortState.LISTENING_OR_FILTERED));

    assertThat(printed("-n server01 -p both -e 80"))
        .isEqualTo(
            """

            Querying target system called:

             server01

            Attempting to resolve name to IP address...

            Name resolved to 192.0.2.1

            querying...

            TCP port 80 (http service): LISTENING

            UDP port 80 (unknown service): LISTENING or FILTERED

            """);
  }

  @Test
  @DisplayName("Further addresses of a name are listed")
  void addresses() {
    harness.resolving(host -> Harness.addresses("192.0.2.1", "192.0.2.2", "2001:db8::1"));

    assertThat(printed("-n server01"))
        .contains(
            """

            Name resolved to 192.0.2.1

            Further addresses: 192.0.2.2, 2001:db8::1

            querying...

            TCP port 80 (http service): LISTENING
            """);
  }

  @Test
  @DisplayName("0.0.0.0 and :: are explained")
  void thisHost() {
    harness.resolving(host -> Harness.addresses("0.0.0.0", "::"));

    String remark =
        "%1$s is this host: the result is about this machine. A name that resolves to %1$s is"
            + " often blocked by a DNS sinkhole\n";
    assertThat(printed("-n blocked.example"))
        .contains("Name resolved to 0.0.0.0\n")
        .contains(
            String.format(Locale.ROOT, remark, "0.0.0.0"),
            String.format(Locale.ROOT, remark, "::"));
    assertThat(printed("-n 0.0.0.0 -i")).contains(String.format(Locale.ROOT, remark, "0.0.0.0"));
  }

  @Test
  @DisplayName("A name without an address ends the run")
  void unknownName() {
    harness.resolving(
        host -> CompletableFuture.failedFuture(new UnknownHostException("no such " + host)));

    assertThat(harness.run("-n", "nowhere.example", "-r", "1:100")).isEqualTo(99);

    assertThat(harness.sent()).isEmpty();
    assertThat(harness.err()).isEmpty();
    assertThat(harness.out())
        .isEqualTo(
            """

            Querying target system called:

             nowhere.example

            Attempting to resolve name to IP address...

            Failed to resolve name to IP address

            """);
  }

  @Test
  @DisplayName("The name of an address is printed")
  void reverse() {
    harness.answering(PortState.NOT_LISTENING);

    assertThat(printed("-n 192.0.2.1 -e 1024"))
        .isEqualTo(
            """

            Querying target system called:

             192.0.2.1

            Attempting to resolve IP address to a name...

            IP address resolved to host.example

            querying...

            TCP port 1024 (unknown service): NOT LISTENING

            """);
  }

  @Test
  @DisplayName("An address without a name is probed")
  void nameless() {
    harness.naming(address -> Optional.empty()).answering(PortState.FILTERED);

    assertThat(printed("-n [::1] -e 445"))
        .isEqualTo(
            """

            Querying target system called:

             [::1]

            Attempting to resolve IP address to a name...

            Failed to resolve IP address to name

            querying...

            TCP port 445 (microsoft-ds service): FILTERED

            """);
  }

  @Test
  @DisplayName("A failed reverse lookup is an unknown name")
  void brokenReverse() {
    harness.naming(
        address -> {
          throw new IllegalStateException("broken");
        });

    assertThat(printed("-n 192.0.2.1")).contains("\nFailed to resolve IP address to name\n");
  }

  @Test
  @DisplayName("Unsafe characters of a name are escaped")
  void steeringName() {
    harness.naming(address -> Optional.of("\u001b[2Jevil"));

    assertThat(printed("-n 192.0.2.1")).contains("\nIP address resolved to \\u001b[2Jevil\n");
  }

  @Test
  @DisplayName("Addresses that differ are listed one by one")
  void differ() {
    harness.answering(
        sent ->
            CompletableFuture.completedFuture(
                FakeReport.of(sent.endpoint(), PortState.LISTENING)
                    .withAttempts(
                        FakeReport.attempt("192.0.2.1", PortState.FILTERED),
                        FakeReport.attempt("192.0.2.2", PortState.LISTENING))));

    assertThat(printed("-n server01"))
        .endsWith(
            """

            TCP port 80 (http service): LISTENING

            Addresses differ: 192.0.2.1 FILTERED, 192.0.2.2 LISTENING

            """);
  }

  @Test
  @DisplayName("Addresses that were not probed are listed once")
  void leftOut() {
    harness.answering(
        sent ->
            CompletableFuture.completedFuture(
                FakeReport.of(sent.endpoint(), PortState.LISTENING)
                    .without(new LocalFaultException(sent.endpoint(), "no route", null))));

    assertThat(printed("-n server01 -o 80,25"))
        .endsWith(
            """

            TCP port 80 (http service): LISTENING

            Address not probed: tcp://server01:80: no route

            TCP port 25 (smtp service): LISTENING

            """);
  }
}
