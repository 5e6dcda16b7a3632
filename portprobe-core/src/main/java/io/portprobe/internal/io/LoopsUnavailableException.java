package io.portprobe.internal.io;

import io.portprobe.internal.net.Errno;
import io.portprobe.text.SafeText;

/** Thrown if this host has no resources for an event loop, such as file descriptors. */
public final class LoopsUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LoopsUnavailableException(Exception cause) {
    super(
        "the event loops cannot be opened: "
            + Errno.of(cause)
                .map(errno -> errno + ": " + errno.text())
                .orElseGet(() -> SafeText.line(cause.toString())),
        cause);
  }
}
