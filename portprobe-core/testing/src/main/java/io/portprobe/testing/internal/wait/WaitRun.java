package io.portprobe.testing.internal.wait;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.WaitExecution;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A wait that starts with one of the methods, each of which may be called once.
 *
 * @param <R> the type of the result
 * @param result makes the result of the reports of all ports
 */
public record WaitRun<R>(
    WaitSettings settings, Expectation expectation, Function<List<ProbeReport>, R> result) {
  /** Starts the wait. Cancelling the future ends it. */
  public CompletableFuture<R> start() {
    CompletableFuture<List<ProbeReport>> execution =
        AssertedWait.start(settings, expectation).result();
    CompletableFuture<R> future = new CompletableFuture<>();
    var unused =
        execution.whenComplete(
            (reports, failure) -> {
              if (failure == null) {
                future.complete(result.apply(reports));
              } else {
                future.completeExceptionally(failure);
              }
            });
    var unusedToo = future.whenComplete((reports, failure) -> execution.cancel(true));
    return future;
  }

  /**
   * Blocks until the wait ends. An interrupt ends it.
   *
   * @throws AssertionError if the expectation is not met
   */
  public R await() {
    WaitExecution<UnmetExpectation, List<ProbeReport>> execution =
        AssertedWait.start(settings, expectation);
    try {
      return result.apply(execution.await());
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      execution.result().cancel(true);
      Thread.currentThread().interrupt();
      Endpoint endpoint = settings.plan().probes().get(0).endpoint();
      throw AssertionErrors.of(
          new AssertionErrors.Subject(settings.label(), endpoint, expectation.description()), e);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof AssertionError e) {
      throw AssertionErrors.copy(e);
    }
    if (failure instanceof RuntimeException misuse && !(failure instanceof ProbeException)) {
      throw misuse;
    }
    throw new IllegalStateException("the wait failed: " + failure, failure);
  }
}
