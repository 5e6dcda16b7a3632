package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report of a {@link DialogueSession}. */
record DefaultDialogueReport(
    String protocol,
    Cause cause,
    Optional<Finding> finding,
    String note,
    long bytesSent,
    long bytesReceived,
    ByteBuffer firstBytes,
    List<TlsInfo> tls,
    boolean tlsFirst,
    Optional<Throwable> failure)
    implements DialogueReport {

  @Override
  public ByteBuffer firstBytes() {
    return firstBytes.duplicate();
  }

  /** Leaves out note and finding, whose text may come from the peer. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %s (%s), %d bytes sent, %d bytes received",
        protocol,
        outcome().name().toLowerCase(Locale.ROOT),
        cause,
        bytesSent,
        bytesReceived);
  }
}
