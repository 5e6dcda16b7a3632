package io.portprobe.testing;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.protocol.SampleProtocol;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** Checks the form of all assertion errors: type, values, stack trace and name. */
class ErrorFormTest {
  private static final TcpPeer REFUSING = TcpPeer.refusing();
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .withoutDiscovery()
          .protocol(new SampleProtocol(SampleDialogue::new))
          .build();

  @AfterAll
  static void close() {
    CLIENT.close();
    REFUSING.close();
  }

  /** Returns each way to fail, with the name "the database". */
  static Stream<Runnable> failures() {
    PortAssert assertion = assertThatPort(CLIENT, endpointOf(REFUSING)).as("the database");
    PortWait<?> wait =
        awaitPort(CLIENT, endpointOf(REFUSING)).within(ofMillis(100)).as("the database");
    NetworkContract contract =
        NetworkContract.of(ContractEntry.of(endpointOf(REFUSING), PortState.LISTENING));
    PortAssert unresolved =
        assertThatPort(CLIENT, Endpoint.tcp("nowhere.invalid", 80)).as("the database");
    return Stream.of(
        () -> assertion.isListening(),
        () -> assertion.isFiltered(),
        () -> assertion.respondsWithin(ofMillis(1)),
        () -> assertion.speaks("sample"),
        () -> unresolved.isListening(),
        () -> wait.untilListening(),
        () -> wait.untilSpeaking("sample"),
        () -> assertThatNetwork(CLIENT).as("the database").matches(contract));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyError_hasValuesNameNextStepAndNoOwnFrameOnTop(Runnable failing) {
    Throwable thrown = catchThrowable(failing::run);

    assertThat(thrown)
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("[the database] ")
        .hasMessageContaining(" next: ");
    AssertionFailedError error = (AssertionFailedError) thrown;
    assertThat(error.getExpected().getStringRepresentation()).isNotBlank();
    assertThat(error.getActual().getStringRepresentation()).isNotBlank();
    assertThat(error.getStackTrace()[0].getClassName()).isEqualTo(ErrorFormTest.class.getName());
  }

  @Test
  void softAssertion_pointsToTheTest() {
    SoftAssertions softly = new SoftAssertions();
    softly.check(() -> assertThatPort(CLIENT, endpointOf(REFUSING)).isListening());

    assertThat(softly.errorsCollected())
        .singleElement()
        .extracting(error -> error.getStackTrace()[0].getFileName())
        .isEqualTo("ErrorFormTest.java");
  }

  @Test
  void requirement_withValues_passesThemOn() {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              for (byte[] r = in.readNBytes(4); r.length == 4; r = in.readNBytes(4)) {
                out.write(SampleProtocol.response(ByteBuffer.wrap(r)).get(0).array());
              }
            })) {
      PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));

      assertThatThrownBy(
              () ->
                  assertion.speaks(
                      "sample", Sample.class, s -> assertThat(s.lines()).isEqualTo(List.of("x"))))
          .isInstanceOfSatisfying(
              AssertionFailedError.class,
              error ->
                  assertThat(error.getExpected().getStringRepresentation()).isEqualTo("[\"x\"]"));
    }
  }

  @Test
  void contract_severalMismatches_areReportedAtOnce() {
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              for (byte[] r = in.readNBytes(4); r.length == 4; r = in.readNBytes(4)) {
                out.write(SampleProtocol.response(ByteBuffer.wrap(r)).get(0).array());
              }
            })) {
      NetworkContract contract =
          NetworkContract.of(
              ContractEntry.of(endpointOf(peer), PortState.LISTENING)
                  .withReason(io.portprobe.Reason.REPLIED)
                  .withProtocol("sample")
                  .withLines(List.of("answer 1", "missing 1", "missing 2"))
                  .withValues(Map.of("vendor", "x", "lines", "y")));

      assertThatThrownBy(() -> assertThatNetwork(CLIENT).matches(contract))
          .isInstanceOf(AssertionError.class)
          .message()
          .contains(
              "but it is LISTENING (accepted); and with a matching finding, but: "
                  + "no line contains 'missing 1'; no line contains 'missing 2'; "
                  + "lines is '[answer 1, answer 2]', not 'y'; it has no component vendor");
    }
  }

  @Test
  void speaks_stateOnlyProbe_isMisuse() {
    PortProbe probe = CLIENT.probe(endpointOf(REFUSING)).stateOnly();

    assertThatThrownBy(() -> assertThatPort(probe).speaks("sample"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is state-only")
        .hasMessageContaining("(expected: a probe without stateOnly();");
    assertThatThrownBy(() -> awaitPort(probe).untilSpeaking("sample"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is state-only");
    assertThatThrownBy(() -> awaitPort(probe).untilSpeakingAsync("sample"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is state-only");
  }

  @Test
  void withoutOpentest4j_errorIsAssertionError() throws Exception {
    URL[] library = {locationOf(PortAssert.class), locationOf(ProbeClient.class)};
    try (URLClassLoader without =
        new URLClassLoader(library, ClassLoader.getPlatformClassLoader())) {
      Object error =
          without
              .loadClass("io.portprobe.testing.internal.expectation.AssertionErrors")
              .getMethod("create", String.class, String.class, String.class, Throwable.class)
              .invoke(null, "text", "expected", "actual", null);

      assertThat(error.getClass()).isEqualTo(AssertionError.class);
      assertThat((AssertionError) error).hasMessage("text");
    }
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
