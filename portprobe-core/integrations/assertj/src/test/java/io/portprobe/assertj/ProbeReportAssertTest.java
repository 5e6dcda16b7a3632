package io.portprobe.assertj;

import static io.portprobe.assertj.PortprobeAssertions.assertThat;
import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.AddressSelection;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.net.InetAddress;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;

@ExtendWith(PortprobeExtension.class)
class ProbeReportAssertTest {
  private static ProbeReport directory(ProbeClient client) {
    try (DirectoryPeer directory = DirectoryPeer.start()) {
      String dc = directory.host();
      int port = directory.port();
      return client.tcp(dc, port).as("ldap").report().join();
    }
  }

  @Test
  void report_asExpected_passes(ProbeClient client) {
    assertThat(directory(client))
        .isListening()
        .hasReason(Reason.ACCEPTED)
        .hasAgreeingAddresses()
        .speaks("LDAP")
        .hasDialogueCause(Cause.COMPLETED)
        .hasFinding(RootDse.class, dse -> assertThat(dse.lines()).isNotEmpty());
  }

  @Test
  void report_notAsExpected_failsWithTheWholeReport(ProbeClient client) {
    ProbeReport report = directory(client);

    assertThatThrownBy(() -> assertThat(report).as("the directory").isNotListening())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("[the directory] Expected " + report.endpoint())
        .hasMessageContaining(" to be NOT LISTENING, but it is LISTENING (accepted).\n")
        .hasMessageContaining("\n  next: stop the process that listens, or check the port\n")
        .hasMessageContaining(report.explain());
    assertThatThrownBy(() -> assertThat(report).hasReason(Reason.REFUSED))
        .hasMessageContaining("to have the reason 'refused', but it is LISTENING (accepted)");
    assertThatThrownBy(() -> assertThat(report).hasFinding(DnsAnswer.class, finding -> {}))
        .hasMessageContaining("to have a finding of type DnsAnswer, but it is LISTENING");
    assertThatThrownBy(() -> assertThat(report).speaks("dns"))
        .hasMessageContaining("to speak dns (its dialogue of ldap ended with COMPLETED)");
    assertThatThrownBy(() -> assertThat(report).hasDialogueCause(Cause.DEADLINE))
        .hasMessageContaining("to have a dialogue with cause DEADLINE");
    assertThatThrownBy(() -> assertThat(report).isFiltered()).hasMessageContaining("FILTERED");
    assertThatThrownBy(() -> assertThat((ProbeReport) null).isListening())
        .isInstanceOf(AssertionError.class)
        .hasMessage("Expected a probe report, but it is null");
  }

  @Test
  void requirements_error_isThrownUnchanged(ProbeClient client) {
    ProbeReport report = directory(client);
    AssertionError error = new AssertionError("not as required");

    assertThatThrownBy(
            () ->
                assertThat(report)
                    .hasFinding(
                        RootDse.class,
                        dse -> {
                          throw error;
                        }))
        .isSameAs(error);
  }

  @Test
  void mismatch_hasItsCause(ProbeClient client, @Faulty(Fault.GARBAGE) TcpPeer other) {
    ProbeReport report =
        client.probe(endpointOf(other)).as("ldap").timeout(ofSeconds(2)).report().join();

    assertThatThrownBy(() -> assertThat(report).speaks("ldap"))
        .hasMessageContaining("its dialogue of ldap ended with MISMATCH")
        .hasMessageContaining("\n  next: compare the evidence below with the log of the service");
    assertThat(report).hasDialogueCause(Cause.MISMATCH);
  }

  @Test
  void error_firstFrame_isTheCaller(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    ProbeReport report = client.probe(endpointOf(db)).report().join();

    assertCalledHere(() -> assertThat(report).isListening());
    assertCalledHere(() -> assertThat(report).hasReason(Reason.TIMED_OUT));
    assertCalledHere(() -> assertThat(report).speaks("ldap"));
    assertCalledHere(() -> assertThat(report).hasFinding(RootDse.class, dse -> {}));
    assertCalledHere(() -> assertThat((ProbeReport) null).hasAgreeingAddresses());
  }

  @Test
  void error_statesWhatToDoNext(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    ProbeReport report = client.probe(endpointOf(db)).report().join();

    for (ThrowingCallable failing :
        new ThrowingCallable[] {
          () -> assertThat(report).isListening(),
          () -> assertThat(report).isFiltered(),
          () -> assertThat(report).hasReason(Reason.TIMED_OUT),
          () -> assertThat(report).speaks("ldap"),
          () -> assertThat(report).hasDialogueCause(Cause.DEADLINE),
          () -> assertThat(report).hasFinding(RootDse.class, dse -> {})
        }) {
      assertThat(catchThrowable(failing)).hasMessageMatching("(?s).*\n  next: [a-z].{20,}\n.*");
    }
  }

  @Test
  void error_hasExpectedAndActual(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    ProbeReport report = client.probe(endpointOf(db)).report().join();

    assertValues(() -> assertThat(report).isListening(), "LISTENING", "NOT_LISTENING");
    assertValues(() -> assertThat(report).hasReason(Reason.TIMED_OUT), "TIMED_OUT", "REFUSED");
    assertValues(() -> assertThat(report).speaks("ldap"), "ldap", "no protocol was spoken");
    assertValues(
        () -> assertThat(report).hasDialogueCause(Cause.DEADLINE),
        "DEADLINE",
        "no protocol was spoken");
    assertValues(() -> assertThat(report).hasFinding(RootDse.class, dse -> {}), "RootDse", "[]");
  }

  @Test
  void addressesThatDisagree_areNamedWithTheirStates() throws Exception {
    ScriptedResolver resolver =
        new ScriptedResolver()
            .resolving(
                "both.test",
                InetAddress.getByName("127.0.0.1"),
                InetAddress.getByName("127.0.0.2"));
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.builder().resolver(resolver::resolve).build()) {
      ProbeReport report =
          client
              .tcp("both.test", peer.port())
              .addresses(AddressSelection.ALL)
              .stateOnly()
              .report()
              .join();

      assertValues(
          () -> assertThat(report).hasAgreeingAddresses(),
          "one state",
          "127.0.0.1 LISTENING, 127.0.0.2 NOT LISTENING");
    }
  }

  private static void assertValues(ThrowingCallable assertion, String expected, String actual) {
    assertThatThrownBy(assertion)
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            error -> {
              assertThat(error.getExpected().getStringRepresentation()).contains(expected);
              assertThat(error.getActual().getStringRepresentation()).contains(actual);
            });
  }

  private static void assertCalledHere(ThrowingCallable assertion) {
    assertThat(catchThrowable(assertion).getStackTrace()[0].getClassName())
        .isEqualTo(ProbeReportAssertTest.class.getName());
  }

  @Test
  void softAssertions_collectFailuresAndNameTheirLines(
      ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    ProbeReport report = client.probe(endpointOf(db)).report().join();

    assertThatThrownBy(
            () ->
                PortprobeSoftAssertions.assertSoftly(
                    softly -> {
                      softly.assertThat(report).isListening().hasReason(Reason.TIMED_OUT);
                      softly.assertThat(report).isNotListening();
                      softly.assertThat(1).isEqualTo(2);
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to be LISTENING, but it is NOT LISTENING")
        .hasMessageContaining("to have the reason 'timed out'")
        .hasMessageContaining("at ProbeReportAssertTest.")
        .hasMessageContaining("3 failures");
  }
}
