package io.portprobe.testing.protocol;

import io.portprobe.spi.Finding;
import io.portprobe.testing.protocol.DialogueHarness.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Contract checks of the work that a dialogue does, and of dialogues on several threads. */
final class LoadChecks {
  private static final int THREADS = 4;
  private static final int CONVERSATIONS = 25;
  private static final int NESTING = 100_000;
  private static final int MAX_VALUES = 48;
  private static final String BRACKETS = "([{<\"";

  private final ContractConversations conversations;

  LoadChecks(ProtocolContract contract) {
    this.conversations = new ContractConversations(contract);
  }

  /** Runs conversations on several threads. Code with shared state fails sooner or later. */
  void threadsAreIndependent() {
    Finding alone = conversations.finding();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < CONVERSATIONS; n++) {
                    conversations.expectFinding(
                        alone,
                        "good server, on one of " + THREADS + " threads",
                        conversations.goodServer(DeliveryMode.unchanged()));
                  }
                },
                threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Repeats the conversation with the good server. A call that waits each time blocks. A busy
   * machine delays another call each time, and often none.
   */
  void callsDoNotBlock() {
    List<Long> shortest = conversations.waits();
    for (int n = 1; n < CONVERSATIONS && longest(shortest) > CallTimes.MIN_BLOCKED_NANOS; n++) {
      List<Long> waits = conversations.waits();
      List<Long> before = shortest;
      shortest =
          IntStream.range(0, Math.min(before.size(), waits.size()))
              .mapToObj(i -> Math.min(before.get(i), waits.get(i)))
              .toList();
    }
    long blocked = longest(shortest);
    if (blocked > CallTimes.MIN_BLOCKED_NANOS) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "good server: call %d of the dialogue blocks for %d ms or more in each of %d"
                  + " conversations (expected: never, since a dialogue runs on an event loop)",
              shortest.indexOf(blocked) + 1,
              blocked / 1_000_000,
              CONVERSATIONS));
    }
  }

  private static long longest(List<Long> waits) {
    return waits.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Repeats single bytes of a response many times: a parser that recurses overflows its stack. */
  void nestingIsSurvived() {
    byte[] stream = conversations.stream();
    Set<Byte> values = new TreeSet<>();
    int[] first = firstIndexes(stream);
    for (int i = 0; i < stream.length && values.size() < MAX_VALUES; i++) {
      if (first[stream[i] & 0xff] == i) {
        values.add(stream[i]);
      }
    }
    for (byte bracket : BRACKETS.getBytes(StandardCharsets.US_ASCII)) {
      values.add(bracket);
    }
    for (byte value : values) {
      byte[] nested = new byte[conversations.overTcp() ? NESTING : 65_507];
      Arrays.fill(nested, value);
      System.arraycopy(stream, 0, nested, 0, Math.min(first[value & 0xff], nested.length));
      String scenario =
          String.format(Locale.ROOT, "byte %02x repeated %d times", value, nested.length);
      var unused = conversations.runAndClose(scenario, SimulatedPeer.sending(List.of(nested)));
    }
  }

  /** Returns where each value of a byte is first in a stream; 0 if it is nowhere. */
  private static int[] firstIndexes(byte[] stream) {
    int[] first = new int[256];
    for (int i = stream.length - 1; i >= 0; i--) {
      first[stream[i] & 0xff] = i;
    }
    return first;
  }

  /** Delivers the datagrams of each response in reverse order. */
  void reorderedDatagramsAreNoOtherFinding() {
    if (conversations.overTcp()) {
      return;
    }
    Finding expected = conversations.finding();
    String scenario = "good server, datagrams in reverse order";
    Result result = conversations.run(scenario, conversations.goodServer(DeliveryMode.reversed()));
    result
        .finding()
        .filter(finding -> !sorted(finding).equals(sorted(expected)))
        .ifPresent(
            finding -> {
              throw new AssertionError(
                  scenario + ": expected " + expected + " or no finding, but found " + finding);
            });
  }

  private static List<String> sorted(Finding finding) {
    return finding.lines().stream().sorted().toList();
  }
}
