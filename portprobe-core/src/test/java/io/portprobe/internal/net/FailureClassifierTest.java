package io.portprobe.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.net.FailureClassifier.Phase;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {
  /** Without its native library, Netty's class of errors stays unusable for the whole JVM. */
  @BeforeAll
  static void loadNativeLibrary() {
    Epoll.isAvailable();
  }

  private static Verdict later(Transport transport, Throwable failure) {
    return FailureClassifier.classify(transport, Phase.WAIT, failure);
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "111, TCP, NOT_LISTENING, REFUSED",
    "111, UDP, NOT_LISTENING, PORT_UNREACHABLE",
    "104, TCP, LISTENING, ACCEPTED",
    "32, TCP, LISTENING, ACCEPTED",
    "110, TCP, FILTERED, TIMED_OUT",
    "113, TCP, FILTERED, UNREACHABLE",
    "113, UDP, FILTERED, UNREACHABLE",
    "101, TCP, FILTERED, UNREACHABLE",
    "101, UDP, FILTERED, UNREACHABLE",
    "92, TCP, FILTERED, PROTOCOL_UNREACHABLE",
    "92, UDP, FILTERED, PROTOCOL_UNREACHABLE",
    "13, TCP, FILTERED, ADMIN_PROHIBITED",
    "13, UDP, FILTERED, ADMIN_PROHIBITED",
    "112, TCP, FILTERED, HOST_UNREACHABLE",
    "64, TCP, FILTERED, HOST_UNREACHABLE",
    "71, UDP, FILTERED, PROTOCOL_UNREACHABLE"
  })
  void networkError_isAState_byItsNumber(
      int errno, Transport transport, PortState state, Reason reason) {
    assertThat(later(transport, Errors.newIOException("read", -errno)))
        .isInstanceOfSatisfying(
            Verdict.Answer.class,
            answer -> {
              assertThat(answer.state()).isEqualTo(state);
              assertThat(answer.reason()).isEqualTo(reason);
            });
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "24, out of file descriptors",
    "23, out of file descriptors",
    "99, ephemeral port",
    "98, in use",
    "105, out of memory",
    "11, ephemeral port",
    "12, out of memory",
    "97, address family",
    "22, source address",
    "1, packet filter on this host",
    "100, interface is down"
  })
  void localError_isNeverAState_alsoLate(int errno, String words) {
    assertThat(later(Transport.TCP, Errors.newIOException("connect", -errno)))
        .isInstanceOfSatisfying(
            Verdict.LocalFault.class, fault -> assertThat(fault.evidence()).contains(words));
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "101, no route",
    "113, no route",
    "13, local route",
    "99, ephemeral port",
    "11, ephemeral port"
  })
  void errorOfConnectItself_isLocalFault(int errno, String words) {
    for (Transport transport : Transport.values()) {
      Verdict verdict =
          FailureClassifier.classify(
              transport, Phase.DIAL, Errors.newIOException("connect", -errno));
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.LocalFault.class, fault -> assertThat(fault.evidence()).contains(words));
    }
  }

  @Test
  void refusal_fromConnectItself_isAnAnswer() {
    assertThat(
            FailureClassifier.classify(
                Transport.TCP, Phase.DIAL, new ConnectException("Connection refused")))
        .isInstanceOf(Verdict.Answer.class);
  }

  @Test
  void nioError_isKnownByClassAndText() {
    assertReason(later(Transport.UDP, new PortUnreachableException()), Reason.PORT_UNREACHABLE);
    assertReason(later(Transport.TCP, new ConnectException("Connection refused")), Reason.REFUSED);
    assertReason(
        later(Transport.TCP, new NoRouteToHostException("No route to host")), Reason.UNREACHABLE);
    assertReason(
        later(Transport.TCP, new SocketException("Network is unreachable")), Reason.UNREACHABLE);
    assertReason(
        later(Transport.TCP, new BindException("Permission denied")), Reason.ADMIN_PROHIBITED);
    assertReason(
        later(Transport.TCP, new ConnectException("Connection timed out")), Reason.TIMED_OUT);
    assertThat(later(Transport.TCP, new BindException("Cannot assign requested address")))
        .isInstanceOf(Verdict.LocalFault.class);
    assertThat(later(Transport.TCP, new IOException("Too many open files")))
        .isInstanceOf(Verdict.LocalFault.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nettyError_isKnownByTheNumberInItsText() {
    assertThat(
            later(
                Transport.TCP,
                new ConnectException(
                    "connect(..) failed with error(-99): Cannot assign requested address")))
        .isInstanceOf(Verdict.LocalFault.class);
  }

  @Test
  void unknownError_isLocalFaultWithItsText() {
    assertThat(later(Transport.TCP, new IOException("flux capacitor")))
        .isInstanceOfSatisfying(
            Verdict.LocalFault.class,
            fault -> assertThat(fault.evidence()).contains("flux capacitor"));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 3, 0, NET_UNREACHABLE",
    "4, 3, 1, HOST_UNREACHABLE",
    "4, 3, 2, PROTOCOL_UNREACHABLE",
    "4, 3, 3, PORT_UNREACHABLE",
    "4, 3, 6, NET_UNREACHABLE",
    "4, 3, 7, HOST_UNREACHABLE",
    "4, 3, 9, ADMIN_PROHIBITED",
    "4, 3, 10, ADMIN_PROHIBITED",
    "4, 3, 13, ADMIN_PROHIBITED",
    "4, 11, 0, HOST_UNREACHABLE",
    "6, 1, 0, NET_UNREACHABLE",
    "6, 1, 1, ADMIN_PROHIBITED",
    "6, 1, 3, HOST_UNREACHABLE",
    "6, 1, 4, PORT_UNREACHABLE",
    "6, 1, 5, ADMIN_PROHIBITED",
    "6, 1, 6, ADMIN_PROHIBITED",
    "6, 3, 0, HOST_UNREACHABLE",
    "6, 4, 1, PROTOCOL_UNREACHABLE"
  })
  void icmpMessage_decidesTheReason(int version, int type, int code, Reason reason) {
    IcmpError icmp = new DefaultIcmpError(version, type, code, InetAddress.getLoopbackAddress());
    for (Transport transport : Transport.values()) {
      Verdict verdict =
          FailureClassifier.classify(
              transport,
              new QueuedError(113, Optional.of(icmp)),
              new NoRouteToHostException(),
              null);
      assertReason(verdict, reason);
      Verdict.Answer answer = (Verdict.Answer) verdict;
      assertThat(answer.icmp()).contains(icmp);
      assertThat(answer.state())
          .isEqualTo(
              reason == Reason.PORT_UNREACHABLE && transport == Transport.UDP
                  ? PortState.NOT_LISTENING
                  : PortState.FILTERED);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 3, 4, true", "6, 2, 0, true", "4, 3, 3, false", "6, 1, 4, false"})
  void packetTooBig_isAboutThePathMtuOnly(int version, int type, int code, boolean pathMtu) {
    IcmpError icmp = new DefaultIcmpError(version, type, code, InetAddress.getLoopbackAddress());
    assertThat(FailureClassifier.isPathMtu(new QueuedError(90, Optional.of(icmp))))
        .isEqualTo(pathMtu);
  }

  @Test
  void hostUnreachable_fromThisHost_isANeighbourThatDoesNotReply() {
    Verdict.Answer answer = fromThisHost(4, 1);
    assertThat(answer.reason()).isEqualTo(Reason.HOST_UNREACHABLE);
    assertThat(answer.evidence()).contains("did not reply to ARP").doesNotContain("ICMP");
    assertThat(answer.icmp()).isEmpty();
  }

  @Test
  void otherMessage_fromThisHost_isAPacketFilterOfThisHost() {
    Verdict.Answer answer = fromThisHost(4, 13);
    assertThat(answer.reason()).isEqualTo(Reason.ADMIN_PROHIBITED);
    assertThat(answer.evidence()).contains("packet filter on this host");
    assertThat(answer.icmp()).isPresent();
  }

  private static Verdict.Answer fromThisHost(int version, int code) {
    InetAddress own = InetAddress.getLoopbackAddress();
    IcmpError icmp = new DefaultIcmpError(version, 3, code, own);
    return (Verdict.Answer)
        FailureClassifier.classify(
            Transport.TCP,
            new QueuedError(113, Optional.of(icmp)),
            new NoRouteToHostException(),
            own);
  }

  private static void assertReason(Verdict verdict, Reason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Answer.class, answer -> assertThat(answer.reason()).isEqualTo(reason));
  }
}
