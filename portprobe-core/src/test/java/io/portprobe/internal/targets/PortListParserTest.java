package io.portprobe.internal.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portprobe.Transport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortListParserTest {
  private static int[] parse(String text) {
    return PortListParser.parse(Transport.TCP, text);
  }

  @Test
  void ports_keepTheirOrder_eachOnce() {
    assertThat(parse("443,22, 80 ,22,0443")).containsExactly(443, 22, 80);
  }

  @Test
  void ranges_mayBeOpenAtOneEnd() {
    assertThat(parse("5-8")).containsExactly(5, 6, 7, 8);
    assertThat(parse("7-7")).containsExactly(7);
    assertThat(parse("-3")).containsExactly(1, 2, 3);
    assertThat(parse("65534-")).containsExactly(65_534, 65_535);
  }

  @Test
  void overlap_keepsTheFirstOccurrence() {
    assertThat(parse("4,2-5,1-3")).containsExactly(4, 2, 3, 5, 1);
  }

  @Test
  void all_isEveryPort() {
    assertThat(parse("ALL")).isEqualTo(IntStream.rangeClosed(1, 65_535).toArray());
    assertThat(parse("443,all")).hasSize(65_535).startsWith(443, 1, 2);
  }

  @Test
  void services_dependOnTheTransport() {
    assertThat(parse("SSH,https")).containsExactly(22, 443);
    assertThat(PortListParser.parse(Transport.UDP, "snmp")).containsExactly(161);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortListParser.parse(Transport.UDP, "ssh"))
        .withMessageContaining("ssh")
        .withMessageContaining("UDP");
  }

  @Test
  void top_isTheBeginningOfTheList() {
    WellKnownServices services = WellKnownServices.of(Transport.TCP);

    assertThat(parse("top:1")).containsExactly(80);
    assertThat(parse("top:" + services.size()))
        .startsWith(parse("top:10"))
        .doesNotHaveDuplicates()
        .hasSize(services.size());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1-65535",
    "65536, 1-65535",
    "99999, 1-65535",
    "1-65536, 1-65535",
    "0-5, 1-65535",
    "9-8, low to high",
    "-, a range such as",
    "'', a range such as",
    "'80,', a range such as",
    "' ', a range such as",
    "123456, a range such as",
    "1-2-3, a range such as",
    "+80, a range such as",
    "\u0668\u0660, a range such as",
    "nosuchservice, a range such as",
    "top:, a range such as",
    "top:0, top:1 to top:",
    "top:99999, top:1 to top:",
  })
  void otherParts_areQuotedWithWhatIsExpected(String text, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("ports: ")
        .withMessageContaining("(expected: ")
        .withMessageContaining(expected);
  }

  @Test
  void distinct_removesDuplicates() {
    assertThat(PortListParser.distinct(9, 8, 9)).containsExactly(9, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortListParser.distinct())
        .withMessage("ports: none (expected: at least one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortListParser.distinct(80, -1))
        .withMessageContaining("-1")
        .withMessageContaining("1-65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "80;80",
        "1,2;1,2",
        "1,2,3;1-3",
        "3,2,1;3,2,1",
        "1,2,3,5,7,8;1-3,5,7,8",
        "65534-;65534,65535"
      })
  void format_joinsThreeOrMoreConsecutivePorts(String text, String expected) {
    assertThat(PortListParser.format(parse(text))).isEqualTo(expected);
  }

  @Test
  void format_ofNothing_isEmpty() {
    assertThat(PortListParser.format(new int[0])).isEmpty();
  }

  @Property(tries = 300)
  void formattedPorts_parseToTheSame(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 80) Integer> any) {
    int[] ports = new LinkedHashSet<>(any).stream().mapToInt(Integer::intValue).toArray();

    assertThat(parse(PortListParser.format(ports))).isEqualTo(ports);
  }
}
