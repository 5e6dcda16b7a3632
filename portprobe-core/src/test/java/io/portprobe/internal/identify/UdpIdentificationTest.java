package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.internal.dialogue.Sends;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpIdentificationTest {
  /** The port of {@link TestCandidates#CONTEXT}. */
  private static final int PORT = 4711;

  /** A dialogue that sends its name and accepts each response. */
  private record Named(String name) implements Dialogue {
    @Override
    public Step start() {
      return Step.send(name.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.await("no response to " + name);
    }
  }

  private static Candidate candidate(String name, int rarity, boolean safe, int port) {
    Set<Binding> bindings = Set.of(Binding.udp(port));
    Candidate candidate =
        TestCandidates.of(name, new Named(name), bindings.toArray(Binding[]::new));
    return new Candidate(
        name, candidate.protocol(), bindings, new Candidate.Rarity(9, rarity), safe);
  }

  /** Returns the datagrams of each group that are sent to a server without a response. */
  private static List<List<String>> groups(boolean unsafe, Candidate... candidates) {
    UdpIdentification identification =
        new UdpIdentification(TestCandidates.CONTEXT, new Candidates(List.of(candidates)), unsafe);
    List<List<String>> groups = new ArrayList<>();
    Step step = identification.start();
    while (!(step instanceof Step.Finish)) {
      groups.add(
          Sends.of(step).data().stream()
              .map(each -> StandardCharsets.US_ASCII.decode(each.duplicate()).toString())
              .toList());
      step = identification.silent();
    }
    return groups;
  }

  @Test
  void protocolsOfThePort_areFirst_inOneGroup_thenTheOthersByRarity() {
    assertThat(
            groups(
                false,
                candidate("rare", 9, true, 53),
                candidate("own-rare", 9, true, PORT),
                candidate("common", 1, true, 123),
                candidate("own-common", 1, true, PORT)))
        .containsExactly(List.of("own-common", "own-rare"), List.of("common", "rare"));
  }

  @Test
  void otherProtocols_areSentInGroupsOfSix() {
    Candidate[] candidates = new Candidate[14];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = candidate("p" + (char) ('a' + i), i, true, 53);
    }

    assertThat(groups(false, candidates))
        .containsExactly(
            List.of("pa", "pb", "pc", "pd", "pe", "pf"),
            List.of("pg", "ph", "pi", "pj", "pk", "pl"),
            List.of("pm", "pn"));
  }

  @Test
  void deadline_beforeAllGroups_isReported() {
    Candidate[] candidates = new Candidate[9];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = candidate("p" + i, i, true, 53);
    }
    UdpIdentification identification =
        new UdpIdentification(
            TestCandidates.context(() -> Duration.ZERO),
            new Candidates(List.of(candidates)),
            false);
    var unused = identification.start();

    assertThat(identification.partial().orElseThrow().lines())
        .contains(
            "evidence: no reply to the requests of 6 of 9 protocols, and the deadline ended the"
                + " identification early");
  }

  @Test
  void allProtocolsOfThePort_areInTheFirstGroup_alsoMoreThanSix() {
    Candidate[] candidates = new Candidate[9];
    for (int i = 0; i < 8; i++) {
      candidates[i] = candidate("own" + i, i, true, PORT);
    }
    candidates[8] = candidate("other", 0, true, 53);

    List<List<String>> groups = groups(false, candidates);

    assertThat(groups).hasSize(2);
    assertThat(groups.get(0)).hasSize(8).allMatch(name -> name.startsWith("own"));
    assertThat(groups.get(1)).containsExactly("other");
  }

  @Test
  void unsafeProtocol_isSentOnlyIfEnabled_andItsPortIsQuiet() {
    Candidate wakes = candidate("wakes", 1, false, 53);
    Candidate other = candidate("other", 2, true, 123);

    assertThat(groups(false, wakes, other)).containsExactly(List.of("other"));
    assertThat(groups(true, wakes, other)).containsExactly(List.of("wakes", "other"));
    assertThat(groups(false, candidate("own", 1, false, PORT), other)).isEmpty();
  }

  /** Printers print what they receive, and controllers act on it. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 102, 502, 2404, 20_000, 44_818, 47_808
      })
  void quietPort_hasNoRequests_alsoOverTls_unlessUnsafeOnesAreEnabled(int port) {
    Candidate requests =
        TestCandidates.of("requests", new Named("requests"), Binding.tcp(80), Binding.tls(443));
    Candidates candidates = new Candidates(List.of(requests));

    assertThat(candidates.isQuiet(Transport.TCP, port)).isTrue();
    for (boolean tls : new boolean[] {false, true}) {
      assertThat(candidates.requests(Transport.TCP, port, tls, false)).isEmpty();
      assertThat(candidates.requests(Transport.TCP, port, tls, true)).containsExactly(requests);
      assertThat(candidates.requests(Transport.TCP, 8_000, tls, false)).isNotEmpty();
    }
  }
}
