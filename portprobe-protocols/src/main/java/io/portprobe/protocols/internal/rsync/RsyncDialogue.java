package io.portprobe.protocols.internal.rsync;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dialogue with an rsync daemon. Confined to the event loop. */
final class RsyncDialogue extends LineDialogue {
  private static final int MAX_LINE = 1024;
  private static final int MAX_LINES = 10_000;
  private static final int MAX_MOTD = 200;
  private static final int MAX_MODULES = 1000;
  private static final int HEAP_OF_A_MODULE = 2048;
  private static final String EXIT = "@RSYNCD: EXIT";
  private static final String ERROR = "@ERROR";
  private static final byte[] LIST =
      (RsyncGreeting.CLIENT + "\n#list\n").getBytes(StandardCharsets.US_ASCII);

  private final boolean listModules;
  private final int maxModules;
  private final List<String> messageOfTheDay = new ArrayList<>();
  private final List<DefaultRsyncModule> modules = new ArrayList<>();
  private @Nullable RsyncGreeting greeting;
  private int lines;
  private boolean cut;

  RsyncDialogue(DialogueContext context, boolean listModules) {
    super(MAX_LINE, StandardCharsets.UTF_8);
    this.listModules = listModules;
    this.maxModules = Math.min(MAX_MODULES, context.findingBytes() / 2 / HEAP_OF_A_MODULE);
  }

  /** Waits, since the daemon sends first. */
  @Override
  public Step start() {
    return Step.await();
  }

  @Override
  protected Step line(String line) {
    if (greeting == null) {
      Optional<RsyncGreeting> found = RsyncGreeting.parse(line);
      if (found.isEmpty()) {
        return Step.mismatch("expected the greeting of an rsync daemon, received another line");
      }
      greeting = found.get();
      return listModules ? Step.send(LIST) : end(Optional.empty(), true);
    }
    if (line.equals(EXIT)) {
      return end(Optional.empty(), !cut);
    }
    if (line.startsWith(ERROR)) {
      return end(Optional.of(line.substring(line.indexOf(' ') + 1).strip()), true);
    }
    if (++lines > MAX_LINES) {
      return end(Optional.empty(), false);
    }
    add(line);
    return Step.await();
  }

  /** Keeps a module, {@code "name \tcomment"}, or a line of the message of the day. */
  private void add(String line) {
    int tab = line.indexOf('\t');
    if (tab > 0 && modules.size() < maxModules) {
      modules.add(new DefaultRsyncModule(line.substring(0, tab).strip(), line.substring(tab + 1)));
    } else if (tab <= 0 && messageOfTheDay.size() < Math.min(MAX_MOTD, maxModules)) {
      messageOfTheDay.add(line);
    } else {
      cut = true;
    }
  }

  private Step end(Optional<String> error, boolean complete) {
    return result(error, complete).map(Step::finish).orElseGet(Step::await);
  }

  @Override
  protected Step onClosed() {
    return end(Optional.empty(), false);
  }

  @Override
  public Optional<Finding> partial() {
    return result(Optional.empty(), false);
  }

  private Optional<Finding> result(Optional<String> error, boolean complete) {
    return Optional.ofNullable(greeting)
        .map(
            found ->
                new DefaultRsyncResult(
                    found.version(),
                    found.checksums(),
                    messageOfTheDay,
                    List.copyOf(modules),
                    error,
                    complete));
  }
}
