package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProbeListTest {
  private final ProbeList list = new ProbeList();

  private static List<SweepProbe> drain(ProbeList list) {
    List<SweepProbe> all = new ArrayList<>();
    for (SweepProbe probe = list.poll(); probe != null; probe = list.poll()) {
      all.add(probe);
    }
    return all;
  }

  private SweepProbe added() {
    SweepProbe probe = new SweepProbe();
    list.addLast(probe);
    return probe;
  }

  @Test
  void emptyList_hasNoFirst() {
    assertThat(list.isEmpty()).isTrue();
    assertThat(list.poll()).isNull();
  }

  @Test
  void poll_takesTheFirst() {
    SweepProbe second = added();
    SweepProbe third = added();
    SweepProbe first = new SweepProbe();
    list.addFirst(first);

    assertThat(drain(list)).containsExactly(first, second, third);
    assertThat(list.isEmpty()).isTrue();
  }

  @Test
  void unlink_takesOutOfTheMiddle() {
    SweepProbe first = added();
    SweepProbe middle = added();
    SweepProbe last = added();

    ProbeList.unlink(middle);
    ProbeList.unlink(middle);

    assertThat(drain(list)).containsExactly(first, last);
  }

  @Test
  void unlinkedProbe_canBeAddedToAnotherList() {
    ProbeList other = new ProbeList();
    SweepProbe probe = added();

    ProbeList.unlink(probe);
    other.addLast(probe);

    assertThat(list.isEmpty()).isTrue();
    assertThat(drain(other)).containsExactly(probe);
  }

  @Test
  void takeAll_appendsTheOtherListAndEmptiesIt() {
    ProbeList other = new ProbeList();
    SweepProbe first = added();
    SweepProbe second = new SweepProbe();
    SweepProbe third = new SweepProbe();
    other.addLast(second);
    other.addLast(third);

    list.takeAll(other);
    list.takeAll(other);

    assertThat(other.isEmpty()).isTrue();
    assertThat(drain(list)).containsExactly(first, second, third);
  }

  @Property(tries = 200)
  void list_agreesWithADeque(@ForAll @Size(max = 200) List<@IntRange(max = 4) Integer> actions) {
    ProbeList any = new ProbeList();
    Deque<SweepProbe> expected = new ArrayDeque<>();
    for (int action : actions) {
      switch (action) {
        case 0 -> {
          SweepProbe probe = new SweepProbe();
          any.addFirst(probe);
          expected.addFirst(probe);
        }
        case 1, 2 -> {
          SweepProbe probe = new SweepProbe();
          any.addLast(probe);
          expected.addLast(probe);
        }
        case 3 -> assertThat(any.poll()).isSameAs(expected.poll());
        default -> {
          SweepProbe last = expected.pollLast();
          if (last != null) {
            ProbeList.unlink(last);
          }
        }
      }
      assertThat(any.isEmpty()).isEqualTo(expected.isEmpty());
    }
    assertThat(drain(any)).containsExactlyElementsOf(expected);
  }
}
