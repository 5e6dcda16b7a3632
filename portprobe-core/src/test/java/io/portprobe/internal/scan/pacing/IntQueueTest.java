package io.portprobe.internal.scan.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IntQueueTest {
  private final IntQueue queue = new IntQueue();

  private static List<Integer> content(IntQueue queue) {
    List<Integer> values = new ArrayList<>();
    queue.forEach(values::add);
    return values;
  }

  @Test
  void emptyQueue_hasNothingToRemove() {
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.size()).isZero();
    assertThat(content(queue)).isEmpty();
    assertThatThrownBy(queue::remove).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void emptiedQueue_hasNothingToRemove() {
    queue.add(1);
    queue.remove();

    assertThatThrownBy(queue::remove).isInstanceOf(NoSuchElementException.class);
    assertThat(queue.size()).isZero();
  }

  @Test
  void growth_keepsTheOrderOfAWrappedRing() {
    for (int i = 0; i < 8; i++) {
      queue.add(i);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(queue.remove()).isEqualTo(i);
    }
    for (int i = 8; i < 20; i++) {
      queue.add(i);
    }

    assertThat(content(queue))
        .containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  }

  @Test
  void reset_empties_howeverLargeTheQueueWas() {
    for (int size : new int[] {3, 64, 65, 1_000}) {
      for (int i = 0; i < size; i++) {
        queue.add(i);
      }

      queue.reset();

      assertThat(queue.isEmpty()).isTrue();
      queue.add(7);
      assertThat(content(queue)).containsExactly(7);
      queue.reset();
    }
  }

  @Property(tries = 300)
  void values_areRemovedInTheOrderOfTheirAddition(
      @ForAll @Size(max = 400) List<Integer> values, @ForAll @Size(max = 400) List<Boolean> adds) {
    IntQueue any = new IntQueue();
    Deque<Integer> expected = new ArrayDeque<>();
    int next = 0;
    for (boolean add : adds) {
      if (add && next < values.size()) {
        any.add(values.get(next));
        expected.add(values.get(next++));
      } else if (!expected.isEmpty()) {
        assertThat(any.remove()).isEqualTo(expected.remove());
      }
      assertThat(any.size()).isEqualTo(expected.size());
      assertThat(any.isEmpty()).isEqualTo(expected.isEmpty());
    }
    assertThat(content(any)).containsExactlyElementsOf(expected);
  }
}
