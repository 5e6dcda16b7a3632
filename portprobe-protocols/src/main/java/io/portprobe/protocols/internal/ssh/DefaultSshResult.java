package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.ssh.SshAlgorithms;
import io.portprobe.protocols.ssh.SshResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link SshResult}. */
public record DefaultSshResult(
    String identification,
    String protocolVersion,
    String software,
    Optional<String> comments,
    List<String> precedingLines,
    Optional<SshAlgorithms> algorithms,
    Optional<String> disconnect,
    boolean complete)
    implements SshResult {
  /** Escapes all texts. */
  public DefaultSshResult {
    identification = SafeText.line(identification);
    protocolVersion = SafeText.line(protocolVersion);
    software = SafeText.line(software);
    comments = comments.map(SafeText::line);
    precedingLines = SafeText.lines(precedingLines);
    Objects.requireNonNull(algorithms, "algorithms");
    disconnect = disconnect.map(text -> SafeText.line(text, 255));
  }

  static DefaultSshResult of(
      Identification identification,
      List<String> precedingLines,
      Optional<? extends SshAlgorithms> algorithms,
      Optional<String> disconnect,
      boolean complete) {
    return new DefaultSshResult(
        identification.line(),
        identification.protocolVersion(),
        identification.software(),
        Optional.of(identification.comments()).filter(text -> !text.isEmpty()),
        precedingLines,
        algorithms.map(each -> each),
        disconnect,
        complete);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(identification);
    precedingLines.forEach(line -> lines.add("before the identification: " + line));
    algorithms.ifPresent(offered -> lines.addAll(((DefaultSshAlgorithms) offered).lines()));
    disconnect.ifPresent(reason -> lines.add("disconnected: " + reason));
    if (!complete) {
      lines.add("incomplete: no algorithms received");
    }
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return Identification.parse(identification)
        .map(Identification::facts)
        .orElse(ServiceFacts.of("ssh"));
  }

  @Override
  public String toString() {
    return "SSH "
        + protocolVersion
        + algorithms.map(offered -> ", " + offered).orElse("")
        + (complete ? "" : ", incomplete");
  }
}
