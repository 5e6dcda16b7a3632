package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProbePipelineTest {
  private final List<PlannedProbe> started = Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<PortResult>> open =
      Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> printed = Collections.synchronizedList(new ArrayList<>());

  private ProbePipeline run(int questions, int window) {
    return new ProbePipeline(plan(questions), this::startProbe, window);
  }

  private static List<PlannedProbe> plan(int questions) {
    return IntStream.rangeClosed(1, questions)
        .mapToObj(
            port ->
                new PlannedProbe(
                    Transport.TCP, port, Optional.empty(), Optional.empty(), Optional.empty()))
        .toList();
  }

  private CompletableFuture<PortResult> startProbe(PlannedProbe question) {
    CompletableFuture<PortResult> answer = new CompletableFuture<>();
    open.add(answer);
    started.add(question);
    return answer;
  }

  private void answer(int index) {
    open.get(index).complete(answerTo(started.get(index)));
  }

  private static PortResult answerTo(PlannedProbe question) {
    return new PortResult.Probed(
        question,
        PortState.LISTENING,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Prints port numbers; does something when it has to wait. */
  private final class Printing implements ProbePipeline.Sink {
    private final Runnable whenWaiting;

    Printing(Runnable whenWaiting) {
      this.whenWaiting = whenWaiting;
    }

    @Override
    public boolean accept(PortResult answer) {
      printed.add(answer.probe().port());
      return true;
    }

    @Override
    public void waiting(int answered) {
      assertThat(answered).isEqualTo(printed.size());
      whenWaiting.run();
    }
  }

  @Test
  @DisplayName(
      "Results that complete in reverse are delivered in order, within the limit of probes in"
          + " flight")
  void order() throws Exception {
    ProbePipeline run = run(100, 10);
    Runnable lastFirst =
        () -> {
          List<Integer> unanswered =
              IntStream.range(0, open.size()).filter(i -> !open.get(i).isDone()).boxed().toList();
          assertThat(unanswered).hasSizeBetween(1, 10);
          answer(unanswered.get(unanswered.size() - 1));
        };

    run.finish(new Printing(lastFirst));

    assertThat(printed).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  @DisplayName("A result is delivered while later ones are pending")
  void asResultsComeIn() throws Exception {
    ProbePipeline run = run(3, 3);
    run.start();
    assertThat(started).hasSize(3);
    answer(0);
    CountDownLatch firstIsOut = new CountDownLatch(1);
    Thread answerer =
        new Thread(
            () -> {
              try {
                assertThat(firstIsOut.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              answer(1);
              answer(2);
            });
    answerer.start();

    run.finish(new Printing(firstIsOut::countDown));

    answerer.join();
    assertThat(printed).containsExactly(1, 2, 3);
  }

  @Tag("slow")
  @Test
  @DisplayName("A slow probe delays at most the limit of kept results")
  void boundedAhead() throws Exception {
    ProbePipeline run = run(10_000, 10);
    List<Integer> most = new ArrayList<>();
    Runnable allButFirst =
        () -> {
          int before = open.size();
          for (int i = 1; i < before; i++) {
            answer(i);
          }
          most.add(before);
          if (most.size() > 20) {
            answer(0);
          }
        };

    run.finish(new Printing(allButFirst));

    assertThat(most.get(19)).as("questions started while the first is open").isEqualTo(80);
    assertThat(printed).hasSize(10_000).isSorted();
  }

  @Test
  @DisplayName("A sink that returns false ends the run")
  void enough() throws Exception {
    ProbePipeline run =
        new ProbePipeline(plan(10_000), q -> CompletableFuture.completedFuture(answerTo(q)), 5);
    List<Integer> seen = new ArrayList<>();

    run.finish(
        new ProbePipeline.Sink() {
          @Override
          public boolean accept(PortResult answer) {
            seen.add(answer.probe().port());
            return seen.size() < 3;
          }

          @Override
          public void waiting(int answered) {
            throw new AssertionError("everything is answered");
          }
        });

    assertThat(seen).containsExactly(1, 2, 3);
  }

  @Test
  void result_isDelivered_beforeTheStagesAfterItComplete() throws Exception {
    CompletableFuture<PortResult> secondWait = new CompletableFuture<>();
    CompletableFuture<PortResult> probe =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<PortResult> whenComplete(
              BiConsumer<? super PortResult, ? super Throwable> action) {
            return super.whenComplete(action).thenCombine(secondWait, (result, late) -> result);
          }
        };
    List<PlannedProbe> plan = plan(1);
    List<String> events = new ArrayList<>();

    new ProbePipeline(plan, planned -> probe, 1)
        .finish(
            new ProbePipeline.Sink() {
              @Override
              public boolean accept(PortResult result) {
                return events.add("result");
              }

              @Override
              public void waiting(int delivered) {
                events.add("wait");
                if (!probe.complete(answerTo(plan.get(0)))) {
                  secondWait.complete(null);
                }
              }
            });

    assertThat(events).containsExactly("wait", "result");
  }
}
