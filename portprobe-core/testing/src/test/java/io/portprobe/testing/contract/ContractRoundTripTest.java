package io.portprobe.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.testing.internal.contract.ContractText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class ContractRoundTripTest {
  /** Any text, half of it of what means something in YAML, or is awkward in one way or other. */
  private static Arbitrary<String> text(int least) {
    Arbitrary<String> awkward =
        Arbitraries.strings()
            .withChars(" :#'\"\\-?&*!|>%@`{}[],~\t\n\r\u0000\u0007\u0085\u00a0\u2028\u2029\ufeff")
            .withChars('a', '0', '\ufffe', '\uffff', '\u007f')
            .ofMinLength(least)
            .ofMaxLength(12);
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .map(Character::toString)
            .list()
            .ofMinSize(least)
            .ofMaxSize(40)
            .map(parts -> String.join("", parts));
    Arbitrary<String> words =
        Arbitraries.of(
                "null", "true", "yes", "~", "<<", "=", "1", "0x1f", "1e3", ".nan", "---", "...")
            .filter(word -> word.length() >= least);
    return Arbitraries.oneOf(awkward, any, words);
  }

  @Provide
  Arbitrary<ContractEntry> contractLines() {
    Arbitrary<Endpoint> endpoints =
        Combinators.combine(
                Arbitraries.of(Transport.values()),
                Arbitraries.of(
                    "h", "db.corp.example.", "127.0.0.1", "::1", "fe80::1%eth0", "xn--caf-dma"),
                Arbitraries.integers().between(1, 65_535))
            .as(Endpoint::new);
    Arbitrary<String> protocols =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "no", "1", "1e3", "0x1f", "-", "---", "Dns"),
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("09-")
                .ofMinLength(1)
                .ofMaxLength(32));
    Arbitrary<List<String>> lines = text(1).list().ofMaxSize(4);
    Arbitrary<Map<String, String>> values = Arbitraries.maps(text(1), text(0)).ofMaxSize(4);
    return Combinators.combine(
            endpoints,
            Arbitraries.of(PortState.values()),
            Arbitraries.of(Reason.values()).set().ofMaxSize(3),
            protocols.optional(0.8),
            lines,
            values)
        .as(
            (endpoint, state, reasons, protocol, texts, pairs) ->
                new ContractEntry(
                    "connectivity.yaml:1",
                    endpoint,
                    state,
                    reasons,
                    protocol,
                    protocol.isPresent() ? texts : List.of(),
                    protocol.isPresent() ? pairs : Map.of()));
  }

  @Provide
  Arbitrary<List<String>> comments() {
    return text(0).list().ofMaxSize(3);
  }

  @Tag("slow")
  @Property(tries = 500)
  @Label("A written contract is read back unchanged, with any comments")
  void readBack(
      @ForAll("contractLines") ContractEntry one,
      @ForAll("contractLines") ContractEntry other,
      @ForAll("comments") List<String> comments) {
    String text = ContractWriter.text(NetworkContract.of(one, other), List.of(comments, comments));

    List<ContractEntry> read = ContractReader.read("connectivity.yaml", text).entries();

    assertThat(read.stream().map(ContractRoundTripTest::anywhere))
        .as(text)
        .containsExactly(one, other);
  }

  /** Returns the entry with a fixed origin: the lines in the file differ. */
  private static ContractEntry anywhere(ContractEntry line) {
    return new ContractEntry(
        "connectivity.yaml:1",
        line.endpoint(),
        line.state(),
        line.reasons(),
        line.protocol(),
        line.lines(),
        line.values());
  }

  @Property(tries = 500)
  @Label("The valid part of a text is a prefix that a contract accepts")
  void part(@ForAll String text) {
    String part = ContractText.part(text.repeat(20));

    assertThat(text.repeat(20)).startsWith(part);
    assertThat(ContractText.objection(part, true)).isEqualTo(Optional.empty());
  }
}
