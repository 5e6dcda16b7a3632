package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.SilentService;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link SilentService}. */
public record DefaultSilentService(String protocol, int sent, Duration silence)
    implements SilentService {
  /** Escapes the name. */
  public DefaultSilentService {
    protocol = SafeText.line(protocol);
    Objects.requireNonNull(silence, "silence");
  }

  @Override
  public List<String> lines() {
    return List.of(
        toString(), "a server of another protocol that waits for its request is silent too");
  }

  @Override
  public String toString() {
    return protocol
        + " is possible: the server stayed silent for "
        + silence.toMillis()
        + " ms after "
        + sent
        + " bytes";
  }
}
