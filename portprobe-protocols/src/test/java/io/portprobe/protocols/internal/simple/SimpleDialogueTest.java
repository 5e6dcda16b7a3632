package io.portprobe.protocols.internal.simple;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.simple.CharacterStream;
import io.portprobe.protocols.simple.EchoReply;
import io.portprobe.protocols.simple.Finger;
import io.portprobe.protocols.simple.IdentReply;
import io.portprobe.protocols.simple.ServerTime;
import io.portprobe.protocols.simple.SilentService;
import io.portprobe.protocols.simple.SimpleText;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleDialogueTest {
  private static TestDialogueContext tcp() {
    return TestDialogueContext.of(Transport.TCP, 1);
  }

  private static Step recorded(Protocol protocol, String recording) {
    byte[] bytes = Recording.of(SimpleFuzzTest.class, recording);
    return FuzzedPeer.stream(protocol, SimpleDialogueTest::tcp, bytes);
  }

  private static <F extends Finding> F finding(Class<F> type, Step step) {
    return type.cast(((Step.Finish) step).finding());
  }

  private static Step talk(Protocol protocol, String text) {
    return FuzzedPeer.stream(protocol, SimpleDialogueTest::tcp, text.getBytes(ISO_8859_1));
  }

  @Test
  void xinetd_servicesAreRead() {
    assertThat(finding(EchoReply.class, recorded(new EchoProtocol(), "echo/xinetd")).bytes())
        .isEqualTo(18);
    assertThat(finding(SimpleText.class, recorded(new DaytimeProtocol(), "daytime/xinetd")).text())
        .containsExactly("27 NOV 2026 23:51:47 UTC");
    assertThat(
            finding(CharacterStream.class, recorded(new ChargenProtocol(), "chargen/xinetd"))
                .lineLength())
        .isEqualTo(72);
    ServerTime time = finding(ServerTime.class, recorded(new TimeProtocol(), "time/xinetd"));
    assertThat(time.time()).isEqualTo(Instant.parse("2026-11-27T23:51:57Z"));
    assertThat(time.skew()).isEqualTo(Duration.between(TestDialogueContext.NOW, time.time()));
  }

  @Test
  void oidentd_namesNoUser() {
    IdentReply reply = finding(IdentReply.class, recorded(new IdentProtocol(), "ident/oidentd"));

    assertThat(reply.type()).isEqualTo("ERROR");
    assertThat(reply.detail()).isEqualTo("NO-USER");
  }

  @Test
  void finger_textsOfBsd_areAccepted() {
    assertThat(
            finding(SimpleText.class, recorded(new FingerProtocol(), "finger/bsd-finger")).text())
        .containsExactly("No one logged on.");
    assertThat(
            finding(SimpleText.class, recorded(new FingerProtocol(), "finger/bsd-finger-root"))
                .text())
        .anyMatch(line -> line.startsWith("Login: root"));
  }

  @Test
  void finger_sendsTheQueriedUser() {
    Dialogue dialogue = new FingerProtocol().open(tcp().with(Finger.USER, "root"));

    assertThat(dialogue.start()).isEqualTo(Step.send("root\r\n".getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail ready 10:20:30\r\n",
        "10:20:30\r\nand more\r\n",
        "no time of day\r\n",
        "27 NOV 2026 99:99:99",
        "27 NOV 2026\u0001 23:51:47\r\n"
      })
  void daytime_otherText_isAMismatch(String text) {
    assertThat(talk(new DaytimeProtocol(), text)).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void daytime_ofNist_isAccepted() {
    assertThat(talk(new DaytimeProtocol(), "\n60123 23-06-27 12:00:00 50 0 0 1.4 UTC(NIST) * \n"))
        .isInstanceOf(Step.Finish.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00ed\u0001\u0002", "\u00ed\u0001\u0002\u0003\u0004", "text", "\0\0\0\0"})
  void time_otherData_isAMismatch(String data) {
    assertThat(talk(new TimeProtocol(), data)).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void time_after2036_isNearestToTheLocalClock() {
    // 2^32 seconds after 1900 are 2036-02-07T06:28:16Z
    ServerTime time = finding(ServerTime.class, talk(new TimeProtocol(), "\0\0\0\u0010"));

    assertThat(time.time()).isEqualTo(Instant.parse("2036-02-07T06:28:32Z"));
  }

  @Test
  void qotd_provesNoProtocol() {
    SimpleText quote = finding(SimpleText.class, talk(new QotdProtocol(), "Hello\r\nworld\r\n"));

    assertThat(quote.text()).containsExactly("Hello", "world");
    assertThat(quote.facts().service()).isEmpty();
    assertThat(new QotdProtocol().isSafe()).isFalse();
  }

  @Test
  void silence_provesNoProtocol() {
    SilentService discard = finding(SilentService.class, talk(new DiscardProtocol(), ""));
    SilentService syslog = finding(SilentService.class, talk(new SyslogProtocol(), ""));

    assertThat(discard.sent()).isEqualTo(18);
    assertThat(syslog.sent()).isZero();
    assertThat(discard.facts()).isEqualTo(ServiceFacts.none());
    assertThat(discard.lines())
        .contains("a server of another protocol that waits for its request is silent too");
    assertThat(new DiscardProtocol().isSafe()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1, 2 : ERROR : NO-USER",
        "27706, 9550 : UNKNOWN : x",
        "27706, 9550",
        "27706, 9551 : ERROR : NO-USER"
      })
  void ident_otherLine_isAMismatch(String line) {
    assertThat(talk(new IdentProtocol(), line + "\r\n")).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void chargen_linesThatAreNotShifted_areAMismatch() {
    String line = "abcdefghijklmnopqrstuvwxyz0123456789\r\n";

    assertThat(
            new ChargenProtocol().recognise(ByteBuffer.wrap(line.repeat(3).getBytes(ISO_8859_1))))
        .isEmpty();
    assertThat(talk(new ChargenProtocol(), line.repeat(60))).isInstanceOf(Step.Mismatch.class);
    assertThat(talk(new ChargenProtocol(), ("a".repeat(72) + "\r\n").repeat(60)))
        .isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void chargen_decidesAfterThreeLines() {
    Dialogue dialogue = new ChargenProtocol().open(tcp());
    String line = "abcdefghijklmnopqrstuvwxyz0123456789\r\n";

    assertThat(dialogue.received(ByteBuffer.wrap(line.repeat(2).getBytes(ISO_8859_1))))
        .isEqualTo(Step.await());
    assertThat(dialogue.received(ByteBuffer.wrap(line.getBytes(ISO_8859_1))))
        .isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "28 NOV 2026 00:27:24 UTC\r\n",
        "Sat Nov 28 00:27:24 2026\r\n",
        "Tuesday, February 22, 1982 17:37:43-PST\r\n",
      })
  void daytime_recognisesACommonForm(String text) {
    assertThat(new DaytimeProtocol().recognise(ByteBuffer.wrap(text.getBytes(ISO_8859_1))))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "28 NOV 2026 00:27:24 UTC",
        "28 NOV 2026 00:27:24 UTC\r\nlogin: ",
        "closed until 28 NOV 2026 00:27:24 UTC\r\n",
        "220 Sat Nov 28 00:27:24 2026\r\n",
        "00:27\r\n",
      })
  void daytime_doesNotRecogniseOtherText(String text) {
    assertThat(new DaytimeProtocol().recognise(ByteBuffer.wrap(text.getBytes(ISO_8859_1))))
        .isEmpty();
  }

  @Test
  void time_recognisesFourBytesOfThisTime() {
    assertThat(time(0xee, 0xb4, 0x9e, 0x6c)).isTrue();
    assertThat(time(0xee, 0xb4, 0x9e)).isFalse();
    assertThat(time(0xee, 0xb4, 0x9e, 0x6c, 0)).isFalse();
    assertThat(time('E', 'R', 'R', '\n')).isFalse();
    assertThat(time(0xff, 0xfd, 0x18, 0xff)).as("Telnet").isFalse();
  }

  private static boolean time(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int each : bytes) {
      buffer.put((byte) each);
    }
    return new TimeProtocol().recognise(buffer.flip()).isPresent();
  }
}
