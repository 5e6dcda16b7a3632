package io.portprobe.internal.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbandonedCallsTest {
  private int looks;

  /** Finds the calls if these are seen by the first and by the second look. */
  private List<String> find(List<String> first, List<String> second) throws Exception {
    Queue<List<String>> left = new ArrayDeque<>(List.of(first, second));
    return AbandonedCalls.find(
            () -> {
              looks++;
              return left.remove();
            },
            Runnable::run)
        .get(60, SECONDS);
  }

  @Test
  void noCall_isLookedForOnce() throws Exception {
    assertThat(find(List.of(), List.of("started"))).isEmpty();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void callThatIsSeenTwice_isFound() throws Exception {
    assertThat(find(List.of("b", "a", "returned", "b"), List.of("b", "started", "a", "b")))
        .containsExactly("a", "b");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void manyCalls_areLimited() throws Exception {
    List<String> many = IntStream.range(100, 200).mapToObj(Integer::toString).toList();

    assertThat(find(many, many)).isEqualTo(many.subList(0, AbandonedCalls.MAX_CALLS));
  }
}
