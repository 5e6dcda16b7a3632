package io.portprobe.protocols.internal.rsync;

import io.portprobe.protocols.rsync.RsyncModule;
import io.portprobe.protocols.rsync.RsyncResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link RsyncResult}. */
public record DefaultRsyncResult(
    String protocolVersion,
    List<String> checksums,
    List<String> messageOfTheDay,
    List<RsyncModule> modules,
    Optional<String> error,
    boolean complete)
    implements RsyncResult {
  private static final int MAX_TEXT = 255;

  /** Copies the lists, escapes and cuts the texts. */
  public DefaultRsyncResult {
    protocolVersion = SafeText.line(protocolVersion);
    checksums = SafeText.lines(checksums);
    messageOfTheDay = messageOfTheDay.stream().map(line -> SafeText.line(line, MAX_TEXT)).toList();
    modules = List.copyOf(modules);
    error = error.map(text -> SafeText.line(text, MAX_TEXT));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    if (!checksums.isEmpty()) {
      lines.add("checksums: " + String.join(" ", checksums));
    }
    messageOfTheDay.forEach(line -> lines.add("message of the day: " + line));
    modules.forEach(module -> lines.add("module " + module));
    error.ifPresent(text -> lines.add("error: " + text));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("rsync");
  }

  @Override
  public String toString() {
    return "rsync, protocol " + protocolVersion + (complete ? "" : ", incomplete");
  }
}
