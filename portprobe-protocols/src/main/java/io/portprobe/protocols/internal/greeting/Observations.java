package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.internal.tls.DefaultTlsSummary;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.TlsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a dialogue has received so far, bounded by the heap that a finding may use. Confined to the
 * event loop.
 */
final class Observations {
  private enum Recognition {
    /** Nothing shows that the server speaks the protocol. */
    OPEN,
    /** The server certainly speaks the protocol. */
    CONFIRMED,
    /** The server speaks the protocol, and refuses the client. */
    REFUSED
  }

  private static final int MAX_BYTES = 1 << 20;
  private static final int BYTES_OF_LINE = 64;
  private static final int BYTES_OF_CHARACTER = 6; // as an escape
  private static final int SHARE_OF_FINDING = 4;

  private int bytesLeft;
  private boolean cut;
  private Recognition recognition = Recognition.OPEN;
  private boolean interrupted;
  private List<String> greeting = List.of();
  private List<String> capabilities = List.of();
  private List<String> capabilitiesBeforeTls = List.of();
  private StartTlsOutcome startTls = StartTlsOutcome.NOT_OFFERED;
  private Optional<TlsSummary> tls = Optional.empty();
  private final List<String> notes = new ArrayList<>();

  Observations(int findingBytes) {
    bytesLeft = Math.min(MAX_BYTES, findingBytes / SHARE_OF_FINDING);
  }

  /** Returns the lines that the finding has room for. */
  List<String> bounded(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      int bytes = BYTES_OF_LINE + BYTES_OF_CHARACTER * line.length();
      if (bytes > bytesLeft) {
        if (!cut) {
          notes.add("a part of the text was left out, because it is too long");
        }
        cut = true;
        break;
      }
      bytesLeft -= bytes;
      kept.add(line);
    }
    return List.copyOf(kept);
  }

  void greeting(Reply reply) {
    greeting = bounded(reply.raw());
  }

  /** Records that the server certainly speaks the protocol. */
  void confirm() {
    if (recognition == Recognition.OPEN) {
      recognition = Recognition.CONFIRMED;
    }
  }

  boolean confirmed() {
    return recognition != Recognition.OPEN;
  }

  /** Records that the server speaks the protocol, and refuses the client. */
  void refuse() {
    recognition = Recognition.REFUSED;
  }

  void capabilities(List<String> received) {
    capabilities = bounded(received);
  }

  /** Returns whether the server lists a capability, with or without parameters. */
  boolean offers(String name) {
    return capabilities.stream()
        .anyMatch(
            line ->
                line.regionMatches(true, 0, name, 0, name.length())
                    && (line.length() == name.length() || line.charAt(name.length()) == ' '));
  }

  void startTls(StartTlsOutcome outcome) {
    startTls = outcome;
  }

  /** Records a handshake; what the server listed before has to be requested again. */
  void secured(TlsInfo info, boolean first) {
    tls = Optional.of(DefaultTlsSummary.of(info));
    startTls = first ? StartTlsOutcome.IMPLICIT : StartTlsOutcome.STARTED;
    capabilitiesBeforeTls = capabilities;
    capabilities = List.of();
  }

  void note(String text) {
    notes.addAll(bounded(List.of(text)));
  }

  boolean refused() {
    return recognition == Recognition.REFUSED;
  }

  List<String> greeting() {
    return greeting;
  }

  List<String> capabilities() {
    return capabilities;
  }

  List<String> capabilitiesBeforeTls() {
    return capabilitiesBeforeTls;
  }

  StartTlsOutcome startTls() {
    return startTls;
  }

  Optional<TlsSummary> tls() {
    return tls;
  }

  /** Records that the conversation does not reach its end. */
  void interrupted() {
    interrupted = true;
  }

  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (interrupted) {
      all.add("the conversation is incomplete");
    }
    return List.copyOf(all);
  }
}
