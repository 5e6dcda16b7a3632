package io.portprobe.examples.portqry.local;

import io.portprobe.examples.portqry.console.Background;
import io.portprobe.examples.portqry.console.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The escape key on a terminal, which delivers it with the Enter key. The end of the input has the
 * same effect. Without a terminal no key is read, and the watch ends by a signal.
 */
public final class EscapeKey implements LocalMode.StopKey {
  private static final String ESCAPE = "\u001b";

  private final CompletableFuture<String> pressed;

  private EscapeKey(CompletableFuture<String> pressed) {
    this.pressed = pressed;
  }

  /** Starts reading the keys of a console. */
  public static EscapeKey of(Console console) {
    return new EscapeKey(
        console.isInteractive()
            ? Background.start("keys", () -> read(console))
            : new CompletableFuture<>());
  }

  private static String read(Console console) {
    try {
      Optional<String> line = console.readLine();
      while (line.isPresent() && !line.get().contains(ESCAPE)) {
        line = console.readLine();
      }
      return line.isPresent() ? "escape key pressed" : "end of input";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> await(Duration time) throws InterruptedException {
    try {
      return Optional.of(pressed.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("keys cannot be read", e.getCause());
    }
  }
}
