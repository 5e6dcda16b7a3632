package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.protocols.store.MemcachedResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemcachedTest {
  private static Recording open(Transport transport) {
    return Recording.start(new MemcachedProtocol().open(TestDialogueContext.of(transport, 11_211)));
  }

  private static byte[] recorded(String method, String name) {
    return Recording.read(StoreFuzzTest.class, method, name);
  }

  @Test
  void tcp_hasVersion() {
    Recording recording = open(Transport.TCP).receive(recorded("memcached", "memcached-1.6.18"));
    MemcachedResult memcached = recording.finding(MemcachedResult.class);

    assertThat(recording.sent()).containsExactly("version\r\n".getBytes(US_ASCII));
    assertThat(memcached.version()).contains("1.6.18");
    assertThat(memcached.error()).isEmpty();
    assertThat(memcached.lines()).containsExactly("memcached 1.6.18");
  }

  @Test
  void tcp_serverThatRequiresAuthentication_isFound() {
    MemcachedResult memcached =
        open(Transport.TCP)
            .receive(recorded("memcached", "memcached-1.6.18-auth"))
            .finding(MemcachedResult.class);

    assertThat(memcached.version()).isEmpty();
    assertThat(memcached.error()).contains("CLIENT_ERROR unauthenticated");
    assertThat(memcached.lines())
        .containsExactly("memcached", "error: CLIENT_ERROR unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "VERSION ", "VERSION one", "VERSION 1", "VERSION 1.6 x", "OK"})
  void tcp_otherLines_areMismatches(String line) {
    assertThat(open(Transport.TCP).receive((line + "\r\n").getBytes(US_ASCII)).last())
        .isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void udp_hasVersion_ifTheIdIsThatOfTheRequest() {
    Recording recording = open(Transport.UDP);
    byte[] request = recording.sent().get(0);
    byte[] response = recorded("memcachedDatagram", "memcached-1.6.18");
    assertThat(request).hasSize(8 + 9);

    recording.receive(response);
    assertThat(recording.last()).isInstanceOf(Step.Await.class);

    System.arraycopy(request, 0, response, 0, 2);
    assertThat(recording.receive(response).finding(MemcachedResult.class).version())
        .contains("1.6.18");
  }

  @Test
  void udp_otherFrames_areIgnored() {
    Recording recording = open(Transport.UDP);
    byte[] id = recording.sent().get(0);
    byte[][] others = {
      {id[0], id[1], 0, 0, 0, 1},
      {id[0], id[1], 0, 1, 0, 1, 0, 0, 'V'},
      {id[0], id[1], 0, 0, 0, 2, 0, 0, 'V'},
      {id[0], id[1], 0, 0, 0, 1, 0, 0, 'V', '\r', '\n'},
      {id[0], id[1], 0, 0, 0, 1, 0, 0, 'V'},
    };
    for (byte[] datagram : others) {
      assertThat(recording.receive(datagram).last()).isInstanceOf(Step.Await.class);
    }
  }

  @Test
  void recognise_versionAndClientError_notError() {
    assertThat(recognised("VERSION 1.6.18\r\n"))
        .isEqualTo(ServiceFacts.of("memcached").withProduct("memcached").withVersion("1.6.18"));
    assertThat(recognised("CLIENT_ERROR bad command line format\r\n").service())
        .contains("memcached");
    assertThat(recognised("ERROR\r\n")).isEqualTo(ServiceFacts.none());
    assertThat(recognised("VERSION 1.6")).isEqualTo(ServiceFacts.none());
  }

  private static ServiceFacts recognised(String text) {
    return new MemcachedProtocol()
        .recognise(ByteBuffer.wrap(text.getBytes(US_ASCII)))
        .orElse(ServiceFacts.none());
  }
}
