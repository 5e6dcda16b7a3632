package io.portprobe.protocols.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.TestDialogueContext;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DnsQueryTest {
  @Test
  void defaultQuery_isRootNsWithRdEdnsAndNsid() {
    DnsQuery question = DnsMessageWriter.question(DnsMessageWriter.context(Transport.UDP));
    byte[] expected =
        DnsMessageWriter.message(
                question.id(),
                DnsMessageWriter.RECURSION_DESIRED | DnsMessageWriter.AUTHENTIC,
                1,
                0,
                0,
                1)
            .question(".", DnsMessageWriter.NS, DnsMessageWriter.IN)
            .opt(1232, 0, 0, 0, (byte) 0, (byte) 3, (byte) 0, (byte) 0)
            .toBytes();
    assertThat(question.message()).isEqualTo(expected);
    assertThat(question).hasToString(". IN NS");
  }

  @Test
  void id_isRandomOverWholeRange() {
    Set<Integer> ids = new HashSet<>();
    TestDialogueContext context = DnsMessageWriter.context(Transport.UDP);
    for (int i = 0; i < 2000; i++) {
      ids.add(DnsMessageWriter.question(context).id());
    }
    assertThat(ids).hasSizeGreaterThan(1900).allMatch(id -> id >= 0 && id <= 0xffff);
    assertThat(ids).anyMatch(id -> id > 0xff00).anyMatch(id -> id < 0x0100);
  }

  @Test
  void name_hasLettersOfRandomCase() {
    String name = "a-long_label0123456789.xn--nxasmq6b.example.";
    Set<String> spellings = new HashSet<>();
    TestDialogueContext context = DnsMessageWriter.context(Transport.UDP).with(Dns.NAME, name);
    for (int i = 0; i < 100; i++) {
      byte[] message = DnsMessageWriter.question(context).message();
      byte[] wire = Arrays.copyOfRange(message, 12, 12 + name.length() + 1);
      spellings.add(new String(wire, StandardCharsets.US_ASCII));
    }
    byte[] plain = DnsMessageWriter.message(0, 0).name(name).toBytes();
    String expected = new String(plain, 12, plain.length - 12, StandardCharsets.US_ASCII);
    assertThat(spellings)
        .hasSizeGreaterThan(90)
        .allMatch(spelling -> spelling.toLowerCase(Locale.ROOT).equals(expected));
  }

  @ParameterizedTest(name = "{0} {1} {2} -> {3}")
  @CsvSource({
    "portprobe.test, SOA, IN, portprobe.test. IN SOA",
    "portprobe.test., soa, in, portprobe.test. IN SOA",
    "version.bind, TXT, CH, version.bind. CH TXT",
    "., TYPE65, CLASS1, . IN HTTPS",
    "a, TYPE65280, CLASS254, a. NONE TYPE65280",
    "a\\.b.c, ANY, ANY, a\\.b.c. ANY ANY",
  })
  void options_setQuestion(String name, String type, String dnsClass, String expected) {
    TestDialogueContext context =
        DnsMessageWriter.context(Transport.UDP)
            .with(Dns.NAME, name)
            .with(Dns.TYPE, type)
            .with(Dns.CLASS, dnsClass);
    assertThat(DnsMessageWriter.question(context)).hasToString(expected);
  }

  static Stream<Arguments> wrong() {
    String longLabel = "a".repeat(64);
    return Stream.of(
        Arguments.of(Dns.NAME, ""),
        Arguments.of(Dns.NAME, "a..b"),
        Arguments.of(Dns.NAME, longLabel),
        Arguments.of(Dns.NAME, "abcdefg.".repeat(32)),
        Arguments.of(Dns.NAME, "m\u00fcnchen.example"),
        Arguments.of(Dns.NAME, "with space"),
        Arguments.of(Dns.NAME, "a\\999"),
        Arguments.of(Dns.TYPE, ""),
        Arguments.of(Dns.TYPE, "NOSUCHTYPE"),
        Arguments.of(Dns.TYPE, "TYPE65536"),
        Arguments.of(Dns.TYPE, "TYPE-1"),
        Arguments.of(Dns.CLASS, "XX"),
        Arguments.of(Dns.CLASS, "CLASS65536"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("wrong")
  void options_invalidValue_throwsWithOptionAndValue(ProtocolOption<String> option, String value) {
    TestDialogueContext context = DnsMessageWriter.context(Transport.TCP);
    assertThatThrownBy(() -> context.with(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option.name() + ": " + SafeText.quote(value) + " (expected: ");
  }
}
