package io.portprobe.protocols.internal.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ssh.SshAlgorithms;
import io.portprobe.protocols.ssh.SshResult;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshDialogueTest {
  private final Dialogue dialogue =
      new SshProtocol().open(TestDialogueContext.of(Transport.TCP, 22));

  private Step receive(byte[] bytes) {
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private Step receive(String text) {
    return receive(text.getBytes(US_ASCII));
  }

  private static SshResult result(Step step) {
    Step end = step;
    while (end instanceof Step.Send send) {
      end = send.then();
    }
    return (SshResult) ((Step.Finish) end).finding();
  }

  private static String sent(Step step) {
    return US_ASCII.decode(((Step.Send) step).bytes()).toString();
  }

  @Test
  void openSsh_algorithmsAndFacts_areRead() {
    assertThat(dialogue.start()).isInstanceOf(Step.Await.class);
    Step step = receive(Recording.of(SshFuzzTest.class, "stream/openssh"));

    assertThat(sent(step)).isEqualTo("SSH-2.0-portprobe\r\n");
    SshResult result = result(step);
    assertThat(result.identification()).isEqualTo("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10");
    assertThat(result.complete()).isTrue();
    SshAlgorithms algorithms = result.algorithms().orElseThrow();
    assertThat(algorithms.keyExchange())
        .hasSize(12)
        .startsWith("sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com")
        .endsWith("kex-strict-s-v00@openssh.com");
    assertThat(algorithms.hostKey())
        .containsExactly("rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ssh-ed25519");
    assertThat(algorithms.ciphersToServer())
        .startsWith("chacha20-poly1305@openssh.com")
        .hasSize(6)
        .isEqualTo(algorithms.ciphersToClient());
    assertThat(algorithms.macsToClient()).endsWith("hmac-sha1").hasSize(10);
    assertThat(algorithms.compressionToServer()).containsExactly("none", "zlib@openssh.com");
    assertThat(result.facts().product()).contains("OpenSSH");
    assertThat(result.facts().version()).contains("9.2p1");
    assertThat(result.facts().operatingSystem()).contains("Debian");
    assertThat(result.lines()).hasSize(6).contains("compression: none zlib@openssh.com");
  }

  @Test
  void end_sendsADisconnectMessage() {
    Step step = receive(Recording.of(SshFuzzTest.class, "stream/dropbear"));
    ByteBuffer last = ((Step.Send) ((Step.Send) step).then()).bytes();

    assertThat(last.getInt()).isEqualTo(last.remaining());
    int padding = last.get();
    assertThat(padding).isBetween(4, 12);
    assertThat(last.limit() % 8).isZero();
    assertThat(last.get()).isEqualTo((byte) SshPacket.DISCONNECT);
    assertThat(last.getInt()).isEqualTo(11);
  }

  @Test
  void serverThatWaits_receivesTheIdentificationAfterASecond() {
    assertThat(dialogue.start()).isEqualTo(Step.await(Duration.ofSeconds(1)));
    assertThat(sent(dialogue.silent())).isEqualTo("SSH-2.0-portprobe\r\n");

    Step step = receive(Recording.of(SshFuzzTest.class, "stream/dropbear"));

    assertThat(result(step).facts().product()).contains("Dropbear");
    assertThat(sent(step)).doesNotStartWith("SSH-");
  }

  @Test
  void linesBeforeTheIdentification_areReported() {
    Step step = receive("No entry\u0007\r\n\r\nSSH-1.5-OpenSSH_2.9 p2 extra\r\n");

    SshResult result = result(step);
    assertThat(result.precedingLines()).hasSize(2).startsWith("No entry\\u0007");
    assertThat(result.protocolVersion()).isEqualTo("1.5");
    assertThat(result.comments()).contains("p2 extra");
    assertThat(result.algorithms()).isEmpty();
    assertThat(result.complete()).isTrue();
  }

  @Test
  void echoServer_isNoSshServer() {
    var sent = dialogue.silent();
    var unused = receive(sent(sent));

    assertThat(dialogue.partial()).isEmpty();
  }

  @Test
  void moreThan100Lines_areNoSshServer() {
    assertThat(receive(String.join("", Collections.nCopies(101, "hello\r\n"))))
        .isEqualTo(Step.mismatch("expected an SSH identification, received other text"));
  }

  @Test
  void streamThatEndsAfterTheIdentification_isAnIncompleteFinding() {
    var unused = receive("SSH-2.0-x\r\n");

    SshResult result = result(dialogue.closed());

    assertThat(result.complete()).isFalse();
    assertThat(result.lines()).contains("incomplete: no algorithms received");
  }

  @Test
  void disconnectMessage_isReported() {
    var unused = receive("SSH-2.0-x\r\n");
    byte[] packet = SshPacket.disconnect(TestDialogueContext.of(Transport.TCP, 22).random());

    assertThat(result(receive(packet)).disconnect()).contains("11 portprobe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Exceeded MaxStartups\r\n", "Not allowed at this time\r\n"})
  void limitOfOpenSsh_isARefusal(String line) {
    var unused = receive(line);

    assertThat(((Step.Mismatch) dialogue.closed()).refused()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SSH-2.0-OpenSSH_for_Windows_9.5, OpenSSH, 9.5, Windows",
    "SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13.5, OpenSSH, 9.6p1, Ubuntu",
    "SSH-1.99-Cisco-1.25, Cisco, 1.25, Cisco IOS",
    "SSH-2.0-libssh_0.9.6, libssh, 0.9.6,",
    "SSH-2.0-ROSSSH, ROSSSH,, MikroTik RouterOS",
    "SSH-2.0-mod_sftp/0.9.9, mod_sftp, 0.9.9,",
    "SSH-2.0-Go, Go,,",
    "SSH-2.0-APACHE-SSHD-2.12.1, APACHE-SSHD, 2.12.1,"
  })
  void recognise_identification_hasFacts(
      String line, String product, String version, String system) {
    ServiceFacts facts = recognise(line + "\r\n").orElseThrow();

    assertThat(facts.service()).contains("ssh");
    assertThat(facts.product()).contains(product);
    assertThat(facts.version()).isEqualTo(Optional.ofNullable(version));
    assertThat(facts.operatingSystem()).isEqualTo(Optional.ofNullable(system));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 SSH-2.0-x\r\n",
        "SSH-",
        "SSH-x.0-y\r\n",
        "\0",
        "SSH-2.0-portprobe\r\n",
        "ssh-2.0-x\r\n"
      })
  void recognise_otherText_isEmpty(String text) {
    assertThat(recognise(text)).isEmpty();
  }

  private static Optional<ServiceFacts> recognise(String text) {
    return new SshProtocol().recognise(ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer());
  }
}
