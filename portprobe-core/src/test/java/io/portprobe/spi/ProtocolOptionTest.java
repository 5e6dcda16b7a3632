package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtocolOptionTest {
  private enum Mode {
    FAST,
    VERY_SLOW
  }

  private static final ProtocolOption<Integer> PAGE =
      ProtocolOption.of("test.page", 1, page -> page > 0, "at least 1")
          .describedAs("The page to read.");
  private static final ProtocolOption<String> COMMUNITY =
      ProtocolOption.of("test.community", "public", text -> text.length() < 9, "1-8 characters")
          .secret();

  private static final class Paged implements Protocol {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(9));
    }

    @Override
    public List<ProtocolOption<?>> options() {
      return List.of(PAGE, COMMUNITY);
    }

    @Override
    public Dialogue open(DialogueContext context) {
      throw new IllegalStateException("page " + context.option(PAGE));
    }
  }

  @Test
  void text_isParsedByTheTypeOfTheDefault() {
    assertThat(ProtocolOption.of("a", true).parse("False")).isFalse();
    assertThat(ProtocolOption.of("a", 1).parse("12")).isEqualTo(12);
    assertThat(ProtocolOption.of("a", 1L).parse("12")).isEqualTo(12L);
    assertThat(ProtocolOption.of("a", "x").parse("yz")).isEqualTo("yz");
    assertThat(ProtocolOption.of("a", Duration.ZERO).parse("PT1.5S"))
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(ProtocolOption.of("a", Mode.FAST).parse("very-slow")).isEqualTo(Mode.VERY_SLOW);
    assertThat(
            ProtocolOption.of("a", List.of("x"))
                .parsedBy(text -> List.of(text.split(",")), "words")
                .parse("b,c"))
        .containsExactly("b", "c");
  }

  @Test
  void invalidText_isRejected_withTheNameTheValueAndTheRange() {
    assertThatThrownBy(() -> ProtocolOption.of("a", true).parse("yes"))
        .hasMessage("a: 'yes' (expected: true or false)");
    assertThatThrownBy(() -> ProtocolOption.of("a", Mode.FAST).parse("slow"))
        .hasMessage("a: 'slow' (expected: fast, very-slow)");
    assertThatThrownBy(() -> PAGE.parse("0")).hasMessage("test.page: '0' (expected: at least 1)");
    assertThatThrownBy(() -> PAGE.parse("x")).hasMessage("test.page: 'x' (expected: at least 1)");
    assertThatThrownBy(() -> ProtocolOption.of("a", List.of()).parse("x"))
        .hasMessageStartingWith("a: cannot be set by a text");
  }

  @Test
  void secret_isInNoMessage() {
    assertThatThrownBy(() -> COMMUNITY.parse("much too long"))
        .hasMessage("test.community: (secret) (expected: 1-8 characters)")
        .hasNoCause();
    assertThat(COMMUNITY).hasToString("test.community (default: (secret))");
  }

  @Test
  void option_isSetByName_andListedByTheClient() {
    try (ProbeClient client =
        ProbeClient.builder().withoutDiscovery().protocol(new Paged()).build()) {
      assertThat(client.options("TEST")).containsExactly(PAGE, COMMUNITY);
      assertThat(PAGE.description()).isEqualTo("The page to read.");

      PortProbe probe = client.tcp("127.0.0.1", 9);
      assertThat(probe.option("test.page", "2").toString()).doesNotContain("test");
      assertThatThrownBy(() -> probe.option("test.page", "-1"))
          .hasMessage("test.page: '-1' (expected: at least 1)");
      assertThatThrownBy(() -> probe.option("test.pages", "1"))
          .hasMessage("option: 'test.pages' (expected: test.community, test.page)");
      assertThatThrownBy(() -> client.options("other"))
          .hasMessage("protocol: 'other' (expected: test)");
    }
  }
}
