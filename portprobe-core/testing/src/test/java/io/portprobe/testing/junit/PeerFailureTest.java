package io.portprobe.testing.junit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.SwitchablePeer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Parameter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // the peers and clients of other classes would be reported as leaks
class PeerFailureTest {
  private static final String EXPECTED = "expected 4 bytes [50 49 4e 47], but the client sent ";
  private static final List<String> CLOSED = new ArrayList<>();

  @BeforeEach
  void noneClosed() {
    CLOSED.clear();
  }

  static TcpPeer redis() {
    return TcpPeer.serving(Script.expect(bytes("PING")).reply(bytes("PONG")).thenClose());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Sends a text and reads until the peer closes. */
  private static String say(Peer peer, String words) throws IOException {
    try (Socket socket = new Socket(peer.host(), peer.port())) {
      socket.getOutputStream().write(bytes(words));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private abstract static class Redis {
    static TcpPeer redis() {
      return PeerFailureTest.redis();
    }
  }

  @ExtendWith(PortprobeExtension.class)
  static final class OneMethod extends Redis {
    @Test
    void right(@PeerFrom("redis") TcpPeer redis) throws IOException {
      assertThat(say(redis, "PING")).isEqualTo("PONG");
    }

    @Test
    void wrong(@PeerFrom("redis") TcpPeer redis) throws IOException {
      assertThat(say(redis, "QUIT")).isEmpty();
    }

    @Test
    void meant(@PeerFrom(value = "redis", mayFail = true) TcpPeer redis) throws IOException {
      assertThat(say(redis, "QUIT")).isEmpty();
      assertThat(redis.failures()).hasSize(1);
    }

    @Test
    void wrongAnyway(@PeerFrom("redis") TcpPeer redis) throws IOException {
      assertThat(say(redis, "QUIT")).isEqualTo("PONG");
    }
  }

  @Test
  @DisplayName("Failures of a peer fail the test unless they are expected")
  void one() {
    EngineRun run = EngineRun.of(OneMethod.class);
    assertThat(run.passed()).containsExactlyInAnyOrder("right(TcpPeer)", "meant(TcpPeer)");
    assertThat(run.failure("wrong(TcpPeer)"))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "wrong\\(TcpPeer\\): the peer at 127.0.0.1:\\d+ recorded failures \\(1\\):\n"
                + "  java.lang.AssertionError: \\Qexpected 4 bytes [50 49 4e 47], but the client "
                + "sent 4 bytes [51 55 49 54]\\E")
        .cause()
        .hasMessage(EXPECTED + "4 bytes [51 55 49 54]");
  }

  @Test
  @DisplayName("Failures of a peer are suppressed by the failure of the test")
  void behindTheTest() {
    Throwable failure = EngineRun.of(OneMethod.class).failure("wrongAnyway(TcpPeer)");
    assertThat(failure).hasMessageContaining("PONG");
    assertThat(failure.getSuppressed())
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .hasMessageContaining(EXPECTED);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class Switchable {
    static SwitchablePeer redis() {
      return SwitchablePeer.serving(Script.expect(bytes("PING")).reply(bytes("PONG")).thenClose());
    }

    @Test
    void wrong(@PeerFrom("redis") SwitchablePeer redis) throws IOException {
      assertThat(say(redis, "QUIT")).isEmpty();
    }
  }

  @Test
  @DisplayName("Failures of a switchable peer fail the test")
  void switchable() {
    assertThat(EngineRun.of(Switchable.class).failure("wrong(SwitchablePeer)"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("recorded failures (1):")
        .cause()
        .hasMessage(EXPECTED + "4 bytes [51 55 49 54]");
  }

  @ExtendWith(PortprobeExtension.class)
  static final class Several extends Redis {
    @Test
    void wrong(@PeerFrom("redis") TcpPeer first, @PeerFrom("redis") TcpPeer second)
        throws IOException {
      say(first, "QUIT");
      say(first, "EXIT");
      say(second, "STOP");
    }
  }

  @Test
  @DisplayName("All failures of several peers are reported")
  void several() {
    Throwable failure = EngineRun.of(Several.class).failure("wrong(TcpPeer, TcpPeer)");
    assertThat(failure).hasMessageContaining("53 54 4f 50"); // last made, first closed
    assertThat(failure.getSuppressed()).hasSize(1);
    Throwable first = failure.getSuppressed()[0];
    assertThat(first)
        .hasMessageContainingAll("recorded failures (2):\n", "51 55 49 54", "45 58 49 54");
    assertThat(first.getCause()).isInstanceOf(AssertionError.class);
    assertThat(first.getSuppressed()).hasSize(1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class OfClass extends Redis {
    private static TcpPeer redis;

    @BeforeAll
    static void start(@PeerFrom("redis") TcpPeer started) {
      redis = started;
    }

    @Test
    void wrong() throws IOException {
      assertThat(say(redis, "QUIT")).isEmpty();
    }
  }

  @Test
  @DisplayName("Failures of a peer of the class fail the class")
  void ofClass() {
    EngineRun run = EngineRun.of(OfClass.class);
    assertThat(run.passed()).containsExactly("wrong()");
    assertThat(run.failed()).containsExactly("PeerFailureTest$OfClass");
    assertThat(run.failure("PeerFailureTest$OfClass"))
        .hasMessageStartingWith("PeerFailureTest$OfClass: the peer at ")
        .hasMessageContaining(EXPECTED);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class OverUdp {
    static UdpPeer picky() {
      return UdpPeer.responding(
          request -> {
            throw new AssertionError("expected another word");
          });
    }

    @Test
    void wrong(@PeerFrom("picky") UdpPeer peer) throws Exception {
      try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Loopback.ipv4(), 0))) {
        socket.send(new DatagramPacket(new byte[1], 1, peer.address()));
        assertThat(peer.awaitRequests(1, Duration.ofSeconds(20))).isTrue();
      }
    }
  }

  @Test
  @DisplayName("Failures of a UDP peer that are recorded after the test fail it")
  void overUdp() {
    assertThat(EngineRun.of(OverUdp.class).failure("wrong(UdpPeer)"))
        .hasMessageContaining("expected another word");
  }

  /** Injects an object that fails to close. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @InjectedBy(Clinging.Factory.class)
  @interface Clinging {
    /** For the extension. */
    final class Factory implements ParameterFactory {
      /** For the extension. */
      public Factory() {}

      @Override
      public AutoCloseable create(Parameter parameter) {
        return () -> {
          CLOSED.add(parameter.getName());
          if (parameter.getName().equals("first")) {
            throw new IOException("clings");
          }
          throw new AssertionError("clings, too");
        };
      }
    }
  }

  @ExtendWith(PortprobeExtension.class)
  static final class Clings extends Redis {
    @Test
    void runs(
        @Clinging AutoCloseable first,
        @PeerFrom("redis") TcpPeer redis,
        @Clinging AutoCloseable last)
        throws IOException {
      say(redis, "QUIT");
      assertThat(first).isNotSameAs(last);
    }

    @Test
    void misfit(@Clinging TcpPeer last) {}
  }

  @Test
  @DisplayName("An argument that fails to close does not prevent others from closing")
  void clings() {
    EngineRun run = EngineRun.of(Clings.class);
    Throwable failure = run.failure("runs(AutoCloseable, TcpPeer, AutoCloseable)");
    assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("clings, too");
    assertThat(failure.getSuppressed()).hasSize(2);
    assertThat(failure.getSuppressed()[0]).hasMessageContaining(EXPECTED);
    assertThat(failure.getSuppressed()[1])
        .hasMessageContaining(" failed: java.io.IOException: clings")
        .hasRootCauseMessage("clings");
    assertThat(CLOSED).containsSubsequence("last", "first").hasSize(3);
  }

  @Test
  @DisplayName("An argument of the wrong type is closed and reported")
  void misfit() {
    Throwable failure = EngineRun.of(Clings.class).failure("misfit(TcpPeer)");
    assertThat(failure)
        .hasMessageContaining(Clinging.Factory.class.getName() + " created a ")
        .hasMessageContaining("(expected: " + TcpPeer.class.getName() + ")");
    assertThat(failure.getSuppressed()).hasSize(1);
  }
}
